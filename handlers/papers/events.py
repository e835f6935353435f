"""The ata of a meeting on paper; of any other event, what its card says of it."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.papers import Block, Facts, fields, of_lines, paper
from handlers.wording import events_meetings as wording
from models import moments
from models.events import KIND, Event, kind_of, people
from models.people import Person


@paper("ata", about=(KIND,))
def ata(session: Session, event: Event, _person: Person, _now: datetime) -> Facts:
    """The ata with number, time, place, people, items, deliberations and objections; marked while not approved."""
    kind, day = kind_of(event.event_kind), moments.today(event.starts_at)
    blocks: list[Block] = [
        fields(("Assunto", event.title), ("Quando", people.span(event.starts_at, event.ends_at)), ("Onde", event.place))
    ]
    if not kind.is_meeting:
        more = [("De", event.owner.name), ("Pedido por", event.requester), ("O que houve", event.outcome)]
        return Facts(f"{kind.one.capitalize()} {event.code}", event.code, day, [*blocks, fields(*more)])
    blocks += of_lines(wording.ata_lines(session, event))
    is_final = event.ata in ("aprovada", "assinada")
    number = event.code.partition("-")[2]
    return Facts(f"Ata nº {number}", f"Ata {number}", day, blocks, draft=not is_final)
