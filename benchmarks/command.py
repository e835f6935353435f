"""A command that writes, against the same rows by hand and against a bare asynchronous handler with one row."""

import asyncio
import json
import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from benchmarks.measure import Figure, cpu_side_by_side, report, size
from bot import schema
from bot.app import App, build
from bot.database import open_engine
from bot.inbox import Update
from bot.settings import Settings
from bot.simulation import FrozenClock
from bot.sqlite import sqlite3
from bot.transactions import transaction
from models.base import Base, insert_row
from models.people import Address, Orgao, Person

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LINE = "tarefa @bruno enviar o relatório até sexta 17h"
TABLES = ("inbox", "records", "tasks", "search_texts", "task_assignments", "deadlines", "audit", "outbox")


def run() -> Iterator[Figure]:
    """CPU of one task created, durable, in microseconds."""
    with tempfile.TemporaryDirectory() as folder:
        app = open_house(f"sqlite:///{folder}/ours.db")
        one_command(app, -1)
        ours, by_hand = cpu_side_by_side(lambda i: one_command(app, i), _rows_by_hand(app, Path(folder) / "floor.db"))
        yield Figure("tarefa criada, tudo durável / as mesmas linhas com sqlite3 à mão", ours, by_hand, "us CPU", 5)
        _, replying = asyncio.run(bare_handler(f"{folder}/replying.db", replying=True))
        yield Figure(
            "tarefa criada / handler PTB que grava UMA linha (ORM assíncrono) e responde", ours, replying, "us CPU", 1
        )
        _, silent = asyncio.run(bare_handler(f"{folder}/silent.db", replying=False))
        yield Figure("tarefa criada / o mesmo handler sem responder a ninguém", ours, silent, "us CPU")


def open_house(url: str) -> App:
    app = build(Settings(_env_file=None, database_url=url), clock=FrozenClock(NOW))  # type: ignore[call-arg]
    schema.create(app.engine)
    with transaction(app.engine) as session:
        orgao_id = insert_row(session, Orgao, sigla="GP", key="gp", name="Gabinete")
        for handle, role in (("ana", "chefia"), ("bruno", "servidor")):
            person = {"handle": handle, "name": handle.title(), "name_key": handle, "role": role, "orgao_id": orgao_id}
            rest = {"cargo": "", "function": "", "email": "", "phone": "", "active": True, "preferences": {}}
            person_id = insert_row(session, Person, **person, **rest)
            place = {"channel": "console", "address": handle, "active": True, "bound_at": NOW}
            insert_row(session, Address, person_id=person_id, **place)
    return app


def one_command(app: App, i: int) -> None:
    raw = json.dumps({"as": "ana", "text": LINE}, ensure_ascii=False)
    (row_id,) = app.inbox.ingest("console", "local", [Update(f"bench:{i}", "ana", raw)], NOW)
    assert row_id is not None
    app.inbox.handle(row_id, "console", raw, NOW)


def _rows_by_hand(app: App, path: Path) -> Any:
    """The rows of the last command, written again and again by prepared INSERTs in one transaction each."""
    engine = open_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=wal", "synchronous=full"):
        connection.execute(f"pragma {pragma}")
    templates = [template for table in TABLES for template in _last_rows(app, table)]

    def write(i: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        for statement, values, unique in templates:
            connection.execute(statement, [_made_unique(v, i) if n in unique else v for n, v in enumerate(values)])
        connection.execute("COMMIT")

    return write


def _last_rows(app: App, table: str) -> list[tuple[str, list[Any], set[int]]]:
    source = sqlite3.connect(str(app.engine.url.database))
    source.row_factory = sqlite3.Row
    order = "rowid DESC LIMIT 2" if table == "outbox" else "rowid DESC LIMIT 1"
    found = source.execute(f"SELECT * FROM {table} ORDER BY {order}").fetchall()
    assert found, f"the command wrote nothing into {table}"
    rows = []
    for row in found:
        names = [name for name in row.keys() if name != "id"]  # noqa: SIM118
        marks = ", ".join("?" * len(names))
        statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
        keys = ("record_id",) if table == "search_texts" else ("key", "code")
        unique = {n for n, name in enumerate(names) if name in keys}
        rows.append((statement, [row[name] for name in names], unique))
    return rows


def _made_unique(value: Any, i: int) -> Any:
    return value + i + 1 if isinstance(value, int) else f"{value}-{i}"


async def bare_handler(path: str, *, replying: bool, times: int | None = None) -> tuple[float, float]:
    """Commands a second and the CPU of one: python-telegram-bot parses an update, the asynchronous ORM adds a row."""
    from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
    from telegram import Update
    from telegram.ext import Application, ContextTypes, MessageHandler, filters

    class Local(DeclarativeBase):
        pass

    class Task(Local):
        __tablename__ = "tasks"
        id: Mapped[int] = mapped_column(primary_key=True)
        title: Mapped[str]
        at: Mapped[datetime]

    async def add(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        async with AsyncSession(engine) as session, session.begin():
            session.add(Task(title=update.message.text or "", at=NOW))
        if replying:
            await update.message.reply_text("Tarefa criada.")

    engine = create_async_engine(f"sqlite+aiosqlite:///{path}")
    async with engine.begin() as connection:
        await connection.run_sync(Local.metadata.create_all)
    with _answering_server() as port:
        builder = Application.builder().token("1:bench").updater(None).base_url(f"http://127.0.0.1:{port}/bot")
        application = builder.build()
        application.add_handler(MessageHandler(filters.TEXT, add))
        await application.initialize()
        try:
            return await _timed(application, times or size(600, 20))
        finally:
            await application.shutdown()
            await engine.dispose()


async def _timed(application: Any, times: int) -> tuple[float, float]:
    from telegram import Update

    def update(i: int) -> Update | None:
        raw = json.dumps({"update_id": i, "message": {**_MESSAGE, "message_id": i, "text": LINE}})
        return Update.de_json(json.loads(raw), application.bot)

    for i in range(size(100, 5)):
        await application.process_update(update(i))
    began, start = time.perf_counter(), time.process_time()
    for i in range(times):
        await application.process_update(update(i))
    spent, took = time.process_time() - start, time.perf_counter() - began
    return times / took, spent / times * 1e6


@contextmanager
def _answering_server() -> Iterator[int]:
    """A process that answers every Bot API call with a user or a message; its CPU is not counted."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    server.start()
    try:
        yield ours.recv()
    finally:
        server.terminate()
        server.join()


def _serve(pipe: Any) -> None:
    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            me = {"id": 1, "is_bot": True, "first_name": "bot", "username": "bench_bot"}
            result = me if self.path.endswith("getMe") else {**_MESSAGE, "message_id": 1, "text": "ok"}
            body = json.dumps({"ok": True, "result": result}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Log nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    pipe.send(server.server_address[1])
    server.serve_forever()


_MESSAGE = {
    "date": 1764000000,
    "chat": {"id": 1, "type": "private"},
    "from": {"id": 1, "is_bot": False, "first_name": "Ana"},
}


if __name__ == "__main__":
    report(run())
