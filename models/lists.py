"""Lists of the records of a subject: the visible ones, filtered, the soonest date first, page by page."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, false, func, literal, literal_column, or_, select
from sqlalchemy.orm import Session

from models import subjects
from models.base import UtcDateTime
from models.deadlines import Deadline, DeadlineState, is_late
from models.people import Orgao, Person, standing
from models.records import Record, visible_to
from models.search import SearchTerm, having
from models.subjects import Holding, Subject

PAGE = 30
MOST_COUNTED = 2_000
_NEVER = literal(datetime.max.replace(tzinfo=UTC), UtcDateTime)
_DATED = select(Deadline.id).where(Deadline.record_id == Record.id, Deadline.state == DeadlineState.OPEN)
_OPEN = (
    select(Deadline.record_id, Deadline.due_at, Deadline.date_only, Deadline.runs_for, Person.name, Orgao.sigla)
    .select_from(Deadline)
    .outerjoin(Person, Person.id == Deadline.person_id)
    .outerjoin(Orgao, Orgao.id == Deadline.orgao_id)
    .where(Deadline.record_id.in_(bindparam("ids", expanding=True)), Deadline.state == DeadlineState.OPEN)
    .order_by(Deadline.due_at)
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of a list; by default every open record. `where`: conditions of the subject itself."""

    orgao_ids: tuple[int, ...] = ()
    person_ids: tuple[int, ...] = ()
    is_own: bool = False
    states: tuple[str, ...] = ()
    late: bool = False
    before: datetime | None = None  # its date falls before
    terms: tuple[SearchTerm, ...] = ()
    where: tuple[ColumnElement[bool], ...] = ()
    number: int = 1
    size: int = PAGE
    whole: bool = False  # not a page, but the ids of all

    @property
    def skipped(self) -> int:
        """The number of rows on the pages before."""
        return (self.number - 1) * self.size


class ListedDate(NamedTuple):
    """The soonest date of a record. `runs_for`: the other Power that has to meet it; None: it is ours."""

    due_at: datetime
    date_only: bool
    runs_for: str | None

    def is_overdue(self, now: datetime) -> bool:
        """Whether it is a delay of ours."""
        return self.due_at < now and self.runs_for is None


