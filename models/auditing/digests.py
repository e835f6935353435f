"""Digests that should have gone out this morning."""

from collections.abc import Iterator
from datetime import date, datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import moments
from models.auditing.findings import Finding, FindingKind
from models.calendar import Calendar
from models.deadlines import Deadline, is_late
from models.heartbeats import Heartbeat
from models.outbox import IdempotencyKey
from models.people import Person, Substitution
from models.records import Record

EXPECTED_AT, CHECKED_FROM = time(7, 30), time(9)


def missing_digests(session: Session, now: datetime, calendar: Calendar) -> Iterator[Finding]:
    """The titulares with something overdue, and the chefia, whose digest of today was not looked into.

    People with an hour of their own for it (or a substitute who has one) are left out: their morning is another.
    """
    today = moments.today(now)
    expected = moments.at(today, EXPECTED_AT)
    began = session.scalar(select(Heartbeat.since).where(Heartbeat.job == "digests"))
    if not calendar.is_business_day(today) or now < moments.at(today, CHECKED_FROM) or not began or began > expected:
        return
    stem = f"digest:{today}:"
    looked = select(IdempotencyKey.key).where(IdempotencyKey.key >= stem, IdempotencyKey.key < f"{stem[:-1]};")
    told = {int(key.removeprefix(stem)) for key in session.scalars(looked)}
    missing = _owing(session, expected) - told - _with_own_hour(session, today)
    if missing:
        name = session.scalar(select(func.min(Person.name)).where(Person.id.in_(missing))) or ""
        yield Finding(FindingKind.DIGEST, len(missing), expected, name)


def _owing(session: Session, expected: datetime) -> set[int]:
    late = (
        select(Deadline.person_id)
        .join(Person, Person.id == Deadline.person_id)
        .join(Record, Record.id == Deadline.record_id)
        .where(Person.active, Person.function == "titular", Person.role != "prefeito")
        .where(is_late(expected), Deadline.opened_at < expected)
        .where(Record.access_level == "publico")
    )
    chefia = select(Person.id).where(Person.active, Person.role == "chefia")
    return {i for i in session.scalars(late) if i is not None} | set(session.scalars(chefia))


def _with_own_hour(session: Session, today: date) -> set[int]:
    """The ids of people with an hour of their own, and of those replaced by one of them."""
    digest = Person.preferences["digest"].as_string()
    chose = set(session.scalars(select(Person.id).where(digest.is_not(None), digest != "07:30")))
    replaced = select(Substitution.holder_id).where(
        Substitution.starts <= today, Substitution.ends >= today, Substitution.substitute_id.in_(chose)
    )
    return chose | set(session.scalars(replaced))
