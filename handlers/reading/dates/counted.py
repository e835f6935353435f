"""Numbered periods and days: 5º dia útil de dezembro, última sexta do mês, próximos 3 dias."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from handlers.reading.dates.figures import Ordinal
from handlers.reading.dates.frame import Frame, Line
from handlers.reading.dates.lexicon import (
    EDGES,
    FEIRA,
    MONTHS,
    NEXT,
    NUMBERS,
    OF,
    ORDINAL_TENS,
    ORDINALS,
    THIS,
    WEEKDAYS,
)
from handlers.reading.dates.numerals import is_year, number, ordinal, year
from handlers.reading.dates.periods import MONTHS_OF, PERIODS, SINGULARS, calendar_unit, edge_of, period
from models.day_arithmetic import (
    Span,
    add_months,
    month_span,
    nth_business_day,
    nth_week,
    nth_weekday,
    year_span,
)
from models.terms import Grain

Counter = Callable[[Span, int], "date | Span | None"]


def ordinal_thing(line: Line, i: int, frame: Frame) -> int:
    """A numbered day or period: 5º dia útil de dezembro, última sexta do mês, segundo trimestre de 2027."""
    compound = line.words[i] in ORDINAL_TENS
    found = ordinal(line, i) if compound or line.keys[i + 1] in _COUNTABLE else None
    if found is None or frame.span is not None or frame.date is not None:
        return 0
    n, j = found
    many = number(line, j)
    count, j = many if many and line.words[many[1]] in SINGULARS else (1, j)
    thing = _thing(line, j)
    if thing is None:
        return 0
    counter, stop, default = thing
    if n > 0 and line.words[stop] in _AFTER_TODAY:
        frame.date = _nth_from_tomorrow(line, n, counter)
        return stop + 1 if frame.date else 0
    result = _count_in_period(line, stop, n, counter, default)
    if result is None or (count > 1 and not isinstance(result[0], Span)):
        return 0
    value, stop = result
    if isinstance(value, Span):
        frame.span = Span(value.start, value.end + timedelta(weeks=count - 1), Grain.DAY) if count > 1 else value
    else:
        frame.date = value
    return stop


_AFTER_TODAY = frozenset(("seguinte", "subsequente", "posterior"))


def _nth_from_tomorrow(line: Line, n: int, counter: Counter) -> date | None:
    """The n-th day counted from tomorrow: 3º dia útil subsequente."""
    found = counter(Span(line.today + timedelta(days=1), add_months(line.today, 12), Grain.DAY), n)
    return found if isinstance(found, date) else None


def first_or_last_units(line: Line, i: int, frame: Frame) -> int:
    """The first or last units of a period: duas primeiras semanas de dezembro, últimos 3 dias do mês."""
    before = number(line, i)
    j = before[1] if before else i
    end = ORDINALS.get(line.words[j], 0) if line.words[j].endswith("s") else 0
    after = None if before else number(line, j + 1)
    found, j = before or after, after[1] if after else j + 1
    unit = line.words[j]
    if end not in (1, -1) or found is None or unit not in ("dias", "semanas") or line.words[j + 1] not in OF:
        return 0
    of_period = period(line, j + 2, bare=True)
    if of_period is None or frame.span is not None or frame.has_day or not 1 < found[0] <= _MOST_UNITS:
        return 0
    frame.span = _edge_span(of_period[0], end, found[0], weeks=unit == "semanas")
    return of_period[1] if frame.span else 0


_MOST_UNITS = 31


def _edge_span(span: Span, end: int, count: int, *, weeks: bool) -> Span | None:
    outer = nth_week(span, end) if weeks else Span(span.start, span.end, Grain.DAY)
    more = timedelta(weeks=count - 1) if weeks else timedelta(days=count - 1)
    if outer is None:
        return None
    if end == 1:
        return Span(outer.start, (outer.end if weeks else outer.start) + more, Grain.DAY)
    return Span((outer.start if weeks else outer.end) - more, outer.end, Grain.DAY)


def edge_of_ordinal(line: Line, i: int, frame: Frame) -> int:
    """An edge of a numbered period: fim do 2º semestre, início do terceiro trimestre de 2027."""
    j = i + 1 + (line.words[i + 1] in OF)
    if frame.has_day or frame.span or j == i + 1 or line.keys[j] not in _ORDINAL_KEYS:
        return 0
    whole = Frame()
    stop = ordinal_thing(line, j, whole)
    if not stop or whole.span is None:
        return 0
    frame.date = edge_of(whole.span, EDGES[line.words[i]])
    return stop


_ORDINAL_KEYS = frozenset((Ordinal, *ORDINALS))
_COUNTABLE = frozenset(
    (int, *NUMBERS, *WEEKDAYS, *PERIODS, "dia", "dias", "semanas", "fim", "final", "metade", "decendio")
)


def _thing(line: Line, j: int) -> tuple[Counter, int, str] | None:
    """The unit that is counted, where its name stops, and its period when none is named."""
    word, after = line.words[j], line.words[j + 1]
    if word in ("dia", "dias"):
        if after in ("util", "uteis"):
            return (lambda span, n: nth_business_day(span, n, line.calendar)), j + 2, "mes"
        return _nth_day, j + 1, ""
    if word in WEEKDAYS:
        weekday = WEEKDAYS[word]
        stop = j + 1 + (after == "-")
        stop += line.words[stop] in FEIRA
        return (lambda span, n: nth_weekday(span, weekday, n)), stop, ""
    if word in ("semana", "semanas"):
        return nth_week, j + 1, ""
    if word in ("fim", "final") and line.words[j + 1 : j + 3] == ["de", "semana"]:
        return _nth_weekend, j + 3, ""
    if word == "metade":
        return _nth_half, j + 1, ""
    if word == "decendio":
        return _nth_ten_days, j + 1, "mes"
    if word in MONTHS_OF or word == "quinzena":
        return (lambda span, n: _nth_unit(word, span, n)), j + 1, "mes" if word == "quinzena" else "ano"
    return None


def _nth_day(span: Span, n: int) -> date | None:
    day = span.start + timedelta(days=n - 1) if n > 0 else span.end + timedelta(days=n + 1)
    return day if span.start <= day <= span.end else None


def _nth_weekend(span: Span, n: int) -> Span | None:
    saturday = nth_weekday(span, 5, n)
    return Span(saturday, saturday + timedelta(days=1), Grain.DAY) if saturday else None


def _nth_half(span: Span, n: int) -> Span | None:
    """The n-th half of a period: of a month the fortnight, of a year the semester."""
    unit = {Grain.MONTH: "quinzena", Grain.YEAR: "semestre"}.get(span.grain)
    return _nth_unit(unit, span, n) if unit and -1 <= n <= 2 else None


def _nth_ten_days(span: Span, n: int) -> Span | None:
    n = n + 4 if n < 0 else n
    if not 1 <= n <= 3:
        return None
    start = span.start + timedelta(days=10 * (n - 1))
    return Span(start, span.end if n == 3 else start + timedelta(days=9), Grain.DAY)


def _nth_unit(unit: str, span: Span, n: int) -> Span | None:
    first = calendar_unit(unit, span.start if n > 0 else span.end)
    found = calendar_unit(unit, first.start, n - 1 if n > 0 else n + 1)
    return found if span.start <= found.start and found.end <= span.end else None


def _count_in_period(line: Line, i: int, n: int, counter: Counter, default: str) -> tuple[date | Span, int] | None:
    """The n-th unit of the period named after "de", else of the present one or, once past, of the next."""
    j = i + (line.words[i] in OF)
    of_period = period(line, j, bare=True) if j > i or line.words[i] in THIS else None
    if of_period is None and (said := year(line, i + (line.words[i] == "/"))) and is_year(said[0]):
        of_period = year_span(said[0]), said[1]
    unit = line.words[j] if of_period and line.words[j] in PERIODS and of_period[1] == j + 1 else ""
    if of_period and not unit:
        return _counted(line, of_period[0], n, counter, of_period[1], line.words[j] in MONTHS)
    unit = unit or default
    if not unit:
        return None
    stop = of_period[1] if of_period else i
    for shift in (0, 1):
        found = counter(calendar_unit(unit, line.today, shift), n)
        if found and (found.end if isinstance(found, Span) else found) >= line.today:
            return found, stop
    return None


def _counted(
    line: Line, span: Span, n: int, counter: Counter, stop: int, yearly: bool
) -> tuple[date | Span, int] | None:
    found = counter(span, n)
    if found and yearly and stop and _over(found, line.today) and span.end.year == line.today.year:
        month = span.start.month
        found = counter(month_span(span.start.year + 1, month), n)
    return (found, stop) if found else None


def _over(found: date | Span, today: date) -> bool:
    return (found.end if isinstance(found, Span) else found) < today


def coming_units(line: Line, i: int, frame: Frame) -> int:
    """The coming units: próximos 3 dias, as 3 próximas semanas, próxima hora."""
    if not frame.is_empty:
        return 0
    j = i
    following = line.words[j] in NEXT
    j += following
    found = number(line, j)
    count, j = found or (1, j)
    if not following:
        if line.words[j] not in NEXT:
            return 0
        j += 1
    unit = SINGULARS.get(line.words[j], line.words[j] if count == 1 and line.words[j] == "hora" else "")
    if found is None and line.words[j] in SINGULARS:  # how many of "nos próximos dias"
        return 0
    if not unit or not 0 < count <= 400 or line.words[j + 1] in ("uteis", "util"):
        return 0
    return _set_coming(line, frame, unit, count, j + 1)


def _set_coming(line: Line, frame: Frame, unit: str, count: int, stop: int) -> int:
    if unit in ("hora", "minuto"):
        frame.moment = line.now + timedelta(minutes=unit == "minuto")
        frame.ahead = timedelta(minutes=count * (60 if unit == "hora" else 1))
        return stop
    if unit == "dia":
        end = line.today + timedelta(days=count)
    elif unit == "semana":
        end = line.today + timedelta(weeks=count)
    else:
        end = add_months(line.today, count * MONTHS_OF[unit])
    frame.span = Span(line.today + timedelta(days=1), end, Grain.DAY)
    return stop
