"""Copies of the database: made while the bot works, and put back in hold."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot import schema
from bot.database import BUSY_TIMEOUT, open_engine, sqlite_file
from bot.dispatch import transaction
from models import house_state


class CopyRefused(Exception):
    """Nothing was copied; the sentence says why and what to do."""


def backup(url: str, target: Path) -> None:
    """A consistent copy of the database at `url`, whatever else is being written meanwhile. Raises CopyRefused."""
    source = _file(url)
    if not source.is_file():
        raise CopyRefused(f"O banco {source} não existe.")
    if target.exists():
        raise CopyRefused(f"O arquivo {target} já existe; escolha outro nome.")
    _copy(source, target)


def restore(source: Path, url: str, now: datetime, *, force: bool) -> Path | None:
    """Put a copy in the place of the database, in hold. Returns where the database that stood there was moved to.

    Raises CopyRefused when the file is no copy of ours, or a database is there and `force` is not given.
    """
    target = _file(url)
    _check(source)
    if target.exists() and not force:
        raise CopyRefused(f"O banco {target} já existe. Pare o bot e repita com --force: o atual é guardado ao lado.")
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(target.name + ".restaurando")
    fresh.unlink(missing_ok=True)
    _copy(source, fresh)
    _hold(fresh, now)
    aside = _set_aside(target, now) if target.exists() else None
    fresh.rename(target)
    return aside


def _file(url: str) -> Path:
    path = sqlite_file(url)
    if path is None:
        raise CopyRefused("Este comando copia bancos SQLite em arquivo; no PostgreSQL use pg_dump e pg_restore.")
    return path


def _copy(source: Path, target: Path) -> None:
    """Through a neighbouring file, so that a copy under its own name is always whole."""
    part = target.with_name(target.name + ".part")
    try:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=BUSY_TIMEOUT)) as here,
            closing(sqlite3.connect(part)) as there,
        ):
            here.backup(there)
            there.execute("PRAGMA journal_mode=delete")
            if there.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise CopyRefused("A cópia saiu com defeito: o banco de origem está danificado.")
        _flush(part)
        os.link(part, target)  # unlike a rename, refuses to replace
    except FileExistsError:
        raise CopyRefused(f"O arquivo {target} já existe; escolha outro nome.") from None
    except (sqlite3.Error, OSError) as error:
        raise CopyRefused(f"Não consegui copiar {source} para {target} ({type(error).__name__}).") from error
    finally:
        part.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _check(source: Path) -> None:
    """Whether the file is a database of this house, whole and of a version this program knows."""
    if not source.is_file():
        raise CopyRefused(f"O arquivo {source} não existe.")
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy:
            whole = copy.execute("PRAGMA quick_check").fetchone() == ("ok",)
            row = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        whole, row = False, None
    if not whole or row is None:
        raise CopyRefused(f"O arquivo {source} não é uma cópia inteira do banco do Gabinete.")
    if row[0] > schema.newest():
        raise CopyRefused(f"A cópia é da versão {row[0]}, mais nova que este programa ({schema.newest()}).")


def _hold(path: Path, now: datetime) -> None:
    engine = open_engine(f"sqlite:///{path}")
    schema.migrate(engine)
    with transaction(engine, "administrador") as session:
        house_state.hold(session, now, "banco restaurado de uma cópia; nada sai até a liberação")
    engine.dispose()


def _set_aside(target: Path, now: datetime) -> Path:
    aside = target.with_name(f"{target.name}.antes-{now:%Y%m%d-%H%M%S}")
    target.rename(aside)
    for ending in ("-wal", "-shm", "-journal"):
        beside = target.with_name(target.name + ending)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + ending))
    return aside
