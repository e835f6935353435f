"""The council of a fund: its meetings, whose pauta is what waits for its word."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.base import Button, Refusal
from models.events import REUNIAO, Event, EventStatus, meetings, register
from models.events.register import NewEvent
from models.funds.money import require_mover
from models.funds.pending import council_of, pending, usual_list
from models.funds.tables import Fundo
from models.money import of_cents
from models.people import Person


def convene(session: Session, fundo: Fundo, starts: datetime, ends: datetime, *, by: Person, now: datetime) -> Event:
    """Call the council of a fund, with the changes of the plan that wait for it. Raises Refusal where it has none."""
    require_mover(session, fundo, by, now)
    council = council_of(session, fundo)
    if not council:
        name = fundo.conselho or usual_list(fundo)
        raise Refusal(
            f"Não há a lista do conselho do {fundo.sigla}. Crie-a com as pessoas: lista {name} @quem @quem",
            [Button("Ver", f"fundo {fundo.sigla}")],
        )
    chair = fundo.gestor or by
    new = NewEvent(
        kind=REUNIAO,
        title=f"Conselho do {fundo.sigla}",
        starts=starts,
        ends=ends,
        owner=chair,
        invited=tuple(council),
        status=EventStatus.CONVOCADA,
    )
    event = register.register(session, new, by=by, now=now)
    register.convene(session, event, by=by, now=now)
    for each in pending(session, fundo):
        if not each.wanted:
            meetings.add_item(session, event, f"{of_cents(each.cents)} {each.text}, 10 min", by=by, now=now)
    return event
