"""The database's schema: made whole on an empty database, brought up by Alembic on any other."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, select, text
from sqlalchemy.orm import Session

from bot.database import open_engine
from bot.transactions import transaction
from bot.versions import VERSIONS, newest, tables
from models import audit, deadlines, seals, searchable
from models.base import Base, take_turn

_SEALED_SINCE = "0011"
_IRREPLACEABLE = {
    "pessoas": "people",
    "registros": "records",
    "lançamentos da história": "audit WHERE action <> 'selo'",
}
_VERSION_TABLE = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
    " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


class BrokenReference(Exception):
    """A migration would leave references to missing rows; nothing was changed."""


def current(engine: Engine) -> str | None:
    """The revision the database is at; None where there is no schema yet."""
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalars().first()


def misfit(engine: Engine) -> str:
    """The reason why this program cannot work on that database, with what to do; empty when it can."""
    at, wanted = current(engine), newest()
    if at is None:
        return "O banco ainda não tem as tabelas. Rode antes: python -m bot migrate"
    if at < wanted:
        return f"O banco está na versão {at} e o programa espera a {wanted}. Rode antes: python -m bot migrate"
    return "" if at == wanted else f"O banco está na versão {at}, mais nova que este programa ({wanted}): atualize-o."


def goes_down(at: str | None, revision: str) -> bool:
    """Whether migrating from one revision to the other removes anything."""
    return revision == "base" or revision < (at or "")


def contents(engine: Engine) -> dict[str, int]:
    """The rows of a database of any revision that nobody can make again: their number by table name in the plural."""
    with engine.connect() as connection:
        present = inspect(connection)
        return {
            name: connection.scalar(text(f"SELECT count(*) FROM {source}")) or 0  # noqa: S608
            for name, source in _IRREPLACEABLE.items()
            if present.has_table(source.partition(" ")[0])
        }


def create(engine: Engine) -> None:
    """Create the whole schema on an empty database, as the migrations would (tests compare), but without Alembic."""
    tables()
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        open_to_programs(connection)
    with transaction(engine) as session:
        deadlines.seed_ladders(session)


def open_to_programs(connection: Connection) -> None:
    """Give whole tables their revision and the triggers of their seals: from here on programs may work on them."""
    connection.execute(text(_VERSION_TABLE))
    connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": newest()})
    seals.install(connection)


def migrate(engine: Engine, revision: str = "head", check: Callable[[Session], None] = lambda _: None) -> None:
    """Bring the schema up (or down to `revision`, `base` for nothing at all) in one transaction: all of it or none.

    `check` looks at the outcome before it is committed; what it raises undoes all. Raises BrokenReference,
    alembic.util.CommandError (no such revision).
    """
    with engine.connect() as connection:
        enforce_references(connection, False)  # SQLite changes a table by copying it and dropping the old one
        try:
            with connection.begin():
                _migrate(connection, revision)
                check(Session(connection))
        finally:
            connection.info.pop("touches", None)  # the triggers were rolled back: install them again
        enforce_references(connection, True)


def _migrate(connection: Connection, revision: str) -> None:
    from alembic import command

    from models.auditing import sealing

    take_turn(Session(connection))
    take_time(connection)
    config, before = _alembic(connection), _revision(connection)
    tables()
    amiss = _SEALED_SINCE <= (before or "") < newest() and revision == "head"
    if amiss:
        sealing.keep_amiss(Session(connection))
    seals.uninstall(connection)
    going_down = goes_down(before, revision)
    (command.downgrade if going_down else command.upgrade)(config, revision)
    check_references(connection)
    if revision == "head":
        _complete(connection, before)


def _complete(connection: Connection, before: str | None) -> None:
    """Add the rows that this version needs besides the columns; `before`: the revision migrated from."""
    from models.auditing import sealing

    seals.install(connection)
    session = Session(connection)
    if before != newest():
        sealing.seal_rows(session, f"versão {before or 'nenhuma'} -> {newest()}")
    deadlines.seed_ladders(session)
    searchable.complete(session)
    audit.settle(session)


def draft(name: str) -> Path:
    """Write the next migration: the differences between tables and migrations. Returns its file."""
    from alembic import command

    tables()
    number = f"{int(newest()) + 1:04d}"
    engine = open_engine("sqlite://")
    if number != "0001":
        migrate(engine, newest())  # not `head`: what comes after it needs the tables that are still to be drafted
    with engine.connect() as connection:
        connection.info["touches"] = True  # no triggers: they need the tables that are still to be drafted
        command.revision(_alembic(connection), message=name, rev_id=number, autogenerate=True)
    return next(VERSIONS.glob(f"{number}_*.py"))


def is_empty(session: Session) -> bool:
    from models.people import Person

    return session.scalar(select(Person.id).limit(1)) is None


def _alembic(connection: Connection) -> Any:
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(VERSIONS.parent).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


def _revision(connection: Connection) -> str | None:
    from alembic.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def enforce_references(connection: Connection, on: bool) -> None:
    """Switch SQLite's foreign keys. Not inside a transaction, hence past SQLAlchemy, which would begin one."""
    if connection.dialect.name == "sqlite" and (driver := connection.connection.driver_connection) is not None:
        with closing(driver.execute(f"PRAGMA foreign_keys={'on' if on else 'off'}")):
            pass


def take_time(connection: Connection) -> None:
    """Remove the time limit of statements; a lock in use is still not waited for long."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")


def check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise BrokenReference(f"{broken[0]}: {broken[1]} -> {broken[2]}")
