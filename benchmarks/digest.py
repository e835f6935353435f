"""A digest run for 5,000 people with 50,000 open deadlines: ``python -m benchmarks.digest``.

On SQLite and on PostgreSQL, beside a tenth of them. The floor on SQLite reads the same rows and writes the same
messages by hand-written sqlite3. On PostgreSQL somebody goes on writing tasks from another process meanwhile.
"""

import json
import resource
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread
from time import perf_counter
from typing import Any

from sqlalchemy import func, select

from benchmarks.command import LINE
from benchmarks.measure import Figure, report, size
from bot import schema
from bot.app import App, build
from bot.inbox import Update
from bot.settings import Settings
from bot.sqlite import sqlite3
from bot.transactions import transaction
from models.base import insert_rows
from models.deadlines import Deadline
from models.outbox import Outbox
from models.people import Address, Orgao, Person
from models.records import Record, Sequence_
from models.tasks import Assignment, Task
from tests.servers.postgres import PostgresServer

PEOPLE, EACH = size(5_000, 100), 10
FIGURE = 10.0  # seconds
REMINDERS, REMINDERS_FIGURE = size(1_000, 20), 2.0
NOW = datetime.fromisoformat("2026-11-24T07:30:00-03:00")
MEMORY_FIGURE = 40.0  # MB
LINEAR = 1.2  # times as long, for each deadline, as with a tenth of them
LONGEST_WAIT = 100.0  # ms
_ROOT = Path(__file__).parent.parent
_WAITS = "SELECT COALESCE(max(EXTRACT(EPOCH FROM clock_timestamp() - waitstart)), 0) FROM pg_locks WHERE NOT granted"


def run() -> Iterator[Figure]:
    """Seconds of a digest run and of 1,000 reminders in one minute, the growth of memory, and the waits of a writer."""
    with tempfile.TemporaryDirectory(prefix="gabinete-bench-") as folder:
        yield from _on_sqlite(Path(folder))
    yield from _on_postgresql()


