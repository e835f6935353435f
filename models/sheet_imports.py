"""Tables sent in the chat: rehearsed first, and imported when whoever sent them says so."""

import io
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import attachments, catalogues, moments, sheets, subjects
from models.base import Base, Question, Refusal, insert_row
from models.catalogues import Catalogue
from models.outbox import FileOut
from models.people import Person, Role, standing
from models.sheets import Fault, ImportResult, Upload, workbook
from models.sheets.workbook import NUMBER, Heading, Plan, Row
from models.subjects import Subject
from models.texts import fold

IMPORT_ANYTHING = (Role.ADMINISTRADOR, Role.CHEFIA)
LARGEST = 1024 * 1024  # bytes; a longer table would hold up the answers of everybody
GONE = -1  # percent
_VALID_FOR = timedelta(days=1)
MOST_FAULTS = 10_000  # told of one table
_MOST_LISTED = 20
_JOINING = re.compile(r"^(?:(?:para|d[aeo]|n[ao]|com) )+", re.IGNORECASE)
_HEADINGS = (Heading("linha", NUMBER), Heading("coluna", width=24), Heading("motivo", width=60))


class SheetImport(Base):
    """A table that was rehearsed without a fault, and waits for a word of whoever sent it.

    A long one is kept before that: it is being checked (`percent`) until `checked_at`, and imported after `wanted_at`;
    one that ended without an import is `GONE`.
    """

    __tablename__ = "sheet_imports"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str]
    name: Mapped[str]
    sha256: Mapped[str]
    sent_at: Mapped[datetime]
    imported_at: Mapped[datetime | None]
    begun_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    percent: Mapped[int] = mapped_column(default=100)
    checked_at: Mapped[datetime | None]
    wanted_at: Mapped[datetime | None]
    options: Mapped[dict[str, Any] | None]  # what was said besides, by the options of the sheet


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What an import would do, and the faults for which it would do nothing. `import_id`: 0 where there are any.

    `lacks`: the question without whose answer nothing can be said.
    """

    result: ImportResult
    faults: tuple[Fault, ...]
    import_id: int = 0
    lacks: Question | None = None


def tables() -> list[Subject | Catalogue]:
    """Every subject with a table, and the tables that are of no subject."""
    return [*(each for each in subjects.known() if each.sheet is not None), *catalogues.known()]


def subject_called(words: str) -> tuple[Subject | Catalogue | None, dict[str, str]]:
    """The table that the words name, and what is said after it for an option of its sheet."""
    names = {name: each for each in reversed(tables()) for name in _names(each)}
    if fold(words) in names:
        return names[fold(words)], {}
    typed = words.split()
    at = next((place for place, word in enumerate(typed) if fold(word) in names), None)
    found, said = (names[fold(typed.pop(at))] if at is not None else None), " ".join(typed)
    option = next((each.name for each in getattr(found and found.sheet, "options", ()) if each.in_chat), "")
    return (found, {option: _JOINING.sub("", said)}) if option and said else (None, {})


def _names(table: Subject | Catalogue) -> list[str]:
    return [fold(table.many), fold(table.one), table.folder, *(table.sheet.spelled if table.sheet else ())]


def of_kind(kind: str) -> Subject | Catalogue:
    """The table of that kind."""
    return next(each for each in tables() if each.kind == kind)


def require_right(session: Session, table: Subject | Catalogue, by: Person, now: datetime) -> None:
    """Raises Refusal for a person who may not import it."""
    may = table.may if isinstance(table, Catalogue) else table.sheet.may if table.sheet else None
    if standing(session, by, now).has(*IMPORT_ANYTHING) or (may is not None and may(session, by, now)):
        return
    raise Refusal("Esse pedido cabe à chefia de gabinete ou ao administrador do bot.")


def rehearse(
    session: Session,
    subject: Subject | Catalogue,
    name: str,
    content: bytes,
    *,
    options: Mapping[str, str] = MappingProxyType({}),
    by: Person,
    now: datetime,
) -> Rehearsal:
    """Import a table and undo it; one without a fault is kept. Raises Refusal for what is no table."""
    faults, result = list[Fault](), ImportResult()
    try:
        with sheets.undone(session):
            result = load(session, subject, name, content, faults, options, by, now)
    except Question as asked:
        return Rehearsal(ImportResult(), (), lacks=asked)
    if faults or not (result.new or result.changed):
        return Rehearsal(result, tuple(faults))
    sha256 = attachments.put(name, content).sha256
    values = {"kind": subject.kind, "name": name, "sha256": sha256, "sent_at": now, "checked_at": now}
    import_id = insert_row(session, SheetImport, person_id=by.id, options=dict(options) or None, **values)
    return Rehearsal(result, (), import_id)


def latest(session: Session) -> list[tuple[SheetImport, Person]]:
    """The last tables that were rehearsed without a fault, and whoever sent them; the newest first."""
    query = select(SheetImport, Person).join(Person, Person.id == SheetImport.person_id)
    return [(row[0], row[1]) for row in session.execute(query.order_by(SheetImport.id.desc()).limit(_MOST_LISTED))]


def is_open(waiting: SheetImport, now: datetime) -> bool:
    """Whether it may still be imported."""
    since = waiting.checked_at
    return waiting.imported_at is None and waiting.wanted_at is None and since is not None and since >= now - _VALID_FOR


def own(session: Session, import_id: int, *, by: Person, now: datetime) -> SheetImport:
    """A rehearsed table that may be imported. Raises Refusal when it is not this person's, or is done or old."""
    waiting = session.get(SheetImport, import_id)
    if waiting is None or waiting.person_id != by.id or waiting.percent == GONE:
        raise Refusal(f"Não há importação {import_id} sua à espera. Mande a planilha de novo.")
    if waiting.imported_at is not None:
        raise Refusal(f"{waiting.name} já foi importada em {moments.moment_text(waiting.imported_at)}.")
    if waiting.checked_at is None:
        raise Refusal(f"Ainda estou conferindo {waiting.name} ({waiting.percent} %). Digo quando acabar.")
    if waiting.wanted_at is not None:
        raise Refusal(f"{waiting.name} já está sendo importada. Digo quando acabar.")
    if not is_open(waiting, now):
        raise Refusal(f"{waiting.name} foi conferida há mais de um dia. Mande a planilha de novo.")
    return waiting


