"""A digest run for 5,000 people with 50,000 open deadlines: ``python -m benchmarks.digest``.

The floor reads the same rows and writes the same messages by hand-written sqlite3 in one transaction.
"""

import json
import resource
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import func, select

from benchmarks.measure import Figure, report
from bot import schema
from bot.app import App, build
from bot.settings import Settings
from bot.sqlite import sqlite3
from bot.transactions import transaction
from models.base import insert_rows
from models.deadlines import Deadline
from models.people import Address, Orgao, Person
from models.records import Record
from models.tasks import Assignment, Task

PEOPLE, DEADLINES, ORGAOS = 5_000, 50_000, 500
FIGURE = 10.0  # seconds
REMINDERS, REMINDERS_FIGURE = 1_000, 2.0
NOW = datetime.fromisoformat("2026-11-24T07:30:00-03:00")
MEMORY_FIGURE = 40.0  # MB


def run() -> Iterator[Figure]:
    """Seconds of a digest run and of 1,000 reminders in one minute, and the growth of the peak memory."""
    with tempfile.TemporaryDirectory(prefix="gabinete-bench-") as folder:
        path = Path(folder) / "digest.db"
        filling = get_context("spawn").Process(target=_prepare, args=(path,))  # its memory is not ours
        filling.start()
        filling.join()
        app = _open(path)
        with transaction(app.engine) as session:
            session.scalar(select(func.count(Person.id)))  # a connection, and what SQLAlchemy loads with the first one
        before = _peak()
        seconds = _timed(lambda: app.run_job("digests", NOW))
        growth = _peak() - before
        floor = _timed(lambda: _floor(path))
        written = _count(path, "SELECT count(*) FROM outbox WHERE key LIKE 'digest:%'")
        reminders = _timed(lambda: app.run_job("reminders", NOW + timedelta(minutes=30)))
        app.engine.dispose()
    assert written == PEOPLE, written
    yield Figure("resumo de 5.000 pessoas e 50.000 prazos, ao lado de 10 s", seconds, FIGURE, "s", 1)
    yield Figure("o mesmo resumo / as mesmas linhas com sqlite3 à mão", seconds, floor, "s")
    yield Figure("memória a mais nesse resumo, ao lado de 40 MB", growth, MEMORY_FIGURE, "MB", 1)
    yield Figure("1.000 lembretes no mesmo minuto, ao lado de 2 s", reminders, REMINDERS_FIGURE, "s", 1)


def _open(path: Path) -> App:
    settings = Settings(_env_file=None, database_url=f"sqlite:///{path}")  # type: ignore[call-arg]
    return build(settings, clock=lambda: NOW)


def _prepare(path: Path) -> None:
    app = _open(path)
    schema.create(app.engine)
    _fill(app)
    app.engine.dispose()


def _fill(app: App) -> None:
    """Everybody asked for the digest and has ten deadlines between ten days ago and three days from now."""
    with transaction(app.engine) as session:
        insert_rows(session, Orgao, [_orgao(i) for i in _ids(ORGAOS)])
        insert_rows(session, Person, [_person(i) for i in _ids(PEOPLE)])
        insert_rows(
            session,
            Address,
            [
                {"person_id": i, "channel": "console", "address": f"p{i}", "active": True, "bound_at": NOW}
                for i in _ids(PEOPLE)
            ],
        )
        insert_rows(session, Record, [_record(i) for i in _ids(DEADLINES)])
        insert_rows(session, Task, [_task(i) for i in _ids(DEADLINES)])
        insert_rows(session, Assignment, [_assignment(i) for i in _ids(DEADLINES)])
        insert_rows(session, Deadline, [_deadline(i) for i in _ids(DEADLINES)])


def _ids(count: int) -> range:
    return range(1, count + 1)


def _orgao(i: int) -> dict[str, Any]:
    return {"sigla": f"S{i}", "key": f"s{i}", "name": f"Secretaria {i}"}


def _person(i: int) -> dict[str, Any]:
    return {
        "handle": f"p{i}",
        "name": f"Pessoa {i}",
        "name_key": f"pessoa {i}",
        "cargo": "",
        "orgao_id": (i - 1) % ORGAOS + 1,
        "role": "secretario" if i <= ORGAOS else "servidor",
        "function": "titular" if i <= ORGAOS else "",
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


def _assignment(i: int) -> dict[str, Any]:
    return {"task_id": i, "person_id": _owner(i), "orgao_id": None, "state": "aberta", "note": ""}


def _deadline(i: int) -> dict[str, Any]:
    due = NOW + timedelta(hours=8 + 24 * (i % 13 - 10))
    return {
        "record_id": i,
        "item_id": i,
        "kind": "tarefa",
        "person_id": _owner(i),
        "orgao_id": None,
        "due_at": due,
        "date_only": False,
        "ladder": "prazo",
        "step": 0,
        "next_at": NOW + (timedelta(minutes=30) if i <= REMINDERS else timedelta(days=1)),
        "state": "open",
        "opened_at": NOW - timedelta(days=20),
        "reminded_at": NOW - timedelta(days=10),
    }


def _owner(i: int) -> int:
    return (i - 1) % PEOPLE + 1


def _floor(path: Path) -> None:
    """The least that does it: one query in order of person, one message a person, one transaction."""
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


def _count(path: Path, query: str) -> int:
    with sqlite3.connect(path) as database:
        return int(database.execute(query).fetchone()[0])


if __name__ == "__main__":
    report(run())
