"""Rules of recurrence: the next occurrence, a short text for the database, and a sentence in Portuguese.

    unit[/interval][:which][@HH:MM]

    daily  daily/15  business  hourly/2          every day, every 15 days, every business day, every 2 hours
    weekly:0,2@09:00  weekly/2:0                 weekdays are 0 (Monday) to 6
    monthly:5,20  monthly:last                   days of the month; a month without the day uses its last one
    monthly:b5  monthly:b-1                      5th business day, last business day
    monthly:4#-1  monthly:0#1                    last Friday, first Monday
    yearly:04-15                                 a day of the year

No rule remembers a first day: the interval is counted from the moment given, so give the last occurrence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from models.day_arithmetic import (
    add_months,
    at,
    business_days_from,
    later,
    month_span,
    nth_business_day,
    nth_weekday,
    real_date,
)
from models.moments import MONTHS, WEEKDAYS
from models.terms import WorkCalendar

_TEXT = re.compile(
    r"(?P<unit>hourly|daily|business|weekly|monthly|yearly)(?:/(?P<interval>[0-9]{1,3}))?"
    r"(?::(?P<which>[0-9b#,last-]{1,40}))?(?:@(?P<clock>[0-9]{2}:[0-9]{2}))?"
)
_UNITS = {
    "hourly": ("hora", "horas", "toda"),
    "daily": ("dia", "dias", "todo"),
    "weekly": ("semana", "semanas", "toda"),
    "monthly": ("mês", "meses", "todo"),
    "yearly": ("ano", "anos", "todo"),
}
LAST = 31
_TRIES = 12


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`weekdays` with `nth` are the n-th weekday of the month; `days` are days of the month (31 is the last)."""

    unit: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    nth: int = 0
    business: int = 0
    month: int = 0
    clock: time | None = None

    @property
    def text(self) -> str:
        interval = f"/{self.interval}" if self.interval > 1 else ""
        which = f":{self._which}" if self._which else ""
        clock = f"@{self.clock:%H:%M}" if self.clock else ""
        return f"{self.unit}{interval}{which}{clock}"

    def _is_real(self) -> bool:
        if self.month:
            return real_date(2000, self.month, self.days[0]) is not None
        weekdays = all(0 <= weekday <= 6 for weekday in self.weekdays)
        return weekdays and self.interval > 0 and -2 <= self.nth <= 4 and all(1 <= day <= LAST for day in self.days)

    @property
    def _which(self) -> str:
        if self.business:
            return f"b{self.business}"
        if self.nth:
            return f"{self.weekdays[0]}#{self.nth}"
        if self.month:
            return f"{self.month:02}-{self.days[0]:02}"
        if self.unit == "monthly":
            return ",".join("last" if day == LAST else str(day) for day in self.days)
        return ",".join(map(str, self.weekdays))

    @staticmethod
    def parse_text(text: str) -> Recurrence:
        match = _TEXT.fullmatch(text)
        if match is None:
            raise ValueError(f"not a recurrence: {text!r}")
        clock = time.fromisoformat(match["clock"]) if match["clock"] else None
        plain = Recurrence(match["unit"], int(match["interval"] or 1), clock=clock)
        rule = _with_which(plain, match["which"] or "")
        if rule.text != text or not rule._is_real():
            raise ValueError(f"not a recurrence: {text!r}")
        return rule

    def next_after(self, moment: datetime, calendar: WorkCalendar) -> datetime:
        """The first occurrence later than the moment; without a time of the day, the first on a later day."""
        if self.unit == "hourly":
            return later(moment, timedelta(hours=self.interval))
        for day in self._days_from(moment.date(), calendar):
            occurrence = at(day, self.clock or time(), moment)
            if occurrence > moment and (self.clock is not None or day > moment.date()):
                return occurrence
        raise ValueError(f"{self.text} never happens on this calendar")

    def _days_from(self, day: date, calendar: WorkCalendar) -> Iterator[date]:
        match self.unit:
            case "daily":
                return self._every_days(day)
            case "business":
                return business_days_from(day - timedelta(days=1), calendar)
            case "weekly":
                return self._weekly(day)
            case "monthly":
                return self._monthly(day, calendar)
            case _:
                return self._yearly(day)

    def _every_days(self, day: date) -> Iterator[date]:
        if self.interval == 1:
            yield day
        yield day + timedelta(days=self.interval)

    def _weekly(self, day: date) -> Iterator[date]:
        """The chosen weekdays after this day: of its week, then of the week the interval leads to."""
        weekdays = self.weekdays or (day.weekday(),)
        monday = day - timedelta(days=day.weekday())
        on_rule = day.weekday() in weekdays
        for week in (0, self.interval if on_rule else 1):
            for weekday in weekdays:
                candidate = monday + timedelta(weeks=week, days=weekday)
                if candidate >= day:
                    yield candidate

    def _monthly(self, day: date, calendar: WorkCalendar) -> Iterator[date]:
        on_rule = day in self._in_month(day, day.day, calendar)
        for count in range(_TRIES):
            month = add_months(day.replace(day=1), count * (self.interval if on_rule else 1))
            yield from (found for found in self._in_month(month, day.day, calendar) if found >= day)

    def _in_month(self, day: date, default: int, calendar: WorkCalendar) -> list[date]:
        month = month_span(day.year, day.month)
        if self.business:
            found = nth_business_day(month, self.business, calendar)
        elif self.nth:
            found = nth_weekday(month, self.weekdays[0], self.nth)
        else:
            return [month.start.replace(day=min(day, month.end.day)) for day in self.days or (default,)]
        return [found] if found else []

    def _yearly(self, day: date) -> Iterator[date]:
        month, wanted = (self.month, self.days[0]) if self.month else (day.month, day.day)
        step = self.interval if (day.month, day.day) == (month, wanted) else 1
        for year in (day.year, day.year + step):
            last = month_span(year, month).end
            candidate = last.replace(day=min(wanted, last.day))
            if candidate >= day:
                yield candidate

    def describe(self) -> str:
        """ "toda segunda-feira às 9h" """
        return f"{self._described()}{_described_clock(self.clock)}"

    def _described(self) -> str:
        if self.unit == "business":
            return "todo dia útil"
        if self.business:
            return f"todo {_ordinal(self.business, 'o')} dia útil{self._of_months()}"
        if self.nth:
            weekday = self.weekdays[0]
            gender = "o" if weekday > 4 else "a"
            return f"tod{gender} {_ordinal(self.nth, gender)} {WEEKDAYS[weekday]}{self._of_months() or ' do mês'}"
        if self.month:
            return f"todo dia {_day(self.days[0])} de {MONTHS[self.month - 1]}"
        if self.days:
            return f"todo {_days(self.days)}{self._of_months()}"
        if self.weekdays and self.interval == 1:
            return _weekdays(self.weekdays)
        return self._described_interval()

    def _described_interval(self) -> str:
        singular, plural, every = _UNITS[self.unit]
        text = f"{every} {singular}" if self.interval == 1 else f"a cada {self.interval} {plural}"
        names = [WEEKDAYS[weekday] for weekday in self.weekdays]
        return f"{text}, {'no' if self.weekdays[0] > 4 else 'na'} {_list(names)}" if names else text

    def _of_months(self) -> str:
        return f", a cada {self.interval} meses" if self.interval > 1 else ""


