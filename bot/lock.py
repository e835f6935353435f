"""Locks of the operating system on files beside a SQLite database, gone with the process that held them.

No process is judged dead by the age of a heartbeat. On PostgreSQL the server's list of sessions is asked instead.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path

from sqlalchemy import text

from bot.database import open_engine, sqlite_file

_PATIENCE = 0.6  # seconds: a process that only looks holds a lock for an instant, and one that ends needs another
_SESSIONS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND application_name = 'gabinete' AND pid <> pg_backend_pid()"
)


class ProcessRole(StrEnum):
    """The roles of which a SQLite file has one process each, side by side."""

    BOT = "bot"
    TERMINAL = "terminal"


_HELD = {
    ProcessRole.BOT: "O bot já está ligado neste banco{who}. Um arquivo SQLite tem um bot só: pare o outro antes.",
    ProcessRole.TERMINAL: (
        "Já há um terminal aberto neste banco{who}. Feche o outro antes: um tomaria as respostas do outro."
    ),
}
_IN_USE = "{what} ligado neste banco{who}. Pare-o antes e repita o comando."
_CALLED = {ProcessRole.BOT: "O bot está", ProcessRole.TERMINAL: "Há um terminal"}


class InUse(Exception):
    """Another process works on the database; the sentence says what to do."""


@contextmanager
def held(url: str, role: ProcessRole) -> Iterator[None]:
    """Hold a role on a SQLite file until the block ends; PostgreSQL has no such limit. Raises InUse, OSError."""
    path = sqlite_file(url)
    if path is None:
        yield
        return
    with _taken(path, role, _HELD[role]):
        yield


@contextmanager
def alone(url: str) -> Iterator[None]:
    """Be the only process on the database until the block ends, to replace or drop tables. Raises InUse."""
    path = sqlite_file(url)
    with ExitStack() as locks:
        if path is None:
            _no_other_session(url)
        else:
            for role in ProcessRole:
                locks.enter_context(_taken(path, role, _IN_USE.replace("{what}", _CALLED[role])))
        yield


def at_work(url: str) -> str:
    """The number of the process that runs the bot here, `?` where unknown, or empty. Makes no file."""
    path = sqlite_file(url)
    if path is None:
        return "?" if _other_sessions(url) else ""
    try:
        with _lock_file(path, ProcessRole.BOT).open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return file.read(20).decode(errors="replace").strip() or "?"
    except OSError:  # no bot ever ran here, or its file is not ours to read: doctor says that elsewhere
        return ""
    return ""


def _lock_file(path: Path, role: ProcessRole) -> Path:
    """The lock file of a database, one for all the links to it."""
    real = path.resolve()
    return real.with_name(f"{real.name}.{role}.lock")


@contextmanager
def _taken(path: Path, role: ProcessRole, refusal: str) -> Iterator[None]:
    file = _lock_file(path, role)
    file.parent.mkdir(parents=True, exist_ok=True)
    number = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    _in_hand.add(number)
    try:
        if not _flocked(number):
            who = os.pread(number, 20, 0).decode(errors="replace").strip()
            raise InUse(refusal.format(who=f" (processo {who})" if who else ""))
        os.ftruncate(number, 0)
        os.pwrite(number, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        _in_hand.discard(number)
        os.close(number)


def _flocked(number: int) -> bool:
    give_up = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > give_up:
                return False
            time.sleep(0.05)
        else:
            return True


def _no_other_session(url: str) -> None:
    give_up = time.monotonic() + _PATIENCE
    while _other_sessions(url):  # the server lets go of one that has just ended a moment later
        if time.monotonic() > give_up:
            raise InUse("O bot, ou outro comando dele, está ligado neste banco. Pare-o antes e repita o comando.")
        time.sleep(0.05)


def _other_sessions(url: str) -> int:
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            return int(connection.scalar(_SESSIONS) or 0)
    finally:
        engine.dispose()


_in_hand: set[int] = set()  # file descriptors to close in a child, which must not keep its parent's locks


def _let_go_in_child() -> None:
    numbers = list(_in_hand)
    _in_hand.clear()
    for number in numbers:
        os.close(number)


os.register_at_fork(after_in_child=_let_go_in_child)
