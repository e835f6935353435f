"""Comparison of protected rows with their seals in the history; sealing of rows that an upgrade changed.

The last seals are gathered in a temporary table and the database compares: a million rows need no memory.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from models import audit, seals, subjects
from models.audit import Audit
from models.seals import GONE, Protected

_MOST_NAMED = 100  # rows of one table
_PART = 1_000  # rows sealed by one entry
_KEEP = text(
    "INSERT INTO sealed (name, key, digest, entry) VALUES (:name, :key, :digest, :entry)"
    " ON CONFLICT (name, key) DO UPDATE SET digest = excluded.digest, entry = excluded.entry"
)
_CALLED = {"people": "SELECT '@' || handle FROM people", "orgaos": "SELECT sigla FROM orgaos"}


@dataclass(frozen=True, slots=True)
class _Mismatch:
    """A row that is not as sealed: `digest` as it is now (empty: the row is gone), `sealed` as it was (None: never)."""

    key: str
    digest: str
    sealed: str | None
    entry: int | None


def altered_rows(session: Session, tables: Sequence[Protected] | None = None) -> Iterator[str]:
    """A sentence for each protected row that differs from the history, and for each table that cannot be read.

    `tables`: only these, instead of all.
    """
    try:
        with session.begin_nested():
            _gather(session)
    except (SQLAlchemyError, ValueError) as error:
        yield f"Os selos da história não podem ser lidos ({_cause(error)})."
        return
    for one in tables or seals.protected():
        try:
            with session.begin_nested():
                found = list(islice(_amiss(session, one), _MOST_NAMED + 1))
                sentences = [_sentence(session, one, row) for row in found[:_MOST_NAMED]]
        except (SQLAlchemyError, ValueError) as error:
            yield f"A tabela {one.name} não pode ser lida ({_cause(error)})."
            continue
        yield from sentences
        if len(found) > _MOST_NAMED:
            yield f"E há mais como essas na tabela {one.name}."


def keep_amiss(session: Session) -> None:
    """Note, before an upgrade, the rows that are not as sealed, so that `seal_rows` leaves them out."""
    _gather(session)
    there = inspect(session.connection())
    for one in seals.protected():
        if there.has_table(one.name):
            having = frozenset(column["name"] for column in there.get_columns(one.name))
            rows = [{"name": one.name, "key": row.key} for row in _amiss(session, one, having)]
            if rows:
                session.connection().execute(text("INSERT INTO amiss (name, key) VALUES (:name, :key)"), rows)


def seal_rows(session: Session, why: str) -> None:
    """Seal the rows as they are after an upgrade, except those that differed before it."""
    connection = session.connection()
    if not _has_gathered(connection):
        _gather(session)
    for one in seals.protected():
        before = set(connection.execute(text("SELECT key FROM amiss WHERE name = :name"), {"name": one.name}).scalars())
        rows = (row for row in list(_amiss(session, one)) if row.key not in before)
        while part := {row.key: row.digest for row in islice(rows, _PART)}:
            audit.seal(session, {one.name: part}, f"{one.name}: {len(part)} linhas seladas; {why}")
    _forget(connection)


def _has_gathered(connection: Connection) -> bool:
    there = {
        "sqlite": "SELECT count(*) FROM temp.sqlite_master WHERE name = 'sealed'",
        "postgresql": "SELECT count(to_regclass('pg_temp.sealed'))",
    }
    return bool(connection.exec_driver_sql(there[connection.dialect.name]).scalar())


def _forget(connection: Connection) -> None:
    for name in ("sealed", "amiss"):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")


def _gather(session: Session) -> None:
    """Put the last seal of every row into the temporary table."""
    connection = session.connection()
    _forget(connection)
    connection.exec_driver_sql(
        "CREATE TEMP TABLE sealed (name TEXT, key TEXT, digest TEXT, entry BIGINT, PRIMARY KEY (name, key))"
    )
    connection.exec_driver_sql("CREATE TEMP TABLE amiss (name TEXT, key TEXT)")
    entries = select(Audit.id, Audit.seals).where(Audit.seals.is_not(None)).order_by(Audit.id)
    with connection.execute(entries.execution_options(yield_per=100)) as found:
        for entry in found:
            if rows := list(_seals_of(entry)):
                connection.execute(_KEEP, rows)


def _seals_of(entry: Any) -> Iterator[dict[str, Any]]:
    try:
        tables = json.loads(entry.seals)
        found = [(name, key, digest) for name, rows in tables.items() for key, digest in rows.items()]
    except (ValueError, AttributeError, TypeError):
        return  # altered: the chain says so
    for name, key, digest in found:
        yield {"name": str(name), "key": str(key), "digest": str(digest), "entry": entry.id}


def _amiss(session: Session, one: Protected, having: frozenset[str] | None = None) -> Iterator[_Mismatch]:
    connection = session.connection()
    dialect = connection.dialect.name
    key = seals.key_sql(one, dialect, "r")
    rows = f"SELECT {key} AS key, {seals.digest_sql(one, dialect, 'r', having=having)} AS digest FROM {one.name} r"  # noqa: S608
    changed = (
        f"SELECT t.key, t.digest, s.digest, s.entry FROM ({rows}) t"  # noqa: S608
        f" LEFT JOIN sealed s ON s.name = '{one.name}' AND s.key = t.key"
        " WHERE s.digest IS NULL OR s.digest <> t.digest"
    )
    lost = (
        f"SELECT s.key, '{GONE}', s.digest, s.entry FROM sealed s WHERE s.name = '{one.name}' AND s.digest <> '{GONE}'"  # noqa: S608
        f" AND s.key NOT IN (SELECT {key} FROM {one.name} r WHERE {key} IS NOT NULL)"
    )
    for query in (changed, lost):
        for row in connection.exec_driver_sql(query, execution_options={"yield_per": 1000}):
            yield _Mismatch(str(row[0]), str(row[1]), row[2], row[3])


def _sentence(session: Session, one: Protected, row: _Mismatch) -> str:
    thing = one.thing[0].upper() + one.thing[1:]
    if not row.digest:
        where = f", registro {row.entry}" if row.entry else ""
        return f"{thing} {_whose_was(session, one, row)} não existe mais, e está na história{where}."
    whose = f"{thing} {_whose(session, one, row)}"
    if row.sealed in (None, GONE):
        return f"{whose} não está na história."
    return f"{whose} não é {one.thing[0]} da história (registro {row.entry})."


def _whose(session: Session, one: Protected, row: _Mismatch) -> str:
    dialect = session.connection().dialect.name
    by = one.table.c[one.by]
    query = f"SELECT r.{by.name} FROM {one.name} r WHERE {seals.key_sql(one, dialect, 'r')} = :key"  # noqa: S608
    value = session.connection().execute(text(query), {"key": row.key}).scalar()
    return _called(session, next((each.column.table.name for each in by.foreign_keys), ""), value)


def _whose_was(session: Session, one: Protected, row: _Mismatch) -> str:
    """The owner of a row that is gone: its key, or the record that the sealing entry was about."""
    key = one.table.primary_key.columns[0]
    owner = next((each.column.table.name for each in key.foreign_keys), "")
    if owner and len(one.keys) == 1:
        return _called(session, owner, int(row.key))
    about = session.execute(select(Audit.record_id).where(Audit.id == row.entry)).scalar()
    named = f" ({_code(session, about)})" if about is not None and one.name != "records" else ""
    return f"{row.key}{named}" if one.name != "records" else f"de {_code(session, int(row.key))}"


def _called(session: Session, table: str, value: Any) -> str:
    if value is None:
        return "de ninguém"
    if table == "records" or table in subjects.tables():
        return f"de {_code(session, value)}"
    if table in _CALLED:
        found = session.connection().execute(text(f"{_CALLED[table]} WHERE id = :id"), {"id": value}).scalar()
        return f"de {found}" if found else f"de {table} {value}"
    return f"de {value}"


def _code(session: Session, record_id: Any) -> str:
    found = session.connection().execute(text("SELECT code FROM records WHERE id = :id"), {"id": record_id}).scalar()
    return str(found) if found else f"registro {record_id}"


def _cause(error: Exception) -> str:
    return type(getattr(error, "orig", None) or error).__name__
