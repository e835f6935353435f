"""The command that asks for news of the things others owe."""

from handlers.base import WRITERS, Refusal, Reply, Request, command
from handlers.reading import due, numbers, people
from handlers.reading.records import of_number
from handlers.saying import nudges as said
from models import moments, notices, nudges
from models.people import Person, Role
from models.records import Record
from models.texts import listed

GROUP = "Qualquer registro"
_MOST_RECORDS = 40
_BETWEEN = " ,;e"


@command(
    "cobrar",
    usage="cobrar T-12 [@quem] [recado]",
    about="*",
    aliases=("cutucar",),
    private=True,
    said=said.NUDGE,
    offered_to=WRITERS,
    often=(Role.CHEFIA, Role.ASSESSORIA),
)
def nudge(request: Request) -> Reply:
    """Pede notícia a quem ainda deve algo num registro; uma mensagem por pessoa, e não antes de duas horas."""
    found, text = _records(request)
    who = people.mentioned(request, text)
    whom = [request.session.get_one(Person, i) for i in notices.reached(request.session, who.everyone, request.now)]
    done = nudges.nudge(request.session, found, whom, who.rest, by=request.person, now=request.now)
    spared = listed([each.name for each in done.spared])
    if not done.asked:
        return Reply(f"Não mandei de novo: cobrança a {spared} há menos de duas horas.")
    asked = f"Cobrei {listed([each.name for each in done.asked])} ({listed([each.code for each in found])})."
    asked += f" Chega na abertura do expediente, {moments.moment_text(done.read_at)}." if done.read_at else ""
    again = f" Não repeti a cobrança a {spared}, de menos de duas horas atrás." if spared else ""
    return Reply(asked + again)


@command(
    "responder cobrança",
    usage="responder cobrança N o que há, até quando",
    about="*",
    private=True,
    said=said.ANSWER,
    offered_to=WRITERS,
)
def answer(request: Request) -> Reply:
    """Responde a quem cobrou; os seus lembretes esperam até o dia que você disser, e o prazo não muda."""
    record, found = request.about(Record), due.find(request, request.text)
    text = found.rest.strip(" .,;:-")
    asked_by = nudges.answer(request.session, record, text, found.due, by=request.person, now=request.now)
    waits = f" Não lembro você antes de {found.due.text}; o prazo é o mesmo." if found.due else ""
    return Reply(f"Resposta sobre {record.code} enviada a {listed([each.name for each in asked_by])}.{waits}")


def _records(request: Request) -> tuple[list[Record], str]:
    """The records of the line, the first being that of the command, and what follows their numbers."""
    found, text = [request.about(Record)], request.text
    year = moments.today(request.now).year
    while (number := numbers.read(text.lstrip(_BETWEEN), year)) is not None and number.named:
        if len(found) == _MOST_RECORDS:
            raise Refusal(f"São mais de {_MOST_RECORDS} de uma vez. Mande em partes.")
        text = text.lstrip(_BETWEEN)
        found.append(of_number(request, number))
        text = text[number.end :]
    return list(dict.fromkeys(found)), text
