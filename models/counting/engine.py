"""The engine that counts a term: dates in, dates out. The explanation is built only when read (memory.py)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from models.calendar import FIRST_YEAR, LAST_YEAR, Calendar, Recess
from models.counting.memory import explain
from models.counting.rule import CountingError, InRecess, MissingDay, Roll, Rule, StartRule, Unit
from models.counting.terms import ONE_DAY, counted, deemed, rolled

Reading = tuple[Rule, "date | datetime", Calendar]


class CountStep(NamedTuple):
    """One counted term of a chain. ``event`` is the day or instant given, ``deemed`` the day the law takes for it.
    ``restarts`` are the recesses that interrupted it, each with its last day.
    """

    rule: Rule
    event: date | datetime
    deemed: date
    first_day: date | None
    counted_to: date | datetime
    end: date | datetime
    restarts: tuple[tuple[Recess, date], ...] = ()


class Count(NamedTuple):
    """A counted term. ``end`` is a date, or an aware datetime for hours, and the earlier one when there is a doubt;
    ``other_end`` is then the later one. ``memory`` is the calculation in Portuguese, line by line.
    """

    end: date | datetime
    steps: tuple[CountStep, ...]
    calendar: Calendar
    other_end: date | datetime | None = None
    other: Count | None = None

    @property
    def first_day(self) -> date | None:
        """The first day counted; None for rules that are dates and for hours."""
        return self.steps[0].first_day

    @property
    def memory(self) -> tuple[str, ...]:
        return explain(self)


def count(rule: Rule, start: date | datetime, calendar: Calendar) -> Count:
    """Count a term by its rule from the event.

    Days are civil days of the calendar's zone: an aware datetime is taken there first. When undecided days, a missing
    month end or an unknown hour change the result, both ends are given. ``CountingError`` when the rule has no number
    of its own; ``CalendarError`` outside the years 1900-2200.
    """
    if not FIRST_YEAR <= start.year <= LAST_YEAR:
        raise CountingError(f"O ano {start.year} está fora do que sei contar ({FIRST_YEAR} a {LAST_YEAR}).")
    calendar = _adapted(rule, calendar)
    readings = _readings(rule, start, calendar)
    if len(readings) == 1:
        return _count_once(*readings[0])
    counts = sorted((_count_once(*reading) for reading in readings), key=_instant)
    first, last = counts[0], counts[-1]
    return first if _instant(first) == _instant(last) else first._replace(other_end=last.end, other=last)


def unconfirmed_years(counted: Count, since: int) -> list[int]:
    """The years after `since` that nobody has confirmed, and whose own days would change the count."""
    found: set[int] = set()
    for step in counted.steps:
        by_business_days = step.rule.unit in (Unit.BUSINESS_DAYS, Unit.NTH_BUSINESS_DAY)
        if by_business_days or step.rule.roll is not Roll.NONE:
            last = max(step.counted_to.year, step.end.year)
            found.update(range(step.deemed.year if by_business_days else step.counted_to.year, last + 1))
    return sorted(year for year in found if year > since and not counted.calendar.is_confirmed(year))


def _adapted(rule: Rule, calendar: Calendar) -> Calendar:
    if rule.in_recess is InRecess.RUNS:
        calendar = calendar.without_suspensions()
    return calendar.with_recesses(rule.suspensions) if rule.suspensions else calendar


def _instant(counted: Count) -> tuple[int, time]:
    end = counted.end
    return end.toordinal(), end.time() if isinstance(end, datetime) else time()


def _readings(rule: Rule, start: date | datetime, calendar: Calendar) -> list[Reading]:
    """Every reading of the doubts of rule, event and calendar; one when there is no doubt."""
    readings: list[Reading] = [(rule, start, calendar)]
    if calendar.has_undecided_days:
        readings = [(rule, start, calendar.reading(as_business)) for as_business in (True, False)]
    if rule.missing_day is None and rule.unit in (Unit.MONTHS, Unit.YEARS):
        rules = [replace(rule, missing_day=missing) for missing in MissingDay]
        readings = [(each, at, days) for _, at, days in readings for each in rules]
    if rule.unit is Unit.HOURS and not isinstance(start, datetime):
        days_of_event = (start, start + ONE_DAY)
        readings = [(each, _midnight(day, days), days) for each, _, days in readings for day in days_of_event]
    return readings


def _count_once(rule: Rule, start: date | datetime, calendar: Calendar) -> Count:
    step = _step(rule, start, calendar)
    steps = [step]
    for follower in rule.then:
        step = _step(follower, _end_of(step, follower, calendar), calendar)
        steps.append(step)
    return Count(step.end, tuple(steps), calendar)


def _end_of(step: CountStep, follower: Rule, calendar: Calendar) -> date | datetime:
    """The event of the next term; for hours, the last minute of the day on which the term before ended."""
    by_hours = follower.unit is Unit.HOURS and not isinstance(step.end, datetime)
    return _midnight(step.end + ONE_DAY, calendar) if by_hours else step.end


def _step(rule: Rule, event: date | datetime, calendar: Calendar) -> CountStep:
    if rule.unit is Unit.HOURS:
        return _step_of_hours(rule, event, calendar)
    event = _local(event, calendar) if isinstance(event, datetime) else event
    origin = deemed(rule, _civil_day(rule, event), calendar)
    first_day, counted_to = counted(rule, origin, calendar)
    restarts: list[tuple[Recess, date]] = []
    while calendar.interruptions and rule.unit.is_count and (met := _interruption(calendar, origin, counted_to)):
        restarts.append(met)
        origin = met[1]
        first_day, counted_to = counted(replace(rule, start_rule=StartRule.EXCLUDE), origin, calendar)
    if rule.minus_one_day:
        counted_to -= ONE_DAY
    return CountStep(rule, event, origin, first_day, counted_to, rolled(rule, counted_to, calendar), tuple(restarts))


def _local(moment: datetime, calendar: Calendar) -> datetime:
    """The moment in the calendar's zone; a naive one is already local."""
    # Civil days are never read off a UTC timestamp.
    return moment.astimezone(calendar.zone) if moment.tzinfo else moment.replace(tzinfo=calendar.zone)


