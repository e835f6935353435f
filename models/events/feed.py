"""Events as the calendar of a phone shows them."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.calendar_feeds.entries import FeedEntry
from models.calendar_feeds.sources import KEPT, FeedSource, provide
from models.events.tables import TAKES_TIME, Event, Participant, Visibility
from models.people import Person
from models.records import AccessLevel

NAME = "evento"
_MOST = 5_000


def is_open(event: Event) -> bool:
    """Whether anybody may read what it is for."""
    return event.access_level == AccessLevel.PUBLICO and event.visibility == Visibility.PUBLICO


def _entries(session: Session, person: Person, now: datetime, only: Collection[int] | None) -> Iterator[FeedEntry]:
    """The events that a person takes part in, and those that ended lately."""
    theirs = select(Participant.event_id).where(Participant.person_id == person.id)
    query = (
        select(Event)
        .where(Event.ends_at > now - KEPT, Event.status.in_(TAKES_TIME))
        .where(Event.id.in_(theirs) | (Event.owner_id == person.id))
        .order_by(Event.starts_at.desc())
        .limit(_MOST)
    )
    query = query if only is None else query.where(Event.id.in_(only))
    for each in session.scalars(query):
        yield _entry(each)


def _entry(event: Event) -> FeedEntry:
    # A calendar may be kept by a company: of what is not public it gets the number only.
    return FeedEntry(
        item=f"{NAME}-{event.id}",
        record_id=event.id,
        uid=f"{NAME}-{event.id}@gabinete",
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        date_only=event.all_day,
        title=f"{event.code}: {event.title}" if is_open(event) else event.code,
        note=f"No chat: ver {event.code}",
        place=event.place if is_open(event) else "",
    )


def _past(session: Session, ids: Sequence[int], now: datetime) -> list[int]:
    return list(session.scalars(select(Event.id).where(Event.id.in_(ids), Event.ends_at <= now - KEPT)))


provide(FeedSource(NAME, _entries, _past))
