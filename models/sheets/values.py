"""The texts of cells as values: days, amounts, years; what a spreadsheet spoils or would compute."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from models import moments
from models.base import Refusal
from models.day_arithmetic import full_year
from models.texts import MAX_TEXT

_TYPED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?:,?[ T](\d{1,2})(?:h|[h:](\d\d)(?::(\d\d))?))?")
_SERIAL = re.compile(r"[1-9]\d{4}(?:[.,]\d+)?")
_FIRST_YEAR = 1899
_ZEROS = (date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1))
_SPOILT = re.compile(  # what a spreadsheet leaves of a long number, of a formula, of a narrow column
    r"-?\d+(?:[.,]\d+)?E(?:[+-]\d{2,3}|\d\d)|\d{6,}[.,]0+|#{4,}|#(?:REF|NOME|NAME|VALOR|VALUE|DIV/0|N[ÚU]M|NULO|NULL)[!?]|#N/[AD]",
    re.IGNORECASE,
)
# What a spreadsheet would compute: the signs in every width, after spaces too, and however often it is guarded.
_FORMULA = re.compile(
    r"['\s]*[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212\u207a\u207b\u207c\u208a\u208b\u208c\ufb29\u2a75\u2a76]"
)
_MONEY = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?")
_ENGLISH_MONEY = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)\.(\d{1,2})")
_CENT = Decimal("0.01")


def as_date(name: str, text: str, date_format: str = "") -> date | None:
    """A day; None for an empty cell. Raises Refusal."""
    found = as_moment(name, text, date_format)
    return found.date() if found else None


def as_moment(name: str, text: str, date_format: str = "") -> datetime | None:
    """A day with its hour by the clock of the municipality, midnight where none is written. Raises Refusal."""
    if not text:
        return None
    found = moment(text, date_format)
    if found is None and _SERIAL.fullmatch(text):
        raise Refusal(f"{name}: {text} parece uma data que a planilha guardou como número; formate a coluna como data")
    if found is None:
        example = date_format or "20/11/2026 ou 2026-11-20"
        raise Refusal(f"{name}: a data {text!r} não existe ou não se entende; escreva como {example}")
    if found.date() in _ZEROS:
        raise Refusal(f"{name}: {text} é o zero da planilha, e não uma data; deixe vazio o que não se sabe")
    return found


@lru_cache(maxsize=4096)
def moment(text: str, date_format: str = "") -> datetime | None:
    """A day as the format says, else as ISO writes it; without a format also as people type it. None for any other."""
    found = _formatted(text, date_format) or _iso(text)
    if found is None and not date_format:
        found = _typed(text)
    if found is not None and found.tzinfo is not None:
        found = moments.local(found).replace(tzinfo=None)
    return found if found and found.year >= _FIRST_YEAR else None


def _iso(text: str) -> datetime | None:
    try:
        return None if text.isdecimal() else datetime.fromisoformat(text)
    except ValueError:
        return None


def _formatted(text: str, date_format: str) -> datetime | None:
    try:
        return datetime.strptime(text, date_format) if date_format else None  # noqa: DTZ007 (of the municipality)
    except ValueError:
        return None


def _typed(text: str) -> datetime | None:
    found = _TYPED.fullmatch(text)
    if found is None:
        return None
    day, _, month, year, hour, minute, second = found.groups(default="0")
    try:
        clock = time(int(hour), int(minute), int(second))
        return datetime.combine(date(full_year(year), int(month), int(day)), clock)
    except ValueError:
        return None


def as_money(name: str, text: str) -> Decimal | None:
    """An amount to the cent, as `1.234,56` or `R$ 1.234,56`; None for an empty cell. Raises Refusal."""
    plain = re.sub(r"R\$|\s", "", text, flags=re.IGNORECASE)
    if plain in ("", "-"):  # the sheet shows a zero or nothing as a dash
        return None
    figures = plain.strip("-()")
    found = _MONEY.fullmatch(figures) or _ENGLISH_MONEY.fullmatch(figures)
    if found is None:
        raise Refusal(f"{name}: {text!r} não é um valor em reais; escreva como 1.234,56")
    amount = Decimal(f"{re.sub('[.,]', '', found[1])}.{found[2] or 0}").quantize(_CENT)
    return -amount if plain.startswith(("-", "(")) or plain.endswith("-") else amount


def as_year(name: str, text: str) -> int | None:
    """A year of four figures; None for an empty cell. Raises Refusal."""
    if text and not re.fullmatch(r"(?:19|20)\d\d", text):
        raise Refusal(f"{name}: {text!r} não é um ano de quatro algarismos")
    return int(text) if text else None


def too_long(values: Mapping[str, str]) -> str:
    """The first column whose text is longer than any text may be; empty when none is."""
    return next((name for name, value in values.items() if len(value) > MAX_TEXT), "")


def spoilt(values: Mapping[str, str]) -> Iterator[str]:
    """The cells that a spreadsheet spoilt, each with what to do. An amount in reais may look like one."""
    for name, value in values.items():
        if _SPOILT.fullmatch(value):
            yield f"{name} {value!r}: a planilha estragou este valor; formate a coluna como texto e escreva de novo"


def guarded(value: str) -> str:
    """The value as a spreadsheet will not compute it."""
    return f"'{value}" if _FORMULA.match(value) else value


def unguarded(value: str) -> str:
    """The value before it was guarded."""
    return value[1:] if value.startswith("'") and _FORMULA.match(value) else value
