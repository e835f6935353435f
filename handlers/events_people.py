"""The people of an event that is set already: who else is called."""

from handlers.base import CABINET, Answer, Question, Reply, Request, command
from handlers.reading import people as reading
from handlers.saying import events_people as said
from handlers.wording import events as wording
from models.events import KIND, Event, people


@command("chamar", usage="chamar AG-41 @quem", about=KIND, offered_to=CABINET, said=said.CALL)
def call(request: Request) -> Reply:
    """Chama mais gente para um compromisso ou uma reunião que já estão marcados.

    Exemplos:
    chamar AG-41 @quem @outro
    """
    event, named = request.about(Event), reading.mentioned(request, request.text)
    if not named.in_order:
        raise Question(f"Quem mais? Exemplo: chamar {event.code} @quem", Answer.WHO)
    called = people.call(request.session, event, [*named.in_order], by=request.person, now=request.now)
    return wording.called_too(request.session, event, called)
