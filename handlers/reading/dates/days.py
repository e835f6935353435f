"""Names of one day: hoje, sexta, 27/11, 27 de novembro, dia 5, natal."""

from __future__ import annotations

from datetime import date, timedelta

from handlers.reading.dates import holidays
from handlers.reading.dates.figures import Clock, Dotted, MonthYear, Numeric, Ordinal
from handlers.reading.dates.frame import Frame, Line
from handlers.reading.dates.lexicon import (
    ANY_MONTH,
    CURRENT,
    FEIRA,
    MONTHS,
    NEXT,
    OF,
    RELATIVE,
    THIS,
    WEEKDAY_SHORT,
    WEEKDAYS,
    word_set,
)
from handlers.reading.dates.numerals import (
    any_day_number,
    day_number,
    is_a_number_of,
    is_year,
    number,
    short_year,
    year,
)
from handlers.reading.dates.periods import period
from handlers.reading.dates.weekdays import SHORT_FOLLOWERS, TEMPORAL, is_temporal
from handlers.reading.dates.which_day import day_of
from models.day_arithmetic import Span, month_span, nth_business_day, week_span
from models.terms import Grain


def relative_day(line: Line, i: int, frame: Frame) -> int:
    """A day named from today: hoje, amanhã, ontem, anteontem."""
    if frame.has_day or line.words[i + 1 : i + 3] == ["em", "dia"]:
        return 0
    offset, (more, stop) = RELATIVE[line.words[i]], _days_on(line, i + 1)
    frame.date = line.today + timedelta(days=offset + more)
    frame.past = offset < 0
    frame.firm = True
    return stop


def _days_on(line: Line, i: int) -> tuple[int, int]:
    """The days in "a oito", "a quinze dias" of "de hoje a oito", and where they stop."""
    found = number(line, i + 1) if line.words[i] == "a" else None
    if found is None or not (line.words[found[1]] == "dias" or (found[0] in (8, 15) and line.ends_at(found[1]))):
        return 0, i
    return found[0], found[1] + (line.words[found[1]] == "dias")


def after_tomorrow(line: Line, i: int, frame: Frame) -> int:
    """A day after tomorrow or before yesterday: depois de amanhã; antes de ontem."""
    word, of, day = line.words[i : i + 3]
    offset = {"depois": 2, "dps": 2, "antes": -2}[word] if of in ("de", "d") else 0
    if not offset or RELATIVE.get(day, 0) * 2 != offset or frame.has_day:
        return 0
    frame.date = line.today + timedelta(days=offset)
    frame.past = offset < 0
    frame.firm = True
    return i + 3


def _next_business_day(line: Line) -> date | None:
    month = Span(line.today + timedelta(days=1), line.today + timedelta(days=31), Grain.DAY)
    return nth_business_day(month, 1, line.calendar)


def following_day(line: Line, i: int, frame: Frame) -> int:
    """A following day: no dia seguinte, no próximo dia, no próximo dia 5."""
    if frame.has_day:
        return 0
    if line.words[i : i + 3] == ["dia", "util", "seguinte"]:
        frame.date, frame.named = _next_business_day(line), True
        return i + 3 if frame.date else 0
    if line.words[i : i + 2] == ["dia", "seguinte"] or (
        line.words[i] in NEXT and line.words[i + 1] == "dia" and line.ends_at(i + 2)
    ):
        frame.date, frame.named = line.today + timedelta(days=1), True
        return i + 2
    if line.words[i] in NEXT and line.words[i + 1] == "dia" and line.number(i + 2) is not None:
        return day_of_month(line, i + 1, frame)
    if line.words[i] in NEXT and line.words[i + 1 : i + 3] == ["dia", "util"]:
        frame.date = _next_business_day(line)
        return i + 3 if frame.date else 0
    if line.words[i : i + 3] == ["dia", "depois", "de"]:
        return after_tomorrow(line, i + 1, frame)
    return 0


def now(line: Line, i: int, frame: Frame) -> int:
    """The present: agora, neste momento."""
    if line.words[i] == "agora":
        stop = i + 1
    elif line.words[i + 1] in ("momento", "instante"):
        stop = i + 2
    else:
        return 0
    if not frame.is_empty:
        return 0
    frame.moment = line.now
    return stop


def numeric_date(line: Line, i: int, frame: Frame) -> int:
    """A date in figures: 27/11, 27.11.26, 27/nov; not "1/3 dos servidores" nor "Lei 10/26"."""
    value = line.values[i]
    if frame.date is not None or frame.day is not None or not isinstance(value, Numeric):
        return 0
    if is_a_number_of(line, i) or (value.slashed and value.year is None and _is_fraction(line, i, value)):
        return 0
    frame.day, frame.month, frame.year = value.day, value.month, value.year
    if value.year is None and line.words[i + 1] in ("de", "do") and (found := year(line, i + 2)) is not None:
        frame.year = found[0]
        return found[1]
    if value.year is None and (found := year(line, i + 1)) is not None and is_year(found[0]):
        frame.year = found[0]
        return found[1]
    return i + 1


