"""The memory of calculation: the lines, in Portuguese, with which a person checks a date by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from models.calendar import Calendar, SpecialDay
from models.counting.rule import Confidence, Roll, Rule, StartRule, Unit
from models.counting.wording import describe, moment, plural, weekday_date

if TYPE_CHECKING:
    from models.counting.engine import Count, CountStep

MOST_LINES = 60
MOST_WEEKENDS = 12
WEEKEND = "fim de semana"

_WARNINGS: dict[Confidence | None, str] = {
    Confidence.UNVERIFIED: "a conferir no texto da lei",
    Confidence.VARIES: "varia de município a município",
}


def explain(count: Count) -> tuple[str, ...]:
    """The lines: rule, event, first day, each skipped day with its reason, roll, doubts, calendar."""
    lines: list[str] = []
    for number, step in enumerate(count.steps):
        lines += _of_step(step, count.calendar, follows=number > 0)
    lines += _of_doubts(count)
    lines.append(_of_calendar(count.calendar))
    return tuple(lines)


def _of_step(step: CountStep, calendar: Calendar, *, follows: bool) -> list[str]:
    label = "Prazo seguinte" if follows else "Regra"
    lines = [f"{label}: {describe(step.rule)}.", *_source(step.rule), *_event(step, calendar, follows=follows)]
    lines += [
        f"Interrupção ({recess}) até {last:%d/%m/%Y}: o prazo recomeça inteiro." for recess, last in step.restarts
    ]
    if step.first_day is not None:
        lines.append(f"Primeiro dia contado: {weekday_date(step.first_day)}.")
    return [*lines, *_skipped(step, calendar), *_end(step, calendar)]


def _source(rule: Rule) -> list[str]:
    if not rule.source:
        return []
    warning = _WARNINGS.get(rule.confidence)
    return [f"Fonte: {rule.source}{f' ({warning})' if warning else ''}."]


def _event(step: CountStep, calendar: Calendar, *, follows: bool) -> list[str]:
    what = step.rule.event or ("fim do prazo anterior" if follows else "data informada")
    lines = [f"Evento: {moment(step.event, calendar)} — {what}."]
    civil = _day(step.event)
    if not step.rule.in_force(civil):
        lines.append(f"Atenção: no dia do evento esta regra não estava em vigor{_validity(step.rule)}.")
    if step.restarts or step.deemed == civil:
        return lines
    return [*lines, f"{_deemed_as(step.rule)} {weekday_date(step.deemed)}."]


def _deemed_as(rule: Rule) -> str:
    if rule.start_rule is StartRule.GAZETTE:
        return "Disponibilização no diário eletrônico; publicação considerada em"
    return "Evento fora do horário ou em dia sem expediente; considera-se ocorrido em"


def _validity(rule: Rule) -> str:
    since = f" (vale desde {rule.valid_from:%d/%m/%Y})" if rule.valid_from else ""
    return since + (f" (valeu até {rule.valid_until:%d/%m/%Y})" if rule.valid_until else "")


# --- days not counted ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Gap:
    """Consecutive days left out for the same reason."""

    first: date
    last: date
    reason: str

    def __str__(self) -> str:
        if self.first == self.last:
            return f"Não conta {weekday_date(self.first)}: {self.reason}."
        return f"Não contam os dias de {self.first:%d/%m/%Y} a {self.last:%d/%m/%Y}: {self.reason}."


def _skipped(step: CountStep, calendar: Calendar) -> list[str]:
    gaps = list(_gaps(_left_out(step, calendar)))
    weekends = [gap for gap in gaps if gap.reason == WEEKEND]
    if len(weekends) > MOST_WEEKENDS:
        days = sum((gap.last - gap.first).days + 1 for gap in weekends)
        gaps = [gap for gap in gaps if gap.reason != WEEKEND]
        ends = f"{weekends[0].first:%d/%m/%Y} e {weekends[-1].last:%d/%m/%Y}"
        return [f"Não contam {days} dias de fim de semana entre {ends}.", *_cut(gaps)]
    return _cut(gaps)


def _cut(gaps: list[_Gap]) -> list[str]:
    lines = [str(gap) for gap in gaps[:MOST_LINES]]
    return [*lines, f"E mais {len(gaps) - MOST_LINES} períodos não contados."] if len(gaps) > MOST_LINES else lines


def _left_out(step: CountStep, calendar: Calendar) -> Iterator[tuple[date, str]]:
    """Each day between the event and the end that was not counted, with the reason."""
    by_business_days = step.rule.unit in (Unit.BUSINESS_DAYS, Unit.NTH_BUSINESS_DAY)
    for day in _days_of(step):
        reason = _reason(day, calendar) if by_business_days or not calendar.is_running_day(day) else None
        if reason is None and step.first_day is not None and step.deemed < day < step.first_day:
            reason = "a contagem só começa em dia útil"
        if reason is not None:
            yield day, reason


def _days_of(step: CountStep) -> Iterator[date]:
    """The days that the count ran over, without the last one, and without the event's if the rule excludes it."""
    end = _day(step.counted_to)
    if step.rule.unit is Unit.NTH_BUSINESS_DAY:
        yield from _range(end.replace(day=1), end - timedelta(days=1))
    elif step.rule.unit.is_count:
        excluded = {end} if step.rule.start_rule is StartRule.INCLUDE else {end, step.deemed}
        yield from (day for day in _range(min(step.deemed, end), max(step.deemed, end)) if day not in excluded)


