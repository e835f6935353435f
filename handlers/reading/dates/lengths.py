"""Lengths of time: em 15 dias úteis, daqui a duas semanas, 48h, uma hora e meia."""

from __future__ import annotations

from collections.abc import Callable

from handlers.reading.dates.clocks import is_hour_of_a_day, is_until_an_hour
from handlers.reading.dates.figures import Clock, Decimal
from handlers.reading.dates.frame import Frame, Impossible, Length, Line
from handlers.reading.dates.lexicon import HALVES, LENGTHS, PARTS, word_set
from handlers.reading.dates.numerals import number
from models.day_arithmetic import term_fits
from models.terms import Term

_BUSINESS = frozenset(("uteis", "util", "ut"))
_AFTER_NUMBER = _BUSINESS | set(LENGTHS) | {"e", "("}
_CALENDAR_DAYS = word_set("corridos corrido consecutivos")
_AT = frozenset(("as", "das", "pelas", "às"))
_WITHIN = frozenset(("em", "de", "a", "por", "daqui", "durante", "ate", "prazo"))

Measured = tuple[Term, int, bool]
"""A term, where it stops, and whether its words leave no doubt that it is one."""


def length(line: Line, i: int) -> tuple[Length | Impossible, int] | None:
    measured = _MEASURES.get(line.keys[i], _counted)(line, i)
    if measured is None:
        return None
    term, stop, certain = measured
    if not term_fits(term):
        return Impossible(), stop
    stop = _trailing(line, stop)
    back = line.words[stop] == "atras"
    whole = stop > measured[1]
    return Length(term, loose=not (certain or whole), back=back, whole=whole), stop + back


def _trailing(line: Line, stop: int) -> int:
    """The end of words that follow a length: 5 h no futuro."""
    if line.words[stop : stop + 2] == ["no", "futuro"]:
        return stop + 2
    return stop


def _half_hour(line: Line, i: int) -> Measured | None:
    if line.words[i + 1] == "hora":
        return Term(30, "minutos"), i + 2, False
    return None


def _hours_in_figures(line: Line, i: int) -> Measured | None:
    """A length in hours: 48h, or 2h after "em" or "daqui a"."""
    value = line.values[i]
    if not isinstance(value, Clock) or value.half or "h" not in line.words[i]:
        return None
    before = line.words[i - 1] if i else ""
    if not value.minute and line.words[i + 1 : i + 3] == ["e", "meia"] and before in _WITHIN:
        return Term(value.hour * 60 + 30, "minutos"), i + 3, True
    if before == "ate" and i > 1 and line.words[i - 2] == "em":
        before = "em"
    if value.minute:
        within = before in _WITHIN and before != "ate" and not _is_a_time(line, i, before)
        return (Term(value.hour * 60 + value.minute, "minutos"), i + 1, True) if within else None
    long = value.hour >= 24 and value.hour % 12 == 0 and (value.hour > 24 or line.count == 1)
    if before in _AT or not (long or (before in _WITHIN and before != "ate" and not _is_a_time(line, i, before))):
        return None
    return Term(value.hour, "horas"), i + 1, long


def _is_a_time(line: Line, i: int, before: str) -> bool:
    """Whether hours are a time, as in "reunião de 14h" and "a 14h"; "em 3h" and "daqui a 3h" are lengths."""
    if before in ("em", "por", "daqui", "durante", "prazo"):
        return False
    return i < 2 or line.words[i - 2] not in ("daqui", "dentro", "prazo")