def _on_sqlite(folder: Path) -> Iterator[Figure]:
    path = folder / "digest.db"
    app = furnished(f"sqlite:///{path}", PEOPLE)
    before = _peak()
    seconds = _digest(app, PEOPLE)
    growth = _peak() - before
    floor = _timed(lambda: _floor(path))
    reminders = _timed(lambda: app.run_job("reminders", NOW + timedelta(minutes=30)))
    app.engine.dispose()
    few = furnished(f"sqlite:///{folder / 'few.db'}", PEOPLE // 10)
    tenth = _digest(few, PEOPLE // 10)
    few.engine.dispose()
    yield Figure("resumo de 5.000 pessoas e 50.000 prazos, ao lado de 10 s", seconds, FIGURE, "s", 1)
    yield Figure("o mesmo resumo / as mesmas linhas com sqlite3 à mão", seconds, floor, "s")
    yield Figure("o mesmo resumo / dez vezes o de 5.000 prazos", seconds, 10 * tenth, "s", LINEAR)
    yield Figure("memória a mais nesse resumo, ao lado de 40 MB", growth, MEMORY_FIGURE, "MB", 1)
    yield Figure("1.000 lembretes no mesmo minuto, ao lado de 2 s", reminders, REMINDERS_FIGURE, "s", 1)


def _on_postgresql() -> Iterator[Figure]:
    server = PostgresServer(fsync="on", full_page_writes="on", synchronous_commit="on", autovacuum="on")
    try:
        for name in ("few", "many"):
            with server.connect() as connection:
                connection.execute(f"CREATE DATABASE {name}".encode())
        few, many = furnished(server.url("few"), PEOPLE // 10), furnished(server.url("many"), PEOPLE)
        with _somebody_writing(server, "few"):
            tenth = _digest(few, PEOPLE // 10)
        with _somebody_writing(server, "many") as longest:
            seconds = _digest(many, PEOPLE)
        for app in (few, many):
            app.engine.dispose()
    finally:
        server.close()
    yield Figure("no PostgreSQL, resumo de 5.000 pessoas e 50.000 prazos, ao lado de 10 s", seconds, FIGURE, "s", 1)
    yield Figure("no PostgreSQL, o mesmo resumo / dez vezes o de 5.000 prazos", seconds, 10 * tenth, "s", LINEAR)
    yield Figure("no PostgreSQL, a maior espera por uma trava, ao lado de 100 ms", longest[0], LONGEST_WAIT, "ms", 1)
    yield Figure("no PostgreSQL, a tarefa mais lenta nesse tempo", longest[1], longest[1], "ms")


def _digest(app: App, people: int) -> float:
    seconds = _timed(lambda: app.run_job("digests", NOW))
    with transaction(app.engine) as session:
        written = session.scalar(select(func.count()).where(Outbox.key.like("digest:%")))
    assert written == people, written
    return seconds


@contextmanager
def _somebody_writing(server: PostgresServer, database: str) -> Iterator[list[float]]:
    """The longest wait for a lock, and the longest duration of a task, in milliseconds, of a writer meanwhile."""
    longest, done = [0.0, 0.0], Event()
    words = [sys.executable, "-m", "benchmarks.digest", server.url(database)]
    writer = subprocess.Popen(words, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert writer.stdin is not None
    assert writer.stdout is not None
    writer.stdout.readline()  # it has begun

    def watch() -> None:
        with server.connect(database) as connection:
            while not done.wait(0.01):
                found = connection.execute(_WAITS).fetchone()
                longest[0] = max(longest[0], float(found[0]) * 1e3 if found else 0.0)

    watching = Thread(target=watch)
    watching.start()
    yield longest
    done.set()
    watching.join()
    said, _ = writer.communicate()
    longest[1] = float(said)


def _write(url: str) -> None:
    """Create tasks one after the other until told to stop; prints the longest duration of one."""
    app = build(Settings(_env_file=None, database_url=url), clock=lambda: NOW)  # type: ignore[call-arg]
    stop, longest = Event(), 0.0

    def listen() -> None:
        sys.stdin.read()
        stop.set()

    Thread(target=listen).start()
    line = json.dumps({"as": "p1", "text": LINE.replace("@bruno", "@p2")}, ensure_ascii=False)
    for n in range(1_000_000):
        began = perf_counter()
        (row_id,) = app.inbox.ingest("console", "local", [Update(f"bench:{n}", "p1", line)], NOW)
        assert row_id is not None
        app.inbox.handle(row_id, "console", line, NOW)
        if n > 2:  # the first ones load caches of Python and the database
            longest = max(longest, (perf_counter() - began) * 1e3)
        if n == 2:
            print("begun", flush=True)
        if stop.wait(0.02):
            break
    app.engine.dispose()
    print(longest)


def furnished(url: str, people: int) -> App:
    filling = get_context("fork").Process(target=_prepare, args=(url, people))  # its memory is not ours
    filling.start()
    filling.join()
    assert filling.exitcode == 0
    app = _open(url)
    with transaction(app.engine) as session:
        session.scalar(select(func.count(Person.id)))  # opens the connection, with everything SQLAlchemy loads then
    return app


def _open(url: str) -> App:
    return build(Settings(_env_file=None, database_url=url), clock=lambda: NOW)  # type: ignore[call-arg]


def _prepare(url: str, people: int) -> None:
    app = _open(url)
    schema.create(app.engine)
    _fill(app, people)
    app.engine.dispose()


def _fill(app: App, people: int) -> None:
    """Create people who asked for the digest, each with ten deadlines from ten days ago to three days from now."""
    orgaos, deadlines = people // 10, people * EACH
    with transaction(app.engine) as session:
        insert_rows(session, Orgao, [_orgao(i) for i in _ids(orgaos)])
        insert_rows(session, Person, [_person(i, orgaos) for i in _ids(people)])
        insert_rows(
            session,
            Address,
            [
                {"person_id": i, "channel": "console", "address": f"p{i}", "active": True, "bound_at": NOW}
                for i in _ids(people)
            ],
        )
        insert_rows(session, Record, [_record(i) for i in _ids(deadlines)])
        insert_rows(session, Task, [_task(i) for i in _ids(deadlines)])
        insert_rows(session, Assignment, [_assignment(i, people) for i in _ids(deadlines)])
        insert_rows(session, Deadline, [_deadline(i, people) for i in _ids(deadlines)])
        insert_rows(session, Sequence_, [{"series": "T", "year": 0, "last": deadlines}])


def _ids(count: int) -> range:
    return range(1, count + 1)


def _orgao(i: int) -> dict[str, Any]:
    return {"sigla": f"S{i}", "key": f"s{i}", "name": f"Secretaria {i}"}


def _person(i: int, orgaos: int) -> dict[str, Any]:
    return {
        "handle": f"p{i}",
        "name": f"Pessoa {i}",
        "name_key": f"pessoa {i}",
        "cargo": "",
        "orgao_id": (i - 1) % orgaos + 1,
        "role": "secretario" if i <= orgaos else "servidor",
        "function": "titular" if i <= orgaos else "",
        "email": "",
        "phone": "",
        "active": True,
        "preferences": {"digest": "07:30"},
    }


def _record(i: int) -> dict[str, Any]:
    return {
        "kind": "task",
        "code": f"T-{i}",
        "title": f"Enviar o relatório número {i} à Secretaria",
        "access_level": "publico",
        "status": "aberta",
        "author_id": 1,
        "orgao_id": 1,
        "parent_id": None,
        "created_at": NOW - timedelta(days=20),
    }


def _task(i: int) -> dict[str, Any]:
    plain: dict[str, Any] = {"text": "", "priority": "normal", "tags": [], "checklist": [], "recurrence": None}
    return {"id": i, **plain, "series_id": None, "renews_at": None}


def _assignment(i: int, people: int) -> dict[str, Any]:
    return {"task_id": i, "person_id": _owner(i, people), "orgao_id": None, "state": "aberta", "note": ""}


def _deadline(i: int, people: int) -> dict[str, Any]:
    due = NOW + timedelta(hours=8 + 24 * (i % 13 - 10))
    return {
        "record_id": i,
        "item_id": i,
        "kind": "tarefa",
        "person_id": _owner(i, people),
        "orgao_id": None,
        "due_at": due,
        "date_only": False,
        "ladder": "prazo",
        "next_at": NOW + (timedelta(minutes=30) if i <= REMINDERS else timedelta(days=1)),
        "state": "open",
        "opened_at": NOW - timedelta(days=20),
        "reminded_at": NOW - timedelta(days=10),
    }


def _owner(i: int, people: int) -> int:
    return (i - 1) % people + 1


def _floor(path: Path) -> None:
    """The least work for a digest: one query in order of person, one message a person, one transaction."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA synchronous=FULL")
    database.execute("BEGIN IMMEDIATE")
    lines: dict[int, list[str]] = defaultdict(list)
    for person_id, due_at, code, title in database.execute(
        "SELECT d.person_id, d.due_at, r.code, r.title FROM deadlines d JOIN records r ON r.id = d.record_id "
        "WHERE d.state = 'open' ORDER BY d.person_id, d.due_at"
    ):
        lines[person_id].append(f"• {code} {title} — {due_at}")
    database.execute("CREATE TABLE floor_messages (id INTEGER PRIMARY KEY, key TEXT UNIQUE, person_id, payload TEXT)")
    database.executemany(
        "INSERT INTO floor_messages (key, person_id, payload) VALUES (?, ?, ?)",
        ((f"digest:{i}", i, json.dumps({"text": "\n".join(said), "buttons": []})) for i, said in lines.items()),
    )
    database.execute("COMMIT")
    database.close()


def _timed(work: Any) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def _peak() -> float:
    """Peak resident memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _write(sys.argv[1])
    else:
        sys.exit(report(run()))
