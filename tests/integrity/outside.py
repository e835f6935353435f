"""An intruder with the database's password: a connection past all checks and references."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Date, DateTime, Integer, Table, Time, create_engine, text
from sqlalchemy.orm import Session

from bot.sqlite import sqlite3
from models import seals
from models.auditing import sealing
from models.base import Base, insert_rows
from tests import databases, engines

MOMENT = datetime(2031, 1, 1, tzinfo=UTC)


@contextmanager
def intruder(url: str) -> Iterator[Connection]:
    """A connection on which the program's triggers and foreign keys do not run."""
    # The program's own library: the locks of a second SQLite in one process do not keep the first from this one's log.
    engine = create_engine(url, **{} if databases.on_postgresql() else {"module": sqlite3})
    try:
        with engine.connect() as connection:
            if databases.on_postgresql():
                connection.execute(text("SET session_replication_role = replica"))
            else:
                for name in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars():
                    connection.execute(text(f"DROP TRIGGER {name}"))
            connection.commit()
            yield connection
            connection.commit()
    finally:
        engine.dispose()


def found(url: str, *tables: seals.Protected) -> list[str]:
    """The sentences about protected rows that were altered, of those tables or of all."""
    engine = engines.lend(url, for_reading=True)
    try:
        with engine.connect() as connection, Session(connection) as session:
            return list(sealing.altered_rows(session, tables or None))
    finally:
        engines.give_back(engine)


def one_row_of_each(session: Session) -> None:
    """Insert a row into every protected table by the program's own connection, whether it makes sense or not."""
    for table in Base.metadata.sorted_tables:
        if table.name in {one.name for one in seals.protected()}:
            model: Any = next(each.class_ for each in Base.registry.mappers if each.local_table is table)
            row = {column.name: _value(session, column) for column in table.columns if column.name != "id"}
            if "id" in table.columns and table.c.id.foreign_keys:
                row["id"] = session.execute(text("SELECT max(id) FROM records")).scalar_one()
            insert_rows(session, model, [row])


def another(column: Column[Any]) -> str:
    """A value that the column does not have, in SQL."""
    kind = getattr(column.type, "impl_instance", column.type)
    if isinstance(kind, Boolean):
        return f"NOT {column.name}"
    values: tuple[tuple[type[Any], str], ...] = (
        (DateTime, "'2032-02-02 00:00:00.000000'"),
        (Date, "'2032-02-02'"),
        (Time, "'11:11:00.000000'"),
        (JSON, """'{"a": "outra"}'"""),
        (Integer, "987654"),
    )
    return next((value for known, value in values if isinstance(kind, known)), "'outra'")


def key_of(table: Table) -> str:
    """The condition for the last row of a table, in SQL."""
    first = table.primary_key.columns[0].name
    return f"{first} = (SELECT max({first}) FROM {table.name})"  # noqa: S608


def _value(session: Session, column: Column[Any]) -> Any:
    for key in column.foreign_keys:
        return session.execute(text(f"SELECT max(id) FROM {key.column.table.name}")).scalar()  # noqa: S608
    kind = getattr(column.type, "impl_instance", column.type)
    values: tuple[tuple[type[Any], Any], ...] = (
        (Boolean, True),
        (DateTime, MOMENT),
        (Date, date(2031, 1, 1)),
        (Time, time(8)),
        (JSON, {"a": "ç"}),
        (Integer, 7),
    )
    return next((value for known, value in values if isinstance(kind, known)), f"çã {column.table.name}")
