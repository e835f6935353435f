"""Meetings after and before: the convocation on paper, who did not vote, the correction of an approved ata."""

from handlers import documents
from handlers.base import APPROVERS, CABINET, WRITERS, Button, Reply, Request, command
from handlers.papers.events import CONVOCATION
from handlers.reading import events as reading
from handlers.reading import people as reading_people
from handlers.saying import events_meetings as said
from models.events import KIND, Event, corrections, meetings


@command("convocação em pdf", usage="convocação em pdf REU-7", about=KIND, said=said.ON_PAPER)
def convocation(request: Request) -> Reply:
    """Faz o PDF da convocação de uma reunião: quem, quando, onde e a pauta."""
    event = request.about(Event)
    meetings.require_meeting(event)
    return documents.asked(request, CONVOCATION, event, f"da convocação de {event.code}")


@command("abstenção", usage="abstenção REU-7 @quem por quê", about=KIND, offered_to=WRITERS, said=said.ABSTAINED)
def abstain(request: Request) -> Reply:
    """Registra quem não votou num item, e por quê; vai no texto da ata."""
    event, named = request.about(Event), reading_people.mentioned(request, request.text)
    who = next(iter(named.people), request.person)
    why = named.rest.strip(reading.EDGES)
    corrections.abstain(request.session, event, who, why, by=request.person, now=request.now)
    return Reply(f"{event.code}: abstenção de {who.name}, {why}.", (Button("Ata", f"ata {event.code}"),))


@command("retificar ata", usage="retificar ata REU-7 texto", about=KIND, offered_to=CABINET, said=said.CORRECT)
def correct(request: Request) -> Reply:
    """Corrige uma ata já aprovada; o texto antigo fica, e outra pessoa aprova a retificação."""
    event = request.about(Event)
    n = corrections.correct(request.session, event, request.text.strip(), by=request.person, now=request.now)
    text = f"Retificação {n} da ata de {event.code} escrita; espera a aprovação de quem presidiu ou da chefia."
    return Reply(text, (Button("Ata", f"ata {event.code}"),))


@command(
    "aprovar retificação", usage="aprovar retificação REU-7", about=KIND, offered_to=APPROVERS, said=said.APPROVE_AGAIN
)
def approve(request: Request) -> Reply:
    """Aprova a retificação de uma ata, que outra pessoa escreveu."""
    event = request.about(Event)
    n = corrections.approve(request.session, event, by=request.person, now=request.now)
    text = f"Retificação {n} da ata de {event.code} aprovada. Falta anexar o arquivo assinado."
    return Reply(text, (Button("PDF", f"pdf {event.code}"), Button("Anexar", f"ata assinada {event.code}")))
