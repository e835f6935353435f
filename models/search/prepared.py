"""Statements compiled once for each viewer and run by the driver itself: SQLAlchemy costs more than most searches."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Select
from sqlalchemy.exc import DBAPIError


@dataclass(frozen=True, slots=True)
class Prepared:
    """The SQL of one dialect, and what it is run with: `given` once for all, `names` by place where it wants places."""

    sql: str
    given: dict[str, Any]
    names: tuple[str, ...] | None
    options: dict[str, Any]
    dialect: Dialect

    def run(self, connection: Connection, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        """On the connection of the transaction; what fails there fails as it does everywhere else."""
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
    """For values that need no translation on their way to the driver: texts and whole numbers.

    `planned_anew`: PostgreSQL looks at the values each time instead of keeping one plan for all of them.
    """
    compiled: Any = query.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    names = tuple(compiled.positiontup) if compiled.positional else None
    options = {"prepare": False} if planned_anew and dialect.name == "postgresql" else {}
    return Prepared(str(compiled), dict(compiled.params), names, options, dialect)
