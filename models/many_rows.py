"""Many rows put in by the driver itself: for an import, SQLAlchemy's way costs more than the rows."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Dialect, FromClause, Table, insert
from sqlalchemy.orm import Session

from models.base import Base


@dataclass(frozen=True, slots=True)
class _Statement:
    """`translate`: what each column does to a value on its way to the driver, None for nothing."""

    sql: str
    names: tuple[str, ...]
    translate: tuple[Callable[[Any], Any] | None, ...]
    by_place: bool


def insert_many(session: Session, model: type[Base], rows: list[dict[str, Any]]) -> None:
    """Insert many rows of `model`; all name the same columns, and none is left to a default."""
    if not rows:
        return
    connection = session.connection()
    statement = _statement(connection.dialect, model.__table__, tuple(rows[0]))
    columns = [
        map(translate, map(itemgetter(name), rows)) if translate else map(itemgetter(name), rows)
        for name, translate in zip(statement.names, statement.translate, strict=True)
    ]
    values: Any = list(zip(*columns, strict=True))
    if not statement.by_place:
        values = [dict(zip(statement.names, row, strict=True)) for row in values]
    connection.exec_driver_sql(statement.sql, values)


@lru_cache(maxsize=256)
def _statement(dialect: Dialect, table: FromClause, columns: tuple[str, ...]) -> _Statement:
    assert isinstance(table, Table)
    compiled: Any = insert(table).compile(dialect=dialect, column_keys=list(columns))
    names = tuple(compiled.positiontup) if compiled.positional else columns
    types = [table.c[name].type.dialect_impl(dialect) for name in names]
    translate = tuple(each.bind_processor(dialect) for each in types)
    return _Statement(str(compiled), names, translate, bool(compiled.positional))
