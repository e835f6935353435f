"""Normas that the house asks for by name: those that begin to be in force, those that wait."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.day_arithmetic import add_months
from models.deadlines import IS_OPEN, Deadline
from models.norms.tables import KIND, Afeta, Norma, NormaImpacto, NormaLink, NormaStatus, Vinculo
from models.people import Orgao, Person, standing
from models.records import Record, visible_to
from models.tasks import Task, TaskStatus

_MOST = 50


def starting(session: Session, first: date, last: date) -> list[Norma]:
    """The normas whose first day in force is one of these."""
    query = select(Norma).where(Norma.inicio.between(first, last), Record.status != NormaStatus.SEM_IMPACTO)
    return list(session.scalars(query.order_by(Norma.inicio, Norma.id).limit(_MOST)))


def by_code(session: Session, code: str) -> Norma | None:
    """The norma of that number."""
    return session.scalar(select(Norma).where(Record.code == code)) if code else None


def affected(session: Session, norma: Norma) -> list[Orgao]:
    """The órgãos that are told of a norma: all that were asked, but those that said it is not theirs."""
    query = select(NormaImpacto).where(NormaImpacto.norma_id == norma.id, NormaImpacto.afeta != Afeta.NAO)
    return [each.orgao for each in session.scalars(query.order_by(NormaImpacto.id))]


def waiting(session: Session, person: Person, now: datetime) -> int:
    """How many normas the person may see that nobody has triaged."""
    seen = visible_to(standing(session, person, now))
    query = select(func.count()).select_from(Record).where(Record.kind == KIND, Record.status == NormaStatus.CAPTADA)
    return session.scalar(query.where(seen)) or 0


def pressing(session: Session, person: Person, now: datetime) -> list[Norma]:
    """The three normas with a providência of which one is due first."""
    seen = visible_to(standing(session, person, now))
    due = (
        select(func.min(Deadline.due_at))
        .join(Task, Task.id == Deadline.record_id)
        .where(Task.parent_id == Record.id, IS_OPEN)
        .correlate(Record)
        .scalar_subquery()
    )
    query = select(Norma).where(Record.kind == KIND, Record.status == NormaStatus.COM_PROVIDENCIA, seen)
    return list(session.scalars(query.order_by(due.is_(None), due, Record.id).limit(3)))


def in_force(day: date) -> ColumnElement[bool]:
    """The condition that a norma is in force on a day."""
    begun = Norma.inicio <= day
    over = (Norma.fim.is_not(None)) & (Norma.fim <= day)
    return begun & ~over & ~is_revoked()


def is_revoked() -> ColumnElement[bool]:
    """The condition that another norma revokes it as a whole."""
    revoked = select(NormaLink.other_id).where(NormaLink.vinculo == Vinculo.REVOGA.value)
    return Norma.id.in_(revoked)


@dataclass(frozen=True, slots=True)
class MonthOfNormas:
    """What a bulletin tells of a month."""

    published: list[Norma]
    begun: list[Norma]
    pending: list[Task]


def of_month(session: Session, first: date, *, by: Person, now: datetime) -> MonthOfNormas:
    """The normas published in the month that begins on a day, those that began to be in force, their open tasks."""
    last = add_months(first, 1) - timedelta(days=1)
    seen = visible_to(standing(session, by, now))
    query = select(Norma).where(Record.kind == KIND, seen).order_by(Norma.publicada_em, Norma.id).limit(_MOST)
    published = list(session.scalars(query.where(Norma.publicada_em.between(first, last))))
    begun = list(session.scalars(query.where(Norma.inicio.between(first, last))))
    ids = {each.id for each in (*published, *begun)}
    tasks = select(Task).where(Record.parent_id.in_(ids), Record.status == TaskStatus.ABERTA, seen)
    return MonthOfNormas(published, begun, list(session.scalars(tasks.order_by(Record.id))))


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of a day."""
    first = day - timedelta(days=day.weekday())
    return first, first + timedelta(days=6)
