"""The public agenda of the mayor: what is to be read by anybody, and when."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import moments
from models.calendar_feeds.entries import FeedEntry
from models.events.feed import is_open
from models.events.subject import BLOQUEIO
from models.events.tables import TAKES_TIME, Event, EventStatus
from models.people import Person, Role

RESERVED = "Compromisso reservado"
TOMORROW_AT = time(18)  # from this hour on tomorrow is public
_BACK = 30  # days
_SHOWN = (*TAKES_TIME, EventStatus.CANCELADO)


@dataclass(frozen=True, slots=True)
class PublicItem:
    """One engagement as anybody may read it; of what is reserved only the hour."""

    event_id: int
    sequence: int
    starts_at: datetime
    ends_at: datetime
    all_day: bool
    title: str
    place: str
    cancelled: bool

    def as_entry(self) -> FeedEntry:
        """The item for a calendar."""
        return FeedEntry(
            item=f"publico-{self.event_id}",
            record_id=self.event_id,
            uid=f"publico-{self.event_id}@gabinete",
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            date_only=self.all_day,
            title=self.title,
            place=self.place,
            cancelled=self.cancelled,
            is_private=False,
        )


def span(now: datetime) -> tuple[date, date]:
    """The first and the last day that are public."""
    today = moments.today(now)
    last = today + timedelta(days=1) if moments.local(now).time() >= TOMORROW_AT else today
    return today - timedelta(days=_BACK), last


def items(session: Session, now: datetime) -> list[PublicItem]:
    """The engagements of the mayor on the days that are public, in order."""
    first, last = span(now)
    mayors = select(Person.id).where(Person.role == Role.PREFEITO, Person.active)
    query = (
        select(Event)
        .where(Event.owner_id.in_(mayors), Event.status.in_(_SHOWN), Event.event_kind != BLOQUEIO.name)
        .where(Event.starts_at >= moments.start_of(first))
        .where(Event.starts_at < moments.start_of(last + timedelta(days=1)))
        .order_by(Event.starts_at, Event.id)
    )
    return [_item(each) for each in session.scalars(query)]


def _item(event: Event) -> PublicItem:
    shown, cancelled = is_open(event), event.status == EventStatus.CANCELADO
    return PublicItem(
        event_id=event.id,
        sequence=event.sequence + cancelled,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        all_day=event.all_day,
        title=event.title if shown else RESERVED,
        place=event.place if shown else "",
        cancelled=cancelled,
    )
