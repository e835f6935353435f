"""Days, weeks and months, added and counted."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import NamedTuple

from models.terms import Grain, Term, WorkCalendar

FIRST_YEAR, LAST_YEAR = 1900, 2199
MAX_BUSINESS_DAYS = 1000
MAX_DAYS = 36_600
_MONTH_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_TURN = 70  # from here on two figures are of the century before
_MIDNIGHT = time()
_DAYS_IN = {"dias_corridos": 1, "semanas": 7}
_MONTHS_IN = {"meses": 1, "anos": 12}
_MINUTES_IN = {"horas": 60, "minutos": 1}


class Span(NamedTuple):
    """A span of days, both ends included."""

    start: date
    end: date
    grain: Grain


def full_year(figures: str) -> int:
    """The full year of a typed one: 26 is 2026, 98 is 1998; with more than two figures it stays as it is."""
    year = int(figures)
    return year if len(figures) > 2 else year + (2000 if year < _TURN else 1900)


def month_length(year: int, month: int) -> int:
    return 29 if month == 2 and isleap(year) else _MONTH_LENGTHS[month]


def real_date(year: int, month: int, day: int) -> date | None:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= month_length(year, month)):
        return None
    return date(year, month, day)


def add_months(day: date, months: int) -> date:
    """The same day in a later month, or its last day where it is shorter."""
    # The Código Civil has another rule for terms: models/counting.
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, month_length(years, month + 1)))


def month_span(year: int, month: int, months: int = 1, grain: Grain = Grain.MONTH) -> Span:
    years, last = divmod(month - 1 + months - 1, 12)
    end = date(year + years, last + 1, month_length(year + years, last + 1))
    return Span(date(year, month, 1), end, grain)


def year_span(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31), Grain.YEAR)


def week_span(day: date) -> Span:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Span(monday, monday + timedelta(days=6), Grain.WEEK)


def on_or_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def business_days_from(day: date, calendar: WorkCalendar, step: int = 1) -> Iterator[date]:
    """The business days after this one (before it with step -1)."""
    # Bounded: on a calendar without any it ends after a year.
    idle, one, is_open = 0, timedelta(days=step), calendar.is_business_day
    while idle < 366:
        day += one
        idle += 1
        if is_open(day):
            idle = 0
            yield day


def nth_business_day(span: Span, n: int, calendar: WorkCalendar) -> date | None:
    """The n-th business day of a period; -1 is the last, -2 the one before it."""
    edge, step = (span.start, 1) if n > 0 else (span.end, -1)
    for count, day in enumerate(business_days_from(edge - timedelta(days=step), calendar, step), 1):
        if not span.start <= day <= span.end:
            return None
        if count == abs(n):
            return day
    return None


def nth_weekday(span: Span, weekday: int, n: int) -> date | None:
    if n > 0:
        day = on_or_after(span.start, weekday) + timedelta(weeks=n - 1)
    else:
        day = span.end - timedelta(days=(span.end.weekday() - weekday) % 7) + timedelta(weeks=n + 1)
    return day if span.start <= day <= span.end else None


def nth_week(span: Span, n: int) -> Span | None:
    """The n-th week of a month or year; None where it has none."""
    # A week belongs to the month or year that has its Thursday.
    thursday = nth_weekday(span, 3, n)
    return week_span(thursday) if thursday else None


def at(day: date, clock: time, like: datetime) -> datetime:
    """This day and time in the zone of `like`; a time that summer time skipped is moved on."""
    moment = datetime.combine(day, clock, like.tzinfo)
    if like.tzinfo is None or day.year >= 2020:
        return moment
    return moment.astimezone(UTC).astimezone(like.tzinfo)


def midnight(day: date, like: datetime) -> datetime:
    return datetime.combine(day, _MIDNIGHT, like.tzinfo)


def later(moment: datetime, delta: timedelta) -> datetime:
    if moment.tzinfo is None:
        return moment + delta
    return (moment.astimezone(UTC) + delta).astimezone(moment.tzinfo)


def term_fits(term: Term) -> bool:
    if term.n < 1:
        return False
    if term.unit == "dias_uteis":
        return term.n <= MAX_BUSINESS_DAYS
    days = term.n * (_DAYS_IN.get(term.unit) or 31 * _MONTHS_IN.get(term.unit, 0))
    return (days or term.n * _MINUTES_IN.get(term.unit, 0) // 1440) <= MAX_DAYS


def is_of_hours(term: Term) -> bool:
    return term.unit in _MINUTES_IN


def shift(day: date, term: Term, calendar: WorkCalendar, sign: int = 1) -> date | None:
    """The day at the end of a term: the first day is left out, the last one counts. None where there is none."""
    if term.unit == "dias_uteis":
        return next(islice(business_days_from(day, calendar, sign), term.n - 1, None), None)
    if term.unit in _MONTHS_IN:
        return add_months(day, sign * term.n * _MONTHS_IN[term.unit])
    return day + timedelta(days=sign * term.n * _DAYS_IN[term.unit])


def minutes(term: Term) -> timedelta:
    return timedelta(minutes=term.n * _MINUTES_IN[term.unit])
