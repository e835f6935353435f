"""The table of a subject: its columns, and the functions that import and export its records."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any, BinaryIO, Protocol

from sqlalchemy.orm import Session

from models import moments, money
from models.base import Refusal
from models.people import Orgao, Person, by_handle, orgao_by_sigla
from models.sheets.layout import Layout, Report
from models.sheets.values import as_answer, as_choice, as_date, as_moment, as_money, as_number, as_time

Values = Mapping[str, Any]  # by column, of the kind the column has
_READ: Mapping[type, Callable[[str, str], Any]] = {
    str: lambda _, text: text,
    int: as_number,
    bool: as_answer,
    time: as_time,
    Decimal: as_money,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the kind of its cells, and whether every row must have it.

    `kind`: str, int, bool, date, datetime, time, Decimal (reais), a StrEnum of the choices, Orgao or Person. `settle`:
    what makes of a text the one that is kept, or refuses it.
    """

    name: str
    kind: type = str
    is_needed: bool = False
    settle: Callable[[Session, str], str] | None = None

    def read(self, session: Session, text: str, date_format: str = "") -> Any:
        """The value of a cell; None for an empty one, or '' in a column of texts. Raises Refusal."""
        if self.is_needed and not text:
            raise Refusal(f"{self.name}: está vazio; preencha")
        if self.settle is not None:
            return self.settle(session, text)
        if self.kind in (date, datetime):
            return (as_date if self.kind is date else as_moment)(self.name, text, date_format)
        if issubclass(self.kind, StrEnum):
            return as_choice(self.name, text, self.kind)
        if self.kind in (Orgao, Person):
            return self._known(session, text)
        return _READ[self.kind](self.name, text)

    def _known(self, session: Session, text: str) -> Orgao | Person | None:
        name = text.removeprefix("@")
        found = (orgao_by_sigla if self.kind is Orgao else by_handle)(session, name) if name else None
        if name and found is None:
            who = "o órgão" if self.kind is Orgao else "o usuario"
            raise Refusal(f"{self.name}: {who} {name} não está cadastrado (veja: python -m bot people export)")
        return found


def written(value: Any) -> str:
    """The text of a value in a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "sim" if value else "não"
    if isinstance(value, Decimal):
        return money.figures(value)
    if isinstance(value, datetime):
        return f"{moments.local(value) if value.tzinfo else value:%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Orgao):
        return value.sigla
    return value.handle if isinstance(value, Person) else str(value)


@dataclass(slots=True)
class ImportResult:
    """The result of an import: how many records are new, changed, or the same; `notes`: things to look at.

    `changes`: what became of the known ones, a line each.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    notes: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Option:
    """What an import is told besides its file: `--orgao OBRAS`; `in_chat`: also after the name of the subject."""

    name: str
    metavar: str
    help: str
    in_chat: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to be imported. `is_repeated`: it was imported before as a whole, so that no row of it is new.

    `options`: what was said besides, by the names of the options of its sheet. `is_check`: it is only compared, and
    nothing is written, where its sheet can do that (`BulkSheet.checks`).
    """

    source: BinaryIO
    name: str
    report: Report
    layout: Layout = field(default_factory=Layout)
    progress: Callable[[int], None] = lambda _: None
    is_repeated: bool = False
    is_check: bool = False
    options: Mapping[str, str] = field(default_factory=dict)


class Load(Protocol):
    """A function that imports a whole file. It reports faults, and its caller then rolls back."""

    def __call__(self, session: Session, upload: Upload, *, now: datetime) -> ImportResult: ...


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The table of an ordinary subject, whose records are imported one at a time by its ordinary rules.

    `find`: the record that a row is about; `take`: registers a new one; `give`: the values of records, in their order;
    `change`: changes a record as its row says, and may return a text to be noted. Without it such a row is refused.
    `spelled`: other names of the table.
    `after`: does what a new record still needs, by whom it was brought (None: from the command line); returns a note
    for whoever imports, or ''. `may`: who imports it, besides those who import anything.
    """

    columns: tuple[Column, ...]
    find: Callable[[Session, Values], Any]
    take: Callable[[Session, Values, datetime], Any]
    give: Callable[[Session, Sequence[Any]], Iterable[Values]]
    change: Callable[[Session, Any, Values, datetime], object] | None = None
    spelled: tuple[str, ...] = ()
    after: "Callable[[Session, Any, Person | None, datetime], str] | None" = None
    may: "Callable[[Session, Person, datetime], bool] | None" = None


@dataclass(frozen=True, slots=True, eq=False)
class BulkSheet:
    """The table of a subject with records by the hundred thousand, imported by statements of its own.

    `spelled`: other names of the table; `may`: who imports it, besides those who import anything. `checks`: it may be
    long, for it is checked without a write, beside the work of the house.
    """

    columns: tuple[Column, ...]
    load: Load
    give: Callable[[Session, Sequence[Any]], Iterable[Values]]
    options: tuple[Option, ...] = ()
    spelled: tuple[str, ...] = ()
    may: Callable[[Session, Person, datetime], bool] | None = None
    checks: bool = False
