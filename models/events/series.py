"""Series: an event that repeats is registered once for each time it will be held, and all of them know the first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import moments, municipal_days
from models.base import Refusal
from models.events import register
from models.events.register import NewEvent
from models.events.tables import HELD_IN, KIND, Event
from models.people import Person
from models.records import Record
from models.recurrences import Recurrence

_MOST, _AHEAD = 30, timedelta(days=92)  # further on nobody knows yet


def times(
    session: Session, recurrence: Recurrence, first: datetime, until: datetime | None
) -> tuple[list[datetime], list[datetime]]:
    """When it is held, from the first time on; and the times left out, on days on which nobody works."""
    calendar, last = municipal_days.current(session), min(until or first + _AHEAD, first + 2 * _AHEAD)
    found, left_out, here = list[datetime](), list[datetime](), moments.local(first)
    while here <= last and len(found) < _MOST:
        (found if calendar.is_business_day(here.date()) else left_out).append(here)
        here = recurrence.next_after(here, calendar)
    if len(found) < 2:
        raise Refusal("Uma série tem ao menos duas datas. Exemplo: toda quarta 9h às 10h até 30/06")
    return found, left_out


def register_all(
    session: Session, new: NewEvent, starts: Sequence[datetime], *, by: Person, now: datetime
) -> list[Event]:
    """Register an event at each of these times; returns them, the first one first."""
    length, made = new.ends - new.starts, list[Event]()
    for each in starts:
        code = made[0].code if made else ""
        one = replace(new, starts=each, ends=each + length, series=code)
        made.append(register.register(session, one, by=by, now=now))
    made[0].series = made[0].code
    return made


def following(session: Session, event: Event) -> list[Event]:
    """The later events of the same series that will be held, in order."""
    if not event.series:
        return []
    query = select(Event).where(Event.series == event.series, Record.kind == KIND, Record.status.in_(HELD_IN))
    return list(session.scalars(query.where(Event.starts_at > event.starts_at).order_by(Event.starts_at)))
