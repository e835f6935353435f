"""Numbers in figures or in words, and ordinals."""

from __future__ import annotations

from handlers.reading.dates.figures import Ordinal
from handlers.reading.dates.frame import Line
from handlers.reading.dates.lexicon import NUMBERED, NUMBERS, ORDINAL_TENS, ORDINALS
from models.day_arithmetic import FIRST_YEAR, LAST_YEAR, full_year


def number(line: Line, index: int) -> tuple[int, int] | None:
    """A number and where it stops: "15", "quinze", "vinte e um", "cento e vinte"."""
    figure = line.values[index]
    if type(figure) is int:
        return figure, _spelled_again(line, index + 1) if line.words[index + 1] == "(" else index + 1
    total = NUMBERS.get(line.words[index])
    if total is None:
        return None
    index += 1
    smallest = total
    while smallest >= 20 and line.words[index] == "e":
        more = NUMBERS.get(line.words[index + 1])
        if not more or more >= (smallest if smallest < 100 else 100) or (smallest < 100 and more > 9):
            break
        total, smallest, index = total + more, more, index + 2
    return total, index


def _spelled_again(line: Line, index: int) -> int:
    """The end of a number repeated in words, as in laws and contracts: "15 (quinze) dias"."""
    said = number(line, index + 1) if line.words[index + 1] in NUMBERS else None
    return said[1] + 1 if said is not None and line.words[said[1]] == ")" else index


def day_number(line: Line, index: int) -> tuple[int, int] | None:
    """A number that may be a day of the month, "1º" and "primeiro" among them."""
    value = line.values[index]
    if (type(value) is Ordinal and value.n == 1) or line.words[index] == "primeiro":
        return 1, index + 1
    return number(line, index)


def any_day_number(line: Line, index: int) -> tuple[int, int] | None:
    """As `day_number`, and "27º" where a month is to follow."""
    if line.words[index] in ORDINAL_TENS:
        return ordinal(line, index)
    value = line.values[index]
    return (value.n, index + 1) if type(value) is Ordinal else day_number(line, index)


def ordinal(line: Line, index: int) -> tuple[int, int] | None:
    """An ordinal and where it stops: "5º", "quinto", "último" (-1), "vigésimo segundo"."""
    value = line.values[index]
    if type(value) is Ordinal:
        return value.n, index + 1
    n = ORDINALS.get(line.words[index])
    if line.words[index] in ORDINAL_TENS and n and 0 < (more := ORDINALS.get(line.words[index + 1], 0)) < 10:
        return n + more, index + 2
    return (n, index + 1) if n is not None else None


def year(line: Line, index: int) -> tuple[int, int] | None:
    """A year and where it stops: "2026", "dois mil e vinte e seis"."""
    if line.words[index] == "dois" and line.words[index + 1] == "mil":
        if line.words[index + 2] == "e" and (rest := number(line, index + 3)) is not None and rest[0] < 100:
            return 2000 + rest[0], rest[1]
        return 2000, index + 2
    figure = line.number(index)
    if figure is None or len(line.words[index]) != 4:
        return None
    return figure, index + 1


def short_year(line: Line, index: int) -> tuple[int, int] | None:
    """The year "26" at the end of "5 de maio de 26", and where it stops."""
    figure = line.number(index)
    if figure is None or len(line.words[index]) != 2 or figure < 20 or not line.ends_at(index + 1):
        return None
    return full_year(line.words[index]), index + 1


def is_year(value: int) -> bool:
    return FIRST_YEAR <= value <= LAST_YEAR


def is_a_number_of(line: Line, i: int) -> bool:
    """Whether the figure is the number of the noun before it, with or without "nº" between them."""
    j = i - 1
    while j >= 0 and line.words[j] in (".", "nº", "n"):
        j -= 1
    return (j < i - 1 and line.words[i - 1] != ".") or (j >= 0 and line.words[j] in NUMBERED)
