"""The other end of an interval: de 3 a 5/12, entre segunda e quarta, das 9 às 11."""

from __future__ import annotations

from dataclasses import replace

from handlers.reading.dates.figures import Clock, Dotted, Numeric
from handlers.reading.dates.frame import Frame, Hour, Lead, Line, Range, Repeat
from handlers.reading.dates.lexicon import ANY_MONTH, IN, OF
from handlers.reading.dates.numerals import day_number, is_a_number_of, number
from handlers.reading.dates.parts import next_part, read_frame
from handlers.reading.dates.periods import period
from handlers.reading.dates.ranges import in_order
from models.day_arithmetic import Span
from models.recurrences import Recurrence
from models.terms import Grain

_TO = frozenset(("a", "ate", "ateh", "-"))
_LAST_HOUR = 24
_AFTER_FIRST = _TO | {"as", "e", "(", "ao"}


def range_from(line: Line, first: Frame, stop: int, kind: Lead) -> tuple[Range, int] | None:
    """The other end of "de segunda a sexta", "das 9 às 11", "4pm-5pm"."""
    j = stop
    if line.words[j] == "," and line.words[j + 1] in ("ate",):
        j += 1
    word = line.words[j]
    joined = (
        word in _TO
        or (word == "ao" and (first.day is not None or line.words[j + 1] in ("meio", "meiodia")))
        or (word == "e" and kind is Lead.BETWEEN)
        or (word == "as" and first.hour is not None)
    )
    if not joined or first.moment is not None:
        return None
    j = _skip_articles(line, j + 1)
    last = Frame()
    end = read_frame(line, j, last) or _bare_end(line, j, first, last)
    if first.span is not None and line.words[j] in ANY_MONTH:  # janeiro a março
        kind = Lead.OF
    if not end or not _matches(first, last, word, kind):
        return None
    ends = Range(first, last)
    return (ends, end) if in_order(line, ends) else None


def days_of_the_week(line: Line, first: Frame, stop: int) -> tuple[Repeat, int] | None:
    """The repetition "de segunda a sexta, às 8h"; None without a time, as it happens once then."""
    if first.weekday is None or first.has_clock or first.day or first.span or line.words[stop] != "a":
        return None
    last = Frame()
    end = read_frame(line, stop + 1, last)
    if not end or last.weekday is None or last.weekday <= first.weekday or last.day or last.span:
        return None
    if last.hour is None:
        return None
    if ranged := range_from(line, last, end, Lead.OF):
        end = ranged[1]
    return Repeat(Recurrence("weekly", weekdays=tuple(range(first.weekday, last.weekday + 1))), last.hour), end


def _skip_articles(line: Line, j: int) -> int:
    if line.words[j] in ("o", "a", "as", "os", "ao", "na", "no", "em"):
        j += 1
    return j


def hours_after_day(line: Line, day: Frame, stop: int) -> tuple[Range, int] | None:
    """The range of hours in "quinta-feira das 9 às 11"."""
    j = stop + (line.words[stop] == ",")
    led = line.words[j] in ("das", "de", "entre")
    if day.has_clock or not (day.has_day or day.span) or not (led or line.words[j + 1] in ("-", "as")):
        return None
    kind = Lead.BETWEEN if line.words[j] == "entre" else Lead.OF
    j += led
    j += line.words[j] == "as"
    ranged = range_of_numbers(line, j, kind) or _clock_to_clock(line, j, kind) or _two_hours(line, j, kind)
    if ranged is None or ranged[0].first.hour is None or ranged[0].last.has_day:
        return None
    return Range(replace(day, hour=ranged[0].first.hour), ranged[0].last), ranged[1]


def _clock_to_clock(line: Line, i: int, kind: Lead) -> tuple[Range, int] | None:
    """The "9h e 11h30" of "sexta entre 9h e 11h30"."""
    first = Frame()
    stop = next_part(line, i, first, Lead.NONE) if isinstance(line.values[i], Clock | Dotted) else 0
    if not stop or first.hour is None or first.has_day:
        return None
    return range_from(line, first, stop, kind)


def _two_hours(line: Line, i: int, kind: Lead) -> tuple[Range, int] | None:
    """The "9 e 11" of "amanhã entre 9 e 11", the "9 a 11" of "amanhã de 9 a 11"."""
    first = number(line, i)
    if (
        first is None
        or line.words[first[1]] not in ("a", "as", "ate", "e")
        or (kind is Lead.OF) is (line.words[first[1]] == "e")
    ):
        return None
    last = number(line, _skip_articles(line, first[1] + 1))
    if last is None or not first[0] < last[0] <= _LAST_HOUR or not line.ends_at(last[1]):
        return None
    ends = Range(Frame(hour=Hour(first[0], open=True)), Frame(hour=Hour(last[0], open=True)))
    return ends, last[1]


