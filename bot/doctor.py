"""The examination of everything the bot depends on, before it runs."""

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

from bot import causes, certificates, encryption, env_file, lock, objects, privacy, schema, service, versions
from bot.anchors import house_name
from bot.database import open_engine, sqlite_file, wal_is_safe
from bot.paper import press
from bot.settings import WRONG, Settings, problems
from bot.sqlite import sqlite3
from bot.transactions import transaction
from models import clock_marks, house_state, moments, storage
from models.auditing import anchors
from models.storage import NotServing

_LEAST_FREE = 200  # MB
_LEAST_KEY = 16  # characters
_SHOWN = 3  # files open to others, after which a command for all of them is told


class Health(StrEnum):
    """The grades of a finding, as they are printed."""

    OK = "ok"
    NOTE = "aviso"
    BAD = "falha"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One line of the examination; `detail` says what to do where something is amiss."""

    subject: str
    health: Health
    detail: str


def examine(now: datetime) -> list[Diagnosis]:
    """The findings about everything. Makes no file and changes nothing."""
    try:
        settings = Settings()
    except WRONG as error:
        return [Diagnosis("Configuração", Health.BAD, problem) for problem in problems(error)]
    return [
        *_configuration(settings),
        _process(settings),  # before the database is opened here: on PostgreSQL we would count ourselves
        *_database(settings, now),
        _sqlite(settings),
        *_doors(settings),
        _time_zone(settings, now),
        _disk(settings),
        *_privacy(settings),
        *_copies(settings, now),
        *_storage(settings),
        *(Diagnosis("Certificado", Health.NOTE, each) for each in certificates.complaints(settings, now)),
        *_documents(settings),
    ]


def _configuration(settings: Settings) -> Iterator[Diagnosis]:
    path = Path(env_file.ENV_FILE)
    where = ".env" if path.is_file() else "sem arquivo .env, valores de ambiente e padrões"
    yield Diagnosis("Configuração", Health.OK, f"{settings.municipality}; {where}")
    for remark in env_file.remarks(path, [name.upper() for name in Settings.model_fields]):
        yield Diagnosis("Configuração", Health.NOTE, remark)
    if settings.municipality == Settings.model_fields["municipality"].default:
        yield Diagnosis("Configuração", Health.NOTE, "MUNICIPALITY é o de exemplo, e é a primeira linha de todo ato")
    key = settings.secret_key.get_secret_value()
    if len(key) < _LEAST_KEY:
        short = "é curto demais" if key else "está vazio"
        how = 'python3 -c "import secrets; print(secrets.token_hex(32))"'
        yield Diagnosis("Configuração", Health.NOTE, f"SECRET_KEY {short}. Gere um e guarde-o: {how}")


def _database(settings: Settings, now: datetime) -> Iterator[Diagnosis]:
    shown = make_url(settings.database_url).render_as_string(hide_password=True)
    path = sqlite_file(settings.database_url)
    try:
        if path is not None and not path.is_file():
            yield Diagnosis("Banco de dados", Health.BAD, f"{shown} não existe. Rode: python -m bot migrate")
            return
        engine = open_engine(settings.database_url)
        _write_and_undo(engine)
        yield Diagnosis("Banco de dados", Health.OK, f"{shown}: lê e grava")
        misfit = schema.misfit(engine)
        yield Diagnosis("Tabelas", Health.BAD if misfit else Health.OK, misfit or f"versão {versions.newest()}")
        if not misfit:
            yield from _hold(engine)
            yield from _clock(engine, now)
            yield _anchor(engine, settings)
        engine.dispose()
    except (SQLAlchemyError, OSError, ImportError) as error:
        yield Diagnosis("Banco de dados", Health.BAD, f"{shown}: {_why(error)}.")


def _why(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return f"não tenho permissão para usar {error.filename}. Rode com o usuário que é dono dele"
    if cause := causes.cause_of(error):
        return cause.sentence
    name = type(error.orig if isinstance(error, DBAPIError) else error).__name__
    return f"não consegui gravar ({name}). Confira DATABASE_URL"


def _write_and_undo(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE doctor_was_here (n INTEGER)"))
        connection.rollback()


def _hold(engine: Engine) -> Iterator[Diagnosis]:
    with transaction(engine) as session:
        since = house_state.held_since(session)
    if since is not None:
        text = f"em espera desde {moments.short_text(since)}, nada sai. Rode: python -m bot release"
        yield Diagnosis("Entrega", Health.BAD, text)


def _clock(engine: Engine, now: datetime) -> Iterator[Diagnosis]:
    """Marks in the future, left by a clock that was ahead."""
    with transaction(engine) as session:
        marks = clock_marks.found(session, now).text
    if marks:
        text = f"{marks}: ele esteve adiantado. Nada espera por isso; confira a hora da máquina"
        yield Diagnosis("Relógio", Health.NOTE, text)


def _anchor(engine: Engine, settings: Settings) -> Diagnosis:
    """Whether the history still holds the last link that left the database."""
    anchors.configure(settings.anchor_file, house_name(settings))
    try:
        last = anchors.last()
    except OSError as error:
        return Diagnosis("Âncora", Health.BAD, f"não consegui ler {anchors.file()} ({type(error).__name__})")
    if last is None and not _may_hold(anchors.file()):
        why = f"não posso gravar em {anchors.file()}. Crie a pasta, do usuário do bot"
        return Diagnosis("Âncora", Health.BAD, why)
    if last is None:
        return Diagnosis("Âncora", Health.NOTE, f"ainda não há nenhuma em {anchors.file()}; é gravada às 18h")
    with transaction(engine) as session:
        misfit = anchors.misfit(session, last)
    if misfit:
        return Diagnosis("Âncora", Health.BAD, f"{misfit}. Rode: python -m bot audit verify")
    return Diagnosis("Âncora", Health.OK, f"a história tem o elo do registro {last.entries}")


def _may_hold(file: Path | None) -> bool:
    """Whether the file can be written, its folders made where they are missing."""
    if file is None:
        return True
    there = next(each for each in (file, *file.absolute().parents) if each.exists())
    return os.access(there, os.W_OK) and (there == file or there.is_dir())


def _sqlite(settings: Settings) -> Diagnosis:
    if sqlite_file(settings.database_url) is None:
        return Diagnosis("SQLite", Health.OK, "não é usado")
    if wal_is_safe(sqlite3.sqlite_version_info):
        return Diagnosis("SQLite", Health.OK, f"{sqlite3.sqlite_version}, diário em modo WAL")
    why = "esta versão tem um defeito no modo WAL, que por isso fica desligado"
    return Diagnosis("SQLite", Health.NOTE, f"{sqlite3.sqlite_version}, diário em modo DELETE: {why}")


def _process(settings: Settings) -> Diagnosis:
    """The bot at work on this database, if any. On PostgreSQL there may be several."""
    try:
        who = lock.at_work(settings.database_url)
    except SQLAlchemyError:  # said where the database is looked at
        who = ""
    number = f" (processo {who})" if who.isdigit() else ""
    return Diagnosis(
        "Processo", Health.OK, f"o bot está ligado{number}" if who else "nenhum bot está ligado neste banco"
    )


def _doors(settings: Settings) -> Iterator[Diagnosis]:
    missing = " ".join(service.what_is_missing(settings))
    openers = service.openers(settings)
    if not openers:
        yield Diagnosis("Portas", Health.BAD, f"nenhuma. {missing}")
        return
    half = service.half_set(settings)
    yield Diagnosis("Portas", Health.NOTE if half else Health.OK, missing or "todas")
    for opener in openers:
        name = opener.__module__.split(".")[2]
        door = importlib.import_module(f"bot.channels.{name}_channel")
        if hasattr(door, "examine"):
            for health, detail in asyncio.run(door.examine(settings)):
                yield Diagnosis(name.capitalize(), Health(health), detail)


def _time_zone(settings: Settings, now: datetime) -> Diagnosis:
    moments.set_zone(settings.timezone)
    return Diagnosis("Fuso horário", Health.OK, f"{settings.timezone}: agora é {moments.moment_text(now)}")


def _disk(settings: Settings) -> Diagnosis:
    try:
        folder = settings.data_dir.absolute()
        while not folder.exists():
            folder = folder.parent
        free = shutil.disk_usage(folder).free // 2**20
    except OSError as error:
        return Diagnosis("Disco", Health.BAD, f"{settings.data_dir}: {_why(error)}")
    if not os.access(folder, os.W_OK):
        return Diagnosis("Disco", Health.BAD, f"não posso gravar em {folder}")
    if free < _LEAST_FREE:
        return Diagnosis("Disco", Health.BAD, f"só {free} MB livres em {folder}; o mínimo é {_LEAST_FREE} MB")
    return Diagnosis("Disco", Health.OK, f"{free} MB livres em {folder}")


def _privacy(settings: Settings) -> Iterator[Diagnosis]:
    """Files that other accounts may read. Those in a closed folder are not looked at."""
    try:
        open_to_others = privacy.exposed(settings)
    except OSError:  # said where the disk is looked at
        return
    for path in open_to_others[:_SHOWN]:
        mode = "700" if path.is_dir() else "600"
        yield Diagnosis("Arquivos", Health.NOTE, f"outros usuários podem ler {path}. Rode: chmod {mode} {path}")
    if (more := len(open_to_others) - _SHOWN) > 0:
        yield Diagnosis("Arquivos", Health.NOTE, f"e mais {more}. Rode: chmod -R go= {settings.data_dir}")
    if not open_to_others:
        yield Diagnosis("Arquivos", Health.OK, "só o dono os lê")


def _copies(settings: Settings, now: datetime) -> Iterator[Diagnosis]:
    """Whether the copies are fresh and encrypted, where it is told in which folder they are."""
    if settings.backup_dir is None:
        return
    try:
        said = encryption.complaint(settings.backup_dir, now, is_encrypted=bool(settings.backup_recipient))
    except OSError as error:
        said = _why(error)
    yield Diagnosis("Cópias", Health.NOTE if said else Health.OK, said or f"{settings.backup_dir}: de hoje, cifrada")


def _storage(settings: Settings) -> Iterator[Diagnosis]:
    """Whether the object store, where there is one, takes, gives back and deletes a file."""
    if not settings.storage_bucket:
        return
    try:
        name = objects.examine(settings)
    except NotServing as error:
        yield Diagnosis("Armazenamento", Health.BAD, f"{error}")
        return
    waits = f"; {waiting} esperam para ir" if (waiting := storage.waiting(settings.data_dir / "anexos")) else ""
    yield Diagnosis("Armazenamento", Health.OK, f"{name}: grava, lê e apaga{waits}")


def _documents(settings: Settings) -> Iterator[Diagnosis]:
    """Whether a document can be made, with the municipality's own templates where there are some."""
    moments.set_zone(settings.timezone)
    for name, problem in press.template_problems(settings.documents_dir, settings.municipality):
        yield Diagnosis("Documentos", Health.BAD, f"o modelo {name} não serve (docs/documentos.md): {problem}")
        return
    own = settings.documents_dir if settings.documents_dir.is_dir() else "os que vêm com o bot"
    yield Diagnosis("Documentos", Health.OK, f"modelos: {own}")
