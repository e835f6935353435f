"""What stands still, with whom, and how long an expediente usually stays with an órgão."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from models import moments, municipal_days
from models.deadlines import IS_OPEN, Deadline
from models.expedientes.queries import stopped
from models.expedientes.tables import ACTIVE, Expediente, ExpedienteDeadline, Tramitacao
from models.people import Orgao, Person, standing
from models.records import visible_to
from models.subjects import STOPPED_AFTER

FEWEST = 5  # stays from which a usual time is said
_WEEKS = 8
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


def by_age(session: Session, *, by: Person, now: datetime) -> dict[str, tuple[int, int, int]]:
    """Of each órgão its open stays of up to ten dias úteis, the longer ones, and the dias úteis of the longest."""
    query = (
        select(Orgao.name, Tramitacao.sent_at)
        .select_from(Tramitacao)
        .join(Expediente, Expediente.id == Tramitacao.expediente_id)
        .join(Orgao, Orgao.id == Tramitacao.to_orgao_id)
        .where(Tramitacao.closed_at.is_(None), Expediente.status.in_(ACTIVE), visible_to(standing(session, by, now)))
    )
    calendar, found = municipal_days.current(session), dict[str, list[int]]()
    for name, sent in session.execute(query):
        days = calendar.business_days_between(moments.today(sent), moments.today(now))
        found.setdefault(name, []).append(max(days, 0))
    ages = {name: (sum(n <= STOPPED_AFTER for n in all_), max(all_)) for name, all_ in found.items()}
    rows = {name: (new, len(found[name]) - new, most) for name, (new, most) in ages.items()}
    return dict(sorted(rows.items(), key=lambda each: (-each[1][1], -each[1][0], each[0])))


def in_and_out(session: Session, *, by: Person, now: datetime) -> list[tuple[date, tuple[int, int]]]:
    """How many stays began and ended in each of the last weeks, by its Monday."""
    monday = moments.today(now) - timedelta(days=moments.today(now).weekday())
    days = [monday - timedelta(days=7 * n) for n in reversed(range(_WEEKS))]
    columns = []
    for each in days:
        begin, end = moments.start_of(each), moments.start_of(each + timedelta(days=7))
        columns += [func.count().filter(Tramitacao.sent_at >= begin, Tramitacao.sent_at < end)]
        columns += [func.count().filter(Tramitacao.closed_at >= begin, Tramitacao.closed_at < end)]
    since = moments.start_of(days[0])
    query = select(*columns).select_from(Tramitacao).join(Expediente, Expediente.id == Tramitacao.expediente_id)
    lately = or_(Tramitacao.sent_at >= since, Tramitacao.closed_at >= since)
    row = session.execute(query.where(lately, visible_to(standing(session, by, now)))).one()
    return [(day, (row[2 * n], row[2 * n + 1])) for n, day in enumerate(days)]


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
