"""What is due, for whom. Every list loads the record, person and órgão with it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from models import moments
from models.deadlines.ladders import ADJUNTO, AUTHOR, CHEFIA
from models.deadlines.tables import Deadline, DeadlineState
from models.people import Function, Orgao, Person, Role, Standing, members, responsible, with_role


def open_of(session: Session, record_id: int, *, item_id: int | None = None) -> list[Deadline]:
    """The open deadlines of a record, soonest first."""
    query = _open().where(Deadline.record_id == record_id).order_by(Deadline.due_at)
    return list(session.scalars(query if item_id is None else query.where(Deadline.item_id == item_id)))


def owned_by(who: Standing) -> ColumnElement[bool]:
    """Deadlines a person answers for: the own, those of the holders substituted, those of the órgãos led."""
    return or_(Deadline.person_id.in_(who.person_ids), Deadline.orgao_id.in_(who.leads))


def due_between(session: Session, start: datetime, end: datetime, *, who: Standing | None = None) -> list[Deadline]:
    """Open deadlines with start <= due < end, soonest first; of one person, or of the whole house."""
    query = _open().where(Deadline.due_at >= start, Deadline.due_at < end).order_by(Deadline.due_at)
    return list(session.scalars(query if who is None else query.where(owned_by(who))))


def overdue(session: Session, now: datetime, *, who: Standing | None = None) -> list[Deadline]:
    query = _open().where(Deadline.due_at < now).order_by(Deadline.due_at)
    return list(session.scalars(query if who is None else query.where(owned_by(who))))


def due_for_reminder(session: Session, now: datetime, limit: int = 1000) -> list[Deadline]:
    """Deadlines whose next step has come."""
    query = _open().where(Deadline.next_at <= now).order_by(Deadline.next_at).limit(limit)
    return list(session.scalars(query))


def next_reminder_at(session: Session) -> datetime | None:
    """When the next step of any deadline falls due."""
    return session.scalar(select(func.min(Deadline.next_at)).where(Deadline.state == DeadlineState.OPEN))


def recipients(session: Session, deadline: Deadline, audience: str, now: datetime) -> list[Person]:
    """Who is told at a step: the responsible, the adjunto (or substitute), the chefia, or the author of the record."""
    if audience == CHEFIA:
        return with_role(session, Role.CHEFIA)
    if audience == AUTHOR:
        return [deadline.record.author] if deadline.record.author else []
    if audience == ADJUNTO:
        return _adjuntos(session, deadline)
    return _owners(session, deadline, now)


def _owners(session: Session, deadline: Deadline, now: datetime) -> list[Person]:
    if deadline.person is not None:
        return [deadline.person]
    person = responsible(session, deadline.orgao, moments.today(now)) if deadline.orgao else None
    return [person] if person else with_role(session, Role.CHEFIA)


def _adjuntos(session: Session, deadline: Deadline) -> list[Person]:
    orgao = deadline.orgao or _led_by(deadline.person)
    return [person for person in members(session, orgao) if person.function == Function.ADJUNTO] if orgao else []


def _led_by(person: Person | None) -> Orgao | None:
    return person.orgao if person and person.function == Function.TITULAR else None


def _open() -> Select[tuple[Deadline]]:
    loaded: Iterable = (joinedload(Deadline.record), joinedload(Deadline.person), joinedload(Deadline.orgao))  # type: ignore[type-arg]
    return select(Deadline).where(Deadline.state == DeadlineState.OPEN).options(*loaded)