def _bare_end(line: Line, j: int, first: Frame, last: Frame) -> int:
    """The 3 of "de 1pm a 3", the 20 of "novembro 19-20", the 12.32 of "8:10 - 12.32"."""
    value = line.values[j]
    if isinstance(value, Dotted) and first.hour:
        last.hour = Hour(value.hour, value.minute)
        return j + 1
    found = number(line, j)
    if found is not None and line.words[found[1]] in ("horas", "h") and first.hour and found[0] <= 24:
        last.hour = Hour(found[0], open=True)
        return found[1] + 1
    if found is None or not (line.ends_at(found[1]) or line.words[found[1]] in ("de", "do", "em", "da", "e")):
        return 0
    if first.hour and found[0] <= 24:
        last.hour = Hour(found[0], open=True)
    elif first.day and not first.hour and 1 <= found[0] <= 31 and (line.words[j - 1] != "-" or found[0] > first.day):
        last.day = found[0]
    else:
        return 0
    return found[1]


def _matches(first: Frame, last: Frame, word: str, kind: Lead) -> bool:
    """Whether two ends are of one kind; "sexta a tarde" and "quarta às 11" are one date each."""
    if last.is_empty or (first.part and not first.hour):
        return False
    if first.hour and last.hour:
        return True
    if first.hour or last.hour or (first.past and kind is Lead.OF) or first.has_day is not last.has_day:
        return False
    if last.part and not last.has_day:
        return False
    ranged = kind in (Lead.OF, Lead.FROM, Lead.BETWEEN) or word != "a"
    return ranged or (first.day is not None and last.day is not None) or first.weekday is not None


def range_of_numbers(line: Line, i: int, kind: Lead) -> tuple[Range, int] | None:
    """A range whose first end is a bare number: "de 3 a 5/12", "13-15 julho", "dias 3 a 5", "das 9 às 11"."""
    plural = line.words[i] == "dias"
    start = i + plural
    if line.words[start] in ("o",):
        start += 1
    found = day_number(line, start) if plural or line.words[start + 1] in _AFTER_FIRST else None
    if found is None or not 0 <= found[0] <= 31 or (not plural and is_a_number_of(line, i)):
        return None
    n, j = found
    while plural and line.words[j] == "," and (more := day_number(line, j + 1)):
        j = more[1]
    word = line.words[j]
    if word == "e":
        joined = plural or kind is Lead.BETWEEN or _day_at(line, j + 1) == n + 1
    else:
        joined = word in _TO or word == "as" or (word == "ao" and line.words[j + 1] in ("meio", "meiodia"))
    if not joined:
        return None
    led = kind in (Lead.OF, Lead.FROM, Lead.BETWEEN, Lead.UNTIL)
    return _numbered_ends(line, n, _skip_articles(line, j + 1), plural, led, kind is Lead.BETWEEN)


def _day_at(line: Line, j: int) -> int | None:
    value = line.values[j]
    return value.day if isinstance(value, Numeric) else line.number(j)


def _numbered_ends(line: Line, n: int, j: int, plural: bool, led: bool, between: bool) -> tuple[Range, int] | None:
    last = Frame()
    stop = read_frame(line, j, last)
    if stop and last.day is not None and last.weekday is None and (n < last.day or last.month):
        return (Range(Frame(day=n), last), stop) if n >= 1 else None
    if stop and last.hour is not None and n <= 24 and (led or last.hour.half):
        return Range(Frame(hour=Hour(n, open=True)), last), stop
    other = number(line, j)
    if other is None or other[0] > 31:
        return None
    if between and line.words[other[1]] in ("horas", "hrs", "hs", "h") and n < other[0] <= 24:
        return Range(Frame(hour=Hour(n, open=True)), Frame(hour=Hour(other[0], open=True))), other[1] + 1
    if named := _of_a_month(line, other[1]):
        month, stop = named
        return Range(Frame(day=n, span=month), Frame(day=other[0], span=month)), stop
    if plural:
        return Range(Frame(day=n), Frame(day=other[0])), other[1]
    return _hours_of_a_day(line, n, other, led)


def _of_a_month(line: Line, i: int) -> tuple[Span, int] | None:
    """The month of "de 4 a 22 deste mês", "de 4 a 22 do mês que vem"."""
    i += line.words[i] in OF or line.words[i] in IN
    found = period(line, i)
    return found if found and found[0].grain is Grain.MONTH else None


def _hours_of_a_day(line: Line, n: int, other: tuple[int, int], led: bool) -> tuple[Range, int] | None:
    """The hours of a day that follows or precedes: "de 5 a 6 em 22 de abril", "das 9 às 11 de sexta"."""
    last = Frame(hour=Hour(other[0], open=True))
    stop = next_part(line, other[1], last, Lead.NONE)
    if stop and led and other[0] <= 24 and last.has_day:
        return Range(Frame(hour=Hour(n, open=True)), last), stop
    return None
