"""What the plan says of a week: what moved, what got stuck, what was decided and taken up."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.wording import plans as wording
from handlers.wording import weekly
from handlers.wording.weekly import WeekScope
from models.people import Person
from models.plans import KIND, PlanItem, PlanStatus, queries, studies
from models.plans.queries import PlanState
from models.records import any_of
from models.texts import clip, listed, plural

_MOST = 4
_NEWS = (studies.DECIDED, PlanStatus.PILOTO, PlanStatus.IMPLANTADO, PlanStatus.AVALIADO)


@weekly.line(50, any_of(KIND))
def lines(session: Session, person: Person, scope: WeekScope, now: datetime) -> list[str]:
    """The metas that moved, those that got stuck, the board if either, and the studies that went on."""
    moved = [
        each for each in queries.moved_since(session, scope.since, by=person, now=now) if scope.holds(each.orgao_id)
    ]
    measured = [each for each in moved if each.tipo in queries.MEASURED]
    stuck = [
        (item, each)
        for item, each in queries.open_obstacles(session, by=person, now=now)
        if each.opened_on >= scope.since and scope.holds(item.orgao_id)
    ]
    found = [f"Andou: {_many([_moved(each, it) for each, it in _known(session, measured, now)])}"] if measured else []
    found += (
        [f"Travou: {_many([f'{item.code}, {wording.obstacle_line(each)[3:]}' for item, each in stuck])}"]
        if stuck
        else []
    )
    if found:
        found.append(f"Metas e compromissos: {_board(session, person, scope, now)}")
    return [*found, *_studies(session, person, scope, now)]


def _known(session: Session, items: list[PlanItem], now: datetime) -> list[tuple[PlanItem, PlanState]]:
    known = queries.states(session, items, now)
    return [(each, known[each.id]) for each in items]


def _moved(item: PlanItem, it: PlanState) -> str:
    done = f" ({it.progress.percent}%)" if it.progress else ""
    return f"{item.code} {clip(item.title, 40)}{done}"


def _board(session: Session, person: Person, scope: WeekScope, now: datetime) -> str:
    found = queries.board(session, by=person, now=now).values()
    return wording.paces([it for items in found for item, it in items if scope.holds(item.orgao_id)])


def _studies(session: Session, person: Person, scope: WeekScope, now: datetime) -> list[str]:
    columns = studies.pipeline(session, by=person, now=now)
    news = [
        f"{each.code} {clip(each.title, 40)}, {column}"
        for column in _NEWS
        for each, _ in columns.get(column, ())
        if studies.since(each) >= scope.since and scope.holds(each.orgao_id)
    ]
    new = sum(
        studies.since(each) >= scope.since and scope.holds(each.orgao_id)
        for each, _ in columns.get(PlanStatus.PROPOSTO, ())
    )
    fresh = [plural(new, "ideia nova", "ideias novas")] if new else []
    return [f"Estudos: {_many([*news, *fresh])}"] if news or fresh else []


def _many(texts: list[str]) -> str:
    more = len(texts) - _MOST
    return listed([*texts[:_MOST], *([f"mais {more}"] if more > 0 else [])])
