"""What is said of an event before and after it, to whom; and who is called anew where an órgão has another holder."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, moments, municipal_days
from models.calendar import Calendar
from models.events import calendar, people
from models.events.people import Called
from models.events.register import busy_of
from models.events.tables import HELD_IN, KIND, Event, Participant, PersonAnswer
from models.people import holder, stand_in
from models.records import Record

_EVE, _BEFORE, _AFTER = time(17), timedelta(hours=1), timedelta(minutes=15)
_FRESH = timedelta(hours=12)  # older, it is no longer worth saying
_MOST = 60  # events looked at: far more than are near


class ReminderCause(StrEnum):
    """Why something is said of an event."""

    UNANSWERED = "unanswered"
    SOON = "soon"
    LEAVE = "leave"
    HAPPENED = "happened"
    CALLED = "called"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class EventReminder:
    """Something to tell a person of an event."""

    event: Event
    to_id: int
    cause: ReminderCause
    at: datetime
    note: str = ""

    @property
    def key(self) -> str:
        """The same for each repeat; another one once the event has another time."""
        return f"event:{self.event.id}:{self.event.sequence}:{self.cause}:{self.to_id}"


def due(session: Session, now: datetime) -> list[EventReminder]:
    """What is due now, or was lately; what was said is known by its key."""
    found = [each for event in near(session, now) for each in _of(session, event)]
    return [each for each in found if now - _FRESH < each.at <= now and _is_in_time(each, now)]


def next_after(session: Session, after: datetime) -> datetime | None:
    """The next moment later than `after` at which something is due."""
    found = [each.at for event in near(session, after) for each in _of(session, event) if each.at > after]
    return min(found, default=None)


def _is_in_time(each: EventReminder, now: datetime) -> bool:
    return each.cause == ReminderCause.HAPPENED or each.event.starts_at > now


def near(session: Session, now: datetime) -> list[Event]:
    """The next events that will be held, from those that have just ended."""
    is_near = (Event.starts_at > now - calendar.LONGEST, Event.ends_at > now - _FRESH)
    query = select(Event.id).where(Record.kind == KIND, Record.status.in_(HELD_IN), *is_near)
    near_ones = session.scalars(query.order_by(Event.starts_at).limit(_MOST)).all()
    found = session.scalars(select(Event).where(Event.id.in_(near_ones))) if near_ones else ()
    return sorted(found, key=lambda event: event.starts_at)


def _of(session: Session, event: Event) -> Iterator[EventReminder]:
    """Everything that is said of one event, each at its moment."""
    eve = _eve(event, municipal_days.current(session))
    leave = _departure(session, event)
    for each in people.of(session, event):
        if each.person_id is None:
            continue
        if each.answer == PersonAnswer.PENDENTE:
            yield EventReminder(event, each.person_id, ReminderCause.UNANSWERED, eve)
        if each.person_id == event.owner_id and leave is not None:
            yield EventReminder(event, each.person_id, ReminderCause.LEAVE, leave)
        elif each.answer == PersonAnswer.CONFIRMOU and not event.all_day:
            yield EventReminder(event, each.person_id, ReminderCause.SOON, event.starts_at - _BEFORE)
    if event.author_id is not None:
        yield EventReminder(event, event.author_id, ReminderCause.HAPPENED, event.ends_at + _AFTER)


def _eve(event: Event, known: Calendar) -> datetime:
    return moments.at(known.add_business_days(moments.today(event.starts_at), -1), _EVE)


def _departure(session: Session, event: Event) -> datetime | None:
    mine = busy_of(event)
    found = calendar.day_of(session, event.owner_id, moments.today(event.starts_at))
    before = [each for each in found if each.event_id != event.id and each.ends <= mine.starts]
    return calendar.departure(session, mine, max(before, key=lambda each: each.ends, default=None))


def changed_holders(session: Session, now: datetime) -> list[EventReminder]:
    """Call who answers for an órgão on the day of the event, where that is another person now; returns what to tell.

    An answer is not inherited: the new one is asked anew, and the old one learns of it.
    """
    told = []
    for event in (each for each in near(session, now) if each.starts_at > now):
        for each in people.of(session, event):
            told += _replaced(session, event, each, now)
    return told


def _replaced(session: Session, event: Event, each: Participant, now: datetime) -> list[EventReminder]:
    own = holder(session, each.orgao) if each.orgao else each.held_by or each.person
    if own is None or each.answer == PersonAnswer.SUBSTITUTO or each.capacity:
        return []
    comes = stand_in(session, own, moments.today(event.starts_at))
    if comes.id == each.person_id or any(one.person_id == comes.id for one in people.of(session, event)):
        return []
    old = each.person
    each.person_id, each.for_id = comes.id, own.id if comes.id != own.id else None
    each.answer, each.reason = PersonAnswer.PENDENTE.value, ""
    session.flush()
    session.expire(each, ["person", "held_by"])
    called = Called(comes, own)
    text = f"{comes.name} é chamado no lugar de {old.name if old else own.name}"
    audit.write(session, "chamado", by=None, now=now, record_id=event.id, text=text)
    told = [EventReminder(event, comes.id, ReminderCause.CALLED, now, called.held_by.name if called.held_by else "")]
    return told + ([EventReminder(event, old.id, ReminderCause.REPLACED, now, comes.name)] if old else [])
