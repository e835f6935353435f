"""Fresh databases for tests, on the engine that `--database` names. On PostgreSQL they are cleared and lent again."""

import atexit
import os
from collections.abc import Hashable
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Connection, NullPool, create_engine, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot import schema
from bot.database import open_engine
from models import audit, deadlines
from models.base import Base
from tests.servers.postgres import NoPostgres, PostgresServer

SQLITE, POSTGRESQL = ENGINES = ("sqlite", "postgresql")
_chosen = SQLITE
_number = count(1)
_lent: dict[str, bool] = {}  # name of the database -> whether it was lent with its tables
CLEANER = "cleaner"  # the name of our own connections, which no test counts
_clean: list[str] = []
_cleaners: dict[str, Connection] = {}
_settled: dict[Hashable, bytes] = {}
_SHAPE = (
    "SELECT (SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_trigger), (SELECT count(*) FROM pg_proc),"
    " (SELECT md5(string_agg(concat_ws(' ', a.attrelid::regclass, a.attname, a.atttypid, a.attnotnull,"
    " pg_get_expr(d.adbin, d.adrelid)), ',' ORDER BY a.attrelid::regclass::text, a.attname)) FROM pg_attribute a"
    " JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
    " WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped),"
    " (SELECT md5(string_agg(indexdef, ',' ORDER BY indexname)) FROM pg_indexes WHERE schemaname = 'public')"
)
_OTHERS_END = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
_RESTART = (
    "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false) FROM pg_sequences"
    " WHERE last_value IS NOT NULL"
)


def choose(engine: str) -> None:
    """Set the engine of this run's databases."""
    global _chosen
    _chosen = engine


def on_postgresql() -> bool:
    return _chosen == POSTGRESQL


def empty(path: Path) -> str:
    """The address of a database without tables: that file, or one more database of the server."""
    return lend(tables=False) if on_postgresql() else f"sqlite:///{path}"


def furnished(path: Path) -> str:
    """The address of a database that has every table, without rows."""
    return lend(tables=True) if on_postgresql() else furnished_file(path)


def furnished_file(path: Path) -> str:
    """The same in that file, whatever this run is on."""
    path.write_bytes(_template_file())
    return f"sqlite:///{path}"


def is_furnished_file(url: str) -> bool:
    """Whether it is a file with every table and without rows."""
    path = Path(make_url(url).database or "")
    return make_url(url).get_backend_name() == SQLITE and path.is_file() and path.read_bytes() == _template_file()


def keep(url: str, name: Hashable) -> None:
    """Keep the rows of a file that nobody has open, for `settle_again`. A server's database is not kept."""
    if make_url(url).get_backend_name() == SQLITE:
        _settled[name] = Path(make_url(url).database or "").read_bytes()


def settle_again(url: str, name: Hashable) -> bool:
    """Put the rows kept by that name into a furnished database; False where none were kept."""
    if name in _settled:
        Path(make_url(url).database or "").write_bytes(_settled[name])
    return name in _settled


def give_back() -> None:
    """After a test: what it was lent is cleared or dropped, whatever it left open."""
    for name, has_tables in _lent.items():
        if has_tables and _clear(name):
            _clean.append(name)
        else:
            _say(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    _lent.clear()


def drop_trigger(session: Session, name: str, table: str) -> None:
    """As somebody does who wants to change what may not be changed."""
    session.execute(text(f"DROP TRIGGER {name}" + (f" ON {table}" if on_postgresql() else "")))


@cache
def server() -> PostgresServer:
    """The server of this process, started when first asked for. None can be: a loud skip, and in CI a failure."""
    try:
        started = PostgresServer()
    except NoPostgres as reason:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"NO POSTGRESQL, NOTHING WAS TESTED ON IT: {reason}")
    atexit.register(started.close)
    return started


def lend(*, tables: bool) -> str:
    """The address of a database of the PostgreSQL server, whatever this run is on."""
    if not tables or not _clean:
        name = f"test_{next(_number)}"
        _say(f"CREATE DATABASE {name} TEMPLATE {_template() if tables else 'template0'} STRATEGY file_copy")
    else:
        name = _clean.pop()
    _lent[name] = tables
    return server().url(name)


@cache
def _template_file() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "furnished.db")
        _furnish(f"sqlite:///{path}")
        return path.read_bytes()


@cache
def _template() -> str:
    _say("CREATE DATABASE furnished TEMPLATE template0")
    _furnish(server().url("furnished"))
    return "furnished"


@cache
def _shape() -> tuple[int | str, ...]:
    """The number of tables and triggers, the columns and the indexes; a database with others is not lent again."""
    with server().connect(_template()) as connection:
        return connection.execute(_SHAPE).fetchone() or ()


def _clear(name: str) -> bool:
    """Empty its tables (some of which refuse to be); False when the test changed more than rows."""
    connection = _cleaners.get(name) or _cleaners.setdefault(name, _cleaner(name))
    try:
        with connection.begin():
            connection.execute(text(_OTHERS_END))
    except OperationalError:  # the test cut every connection
        connection = _cleaners[name] = _cleaner(name)
    with connection.begin():
        connection.execute(text(_OTHERS_END))
        if tuple(connection.execute(text(_SHAPE)).one()) != _shape():
            _cleaners.pop(name).close()
            return False
        connection.execute(text("SET session_replication_role = replica"))
        tables = Base.metadata.sorted_tables
        connection.exec_driver_sql(
            "; ".join(f"DELETE FROM {name}" for name in ("touched", *(table.name for table in tables)))  # noqa: S608
        )  # noqa: RUF100, S608
        connection.execute(text(_RESTART))
        connection.execute(text("SET session_replication_role = DEFAULT"))
        with Session(connection) as session:
            deadlines.seed_ladders(session)
            audit.settle(session)
    return True


def _cleaner(name: str) -> Connection:
    """A connection that is kept: a new one reads the whole catalogue again, which takes longer than all the rest."""
    url = make_url(server().url(name)).update_query_dict({"application_name": CLEANER})
    connection = create_engine(url, poolclass=NullPool).connect()
    atexit.register(connection.close)  # before the server's end, which was registered earlier
    return connection


def _say(statement: str) -> None:
    with server().connect() as connection:
        connection.execute(statement.encode())


def _furnish(url: str) -> None:
    engine = open_engine(url)
    schema.create(engine)
    engine.dispose()
