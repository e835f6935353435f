"""Long tables sent in the chat: checked beside the work of the house, and imported by the clock when asked to.

The check writes nothing, so nobody waits for it. The import is one transaction, for which all others wait: `MOST` rows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models import attachments
from models.base import Refusal, insert_row
from models.catalogues import Catalogue
from models.people import Person
from models.sheet_imports import GONE, LARGEST, Rehearsal, SheetImport, load, of_kind
from models.sheets import BulkSheet, Fault, ImportResult
from models.subjects import Subject

MOST = 100_000  # rows
_SECOND = 3_000  # rows that are imported in one
_TRIES, _AGAIN_AFTER = 3, timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class CheckOrder:
    """A table to be checked: where it is, and of what kind."""

    path: str
    kind: str
    name: str
    options: Mapping[str, str]
    now: datetime


class Check(Protocol):
    """A check under way. `step` waits a little; it returns the share that is read, or the result."""

    def step(self) -> "float | Rehearsal | None": ...
    def stop(self) -> None: ...


_checks: dict[str, Callable[[CheckOrder], Check]] = {}


def configure(check: Callable[[CheckOrder], Check]) -> None:
    """Set what checks long tables, once, when the house is built."""
    _checks["check"] = check


def is_long(table: Subject | Catalogue, content: bytes) -> bool:
    """Whether a table is to be checked beside the bot. One that is too long for its kind is not."""
    return len(content) > LARGEST and isinstance(table.sheet, BulkSheet) and table.sheet.checks


def queue(
    session: Session,
    table: Subject | Catalogue,
    name: str,
    content: bytes,
    *,
    options: Mapping[str, str],
    by: Person,
    now: datetime,
) -> None:
    """Keep a table to be checked. Raises Refusal where this person has one waiting."""
    waiting = select(SheetImport.name).where(
        SheetImport.person_id == by.id, SheetImport.checked_at.is_(None), SheetImport.percent != GONE
    )
    if (other := session.scalar(waiting.limit(1))) is not None:
        raise Refusal(f"Ainda estou conferindo {other}. Mande {name} quando eu disser que acabei.")
    sha256 = attachments.put(name, content).sha256
    values = {"kind": table.kind, "name": name, "sha256": sha256, "sent_at": now, "options": dict(options) or None}
    insert_row(session, SheetImport, person_id=by.id, percent=0, **values)


def due(session: Session, now: datetime) -> list[int]:
    """The ids of the tables to be checked or imported now."""
    free = or_(SheetImport.begun_at.is_(None), SheetImport.begun_at < now - _AGAIN_AFTER)
    return list(session.scalars(select(SheetImport.id).where(*_WAITING, free).order_by(SheetImport.id)))


def next_due(session: Session) -> datetime | None:
    """The moment at which the next table is to be checked or imported."""
    at = func.coalesce(SheetImport.begun_at, SheetImport.wanted_at, SheetImport.sent_at)
    return session.scalar(select(func.min(at)).where(*_WAITING))


def begin(session: Session, import_id: int, now: datetime) -> Check | None:
    """Begin a check; None when it was begun too often."""
    waiting = session.get_one(SheetImport, import_id)
    waiting.begun_at, waiting.tries = now, waiting.tries + 1
    if waiting.tries > _TRIES:
        return None
    path = str(attachments.stored_at(waiting.sha256))
    return _checks["check"](CheckOrder(path, waiting.kind, waiting.name, waiting.options or {}, now))


def read(session: Session, import_id: int, share: float) -> None:
    """Note how much of a table is read."""
    session.get_one(SheetImport, import_id).percent = min(int(share * 100), 99)


def checked(session: Session, import_id: int, found: Rehearsal | None, now: datetime) -> Rehearsal | None:
    """Note the result of a check (None: it failed); a table that is not to be imported is forgotten."""
    waiting = session.get_one(SheetImport, import_id)
    if found is not None and found.result.new > MOST:
        reason = f"são {found.result.new} linhas novas, e o máximo de uma vez é {MOST}. Divida em partes"
        found = Rehearsal(ImportResult(), (Fault(1, reason),))
    if found is None or found.faults or not (found.result.new or found.result.changed):
        waiting.percent = GONE
        return found
    waiting.checked_at, waiting.percent, waiting.begun_at, waiting.tries = now, 100, None, 0
    return Rehearsal(found.result, (), waiting.id)


def want(waiting: SheetImport, now: datetime) -> None:
    """Note that a checked table is to be imported."""
    waiting.wanted_at = now


def seconds(result: ImportResult) -> int:
    """The time, roughly, for which an import makes the others wait."""
    return max(1, round(result.new / _SECOND))


def is_by_clock(waiting: SheetImport) -> bool:
    """Whether a table is so long that the clock imports it."""
    return attachments.stored_at(waiting.sha256).stat().st_size > LARGEST


def begin_import(session: Session, import_id: int, now: datetime) -> bool:
    """Note that an import begins; True where it was begun too often."""
    waiting = session.get_one(SheetImport, import_id)
    waiting.begun_at, waiting.tries = now, waiting.tries + 1
    return waiting.tries > _TRIES


def take_in(
    session: Session, import_id: int, now: datetime, *, gives_up: bool = False
) -> tuple[ImportResult, list[Fault]]:
    """Import a table whole, or not at all: with faults nothing is left. `gives_up`: it is not tried again."""
    waiting = session.get_one(SheetImport, import_id)
    if gives_up:
        waiting.percent = GONE
        return ImportResult(), [Fault(1, "a importação parou no meio três vezes; divida em partes")]
    by, content = session.get_one(Person, waiting.person_id), attachments.stored_at(waiting.sha256)
    result, faults, options = ImportResult(), list[Fault](), waiting.options or {}
    try:
        with session.begin_nested():
            result = load(session, of_kind(waiting.kind), waiting.name, content.read_bytes(), faults, options, by, now)
            if faults:
                raise _Faulty
    except _Faulty:
        session.expire_all()
        session.get_one(SheetImport, import_id).percent = GONE
        return ImportResult(), faults
    waiting.imported_at = now
    return result, []


class _Faulty(Exception):
    """The end of an import with faults: all it did is rolled back."""


_WAITING: tuple[Any, ...] = (
    SheetImport.imported_at.is_(None),
    SheetImport.percent != GONE,
    or_(SheetImport.checked_at.is_(None), SheetImport.wanted_at.is_not(None)),
)
