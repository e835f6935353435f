"""The day of a frame, and the other days people might mean by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from handlers.reading.dates.frame import Frame, Line, Reach
from models import moments
from models.day_arithmetic import (
    Span,
    on_or_after,
    real_date,
    week_span,
)
from models.terms import Grain

_RECENT = timedelta(days=120)
_WEEK = 7


class Day(NamedTuple):
    """A day, and the other days it might be."""

    day: date
    doubt: str | None = None
    others: tuple[date, ...] = ()
    fixed: bool = True
    """Whether a time already past today leaves the day as it is ("hoje às 8h") instead of moving it on."""


def day_of(line: Line, frame: Frame, today: date | None = None) -> Day | None:
    """The day of a frame, from today on where the words leave it open; None where it names none."""
    today = today or line.today
    if frame.date is not None:
        return Day(frame.date, frame.doubt, frame.others)
    if frame.day is not None:
        return _dated(frame, today)
    if frame.weekday is not None:
        return _weekday(frame, frame.weekday, today)
    return _some_day(frame.span, today) if frame.span is not None and frame.has_clock else None


def _some_day(span: Span, today: date) -> Day:
    """Some day of a period: "semana que vem às 10h" asks for the day."""
    first = max(span.start, today) if span.end >= today else span.start
    length = (span.end - first).days
    if not length:
        return Day(first)
    days = tuple(first + timedelta(days=n) for n in range(length + 1)) if length < _WEEK else (first, span.end)
    return Day(first, "em que dia?", days)


def _dated(frame: Frame, today: date) -> Day | None:
    day, month = frame.day or 0, frame.month
    if frame.span is not None and month is None:
        found = real_date(frame.span.start.year, frame.span.start.month, day)
        return Day(found) if found else None
    if month is None:
        return _day_of_month(frame, day, today)
    if frame.year is not None:
        found = real_date(frame.year, month, day)
        return _checked(frame, found, today) if found else None
    for year in range(today.year, today.year + 9):
        found = real_date(year, month, day)
        if found and found >= today:
            return _checked(frame, found, today) if frame.weekday is not None else _yearless(found, today)
    return None


def _yearless(found: date, today: date) -> Day:
    """The day of a date without a year: 27/10 said in November is next year's, or as a choice the one just gone."""
    gone = real_date(found.year - 1, found.month, found.day)
    if gone and gone < today and today - gone <= _RECENT:
        return Day(found, "essa data deste ano já passou: é a do ano que vem?", (found, gone), fixed=False)
    return Day(found, fixed=False)


def _checked(frame: Frame, found: date, today: date) -> Day:
    """The day, with a question where its weekday contradicts the date."""
    if frame.weekday is None or found.weekday() == frame.weekday:
        return Day(found, fixed=frame.year is not None)
    ahead = on_or_after(found, frame.weekday)
    near = (
        ahead - timedelta(weeks=1)
        if ahead - found > timedelta(days=3) and ahead - timedelta(weeks=1) >= today
        else ahead
    )
    doubt = f"{moments.date_text(found)} é {moments.WEEKDAYS[found.weekday()]}, não {moments.WEEKDAYS[frame.weekday]}"
    return Day(found, doubt, (found, near))


def _day_of_month(frame: Frame, day: int, today: date) -> Day | None:
    days = _days_numbered(day, today)
    first = next(days, None)
    if first is None or frame.weekday in (None, first.weekday()):
        return Day(first, fixed=False) if first else None
    match = next((found for found in days if found.weekday() == frame.weekday), first)
    doubt = f"o próximo dia {day} é {moments.WEEKDAYS[first.weekday()]}, não {moments.WEEKDAYS[frame.weekday or 0]}"
    return Day(match, doubt, (first, on_or_after(today, frame.weekday or 0), match))


def _days_numbered(day: int, today: date) -> Iterator[date]:
    """Every day 5 from today on, for four years."""
    this_month = today.year * 12 + today.month - 1
    for months in range(this_month, this_month + 49 if 1 <= day <= 31 else 0):
        found = real_date(months // 12, months % 12 + 1, day)
        if found and found >= today:
            yield found


def _weekday(frame: Frame, weekday: int, today: date) -> Day:
    """The day of a weekday: the next one, with a question for "sexta" said on a Friday or in its very week."""
    if frame.span is not None and frame.span.grain is Grain.WEEK:
        day = frame.span.start + timedelta(days=weekday)
        return Day(day)
    nearest = on_or_after(today, weekday)
    week_later = nearest + timedelta(weeks=1)
    if frame.reach is Reach.PAST:
        return Day(on_or_after(today - timedelta(weeks=1), weekday))
    if frame.reach is Reach.THIS:
        return _this_weekday(nearest, today)
    if nearest == today:
        doubt = f"hoje é {moments.WEEKDAYS[weekday]}: é hoje ou a próxima?" if frame.reach is Reach.PLAIN else None
        return Day(week_later, doubt, (today, week_later) if doubt else (), fixed=False)
    if frame.reach is Reach.NEXT and nearest <= week_span(today).end:
        name = moments.WEEKDAYS[weekday]
        return Day(nearest, f"{name} desta semana ou da outra?", (nearest, week_later))
    return Day(nearest, fixed=False)


def _this_weekday(nearest: date, today: date) -> Day:
    if nearest <= week_span(today).end:
        return Day(nearest)
    return Day(nearest, "esse dia desta semana já passou: é o da semana que vem?", (nearest,))
