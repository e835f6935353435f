"""Items of the plan, many at once: their values, their obstacles, and the state that follows from both."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from models import moments
from models.deadlines import Deadline, is_late
from models.people import Orgao, Person, standing
from models.plans.progress import Pace, Progress, is_behind, of_item
from models.plans.tables import KIND, Obstacle, PlanItem, PlanKind, PlanStatus, ProgressReport
from models.records import Record, visible_to

QUIET = 30  # days without a report, from which on an item is asked about
MEASURED = (PlanKind.META.value, PlanKind.COMPROMISSO.value)
_OVER = (PlanStatus.CONCLUIDO.value, PlanStatus.CANCELADO.value)


@dataclass(frozen=True, slots=True)
class PlanState:
    """What follows from what was told of an item."""

    pace: Pace
    value: Decimal | None = None
    progress: Progress | None = None
    last_on: date | None = None
    obstacles: tuple[Obstacle, ...] = ()


def is_blocked() -> ColumnElement[bool]:
    """The condition that an obstacle of an item is open."""
    return select(Obstacle.id).where(Obstacle.item_id == PlanItem.id, Obstacle.closed_on.is_(None)).exists()


def is_quiet(now: datetime, days: int = QUIET) -> ColumnElement[bool]:
    """The condition that nothing was reported of an item for so many days."""
    since = moments.today(now) - timedelta(days=days)
    told = select(ProgressReport.id).where(ProgressReport.item_id == PlanItem.id, ProgressReport.day > since)
    return ~told.exists() & (Record.created_at < moments.start_of(since + timedelta(days=1)))


def states(session: Session, items: Sequence[PlanItem], now: datetime) -> dict[int, PlanState]:
    """The state of each of these items, by a few statements however many they are."""
    ids = [each.id for each in items]
    values, last = _values(session, ids)
    late = set(session.scalars(select(Deadline.record_id).where(Deadline.record_id.in_(ids), is_late(now))))
    blocked = defaultdict[int, list[Obstacle]](list)
    for each in session.scalars(select(Obstacle).where(Obstacle.item_id.in_(ids), Obstacle.closed_on.is_(None))):
        blocked[each.item_id].append(each)
    today, found = moments.today(now), dict[int, PlanState]()
    for item in items:
        value = values.get(item.id, item.base)
        progress = of_item(item, value, today.year) if value is not None else None
        pace = _pace(item, value, last.get(item.id), item.id in late, bool(blocked[item.id]), today)
        found[item.id] = PlanState(pace, value, progress, last.get(item.id), tuple(blocked[item.id]))
    return found


def state(session: Session, item: PlanItem, now: datetime) -> PlanState:
    """The state of one item."""
    return states(session, [item], now)[item.id]


def everyone(session: Session, tipos: Collection[str], *, by: Person, now: datetime) -> list[PlanItem]:
    """The items of these kinds that are not over and that the person may see, by their ids."""
    seen = visible_to(standing(session, by, now))
    query = select(PlanItem).where(Record.kind == KIND, PlanItem.tipo.in_(tipos), Record.status.not_in(_OVER), seen)
    return list(session.scalars(query.order_by(PlanItem.id)))


def board(session: Session, *, by: Person, now: datetime) -> dict[str, list[tuple[PlanItem, PlanState]]]:
    """The metas and compromissos of each órgão, by its sigla, with their states."""
    found = everyone(session, MEASURED, by=by, now=now)
    known = states(session, found, now)
    query = select(Orgao.id, Orgao.sigla).where(Orgao.id.in_({each.orgao_id for each in found if each.orgao_id}))
    siglas = {row.id: row.sigla for row in session.execute(query)}
    by_orgao = defaultdict[str, list[tuple[PlanItem, PlanState]]](list)
    for each in found:
        by_orgao[siglas.get(each.orgao_id or 0, "sem órgão")].append((each, known[each.id]))
    return dict(sorted(by_orgao.items()))


def open_obstacles(session: Session, *, by: Person, now: datetime) -> list[tuple[PlanItem, Obstacle]]:
    """The open obstacles of the items that the person may see, the first to be removed before."""
    seen = visible_to(standing(session, by, now))
    query = select(PlanItem, Obstacle).join(Obstacle, Obstacle.item_id == PlanItem.id)
    query = query.where(Record.kind == KIND, Obstacle.closed_on.is_(None), seen)
    return [(item, each) for item, each in session.execute(query.order_by(Obstacle.until, Obstacle.id))]


def moved_since(session: Session, day: date, *, by: Person, now: datetime) -> list[PlanItem]:
    """The items of which something was reported since that day."""
    told = select(ProgressReport.item_id).where(ProgressReport.day >= day)
    seen = visible_to(standing(session, by, now))
    return list(session.scalars(select(PlanItem).where(PlanItem.id.in_(told), seen).order_by(PlanItem.id)))


def _pace(
    item: PlanItem, value: Decimal | None, last: date | None, is_late: bool, is_blocked: bool, today: date
) -> Pace:
    if is_blocked:
        return Pace.BLOQUEADO
    if is_late:
        return Pace.ATRASADO
    since = last or moments.local(item.created_at).date()
    is_silent = bool(item.indicador) and (today - since).days > QUIET
    behind = value is not None and is_behind(item, value, today)
    return Pace.ATENCAO if is_silent or behind else Pace.EM_DIA


def _values(session: Session, ids: Collection[int]) -> tuple[dict[int, Decimal], dict[int, date]]:
    """The last value of each item, and the day of its last report."""
    of_them = ProgressReport.item_id.in_(ids)
    newest = select(func.max(ProgressReport.id)).where(of_them).group_by(ProgressReport.item_id)
    valued = newest.where(ProgressReport.value.is_not(None))
    rows = session.scalars(
        select(ProgressReport).where(or_(ProgressReport.id.in_(newest), ProgressReport.id.in_(valued)))
    )
    values, last = dict[int, Decimal](), dict[int, date]()
    for each in rows.all():
        last[each.item_id] = max(each.day, last.get(each.item_id, each.day))
        if each.value is not None:
            values[each.item_id] = each.value
    return values, last
