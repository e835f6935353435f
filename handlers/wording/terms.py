"""How terms, business days and holidays are told."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from handlers.base import Button, Reply
from models import moments
from models.calendar import Calendar, SpecialDay, optional_days
from models.counting import Count, Roll, Rule
from models.texts import plural

BETWEEN_EXAMPLE = "Exemplo: dias úteis entre 20/12 e 15/01"
HOLIDAYS_EXAMPLE = "Exemplos: feriados dezembro; feriados 2027"
DAY_EXAMPLE = "calendário 24/12 ponto facultativo Decreto 123/2026"
_MOST_LINES = 60


def term(counted: Count, rule: Rule) -> Reply:
    """Where it ends, the memory of calculation, and what the person has to check."""
    end = _when(counted.end)
    if counted.other_end is not None:
        end = f"{end}, ou {_when(counted.other_end)} (há dúvida, explicada abaixo)"
    lines = [f"Prazo até {end}.", *(f"• {line}" for line in (*counted.memory, *_cautions(counted, rule)))]
    return Reply("\n".join(lines), _with_extension(counted, rule))


def _when(end: date | datetime) -> str:
    return moments.moment_text(end) if isinstance(end, datetime) else moments.day_text(end)


def _cautions(counted: Count, rule: Rule) -> Iterator[str]:
    last = counted.end.date() if isinstance(counted.end, datetime) else counted.end
    if not rule.id and rule.roll is Roll.NONE and (why := counted.calendar.why_not(last)):
        following = moments.day_text(counted.calendar.next_business_day(last))
        yield f"O último dia não tem expediente ({why}); se a sua regra prorroga, vale {following}."
    if rule.calendar and rule.calendar != counted.calendar.name:
        yield f"Este prazo corre pelo calendário de outro órgão ({rule.calendar}); confira lá os feriados e recessos."
    if rule.notes:
        yield f"Observação: {rule.notes}"


def _with_extension(counted: Count, rule: Rule) -> tuple[Button, ...]:
    if rule.extension is None:
        return ()
    event = counted.steps[0].event
    day = f"{event:%d/%m/%Y}" + (f" às {moments.hour_text(event)}" if isinstance(event, datetime) else "")
    return (Button("Com prorrogação", f"prazo {rule.id} prorrogado a partir de {day}"),)


def business_days(calendar: Calendar, first: date, last: date) -> Reply:
    """How many, by which convention, and the days of the week that are none."""
    lines = [f"{_how_many(calendar, first, last)} de {moments.day_text(first)}, até {moments.day_text(last)}."]
    lines.append("Não conta o primeiro dia e conta o último" + _first_too(calendar, first, last))
    lines.append(f"Em dias corridos: {(last - first).days}.")
    days = [date.fromordinal(each) for each in range(first.toordinal() + 1, last.toordinal() + 1)]
    off = [line for day in days if (line := _special_line(calendar, day))]
    lines += (
        ["Fora os fins de semana, há no período:", *_cut(off)]
        if off
        else ["Fora os fins de semana, não há feriado no período."]
    )
    return Reply("\n".join(lines))


def _how_many(calendar: Calendar, first: date, last: date) -> str:
    least, most = (calendar.reading(open_).business_days_between(first, last) for open_ in (False, True))
    if least != most:
        return f"{least} ou {most} dias úteis (há dia por decidir)"
    return plural(least, "dia útil", "dias úteis")


def _first_too(calendar: Calendar, first: date, last: date) -> str:
    if calendar.has_undecided_days or not calendar.is_business_day(first):
        return "."
    return f"; contando também o primeiro: {calendar.business_days_between(first - timedelta(days=1), last)}."


def _special_line(calendar: Calendar, day: date) -> str:
    """Why a day of work is none, or only a half or a doubtful one; empty for ordinary days and weekends."""
    if day.weekday() not in calendar.work_days:
        return ""
    if undecided := calendar.undecided_on(day):
        return _line(undecided)
    if why := calendar.why_not(day):
        return f"• {moments.day_text(day)} — {why}"
    halves = calendar.half_days(day)
    return f"• {moments.day_text(day)} — {halves[0]}: conta como dia útil" if halves else ""


def _cut(lines: Sequence[str]) -> list[str]:
    more = [f"E mais {len(lines) - _MOST_LINES}."] if len(lines) > _MOST_LINES else []
    return [*lines[:_MOST_LINES], *more]


def holidays(calendar: Calendar, year: int, month: int | None) -> Reply:
    """The special days of a month or year, then those that only a decree would make."""
    period = f"{moments.MONTHS[month - 1]} de {year}" if month else str(year)
    found = calendar.holidays_in(year, month)
    lines = [f"Feriados de {period}:", *map(_line, found)] if found else [f"Não há feriado em {period}."]
    taken = {special.day for special in found}
    customary = [each for each in optional_days(year) if each.day not in taken and month in (None, each.day.month)]
    if customary:
        lines += ["De costume, só com decreto do município:", *map(_customary_line, customary)]
    following = (year, month + 1) if month and month < 12 else (year + 1, 1 if month else None)
    label = f"{moments.MONTHS[following[1] - 1]} de {following[0]}" if following[1] else str(following[0])
    return Reply("\n".join(lines), (Button(label.capitalize(), f"feriados {label}"),))


def _line(special: SpecialDay) -> str:
    doubt = ": não está decidido se conta" if special.undecided else ""
    return f"• {moments.day_text(special.day)} — {special}{doubt}"


def _customary_line(special: SpecialDay) -> str:
    return f"• {moments.day_text(special.day)} — {special.name}"


def own_days(ahead: Sequence[SpecialDay]) -> Reply:
    """The municipality's own days to come, and how one is added."""
    how = f"A chefia de gabinete ou o administrador acrescenta um dia assim: {DAY_EXAMPLE}"
    if not ahead:
        return Reply(f"O município ainda não tem dias próprios registrados daqui em diante.\n{how}")
    lines = _cut([_line(special) for special in ahead])
    return Reply("\n".join(["Dias próprios do município, daqui em diante:", *lines, how]))


def added(new: SpecialDay) -> Reply:
    """The day as it was understood, and what it does to the counting."""
    effect = "Não conta como dia útil." if new.closes else "Conta como dia útil."
    if new.undecided:
        effect = "Não está decidido se conta como dia útil: os prazos mostram as duas datas."
    lines = ["Dia registrado no calendário do município:", _line(new), effect]
    return Reply("\n".join(lines), (Button("Calendário", "calendário"), _of_month(new.day)))


def _of_month(day: date) -> Button:
    return Button("Feriados do mês", f"feriados {moments.MONTHS[day.month - 1]} de {day.year}")
