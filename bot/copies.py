"""Copies of the database: made while the bot works, and put back in hold. PostgreSQL's by its own programs."""

import os
import shutil
import subprocess
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, make_url

from bot import encryption, lock, schema, versions
from bot.database import BUSY_TIMEOUT, open_engine, sqlite_file
from bot.settings import Settings
from bot.sqlite import sqlite3
from bot.transactions import transaction
from models import house_state


class CopyRefused(Exception):
    """Nothing was copied; the sentence says why and what to do."""


def backup(url: str, target: Path) -> None:
    """Write a consistent copy of the database at `url`, while others go on writing. Raises CopyRefused."""
    source = sqlite_file(url)
    if source is not None and not source.is_file():
        raise CopyRefused(f"O banco {source} não existe.")
    if target.exists():
        raise CopyRefused(f"O arquivo {target} já existe; escolha outro nome.")
    if source is None:
        _dump(url, target)
    else:
        _copy(source, target)


def backup_encrypted(url: str, target: Path, to: str) -> Path:
    """Write a copy that only the holder of a private key can read; returns its file. Raises CopyRefused."""
    target = target if target.suffix == encryption.SUFFIX else target.with_name(target.name + encryption.SUFFIX)
    if target.exists():
        raise CopyRefused(f"O arquivo {target} já existe; escolha outro nome.")
    plain = target.with_name(f".{target.stem}")
    try:
        backup(url, plain)
        encryption.encrypt(plain, target, to)
    finally:
        plain.unlink(missing_ok=True)
    return target


def opened(source: Path, key_file: Path | None, folder: Path) -> Path:
    """The copy in plain: itself, or decrypted into the folder. Raises CopyRefused."""
    if source.suffix != encryption.SUFFIX:
        return source
    if key_file is None:
        raise CopyRefused(f"{source} está cifrado. Diga a chave: restore {source} --key ARQUIVO_DA_CHAVE")
    plain = folder / source.stem
    try:
        encryption.decrypt(source, plain, key_file)
    except encryption.WrongKey as error:
        raise CopyRefused(str(error)) from error
    return plain


def restore_attachments(source: Path, target: Path, key_file: Path | None) -> int:
    """Put back the attachments of a folder of copies that are missing; returns how many. Raises CopyRefused."""
    count = 0
    for file in sorted(source.glob("??/[!.]*")):
        place = target / file.parent.name / file.name.removesuffix(encryption.SUFFIX)
        if place.exists():
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target) as folder:
            plain = opened(file, key_file, Path(folder))
            fresh = Path(folder, "novo")
            shutil.copyfile(plain, fresh)
            fresh.rename(place)
        count += 1
    return count


def backup_beside(settings: Settings, now: datetime) -> Path:
    """Copy the database to a file beside it, before data is removed; returns the file. Raises CopyRefused."""
    path = sqlite_file(settings.database_url)
    if path is None:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    aside = _aside(path or settings.data_dir / "gabinete.dump", now)
    backup(settings.database_url, aside)
    return aside


def restore(source: Path, url: str, now: datetime, *, force: bool, key: Path | None = None) -> Path | None:
    """Replace the database by a copy, in hold. Returns the place of the former database, if there was one.

    Raises CopyRefused when the file is no copy of ours, or a database is there and `force` is not given; InUse while
    anybody works on the database.
    """
    with lock.alone(url), tempfile.TemporaryDirectory() as folder:
        target, plain = sqlite_file(url), opened(source, key, Path(folder))
        if target is None:
            return _restore_dump(plain, url, now, force=force, beside=source)
        return _restore_file(plain, target, now, force=force)


def _restore_file(source: Path, target: Path, now: datetime, *, force: bool) -> Path | None:
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


def _dump(url: str, target: Path) -> None:
    part = target.with_name(target.name + ".part")
    try:
        _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={part}")
        os.link(part, target)
    finally:
        part.unlink(missing_ok=True)


def _restore_dump(source: Path, url: str, now: datetime, *, force: bool, beside: Path) -> Path | None:
    """Restore a PostgreSQL database, as a whole; returns the copy made of the former one."""
    if not source.is_file() or b" alembic_version " not in _run("pg_restore", "", "--list", str(source)):
        raise CopyRefused(f"O arquivo {source} não é uma cópia inteira do banco do Gabinete.")
    engine, aside = open_engine(url), None
    try:
        if schema.current(engine) is not None:
            aside = _empty(engine, url, _aside(beside, now), force=force)
        _run("pg_restore", url, "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", str(source))
        _migrate_and_hold(engine, now)
    finally:
        engine.dispose()
    return aside


def _empty(engine: Engine, url: str, aside: Path, *, force: bool) -> Path:
    if not force:
        raise CopyRefused("O banco já tem tabelas. Pare o bot e repita com --force: o atual é copiado ao lado.")
    backup(url, aside)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    return aside


def _run(program: str, url: str, *words: str) -> bytes:
    """Run one of PostgreSQL's programs; returns its output."""
    # The password goes by the environment: a list of processes would show it in the arguments.
    if shutil.which(program) is None:
        raise CopyRefused(f"Falta o programa {program}: instale o cliente do PostgreSQL (pacote postgresql-client).")
    environment = dict(os.environ)
    if url:
        address = make_url(url).set(drivername="postgresql")
        environment |= {"PGPASSWORD": address.password} if address.password else {}
        words = (*words, f"--dbname={address.set(password=None).render_as_string()}")
    done = subprocess.run([program, *words], capture_output=True, env=environment, check=False)  # noqa: S603
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise CopyRefused(f"{program} não conseguiu: {last}")
    return done.stdout


def _copy(source: Path, target: Path) -> None:
    """Copy a SQLite database through a temporary file beside the target, so that the target is always whole."""
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
    """Check that a file is a whole database of this house, in a version this program knows. Raises CopyRefused."""
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
    if row[0] > versions.newest():
        raise CopyRefused(f"A cópia é da versão {row[0]}, mais nova que este programa ({versions.newest()}).")


def _hold(path: Path, now: datetime) -> None:
    _migrate_and_hold(open_engine(f"sqlite:///{path}"), now)


def _migrate_and_hold(engine: Engine, now: datetime) -> None:
    schema.migrate(engine)
    with transaction(engine, "administrador") as session:
        house_state.hold(session, now, "banco restaurado de uma cópia; nada sai até a liberação")
    engine.dispose()


def _aside(target: Path, now: datetime) -> Path:
    """A free name beside a file: with the moment, and a number for the next of the same second."""
    name = f"{target.name}.antes-{now:%Y%m%d-%H%M%S}"
    names = (target.with_name(each) for each in (name, *(f"{name}-{n}" for n in range(2, 100))))
    return next(path for path in names if not path.exists())


def _set_aside(target: Path, now: datetime) -> Path:
    aside = _aside(target, now)
    target.rename(aside)
    for ending in ("-wal", "-shm", "-journal"):
        beside = target.with_name(target.name + ending)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + ending))
    return aside
