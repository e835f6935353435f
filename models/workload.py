"""Workload: the open work of a person or an órgão, its distribution, and the results of a week."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, null, or_, select, union_all
from sqlalchemy.orm import Session

from models import moments, subjects
from models.deadlines import IS_OPEN, IS_OURS, Deadline, DeadlineState, is_late
from models.people import Orgao, Person, standing, structure
from models.records import Record, visible_to

PAGE = 15
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Owed:
    """One record with open work of somebody; `due_at`: the soonest of their dates, None where there is none."""

    code: str
    title: str
    owners: tuple[str, ...]
    due_at: datetime | None
    date_only: bool


@dataclass(frozen=True, slots=True)
class Workload:
    """The open work of one órgão or person: in all, late, and due within seven days."""

    key: str  # as it is typed after the @
    name: str
    open: int
    late: int
    soon: int


@dataclass(frozen=True, slots=True)
class Week:
    """The deadlines met, opened and left behind since a moment."""

    since: datetime
    met: int
    met_late: int
    opened: int
    late: int
    done: tuple[Owed, ...]  # the last ones met
    stuck: tuple[Owed, ...]  # what is late the longest


def owed(session: Session, who: Person | Orgao, *, by: Person, now: datetime, page: int = 1) -> tuple[list[Owed], int]:
    """A page of the open work of a person or an órgão that `by` may see, late first, undated last; and the total."""
    work = _work(session, who)
    query = _named(session, work, by, now)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = query.order_by(work.c.due_at.is_(None), work.c.due_at, work.c.record_id)
    return list(_by_record(session.execute(rows.limit(PAGE).offset(PAGE * (page - 1))))), total


def by_orgao(session: Session, *, by: Person, now: datetime) -> list[Workload]:
    """The open work of each órgão, the fullest first."""
    return _loads(session, Orgao.key, Orgao.sigla, None, by, now)


def by_person(session: Session, orgao: Orgao, *, by: Person, now: datetime) -> list[Workload]:
    """The open work of each person of an órgão; the órgão's own is under its name."""
    name = func.coalesce(Person.name, Orgao.name)
    return _loads(session, func.coalesce(Person.handle, Orgao.key), name, orgao, by, now)


def week(session: Session, since: datetime, *, by: Person, now: datetime, orgao: Orgao | None = None) -> Week:
    """What was met, opened and left behind since then, of the whole house or of one órgão."""
    seen = [IS_OURS, visible_to(standing(session, by, now))]
    if orgao is not None:
        seen.append(_of(session, Deadline, orgao))
    closed = Deadline.closed_at >= since
    counts = session.execute(
        _deadlines(
            _count(and_(closed, Deadline.state.in_((DeadlineState.MET, DeadlineState.MET_LATE)))),
            _count(and_(closed, Deadline.state == DeadlineState.MET_LATE)),
            _count(Deadline.opened_at >= since),
            _count(is_late(now)),
        ).where(*seen, or_(closed, Deadline.opened_at >= since, IS_OPEN))
    ).one()
    met = Deadline.state.in_((DeadlineState.MET, DeadlineState.MET_LATE))
    done = _entries(session, [*seen, closed, met], Deadline.closed_at.desc())
    stuck = _entries(session, [*seen, is_late(now)], Deadline.due_at)
    met_, met_late, opened, late = (int(each or 0) for each in counts)
    return Week(since, met_, met_late, opened, late, done, stuck)


def monday(now: datetime) -> datetime:
    """The Monday from which a week is reported: this week's, or on a Monday the one before."""
    today = moments.today(now)
    return moments.start_of(moments.days_after(today, -(today.weekday() or 7)))


_MOST = 6
_MOST_READ = 60  # rows: an act for all órgãos is one line
_WHAT = (Record.code, Record.title, Deadline.due_at, Deadline.date_only)
_OWNER = func.coalesce(Person.name, Orgao.name).label("owner")


