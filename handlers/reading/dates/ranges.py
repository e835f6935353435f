"""Intervals: both ends resolved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from handlers.reading.dates.frame import Frame, Lead, Line, Range, Reach, Unresolved
from handlers.reading.dates.readings import Moment, worded
from handlers.reading.dates.values import Kind, Reading
from handlers.reading.dates.wall import grain_of, instant, is_open, is_real
from handlers.reading.dates.which_day import Day, day_of
from models.day_arithmetic import (
    Span,
    later,
    midnight,
    month_span,
)
from models.terms import Grain

_DECEMBER = 12
_NOON = 12


def resolve_range(line: Line, draft: Unresolved, ends: Range) -> Reading | None:
    """The reading of an interval; None where it would end before it begins. Its choices never do."""
    reading = _resolved(line, draft, ends)
    if reading is None or not _runs_on(reading):
        return None
    if not reading.choices:
        return reading
    return reading._replace(choices=tuple(choice for choice in reading.choices if _runs_on(choice)))


def _runs_on(reading: Reading) -> bool:
    return reading.start is None or reading.end is None or reading.start <= reading.end


def _resolved(line: Line, draft: Unresolved, ends: Range) -> Reading | None:
    first, last = ends.first, ends.last
    _share(first, last)
    if first.has_clock or last.has_clock:
        return _clock_range(line, draft, first, last)
    if first.span and last.span and not (first.has_day or last.has_day):
        return _span_range(line, draft, first.span, last.span)
    return _day_range(line, draft, first, last)


def _share(first: Frame, last: Frame) -> None:
    """Complete one end from the other: "de 3 a 5/12", "de 5 a 6pm", "das 9h às 11h de sexta"."""
    if first.day is not None and first.month is None and last.day is not None:
        first.month, first.span = last.month, first.span or last.span
        if last.month and first.day > last.day:
            first.month = (last.month - 2) % 12 + 1
    if last.day is not None and last.month is None and first.month is not None:
        turns = first.day is not None and last.day < first.day  # de 20/12 até dia 5
        last.month, last.year = first.month % 12 + 1 if turns else first.month, first.year
        if last.year is not None and turns and first.month == _DECEMBER:
            last.year += 1
    if first.year is None and last.year is not None and first.month and last.month:
        first.year = last.year - (first.month > last.month)
    if first.has_day and not last.has_day:
        last.date, last.day, last.month, last.year = first.date, first.day, first.month, first.year
        last.weekday, last.reach, last.span = first.weekday, first.reach, first.span
    elif last.has_day and not first.has_day:
        first.date, first.day, first.month, first.year = last.date, last.day, last.month, last.year
        first.weekday, first.reach, first.span = last.weekday, last.reach, last.span
    _share_half(first, last)


def _share_half(first: Frame, last: Frame) -> None:
    if first.part is None:
        first.part = last.part
    elif last.part is None:
        last.part = first.part
    if first.hour is None or last.hour is None:
        return
    if last.hour.half and not first.hour.half and first.hour.open and first.hour.hour <= last.hour.hour:
        first.hour = first.hour._replace(half=last.hour.half, open=False)
    elif first.hour.half and not last.hour.half and last.hour.open and last.hour.hour >= first.hour.hour:
        last.hour = last.hour._replace(half=first.hour.half, open=False)


def _clock_range(line: Line, draft: Unresolved, first: Frame, last: Frame) -> Reading | None:
    hours = [frame.hour for frame in (first, last) if frame.hour]
    if not (first.has_clock and last.has_clock and all(is_real(hour) for hour in hours)):
        return None
    day = day_of(line, first) or (None if first.has_day else Day(line.today, fixed=False))
    end_day = day if day is None or _same_day(first, last) else day_of(line, last, day.day)
    if day is None or end_day is None:
        return None
    start, end = instant(line, first, day.day), instant(line, last, end_day.day)
    if end < start and end_day == day:
        noon = later(end, timedelta(hours=12))
        spans_noon = last.hour is not None and last.hour.open and start.hour <= _NOON and noon > start
        end = noon if spans_noon else later(end, timedelta(days=1))
    if end < line.now and not first.has_day:
        start, end = later(start, timedelta(days=1)), later(end, timedelta(days=1))
    if end < start:
        return None
    grain = Grain.MINUTE if Grain.MINUTE in (grain_of(first), grain_of(last)) else Grain.HOUR
    return _morning_or_afternoon(line, draft, Moment(Kind.INTERVAL, start, end, grain), day.doubt, first, last)


def _same_day(first: Frame, last: Frame) -> bool:
    return (first.date, first.day, first.month, first.weekday) == (last.date, last.day, last.month, last.weekday)


def _morning_or_afternoon(
    line: Line, draft: Unresolved, moment: Moment, doubt: str | None, first: Frame, last: Frame
) -> Reading:
    """The reading of "das 2 às 4", with the other half of the day as a choice."""
    small = first.hour and last.hour and is_open(first.hour, first.part) and last.hour.open and last.hour.hour < 12
    if doubt or not small or moment.start is None or moment.end is None:
        return worded(line, draft, moment, doubt, ())
    noon = timedelta(hours=12)
    afternoon = moment._replace(start=later(moment.start, noon), end=later(moment.end, noon))
    return worded(line, draft, moment, "da manhã ou da tarde?", (afternoon, moment))


def in_order(line: Line, ends: Range) -> bool:
    """Whether the last day is not before the first: "ofício de 20/11 até sexta" is no range."""
    if ends.first.has_clock or not (ends.first.has_day and ends.last.has_day):
        return True
    _share(ends.first, ends.last)
    start = day_of(line, ends.first)
    if start and start.doubt and ends.first.month and ends.last.month is None:
        return False
    end = day_of(line, ends.last, start.day) if start else None
    return start is None or end is None or start.day <= end.day


def _span_range(line: Line, draft: Unresolved, first: Span, last: Span) -> Reading | None:
    if first.grain is Grain.MONTH and last.grain is Grain.MONTH:
        year = last.start.year - (first.start.month > last.start.month)
        first = month_span(year, first.start.month)
    if last.end < first.start:
        return None
    start = midnight(first.start, line.now)
    whole = Moment(Kind.INTERVAL, start, midnight(last.end, line.now), last.grain)
    if draft.lead is not Lead.BETWEEN:
        return worded(line, draft, whole, None, ())
    to_its_start = Moment(Kind.INTERVAL, start, midnight(last.start, line.now), last.grain)
    return worded(line, draft, to_its_start, "o último conta inteiro?", (to_its_start, whole))


def _day_range(line: Line, draft: Unresolved, first: Frame, last: Frame) -> Reading | None:
    start = day_of(line, first)
    if start is None:
        return None
    if start.doubt and first.month and first.year is None and (running := _running(line, start, last)):
        return worded(line, draft, running, None, ())
    base = start.day if not first.past else line.today
    moments = [_days(line, base, last)] + [_days(line, other, last) for other in start.others]
    moment, *choices = (_replace_start(line, moment, start.day) if first.past else moment for moment in moments)
    if moment is None:
        return None
    return worded(line, draft, moment, start.doubt, tuple(choice for choice in choices if choice))


def _replace_start(line: Line, moment: Moment | None, day: date) -> Moment | None:
    return moment._replace(start=midnight(day, line.now)) if moment else None


def _days(line: Line, start: date, last: Frame) -> Moment | None:
    """The interval from this day to the first later day that the last words name."""
    end = day_of(line, replace(last, reach=Reach.PLAIN) if last.weekday is not None else last, start)
    if end is None or end.day < start:
        return None
    return Moment(Kind.INTERVAL, midnight(start, line.now), midnight(end.day, line.now), Grain.DAY)


def _running(line: Line, start: Day, last: Frame) -> Moment | None:
    """The interval under way: "de 20/11 a 30/11" on the 23rd has begun and not ended."""
    end = day_of(line, last)
    gone = start.others[-1]
    if end is None or end.doubt or not gone <= end.day < start.day:
        return None
    return Moment(Kind.INTERVAL, midnight(gone, line.now), midnight(end.day, line.now), Grain.DAY)