def _with_which(rule: Recurrence, which: str) -> Recurrence:
    if not which:
        return rule
    if rule.unit == "weekly":
        return replace(rule, weekdays=tuple(int(number) for number in which.split(",")))
    if rule.unit == "yearly":
        month, day = which.split("-")
        return replace(rule, month=int(month), days=(int(day),))
    if rule.unit != "monthly":
        raise ValueError(f"{rule.unit} takes no days")
    if which[0] == "b":
        return replace(rule, business=int(which[1:]))
    if "#" in which:
        weekday, nth = which.split("#")
        return replace(rule, weekdays=(int(weekday),), nth=int(nth))
    return replace(rule, days=tuple(LAST if day == "last" else int(day) for day in which.split(",")))


def _ordinal(n: int, gender: str) -> str:
    names = {-1: f"últim{gender}", -2: f"penúltim{gender}"}
    return names.get(n, f"{n}{'º' if gender == 'o' else 'ª'}")


def _day(day: int) -> str:
    return "1º" if day == 1 else str(day)


def _days(days: tuple[int, ...]) -> str:
    return "último dia do mês" if days == (LAST,) else f"dia {_list([_day(day) for day in days])}"


def _list(names: list[str]) -> str:
    return " e ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _weekdays(weekdays: tuple[int, ...]) -> str:
    return f"{'todo' if weekdays[0] > 4 else 'toda'} {_list([WEEKDAYS[weekday] for weekday in weekdays])}"


def described_time(clock: time) -> str:
    return f"{clock.hour}h{clock.minute:02}" if clock.minute else f"{clock.hour}h"


def _described_clock(clock: time | None) -> str:
    return f" às {described_time(clock)}" if clock else ""
