"""Portuguese words for rules and dates, for the memory of calculation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from models.calendar import Calendar
from models.counting.rule import MissingDay, Roll, Rule, StartRule, Unit

WEEKDAYS = ("segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo")

_COUNTED = {
    Unit.DAYS: ("dia corrido", "dias corridos"),
    Unit.BUSINESS_DAYS: ("dia útil", "dias úteis"),
    Unit.MONTHS: ("mês", "meses"),
    Unit.YEARS: ("ano", "anos"),
    Unit.HOURS: ("hora", "horas"),
}
_STARTS = {
    StartRule.EXCLUDE: "sem contar o dia do evento",
    StartRule.SHIFT: "evento em dia sem expediente passa ao dia útil seguinte",
    StartRule.FIRST_BUSINESS: "a partir do primeiro dia útil depois do evento",
    StartRule.GAZETTE: "a partir do dia útil seguinte à publicação no diário eletrônico",
    StartRule.INCLUDE: "contando o dia do evento",
}
_ROLLS = {
    Roll.NEXT: "fim em dia sem expediente passa ao dia útil seguinte",
    Roll.PREVIOUS: "fim em dia sem expediente volta ao dia útil anterior",
    Roll.NONE: "o fim não muda de dia",
}
_MISSING = {
    MissingDay.LAST_DAY: "se faltar o dia no mês, vale o último",
    MissingDay.NEXT_DAY: "se faltar o dia no mês, vale o seguinte",
}


def weekday_date(day: date) -> str:
    """25/11/2026 (quarta-feira)."""
    return f"{day:%d/%m/%Y} ({WEEKDAYS[day.weekday()]})"


def moment(value: date | datetime, calendar: Calendar) -> str:
    """The day, with the hour of an instant, in the calendar's zone."""
    if not isinstance(value, datetime):
        return weekday_date(value)
    local = value.astimezone(calendar.zone) if value.tzinfo else value
    return f"{weekday_date(local)} às {local:%H:%M}"


def plural(number: int, one: str, many: str) -> str:
    return f"{number} {one if abs(number) == 1 else many}"


def describe(rule: Rule) -> str:
    """The rule in one line: its name, length, beginning and roll."""
    parts = [amount(rule)]
    if rule.unit.is_count and rule.unit is not Unit.HOURS:
        parts.append(_STARTS[rule.start_rule] if (rule.n or 0) > 0 else "contados para trás a partir do evento")
    if rule.missing_day and rule.unit in (Unit.MONTHS, Unit.YEARS):
        parts.append(_MISSING[rule.missing_day])
    if rule.minus_one_day:
        parts.append("um dia a menos")
    if rule.unit is not Unit.HOURS:
        parts.append(_ROLLS[rule.roll])
    named = f"{rule.name} [{rule.id}]" if rule.name and rule.id else rule.name or rule.id
    return f"{named}: {', '.join(parts)}" if named else ", ".join(parts)


def amount(rule: Rule) -> str:
    """The length of a term: 15 dias úteis, dia 20 do mês."""
    n = rule.n or 0
    if rule.unit in _COUNTED:
        return plural(abs(n), *_COUNTED[rule.unit])
    named = {
        Unit.FIXED_DATE: _fixed_date(rule),
        Unit.DAY_OF_MONTH: f"dia {n} do mês",
        Unit.NTH_BUSINESS_DAY: f"{n}º dia útil do mês",
        Unit.END_OF_MONTH: "último dia do mês",
        Unit.LAST_DAY_OF_NEXT_MONTH: "último dia do mês seguinte",
        Unit.LAST_BUSINESS_DAY_OF_NEXT_MONTH: "último dia útil do mês seguinte",
    }
    return named.get(rule.unit, "prazo sem número na regra")


def _fixed_date(rule: Rule) -> str:
    if rule.fixed_date is None:
        return "na própria data"
    month, day = rule.fixed_date
    return f"até {day:02d}/{month:02d}" + (" do primeiro ano do mandato" if rule.first_mandate_year else "")


def unconfirmed(years: Sequence[int]) -> str:
    """The sentence about a count that reaches unconfirmed years, with what to do."""
    if len(years) == 1:
        which = f"O calendário de {years[0]} ainda não foi confirmado: um feriado municipal desse ano"
    else:
        which = f"Os calendários de {_years(years)} ainda não foram confirmados: um feriado municipal desses anos"
    return (
        f"{which} pode mudar esta conta. A chefia de gabinete ou o administrador registra os que há e escreve: "
        f"calendário confirmar {years[0]}"
    )


def _years(years: Sequence[int]) -> str:
    if len(years) == 2:
        return f"{years[0]} e {years[1]}"
    return f"{years[0]} a {years[-1]}"
