"""Commands a second on PostgreSQL, everything durable: 1, 2 and 4 processes work off one inbox.

The floor is the rows of as many commands by plain psycopg, one transaction each, in one process. Writers take turns
(numbers without gaps, one chained history), so more processes are for outliving each other, not for speed.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Json

from benchmarks.command import LINE, NOW, TABLES
from benchmarks.measure import Figure, report, size
from bot import schema
from bot.app import App, build
from bot.hub import Hub
from bot.inbox import Update
from bot.settings import Settings
from bot.transactions import transaction
from bot.worker import Worker
from models.base import Base, insert_row
from models.people import Address, Person
from tests.servers.postgres import PostgresServer

_CHATS = 40
PROCESSES = (1, 2, 4)[: size(3, 2)]
_EACH = size(8, 1)  # commands of each chat, for each count of processes
_ROOT = Path(__file__).parent.parent
_WAITING = "SELECT count(*) FILTER (WHERE wait_event_type = 'Lock') FROM pg_stat_activity WHERE application_name = %s"


def run() -> Iterator[Figure]:
    """Commands a second, and the share of the processes' time spent waiting for a lock."""
    server = PostgresServer(fsync="on", full_page_writes="on", synchronous_commit="on", autovacuum="on")
    try:
        app = _house(server.url())
        _work_off(app, server, 1)  # warm
        measured = [(count, *_work_off(app, server, count)) for count in PROCESSES]
        floor = _rows_a_second(server)
        for count, rate, waits in measured:
            name = f"comandos por segundo no PostgreSQL, {count} processos / as mesmas linhas com psycopg à mão"
            yield Figure(name, rate, floor, "1/s")
            yield Figure(f"parte do tempo à espera da vez, {count} processos / nenhuma", waits, 1.0, "parte")
        app.engine.dispose()
    finally:
        server.close()


def _house(url: str) -> App:
    app = build(Settings(_env_file=None, database_url=url))  # type: ignore[call-arg]
    schema.create(app.engine)
    with transaction(app.engine) as session:
        for n in range(_CHATS):
            person = {"handle": f"p{n}", "name": f"Pessoa {n}", "name_key": f"pessoa {n}", "role": "chefia"}
            rest = {"cargo": "", "function": "", "email": "", "phone": "", "active": True, "preferences": {}}
            person_id = insert_row(session, Person, **person, **rest)
            place = {"channel": "console", "address": f"p{n}", "active": True, "bound_at": NOW}
            insert_row(session, Address, person_id=person_id, **place)
    return app


def _work_off(app: App, server: PostgresServer, processes: int) -> tuple[float, float]:
    """Commands a second of several processes, and the share of their time spent waiting for a lock."""
    words = [sys.executable, "-m", "benchmarks.postgres", server.url()]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    workers = [subprocess.Popen(words, cwd=_ROOT, **pipes) for _ in range(processes)]  # type: ignore[call-overload]
    for worker in workers:
        worker.stdout.readline()  # it is ready
    line, mark = LINE.replace("@bruno", "@p1"), time.monotonic_ns()
    updates = [
        Update(f"{mark}:{n}", f"p{n % _CHATS}", json.dumps({"as": f"p{n % _CHATS}", "text": line}, ensure_ascii=False))
        for n in range(_CHATS * _EACH)
    ]
    app.inbox.ingest("console", "local", updates, app.clock())
    began = time.perf_counter()
    for worker in workers:
        worker.stdin.write(b"go\n")
        worker.stdin.flush()
    samples = []
    with server.connect() as watch:
        while any(worker.poll() is None for worker in workers):
            samples.append((watch.execute(_WAITING, ("gabinete",)).fetchone() or (0,))[0])
            time.sleep(0.02)
    took = time.perf_counter() - began
    for worker in workers:
        worker.communicate()
    return len(updates) / took, sum(samples) / len(samples) / processes


def _rows_a_second(server: PostgresServer) -> float:
    with server.connect() as connection:
        write = _rows_by_hand(connection)
        began = time.perf_counter()
        for n in range(_CHATS * _EACH):
            write(n)
        return _CHATS * _EACH / (time.perf_counter() - began)


def _rows_by_hand(connection: "psycopg.Connection[Any]") -> Callable[[int], None]:
    """The rows of the last command, written again by plain INSERTs in one transaction."""
    templates = [template for table in TABLES for template in _last_rows(connection, table)]

    def write(n: int) -> None:
        with connection.transaction():
            for statement, values, unique in templates:
                given = [_made_unique(v, n + 1) if i in unique else v for i, v in enumerate(values)]
                connection.execute(statement, given)

    connection.execute("SET session_replication_role = replica")  # rows alone: their order and references say nothing
    return write


def _last_rows(connection: "psycopg.Connection[Any]", table: str) -> Iterator[tuple[sql.Composed, list[Any], set[int]]]:
    many = 2 if table == "outbox" else 1
    mapped = Base.metadata.tables[table]  # without the columns that the database computes by itself
    names, (key, *_) = [column.name for column in mapped.columns], mapped.primary_key.columns
    listed = sql.SQL(", ").join(map(sql.Identifier, names))
    query = sql.SQL("SELECT {} FROM {} ORDER BY {} DESC LIMIT {}")
    found = connection.execute(query.format(listed, sql.Identifier(table), sql.Identifier(key.name), many))
    numbered = table in ("records", "inbox", "outbox", "deadlines", "task_assignments")
    for row in found.fetchall():
        kept = [i for i, name in enumerate(names) if not (numbered and name == "id")]
        columns = sql.SQL(", ").join(sql.Identifier(names[i]) for i in kept)
        marks = sql.SQL(", ").join(sql.Placeholder() * len(kept))
        into = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(table), columns, marks)
        values = [Json(row[i]) if isinstance(row[i], dict | list) else row[i] for i in kept]
        unique = {n for n, i in enumerate(kept) if names[i] in ("key", "code", key.name)}
        yield into, values, unique


def _made_unique(value: Any, n: int) -> Any:
    return value + n if isinstance(value, int) else f"{value}-{n}"


def _worker(url: str) -> None:
    """Handle the inbox, as one of several processes."""
    app = build(Settings(_env_file=None, database_url=url))  # type: ignore[call-arg]
    app.inbox.pending(app.clock())
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    asyncio.run(_work(app))
    app.engine.dispose()


async def _work(app: App) -> None:
    hub = Hub(app)
    working = asyncio.create_task(Worker(hub, {}).run())
    while await hub.run(app.inbox.pending, app.clock()):
        await asyncio.sleep(0.05)
    working.cancel()
    await asyncio.wait([working])
    await hub.close()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _worker(sys.argv[1])
    else:
        sys.exit(report(run()))
