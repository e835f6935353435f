"""Many rows put in by the driver itself: for an import, SQLAlchemy's way costs more than the rows."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Dialect, FromClause, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.base import Base


@dataclass(frozen=True, slots=True)
class _Statement:
    """`translate`: what each column does to a value on its way to the driver, None for nothing."""

    sql: str
    names: tuple[str, ...]
    translate: tuple[Callable[[Any], Any] | None, ...]
    by_place: bool


def insert_many(session: Session, model: type[Base], rows: list[dict[str, Any]], *, new_only: bool = False) -> int:
    """Insert many rows of `model`; all name the same columns, and none is left to a default.

    `new_only`: those whose unique key is there already are left out. Returns how many were put in.
    """
    if not rows:
        return 0
    connection = session.connection()
    statement = _statement(connection.dialect, model.__table__, tuple(rows[0]), new_only)
    columns = [
        map(translate, map(itemgetter(name), rows)) if translate else map(itemgetter(name), rows)
        for name, translate in zip(statement.names, statement.translate, strict=True)
    ]
    values: Any = list(zip(*columns, strict=True))
    if not statement.by_place:
        values = [dict(zip(statement.names, row, strict=True)) for row in values]
    return int(connection.exec_driver_sql(statement.sql, values).rowcount)


@lru_cache(maxsize=256)
def _statement(dialect: Dialect, table: FromClause, columns: tuple[str, ...], new_only: bool) -> _Statement:
    assert isinstance(table, Table)
    any_insert: Any = postgresql.insert if dialect.name == "postgresql" else sqlite.insert
    statement = any_insert(table).on_conflict_do_nothing() if new_only else any_insert(table)
    compiled: Any = statement.compile(dialect=dialect, column_keys=list(columns))
    names = tuple(compiled.positiontup) if compiled.positional else columns
    types = [table.c[name].type.dialect_impl(dialect) for name in names]
    translate = tuple(each.bind_processor(dialect) for each in types)
    return _Statement(str(compiled), names, translate, bool(compiled.positional))
