"""What stands still, with whom, and how long an expediente usually stays with an órgão."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from models import moments, municipal_days
from models.deadlines import IS_OPEN, Deadline
from models.expedientes.queries import stopped
from models.expedientes.tables import ACTIVE, Expediente, ExpedienteDeadline, Tramitacao
from models.people import Orgao, Person, standing
from models.records import visible_to

FEWEST = 5  # stays from which a usual time is said
_NEWEST = 5_000  # stays looked at for the usual time


@dataclass(frozen=True, slots=True)
class Usual:
    """The dias úteis that closed stays took: how many there were, the median, and what nine of ten did not exceed."""

    total: int
    median: int = 0
    most: int = 0


def standing_still(session: Session, now: datetime, longer_than: int = 0) -> ColumnElement[bool]:
    """The condition that a stay is past its date or, without one, has lasted too long; or longer than so many days."""
    if longer_than:
        day = municipal_days.current(session).add_business_days(moments.today(now), -longer_than)
        return and_(Tramitacao.sent_at < moments.start_of(day), Expediente.status.in_(ACTIVE))
    of_stay = select(Deadline.id).where(
        Deadline.item_id == Tramitacao.id, Deadline.kind == ExpedienteDeadline.PERMANENCIA, IS_OPEN
    )
    of_stay = of_stay.where(Deadline.record_id == Tramitacao.expediente_id)
    is_late = of_stay.where(Deadline.due_at < now).exists()
    return and_(Expediente.status.in_(ACTIVE), or_(is_late, and_(~of_stay.exists(), stopped(session, now))))


def by_orgao(session: Session, *, by: Person, now: datetime) -> list[tuple[str, int, int]]:
    """Each órgão with its open stays that a person may see: those in time, and those that stand still."""
    still = func.sum(case((standing_still(session, now), 1), else_=0))
    query = (
        select(Orgao.name, func.count(), still)
        .select_from(Tramitacao)
        .join(Expediente, Expediente.id == Tramitacao.expediente_id)
        .join(Orgao, Orgao.id == Tramitacao.to_orgao_id)
        .where(Tramitacao.closed_at.is_(None), Expediente.status.in_(ACTIVE), visible_to(standing(session, by, now)))
        .group_by(Orgao.id, Orgao.name)
    )
    found = [(name, total - late, late) for name, total, late in session.execute(query)]
    return sorted(found, key=lambda each: (-each[2], -each[1], each[0]))


def usual(session: Session, *, tipo: str, year: int, orgao_ids: tuple[int, ...], by: Person, now: datetime) -> Usual:
    """The usual time of the stays that ended in a year. Never the mean: one old case spoils it."""
    first, after = (moments.start_of(date(each, 1, 1)) for each in (year, year + 1))
    return usual_between(session, first, after, tipo=tipo, orgao_ids=orgao_ids, by=by, now=now)


def usual_between(
    session: Session,
    first: datetime,
    after: datetime,
    *,
    tipo: str = "",
    orgao_ids: tuple[int, ...] = (),
    by: Person,
    now: datetime,
) -> Usual:
    """The usual time of the stays that ended between two moments."""
    query = (
        select(Tramitacao.sent_at, Tramitacao.closed_at)
        .join(Expediente, Expediente.id == Tramitacao.expediente_id)
        .where(Tramitacao.closed_at >= first, Tramitacao.closed_at < after, visible_to(standing(session, by, now)))
    )
    query = query.where(Expediente.tipo == tipo) if tipo else query
    query = query.where(Tramitacao.to_orgao_id.in_(orgao_ids)) if orgao_ids else query
    calendar = municipal_days.current(session)
    rows = session.execute(query.order_by(Tramitacao.id.desc()).limit(_NEWEST))
    spent = sorted(
        max(calendar.business_days_between(moments.today(sent), moments.today(closed)), 0)
        for sent, closed in rows
        if closed
    )
    if len(spent) < FEWEST:
        return Usual(len(spent))
    return Usual(len(spent), spent[len(spent) // 2], spent[(9 * len(spent) + 9) // 10 - 1])
