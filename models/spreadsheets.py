"""Spreadsheets of lists: asked for by a person, written from the records that this person may see, and handed over."""

import logging
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import JSON, ForeignKey, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import attachments, audit, lists, moments, subjects
from models.audit import Entry
from models.base import Base, Refusal, insert_row, partial_index
from models.lists import ListLine
from models.outbox import FileOut
from models.people import Person
from models.records import AccessLevel
from models.sheets import Column, column_key, workbook
from models.sheets.sheet import written
from models.sheets.workbook import DAY, HOUR, MOMENT, MONEY, NUMBER, TEXT, Cell, Heading, Plan, Row
from models.subjects import Subject
from models.texts import fold

log = logging.getLogger("models.spreadsheets")
AT_ONCE = 500  # rows; a longer one is written by a subprocess, and sent when it is done
MOST = 200_000
_BATCH = 200
_TRIES, _AGAIN_AFTER = 3, timedelta(minutes=15)
_ACTION = "exportacao"
_COMMON = (
    *(Heading("número", width=16), Heading("título", width=50), Heading("situação", width=16), Heading("órgão")),
    *(Heading("com quem", width=28), Heading("prazo", MOMENT), Heading("atraso"), Heading("nível")),
    Heading("registrado em", MOMENT),
)
# What the common columns say already, by the names that tables give it.
_SAID = {*(column_key(each.name) for each in _COMMON), "assunto", "onde", "objeto"}
_KINDS = {int: NUMBER, date: DAY, datetime: MOMENT, time: HOUR, Decimal: MONEY}


@dataclass(frozen=True, slots=True)
class Wish:
    """A spreadsheet of a list: the kind of its records, its title, the line that asks for it, and the ids."""

    kind: str
    title: str
    line: str
    ids: tuple[int, ...]


class Writer(Protocol):
    """A workbook being written."""

    def put(self, rows: Iterable[Row]) -> None: ...
    def close(self) -> None: ...
    def stop(self) -> None: ...


_writers: dict[str, Callable[[Path, Plan], Writer]] = {}


class Spreadsheet(Base):
    """A spreadsheet that somebody asked for; the ids of its records are kept until it is written."""

    __tablename__ = "spreadsheets"
    __table_args__ = (partial_index("ix_spreadsheets_waiting", "id", where="ended_at IS NULL"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str]
    title: Mapped[str]
    line: Mapped[str]
    record_ids: Mapped[list[int]] = mapped_column(JSON)
    rows: Mapped[int]
    asked_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    sha256: Mapped[str | None]


def configure(writer: Callable[[Path, Plan], Writer]) -> None:
    """Set the writer of long workbooks, once, when the house is built."""
    _writers["long"] = writer


def order(session: Session, wish: Wish, *, by: Person, now: datetime) -> int:
    """Note that a person asks for a spreadsheet; returns its id. Raises Refusal for one that is too long."""
    if len(wish.ids) > MOST:
        raise Refusal(f"São {len(wish.ids)} linhas e o máximo é {MOST}. Filtre a lista e peça em partes.")
    count = len(wish.ids)
    data = {"kind": wish.kind, "rows": count}
    audit.write(session, _ACTION, by=by, now=now, text=f"exportou {wish.title} ({count})", data=data)
    asked = {
        "person_id": by.id,
        "kind": wish.kind,
        "title": wish.title,
        "line": wish.line,
        "asked_at": now,
        "rows": count,
    }
    empty = {"begun_at": None, "tries": 0, "ended_at": None, "sha256": None}
    return insert_row(session, Spreadsheet, **asked, **empty, record_ids=list(wish.ids))


def waiting(session: Session, now: datetime) -> list[int]:
    """The ids of the spreadsheets to be written now: new ones, and those whose writing was cut short."""
    free = or_(Spreadsheet.begun_at.is_(None), Spreadsheet.begun_at < now - _AGAIN_AFTER)
    return list(session.scalars(select(Spreadsheet.id).where(Spreadsheet.ended_at.is_(None), free)))


def next_due(session: Session) -> datetime | None:
    """The moment at which the next spreadsheet is to be written."""
    first = func.min(func.coalesce(Spreadsheet.begun_at, Spreadsheet.asked_at))
    return session.scalar(select(first).where(Spreadsheet.ended_at.is_(None)))


def make(session: Session, spreadsheet_id: int, now: datetime) -> FileOut:
    """Write a short spreadsheet at once."""
    asked = session.get_one(Spreadsheet, spreadsheet_id)
    person = session.get_one(Person, asked.person_id)
    rows = list(_rows(session, asked, asked.record_ids, person, now))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "lista.xlsx")
        workbook.write(str(path), _plan(asked, person), rows)
        return _ended(asked, path, now)


