"""The engine: SQLite with its pragmas, BEGIN IMMEDIATE and the version gate of the WAL-reset bug; or PostgreSQL."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError, TimeoutError

from bot import versions
from bot.sqlite import sqlite3
from models import seals

BUSY_TIMEOUT = 2  # seconds
_CHECKPOINT = 4000  # pages, 16 MB: a page changed often is copied into the file more seldom than by default
_PLANS = 2000  # statements a connection keeps planned: more than there are, for where it is full none is added for long
_POOL = {"pool_size": 4, "max_overflow": 4, "pool_timeout": 10, "pool_pre_ping": True}
_CONNECTION = {  # notices lost packets within seconds; parameters of the address come first
    "connect_timeout": 5,
    "application_name": "gabinete",
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
    "target_session_attrs": "read-write",
}
_BOUNDS = {"lock_timeout": "10s", "statement_timeout": "60s", "idle_in_transaction_session_timeout": "60s"}
_READ_ONLY = "25006"  # the server became a standby: another is the primary now
_ENDED = {"25P02", "25P03", "25P04", "57P05"}  # the server ended the transaction, or the session that held it
_BEGIN_ANEW = {"40001", "40P01"}  # lost to another transaction: serialization failure, deadlock
_WILL_PASS = {  # of PostgreSQL, by class or whole: connection lost, rolled back, no room left, locked, stopping, disk
    *("08", "40", "53", "58", "55P03", "55006", "57P01", "57P02", "57P03", "57P05", _READ_ONLY, *_ENDED)
}
_SQLITE_WILL_PASS = {  # busy, locked, out of memory, read-only, disk error, full, cannot be opened, lock protocol
    *(5, 6, 7, 8, 10, 13, 14, 15)
}


class _Compiler(SQLiteCompiler):
    """A compiler that writes LIMIT and OFFSET as sums."""

    # SQLite plans a statement anew whenever the bare parameter of its LIMIT is bound; a sum is not looked at.

    def limit_clause(self, select: Any, **how: Any) -> str:
        written: str = super().limit_clause(select, **how)  # type: ignore[no-untyped-call]
        return re.sub(r"\b(LIMIT|OFFSET) (\D\S*)", r"\1 \2 + 0", written)


def open_engine(url: str, *, for_reading: bool = False) -> Engine:
    """An engine on that database; makes the folder of a SQLite file. Values never reach a log with an error.

    `for_reading`: its transactions block no writer of SQLite, and seal no row.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return _open_postgresql(address)
    path = address.database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    given = {"timeout": BUSY_TIMEOUT, "cached_statements": _PLANS}
    engine = create_engine(url, module=sqlite3, connect_args=given, hide_parameters=True)
    event.listen(engine, "connect", _on_connect)
    if for_reading:
        event.listen(engine, "connect", _keep_little_in_memory)
    engine.dialect.statement_compiler = _Compiler
    # No listener: with a single one SQLAlchemy asks for listeners at every statement, a fifth of a command's cost.
    begin = _begin_to_read if for_reading else _begin_immediate
    engine.dialect.do_begin = begin  # type: ignore[assignment,method-assign]
    return engine


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite database; None for any other."""
    address = make_url(url)
    in_file = address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:")
    return Path(str(address.database)) if in_file else None


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """False for the SQLite versions whose WAL reset may corrupt a database used by two connections.

    Fixed in 3.51.3, and in 3.44.6 and 3.50.7 of the older lines (sqlite.org/changes.html).
    """
    line = version[:2]
    return version >= (3, 51, 3) or (line == (3, 44) and version[2] >= 6) or (line == (3, 50) and version[2] >= 7)


def may_begin_anew(error: OperationalError) -> bool:
    """Whether the same transaction may succeed at once: it lost to another one, or lost its connection."""
    return error.connection_invalidated or _code(error.orig) in _BEGIN_ANEW


def will_pass(error: SQLAlchemyError) -> bool:
    """Whether waiting helps: the database is busy, full, stopping or gone. A wrong statement stays wrong."""
    if isinstance(error, TimeoutError):  # of the pool: every connection is in use
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    if (number := getattr(error.orig, "sqlite_errorcode", None)) is not None:
        return number & 0xFF in _SQLITE_WILL_PASS
    code = _code(error.orig)
    if not code:  # an error of the driver itself: no connection, or a broken one
        return isinstance(error, OperationalError)
    return code in _WILL_PASS or code[:2] in _WILL_PASS


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late: SQLAlchemy emits ours
    mode = "wal" if wal_is_safe(sqlite3.sqlite_version_info) else "delete"
    for pragma in (
        f"journal_mode={mode}",
        "synchronous=full",
        "foreign_keys=on",
        "temp_store=memory",
        f"wal_autocheckpoint={_CHECKPOINT}",
    ):
        connection.execute(f"pragma {pragma}").close()
    connection.create_function(seals.FUNCTION, -1, seals.digest, deterministic=True)


def _begin_immediate(connection: Any) -> None:
    if "touches" not in connection.info:
        _note_touches(connection)
    connection.execute("BEGIN IMMEDIATE").close()


def _keep_little_in_memory(connection: Any, _record: Any) -> None:
    """Keep temporary tables in a file: the one a whole history is compared with may grow large."""
    connection.execute("pragma temp_store=file").close()


def _begin_to_read(connection: Any) -> None:
    connection.execute("BEGIN").close()


def _note_touches(connection: Any) -> None:
    """Install the triggers that note changed rows, once the database has this program's version."""
    if versions.revision_on_sqlite(connection) == versions.newest():
        connection.executescript(_noting()).close()
        connection.info["touches"] = True


@cache
def _noting() -> str:
    """The script with which a connection to SQLite begins to note; the models are walked once."""
    versions.tables()
    return ";\n".join(["BEGIN", *seals.installation("sqlite"), "COMMIT"])  # in one transaction: a fifth less


def _open_postgresql(address: URL) -> Engine:
    given = {name: value for name, value in _CONNECTION.items() if name not in address.query}
    engine = create_engine(address, connect_args=given, hide_parameters=True, **_POOL)
    event.listen(engine, "connect", _bound_waits)
    event.listen(engine, "handle_error", _as_refused, retval=True)
    return engine


def _bound_waits(connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor:
        for name, most in _BOUNDS.items():
            cursor.execute(f"SET {name} = '{most}'")
    connection.commit()


def _as_refused(context: ExceptionContext) -> BaseException | None:
    """An OperationalError for a server that became a standby or ended the session; None: as it is."""
    # The driver reports these as other errors, though the statement is not at fault.
    code, error = _code(context.original_exception), context.sqlalchemy_exception
    if code == _READ_ONLY:
        context.is_disconnect = True
    if not isinstance(error, DBAPIError) or code not in (_READ_ONLY, *_ENDED):
        return None
    lost = context.is_disconnect
    return OperationalError(
        error.statement, error.params, context.original_exception, True, connection_invalidated=lost
    )


def _code(error: BaseException | None) -> str:
    return str(getattr(error, "sqlstate", None) or "")
