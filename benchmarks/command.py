"""A command that writes, against the same rows by hand and against a bare asynchronous handler with one row."""

import asyncio
import json
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.measure import Figure, cpu_per_call
from bot import schema
from bot.app import App, build
from bot.clockwork import HeldClock
from bot.database import open_engine
from bot.dispatch import transaction
from bot.settings import Settings
from models.base import Base, insert_row
from models.people import Address, Orgao, Person

TIMES = 1500
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LINE = "tarefa @bruno enviar o relatório até sexta 17h"
TABLES = ("inbox", "records", "tasks", "task_assignments", "deadlines", "audit", "outbox")


def run() -> Iterator[Figure]:
    """CPU of one task created, durable, in microseconds."""
    with tempfile.TemporaryDirectory() as folder:
        app = _house(f"sqlite:///{folder}/ours.db")
        ours = cpu_per_call(lambda i: _command(app, i), TIMES)
        by_hand = cpu_per_call(_rows_by_hand(app, Path(folder) / "floor.db"), TIMES)
        yield Figure("tarefa criada, tudo durável / as mesmas linhas com sqlite3 à mão", ours, by_hand, "us CPU", 5)
        bare = asyncio.run(_bare_handler(f"{folder}/bare.db"))
        yield Figure("tarefa criada / um handler PTB com SQLAlchemy assíncrono e UMA linha", ours, bare, "us CPU", 1)


def _house(url: str) -> App:
    app = build(Settings(_env_file=None, database_url=url), clock=HeldClock(NOW))  # type: ignore[call-arg]
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


def _command(app: App, i: int) -> None:
    raw = json.dumps({"as": "ana", "text": LINE}, ensure_ascii=False)
    row_id = app.receiver.receive("console", "local", f"bench:{i}", "ana", raw, NOW)
    assert row_id is not None
    app.receiver.handle(row_id, "console", raw, NOW)


def _rows_by_hand(app: App, path: Path) -> Any:
    """The rows of the last command, written again and again by prepared INSERTs in one transaction each."""
    engine = open_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=delete", "synchronous=full"):
        connection.execute(f"pragma {pragma}")
    templates = [template for table in TABLES for template in _last_rows(app, table)]

    def write(i: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        for statement, values, unique in templates:
            connection.execute(statement, [f"{v}-{i}" if n in unique else v for n, v in enumerate(values)])
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
        unique = {n for n, name in enumerate(names) if name in ("key", "code")}
        rows.append((statement, [row[name] for name in names], unique))
    return rows


async def _bare_handler(path: str) -> float:
    """python-telegram-bot parses an update and a handler adds one row through the asynchronous ORM."""
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

    engine = create_async_engine(f"sqlite+aiosqlite:///{path}")
    async with engine.begin() as connection:
        await connection.exec_driver_sql("pragma synchronous=full")
        await connection.run_sync(Local.metadata.create_all)

    async def add(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        async with AsyncSession(engine) as session, session.begin():
            session.add(Task(title=update.effective_message.text or "", at=NOW))  # type: ignore[union-attr]

    application = Application.builder().token("1:bench").updater(None).build()
    application.add_handler(MessageHandler(filters.TEXT, add))
    application._initialized = True  # no network here: initialize() would call getMe
    loop_time = await _timed(application)
    await engine.dispose()
    return loop_time


async def _timed(application: Any) -> float:
    import time

    from telegram import Update

    def update(i: int) -> Update | None:
        message = {
            "message_id": i,
            "date": 1764000000,
            "chat": {"id": 1, "type": "private"},
            "from": {"id": 1, "is_bot": False, "first_name": "Ana"},
            "text": LINE,
        }
        return Update.de_json({"update_id": i, "message": message}, application.bot)

    for i in range(100):
        await application.process_update(update(i))
    start = time.process_time()
    for i in range(100, 100 + TIMES):
        await application.process_update(update(i))
    return (time.process_time() - start) / TIMES * 1e6


if __name__ == "__main__":
    for figure in run():
        print(f"{figure.name}: {figure.value:.0f} / {figure.floor:.0f} {figure.unit} = {figure.ratio:.2f}")