@dataclass(frozen=True, slots=True)
class ListLine:
    """A record in a list: whose it is (names of people, siglas of órgãos), and its soonest date, if it has one."""

    record: Any
    whose: tuple[str, ...]
    date: ListedDate | None = None
    orgao: str = ""  # the sigla of its own


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the records found, and the total; or the ids of all."""

    lines: tuple[ListLine, ...]
    total: int
    ids: tuple[int, ...] = ()


def page(session: Session, subject: Subject, wanted: Wanted, *, by: Person, now: datetime) -> Page:
    """One page of the records of a subject that the person may see; those without a date stand last.

    However many there are, it takes the same few statements.
    """
    model = subject.model
    query = select(model, Orgao.sigla).outerjoin(Orgao, Orgao.id == Record.orgao_id)
    query = query.where(visible_to(standing(session, by, now)), *narrowed(session, subject, wanted, now))
    ordered = query.order_by(_dated(wanted).soonest, model.id)
    if wanted.whole:
        ids = tuple(session.scalars(ordered.with_only_columns(Record.id, maintain_column_froms=True)))
        return Page((), len(ids), ids)
    of_page = ordered.limit(literal_column(str(wanted.size))).offset(wanted.skipped)
    found = {record.id: (record, sigla) for record, sigla in session.execute(of_page)}
    lines = _lines(session, subject, wanted, found) if found else ()
    return Page(lines, counted(session, query, wanted, len(lines)))


def of_ids(session: Session, subject: Subject, ids: Sequence[int], *, by: Person, now: datetime) -> list[ListLine]:
    """Those of these records that the person may see, in the order of the ids."""
    query = select(subject.model, Orgao.sigla).outerjoin(Orgao, Orgao.id == Record.orgao_id)
    query = query.where(subject.model.id.in_(ids), visible_to(standing(session, by, now)))
    found = {record.id: (record, sigla) for record, sigla in session.execute(query)}
    lines = {line.record.id: line for line in _lines(session, subject, Wanted(size=len(ids)), found)}
    return [lines[each] for each in ids if each in lines]


def given_to(session: Session, person: Person, *, by: Person, now: datetime) -> list[tuple[Subject, Page]]:
    """The open records given to a person, of each subject that gives any."""
    wanted = Wanted(person_ids=(person.id,))
    pages = [(each, page(session, each, wanted, by=by, now=now)) for each in subjects.known() if each.given]
    return [(subject, found) for subject, found in pages if found.total]


def _lines(session: Session, subject: Subject, wanted: Wanted, found: dict[int, Any]) -> tuple[ListLine, ...]:
    ids = [*found, *[0] * (wanted.size - len(found))]  # of one length: SQLite plans each length anew
    soonest, owners = _dates(session, wanted, ids)
    with_whom = _with_whom(session, subject, ids)
    lines = []
    for key, (record, sigla) in found.items():
        whose = tuple(dict.fromkeys(with_whom.get(key) or owners[key] or filter(None, [sigla])))
        lines.append(ListLine(record, whose, soonest.get(key), sigla or ""))
    return tuple(lines)


def counted(session: Session, query: Any, wanted: Wanted, shown: int) -> int:
    """The total of the query, asked for only when the page does not show it, and up to `MOST_COUNTED` beyond it."""
    if shown < wanted.size and (shown or wanted.number == 1):
        return wanted.skipped + shown
    ids = query.with_only_columns(Record.id, maintain_column_froms=True).order_by(None)
    ids = ids.limit(literal_column(str(MOST_COUNTED + 1))).offset(wanted.skipped)  # to count a million takes a second
    return wanted.skipped + (session.scalar(select(func.count()).select_from(ids.subquery())) or 0)


def total_text(total: int) -> str:
    """`340`, `mais de 2.000`"""
    return f"{total}" if total <= MOST_COUNTED else f"mais de {MOST_COUNTED:,}".replace(",", ".")


def narrowed(session: Session, subject: Subject, wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    """The conditions on each record of the subject."""
    found = [Record.kind == subject.kind, _in_state(subject, wanted), *wanted.where]
    found += [_of(subject, wanted)] if wanted.orgao_ids or wanted.person_ids else []
    found += [_is_due(wanted, now)] if wanted.late or wanted.before else []
    return [*found, having(session, Record.id, wanted.terms)] if wanted.terms else found


def _in_state(subject: Subject, wanted: Wanted) -> ColumnElement[bool]:
    if states := wanted.states or subject.active:
        return Record.status.in_([str(each) for each in states])
    return Record.status.not_in([str(each) for each in subject.final])


def _of(subject: Subject, wanted: Wanted) -> ColumnElement[bool]:
    """The condition for records with these people or órgãos now; closed ones, at any time."""
    # A subject without rows of holders: the órgão of the record, or the owner of one of its deadlines.
    if (held := subject.held) is None:
        has_date = _dated(wanted).of_record.where(_with(wanted, Deadline)).exists()
        return or_(Record.orgao_id.in_(wanted.orgao_ids), has_date)
    here = select(held.record_id).where(held.record_id == Record.id, _with(wanted, held)).correlate(Record.__table__)
    return (here if wanted.states else here.where(held.is_open)).exists()


def _with(wanted: Wanted, rows: Any) -> ColumnElement[bool]:
    """Rows (with `person_id` and `orgao_id`) of these people and órgãos."""
    return _owned(rows, wanted.person_ids, wanted.orgao_ids, wanted.is_own)


@lru_cache(maxsize=1000)  # to build it costs as much as to ask it
def _owned(rows: Any, person_ids: Sequence[int], orgao_ids: Sequence[int], is_own: bool) -> ColumnElement[bool]:
    ways = [] if rows.orgao_id is None else [rows.orgao_id.in_(orgao_ids)]
    if rows.person_id is not None:
        members = select(Person.id).where(Person.orgao_id.in_(orgao_ids))
        ways.append(rows.person_id.in_(person_ids))
        ways += [rows.person_id.in_(members)] if orgao_ids and not is_own else []
    return or_(false(), *ways)


class _OpenDates(NamedTuple):
    """The open dates of a record, the soonest of them (without one: the last there is), and those of a page."""

    of_record: Select[Any]
    soonest: ColumnElement[datetime]
    of_page: Select[*tuple[Any, ...]]


def _dated(wanted: Wanted) -> _OpenDates:
    """The open dates; where people are asked for, those of the parts of a record only as far as they are theirs."""
    return _dates_of(wanted.person_ids, wanted.orgao_ids, wanted.is_own)


@lru_cache(maxsize=1000)  # to build them costs as much as to ask them
def _dates_of(person_ids: Sequence[int], orgao_ids: Sequence[int], is_own: bool) -> _OpenDates:
    is_theirs = or_(Deadline.item_id.is_(None), _owned(Deadline, person_ids, orgao_ids, is_own))
    theirs = [is_theirs] if person_ids or orgao_ids else []
    of_record = _DATED.where(*theirs)
    soonest = of_record.with_only_columns(func.min(Deadline.due_at)).correlate(Record).scalar_subquery()
    return _OpenDates(of_record, func.coalesce(soonest, _NEVER), _OPEN.where(*theirs))


def _is_due(wanted: Wanted, now: datetime) -> ColumnElement[bool]:
    late = [is_late(now)] if wanted.late else []
    before = [Deadline.due_at < wanted.before] if wanted.before else []
    return _dated(wanted).of_record.where(*late, *before).exists()


def _dates(
    session: Session, wanted: Wanted, ids: Collection[int]
) -> tuple[dict[int, ListedDate], dict[int, list[str]]]:
    """The soonest open date of each record, and the names of those who have to meet the open ones."""
    soonest, owners = dict[int, ListedDate](), defaultdict[int, list[str]](list)
    for record_id, *date, name, sigla in session.connection().execute(_dated(wanted).of_page, {"ids": ids}):
        soonest.setdefault(record_id, ListedDate(*date))
        owners[record_id] += filter(None, [name or sigla])
    return soonest, owners


def _with_whom(session: Session, subject: Subject, ids: Collection[int]) -> dict[int, list[str]]:
    """The people or órgãos that have each record; of a closed one, those that had it last."""
    if (held := subject.held) is None:
        return {}
    now, last = defaultdict[int, list[str]](list), dict[int, list[str]]()
    for record_id, name, sigla, is_open in session.connection().execute(_holders(held), {"ids": ids}):
        last[record_id] = [name or sigla]
        now[record_id] += last[record_id] if is_open else []
    return {key: now[key] or last[key] for key in last}


@cache
def _holders(held: Holding) -> Select[Any]:
    rows = held.record_id.expression.table
    return (
        select(held.record_id, Person.name, Orgao.sigla, held.is_open)
        .select_from(rows)
        .outerjoin(Person, Person.id == (literal(None) if held.person_id is None else held.person_id))
        .outerjoin(Orgao, Orgao.id == held.orgao_id)
        .where(held.record_id.in_(bindparam("ids", expanding=True)))
        .order_by(rows.c.id)
    )