def _range(first: date, last: date) -> Iterator[date]:
    return (date.fromordinal(ordinal) for ordinal in range(first.toordinal(), last.toordinal() + 1))


def _gaps(days: Iterator[tuple[date, str]]) -> Iterator[_Gap]:
    """Joins neighbouring days with the same reason."""
    numbered = ((day, reason, day.toordinal() - place) for place, (day, reason) in enumerate(days))
    for (reason, _), group in groupby(numbered, key=lambda each: (each[1], each[2])):
        together = [day for day, _, _ in group]
        yield _Gap(together[0], together[-1], reason)


# --- the end, the doubts, the calendar -------------------------------------------------------------------------------


def _end(step: CountStep, calendar: Calendar) -> list[str]:
    lines = [f"Último dia da contagem: {moment(step.counted_to, calendar)}."]
    if step.end == step.counted_to:
        return lines
    passed = [str(gap) for gap in _gaps(_passed_over(step, calendar))]
    direction = "seguinte" if step.rule.roll is Roll.NEXT else "anterior"
    return [*lines, *passed, f"O prazo passa ao dia útil {direction}: {moment(step.end, calendar)}."]


def _passed_over(step: CountStep, calendar: Calendar) -> Iterator[tuple[date, str]]:
    """The days between the end as counted and the end after the roll, each with the reason."""
    start, end = _day(step.counted_to), _day(step.end)
    for day in _range(min(start, end), max(start, end)):
        if day != end:
            yield day, _reason(day, calendar) or "expediente reduzido"


def _day(end: date | datetime) -> date:
    return end.date() if isinstance(end, datetime) else end


def _reason(day: date, calendar: Calendar) -> str | None:
    reason = calendar.why_not(day)
    return WEEKEND if reason in ("sábado", "domingo") else reason


def _of_doubts(count: Count) -> list[str]:
    if count.other is None or count.other_end is None:
        return []
    calendar = count.calendar
    dates = f"{moment(count.end, calendar)} ou {moment(count.other_end, calendar)}"
    lines = [f"Há dúvida: {dates}. Para os avisos vale a primeira data."]
    for special in _doubtful_days(count):
        lines.append(f"Não está decidido se conta como dia útil: {weekday_date(special.day)} ({special}).")
    if count.steps[0].rule.missing_day is not count.other.steps[0].rule.missing_day:
        lines.append("O mês final não tem o dia: a Lei 9.784 leva ao último dia do mês; o Código Civil, ao seguinte.")
    if count.steps[0].event != count.other.steps[0].event:
        lines.append("A hora do evento não foi informada: a primeira data supõe o início do dia; a outra, o fim.")
    return lines


def _doubtful_days(count: Count) -> list[SpecialDay]:
    marks = [step.deemed.toordinal() for step in count.steps]
    marks += [end.toordinal() for end in (count.end, count.other_end) if end is not None]
    found = (day for day in count.calendar.days if day.undecided and min(marks) <= day.day.toordinal() <= max(marks))
    return [special for special in found if count.calendar.undecided_on(special.day)]


def _of_calendar(calendar: Calendar) -> str:
    public = f"feriados nacionais e de {calendar.state}" if calendar.state else "feriados nacionais"
    parts = [f"{calendar.name} ({public})"]
    if calendar.version:
        parts.append(f"versão {calendar.version}")
    if calendar.has_undecided_days:
        parts.append(plural(sum(day.undecided for day in calendar.days), "dia por decidir", "dias por decidir"))
    return f"Calendário: {', '.join(parts)}."