def _counted(line: Line, i: int) -> Measured | None:
    value = line.values[i]
    if isinstance(value, Decimal):
        return _with_half(line.words[i + 1], value.halves // 2, i + 2)
    found = number(line, i) if line.words[i + 1] in _AFTER_NUMBER else None
    if found is None:
        return None
    n, j = found
    if (
        line.words[i : j + 1] == ["um", "dia"]
        and line.count > 2
        and (i == 0 or line.words[i - 1] not in _WITHIN)
        and (line.words[j + 1] not in ("antes", "depois"))
    ):
        return None
    if line.words[j] in _BUSINESS and line.words[j + 1] in ("dia", "dias"):
        return Term(n, "dias_uteis"), j + 2, True
    unit = LENGTHS.get(line.words[j])
    if unit is None:
        return None
    return _with_unit(line, i, n, unit, j + 1)


_MEASURES: dict[object, Callable[[Line, int], Measured | None]] = {"meia": _half_hour, Clock: _hours_in_figures}


def _with_unit(line: Line, i: int, n: int, unit: tuple[int, str], stop: int) -> Measured | None:
    factor, name = unit
    if name == "dias_corridos" and line.words[stop] in _BUSINESS:
        return Term(n, "dias_uteis"), stop + 1, True
    if name == "dias_corridos" and line.words[stop] in _CALENDAR_DAYS:
        return Term(n * factor, name), stop + 1, True
    if name in ("horas", "minutos") and i and (line.words[i - 1] in _AT or line.has_crase(i - 1)):
        return None
    if name in ("horas", "minutos") and line.words[stop] in _BUSINESS:
        return None
    if name == "horas" and (is_until_an_hour(line, i) or is_hour_of_a_day(line, i, stop)):
        return None
    if line.words[stop] == "e" and line.words[stop + 1] in ("meia", "meio"):
        return _with_half(line.words[stop - 1], n, stop + 2)
    if name == "horas" and line.words[stop] in ("da", "de", "pela") and line.words[stop + 1] in PARTS:
        return None
    if (name == "horas" and not n) or (name == "minutos" and _is_relative(line, stop)):
        return None
    if name == "horas" and (more := _minutes_more(line, stop)):
        return Term(n * 60 + more[0], "minutos"), more[1], False
    return _with_remainder(line, Term(n * factor, name), stop)


def _with_remainder(line: Line, term: Term, stop: int) -> Measured:
    """ "2 anos e 3 meses", "1 semana e 2 dias", in the smaller unit."""
    found = number(line, stop + 1) if line.words[stop] == "e" else None
    if found is not None:
        factor, name = LENGTHS.get(line.words[found[1]], (0, ""))
        scale = _SCALES.get((term.unit, name))
        if scale and line.words[found[1] + 1] not in _BUSINESS:
            return Term(term.n * scale + found[0] * factor, name), found[1] + 1, False
    return term, stop, False


_SCALES = {("anos", "meses"): 12, ("semanas", "dias_corridos"): 7, ("dias_corridos", "horas"): 24}


def _is_relative(line: Line, stop: int) -> bool:
    """Whether a length belongs to a time: "3 min para as cinco"."""
    return line.words[stop] in ("para", "pra", "depois") and line.words[stop + 1] in ("as", "das", "o", "meio", "meia")


def _minutes_more(line: Line, stop: int) -> tuple[int, int] | None:
    if line.words[stop] != "e":
        return None
    found = number(line, stop + 1)
    if found is None or LENGTHS.get(line.words[found[1]], (0, ""))[1] != "minutos":
        return None
    return found[0], found[1] + 1


def _with_half(unit: str, n: int, stop: int) -> Measured | None:
    """A length with a half, in the smaller unit: uma hora e meia, dois anos e meio, 3,5 anos."""
    _, name = LENGTHS.get(unit, (0, ""))
    if name not in HALVES:
        return None
    half, smaller = HALVES[name]
    return Term(n * half * 2 + half, smaller), stop, False


def seconds(line: Line, i: int, frame: Frame) -> int:
    """The present, for "em um segundo"."""
    found = number(line, i)
    if found is None or line.words[found[1]] not in ("segundo", "segundos") or not frame.is_empty:
        return 0
    if i == 0 or line.words[i - 1] not in ("em", "de", "a"):
        return 0
    frame.moment = line.now
    return found[1] + 1