def make_long(
    session_of: Callable[[], Session], spreadsheet_id: int, now: datetime
) -> Generator[None, None, FileOut | None]:
    """Write a long spreadsheet, a batch of rows in each transaction; None when it failed too often."""
    session = session_of()
    asked = session.get_one(Spreadsheet, spreadsheet_id)
    asked.begun_at, asked.tries = now, asked.tries + 1
    if asked.tries > _TRIES:
        asked.ended_at, asked.record_ids = now, []
        return None
    ids, plan = list(asked.record_ids), _plan(asked, session.get_one(Person, asked.person_id))
    yield
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "lista.xlsx")
        try:
            yield from _fill(session_of, spreadsheet_id, path, plan, ids, now)
        except OSError as error:
            log.error("spreadsheet %s cannot be written", spreadsheet_id, exc_info=error)
            asked = session_of().get_one(Spreadsheet, spreadsheet_id)
            asked.ended_at, asked.record_ids = now, []
            return None
        return _ended(session_of().get_one(Spreadsheet, spreadsheet_id), path, now)


def _fill(
    session_of: Callable[[], Session], spreadsheet_id: int, path: Path, plan: Plan, ids: list[int], now: datetime
) -> Iterator[None]:
    """Write the rows of these records, and close the workbook."""
    writer = _writers["long"](path, plan)
    try:
        for at in range(0, len(ids), _BATCH):
            session = session_of()
            asked = session.get_one(Spreadsheet, spreadsheet_id)
            person = session.get_one(Person, asked.person_id)
            writer.put(_rows(session, asked, ids[at : at + _BATCH], person, now))
            session.flush()
            session.expunge_all()
            yield
        writer.close()
    finally:
        writer.stop()


def _ended(asked: Spreadsheet, path: Path, now: datetime) -> FileOut:
    name = "-".join(fold(asked.title).split())[:60].strip("-")
    found = attachments.put(f"{name} {moments.local(asked.asked_at):%Y-%m-%d}.xlsx", path.read_bytes())
    asked.ended_at, asked.sha256, asked.record_ids = now, found.sha256, []
    return found


@moments.read_on(None)
def _plan(asked: Spreadsheet, person: Person) -> Plan:
    about = (
        *(("Lista", asked.title), ("Pedida por", f"{person.name} (@{person.handle})")),
        *(("Em", moments.moment_text(asked.asked_at)), ("Com o pedido", asked.line)),
    )
    headings = (*_COMMON, *(Heading(each.name, _KINDS.get(each.kind, TEXT)) for each in _own(_subject(asked))))
    made_at = moments.local(asked.asked_at).replace(tzinfo=None).isoformat()
    return Plan(_subject(asked).heading, headings, about, made_at)


def _subject(asked: Spreadsheet) -> Subject:
    subject = subjects.of_kind(asked.kind)
    if subject is None:
        raise LookupError(f"no subject has the kind {asked.kind}")
    return subject


def _own(subject: Subject) -> list[Column]:
    """The columns of the subject's own table that the common ones do not say."""
    columns = subject.sheet.columns if subject.sheet else ()
    return [each for each in columns if column_key(each.name) not in _SAID]


def _rows(session: Session, asked: Spreadsheet, ids: Sequence[int], person: Person, now: datetime) -> Iterator[Row]:
    """The rows of these records, as far as the person may see them now; closed ones get a line in their history."""
    subject = _subject(asked)
    lines = lists.of_ids(session, subject, ids, by=person, now=now)
    closed = [each.record.id for each in lines if each.record.access_level != AccessLevel.PUBLICO]
    audit.write_all(session, (Entry(_ACTION, each, f"exportado por {person.name}") for each in closed), now=now)
    own = _own(subject)
    records = [each.record for each in lines]
    given: Iterable[Any] = subject.sheet.give(session, records) if subject.sheet and own else [{}] * len(lines)
    for line, values in zip(lines, given, strict=True):
        yield [*_common(line, now), *(_cell(values[each.name]) for each in own)]


def _common(line: ListLine, now: datetime) -> list[Cell]:
    record, due = line.record, line.date
    late = "atraso nosso" if due and due.is_overdue(now) else ""
    fixed = [record.code, record.title, str(record.status), line.orgao, ", ".join(line.whose)]
    return [*fixed, _cell(due and due.due_at), late, str(record.access_level), _cell(record.created_at)]


def _cell(value: Any) -> Cell:
    """A value as the writer of workbooks takes it."""
    if isinstance(value, Decimal):
        return str(value)
    return value if isinstance(value, bool | int) else written(value)
