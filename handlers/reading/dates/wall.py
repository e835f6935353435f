"""Times of the day on a given day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from handlers.reading.dates.frame import Frame, Hour, Line, Part
from models.day_arithmetic import (
    at,
)
from models.terms import Grain

PART_HOURS = {
    "madrugada": (0, 6), "manha": (8, 12), "almoco": (12, 13), "tarde": (13, 18), "noite": (18, 24),
}  # fmt: skip


def wall_time(hour: Hour, part: Part | None) -> tuple[int, time]:
    """The days to add (24h is the next midnight) and the time, with the half of the day as typed or implied."""
    half = hour.half or (part.name if part else "")
    figure = hour.hour
    if half in ("pm", "tarde", "noite") and figure < 12:
        figure += 12
    elif half == "noite" and figure == 12:
        figure = 24
    elif half in ("am", "manha", "madrugada") and figure == 12:
        figure = 0
    return figure // 24, time(figure % 24, hour.minute)


def is_open(hour: Hour, part: Part | None) -> bool:
    """Whether the half of the day is open and the afternoon likelier, as in "às 3"."""
    # Nobody works at three in the morning.
    # Nobody works at three in the morning, so the afternoon is likely, but asked about.
    return hour.open and part is None and 1 <= hour.hour <= 6


def instant(line: Line, frame: Frame, day: date) -> datetime:
    if frame.edge_of_day is not None:
        return at(day, frame.edge_of_day, line.now)
    assert frame.hour is not None
    extra, wall = wall_time(frame.hour, frame.part)
    return at(day + timedelta(days=extra), wall, line.now)


def grain_of(frame: Frame) -> Grain:
    return Grain.MINUTE if frame.hour and frame.hour.minute else Grain.HOUR


def is_real(hour: Hour) -> bool:
    return hour.hour <= 24 and hour.minute < 60 and not (hour.hour == 24 and hour.minute)


def part_of(line: Line, day: date, part: Part) -> tuple[datetime, datetime]:
    first, last = PART_HOURS[part.name]
    if part.edge == "start":
        last = first + 1 if part.name == "almoco" else first + 2
    elif part.edge == "end":
        first = max(first, last - 2)
    elif part.edge == "middle":
        first, last = (first + last) // 2, last - 1 if last - first > 2 else last
    return _hour_on(line, day, first), _hour_on(line, day, last)


def _hour_on(line: Line, day: date, hour: int) -> datetime:
    return at(day + timedelta(days=hour // 24), time(hour % 24), line.now)
