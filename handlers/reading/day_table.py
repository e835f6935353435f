"""A table of special days -> days, every wrong line told with its number and why; none is taken when one is wrong."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from handlers.base import Refusal
from models import municipal_days, sheets
from models.calendar import CalendarError, DayKind, SpecialDay
from models.sheets import Fault, Layout, Report, column_key
from models.texts import fold

COLUMNS = ("dia", "tipo", "nome", "ato", "conta", "fecha", "abre", "no_lugar_de", "calendario", "repete")
EXAMPLE = (
    "A primeira linha diz as colunas: dia, tipo, nome, ato; se quiser, conta, fecha, abre, no_lugar_de, calendario, "
    "repete. "
    "Depois, por exemplo: 24/12/2026;ponto facultativo;Véspera de Natal;Decreto 123/2026"
)
_NEEDED = ("dia", "tipo", "nome", "ato")
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
class Row:
    """One line that can be used: the day, and whose calendar it is for."""

    special: SpecialDay
    calendar: str


class _Wrong(ValueError):
    """Why a line cannot be used."""


def read(content: bytes, name: str) -> list[Row]:
    """Every row of the file; refuses with the lines that are wrong."""
    rows, wrong = [], list[Fault]()
    for line, fields in _rows(content, name, wrong.append):
        try:
            if spoilt := next(sheets.spoilt(fields), ""):
                raise _Wrong(spoilt)
            rows.append(_row(fields))
        except (_Wrong, CalendarError) as error:
            wrong.append(Fault(line, str(error)))
    if wrong:
        more = [f"e mais {len(wrong) - _MOST_TOLD}"] if len(wrong) > _MOST_TOLD else []
        raise Refusal("\n".join([f"Não registrei nada de {name}:", *map(str, wrong[:_MOST_TOLD]), *more]))
    if not rows:
        raise Refusal(f"{name} não tem nenhuma linha. {EXAMPLE}")
    return rows


def _rows(content: bytes, name: str, report: Report) -> Iterator[tuple[int, dict[str, str]]]:
    table = sheets.open_table(io.BytesIO(content), COLUMNS, Layout(), report, padded=True)
    columns = [column_key(cell) for cell in table.names]
    if any(column and column not in COLUMNS for column in columns) or not set(_NEEDED) <= set(columns):
        raise Refusal(f"Não entendi as colunas de {name}. {EXAMPLE}")
    places = {column: place for place, column in enumerate(columns) if column}
    for count, cells in enumerate(table.rows(places)):
        if count >= _MOST_ROWS:
            raise Refusal(f"{name} tem mais de {_MOST_ROWS} linhas, que é o máximo. Divida o arquivo.")
        yield cells.line, cells.values


def _row(fields: dict[str, str]) -> Row:
    day = _day(fields.get("dia", ""))
    kind = _KINDS.get(fold(fields.get("tipo", "")).replace("_", " "))
    if kind is None:
        raise _Wrong(f"não conheço o tipo “{fields.get('tipo', '')}”")
    if not fields.get("nome") or not fields.get("ato"):
        raise _Wrong("falta o nome ou o ato")
    calendar = fields.get("calendario", "")
    if calendar and not municipal_days.known(calendar):
        raise _Wrong(f"não conheço o calendário “{calendar}”")
    closes, opens = _hour(fields.get("fecha", "")), _hour(fields.get("abre", ""))
    moved = fields.get("no_lugar_de", "")
    special = SpecialDay(
        day,
        fields["nome"][:200],
        kind,
        _counts(fields.get("conta", ""), kind, half=bool(closes or opens)),
        closes,
        opens,
        fields["ato"][:200],
        _day(moved) if moved else None,
        yearly=_repeats(fields.get("repete", "")),
    )
    return Row(special, municipal_days.key_of(calendar) if calendar else municipal_days.OURS)


def _counts(text: str, kind: DayKind, *, half: bool) -> bool | None:
    if fold(text) not in _COUNTS:
        raise _Wrong(f"conta: “{text}” não serve; escreva sim, não ou a decidir")
    if not text and kind in _UNDECIDABLE and not half:
        return False
    return _COUNTS[fold(text)]


def _repeats(text: str) -> bool:
    """Whether the day is one of every year."""
    if fold(text) not in _REPEATS:
        raise _Wrong(f"repete: “{text}” não serve; escreva sim ou não")
    return _REPEATS[fold(text)]


def _day(text: str) -> date:
    found = sheets.moment(text)
    if found is None:
        raise _Wrong(f"a data “{text}” não existe; escreva como 24/12/2026")
    return found.date()


def _hour(text: str) -> time | None:
    if not text:
        return None
    try:
        hour, _, minute = text.lower().replace("h", ":").partition(":")
        return time(int(hour), int(minute or 0))
    except ValueError:
        raise _Wrong(f"a hora “{text}” não existe; escreva como 12:00") from None
