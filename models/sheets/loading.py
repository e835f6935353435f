"""Import of a subject's records from a file, all or nothing, and export into one."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import audit
from models.audit import Audit, Entry
from models.base import Refusal
from models.people import Person
from models.records import AccessLevel, Record
from models.sheets.layout import Cells, Fault, flat
from models.sheets.reading import read
from models.sheets.sheet import BulkSheet, Column, ImportResult, Sheet, Upload, written
from models.sheets.values import spoilt, too_long
from models.texts import listed, plural

if TYPE_CHECKING:
    from models.catalogues import Catalogue
    from models.subjects import Subject

_BATCH, _NOTED, _PIECE = 500, 5_000, 1 << 16
_TURN = 0.1  # seconds for which a trial holds the house
_IMPORT, _EXPORT = "importacao", "exportacao"


def load(
    session: Session,
    subject: "Subject | Catalogue",
    upload: Upload,
    *,
    operator: str,
    by: Person | None = None,
    now: datetime,
) -> ImportResult:
    """Import a file for a subject that has a table. The caller rolls back when any fault was reported.

    `operator`: who imports it, in words; `by`: the same as a person of the house, where it came through the chat.
    A file that changes nothing leaves no trace. Raises Refusal when the file as a whole cannot be read.
    """
    digest = _digest(upload)
    upload = replace(upload, is_repeated=_was_loaded(session, subject, digest))
    sheet = _sheet_of(subject)
    take_in = sheet.load if isinstance(sheet, BulkSheet) else partial(_load, sheet, by)
    outcome = take_in(session, upload, now=now)
    if (outcome.new or outcome.changed) and not upload.is_check:
        count = plural(outcome.new + outcome.changed, subject.one, subject.many)
        data = {"kind": subject.kind, "sha256": digest, "new": outcome.new, "changed": outcome.changed}
        text = f"{operator} importou {count} de {upload.name}"
        audit.write(session, _IMPORT, by=None, now=now, text=text, data=data)
    return outcome


def note_export(session: Session, subject: "Subject | Catalogue", *, operator: str, now: datetime) -> int:
    """Write into the history that the table is exported, and by whom, also for each restricted or secret record.

    Returns the id of the last record, to be given to `rows`.
    """
    if not issubclass(subject.model, Record):
        return _note_plain_export(session, subject, operator, now)
    of_kind = Record.kind == subject.kind
    counted = select(Record.access_level, func.count()).where(of_kind).group_by(Record.access_level)
    levels = {row[0]: int(row[1]) for row in session.execute(counted)}
    total, restricted = sum(levels.values()), levels.get(AccessLevel.RESTRITO, 0)
    text = (
        f"{operator} exportou {plural(total, subject.one, subject.many)}: {_of_level(subject, restricted, 'restrit')} "
        f"e {_of_level(subject, levels.get(AccessLevel.SIGILOSO, 0), 'sigilos')}"
    )
    audit.write(session, _EXPORT, by=None, now=now, text=text, data={"operator": operator, "levels": levels})
    closed = select(Record.id).where(of_kind, Record.access_level != AccessLevel.PUBLICO).order_by(Record.id)
    for ids in session.scalars(closed).partitions(_NOTED):
        audit.write_all(session, (Entry(_EXPORT, each, f"exportado por {operator}") for each in ids), now=now)
    return session.scalar(select(func.max(Record.id))) or 0


def _note_plain_export(session: Session, subject: "Subject | Catalogue", operator: str, now: datetime) -> int:
    """Write into the history that a table without access levels is exported; returns the id of its last row."""
    total, last = session.execute(select(func.count(), func.max(subject.model.id))).one()
    text = f"{operator} exportou {plural(total, subject.one, subject.many)}"
    audit.write(session, _EXPORT, by=None, now=now, text=text, data={"operator": operator})
    return last or 0


def rows(session: Session, subject: "Subject | Catalogue", until: int | None = None) -> Iterator[list[str]]:
    """One row for each record up to the id `until`, in the order of registration."""
    sheet, model, last = _sheet_of(subject), subject.model, 0
    query = select(model).order_by(model.id).limit(_BATCH)
    query = query if until is None else query.where(model.id <= until)
    while batch := list(session.scalars(query.where(model.id > last))):
        last = batch[-1].id
        for values in sheet.give(session, batch):
            yield [written(values[each.name]) for each in sheet.columns]
        session.expunge_all()


def _sheet_of(subject: "Subject | Catalogue") -> Sheet | BulkSheet:
    if subject.sheet is None:
        raise LookupError(f"{subject.kind} declares no sheet")
    return subject.sheet


def _of_level(subject: "Subject | Catalogue", count: int, stem: str) -> str:
    one, many = ("a", "as") if subject.feminine else ("o", "os")
    return plural(count, stem + one, stem + many)


def _digest(upload: Upload) -> str:
    """The hash of a file with its layout: the same bytes under another mapping are another import."""
    laid_out = (sorted(upload.layout.columns.items()), upload.layout.date_format)
    digest = hashlib.sha256(repr(laid_out).encode())
    for piece in iter(partial(upload.source.read, _PIECE), b""):
        digest.update(piece)
    upload.source.seek(0)
    return digest.hexdigest()


def _was_loaded(session: Session, subject: "Subject | Catalogue", digest: str) -> bool:
    query = select(Audit.data).where(Audit.record_id.is_(None), Audit.action == _IMPORT)
    known = [data for data in session.scalars(query) if data and data.get("sha256") == digest]
    return any(data.get("kind") == subject.kind for data in known)


class _Undone(Exception):
    """The end of what is only tried."""


@contextmanager
def undone(session: Session) -> Iterator[None]:
    """Roll back what is done inside."""
    try:
        with session.begin_nested():
            yield
            raise _Undone
    except _Undone:
        session.expire_all()


@dataclass(slots=True)
class _Rows:
    """The rows of one file being taken in; `lines`: the line of each record seen, by its id."""

    sheet: Sheet
    upload: Upload
    outcome: ImportResult = field(default_factory=ImportResult)
    lines: dict[int, int] = field(default_factory=dict)

    def read(self) -> Iterator[Cells]:
        upload = self.upload
        return read(upload.source, self.sheet.columns, upload.layout, upload.report, note=self.outcome.notes.append)

    def take(self, session: Session, cells: Cells, by: Person | None, now: datetime) -> int | None:
        """Take one row in; its fault is reported. Returns the id of a new record."""
        try:
            record = self._take(session, cells, now)
            if record is None:
                return None
            if self.sheet.after is not None:
                self.outcome.notes += filter(None, [self.sheet.after(session, record, by, now)])
            return int(record.id)
        except Refusal as refusal:
            self.upload.report(Fault(cells.line, flat(refusal.sentence)))
            return None

    def _take(self, session: Session, cells: Cells, now: datetime) -> Any:
        sheet, outcome = self.sheet, self.outcome
        values = values_of(session, sheet.columns, cells, self.upload.layout.date_format)
        found = sheet.find(session, values)
        if found is None and self.upload.is_repeated:
            outcome.same += 1
            return None
        record = sheet.take(session, values, now) if found is None else found
        if (line := self.lines.setdefault(record.id, cells.line)) != cells.line:
            raise Refusal(f"é o mesmo que está na linha {line}; deixe um só")
        if found is None:
            outcome.new += 1
            return record
        if others := _others(session, sheet, record, values):
            if sheet.change is None:
                code = f" ({record.code})" if hasattr(record, "code") else ""
                raise Refusal(f"já está registrado{code}, com outro valor em {listed(others)}")
            note = sheet.change(session, record, {name: values[name] for name in others}, now)
            outcome.notes += [note] if isinstance(note, str) else []
            outcome.changed += 1
        else:
            outcome.same += 1
        return None


def _load(sheet: Sheet, by: Person | None, session: Session, upload: Upload, *, now: datetime) -> ImportResult:
    """Import row by row, by the ordinary rules of the subject."""
    rows = _Rows(sheet, upload)
    for cells in rows.read():
        rows.take(session, cells, by, now)
        upload.progress(upload.source.tell())
    return rows.outcome


class Trial:
    """A long table, tried by the rules of its subject a few rows at a time; what each time did is undone.

    Two rows that would be the same new record are told only by the import, unless they are tried at one time. A table
    that is imported by statements of its own is tried whole.
    """

    def __init__(self, session: Session, subject: "Subject | Catalogue", upload: Upload) -> None:
        self.result = ImportResult()
        self._sheet = _sheet_of(subject)
        self._upload = replace(upload, is_repeated=_was_loaded(session, subject, _digest(upload)))
        self._rows = _Rows(self._sheet, self._upload, self.result) if isinstance(self._sheet, Sheet) else None
        self._left = self._rows.read() if self._rows else iter(())

    def go_on(self, session: Session, by: Person, now: datetime) -> bool:
        """Try the next rows; False when none is left. Raises Refusal when the file as a whole cannot be read."""
        is_over = True
        with undone(session):
            if isinstance(self._sheet, BulkSheet):
                self.result = self._sheet.load(session, self._upload, now=now)
            elif self._rows:
                is_over = self._try(self._rows, session, by, now)
        return not is_over

    def _try(self, rows: _Rows, session: Session, by: Person, now: datetime) -> bool:
        until, new = monotonic() + _TURN, set[int]()
        for cells in self._left:
            new.add(rows.take(session, cells, by, now) or 0)
            if monotonic() > until:
                break
        else:
            return True
        rows.lines = {key: line for key, line in rows.lines.items() if key not in new}  # their ids will be others'
        return False


def values_of(session: Session, columns: Sequence[Column], cells: Cells, date_format: str = "") -> dict[str, Any]:
    """The values of the cells, each of its column's kind. Raises Refusal."""
    if long := too_long(cells.values):
        raise Refusal(f"{long}: o texto é longo demais")
    amounts = {each.name for each in columns if each.kind is Decimal}  # a `240000,00` is nothing spoilt there
    for broken in spoilt({name: text for name, text in cells.values.items() if name not in amounts}):
        raise Refusal(broken)
    values, wrong = dict[str, Any](), list[str]()
    for each in columns:
        try:
            values[each.name] = each.read(session, cells.values.get(each.name, ""), date_format)
        except Refusal as refusal:
            wrong.append(refusal.sentence)
    if wrong:
        raise Refusal("; ".join(wrong))
    return values


def _others(session: Session, sheet: Sheet, record: Any, values: dict[str, Any]) -> list[str]:
    """The columns in which the row differs from the record; an empty cell, or what the record keeps none of, does not
    count."""
    (given,) = sheet.give(session, [record])
    said = {name: flat(written(value)) for name, value in values.items()}
    return [name for name, text in said.items() if text and name in given and text != flat(written(given[name]))]
