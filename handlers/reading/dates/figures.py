"""The figures of a line, and the possible meanings of each: a day, a time, a number, or none of these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from handlers.reading.dates.lexicon import ANY_MONTH
from handlers.reading.dates.marks import MARKS
from models.day_arithmetic import full_year

MAX_TOKENS = 800
_DIGITS = frozenset("0123456789")
_TOKEN = re.compile(r"[0-9](?:[\w./,:-]*[\w])?|(\w++)(?:[-./_]?([0-9])[\w./,:-]*\b)?|[\S\n]")
_BEFORE_FIGURE = frozenset("$#@/\\+=*&%^~<")
_AFTER_FIGURE = frozenset("%$@/\\+*=€°_")


class Ordinal(NamedTuple):
    """5º, 1ª."""

    n: int


class Numeric(NamedTuple):
    """A date in figures: 27/11, 27.11.26, 27/nov, 2026-11-27."""

    day: int
    month: int
    year: int | None
    slashed: bool = False


class Clock(NamedTuple):
    """A time: 14h, 14h30, 8:05, 7pm. `plain`: a bare figure, whose half of the day is open."""

    hour: int
    minute: int
    half: str = ""
    plain: bool = False


class Dotted(NamedTuple):
    """15.30: a time to some, a version to others."""

    hour: int
    minute: int


class MonthYear(NamedTuple):
    month: int
    year: int


class Decimal(NamedTuple):
    halves: int


class Opaque(NamedTuple):
    """A figure that is no date: a number of a law, a price, a phone."""


Value = int | Ordinal | Numeric | Clock | Dotted | MonthYear | Decimal | Opaque | None
OPAQUE = Opaque()

_MONTH = "|".join(sorted(ANY_MONTH, key=len, reverse=True))
_SHAPES = r"""(?P<ordinal>[0-9]{1,2}(?:\.?[ºªoa]|[oa]s|r[oa])|[2-6]f)
      | (?P<date>[0-9]{1,2}(?:\.?º|o)?(?P<sep>[/.])[0-9]{1,2}(?P=sep)(?:[0-9]{4}|[0-9]{2})
          | [0-9]{1,2}(?:\.?º|o)?/[0-9]{1,2})
      | (?P<hyphens>[0-9]{1,2}º?-[0-9]{1,2}-(?:[0-9]{4}|[0-9]{2}))
      | (?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})
      | (?P<clock>[0-9]{1,2}
          (?:h(?:s|rs?|oras?)?(?:[:.]?[0-9]{2}(?:m|min|mins)?)? | :[0-9]{2}(?::[0-9]{2})?(?:h|hs|hrs?|horas)?)?
          (?P<half>am|pm)?)
      | (?P<named>[0-9]{1,2}(?:º|o)?[-/.]?(?:MONTH)(?:[-/.]?(?:[0-9]{4}|[0-9]{2}))?)
      | (?P<dotted>[0-9]{2}\.[0-9]{2})
      | (?P<month>[0-9]{1,2}[/-][0-9]{4})
      | (?P<decimal>[0-9]{1,3},5)
    """.replace("MONTH", _MONTH)


@cache
def _shapes() -> re.Pattern[str]:
    """The pattern of all figures, compiled at first use: it takes as long as all the rest of the import."""
    return re.compile(_SHAPES, re.VERBOSE)


_NUMBERS = re.compile("[0-9]+")
_BACKSLASH = re.compile(r"(?<=[0-9])\\(?=[0-9])")  # 27\12, beside the slash on many keyboards
_LETTERS = re.compile("[a-z]{3,}")
_MONTH_YEAR = rf"({_MONTH})[-/.]?([0-9]{{4}}|[0-9]{{2}})"
_FEIRA = re.compile(r"([2-6]\.?[ªa])([-.]?)(feiras?|f)")
_UNIT_YEAR = re.compile("((?:bi|tri|quadri|se)?mestre|mes|quinzena)/([0-9]{4})")
_COUNTED = re.compile("([0-9]{1,3})(min|mins|minutos?|horas?|dias?|semanas?|mes|meses|anos?)")
_SECONDS = re.compile("[0-9]{2}:[0-9]{2}:[0-9]{2}")
_ISO_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(t)([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)")


def _numeric(day: str, month: str, year: str | None, slashed: bool) -> Numeric:
    return Numeric(int(day), int(month), full_year(year) if year else None, slashed)


def _named(shape: str) -> Numeric:
    figures, letters = _NUMBERS.findall(shape), _LETTERS.findall(shape)
    month = next(ANY_MONTH[name] for name in (letters[0], letters[0][1:]) if name in ANY_MONTH)
    return _numeric(figures[0], str(month), figures[1] if len(figures) > 1 else None, False)


def _clock(shape: str, half: str) -> Value:
    figures = _NUMBERS.findall(shape)
    hour, minute = int(figures[0]), int(figures[1]) if len(figures) > 1 else 0
    return Clock(hour, minute, half, plain=not half and figures[0][0] != "0")


def figure(chunk: str) -> Value:
    """The value of a run of characters that begins with a digit."""
    if chunk.isdigit() and chunk.isascii():
        return int(chunk) if len(chunk) < 9 else OPAQUE
    match = _shapes().fullmatch(chunk)
    if match is None:
        return OPAQUE
    numbers = _NUMBERS.findall(chunk)
    match match.lastgroup if match.lastgroup not in ("sep", "half") else ("date" if match["date"] else "clock"):
        case "ordinal":
            return Ordinal(int(numbers[0]))
        case "date" | "hyphens":
            return _numeric(numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else None, "/" in chunk)
        case "iso":
            return _numeric(numbers[2], numbers[1], numbers[0], False)
        case "clock":
            return _clock(chunk, match["half"] or "")
        case "named":
            return _named(chunk)
        case "dotted":
            return Dotted(int(numbers[0]), int(numbers[1]))
        case "month":
            return MonthYear(int(numbers[0]), int(numbers[1]))
        case _:
            return Decimal(int(numbers[0]) * 2 + 1)


def _split(chunk: str) -> tuple[str, ...]:
    """The two figures around a dash, as in 28/2-1/3 and 9h-11h, or the day and the time of 2026-11-27T10:00."""
    if moment := _ISO_MOMENT.fullmatch(chunk):
        return moment.groups()
    if weekday := _FEIRA.fullmatch(chunk):
        return tuple(filter(None, weekday.groups()))
    if counted := _COUNTED.fullmatch(chunk):
        return counted.groups()
    left, dash, right = chunk.partition("-")
    if _SECONDS.fullmatch(left):
        return (left, dash + right) if dash else (chunk,)
    if not dash or not right[:1].isdigit():
        return (chunk,)
    ends = (figure(left), figure(right))
    return (left, dash, right) if all(isinstance(end, int | Numeric | Clock | Dotted) for end in ends) else (chunk,)


def _month_year(word: str) -> Value:
    match = re.fullmatch(_MONTH_YEAR, word)
    return MonthYear(ANY_MONTH[match[1]], full_year(match[2])) if match else OPAQUE


Piece = tuple[str, Value, int]
"""A word, what its figure may be, and where it begins in what was cut."""


def pieces(chunk: str, priced: bool) -> tuple[bool, tuple[Piece, ...]]:
    """The pieces of a text without spaces, and whether there is a mark in it; `priced`: after a "$" and a space."""
    return _remembered(chunk, priced) if len(chunk) <= _MEMORABLE else _cut(chunk, priced)


def _cut(chunk: str, priced: bool) -> tuple[bool, tuple[Piece, ...]]:
    found: list[Piece] = []
    if "\\" in chunk:
        chunk = _BACKSLASH.sub("/", chunk)
    for match in islice(_TOKEN.finditer(chunk), MAX_TOKENS):
        word, start = match[0], match.start()
        if (unit := _UNIT_YEAR.fullmatch(word)) is not None:
            found += [
                (unit[1], None, start),
                ("/", None, start + len(unit[1])),
                (unit[2], int(unit[2]), match.end() - 4),
            ]
        elif word[0] not in _DIGITS:
            found.append((word, _month_year(word) if match.lastindex == 2 else None, start))
        elif _stands_alone(chunk, start, match.end(), priced) or _is_added(chunk, start):
            found += _figures(word, start)
        else:
            found.append((word, OPAQUE, start))
    return not MARKS.isdisjoint(chunk), tuple(found)


_remembered = lru_cache(maxsize=1024)(_cut)
_MEMORABLE = 24
"""Characters: what is longer comes once."""


def _stands_alone(chunk: str, start: int, end: int, priced: bool) -> bool:
    if chunk[start - 1 : start] in _BEFORE_FIGURE or (chunk.endswith("$ ", 0, start) if start else priced):
        return False
    return chunk[end : end + 1] not in _AFTER_FIGURE


def _is_added(chunk: str, start: int) -> bool:
    """Whether a number of days may stand there, as in "+7 dias"."""
    return start == 1 and chunk[0] == "+" and len(chunk) <= 3 and chunk[1:].isdecimal()


def _figures(word: str, start: int) -> Iterator[Piece]:
    value = figure(word)
    parts = _split(word) if value is OPAQUE else (word,)
    if len(parts) == 1:
        yield word, value, start
        return
    for part in parts:
        yield part, figure(part) if part[0] in _DIGITS else None, start
        start += len(part)
