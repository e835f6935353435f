"""The move of a house to another database: every row copied and compared, the history verified, the old one on hold.

A table is copied whole or not at all, so that a move cut short goes on with the table it stopped at. Until all is there
the new database has no revision, and no program works on it.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    TypeDecorator,
    cast,
    func,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.orm import Session
from sqlalchemy.schema import AddConstraint

from bot import lock, schema, verification, versions
from bot.database import open_engine
from bot.transactions import transaction
from models import house_state

_MARK = "unfinished_move"  # a table of the new database, until it is whole and the old one on hold
_PART = 1_000  # rows in memory at once
_WORKED = (
    "O banco de origem mudou desde que a mudança começou (tabela {}). "
    "Pare o bot, esvazie o banco de destino e comece de novo."
)


class MoveRefused(Exception):
    """The move is not made or not finished; the sentence says why and what to do. The old house stays as it was."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A finished move: its tables and rows, and the entries and last link of the history, verified there."""

    tables: int
    rows: int
    entries: int
    head: str


def move(source_url: str, target_url: str, now: datetime, tell: Callable[[str], None]) -> Moved:
    """Move the house at one address to an empty database at another; told again after an interruption, it goes on.

    `tell` is given a line for each table copied. Raises MoveRefused, InUse (a program works on one of them).
    """
    if make_url(source_url) == make_url(target_url):
        raise MoveRefused("O destino é o mesmo banco de onde a casa sai. Diga outro endereço.")
    with lock.alone(source_url), lock.alone(target_url), _opened(source_url) as source, _opened(target_url) as target:
        if misfit := schema.misfit(source):
            raise MoveRefused(misfit)
        with target.connect() as there:
            schema.enforce_references(there, False)
            if not _is_whole(there):
                _copy_all(source, there, tell)
            rows = _compare_all(source, there)
        found = _verified(target)
        with transaction(source, "administrador") as session:
            house_state.hold(session, now, "a casa mudou para outro banco")
        with target.begin() as there:
            there.execute(text(f"DROP TABLE {_MARK}"))
    return Moved(len(versions.tables()), rows, found.entries, found.head)


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def _is_whole(there: Connection) -> bool:
    """Whether all was copied before an interruption. Raises MoveRefused where anything else is in that database."""
    with there.begin():
        present = set(inspect(there).get_table_names())
        if present and _MARK not in present:
            raise MoveRefused("O banco de destino não está vazio. Crie outro, sem tabelas, e repita.")
        return "alembic_version" in present


def _copy_all(source: Engine, there: Connection, tell: Callable[[str], None]) -> None:
    tables = versions.tables()
    with there.begin():
        there.execute(text(f"CREATE TABLE IF NOT EXISTS {_MARK} (since VARCHAR(32))"))
        tables[0].metadata.create_all(there)
        _drop_references(there)
    for table in tables:
        with source.connect() as here, there.begin():
            if rows := _copy(here, there, table):
                tell(f"{table.name}: {rows}")
    with there.begin():
        schema.take_time(there)
        _add_references(there)
        schema.check_references(there)
        schema.open_to_programs(there)


def _copy(here: Connection, there: Connection, table: Table) -> int:
    """Copy a table that is empty there; returns the number of rows copied."""
    if there.execute(select(table).limit(1)).first() is not None:
        return 0  # copied before an interruption
    total = 0
    with here.execute(select(_as_kept(here, table)).execution_options(yield_per=_PART)) as rows:
        for part in rows.mappings().partitions():
            there.execute(_as_kept(there, table).insert(), [dict(row) for row in part])
            total += len(part)
    return total


class _Written(TypeDecorator[str]):
    """The text of a JSON value as PostgreSQL keeps it: read and written anew it might be another."""

    impl = String
    cache_ok = True

    def bind_expression(self, bindparam: Any) -> Any:
        return cast(bindparam, JSON)

    def column_expression(self, column: Any) -> Any:
        return cast(column, String)


def _as_kept(connection: Connection, table: Table) -> Table:
    """The same table with its JSON values as texts."""
    written = _Written() if connection.dialect.name == "postgresql" else String()
    kinds = ((each, written if isinstance(each.type, JSON) else each.type) for each in table.columns)
    columns = [Column(each.name, kind, primary_key=each.primary_key) for each, kind in kinds]
    return Table(table.name, MetaData(), *columns)


def _compare_all(source: Engine, there: Connection) -> int:
    """Compare each table there with the same one here; returns the number of rows. Raises MoveRefused."""
    total = 0
    for table in versions.tables():
        with source.connect() as here, there.begin():
            count, digest = _digest(here, table)
            if (count, digest) != _digest(there, table):
                raise MoveRefused(_WORKED.format(table.name))
        total += count
    return total


def _digest(connection: Connection, table: Table) -> tuple[int, int]:
    """The number of rows of a table, and the sum of their digests: the same in whatever order they are read."""
    count = total = 0
    with connection.execute(select(_as_kept(connection, table)).execution_options(yield_per=_PART)) as rows:
        for row in rows:
            written = json.dumps(tuple(row), default=_as_text)
            total += int.from_bytes(sha256(written.encode(errors="surrogatepass")).digest())
            count += 1
    return count, total


def _as_text(value: Any) -> str:
    return str(value.astimezone(UTC)) if isinstance(value, datetime) else repr(value)


def _drop_references(there: Connection) -> None:
    """Remove foreign keys for the time of the copy: a row may point to one that comes later."""
    if there.dialect.name != "postgresql":
        return  # SQLite does not enforce them on this connection
    for table in versions.tables():
        for key in table.foreign_key_constraints:
            there.execute(text(f"ALTER TABLE {table.name} DROP CONSTRAINT IF EXISTS {_name(there, key)}"))


def _add_references(there: Connection) -> None:
    """Put the foreign keys back, which checks every row, and let the counters go on behind the last number."""
    if there.dialect.name != "postgresql":
        return
    for table in versions.tables():
        for key in table.foreign_key_constraints:
            there.execute(AddConstraint(key, isolate_from_table=False))
        counted = table.autoincrement_column
        if counted is not None:
            counter = func.pg_get_serial_sequence(table.name, counted.name)
            last = select(func.coalesce(func.max(counted), 0) + 1).scalar_subquery()
            there.execute(select(func.setval(counter, last, False)))


def _name(there: Connection, constraint: Any) -> str:
    return str(there.dialect.identifier_preparer.format_constraint(constraint))


def _verified(target: Engine) -> verification.Verification:
    """The verification of the history there. Raises MoveRefused with the problems found."""
    with closing(Session(target)) as session:
        found = verification.verify(session)
        session.rollback()
    if found.problems:
        raise MoveRefused("\n".join([*found.problems, "A casa antiga não foi tocada e continua a valer."]))
    return found
