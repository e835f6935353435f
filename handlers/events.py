"""The agenda: what is held at a time and a place, moved and cancelled."""

from handlers.base import WRITERS, Button, Reply, Request, command
from handlers.reading import events as reading
from handlers.saying import events as said
from models import events, moments, moves
from models.events import KIND, Event, kind_of, people


@command(
    "remarcar",
    usage="remarcar AG-41 quando motivo",
    about=KIND,
    aliases=("adiar",),
    offered_to=WRITERS,
)
def move(request: Request) -> Reply:
    """Muda a hora de uma reunião ou compromisso; só são avisados os que tinham a hora antiga.

    Exemplos:
    remarcar AG-41 para segunda 10h a chuva
    adiar REU-7 sexta 9h a Prefeita viaja
    """
    event = request.about(Event)
    people.require_keeper(request.session, event, request.person, request.now)
    length = event.ends_at - event.starts_at
    if found := reading.hours(request.text, moments.local(event.starts_at).date()):
        starts, ends, reason = found
    else:
        when = reading.when(request, request.text, f"Para quando? Exemplo: remarcar {event.code} segunda 10h")
        starts, ends, reason = when.starts, when.ends, f"{when.before} {when.after}".strip(reading.EDGES)
    by, now, old = request.person, request.now, people.when(event)
    told = events.register.move(request.session, event, starts, ends or starts + length, reason, by=by, now=now)
    told_text = f" {len(told)} {'avisado' if len(told) == 1 else 'avisados'}." if told else ""
    return Reply(
        f"{event.code}: era {old}; agora {people.when(event)}.{told_text}", (Button("Ver", f"ver {event.code}"),)
    )


@command("cancelar", usage="cancelar N motivo", about=KIND, said=said.CANCEL, offered_to=WRITERS)
def cancel(request: Request) -> Reply:
    """Cancela uma reunião ou compromisso, com o motivo; os chamados são avisados."""
    event = request.about(Event)
    to = people.reached(request.session, event)
    by, now, why = request.person, request.now, request.text.strip()
    moves.make(request.session, event, events.register.CANCEL, why, tell=to, by=by, now=now)
    done = "cancelada" if kind_of(event.event_kind).feminine else "cancelado"
    return Reply(f"{event.code} {done}. Avisei os chamados.", (Button("Ver", f"ver {event.code}"),))
