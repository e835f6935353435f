"""Finding records by words or number, newest first, on SQLite and on PostgreSQL alike.

Prebuilt Core statements that load what a list shows: building a statement costs more than most searches.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Dialect,
    Select,
    and_,
    bindparam,
    cast,
    column,
    exists,
    literal_column,
    or_,
    select,
    table,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from models import moments
from models.deadlines import Deadline, DeadlineState
from models.directives import Directive, DirectiveStatus
from models.expedientes import Expediente, Situacao, Tramitacao
from models.people import Standing
from models.records import Record, RecordKey, visible_to
from models.search.prepared import Prepared, prepare
from models.search.sought import Dated, Sought, Term, fts5, tsquery
from models.searchable import INDEX
from models.tasks import TaskStatus
from models.texts import fold

FINAL = (
    Situacao.CONCLUIDO,
    Situacao.ARQUIVADO,
    Situacao.ANULADO,
    TaskStatus.CONCLUIDA,
    TaskStatus.CANCELADA,
    DirectiveStatus.REVOGADA,
)


class Found(NamedTuple):
    """A line of the list."""

    code: str
    title: str
    status: str


_records: Any = Record.__table__
_SHOWN = (_records.c.code, _records.c.title, _records.c.status)
_LIMIT: BindParameter[int] = bindparam("limit", required=False)
_OFFSET: BindParameter[int] = bindparam("offset", required=False)
_FTS5 = table(INDEX, column("rowid"))
_TSVECTOR = table("search_texts", column("record_id"), column(INDEX))


def by_words(
    session: Session, sought: Sought, viewer: Standing, now: datetime, *, limit: int, offset: int = 0
) -> list[Found]:
    """What holds every term and fits, of what may be seen, newest first."""
    connection = session.connection()
    dialect = connection.dialect
    values: dict[str, Any] = {"limit": limit, "offset": offset}
    if sought.terms:
        values["terms"] = (fts5 if dialect.name == "sqlite" else tsquery)(sought.terms)
    if sought.terms and not sought.is_narrowed:
        return [Found._make(row) for row in _plain(dialect, viewer).run(connection, values)]
    if dialect.name == "postgresql":  # a plan made without the words may be a thousand times slower
        connection.exec_driver_sql("SET LOCAL plan_cache_mode = force_custom_plan")
    return [Found._make(row) for row in connection.execute(_narrowed(dialect.name, viewer, sought, now), values)]


def by_number(session: Session, codes: Sequence[str], viewer: Standing, *, limit: int) -> list[Found]:
    """What stands under any of these numbers, of what may be seen, newest first."""
    values: dict[str, Any] = {"limit": limit}
    for place, code in enumerate(codes):
        values[f"code{place}"], values[f"key{place}"] = code, fold(code)
    connection = session.connection()
    return [Found._make(row) for row in _numbered(connection.dialect, viewer, len(codes)).run(connection, values)]


@lru_cache(maxsize=1024)
def _numbered(dialect: Dialect, viewer: Standing, count: int) -> Prepared:
    coded = select(_records.c.id).where(_records.c.code.in_(_places("code", count)))
    keyed = select(RecordKey.record_id).where(RecordKey.key.in_(_places("key", count)))
    query = select(*_SHOWN).where(_records.c.id.in_(union_all(coded, keyed)), visible_to(viewer))
    return prepare(query.order_by(_records.c.id.desc()).limit(_LIMIT), dialect)


def _places(name: str, count: int) -> list[BindParameter[str]]:
    return [bindparam(f"{name}{place}", required=False) for place in range(count)]


@lru_cache(maxsize=1024)
def _plain(dialect: Dialect, viewer: Standing) -> Prepared:
    """A plan made without the words may be a thousand times slower: it depends on how frequent they are."""
    return prepare(_with_terms(dialect.name, select(*_SHOWN).where(visible_to(viewer))), dialect, planned_anew=True)


def _narrowed(dialect: str, viewer: Standing, sought: Sought, now: datetime) -> Select[Any]:
    query = select(*_SHOWN).where(visible_to(viewer), *_conditions(sought, now))
    if sought.terms:
        return _with_terms(dialect, query)
    return (
        query.order_by(_records.c.id.desc())
        .limit(bindparam("limit", required=False))
        .offset(bindparam("offset", required=False))
    )


def _with_terms(dialect: str, query: Select[Any]) -> Select[Any]:
    if dialect == "sqlite":
        matches, record_id = literal_column(INDEX).op("MATCH")(bindparam("terms", required=False)), _FTS5.c.rowid
    else:
        record_id = _TSVECTOR.c.record_id
        matches = _TSVECTOR.c[INDEX].op("@@")(cast(bindparam("terms", required=False), TSQUERY))
    source = _FTS5 if dialect == "sqlite" else _TSVECTOR
    query = query.join_from(source, _records, _records.c.id == record_id).where(matches)
    return (
        query.order_by(record_id.desc())
        .limit(bindparam("limit", required=False))
        .offset(bindparam("offset", required=False))
    )


def _conditions(sought: Sought, now: datetime) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if sought.kind:
        found.append(_records.c.kind == sought.kind)
    if sought.subkind:
        found.append(_of_subkind(sought))
    if sought.orgao_ids:
        here = select(Tramitacao.expediente_id).where(
            Tramitacao.to_orgao_id.in_(sought.orgao_ids), Tramitacao.closed_at.is_(None)
        )
        found.append(or_(_records.c.orgao_id.in_(sought.orgao_ids), _records.c.id.in_(here)))
    if sought.statuses:
        found.append(_records.c.status.in_(sought.statuses))
    if sought.open_only:
        found.append(_records.c.status.not_in(FINAL))
    if sought.dated:
        found.append(_dated(sought.dated, now))
    if sought.since or sought.until:
        found.append(_in_period(sought))
    return found


def _of_subkind(sought: Sought) -> ColumnElement[bool]:
    own: Any = (Directive if sought.kind == "directive" else Expediente).__table__
    of = own.c.act_kind if sought.kind == "directive" else own.c.tipo
    return exists().where(own.c.id == _records.c.id, of == sought.subkind)


def _dated(dated: Dated, now: datetime) -> ColumnElement[bool]:
    open_ones = exists().where(Deadline.record_id == _records.c.id, Deadline.state == DeadlineState.OPEN)
    if dated is Dated.LATE:
        return open_ones.where(Deadline.due_at < now)
    return open_ones if dated is Dated.WITH else ~open_ones


def _in_period(sought: Sought) -> ColumnElement[bool]:
    """An expediente by the day it was received, anything else by when it was made."""
    own: Any = Expediente.__table__
    received, made = [own.c.id == _records.c.id], [_records.c.kind != "expediente"]
    if sought.since:
        received.append(own.c.recebido_em >= sought.since)
        made.append(_records.c.created_at >= moments.start_of(sought.since))
    if sought.until:
        received.append(own.c.recebido_em <= sought.until)
        made.append(_records.c.created_at < moments.start_of(sought.until + timedelta(days=1)))
    return or_(and_(*made), exists().where(*received))


def has_any(session: Session, term: Term, viewer: Standing, now: datetime) -> bool:
    """Whether anything that may be seen holds the term."""
    return bool(by_words(session, Sought((term,)), viewer, now, limit=1))
