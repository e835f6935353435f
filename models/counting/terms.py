"""Counting by unit: from the day the law takes for the event to the day the count ends; and the roll."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from models.calendar import Calendar
from models.counting.rule import CountingError, MissingDay, Roll, Rule, ShortDay, StartRule, Unit

ONE_DAY = timedelta(days=1)


def deemed(rule: Rule, event: date, calendar: Calendar) -> date:
    """The day the law takes for the event. Dates, and terms counted backwards, take the event as it is."""
    if not rule.unit.is_count or (rule.n or 0) < 0:
        return event
    if rule.start_rule is StartRule.SHIFT:
        return calendar.next_business_day(event)
    return calendar.add_business_days(event, 1) if rule.start_rule is StartRule.GAZETTE else event


def counted(rule: Rule, origin: date, calendar: Calendar) -> tuple[date | None, date]:
    """First day counted (None for dates) and the day the count ends on, before any roll."""
    counter = _COUNTERS.get(rule.unit)
    if counter is not None:
        return counter(rule, origin, calendar)
    reckon = _DATES.get(rule.unit)
    if reckon is None:
        raise CountingError(_WITHOUT_NUMBER[rule.unit])
    return None, reckon(rule, origin, calendar)


def _count_days(rule: Rule, origin: date, calendar: Calendar) -> tuple[date, date]:
    n = rule.n or 0
    if rule.start_rule is StartRule.EXCLUDE or n < 0:
        before = origin + ONE_DAY if n < 0 and rule.start_rule is StartRule.INCLUDE else origin
        return calendar.add_running_days(before, 1 if n > 0 else -1), calendar.add_running_days(before, n)
    first = _first_day(rule, origin, calendar)
    return first, calendar.add_running_days(first, n - 1)


def _first_day(rule: Rule, origin: date, calendar: Calendar) -> date:
    if rule.start_rule is StartRule.INCLUDE:
        return calendar.add_running_days(origin - ONE_DAY, 1)
    return calendar.add_business_days(origin, 1)


def _count_business_days(rule: Rule, origin: date, calendar: Calendar) -> tuple[date, date]:
    n = rule.n or 0
    direction = 1 if n > 0 else -1
    before = origin - ONE_DAY * direction if rule.start_rule is StartRule.INCLUDE else origin
    return calendar.add_business_days(before, direction), calendar.add_business_days(before, n)


def _count_months(rule: Rule, origin: date, calendar: Calendar) -> tuple[date, date]:
    months = (rule.n or 0) * (12 if rule.unit is Unit.YEARS else 1)
    direction = 1 if months > 0 else -1
    before = origin - ONE_DAY * direction if rule.start_rule is StartRule.INCLUDE else origin
    date_to_date = _add_months(before, months, rule.missing_day)
    # Worth as many days as date to date gives, of days on which the term runs: a recess lengthens it.
    end = calendar.add_running_days(before, (date_to_date - before).days)
    return calendar.add_running_days(before, direction), end


def _add_months(day: date, months: int, missing: MissingDay | None) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    last = monthrange(year, month)[1]
    if day.day <= last:
        return date(year, month, day.day)
    end = date(year, month, last)
    return end + ONE_DAY if missing is MissingDay.NEXT_DAY else end


def _fixed_date(rule: Rule, day: date, _calendar: Calendar) -> date:
    """The day itself, or the next occurrence of the rule's month and day."""
    if rule.fixed_date is None:
        return day
    year = day.year
    while _in_year(rule.fixed_date, year) < day or (rule.first_mandate_year and year % 4 != 1):
        year += 1  # mayors' mandates begin in 2021, 2025, 2029...
    return _in_year(rule.fixed_date, year)


def _in_year(month_day: tuple[int, int], year: int) -> date:
    month, day = month_day
    return date(year, 3, 1) if month_day == (2, 29) and monthrange(year, 2)[1] == 28 else date(year, month, day)


def _day_of_month(rule: Rule, day: date, _calendar: Calendar) -> date:
    return day.replace(day=min(rule.n or 1, monthrange(day.year, day.month)[1]))


def _nth_business_day(rule: Rule, day: date, calendar: Calendar) -> date:
    return calendar.nth_business_day(day.year, day.month, rule.n or 1)


def _end_of_month(rule: Rule, day: date, _calendar: Calendar) -> date:
    end = _last_day(day)
    while rule.months and end.month not in rule.months:
        end = _last_day(end + ONE_DAY)
    return end


def _last_day_of_next_month(_rule: Rule, day: date, _calendar: Calendar) -> date:
    return _last_day(_last_day(day) + ONE_DAY)


def _last_business_day_of_next_month(_rule: Rule, day: date, calendar: Calendar) -> date:
    following = _last_day(day) + ONE_DAY
    return calendar.last_business_day(following.year, following.month)


def _last_day(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


_COUNTERS: dict[Unit, Callable[[Rule, date, Calendar], tuple[date, date]]] = {
    Unit.DAYS: _count_days,
    Unit.BUSINESS_DAYS: _count_business_days,
    Unit.MONTHS: _count_months,
    Unit.YEARS: _count_months,
}
_DATES: dict[Unit, Callable[[Rule, date, Calendar], date]] = {
    Unit.FIXED_DATE: _fixed_date,
    Unit.DAY_OF_MONTH: _day_of_month,
    Unit.NTH_BUSINESS_DAY: _nth_business_day,
    Unit.END_OF_MONTH: _end_of_month,
    Unit.LAST_DAY_OF_NEXT_MONTH: _last_day_of_next_month,
    Unit.LAST_BUSINESS_DAY_OF_NEXT_MONTH: _last_business_day_of_next_month,
}
_WITHOUT_NUMBER = {
    Unit.YEARLY_CALENDAR: "Este prazo vem no calendário publicado a cada ano: informe a data da linha do calendário.",
    Unit.APPOINTED: "Este prazo é a data marcada no documento recebido: informe a data.",
    Unit.CLAUSE: "Este prazo está na cláusula do instrumento: informe o número de dias ou a data.",
    Unit.INTERNAL: "Este prazo é o que a própria ordem fixar: informe o número de dias ou a data.",
    Unit.NONE: "A lei não fixa prazo para isto: informe uma data, se quiser acompanhar.",
    Unit.DOUBLE: "Este prazo é o dobro do prazo comum: informe o prazo já dobrado, por exemplo 30 dias úteis.",
    Unit.GENERAL_RULE: "Esta regra diz como contar, mas não quanto: informe o número de dias.",
    Unit.CONTINUOUS: "Este dever é permanente e não tem data final.",
    Unit.UNKNOWN: "O prazo desta obrigação ainda não foi definido: peça ao administrador que o cadastre.",
}


def rolled(rule: Rule, day: date, calendar: Calendar) -> date:
    """The end of the term after the roll over days without office hours."""
    if rule.roll is Roll.NONE:
        return day
    if rule.roll is Roll.PREVIOUS:
        return calendar.previous_business_day(day)
    day = calendar.next_business_day(day)
    while _too_short(rule, day, calendar):
        day = calendar.add_business_days(day, 1)
    return day


def _too_short(rule: Rule, day: date, calendar: Calendar) -> bool:
    if rule.short_day is ShortDay.NONE or not calendar.half_days(day):
        return False
    return calendar.closes_early(day) or (rule.short_day is ShortDay.ANY and calendar.opens_late(day))
