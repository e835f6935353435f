"""Values from the texts of cells: days, amounts, years; and guards against changes by a spreadsheet."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from models import moments, money
from models.base import Refusal
from models.day_arithmetic import full_year
from models.sheets.layout import column_key
from models.texts import MAX_TEXT, fold

_TYPED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?:,?[ T](\d{1,2})(?:h|[h:](\d\d)(?::(\d\d))?))?")
_SERIAL = re.compile(r"[1-9]\d{4}(?:[.,]\d+)?")
_FIRST_YEAR = 1899
_ZEROS = (date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1))
_SPOILT = re.compile(  # the remains of a long number, of a formula, of a narrow column
    r"-?\d+(?:[.,]\d+)?E(?:[+-]\d{2,3}|\d\d)|\d{6,}[.,]0+|#{4,}|#(?:REF|NOME|NAME|VALOR|VALUE|DIV/0|N[ÚU]M|NULO|NULL)[!?]|#N/[AD]",
    re.IGNORECASE,
)
# What a spreadsheet would compute: the signs in every width, after spaces too, and however often it is guarded.
_FORMULA = re.compile(
    r"['\s]*[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212\u207a\u207b\u207c\u208a\u208b\u208c\ufb29\u2a75\u2a76]"
)
_HOUR = re.compile(r"(\d{1,2})(?:h|[h:](\d\d)(?::\d\d)?)?", re.IGNORECASE)
_YES, _NO = ("sim", "s", "x", "1", "true", "verdadeiro"), ("nao", "n", "0", "false", "falso")
_ANSWERS: dict[str, bool | None] = {"": None, **dict.fromkeys(_YES, True), **dict.fromkeys(_NO, False)}
Choice = TypeVar("Choice", bound=str)


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
    """A moment in the given format, else in ISO, or without a format also as people type it. None for any other."""
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
    """An amount to the cent, as people type it; None for an empty cell. Raises Refusal."""
    try:
        return money.read(text)
    except Refusal as refusal:
        raise Refusal(f"{name}: {refusal.sentence}") from None


def as_time(name: str, text: str) -> time | None:
    """An hour of the day: `14:30`, `14h30`, `14h`; None for an empty cell. Raises Refusal."""
    found = _HOUR.fullmatch(text)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (0, 0)
    if text and (not found or hour > 23 or minute > 59):
        raise Refusal(f"{name}: a hora {text!r} não existe ou não se entende; escreva como 14:30")
    return time(hour, minute) if text else None


def as_number(name: str, text: str) -> int | None:
    """A whole number, with or without its dots; None for an empty cell. Raises Refusal."""
    plain = re.sub(r"(?<=\d)\.(?=\d{3}(?!\d))", "", text)
    if plain and not re.fullmatch(r"-?[0-9]{1,15}", plain):
        raise Refusal(f"{name}: {text!r} não é um número inteiro; escreva só os algarismos")
    return int(plain) if plain else None


def as_answer(name: str, text: str) -> bool | None:
    """Yes or no; None for an empty cell. Raises Refusal."""
    if fold(text) not in _ANSWERS:
        raise Refusal(f"{name}: {text!r} não se entende; escreva sim ou não")
    return _ANSWERS[fold(text)]


def as_choice(name: str, text: str, choices: Iterable[Choice]) -> Choice | None:
    """The choice that the text names, whatever its accents; None for an empty cell. Raises Refusal."""
    key, known = column_key(text), {column_key(each): each for each in choices}
    if key and key not in known:
        *others, last = known.values()
        raise Refusal(f"{name}: {text!r} não existe; use {', '.join(others)} ou {last}")
    return known.get(key)


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
    """The value in a form that a spreadsheet will not compute."""
    return f"'{value}" if _FORMULA.match(value) else value


def unguarded(value: str) -> str:
    """The value before it was guarded."""
    return value[1:] if value.startswith("'") and _FORMULA.match(value) else value
