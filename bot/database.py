"""The engine: SQLite with its pragmas, BEGIN IMMEDIATE and the version gate of the WAL-reset bug; or PostgreSQL."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url

BUSY_TIMEOUT = 2  # seconds


def open_engine(url: str) -> Engine:
    """An engine on that database; the folder of a SQLite file is made. Values never reach a log with an error."""
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT}, hide_parameters=True)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _begin_immediate)
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


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late: SQLAlchemy emits ours
    mode = "wal" if wal_is_safe(sqlite3.sqlite_version_info) else "delete"
    for pragma in (f"journal_mode={mode}", "synchronous=full", "foreign_keys=on"):
        connection.execute(f"pragma {pragma}").close()


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
