"""Weeks, months and years, their edges and their parts: semana que vem, fim do mês, último dia útil de dezembro."""

from __future__ import annotations

from datetime import date, timedelta

from handlers.reading.dates import holidays
from handlers.reading.dates.figures import Clock, MonthYear
from handlers.reading.dates.frame import Frame, Line
from handlers.reading.dates.lexicon import (
    ANY_MONTH,
    CURRENT,
    EDGES,
    MONTH_COLOURS,
    MONTHS,
    NEXT,
    OF,
    OTHER,
    PAST,
    PAST_BUT_ONE,
    THIS,
    word_set,
)
from handlers.reading.dates.numerals import is_a_number_of, is_year, short_year, year
from models.day_arithmetic import (
    Span,
    add_months,
    month_span,
    nth_week,
    week_span,
    year_span,
)
from models.terms import Grain

MONTHS_OF = {"mes": 1, "bimestre": 2, "trimestre": 3, "quadrimestre": 4, "semestre": 6, "ano": 12}
PERIODS = frozenset(MONTHS_OF) | {"semana", "quinzena"}
SINGULARS = {"semanas": "semana", "meses": "mes", "bimestres": "bimestre", "trimestres": "trimestre",
            "semestres": "semestre", "anos": "ano", "dias": "dia", "horas": "hora", "minutos": "minuto"}  # fmt: skip


def calendar_unit(unit: str, day: date, shift: int = 0) -> Span:
    """The week, month, quarter... of this day, or one before or after it."""
    if unit == "semana":
        return week_span(day + timedelta(weeks=shift))
    if unit == "quinzena":
        return _fortnight(day, shift)
    months = MONTHS_OF[unit]
    first = (day.month - 1) // months * months + 1
    start = add_months(day.replace(month=first, day=1), shift * months)
    return month_span(start.year, start.month, months, Grain.YEAR if months == 12 else Grain.MONTH)