def confirm(session: Session, waiting: SheetImport, *, by: Person, now: datetime) -> ImportResult:
    """Import a rehearsed table. Raises Refusal when it has faults by now."""
    subject, faults = of_kind(waiting.kind), list[Fault]()
    content = attachments.stored_at(waiting.sha256).read_bytes()
    result = load(session, subject, waiting.name, content, faults, waiting.options or {}, by, now)
    if faults:
        raise Refusal(f"Algo mudou desde a conferência, e nada foi importado: {faults[0]}. Mande a planilha de novo.")
    waiting.imported_at = now
    return result


def report(name: str, faults: Sequence[Fault], *, by: Person, now: datetime) -> FileOut:
    """The faults as a spreadsheet, a row for each."""
    about = (("Arquivo", name), ("Enviado por", f"{by.name} (@{by.handle})"), ("Em", moments.moment_text(now)))
    plan = Plan("Erros", _HEADINGS, about, moments.local(now).replace(tzinfo=None).isoformat())
    rows: list[Row] = [[each.line, each.column, each.reason] for each in faults[:MOST_FAULTS]]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "erros.xlsx")
        workbook.write(str(path), plan, rows)
        return attachments.put(f"erros de {Path(name).stem}.xlsx", path.read_bytes())


def load(
    session: Session,
    subject: Subject | Catalogue,
    name: str,
    content: bytes,
    faults: list[Fault],
    options: Mapping[str, str],
    by: Person,
    now: datetime,
) -> ImportResult:
    """Import a table. The caller rolls back when there are faults."""
    upload = Upload(io.BytesIO(content), name, faults.append, options=options)
    return sheets.load(session, subject, upload, operator=by.name, by=by, now=now)