def _deadlines(*columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(Deadline)
        .join(Record, Record.id == Deadline.record_id)
        .outerjoin(Person, Person.id == Deadline.person_id)
        .outerjoin(Orgao, Orgao.id == Deadline.orgao_id)
    )


def _entries(session: Session, where: list[ColumnElement[bool]], order: Any) -> tuple[Owed, ...]:
    rows = session.execute(_deadlines(*_WHAT, _OWNER).where(*where).order_by(order).limit(_MOST_READ))
    return tuple(islice(_by_record(rows), _MOST))


def _by_record(rows: Iterable[Any]) -> Iterator[Owed]:
    """One for each record, in the order of the rows."""
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.code, []).append(row)
    for code, same in found.items():
        owners = dict.fromkeys(row.owner or "ninguém" for row in same)
        yield Owed(code, same[0].title, tuple(owners), same[0].due_at, bool(same[0].date_only))


def _work(session: Session, who: Person | Orgao | None) -> Subquery:
    """The open deadlines of ours, and what was given without one: of a person or an órgão, or of all."""
    dated = select(
        Deadline.record_id, Deadline.person_id, Deadline.orgao_id, Deadline.due_at, Deadline.date_only
    ).where(IS_OPEN, IS_OURS, *_of_these(session, Deadline, who))
    return union_all(dated, *_undated(session, who)).subquery()


def _undated(session: Session, who: Person | Orgao | None) -> Iterator[Select[Any]]:
    has_date = select(Deadline.id).where(IS_OPEN, IS_OURS)
    for subject in subjects.known():
        if (given := subject.given) is not None:
            dates = has_date.where(Deadline.record_id == given.record_id, Deadline.item_id == given.item_id)
            yield select(given.record_id, given.person_id, given.orgao_id, null(), null()).where(
                given.is_open, ~dates.exists(), *_of_these(session, given, who)
            )


def _of_these(session: Session, rows: Any, who: Person | Orgao | None) -> list[ColumnElement[bool]]:
    return [] if who is None else [_of(session, rows, who)]


def _of(session: Session, rows: Any, who: Person | Orgao) -> ColumnElement[bool]:
    """The condition for the work of a person, with the órgãos led, or of an órgão, with its people."""
    # On the rows themselves, where an index finds them, rather than on all the work of the house.
    if isinstance(who, Person):
        led = structure(session).orgaos_of(who, leading=True)
        return or_(rows.person_id == who.id, rows.orgao_id.in_(led))
    members = select(Person.id).where(Person.orgao_id == who.id)
    return or_(rows.orgao_id == who.id, and_(rows.orgao_id.is_(None), rows.person_id.in_(members)))


def _named(session: Session, work: Subquery, by: Person, now: datetime) -> Select[Any]:
    return (
        select(Record.code, Record.title, work.c.due_at, work.c.date_only, _OWNER)
        .select_from(work)
        .join(Record, Record.id == work.c.record_id)
        .outerjoin(Person, Person.id == work.c.person_id)
        .outerjoin(Orgao, Orgao.id == work.c.orgao_id)
        .where(visible_to(standing(session, by, now)))
    )


def _loads(session: Session, key: Any, name: Any, orgao: Orgao | None, by: Person, now: datetime) -> list[Workload]:
    work = _work(session, orgao)
    owner = Orgao.id == func.coalesce(work.c.orgao_id, Person.orgao_id)
    late, soon = work.c.due_at < now, and_(work.c.due_at >= now, work.c.due_at < now + _WEEK)
    query = (
        select(key.label("key"), name.label("name"), func.count().label("open"), _count(late), _count(soon))
        .select_from(work)
        .join(Record, Record.id == work.c.record_id)
        .outerjoin(Person, Person.id == work.c.person_id)
        .outerjoin(Orgao, owner)
        .where(visible_to(standing(session, by, now)))
        .group_by(key, name)
    )
    loads = [Workload(row[0], row[1], row[2], int(row[3] or 0), int(row[4] or 0)) for row in session.execute(query)]
    return sorted(loads, key=lambda each: (-each.open, -each.late, each.name))


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
