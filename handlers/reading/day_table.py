"""A CSV of special days -> days, every wrong line told with its number and why; none is taken when one is wrong."""

import csv
import io
from dataclasses import dataclass
from datetime import date, time
from itertools import islice

from handlers.base import Refusal
from models import municipal_days
from models.calendar import CalendarError, DayKind, SpecialDay
from models.day_arithmetic import full_year
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
    rows, wrong = [], []
    for number, fields in _rows(content, name):
        try:
            rows.append(_row(fields))
        except (_Wrong, CalendarError) as error:
            wrong.append(f"linha {number}: {error}")
    if wrong:
        more = [f"e mais {len(wrong) - _MOST_TOLD}"] if len(wrong) > _MOST_TOLD else []
        raise Refusal("\n".join([f"Não registrei nada de {name}:", *wrong[:_MOST_TOLD], *more]))
    if not rows:
        raise Refusal(f"{name} não tem nenhuma linha. {EXAMPLE}")
    return rows


def _rows(content: bytes, name: str) -> list[tuple[int, dict[str, str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(f"{name} não está em UTF-8. Grave de novo como CSV UTF-8.") from None
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") >= head.count(",") else ",")
    try:
        lines = [(reader.line_num, line) for line in islice(reader, _MOST_ROWS + 1)]
    except csv.Error as error:
        raise Refusal(f"{name}, linha {reader.line_num}: o CSV está quebrado ({error}).") from None
    if len(lines) > _MOST_ROWS:
        raise Refusal(f"{name} tem mais de {_MOST_ROWS} linhas, que é o máximo. Divida o arquivo.")
    columns = [fold(cell).strip().replace(" ", "_") for cell in lines[0][1]] if lines else []
    if any(column not in COLUMNS for column in columns) or not set(_NEEDED) <= set(columns):
        raise Refusal(f"Não entendi as colunas de {name}. {EXAMPLE}")
    filled = [(number, cells) for number, cells in lines[1:] if any(cell.strip() for cell in cells)]
    return [(number, dict(zip(columns, map(str.strip, cells), strict=False))) for number, cells in filled]


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
    try:
        if "/" not in text:
            return date.fromisoformat(text)
        day, month, year = text.split("/")
        return date(full_year(year), int(month), int(day))
    except ValueError:
        raise _Wrong(f"a data “{text}” não existe; escreva como 24/12/2026") from None


def _hour(text: str) -> time | None:
    if not text:
        return None
    try:
        hour, _, minute = text.lower().replace("h", ":").partition(":")
        return time(int(hour), int(minute or 0))
    except ValueError:
        raise _Wrong(f"a hora “{text}” não existe; escreva como 12:00") from None