def dotted_date(line: Line, i: int, frame: Frame) -> int:
    """The date 27.11 of "até 27.11", which is no hour; "até 15.01" may be one."""
    value = line.values[i]
    led = i > 0 and (line.words[i - 1] in _DOTTED_LEADS or line.words[i - 2 : i] == ["p", "/"])
    if not isinstance(value, Dotted) or not led or value.hour <= _LAST_HOUR or frame.has_day:
        return 0
    frame.day, frame.month = value.hour, value.minute
    return i + 1


_DOTTED_LEADS = word_set("ate ateh para pra dia em no")
_LAST_HOUR = 23


def _is_fraction(line: Line, i: int, value: Numeric) -> bool:
    after = line.words[i + 1]
    if (value.day, value.month) == (24, 7) and (i == 0 or line.words[i - 1] not in TEMPORAL):
        return True
    if after not in OF or value.day > value.month:
        return False
    return not (is_temporal(line, i + 2) or line.words[i + 2] in WEEKDAYS)


def textual_date(line: Line, i: int, frame: Frame) -> int:
    """A date in words: 27 de novembro, primeiro de março, 13 setembro, 2014; dia 5."""
    if frame.date is not None or frame.day is not None:
        return 0
    found = any_day_number(line, i)
    if found is None:
        return 0
    day, stop = found
    named = line.values[stop + (line.words[stop] == "de")]
    if isinstance(named, MonthYear) and day <= 31 and stop > i:
        frame.day, frame.month, frame.year = day, named.month, named.year
        return stop + 1 + (line.words[stop] == "de")
    month, after = _month(line, stop)
    if month:
        if day > 31 and line.number(i) is None:
            return 0
        frame.day, frame.month = day, month
        return _with_year(line, after, frame)
    return _spaced_date(line, i, frame) or _day_of_a_month(line, day, stop, frame)


def _spaced_date(line: Line, i: int, frame: Frame) -> int:
    """A date in spaced figures: 30 / 11 / 2026."""
    if line.words[i + 1] != "/" or line.words[i + 3] != "/":
        return 0
    day, month, found = line.number(i), line.number(i + 2), year(line, i + 4)
    if not (day and month and found) or month > 12:
        return 0
    frame.day, frame.month, frame.year = day, month, found[0]
    return found[1]


def _day_of_a_month(line: Line, day: int, i: int, frame: Frame) -> int:
    """A day of a month named from this one: 30 do corrente, 1º do mês que vem; not "nota 5 do mês"."""
    if line.words[i] not in _OF_THIS or frame.span is not None or not 1 <= day <= 31 or is_a_number_of(line, i - 1):
        return 0
    j = i + (line.words[i] in OF)
    if line.words[j] in CURRENT and line.words[j + 1] != "ano":
        frame.day, frame.span = day, month_span(line.today.year, line.today.month)
        return j + 1 + (line.words[j + 1] == "mes")
    found = period(line, j) if "mes" in line.words[j : j + 3] else None
    if found is None or found[0].grain is not Grain.MONTH:
        return 0
    frame.day, frame.span = day, found[0]
    return found[1]


def _month(line: Line, i: int) -> tuple[int, int]:
    """The month and where it stops: "de novembro", "novembro", "do mês de novembro", "/nov"."""
    j = i
    if line.words[j] in ("de", "do", "d", "/", "-"):
        j += 1
    if line.words[j] == "mes" and line.words[j + 1] == "de":
        j += 2
    month = ANY_MONTH.get(line.words[j], 0)
    if not month or (line.words[j] not in MONTHS and j == i and not _short_month_fits(line, j)):
        return 0, i
    return month, j + 1 + (line.words[j + 1] == "." and line.glued(j + 1) and line.words[j] not in MONTHS)


def _short_month_fits(line: Line, j: int) -> bool:
    """Whether a short name is a month: "5 mar", "5 de set.", "10 dez"; not "2 set points"."""
    return line.ends_at(j + 1) or line.words[j + 1] in SHORT_FOLLOWERS or line.values[j + 1] is not None


def _with_year(line: Line, i: int, frame: Frame) -> int:
    if relative := _relative_year(line, i):
        frame.year, stop = relative
        return stop
    j = i
    if line.words[j] in ("de", "do", ",", "/"):
        j += 1
    if line.words[j : j + 2] == ["ano", "de"]:
        j += 2
    found = year(line, j) or (short_year(line, j) if line.words[i] == "de" else None)
    if found is None or line.words[found[1]] in ("horas", "h", "reais"):
        return i
    frame.year = found[0]
    return found[1]


def _relative_year(line: Line, i: int) -> tuple[int, int] | None:
    """The year and where it stops: deste ano, do ano que vem, do próximo ano."""
    j = i + (line.words[i] in ("do", "de"))
    modifier = line.words[j]
    if j > i and "ano" in (pair := line.words[j : j + 2]) and ("corrente" in pair or "atual" in pair):
        return line.today.year, j + 2
    if line.words[j + 1] == "ano" and (modifier in THIS or modifier in NEXT):
        return line.today.year + (modifier in NEXT), j + 2
    if j > i and modifier == "ano" and line.comes(j + 1):
        return line.today.year + 1, j + 3
    return None


