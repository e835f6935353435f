"""Protected tables: every change of a row is sealed into the history, as a digest of the row.

Triggers note the rows that a transaction touches, each with its new digest (SQLite: in a table of the program's own
connection, so that a change by another program is never sealed). The digests of SQLite and PostgreSQL are the same.
Null columns are left out of a digest: one added later leaves the older rows as sealed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import JSON, Boolean, Connection, Date, DateTime, FromClause, String, Table, Time

from models.base import Base

GONE = ""  # the digest of a row that was deleted
FUNCTION = "row_digest"  # of SQLite, which has none: `digest`, set when a connection is opened
TOUCHED = "touched"
_LENGTH = 32  # hexadecimal digits: 128 bits
_SEPARATOR = "|"  # between the parts of a key
_TAKE = f"DELETE FROM {TOUCHED} WHERE txid = pg_current_xact_id_if_assigned()::text RETURNING id, name, key, digest"  # noqa: S608
_THERE = f"SELECT to_regclass('{TOUCHED}') IS NOT NULL"
_MOMENT = "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"  # as SQLite keeps it
_AS_TEXT: tuple[tuple[type[Any], str], ...] = (
    (Boolean, "{}::int::text"),
    (DateTime, _MOMENT),
    (Date, "to_char({}, 'YYYY-MM-DD')"),
    (Time, "to_char({}, 'HH24:MI:SS.US')"),
    (JSON, "{}::text"),
    (String, "{}"),
)


@dataclass(frozen=True, slots=True)
class Protected:
    """A protected table. `thing`: the noun for a row, with its article; `by`: the column of its owner."""

    table: Table
    thing: str
    by: str
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.table.primary_key)


_protected: dict[str, Protected] = {}


def protect(model: type[Base], thing: str, *, by: str = "", but: tuple[str, ...] = ()) -> None:
    """Seal every change of a table from now on; `but`: the columns of the program's own bookkeeping, left out."""
    table: FromClause = model.__table__
    assert isinstance(table, Table)
    columns = tuple(sorted(column.name for column in table.columns if column.name not in but))
    unknown = set(but) - set(table.columns.keys())
    if unknown:
        raise ValueError(f"{table.name} has no {unknown}")
    _protected[table.name] = Protected(table, thing, by or table.primary_key.columns[0].name, columns)


def protected() -> list[Protected]:
    """Every protected table known, by name."""
    return [_protected[name] for name in sorted(_protected)]


def digest(name: str, *values: Any) -> str:
    """The digest of one row: `values` of its protected columns, as SQLite keeps them."""
    parts = [name]
    for column, value in zip(_protected[name].columns, values, strict=True):
        if value is not None:
            text = str(value)
            parts.append(f"{column}={len(text)}:{text}")
    return sha256("".join(parts).encode(errors="surrogatepass")).hexdigest()[:_LENGTH]


def key_sql(one: Protected, dialect: str, row: str) -> str:
    """The key of a row as text, in SQL; `row`: by which name the row goes there."""
    keys = [f"{row}.{column}" for column in one.keys]
    if dialect == "sqlite":
        return f" || '{_SEPARATOR}' || ".join(keys) if len(keys) > 1 else f"CAST({keys[0]} AS TEXT)"
    return f"concat_ws('{_SEPARATOR}', {', '.join(keys)})"


def digest_sql(one: Protected, dialect: str, row: str, *, having: frozenset[str] | None = None) -> str:
    """The digest of a row, in SQL; columns that are not in `having` (None: all are) count as null."""
    if dialect == "sqlite":
        values = [f"{row}.{name}" if having is None or name in having else "NULL" for name in one.columns]
        return f"{FUNCTION}('{one.name}', {', '.join(values)})"
    columns = [name for name in one.columns if having is None or name in having]
    body = " || ".join([f"'{one.name}'", *(_piece(one.table.c[name], f"{row}.{name}") for name in columns)])
    return f"left(encode(sha256(convert_to({body}, 'UTF8')), 'hex'), {_LENGTH})"


def install(connection: Connection) -> None:
    """Install the triggers: for good on PostgreSQL, on SQLite for this connection."""
    for statement in (*removal(connection), *installation(connection.dialect.name)):
        connection.exec_driver_sql(statement)
    connection.info["touches"] = True


def uninstall(connection: Connection) -> None:
    """Remove the triggers, before the tables change."""
    for statement in removal(connection):
        connection.exec_driver_sql(statement)
    connection.info.pop("touches", None)


@cache
def installation(dialect: str) -> tuple[str, ...]:
    """The statements that create the table of touched rows, and its triggers."""
    each = _on_sqlite if dialect == "sqlite" else _on_postgresql
    first = {
        "sqlite": f"CREATE TEMP TABLE IF NOT EXISTS {TOUCHED} (name TEXT, key TEXT, digest TEXT)",
        "postgresql": f"CREATE UNLOGGED TABLE {TOUCHED} (id bigint GENERATED ALWAYS AS IDENTITY, "
        "txid text NOT NULL DEFAULT pg_current_xact_id()::text, name text, key text, digest text)",
    }[dialect]
    index = () if dialect == "sqlite" else (f"CREATE INDEX ix_{TOUCHED}_txid ON {TOUCHED} (txid)",)
    return (first, *index, *(statement for one in protected() for statement in each(one)))


