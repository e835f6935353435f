"""Statements compiled once for each viewer, and run by the driver: SQLAlchemy costs more than most searches."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Select
from sqlalchemy.exc import DBAPIError


@dataclass(frozen=True, slots=True)
class Prepared:
    """The SQL for one dialect. `given`: fixed values; `names`: the order of the values, if the driver needs one."""

    sql: str
    given: dict[str, Any]
    names: tuple[str, ...] | None
    options: dict[str, Any]
    dialect: Dialect

    def run(self, connection: Connection, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        """Run it in the transaction of the connection; returns the rows. Raises SQLAlchemy's exceptions."""
        values = self.given | values
        by_place = tuple([values[name] for name in self.names]) if self.names is not None else values
        driver: Any = connection.connection.driver_connection
        try:
            found: list[tuple[Any, ...]] = driver.execute(self.sql, by_place, **self.options).fetchall()
        except self.dialect.loaded_dbapi.Error as error:
            base = self.dialect.loaded_dbapi.Error
            raise DBAPIError.instance(self.sql, None, error, base, hide_parameters=True) from error
        return found


def prepare(query: Select[Any], dialect: Dialect, *, planned_anew: bool = False) -> Prepared:
    """Compile a query whose values are texts and whole numbers, which the driver takes as they are.

    `planned_anew`: PostgreSQL plans for the values each time, instead of keeping one plan for all of them.
    """
    compiled: Any = query.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    names = tuple(compiled.positiontup) if compiled.positional else None
    options = {"prepare": False} if planned_anew and dialect.name == "postgresql" else {}
    return Prepared(str(compiled), dict(compiled.params), names, options, dialect)