def _fortnight(day: date, shift: int) -> Span:
    halves = day.year * 24 + (day.month - 1) * 2 + (day.day > 15) + shift
    month = month_span(halves // 24, halves % 24 // 2 + 1)
    if halves % 2:
        return Span(month.start.replace(day=16), month.end, Grain.DAY)
    return Span(month.start, month.start.replace(day=15), Grain.DAY)


def period(line: Line, i: int, *, bare: bool = False) -> tuple[Span, int] | None:
    """The whole period that begins at this word. A bare "mês" counts only after words that ask for one."""
    word = line.words[i]
    if word in THIS or word in NEXT or word in OTHER:
        return _modified_period(line, i)
    if word in PERIODS:
        return _named_period(line, i, bare)
    if word in ANY_MONTH:
        return _month_period(line, i, bare)
    value = line.values[i]
    if isinstance(value, MonthYear) and not is_a_number_of(line, i):
        return (month_span(value.year, value.month), i + 1) if _is_month_year(value) else None
    found = year(line, i) if bare else None
    return (year_span(found[0]), found[1]) if found and is_year(found[0]) else None


def _is_month_year(value: MonthYear) -> bool:
    return 1 <= value.month <= 12 and is_year(value.year)


def _modified_period(line: Line, i: int) -> tuple[Span, int] | None:
    """A period with a demonstrative: esta semana, próximo mês; "próximo mês de março"."""
    j = i + 1 + (line.words[i] == "prox" and line.words[i + 1] == ".")
    shift = 0 if line.words[i] in THIS else 1
    if line.words[j] in NEXT:
        shift, j = 1, j + 1
    if line.words[j] in ANY_MONTH and line.words[j] in MONTHS:
        return _month_period(line, j)
    if line.words[j] not in PERIODS:
        return None
    unit, stop = line.words[j], j + 1
    if unit == "mes" and line.words[stop] == "de" and line.words[stop + 1] in MONTHS:
        return _month_period(line, stop + 1)
    stop += line.words[stop] in CURRENT or line.words[stop] == "civil"
    return calendar_unit(unit, line.today, shift), stop


def _named_period(line: Line, i: int, bare: bool) -> tuple[Span, int] | None:
    """A period by its name: semana que vem, mês passado, mês de março, ano de 2027, semana 3 de 2027."""
    unit, j = line.words[i], i + 1
    if line.comes(j):
        return calendar_unit(unit, line.today, 1), j + 2
    if line.words[j] in _FOLLOWING:
        return calendar_unit(unit, line.today, 1), j + 1
    if line.words[j] in PAST:
        return calendar_unit(unit, line.today, -1), j + 1
    if line.words[j] in PAST_BUT_ONE:
        return calendar_unit(unit, line.today, -2), j + 1
    if line.words[j] in CURRENT:
        return calendar_unit(unit, line.today), j + 1
    if named := _named_after(line, unit, j):
        return named
    return (calendar_unit(unit, line.today), j) if bare else None


def _named_after(line: Line, unit: str, j: int) -> tuple[Span, int] | None:
    after = j + (line.words[j] == "de")
    if unit == "mes" and line.words[after] in MONTHS:
        return _month_period(line, after)
    if unit == "ano" and (found := year(line, after)) and is_year(found[0]):
        return year_span(found[0]), found[1]
    if unit == "semana" and line.words[j] in OF and (holiday := holidays.match(line.words, j + 1)):
        day = holidays.next_day(holiday[0], line.today, line.calendar)
        return (week_span(day), holiday[1]) if day else None
    if unit == "semana" and (n := line.number(j)) and line.words[j + 1] in OF and (found := year(line, j + 2)):
        week = nth_week(year_span(found[0]), n) if is_year(found[0]) else None
        return (week, found[1]) if week else None
    if unit == "semana" and (n := line.number(j)) and line.words[j + 1] in OF and line.words[j + 2] in MONTHS:
        month = _month_period(line, j + 2)
        week = nth_week(month[0], n) if month else None
        return (week, month[1]) if month and week else None
    return None


def _month_period(line: Line, i: int, bare: bool = False) -> tuple[Span, int] | None:
    """A month: março, março de 2027, junho do próximo ano."""
    if line.words[i + 1] in MONTH_COLOURS or (
        line.words[i] not in MONTHS and not bare and not _short_month_is_led(line, i)
    ):
        return None
    month, stop = ANY_MONTH[line.words[i]], i + 1
    if line.comes(stop) or line.words[stop] in NEXT:
        return month_span(line.today.year + (month <= line.today.month), month), stop + 1 + line.comes(stop)
    j = stop + (line.words[stop] in ("de", "do", "/"))
    if (found := year(line, j) or (short_year(line, j) if line.words[stop] == "de" else None)) and is_year(found[0]):
        return month_span(found[0], month), found[1]
    if j > stop and (line.words[j] in NEXT or line.words[j] in THIS or line.words[j] == "ano"):
        of_year = period(line, j)
        if of_year and of_year[0].grain is Grain.YEAR:
            return month_span(of_year[0].start.year, month), of_year[1]
    return month_span(line.today.year + (month < line.today.month), month), stop


def _short_month_is_led(line: Line, i: int) -> bool:
    if year(line, i + 1) is not None or (line.words[i + 1] in _TO and _is_any_month(line, i + 2)):
        return True
    if i > 1 and line.words[i - 1] in _TO and line.words[i - 2] in ANY_MONTH:
        return True
    return i > 0 and line.words[i - 1] in _SHORT_LEADS and (line.ends_at(i + 1) or line.number(i + 1) is not None)


def _is_any_month(line: Line, i: int) -> bool:
    return line.words[i] in ANY_MONTH or isinstance(line.values[i], MonthYear)


_FOLLOWING = word_set("seguinte subsequente proximo proxima vindouro")
_TO = frozenset(("a", "ate", "-"))
_SHORT_LEADS = word_set("em ate ateh desde entre para")


def whole_period(line: Line, i: int, frame: Frame) -> int:
    """A period as a part of the expression: it may be all of it, or choose among several Fridays."""
    if frame.span is not None or frame.date is not None or (frame.day and frame.month):
        return 0
    before = line.words[i - 1] if i else ""
    found = period(line, i)
    is_month = line.words[i] in ANY_MONTH or isinstance(line.values[i], MonthYear)
    if found is None or (is_month and _follows_figure(line, i)):
        return 0
    if line.words[i] in MONTHS and _month_is_a_name(line, i, before):
        return 0
    frame.span = found[0]
    frame.past = frame.past or found[0].end < line.today
    return found[1]


def _follows_figure(line: Line, i: int) -> bool:
    """Whether a figure stands before: "40 de novembro" is not all of November."""
    j = i - 1
    while j > 0 and line.words[j] in ("de", "do", ".", "mes"):
        j -= 1
    return j >= 0 and line.values[j] is not None and not isinstance(line.values[j], Clock)


def _month_is_a_name(line: Line, i: int, before: str) -> bool:
    """Whether a month is part of a name, with a capital letter and no preposition: "Maia, Abril Cultural"."""
    if line.words[i + 1] in _TO and _is_any_month(line, i + 2):
        return False
    return before == "" and line.count > 1 and line.words[i + 1][:1].isalpha() and line.words[i + 1] not in _AFTER_MONTH


_AFTER_MONTH = OF | NEXT | {"que"}


def bare_year(line: Line, i: int, frame: Frame) -> int:
    """A year alone: em 2027, até 2028."""
    found = year(line, i)
    if found is None or not frame.is_empty or not is_year(found[0]):
        return 0
    if i == 0 or line.words[i - 1] not in _YEAR_LEADS or not (line.ends_at(found[1]) or line.words[found[1]] == "e"):
        return 0
    frame.span = year_span(found[0])
    frame.firm = True
    return found[1]


_YEAR_LEADS = word_set("em ate durante desde")


def rest(line: Line, i: int, frame: Frame) -> int:
    """The rest of a period: resto da semana, restante do mês."""
    found = period(line, i + 2, bare=True) if line.words[i + 1] in OF else None
    if found is None or not frame.is_empty or found[0].end < line.today:
        return 0
    frame.span = Span(max(found[0].start, line.today), found[0].end, Grain.DAY)
    return found[1]


def weekend(line: Line, i: int, frame: Frame) -> int:
    """A weekend: fim de semana, with este, próximo or que vem."""
    j = i + (line.words[i] in THIS or line.words[i] in NEXT)
    if frame.has_day or frame.span or line.words[j + 1 : j + 3] != ["de", "semana"]:
        return 0
    if line.words[j] not in ("fim", "final", "finais"):
        return 0
    stop, following = j + 3, line.words[i] in NEXT
    if line.comes(stop):
        stop, following = stop + 2, True
    _set_weekend(line, frame, following)
    return stop


def _set_weekend(line: Line, frame: Frame, following: bool) -> None:
    saturday = week_span(line.today).start + timedelta(days=5)
    frame.span = Span(saturday, saturday + timedelta(days=1), Grain.DAY)
    if following:
        frame.doubt = "pode ser este fim de semana ou o da outra semana"
        frame.others = (saturday, saturday + timedelta(weeks=1))


def edge(line: Line, i: int, frame: Frame) -> int:
    """An edge of a period: fim do mês, início da semana, meados de março, final do ano."""
    if frame.has_day or frame.span:
        return 0
    which, j = EDGES[line.words[i]], i + 1
    if line.words[j] in OF:
        j += 1
    elif line.words[j] not in THIS and not (which == "middle" and line.words[j] == "de"):
        return 0
    if line.words[j] in ("desta", "deste"):
        j += 1
    found = period(line, j, bare=True)
    if found is None:
        return 0
    span, stop = found
    day = edge_of(span, which)
    if day < line.today and line.words[j] in PERIODS and stop == j + 1:
        day = edge_of(calendar_unit(line.words[j], line.today, 1), which)
    frame.date = day
    return stop


def edge_of(span: Span, which: str) -> date:
    if span.grain is Grain.WEEK:
        return span.start + timedelta(days={"start": 0, "middle": 2, "end": 4}[which])
    if which == "middle":
        return span.start + (span.end - span.start) // 2 if span.grain is not Grain.MONTH else _mid_month(span)
    return span.start if which == "start" else span.end


def _mid_month(span: Span) -> date:
    if span.start.month == span.end.month:
        return span.start.replace(day=15)
    return span.start + (span.end - span.start) // 2
