"""Whether the bot would work: each thing it depends on, looked at once."""

import asyncio
import importlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot import schema, service
from bot.anchors import house_name
from bot.database import open_engine, sqlite_file, wal_is_safe
from bot.settings import WRONG, Settings, problems
from bot.sqlite import sqlite3
from bot.transactions import transaction
from models import house_state, moments
from models.auditing import anchors

_LEAST_FREE = 200  # MB


class Health(StrEnum):
    OK = "ok"
    NOTE = "aviso"
    BAD = "falha"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination; `detail` says what to do where something is amiss."""

    subject: str
    health: Health
    detail: str


def examine(now: datetime) -> list[Finding]:
    """Look at everything. Makes no file and changes nothing."""
    try:
        settings = Settings()
    except WRONG as error:
        return [Finding("Configuração", Health.BAD, problem) for problem in problems(error)]
    return [
        _configuration(settings),
        *_database(settings),
        _sqlite(settings),
        *_doors(settings),
        _time_zone(settings, now),
        _disk(settings),
    ]


def _configuration(settings: Settings) -> Finding:
    where = ".env" if Path(".env").is_file() else "sem arquivo .env, valores de ambiente e padrões"
    return Finding("Configuração", Health.OK, f"{settings.municipality}; {where}")


def _database(settings: Settings) -> Iterator[Finding]:
    shown = make_url(settings.database_url).render_as_string(hide_password=True)
    path = sqlite_file(settings.database_url)
    if path is not None and not path.is_file():
        yield Finding("Banco de dados", Health.BAD, f"{shown} não existe. Rode: python -m bot migrate")
        return
    try:
        engine = open_engine(settings.database_url)
        _write_and_undo(engine)
        yield Finding("Banco de dados", Health.OK, f"{shown}: lê e grava")
        misfit = schema.misfit(engine)
        yield Finding("Tabelas", Health.BAD if misfit else Health.OK, misfit or f"versão {schema.newest()}")
        if not misfit:
            yield from _hold(engine)
            yield _anchor(engine, settings)
        engine.dispose()
    except (SQLAlchemyError, OSError, ImportError) as error:
        cause = type(error.orig if isinstance(error, DBAPIError) else error).__name__
        yield Finding("Banco de dados", Health.BAD, f"{shown}: não consegui gravar ({cause}). Confira DATABASE_URL.")


def _write_and_undo(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE doctor_was_here (n INTEGER)"))
        connection.rollback()


def _hold(engine: Engine) -> Iterator[Finding]:
    with transaction(engine) as session:
        since = house_state.held_since(session)
    if since is not None:
        text = f"em espera desde {moments.stamp_text(since)}, nada sai. Rode: python -m bot release"
        yield Finding("Entrega", Health.BAD, text)


def _anchor(engine: Engine, settings: Settings) -> Finding:
    """Whether the history still holds the last link that left the database."""
    anchors.configure(settings.anchor_file, house_name(settings))
    try:
        last = anchors.last()
    except OSError as error:
        return Finding("Âncora", Health.BAD, f"não consegui ler {anchors.file()} ({type(error).__name__})")
    if last is None:
        return Finding("Âncora", Health.NOTE, f"ainda não há nenhuma em {anchors.file()}; é gravada às 18h")
    with transaction(engine) as session:
        misfit = anchors.misfit(session, last)
    if misfit:
        return Finding("Âncora", Health.BAD, f"{misfit}. Rode: python -m bot audit verify")
    return Finding("Âncora", Health.OK, f"a história tem o elo do registro {last.entries}")


def _sqlite(settings: Settings) -> Finding:
    if sqlite_file(settings.database_url) is None:
        return Finding("SQLite", Health.OK, "não é usado")
    if wal_is_safe(sqlite3.sqlite_version_info):
        return Finding("SQLite", Health.OK, f"{sqlite3.sqlite_version}, diário em modo WAL")
    why = "esta versão tem um defeito no modo WAL, que por isso fica desligado"
    return Finding("SQLite", Health.NOTE, f"{sqlite3.sqlite_version}, diário em modo DELETE: {why}")


def _doors(settings: Settings) -> Iterator[Finding]:
    missing = " ".join(service.what_is_missing(settings))
    openers = service.openers(settings)
    if not openers:
        yield Finding("Portas", Health.BAD, f"nenhuma. {missing}")
        return
    yield Finding("Portas", Health.OK, missing or "todas")
    for opener in openers:
        name = opener.__module__.split(".")[2]
        door = importlib.import_module(f"bot.channels.{name}_channel")
        if hasattr(door, "examine"):
            for health, detail in asyncio.run(door.examine(settings)):
                yield Finding(name.capitalize(), Health(health), detail)


def _time_zone(settings: Settings, now: datetime) -> Finding:
    moments.set_zone(settings.timezone)
    return Finding("Fuso horário", Health.OK, f"{settings.timezone}: agora é {moments.moment_text(now)}")


def _disk(settings: Settings) -> Finding:
    folder = settings.data_dir.absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free // 2**20
    if not os.access(folder, os.W_OK):
        return Finding("Disco", Health.BAD, f"não posso gravar em {folder}")
    if free < _LEAST_FREE:
        return Finding("Disco", Health.BAD, f"só {free} MB livres em {folder}; o mínimo é {_LEAST_FREE} MB")
    return Finding("Disco", Health.OK, f"{free} MB livres em {folder}")
