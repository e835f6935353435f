"""Long tables sent in the chat: checked beside the work of the house, and imported by the clock when asked to.

A table that can be checked without a write is checked by another process; of the others some rows at a time are tried
and undone. The import is one transaction, for which all others wait: `most` rows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models import attachments
from models.base import Question, Refusal, insert_row
from models.people import Person
from models.sheet_imports import GONE, LARGEST, MOST_FAULTS, Rehearsal, SheetImport, load, of_kind
from models.sheets import BulkSheet, Fault, ImportResult, Trial, Upload

MOST, MOST_ONE_BY_ONE = 100_000, 10_000  # rows
_SECOND, _SECOND_ONE_BY_ONE = 3_000, 150  # rows that are imported in one
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


def is_long(content: bytes) -> bool:
    """Whether a table is too long to be tried at once."""
    return len(content) > LARGEST


def _is_checked_beside(kind: str) -> bool:
    sheet = of_kind(kind).sheet
    return isinstance(sheet, BulkSheet) and sheet.checks


def _most(kind: str) -> int:
    return MOST if isinstance(of_kind(kind).sheet, BulkSheet) else MOST_ONE_BY_ONE


def queue(
    session: Session,
    kind: str,
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
    values = {"kind": kind, "name": name, "sha256": sha256, "sent_at": now, "options": dict(options) or None}
    insert_row(session, SheetImport, person_id=by.id, percent=0, **values)


def due(session: Session, now: datetime) -> list[int]:
    """The ids of the tables to be checked or imported now."""
    free = or_(SheetImport.begun_at.is_(None), SheetImport.begun_at < now - _AGAIN_AFTER)
    return list(session.scalars(select(SheetImport.id).where(*_WAITING, free).order_by(SheetImport.id)))


def next_due(session: Session) -> datetime | None:
    """The moment at which the next table is to be checked or imported."""
    at = func.coalesce(SheetImport.begun_at, SheetImport.wanted_at, SheetImport.sent_at)
    return session.scalar(select(func.min(at)).where(*_WAITING))


def begin(session: Session, import_id: int, now: datetime) -> "Check | Attempt | None":
    """Begin a check, or a trial where the table cannot be checked without a write; None when begun too often."""
    waiting = session.get_one(SheetImport, import_id)
    waiting.begun_at, waiting.tries = now, waiting.tries + 1
    if waiting.tries > _TRIES:
        return None
    if not _is_checked_beside(waiting.kind):
        return Attempt(session, waiting)
    path = str(attachments.stored_at(waiting.sha256))
    return _checks["check"](CheckOrder(path, waiting.kind, waiting.name, waiting.options or {}, now))


class Attempt:
    """A table being tried, in turns between which others have theirs."""

    def __init__(self, session: Session, waiting: SheetImport) -> None:
        self._faults, self._by_id = list[Fault](), waiting.person_id
        path = attachments.stored_at(waiting.sha256)
        self._size, self._source = max(path.stat().st_size, 1), path.open("rb")
        upload = Upload(self._source, waiting.name, self._report, options=waiting.options or {})
        self._trial = Trial(session, of_kind(waiting.kind), upload)

    def go_on(self, session: Session, now: datetime) -> float | Rehearsal:
        """Have a turn; the share that is read by now, or the result."""
        try:
            if self._trial.go_on(session, session.get_one(Person, self._by_id), now):
                return self._source.tell() / self._size
        except Question as asked:
            return Rehearsal(ImportResult(), (), lacks=asked)
        except Refusal as refusal:
            self._report(Fault(1, refusal.sentence))
        return Rehearsal(self._trial.result, tuple(self._faults))

    def stop(self) -> None:
        self._source.close()

    def _report(self, fault: Fault) -> None:
        if len(self._faults) < MOST_FAULTS:
            self._faults.append(fault)


def read(session: Session, import_id: int, share: float) -> None:
    """Note how much of a table is read."""
    session.get_one(SheetImport, import_id).percent = min(int(share * 100), 99)


def checked(session: Session, import_id: int, found: Rehearsal | None, now: datetime) -> Rehearsal | None:
    """Note the result of a check (None: it failed); a table that is not to be imported is forgotten."""
    waiting = session.get_one(SheetImport, import_id)
    if found is not None and found.result.new > (most := _most(waiting.kind)):
        reason = f"são {found.result.new} linhas novas, e o máximo de uma vez é {most}. Divida em partes"
        found = Rehearsal(ImportResult(), (Fault(1, reason),))
    if found is None or found.faults or not (found.result.new or found.result.changed):
        waiting.percent = GONE
        return found
    waiting.checked_at, waiting.percent, waiting.begun_at, waiting.tries = now, 100, None, 0
    return Rehearsal(found.result, (), waiting.id)


def want(waiting: SheetImport, now: datetime) -> None:
    """Note that a checked table is to be imported."""
    waiting.wanted_at = now


def seconds(kind: str, result: ImportResult) -> int:
    """The time, roughly, for which an import makes the others wait."""
    second = _SECOND if isinstance(of_kind(kind).sheet, BulkSheet) else _SECOND_ONE_BY_ONE
    return max(1, round((result.new + result.changed) / second))


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
