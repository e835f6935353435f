"""Terms, business days and holidays in words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from handlers.base import Button, Refusal, Reply
from handlers.wording.deadlines import runs_for
from models import deadlines, moments, municipal_days
from models.calendar import Calendar, SpecialDay, optional_days
from models.counting import Book, Count, Roll, Rule, amount, unconfirmed, unconfirmed_years
from models.deadlines import Deadline, Due
from models.records import Record
from models.subjects import deadline_kind
from models.texts import clip, fold, plural

BETWEEN_EXAMPLE = "Exemplo: dias úteis entre 20/12 e 15/01"
HOLIDAYS_EXAMPLE = "Exemplos: feriados dezembro; feriados 2027"
_MOST_LINES = 60


def term(counted: Count, rule: Rule, today: date) -> Reply:
    """The end of a term, the memory of calculation, and the points that the person has to check."""
    end = _when(counted.end)
    if counted.other_end is not None:
        end = f"{end}, ou {_when(counted.other_end)} (há dúvida, explicada abaixo)"
    lines = [f"Prazo até {end}.", *(f"• {line}" for line in (*counted.memory, *_cautions(counted, rule, today)))]
    return Reply("\n".join(lines), _with_extension(counted, rule))


def _when(end: date | datetime) -> str:
    return moments.moment_text(end) if isinstance(end, datetime) else moments.day_text(end)


def _cautions(counted: Count, rule: Rule, today: date) -> Iterator[str]:
    last = counted.end.date() if isinstance(counted.end, datetime) else counted.end
    if not rule.id and rule.roll is Roll.NONE and (why := counted.calendar.why_not(last)):
        following = moments.day_text(counted.calendar.next_business_day(last))
        yield f"O último dia não tem expediente ({why}); se a sua regra prorroga, vale {following}."
    if rule.calendar and municipal_days.key_of(rule.calendar) != municipal_days.OURS:
        yield f"Este prazo corre pelo calendário de outro órgão ({rule.calendar}); confira lá os feriados e recessos."
    if years := unconfirmed_years(counted, today.year + 1):
        yield unconfirmed(years)
    if rule.notes:
        yield f"Observação: {rule.notes}"


def _due(deadline: Deadline) -> str:
    return f"{deadline.due.text}, {runs_for(deadline.runs_for)}" if deadline.runs_for else deadline.due.text


def of_record(session: Session, record: Record) -> Reply:
    """The counting of each deadline of a record, and its prorrogações."""
    found = deadlines.open_of(session, record.id)
    if not found:
        raise Refusal(f"{record.code} não tem prazo em aberto.", (Button("Ver", f"ver {record.code}"),))
    has_names = len({each.kind for each in found}) > 1
    blocks = dict.fromkeys(_block(each, _name(each) if has_names else "") for each in found)
    lines = [f"{record.code} {clip(record.title)}", *blocks]
    for act in deadlines.prorrogacoes_of(session, record):
        by_act = f", {act.act}" if act.act else ""
        old, new = (moments.moment_text(each, date_only=act.date_only) for each in (act.old_due_at, act.new_due_at))
        lines.append(f"Prorrogação {act.code}{by_act}: de {old} para {new}. Motivo: {act.reason}")
    return Reply(
        "\n".join(lines), (Button("Ver", f"ver {record.code}"), Button("Histórico", f"histórico {record.code}"))
    )


def _block(deadline: Deadline, name: str) -> str:
    memory = (f"• {line}" for line in deadline.due.memory or (_GIVEN,))
    return "\n".join([f"Prazo{name} até {_due(deadline)}.", *memory])


def _name(deadline: Deadline) -> str:
    """` (fim da vigência)`: which of its dates it is."""
    kind = deadline_kind(deadline.kind)
    return "" if kind.is_main else f" ({re.sub(' d[aeo]$', '', kind.said)})"


_GIVEN = "Data dada por uma pessoa, sem conta."


def counted(reply: Reply, due: Due | None, code: str) -> Reply:
    """The answer to a deadline opened by a rule: the notes to read at once, and the button for the count."""
    if due is None or due.basis is None:
        return reply
    return replace(
        reply, text="\n".join([reply.text, *due.notes]), buttons=(*reply.buttons, Button("A conta", f"prazo {code}"))
    )


def ruled(record: Record, due: Due) -> Reply:
    """The answer to a rule given to an imported date: the date that prevails, and its distance from the others."""
    lines = [f"{record.code} conta agora pela regra {due.rule}. Prazo: {due.text}.", *due.notes]
    return Reply("\n".join(lines), (Button("A conta", f"prazo {record.code}"), Button("Ver", f"ver {record.code}")))


def extended(record: Record, code: str, old: Due, new: Due) -> Reply:
    return Reply(
        f"Prorrogação {code} registrada em {record.code}: o prazo passa de {old.text} para {new.text}.",
        (Button("A conta", f"prazo {record.code}"), Button("Ver", f"ver {record.code}")),
    )


def rules(found: Sequence[Rule], word: str) -> Reply:
    """The rules in force, those that speak of the word where one is given."""
    wanted = fold(word)
    told = [each for each in found if wanted in fold(" ".join((each.id, each.name, *each.aliases)))]
    if not told:
        raise Refusal(f"Nenhuma regra fala de {clip(word, 40)}. Veja todas com: regras")
    lines = cut([f"• {each.name or each.id} [{each.id}]: {amount(each)}" for each in told])
    ask = f"Conte um prazo assim: prazo {told[0].id} recebido hoje"
    return Reply("\n".join([f"Regras de prazo ({len(told)}):", *lines, ask]))


def rules_replaced(name: str, book: Book) -> Reply:
    return Reply(
        f"Regras de prazo trocadas pelas de {name}: {plural(len(book.rules()), 'regra', 'regras')}. "
        "Os prazos já abertos ficam como estão; os novos contam por elas.",
        (Button("Ver as regras", "regras"),),
    )


def _with_extension(counted: Count, rule: Rule) -> tuple[Button, ...]:
    if rule.extension is None:
        return ()
    event = counted.steps[0].event
    day = f"{event:%d/%m/%Y}" + (f" às {moments.hour_text(event)}" if isinstance(event, datetime) else "")
    return (Button("Com prorrogação", f"prazo {rule.id} prorrogado a partir de {day}"),)


def business_days(calendar: Calendar, first: date, last: date, today: date) -> Reply:
    """The number of business days, the convention, and the weekdays that are none."""
    lines = [f"{_how_many(calendar, first, last)} de {moments.day_text(first)}, até {moments.day_text(last)}."]
    lines.append("Não conta o primeiro dia e conta o último" + _first_too(calendar, first, last))
    lines.append(f"Em dias corridos: {(last - first).days}.")
    days = [date.fromordinal(each) for each in range(first.toordinal() + 1, last.toordinal() + 1)]
    off = [line for day in days if (line := _special_line(calendar, day))]
    lines += (
        ["Fora os fins de semana, há no período:", *cut(off)]
        if off
        else ["Fora os fins de semana, não há feriado no período."]
    )
    lines += calendar_doubts(calendar, range(first.year, last.year + 1), today)
    return Reply("\n".join(lines))


def calendar_doubts(calendar: Calendar, years: range, today: date) -> list[str]:
    """The years beyond the next of which nobody has said that their days are all there."""
    lacking = [year for year in years if year > today.year + 1 and not calendar.is_confirmed(year)]
    return [unconfirmed(lacking)] if lacking else []


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
        return day_line(undecided)
    if why := calendar.why_not(day):
        return f"• {moments.day_text(day)} — {why}"
    halves = calendar.half_days(day)
    return f"• {moments.day_text(day)} — {halves[0]}: conta como dia útil" if halves else ""


def cut(lines: Sequence[str]) -> list[str]:
    more = [f"E mais {len(lines) - _MOST_LINES}."] if len(lines) > _MOST_LINES else []
    return [*lines[:_MOST_LINES], *more]


def typed(key: str) -> str:
    """The word that names a calendar in a line."""
    return municipal_days.BODIES[key].label.lower()


def holidays(calendar: Calendar, year: int, month: int | None, key: str = municipal_days.OURS) -> Reply:
    """The special days of a month or year, then those that only a decree would make."""
    period = f"{moments.MONTHS[month - 1]} de {year}" if month else str(year)
    theirs = key != municipal_days.OURS
    period += f" (calendário {calendar.name})" if theirs else ""
    found = calendar.holidays_in(year, month)
    lines = [f"Feriados de {period}:", *map(day_line, found)] if found else [f"Não há feriado em {period}."]
    taken = {special.day for special in found}
    customary = [each for each in optional_days(year) if each.day not in taken and month in (None, each.day.month)]
    if customary:
        lines += ["De costume, só com decreto do município:", *map(_customary_line, customary)]
    following = (year, month + 1) if month and month < 12 else (year + 1, 1 if month else None)
    label = f"{moments.MONTHS[following[1] - 1]} de {following[0]}" if following[1] else str(following[0])
    return Reply(
        "\n".join(lines),
        (Button(label.capitalize(), f"feriados {typed(key)} {label}" if theirs else f"feriados {label}"),),
    )


def day_line(special: SpecialDay) -> str:
    doubt = ": não está decidido se conta" if special.undecided else ""
    return f"• {moments.day_text(special.day)} — {special}{doubt}"


def _customary_line(special: SpecialDay) -> str:
    return f"• {moments.day_text(special.day)} — {special.name}"
