"""A table of special days, read all or nothing: each wrong line is reported with its number and reason."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy.orm import Session

from handlers.base import Refusal
from models import municipal_days, sheets
from models.calendar import CalendarError, DayKind, SpecialDay
from models.sheets import Cells, Column, Fault, Layout, Report, Values, column_key
from models.texts import fold

COLUMNS = (
    Column("dia", date, is_needed=True),
    Column("tipo"),
    Column("nome", is_needed=True),
    Column("ato", is_needed=True),
    Column("conta"),
    Column("fecha", time),
    Column("abre", time),
    Column("no_lugar_de", date),
    Column("calendario"),
    Column("repete"),
)
EXAMPLE = (
    "A primeira linha diz as colunas: dia, tipo, nome, ato; se quiser, conta, fecha, abre, no_lugar_de, calendario, "
    "repete. "
    "Depois, por exemplo: 24/12/2026;ponto facultativo;Véspera de Natal;Decreto 123/2026"
)
_NAMES = tuple(each.name for each in COLUMNS)
_NEEDED = {"dia", "tipo", "nome", "ato"}
_MOST_ROWS = 1000
_MOST_TOLD = 15
_KINDS = {
    **{fold(kind.label): kind for kind in DayKind},
    **{fold(kind.value).replace("_", " "): kind for kind in DayKind},
    "feriado": DayKind.MUNICIPAL,
    "luto": DayKind.MOURNING,
}
_COUNTS = {"": None, "sim": True, "nao": False, "a decidir": None}
_REPEATS = {"": False, "nao": False, "sim": True, "todo ano": True, "anual": True, "anualmente": True}
_UNDECIDABLE = (DayKind.PONTO_FACULTATIVO, DayKind.MOVED)


@dataclass(frozen=True, slots=True)
class DayRow:
    """One valid line: the day, and the calendar it is for."""

    special: SpecialDay
    calendar: str


def read(session: Session, content: bytes, name: str) -> list[DayRow]:
    """Every row of the file. Raises Refusal with the lines that are wrong."""
    rows, wrong = [], list[Fault]()
    for cells in _cells(content, name, wrong.append):
        try:
            rows.append(_row(sheets.values_of(session, COLUMNS, cells)))
        except (Refusal, CalendarError) as error:
            wrong.append(Fault(cells.line, str(error)))
    if wrong:
        more = [f"e mais {len(wrong) - _MOST_TOLD}"] if len(wrong) > _MOST_TOLD else []
        raise Refusal("\n".join([f"Não registrei nada de {name}:", *map(str, wrong[:_MOST_TOLD]), *more]))
    if not rows:
        raise Refusal(f"{name} não tem nenhuma linha. {EXAMPLE}")
    return rows


def _cells(content: bytes, name: str, report: Report) -> Iterator[Cells]:
    table = sheets.open_table(io.BytesIO(content), _NAMES, Layout(), report, padded=True)
    columns = [column_key(cell) for cell in table.names]
    if any(column and column not in _NAMES for column in columns) or not set(columns) >= _NEEDED:
        raise Refusal(f"Não entendi as colunas de {name}. {EXAMPLE}")
    places = {column: place for place, column in enumerate(columns) if column}
    for count, cells in enumerate(table.rows(places)):
        if count >= _MOST_ROWS:
            raise Refusal(f"{name} tem mais de {_MOST_ROWS} linhas, que é o máximo. Divida o arquivo.")
        yield cells


def _row(values: Values) -> DayRow:
    kind = _KINDS.get(fold(values["tipo"]).replace("_", " "))
    if kind is None:
        raise Refusal(f"tipo: não conheço “{values['tipo']}”")
    calendar = values["calendario"]
    if calendar and not municipal_days.known(calendar):
        raise Refusal(f"calendario: não conheço “{calendar}”")
    special = SpecialDay(
        values["dia"],
        values["nome"][:200],
        kind,
        _counts(values["conta"], kind, half=bool(values["fecha"] or values["abre"])),
        values["fecha"],
        values["abre"],
        values["ato"][:200],
        values["no_lugar_de"],
        yearly=_repeats(values["repete"]),
    )
    return DayRow(special, municipal_days.key_of(calendar) if calendar else municipal_days.OURS)


def _counts(text: str, kind: DayKind, *, half: bool) -> bool | None:
    if fold(text) not in _COUNTS:
        raise Refusal(f"conta: “{text}” não serve; escreva sim, não ou a decidir")
    if not text and kind in _UNDECIDABLE and not half:
        return False
    return _COUNTS[fold(text)]


def _repeats(text: str) -> bool:
    """Whether the text says that the day is yearly."""
    if fold(text) not in _REPEATS:
        raise Refusal(f"repete: “{text}” não serve; escreva sim ou não")
    return _REPEATS[fold(text)]
