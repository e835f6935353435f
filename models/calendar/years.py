"""One year of a calendar in tables, so that every question about a day is a look-up.

A year has two lines of days: the business days, and the days on which terms run (all but suspended ones).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from datetime import date

from models.calendar.days import Recess, RecessEffect, SpecialDay

IsOpen = Callable[[list[SpecialDay]], bool]


class DayLine:
    """The countable days of one year, with the number of them before each day of the year."""

    __slots__ = ("before", "first", "ordinals")

    def __init__(self, first: int, length: int, ordinals: list[int]) -> None:
        self.first = first
        self.ordinals = ordinals
        self.before = [bisect_left(ordinals, first + offset) for offset in range(length + 1)]

    def has(self, ordinal: int) -> bool:
        offset = ordinal - self.first
        return self.before[offset] != self.before[offset + 1]

    def count_before(self, ordinal: int) -> int:
        return self.before[ordinal - self.first]


class YearTable:
    """The tables of one year of a calendar."""

    __slots__ = ("business", "half_days", "recesses", "running", "special", "suspended")

    def __init__(
        self,
        year: int,
        work_days: frozenset[int],
        special: Iterable[SpecialDay],
        recesses: Iterable[Recess],
        is_open: IsOpen,
    ) -> None:
        first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        self.special: dict[int, list[SpecialDay]] = {}
        for day in special:
            self.special.setdefault(day.day.toordinal(), []).append(day)
        halves = {ordinal: [each for each in days if each.is_half_day] for ordinal, days in self.special.items()}
        self.half_days = {ordinal: tuple(days) for ordinal, days in halves.items() if days}
        self.recesses = _recess_days(year, recesses)
        length = last - first + 1
        running = [day for day in range(first, last + 1) if not _stops(self.recesses.get(day))]
        # date.weekday() is (ordinal + 6) % 7: no date objects needed for the 365 tests of a year.
        business = [
            day
            for day in running
            if (day + 6) % 7 in work_days and day not in self.recesses and is_open(self.special.get(day, []))
        ]
        self.running = DayLine(first, length, running)
        self.business = DayLine(first, length, business)
        self.suspended = len(running) != length


def _stops(recess: Recess | None) -> bool:
    return recess is not None and recess.stops_terms


def _recess_days(year: int, recesses: Iterable[Recess]) -> dict[int, Recess]:
    """The recess of each closed day, by ordinal; one that stops terms wins over one that closes the offices."""
    found: dict[int, Recess] = {}
    for recess in sorted(recesses, key=lambda each: each.stops_terms):
        if recess.effect is RecessEffect.OPEN:
            continue
        for first, last in recess.ranges(year, year):
            found.update((day, recess) for day in range(first.toordinal(), last.toordinal() + 1))
    return found
