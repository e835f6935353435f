"""The hours of digests: once a work day at each hour that somebody chose. A missed digest waits for no other day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import moments, outbox
from models.audit import SEAL, Audit
from models.calendar import Calendar
from models.municipal_days import current
from models.outbox import IdempotencyKey
from models.people import Person
from models.quiet_hours import DIGEST_AT, hour

LATE_AFTER = timedelta(minutes=15)
STILL_OF_USE = timedelta(hours=2)  # after the end of the work day, for late hours that people chose


@dataclass(frozen=True, slots=True)
class HourSlot:
    """One hour of one work day."""

    day: date
    hour: time

    @property
    def at(self) -> datetime:
        return moments.at(self.day, self.hour)

    @property
    def key(self) -> str:
        return f"digests:{self.day}:{self.hour:%H%M}"

    def is_late(self, now: datetime) -> bool:
        return now - self.at > LATE_AFTER


def hours(session: Session) -> list[time]:
    """All hours at which somebody gets the digest."""
    chosen = session.scalars(select(Person.preferences["digest"].as_string()).where(Person.active).distinct())
    return sorted({DIGEST_AT, *(at for text in chosen if (at := hour(text)) is not None)})


def slots(session: Session, now: datetime, calendar: Calendar) -> list[HourSlot]:
    """Today's slots that have come, still have a use, and were not marked."""
    today = moments.today(now)
    if not calendar.is_business_day(today):
        return []
    found = [HourSlot(today, at) for at in hours(session)]
    coming = [slot for slot in found if slot.at <= now <= _ends(slot, calendar)]
    keys = {slot.key for slot in coming}
    said = set(session.scalars(select(IdempotencyKey.key).where(IdempotencyKey.key.in_(keys))))
    return [s for s in coming if s.key not in said and (not s.is_late(now) or existed_at(session, s.at))]


def mark(session: Session, slot: HourSlot, now: datetime) -> bool:
    """Mark the slot as done; False when it was before."""
    return bool(outbox.claim_keys(session, [slot.key], now))


def next_slot_after(session: Session, after: datetime) -> datetime:
    """The first instant later than `after` at which a digest is due."""
    calendar, chosen = current(session), hours(session)
    days = _work_days(moments.today(after), calendar)
    return next(slot.at for day in days for at in chosen if (slot := HourSlot(day, at)).at > after)


def existed_at(session: Session, moment: datetime) -> bool:
    """Whether this house was at work at that moment: a new house has missed nothing."""
    first = session.scalar(select(Audit.at).where(Audit.action != SEAL).order_by(Audit.id).limit(1))
    return first is not None and first < moment


def previous_was_missed(session: Session, slot: HourSlot, calendar: Calendar) -> date | None:
    """The work day before, if none of its digests was sent; else None."""
    day = calendar.add_business_days(slot.day, -1)
    keys = [HourSlot(day, at).key for at in hours(session)]
    said = session.scalar(select(IdempotencyKey.key).where(IdempotencyKey.key.in_(keys)).limit(1))
    return day if said is None and existed_at(session, HourSlot(day, slot.hour).at) else None


def first_work_day(day: date, calendar: Calendar) -> date:
    """The first work day of the week of that day, which is a work day itself."""
    return calendar.next_business_day(moments.days_after(day, -day.weekday()))


def slots_of_week(slot: HourSlot, calendar: Calendar) -> HourSlot:
    """The slot of the first work day of the same week: when the weekly digest was due."""
    return HourSlot(first_work_day(slot.day, calendar), slot.hour)


def _ends(slot: HourSlot, calendar: Calendar) -> datetime:
    return max(moments.at(slot.day, calendar.day_end), slot.at + STILL_OF_USE)


def _work_days(first: date, calendar: Calendar) -> Iterator[date]:
    day = calendar.next_business_day(first)
    while True:
        yield day
        day = calendar.add_business_days(day, 1)
