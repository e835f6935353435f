"""The whole house in a few numbers, by órgão: what is overdue, without ciência, standing still."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session

from models import subjects
from models.deadlines import IS_OPEN, IS_OURS, Deadline
from models.digests.agenda import Span
from models.people import Orgao, Person, standing
from models.records import Record, visible_to
from models.subjects import Stays


@dataclass(slots=True)
class OrgaoLine:
    """One órgão; `sigla` is empty for people of none."""

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
    """The órgãos that owe something, the heaviest first."""

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


def summary(session: Session, viewer: Person, span: Span) -> Summary:
    """What the viewer may see of it."""
    lines: dict[str, OrgaoLine] = {}
    for row in session.execute(_query(session, viewer, span)):
        lines[row.sigla or ""] = OrgaoLine(row.sigla or "", row.today, row.overdue, row.ciencia)
    for stays in subjects.stays():
        for still in session.execute(_stopped(session, viewer, span, stays)):
            lines.setdefault(still.sigla, OrgaoLine(still.sigla)).stopped += still.stopped
    heaviest = sorted(lines.values(), key=lambda line: (-line.weight, -line.today, line.sigla))
    return Summary(tuple(line for line in heaviest if line.weight or line.today))


def _query(session: Session, viewer: Person, span: Span) -> Select[str, int, int, int]:
    is_ciencia = Deadline.kind.in_(subjects.kinds_by_ciencia())
    late, today = Deadline.due_at < span.now, Deadline.due_at < span.tomorrow
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
        .where(IS_OPEN, IS_OURS, visible_to(standing(session, viewer, span.now)))
        .where((Deadline.due_at < span.tomorrow) | is_ciencia)
        .group_by(Orgao.sigla)
    )


def _stopped(session: Session, viewer: Person, span: Span, stays: Stays) -> Select[str, int]:
    return (
        select(Orgao.sigla, func.count().label("stopped"))
        .select_from(stays.record_id.class_)
        .join(Record, Record.id == stays.record_id)
        .join(Orgao, Orgao.id == stays.orgao_id)
        .where(stays.is_open, stays.since < span.stopped_before, Record.status.in_(stays.active))
        .where(visible_to(standing(session, viewer, span.now)))
        .group_by(Orgao.sigla)
    )


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
