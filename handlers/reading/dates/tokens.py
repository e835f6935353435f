"""A line of text cut into words and figures, folded, each remembering where it stood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from handlers.reading.dates.lexicon import ANY_MONTH

MAX_TOKENS = 800
PADDING = 8
_NO_WORDS = [""] * PADDING
_DIGITS = frozenset("0123456789")

_BIDI = re.compile("[\u061c\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u0300-\u036f]")
_TOKEN = re.compile(r"[0-9](?:[\w./,:-]*[\w])?|(\w++)(?:[-./_]?([0-9])[\w./,:-]*\b)?|[\S\n]")
_BEFORE_FIGURE = frozenset("$#@/\\+=*&%^~<")
_AFTER_FIGURE = frozenset("%$@/\\+*=€°_")


class Ordinal(NamedTuple):
    n: int


class Numeric(NamedTuple):
    """27/11, 27.11.26, 27/nov, 2026-11-27."""

    day: int
    month: int
    year: int | None
    slashed: bool = False


class Clock(NamedTuple):
    """14h, 14h30, 8:05, 7pm. `plain` when only the figure says so and the half of the day is open."""

    hour: int
    minute: int
    half: str = ""
    plain: bool = False


class Dotted(NamedTuple):
    """15.30: a time for some, a version for others."""

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
_SHAPES = r"""(?P<ordinal>[0-9]{1,2}(?:[ºª°]|[oa]s?))
      | (?P<date>[0-9]{1,2}(?P<sep>[/.])[0-9]{1,2}(?P=sep)(?:[0-9]{4}|[0-9]{2}) | [0-9]{1,2}/[0-9]{1,2})
      | (?P<hyphens>[0-9]{1,2}-[0-9]{1,2}-(?:[0-9]{4}|[0-9]{2}))
      | (?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})
      | (?P<clock>[0-9]{1,2}
          (?:h(?:s|rs?|oras?)?(?:[0-9]{2}(?:m|min)?)? | :[0-9]{2}(?::[0-9]{2})?(?:h|hs)?)?
          (?P<half>am|pm)?)
      | (?P<named>[0-9]{1,2}(?:º|o)?[-/.]?(?:MONTH)(?:[-/.]?(?:[0-9]{4}|[0-9]{2}))?)
      | (?P<dotted>[0-9]{2}\.[0-9]{2})
      | (?P<month>[0-9]{1,2}[/-][0-9]{4})
      | (?P<decimal>[0-9]{1,3},5)
    """.replace("MONTH", _MONTH)


@cache
def _shapes() -> re.Pattern[str]:
    """Made when the first figure comes: it takes as long as all the rest of the import."""
    return re.compile(_SHAPES, re.VERBOSE)


_NUMBERS = re.compile("[0-9]+")
_LETTERS = re.compile("[a-z]{3,}")
_MONTH_YEAR = re.compile(rf"({_MONTH})[-/.]?([0-9]{{4}}|[0-9]{{2}})")
_FEIRA = re.compile("([2-6][ªa])([-.])(feiras?)")
_SECONDS = re.compile("[0-9]{2}:[0-9]{2}:[0-9]{2}")
_ISO_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(t)([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)")


def _fold_table() -> dict[int, str]:
    table = {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFKD", chr(code))[0].lower()
        if base.isascii():
            table[code] = base
    table |= {code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}
    return table | {ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"}


_FOLD = _fold_table()
_FOLD_LATIN = bytes(range(256)).decode("latin-1").translate(_FOLD).encode("latin-1")
"""The same for the letters of Portuguese, ten times faster."""


def fold(text: str) -> str:
    """Lower case without accents, the same length as the text."""
    if text.isascii():
        return text.lower()
    try:
        return text.encode("latin-1").translate(_FOLD_LATIN).decode("latin-1")
    except UnicodeEncodeError:
        return text.translate(_FOLD)


def full_year(year: int, length: int) -> int:
    """27/11/26 is of 2026; 15/05/85 of 1985."""
    if length > 2:
        return year
    return 2000 + year if year < 70 else 1900 + year


def _numeric(day: str, month: str, year: str | None, slashed: bool) -> Numeric:
    return Numeric(int(day), int(month), full_year(int(year), len(year)) if year else None, slashed)


def _named(shape: str) -> Numeric:
    figures, letters = _NUMBERS.findall(shape), _LETTERS.findall(shape)
    month = next(ANY_MONTH[name] for name in (letters[0], letters[0][1:]) if name in ANY_MONTH)
    return _numeric(figures[0], str(month), figures[1] if len(figures) > 1 else None, False)


def _clock(shape: str, half: str) -> Value:
    figures = _NUMBERS.findall(shape)
    hour, minute = int(figures[0]), int(figures[1]) if len(figures) > 1 else 0
    return Clock(hour, minute, half, plain=not half and figures[0][0] != "0")


def figure(chunk: str) -> Value:
    """What a run of characters that begins with a digit may be."""
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
    """28/2-1/3 and 9h-11h are two figures around a dash; 2026-11-27T10:00 is a day and a time."""
    if moment := _ISO_MOMENT.fullmatch(chunk):
        return moment.groups()
    if weekday := _FEIRA.fullmatch(chunk):
        return weekday.groups()
    left, dash, right = chunk.partition("-")
    if _SECONDS.fullmatch(left):
        return (left, dash + right) if dash else (chunk,)
    if not dash or not right[:1].isdigit():
        return (chunk,)
    ends = (figure(left), figure(right))
    return (left, dash, right) if all(isinstance(end, int | Numeric | Clock | Dotted) for end in ends) else (chunk,)


def _month_year(word: str) -> Value:
    match = _MONTH_YEAR.fullmatch(word)
    return MonthYear(ANY_MONTH[match[1]], full_year(int(match[2]), len(match[2]))) if match else OPAQUE


Piece = tuple[str, Value, int]
"""A word, what its figure may be, and where it begins in what was cut."""


def _cut_chunk(chunk: str, priced: bool) -> tuple[Piece, ...]:
    """What stands between two spaces; `priced` after a "$" and a space."""
    pieces: list[Piece] = []
    for match in islice(_TOKEN.finditer(chunk), MAX_TOKENS):
        word, start = match[0], match.start()
        if word[0] not in _DIGITS:
            pieces.append((word, _month_year(word) if match.lastindex == 2 else None, start))
        elif _stands_alone(chunk, start, match.end(), priced):
            pieces += _figures(word, start)
        else:
            pieces.append((word, OPAQUE, start))
    return tuple(pieces)


_remembered = lru_cache(maxsize=1024)(_cut_chunk)
_MEMORABLE = 24
"""Characters: what is longer comes once."""


def _stands_alone(chunk: str, start: int, end: int, priced: bool) -> bool:
    if chunk[start - 1 : start] in _BEFORE_FIGURE or (chunk.endswith("$ ", 0, start) if start else priced):
        return False
    return chunk[end : end + 1] not in _AFTER_FIGURE


def _figures(word: str, start: int) -> Iterator[Piece]:
    value = figure(word)
    parts = _split(word) if value is OPAQUE else (word,)
    if len(parts) == 1:
        yield word, value, start
        return
    for part in parts:
        yield part, figure(part) if part[0] in _DIGITS else None, start
        start += len(part)


class Tokens:
    """Parallel lists, padded at the end so that looking ahead needs no guard. A key is what rules are found by: the
    word, or the class of its value.
    """

    __slots__ = ("_origin", "count", "folded", "keys", "starts", "text", "twisted", "values", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self._origin: list[int] | None = None
        self.twisted = False
        if not text.isascii() and _INVISIBLE.search(text):
            self.twisted = _BIDI.search(text) is not None
            text = self._visible(text)
        self.folded = fold(text)
        self.words: list[str] = []
        self.starts: list[int] = []
        self._set_values(self._cut())

    def _visible(self, text: str) -> str:
        """The characters a person sees, so that 1<zero width>5/11 is never read as 5/11."""
        composed, origin = [], []
        for index, char in enumerate(text):
            if not _INVISIBLE.match(char):
                composed.append(char)
                origin.append(index)
        self._origin = origin
        return "".join(composed)

    def _cut(self) -> list[tuple[int, Value]]:
        """Set the words, and give the figures among them. Between spaces stands mostly one word of only letters."""
        words, starts, folded = self.words, self.starts, self.folded
        figures: list[tuple[int, Value]] = []
        at = 0
        for chunk in folded.split(" ", MAX_TOKENS):
            if chunk.isalpha():
                words.append(chunk)
                starts.append(at)
            elif chunk and len(words) < MAX_TOKENS:
                cut = _remembered if len(chunk) <= _MEMORABLE else _cut_chunk
                for word, value, start in cut(chunk, folded.endswith("$ ", 0, at)):
                    if value is not None:
                        figures.append((len(words), value))
                    words.append(word)
                    starts.append(at + start)
            at += len(chunk) + 1
        return figures

    def _set_values(self, figures: list[tuple[int, Value]]) -> None:
        self.count = min(len(self.words), MAX_TOKENS)
        self.words[MAX_TOKENS:] = _NO_WORDS
        self.keys: list[object] = [*self.words]
        self.values: list[Value] = [None] * len(self.words)
        for index, value in figures:
            if index < MAX_TOKENS:
                self.keys[index], self.values[index] = type(value), value

    def span(self, first: int, stop: int) -> tuple[int, int]:
        """Where tokens first..stop-1 stand in the text as typed."""
        start, end = self.starts[first], self.starts[stop - 1] + len(self.words[stop - 1])
        if self._origin is not None:
            return self._origin[start], self._origin[end - 1] + 1
        return start, end

    def capitalised(self, index: int) -> bool:
        """Written as names are; a line typed all in capitals says nothing."""
        start, end = self.span(index, index + 1)
        return self.text[start].isupper() and not (end - start > 1 and self.text[start:end].isupper())

    def glued(self, index: int) -> bool:
        """Whether nothing stands between this token and the one before."""
        return 0 < index < self.count and self.starts[index - 1] + len(self.words[index - 1]) == self.starts[index]