def removal(connection: Connection) -> Iterator[str]:
    """The statements that undo an installation, whatever there is of it."""
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("SELECT name FROM temp.sqlite_master WHERE type = 'trigger'").scalars()
        yield from [f"DROP TRIGGER temp.{name}" for name in found]
        yield f"DROP TABLE IF EXISTS temp.{TOUCHED}"
        return
    found = connection.exec_driver_sql(
        "SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname = current_schema() AND starts_with(p.proname, 'touch_')"
    ).scalars()
    yield from [f"DROP FUNCTION {name} CASCADE" for name in found]
    yield f"DROP TABLE IF EXISTS {TOUCHED}"


def take(connection: Connection) -> dict[str, dict[str, str]]:
    """The digests of the rows touched in this transaction (or since the last call), by table and key."""
    rows = _taken_on_sqlite(connection) if connection.dialect.name == "sqlite" else _taken_on_postgresql(connection)
    found: dict[str, dict[str, str]] = {}
    for name, key, its_digest in rows:
        found.setdefault(name, {})[key] = its_digest
    return found


def _taken_on_sqlite(connection: Connection) -> Sequence[Any]:
    """The touched rows, read through the driver."""
    # It runs at the end of every transaction, and the table is in memory.
    driver: Any = connection.connection.driver_connection
    if not connection.info.get("touches"):
        return ()
    rows: Sequence[Any] = driver.execute(f"SELECT name, key, digest FROM temp.{TOUCHED} ORDER BY rowid").fetchall()  # noqa: S608
    if rows:
        driver.execute(f"DELETE FROM temp.{TOUCHED}").close()  # noqa: S608
    return rows


def _taken_on_postgresql(connection: Connection) -> Sequence[Any]:
    if not connection.info.get("touches"):
        connection.info["touches"] = connection.exec_driver_sql(_THERE).scalar_one()
        if not connection.info["touches"]:
            return ()
    return [row[1:] for row in sorted(tuple(row) for row in connection.exec_driver_sql(_TAKE))]


def _piece(column: Any, place: str) -> str:
    kind = getattr(column.type, "impl_instance", column.type)
    text = next((form for known, form in _AS_TEXT if isinstance(kind, known)), "{}::text").format(place)
    return f"coalesce('{column.name}=' || length({text}) || ':' || {text}, '')"


def _on_sqlite(one: Protected) -> Iterator[str]:
    new = f"'{one.name}', {key_sql(one, 'sqlite', 'NEW')}, {digest_sql(one, 'sqlite', 'NEW')}"
    old, key = key_sql(one, "sqlite", "OLD"), key_sql(one, "sqlite", "NEW")
    into = f"INSERT INTO {TOUCHED} SELECT"
    moved = f"{into} '{one.name}', {old}, '{GONE}' WHERE {old} <> {key}; " if len(one.keys) > 1 else ""
    when = {
        "INSERT": f"{into} {new}",
        f"UPDATE OF {', '.join(one.columns)}": f"{moved}{into} {new}",
        "DELETE": f"{into} '{one.name}', {old}, '{GONE}'",
    }
    for change, what in when.items():
        name = f"touch_{one.name}_{change.partition(' ')[0].lower()}"
        yield f"CREATE TEMP TRIGGER IF NOT EXISTS {name} AFTER {change} ON main.{one.name} BEGIN {what}; END"


def _on_postgresql(one: Protected) -> Iterator[str]:
    """The triggers, for each statement instead of each row."""
    # An update of bookkeeping columns alone (`but`) leaves the digest, and is not noted.
    key, row = key_sql(one, "postgresql", "r"), digest_sql(one, "postgresql", "r")
    into = f"INSERT INTO {TOUCHED} (name, key, digest) SELECT '{one.name}', "
    is_new = f"SELECT {key}, {row} FROM new_rows r"  # noqa: S608
    changed = f"SELECT * FROM ({is_new} EXCEPT SELECT {key}, {row} FROM old_rows r) AS changed (key, digest)"  # noqa: S608
    gone = f"{into} {key}, '{GONE}' FROM old_rows r"
    left = f"{gone} WHERE {key} NOT IN (SELECT {key} FROM new_rows r)"  # noqa: S608
    bodies = {
        "insert": f"{into} key, digest FROM ({is_new}) AS new (key, digest)",
        "update": f"{into} key, digest FROM ({changed}) AS new; {left}",
        "delete": gone,
    }
    tables = {"insert": "NEW TABLE AS new_rows", "delete": "OLD TABLE AS old_rows"}
    tables["update"] = f"{tables['delete']} {tables['insert']}"
    for change, body in bodies.items():
        name = f"touch_{one.name}_{change}"
        yield f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; RETURN NULL; END $$"
        start = f"CREATE TRIGGER {name} AFTER {change.upper()} ON {one.name} REFERENCING {tables[change]}"
        yield f"{start} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