def month_first(line: Line, i: int, frame: Frame) -> int:
    """A date that begins with its month: maio 5, maio vinte e um."""
    if frame.date is not None or frame.day is not None:
        return 0
    found = day_number(line, i + 1)
    if found is None or not 1 <= found[0] <= 31 or line.words[found[1]] in _COUNTED:
        return 0
    frame.day, frame.month = found[0], ANY_MONTH[line.words[i]]
    return _with_year(line, found[1], frame)


_OF_THIS = OF | THIS
_COUNTED = word_set("dias horas h semanas meses anos reais mil servidores minutos")


def day_of_month(line: Line, i: int, frame: Frame) -> int:
    """A day of the month by its number: dia 5, dia primeiro, dia 5 de abril, dia 27/11, sexta 13."""
    j = i + (line.words[i] == "dia")
    if line.values[j] is not None and type(line.values[j]) is Numeric and j > i:
        return numeric_date(line, j, frame)
    if frame.date is not None or frame.day is not None or j == i:
        return 0
    if stop := textual_date(line, j, frame):
        return stop
    found = day_number(line, j)
    if found is None or found[0] > 99 or line.words[found[1]] in ("util", "uteis"):
        return 0
    frame.day = found[0]
    return _month_number(line, found[1], frame)


def _month_number(line: Line, i: int, frame: Frame) -> int:
    """The 11 of "dia 27 do 11", as people say it."""
    month = line.number(i + 1)
    if line.words[i] not in ("do", "de") or month is None or not 1 <= month <= 12:
        return i
    stop = i + 2
    if not (line.ends_at(stop) or line.words[stop] in ("as", "de", "ao")):
        return i
    frame.month = month
    return _with_year(line, stop, frame)


def bare_day_of_weekday(line: Line, i: int, frame: Frame) -> int:
    """The day 13 of "sexta 13"."""
    value = line.values[i]
    day = value.n if isinstance(value, Ordinal) and value.n == 1 else line.number(i)
    previous = line.words[i - 1] if i else ""
    if day is None or frame.weekday is None or frame.day is not None or not 1 <= day <= 31:
        return 0
    if previous not in WEEKDAYS and previous not in FEIRA and previous not in WEEKDAY_SHORT and previous not in ",(":
        return 0
    if line.words[i + 1] == "-" or not (line.ends_at(i + 1) or _after_bare_day(line, i + 1)):
        return 0
    frame.day = day
    return i + 1


def _after_bare_day(line: Line, i: int) -> bool:
    if line.words[i : i + 2] == ["em", "ponto"]:
        return False
    return isinstance(line.values[i], Clock) or line.words[i] in _AFTER_BARE_DAY


_AFTER_BARE_DAY = word_set("as de ao a por pelas la em no na para com")


def week_of_day(line: Line, i: int, frame: Frame) -> int:
    """The week of a day: semana do dia 7, semana de 30/11."""
    if line.words[i + 1] not in OF or frame.span is not None or frame.date is not None or frame.day is not None:
        return 0
    named = Frame()
    stop = day_of_month(line, i + 2, named) or numeric_date(line, i + 2, named)
    day = day_of(line, named) if stop else None
    if day is None:
        return 0
    frame.span = week_span(day.day)
    return stop


def holiday(line: Line, i: int, frame: Frame) -> int:
    """A holiday or its eve: natal, véspera de natal, sexta-feira santa, dia do servidor."""
    if frame.date is not None:
        return 0
    eve = line.words[i] == "vespera" or line.words[i] == "antevespera"
    j = i + 1 + (line.words[i + 1] in OF) if eve else i
    found = holidays.match(line.words, j)
    if found is None:
        return 0
    name, stop = found
    if not eve and stop == j + 1 and holidays.is_place_name(name) and not _stands_as_day(line, j, stop):
        return 0
    return _set_holiday(line, name, stop, frame, {"vespera": 1, "antevespera": 2}.get(line.words[i], 0))


def _stands_as_day(line: Line, i: int, stop: int) -> bool:
    return line.words[stop] != "/" and (i == 0 or line.words[i - 1] in _HOLIDAY_LEADS)


_HOLIDAY_LEADS = word_set("no do ao ate ateh apos antes depois de pelo dia feriado o desde entre e proximo")


def _set_holiday(line: Line, name: str, stop: int, frame: Frame, before: int) -> int:
    j = stop + (line.words[stop] in ("de", ","))
    said = year(line, j)
    if said is not None:
        day, stop = holidays.day_of(name, said[0], line.calendar) if 1900 <= said[0] < 2200 else None, said[1]
        frame.firm = True
    else:
        day = holidays.next_day(name, line.today + timedelta(days=before), line.calendar)
    if day is None:
        return 0
    day -= timedelta(days=before)
    if frame.day is not None:  # a written date stands, whatever is kept on another day
        if (day.day, day.month) != (frame.day, frame.month):
            return 0
        frame.date = day if frame.year is None else None
        return stop
    frame.date, frame.named = day, True
    return stop
