"""The filters of a search as SQL conditions, tested on the newest records first."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from models import moments, subjects
from models.deadlines import IS_OPEN, Deadline, is_late
from models.records import Record
from models.search.sought import Dated, SearchQuery
from models.subjects import Stays, Subject

_records: Any = Record.__table__


class Bounds(NamedTuple):
    """The range of ids of the records received or made in a period; None: open at that end."""

    first: int | None = None
    last: int | None = None


def bounds(connection: Connection, sought: SearchQuery) -> Bounds | None:
    """The range of ids for the period of the query; None: there is no such record."""
    # Registers grow with time, so the records of a period are close together. A period without an end needs no range:
    # its records are the first that a search from the newest meets.
    if sought.until is None:
        return Bounds()
    ids = union_all(
        *(select(_id_of(each)).where(*_received(each, sought)) for each in _with_a_day_of_their_own()),
        select(_records.c.id).where(*_made(sought)),
    ).subquery()
    first, last = connection.execute(select(func.min(ids.c.id), func.max(ids.c.id))).one()
    return None if last is None else Bounds(first, last)


def conditions(
    sought: SearchQuery, record_id: ColumnElement[int], within: Bounds, now: datetime, dialect: str
) -> list[ColumnElement[bool]]:
    """The conditions on the id of a record (as the index gives it), and on the record itself."""
    return [*_of_id(sought, record_id, within, now, dialect), *_of_record(sought, dialect)]


def _of_id(
    sought: SearchQuery, record_id: ColumnElement[int], within: Bounds, now: datetime, dialect: str
) -> Iterator[ColumnElement[bool]]:
    if within.last is not None:
        yield record_id.between(within.first, within.last)
    if sought.dated in (Dated.WITH, Dated.LATE):
        dated = select(Deadline.record_id).where(is_late(now) if sought.dated is Dated.LATE else IS_OPEN)
        if sought.terms and dialect == "postgresql":  # in their order, so that it may stop at the first page
            newest = dated.distinct().order_by(Deadline.record_id.desc()).subquery()
            yield record_id == newest.c.record_id
        else:  # for SQLite an expression: asked of each id that has the words, instead of the words of each id
            yield (record_id + 0 if sought.terms else record_id).in_(dated)


def _of_record(sought: SearchQuery, dialect: str) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if sought.kind:
        found.append(_of_kind(sought, dialect))
    if sought.subkind:
        found.append(_of_subkind(sought))
    if sought.orgao_ids:
        found.append(_with_orgao(sought, dialect))
    if sought.statuses:
        found.append(_records.c.status.in_(sought.statuses))
        found += [_records.c.kind == each.kind for each in _only_one_with(sought.statuses)]
    if sought.open_only:
        found.append(_records.c.status.not_in(subjects.final_states()))
    if sought.dated is Dated.WITHOUT:
        found.append(~exists().where(Deadline.record_id == _records.c.id, IS_OPEN))
    if sought.since or sought.until:
        received = (_is_received(each, sought, dialect) for each in _with_a_day_of_their_own())
        found.append(or_(and_(*_made(sought)), *received))
    return found


def _only_one_with(statuses: tuple[str, ...]) -> list[Subject]:
    """The only subject with these states, as a list; empty where several have them, or it is numerous."""
    # An index of kind and state then finds few rows.
    having = [each for each in subjects.known() if any(set(statuses) & {*values} for values in each.states.values())]
    return having if len(having) == 1 and not having[0].is_numerous else []


def _of_kind(sought: SearchQuery, dialect: str) -> ColumnElement[bool]:
    """The condition on the kind; for a numerous subject, on SQLite, as an expression."""
    # Given the bare column, SQLite would gather and sort all the records of the kind by its index.
    kind, subject = _records.c.kind, subjects.of_kind(sought.kind)
    is_numerous = subject is not None and subject.is_numerous
    walked: ColumnElement[str] = kind.concat("") if is_numerous and dialect == "sqlite" else kind
    return walked == sought.kind


def _of_subkind(sought: SearchQuery) -> ColumnElement[bool]:
    subject = subjects.of_kind(sought.kind)
    if subject is None or subject.tipo is None:
        return false()
    return exists().where(_id_of(subject) == _records.c.id, subject.tipo == sought.subkind)


def _with_orgao(sought: SearchQuery, dialect: str) -> ColumnElement[bool]:
    """The condition that one of the órgãos registered the record, or has it now."""
    staying = (_is_with(each, sought, dialect) for each in subjects.stays())
    return or_(_records.c.orgao_id.in_(sought.orgao_ids), *staying)


def _is_with(stays: Stays, sought: SearchQuery, dialect: str) -> ColumnElement[bool]:
    here: Select[Any] = select(stays.record_id).where(
        stays.record_id == _records.c.id, stays.orgao_id.in_(sought.orgao_ids), stays.is_open
    )
    return _for_each(here, dialect)


def _for_each(query: Select[Any], dialect: str) -> ColumnElement[bool]:
    """A subquery that PostgreSQL evaluates for each record; by itself it would gather all rows first."""
    return (query.offset(literal_column("0")) if dialect == "postgresql" else query).exists()


def _with_a_day_of_their_own() -> list[Subject]:
    return [each for each in subjects.known() if each.received_on is not None]


def _id_of(subject: Subject) -> Any:
    return subject.model.__table__.c.id


def _is_received(subject: Subject, sought: SearchQuery, dialect: str) -> ColumnElement[bool]:
    own = _id_of(subject)
    return _for_each(select(own).where(own == _records.c.id, *_received(subject, sought)), dialect)


def _received(subject: Subject, sought: SearchQuery) -> list[ColumnElement[bool]]:
    """The conditions on the period, by the subject's own column."""
    of = subject.received_on
    since = [of >= sought.since] if sought.since else []
    return [*since, of <= sought.until] if sought.until else since


def _made(sought: SearchQuery) -> list[ColumnElement[bool]]:
    """The conditions on the period for records without a day of their own: by the day they were made."""
    found = [_records.c.kind != each.kind for each in _with_a_day_of_their_own()]
    if sought.since:
        found.append(_records.c.created_at >= moments.start_of(sought.since))
    if sought.until:
        found.append(_records.c.created_at < moments.start_of(sought.until + timedelta(days=1)))
    return found