def _civil_day(rule: Rule, event: date | datetime) -> date:
    if not isinstance(event, datetime):
        return event
    late = rule.unit.is_count and rule.cut_hour is not None and event.time() >= rule.cut_hour
    return event.date() + ONE_DAY if late else event.date()


def _interruption(calendar: Calendar, origin: date, counted_to: date) -> tuple[Recess, date] | None:
    """The first recess that interrupts the running term, with the last day of the recess."""
    found = [
        (first, last, recess)
        for recess in calendar.interruptions
        for first, last in recess.ranges(origin.year, counted_to.year)
        if last > origin and first <= counted_to
    ]
    if not found:
        return None
    _, last, recess = min(found, key=lambda each: each[0])
    return recess, last


def _step_of_hours(rule: Rule, event: date | datetime, calendar: Calendar) -> CountStep:
    """A term of hours, counted minute to minute (CC art. 132 §4)."""
    # Through UTC, so that a change of summer time gains or loses nothing.
    moment = event if isinstance(event, datetime) else datetime.combine(event, time())
    local = _local(moment, calendar)
    start = local if calendar.is_running_day(local.date()) else _midnight(calendar.add_running_days(local, 1), calendar)
    plain_end = (start.astimezone(UTC) + timedelta(hours=rule.n or 0)).astimezone(calendar.zone)
    day = calendar.add_running_days(start.date(), (plain_end.date() - start.date()).days)
    counted_to = datetime.combine(day, plain_end.timetz())
    end = datetime.combine(rolled(rule, day, calendar), plain_end.timetz())
    return CountStep(rule, local, start.date(), None, counted_to, end)


def _midnight(day: date, calendar: Calendar) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=calendar.zone)
