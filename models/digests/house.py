"""The summary of the whole house in a few numbers by órgão: overdue, without ciência, standing still."""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, select
from sqlalchemy.orm import Session

from models import subjects
from models.deadlines import IS_OPEN, IS_OURS, Deadline
from models.digests.agenda import Horizon
from models.people import Orgao, Person, Standing, standing
from models.records import Record, visible_to
from models.subjects import Stays


@dataclass(slots=True)
class OrgaoLine:
    """The numbers of one órgão; `sigla` is empty for people without one."""

    sigla: str
    today: int = 0
    overdue: int = 0
    ciencia: int = 0
    stopped: int = 0

    @property
    def weight(self) -> int:
        return self.overdue + self.ciencia + self.stopped


@dataclass(frozen=True, slots=True)
class Summary:
    """The órgãos with open items, the most burdened first."""

    lines: tuple[OrgaoLine, ...]

    @property
    def total(self) -> OrgaoLine:
        return OrgaoLine(
            "",
            sum(line.today for line in self.lines),
            sum(line.overdue for line in self.lines),
            sum(line.ciencia for line in self.lines),
            sum(line.stopped for line in self.lines),
        )


def summary(session: Session, viewer: Person, horizon: Horizon) -> Summary:
    """The órgãos that owe something, as far as the viewer may see it."""
    who, execute = standing(session, viewer, horizon.now), session.connection().execute
    dates = {"now": horizon.now, "tomorrow": horizon.tomorrow, "by_ciencia": subjects.kinds_by_ciencia()}
    lines: dict[str, OrgaoLine] = {}
    for row in execute(_dated(who), dates):
        lines[row.sigla or ""] = OrgaoLine(row.sigla or "", row.today, row.overdue, row.ciencia)
    for stays in subjects.stays():
        for still in execute(_stopped(who, stays), {"stopped_before": horizon.stopped_before}):
            lines.setdefault(still.sigla, OrgaoLine(still.sigla)).stopped += still.stopped
    heaviest = sorted(lines.values(), key=lambda line: (-line.weight, -line.today, line.sigla))
    return Summary(tuple(line for line in heaviest if line.weight or line.today))


@lru_cache(maxsize=100)  # to build it costs more than to ask it
def _dated(viewer: Standing) -> Select[str, int, int, int]:
    is_ciencia = Deadline.kind.in_(bindparam("by_ciencia", expanding=True))
    late, today = Deadline.due_at < bindparam("now"), Deadline.due_at < bindparam("tomorrow")
    return (
        select(
            Orgao.sigla,
            _count(and_(~is_ciencia, today, ~late)).label("today"),
            _count(and_(~is_ciencia, late)).label("overdue"),
            _count(is_ciencia).label("ciencia"),
        )
        .select_from(Deadline)
        .join(Record, Record.id == Deadline.record_id)
        .outerjoin(Person, Person.id == Deadline.person_id)
        .outerjoin(Orgao, Orgao.id == func.coalesce(Deadline.orgao_id, Person.orgao_id))
        .where(IS_OPEN, IS_OURS, visible_to(viewer), today | is_ciencia)
        .group_by(Orgao.sigla)
    )


@lru_cache(maxsize=100)
def _stopped(viewer: Standing, stays: Stays) -> Select[str, int]:
    return (
        select(Orgao.sigla, func.count().label("stopped"))
        .select_from(stays.record_id.class_)
        .join(Record, Record.id == stays.record_id)
        .join(Orgao, Orgao.id == stays.orgao_id)
        .where(stays.is_open, stays.since < bindparam("stopped_before"), Record.status.in_(stays.active))
        .where(visible_to(viewer))
        .group_by(Orgao.sigla)
    )


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
