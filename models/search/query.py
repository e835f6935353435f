"""The search statements, newest record first, alike on SQLite and on PostgreSQL.

Core statements, built once, that load the columns of a list: building a statement costs more than most searches.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Dialect,
    Select,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.people import Standing
from models.records import Record, RecordKey, visible_to
from models.search.narrowed import Bounds, bounds, conditions
from models.search.prepared import Prepared, prepare
from models.search.sought import SearchQuery, SearchTerm, fts5, tsquery
from models.searchable import INDEX
from models.texts import fold


class Found(NamedTuple):
    """One result, as a list shows it."""

    code: str
    title: str
    status: str


Row = tuple[Any, ...]  # the columns of a list, in that order

_records: Any = Record.__table__
_SHOWN = (_records.c.code, _records.c.title, _records.c.status)
_TERMS: BindParameter[str] = bindparam("terms", required=False)
_FTS5 = table(INDEX, column("rowid"))
_TSVECTOR = table("search_texts", column("record_id"), column(INDEX))
# A plan made without the words may be a thousand times slower. Tables searched often are in memory, where reading the
# rows of an index costs less, and comparing the words of a row more, than PostgreSQL assumes.
_PLANNED = (
    "SELECT set_config('plan_cache_mode', 'force_custom_plan', true),"
    " set_config('random_page_cost', '1.1', true), set_config('cpu_tuple_cost', '0.05', true)"
)


def by_words(
    session: Session, sought: SearchQuery, viewer: Standing, now: datetime, *, limit: int, offset: int = 0
) -> list[Row]:
    """The visible records that hold every term and pass the filters, newest first."""
    connection = session.connection()
    dialect = connection.dialect
    if dialect.name == "postgresql":
        _tuned(dialect).run(connection, {})
    terms = (fts5 if dialect.name == "sqlite" else tsquery)(sought.terms)
    if not sought.is_narrowed:
        found = _among_newest(connection, viewer, terms, limit) if dialect.name == "postgresql" and not offset else None
        return found or _plain(dialect, viewer, limit, offset).run(connection, {"terms": terms})
    within = bounds(connection, sought)
    if within is None:
        return []
    query = _narrowed(dialect.name, viewer, sought, now, within).limit(limit).offset(offset)
    return [tuple(row) for row in connection.execute(query, {"terms": terms} if terms else {})]


def by_number(session: Session, codes: Sequence[str], viewer: Standing, *, limit: int) -> list[Row]:
    """The visible records with any of these numbers, newest first."""
    values = dict[str, Any]()
    for place, code in enumerate(codes):
        values[f"code{place}"], values[f"key{place}"] = code, fold(code)
    connection = session.connection()
    return _numbered(connection.dialect, viewer, len(codes), limit).run(connection, values)


def has_any(session: Session, term: SearchTerm, viewer: Standing, now: datetime) -> bool:
    """Whether any visible record holds the term."""
    return bool(by_words(session, SearchQuery((term,)), viewer, now, limit=1))


@lru_cache(maxsize=1024)
def _numbered(dialect: Dialect, viewer: Standing, count: int, limit: int) -> Prepared:
    coded = select(_records.c.id).where(_records.c.code.in_(_places("code", count)))
    keyed = select(RecordKey.record_id).where(RecordKey.key.in_(_places("key", count)))
    query = select(*_SHOWN).where(_records.c.id.in_(union_all(coded, keyed)), visible_to(viewer))
    return prepare(query.order_by(_records.c.id.desc()).limit(limit), dialect)


def _places(name: str, count: int) -> list[BindParameter[str]]:
    return [bindparam(f"{name}{place}", required=False) for place in range(count)]


@lru_cache(maxsize=8)
def _tuned(dialect: Dialect) -> Prepared:
    return Prepared(_PLANNED, {}, None, {}, dialect)


def _among_newest(connection: Connection, viewer: Standing, terms: str, limit: int) -> list[Row] | None:
    """The first page out of the newest matches; None where too few of them are visible."""
    # By itself PostgreSQL would look at every record with the words; most of the newest are visible.
    newest = limit + limit // 2
    found = _newest(connection.dialect, viewer, limit, newest).run(connection, {"terms": terms})
    is_all = len(found) == limit or (found and found[0][-1] < newest)
    return [row[:-1] for row in found] if is_all else None


@lru_cache(maxsize=1024)
def _newest(dialect: Dialect, viewer: Standing, limit: int, most: int) -> Prepared:
    """The statement for the newest matches: rows with the number of matches, up to `most`."""
    words = select(_TSVECTOR.c.record_id).where(_matches()).order_by(_TSVECTOR.c.record_id.desc())
    newest = words.limit(most).cte("newest")
    count = select(func.count()).select_from(newest).scalar_subquery()
    query = select(*_SHOWN, count).join_from(newest, _records, _records.c.id == newest.c.record_id)
    query = query.where(visible_to(viewer)).order_by(newest.c.record_id.desc()).limit(limit)
    return prepare(query, dialect, planned_anew=True)


@lru_cache(maxsize=1024)
def _plain(dialect: Dialect, viewer: Standing, limit: int, offset: int) -> Prepared:
    query, record_id = (_by_fts5 if dialect.name == "sqlite" else _by_tsvector_first)([visible_to(viewer)])
    return prepare(query.order_by(record_id.desc()).limit(limit).offset(offset), dialect, planned_anew=True)


def _narrowed(dialect: str, viewer: Standing, sought: SearchQuery, now: datetime, within: Bounds) -> Select[Any]:
    if not sought.terms:
        query, record_id = select(*_SHOWN).where(visible_to(viewer)), _records.c.id
    else:
        query, record_id = (_by_fts5 if dialect == "sqlite" else _by_tsvector)([visible_to(viewer)])
    return query.where(*conditions(sought, record_id, within, now, dialect)).order_by(record_id.desc())


def _by_fts5(of_record: Sequence[ColumnElement[bool]]) -> tuple[Select[Any], ColumnElement[int]]:
    query = select(*_SHOWN).join_from(_FTS5, _records, _records.c.id == _FTS5.c.rowid)
    return query.where(*of_record, literal_column(INDEX).op("MATCH")(_TERMS)), _FTS5.c.rowid


def _by_tsvector(of_record: Sequence[ColumnElement[bool]]) -> tuple[Select[Any], ColumnElement[int]]:
    query = select(*_SHOWN).join_from(_TSVECTOR, _records, _records.c.id == _TSVECTOR.c.record_id)
    return query.where(*of_record, _matches()), _TSVECTOR.c.record_id


def _by_tsvector_first(of_record: Sequence[ColumnElement[bool]]) -> tuple[Select[Any], ColumnElement[int]]:
    """A query by words that joins the records afterwards."""
    # OFFSET 0 keeps the planner from walking through the records first.
    found = select(*_SHOWN).where(_records.c.id == _TSVECTOR.c.record_id, *of_record)
    shown = found.offset(literal_column("0")).lateral("shown")
    return select(*shown.c).select_from(_TSVECTOR.join(shown, true())).where(_matches()), _TSVECTOR.c.record_id


def _matches() -> ColumnElement[bool]:
    return _TSVECTOR.c[INDEX].op("@@")(cast(_TERMS, TSQUERY))


def having(session: Session, record_id: InstrumentedAttribute[int], terms: Sequence[SearchTerm]) -> ColumnElement[bool]:
    """The condition that a record holds every one of the terms."""
    if session.get_bind().dialect.name == "postgresql":
        words = cast(tsquery(terms), TSQUERY)
        found = select(_TSVECTOR.c.record_id).where(_TSVECTOR.c[INDEX].op("@@")(words))
    else:
        found = select(_FTS5.c.rowid).where(literal_column(INDEX).op("MATCH")(fts5(terms)))
    return record_id.in_(found)
