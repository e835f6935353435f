"""The calendar of one body (Prefeitura, Câmara, TCE-SP, TJSP, federal): its business days, and the reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from models.calendar.days import CalendarError, Recess, RecessEffect, SpecialDay
from models.calendar.names import common_holiday, plain
from models.calendar.public_days import check_state, optional_days, public_days
from models.calendar.years import DayLine, YearTable

FIRST_YEAR, LAST_YEAR = 1900, 2200
_FIRST_DAY, _LAST_DAY = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
SAO_PAULO = ZoneInfo("America/Sao_Paulo")
MONDAY_TO_FRIDAY = frozenset(range(5))

_WEEKDAYS = ("segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo")


@dataclass(frozen=True, eq=False, repr=False)
class Calendar:
    """An immutable calendar: the days of the ``holidays`` package plus the body's own, each with its act.

    ``state`` is a Brazilian state code, or empty for national days only. ``undecided_as_business``: the reading of
    undecided days (see ``reading``). ``confirmed``: the years whose own days somebody has confirmed; None where that
    is not needed. Years outside 1900-2200 raise ``CalendarError``.
    """

    name: str
    state: str = "SP"
    days: Iterable[SpecialDay] = ()
    recesses: Iterable[Recess] = ()
    version: str = ""
    zone: ZoneInfo = SAO_PAULO
    day_start: time = time(8)
    day_end: time = time(18)
    work_days: frozenset[int] = MONDAY_TO_FRIDAY
    undecided_as_business: bool = True
    confirmed: frozenset[int] | None = None
    _by_year: dict[int, list[SpecialDay]] = field(init=False)
    _yearly: tuple[SpecialDay, ...] = field(init=False)
    _years: dict[int, YearTable] = field(init=False)
    _variants: dict[str, Calendar] = field(init=False)
    has_undecided_days: bool = field(init=False)
    interruptions: tuple[Recess, ...] = field(init=False)
    _stops_terms: bool = field(init=False)

    def __post_init__(self) -> None:
        check_state(self.state)
        own = tuple(sorted(self.days, key=lambda special: special.day))
        recesses = tuple(self.recesses)
        derived: dict[str, object] = {
            "days": own,
            "recesses": recesses,
            "work_days": frozenset(self.work_days),
            "interruptions": tuple(each for each in recesses if each.effect is RecessEffect.INTERRUPTS),
            "has_undecided_days": any(special.undecided for special in own),
            "_stops_terms": any(recess.stops_terms for recess in recesses),
            "_by_year": _by_year(special for special in own if not special.yearly),
            "_yearly": tuple(special for special in own if special.yearly),
            "_years": {},
            "_variants": {},
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)
        if not self.work_days or not self.day_start < self.day_end:
            raise CalendarError("O calendário precisa de dias de trabalho e de um horário que comece antes de acabar.")

    # --- is it a business day, and why not ---------------------------------------------------------------------

    def is_business_day(self, day: date) -> bool:
        return self._year(day.year).business.has(day.toordinal())

    def is_running_day(self, day: date) -> bool:
        """False inside a recess that suspends or interrupts terms: such a day is not counted, not even as corrido."""
        return self._year(day.year).running.has(day.toordinal())

    def why_not(self, day: date) -> str | None:
        """The reason, in Portuguese, why the day is not a business day; None when it is one."""
        if self.is_business_day(day):
            return None
        table, ordinal = self._year(day.year), day.toordinal()
        if recess := table.recesses.get(ordinal):
            return str(recess)
        closing = [special for special in table.special.get(ordinal, []) if special.closes or special.undecided]
        return str(closing[0]) if closing else _WEEKDAYS[day.weekday()]

    def undecided_on(self, day: date) -> SpecialDay | None:
        """The undecided special day that makes this day doubtful; None where there is none."""
        specials = self._year(day.year).special.get(day.toordinal(), [])
        if day.weekday() not in self.work_days or any(special.closes for special in specials):
            return None
        return next((special for special in specials if special.undecided), None)

    def reading(self, undecided_as_business: bool) -> Calendar:
        """The same calendar with every undecided day read one way."""
        if undecided_as_business is self.undecided_as_business:
            return self
        return self._variant("undecided", undecided_as_business=undecided_as_business)

    def without_suspensions(self) -> Calendar:
        """The same calendar for terms that recesses do not stop (Lei 9.784 art. 67)."""
        if not self._stops_terms:
            return self
        return self._variant("running", recesses=[each for each in self.recesses if not each.stops_terms])

    def _variant(self, key: str, **changes: Any) -> Calendar:
        if key not in self._variants:
            self._variants[key] = replace(self, **changes)
        return self._variants[key]

    # --- moving along the calendar -----------------------------------------------------------------------------

    def next_business_day(self, day: date) -> date:
        """The day itself when it is a business day, else the first one after it."""
        return day if self.is_business_day(day) else self.add_business_days(day, 1)

    def previous_business_day(self, day: date) -> date:
        """The day itself when it is a business day, else the last one before it."""
        return day if self.is_business_day(day) else self.add_business_days(day, -1)

    def add_business_days(self, day: date, n: int) -> date:
        """The n-th business day after the day (before it when n is negative); the day itself is never counted."""
        return self._advance("business", day, n)

    def add_running_days(self, day: date, n: int) -> date:
        """The n-th dia corrido after the day, without the days on which terms are suspended."""
        if self._stops_terms:
            return self._advance("running", day, n)
        end = day.toordinal() + n
        if not _FIRST_DAY <= end <= _LAST_DAY:
            self._check_year(date.fromordinal(min(max(end, 1), date.max.toordinal())).year)
        return date.fromordinal(end)

    def nth_business_day(self, year: int, month: int, n: int) -> date:
        """The n-th business day of the month; n = -1 is the last. ``CalendarError`` when the month has not so many."""
        found = self.business_days_of(year, month)
        if n == 0 or abs(n) > len(found):
            raise CalendarError(f"{month:02d}/{year} tem {len(found)} dias úteis; não há o {n}º.")
        return found[n - 1] if n > 0 else found[n]

    def last_business_day(self, year: int, month: int) -> date:
        return self.nth_business_day(year, month, -1)

    def business_days_of(self, year: int, month: int) -> list[date]:
        line = self._year(year).business
        start = line.count_before(date(year, month, 1).toordinal())
        end = len(line.ordinals) if month == 12 else line.count_before(date(year, month + 1, 1).toordinal())
        return [date.fromordinal(ordinal) for ordinal in line.ordinals[start:end]]

    def business_days_between(self, start: date, end: date) -> int:
        """Business days after ``start`` up to ``end``, which is included; negative when they are swapped."""
        if end < start:
            return -self.business_days_between(end, start)
        whole = sum(len(self._year(year).business.ordinals) for year in range(start.year, end.year))
        return whole + self._through(end) - self._through(start)

    def _through(self, day: date) -> int:
        return self._year(day.year).business.count_before(day.toordinal() + 1)

    def _advance(self, line_name: str, day: date, n: int) -> date:
        if n == 0:
            return day
        year = day.year
        line: DayLine = getattr(self._year(year), line_name)
        index = line.count_before(day.toordinal() + (n > 0)) + n - (n > 0)
        while index < 0:
            year -= 1
            line = getattr(self._year(year), line_name)
            index += len(line.ordinals)
        while index >= len(line.ordinals):
            index -= len(line.ordinals)
            year += 1
            line = getattr(self._year(year), line_name)
        return date.fromordinal(line.ordinals[index])

    # --- hours of work -----------------------------------------------------------------------------------------

    def work_day_start(self, day: date) -> time:
        """The opening hour of the offices on the day, half days considered; the usual hour on a day off."""
        opening = [half.until_time for half in self.half_days(day) if half.until_time and not half.from_time]
        return max([self.day_start, *opening])

    def work_day_end(self, day: date) -> time:
        """The closing hour of the offices on the day, half days considered."""
        closing = [half.from_time for half in self.half_days(day) if half.from_time and not half.until_time]
        return min([self.day_end, *closing])

    def half_days(self, day: date) -> tuple[SpecialDay, ...]:
        return self._year(day.year).half_days.get(day.toordinal(), ())

    def closes_early(self, day: date) -> bool:
        return self.work_day_end(day) < self.day_end

    def opens_late(self, day: date) -> bool:
        return self.work_day_start(day) > self.day_start

    # --- lists and names ---------------------------------------------------------------------------------------

    def holidays_in(self, year: int, month: int | None = None) -> list[SpecialDay]:
        """Every special day of the year or month, in order, the body's own included."""
        by_day = self._year(year).special
        found = [special for ordinal in sorted(by_day) for special in by_day[ordinal]]
        return [special for special in found if month is None or special.day.month == month]

    def holiday_named(self, name: str, year: int) -> date | None:
        """The day of that name in the year, accents and case apart: the body's own days first, then the common ones."""
        wanted = plain(name)
        own = {plain(special.name): special.day for special in self._own(year)}
        if found := own.get(wanted) or common_holiday(wanted, year):
            return found
        self._check_year(year)
        public = (*public_days(self.state, year), *optional_days(year))
        return next((special.day for special in public if plain(special.name) == wanted), None)

    def is_confirmed(self, year: int) -> bool:
        """Whether the body's own days of the year are confirmed, or need not be."""
        return self.confirmed is None or year in self.confirmed

    def own_on(self, day: date) -> list[SpecialDay]:
        """The body's own special days of that date."""
        return [special for special in self._own(day.year) if special.day == day]

    def with_days(self, days: Iterable[SpecialDay], version: str | None = None) -> Calendar:
        """A new calendar with more days, for a decree."""
        return replace(self, days=(*self.days, *days), version=self.version if version is None else version)

    def with_recesses(self, recesses: Iterable[Recess]) -> Calendar:
        return replace(self, recesses=(*self.recesses, *recesses))

    # --- the tables --------------------------------------------------------------------------------------------

    def _year(self, year: int) -> YearTable:
        return self._years.get(year) or self._load(year)

    def _load(self, year: int) -> YearTable:
        self._check_year(year)
        moved = {special.moved_from for special in self.days}
        own = [special for special in self._own(year) if special.day not in moved or special.moved_from]
        special = (*own, *(public for public in public_days(self.state, year) if public.day not in moved))
        self._years[year] = YearTable(year, self.work_days, special, self.recesses, self._is_open)
        return self._years[year]

    def _own(self, year: int) -> list[SpecialDay]:
        yearly = (special.in_year(year) for special in self._yearly)
        return [*self._by_year.get(year, []), *(special for special in yearly if special is not None)]

    def _is_open(self, specials: list[SpecialDay]) -> bool:
        if any(special.counts_as_business for special in specials):
            return True
        if any(special.closes for special in specials):
            return False
        return self.undecided_as_business or not any(special.undecided for special in specials)

    def _check_year(self, year: int) -> None:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise CalendarError(f"O calendário vai de {FIRST_YEAR} a {LAST_YEAR}; a conta chegou ao ano {year}.")


def _by_year(days: Iterable[SpecialDay]) -> dict[int, list[SpecialDay]]:
    found: dict[int, list[SpecialDay]] = {}
    for special in days:
        found.setdefault(special.day.year, []).append(special)
    return found
