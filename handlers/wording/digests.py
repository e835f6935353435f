"""Digests in words: the day of one person, the week of the mayor, the house in a few numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from handlers.base import Button
from handlers.wording import cards, decisions, workload
from handlers.wording.deadlines import runs_for
from models import moments
from models.digests import Agenda, AgendaEntry, Horizon, OrgaoLine, Section, SectionEntries, Summary
from models.outbox import Message
from models.people import Person
from models.records import which_hold
from models.subjects import Decision, deadline_kind
from models.texts import clip, plural
from models.workload import Week

_MOST_ORGAOS = 12
_MOST_BUTTONS = 5
First = Callable[[Session, Person, datetime], list[str]]
_first: dict[First, tuple[int, ColumnElement[bool]]] = {}
_HOUSE = (Button("Tarefas atrasadas", "tarefas atrasadas"), Button("Sem ciência", "pendentes"))


@dataclass(frozen=True, slots=True)
class DigestHeading:
    """The owner and the day of a digest, and what must be told first. `reader`: the substitute who reads it."""

    name: str
    day: date
    reader: str = ""
    late_since: datetime | None = None
    missed: date | None = None
    weekly: bool = False


def first(place: int, may_be: ColumnElement[bool]) -> Callable[[First], First]:
    """Register what stands first in the pauta of some people: `function(session, person, now) -> lines`.

    `place`: from 0, before those of other subjects: the hours of the day, then the dates of law, then the rest.
    `may_be`: the condition that there may be any; one statement asks those of all, and only then it is called.
    """

    def register(function: First) -> First:
        _first[function] = place, may_be
        return function

    return register


def first_lines(session: Session, person: Person, now: datetime) -> list[str]:
    """The lines before all others in the pauta of a person."""
    cards.walk()
    order = sorted(_first, key=lambda each: _first[each][0])
    holds = which_hold(session, tuple(_first[each][1] for each in order)) if order else ()
    return [line for each, may_be in zip(order, holds, strict=True) if may_be for line in each(session, person, now)]


def digest(
    heading: DigestHeading,
    agenda: Agenda,
    horizon: Horizon,
    house: Summary | None = None,
    waiting: Sequence[Decision] = (),
    week: Week | None = None,
    above: Sequence[str] = (),
) -> Message:
    """One message with all that a person has to know this morning; first, what waits for a decision.

    `week`: the week gone by, in the digest that begins a new one; `above`: the lines that stand before all others.
    """
    waiting = _not_above(waiting)
    lines = [*_late(heading), _greeting(heading), *_set_apart(above)]
    lines += [*decisions.block(waiting, horizon.now), *_agenda(agenda, horizon)]
    if agenda.is_empty:
        lines += ["", "Nada seu vence nos próximos dias, nem está atrasado ou sem ciência."]
    if house is not None:
        lines += _house(house)
    if week is not None:
        lines += ["", workload.week(week, None, horizon.now).text]
    first = (decisions.ALL,) if waiting else ()
    return Message("\n".join(lines), (*first, *_buttons(agenda), *(_HOUSE if house is not None else ())))


def now(
    agendas: list[tuple[str, Agenda]],
    horizon: Horizon,
    house: Summary | None,
    waiting: Sequence[Decision] = (),
    above: Sequence[str] = (),
) -> Message:
    """The answer to `pauta`: the own agenda (without a name) and those of the holders replaced."""
    waiting = _not_above(waiting)
    lines = [f"Pauta de {moments.day_text(moments.today(horizon.now))}.", *_set_apart(above)]
    lines += decisions.block(waiting, horizon.now)
    for name, agenda in agendas:
        lines += ["", f"Por {name}, que você substitui:"] if name and not agenda.is_empty else []
        lines += _agenda(agenda, horizon)
    if all(agenda.is_empty for _, agenda in agendas):
        lines += [""] if waiting else []
        lines.append(f"Nada vence até {_soon(horizon)}, e nada está atrasado ou à espera da sua ciência.")
    lines += _house(house) if house is not None else []
    buttons = [button for _, agenda in agendas for button in _buttons(agenda)][:_MOST_BUTTONS]
    more = _HOUSE if house is not None else (Button("Minhas tarefas", "minhas"),)
    first = (decisions.ALL,) if waiting else ()
    return Message("\n".join(lines), (*first, *buttons, *more))


def _not_above(waiting: Sequence[Decision]) -> list[Decision]:
    """The decisions that the lines above do not name yet."""
    return [each for each in waiting if not each.has_ladder]


def _set_apart(lines: Sequence[str]) -> list[str]:
    return ["", *lines] if lines else []


def _late(heading: DigestHeading) -> list[str]:
    if heading.late_since is None:
        return []
    here = moments.local(heading.late_since)
    return [f"Resumo atrasado: era para as {here:%Hh%M} de {moments.day_text(here.date())}."]


def _greeting(heading: DigestHeading) -> str:
    what = "Pauta da semana" if heading.weekly else "Pauta"
    text = f"{what} de {heading.name}, que você substitui: {moments.day_text(heading.day)}."
    if not heading.reader:
        hello = "Bom dia, " + heading.name.split()[0]
        text = f"{hello}. {what} a partir de" if heading.weekly else f"{hello}. {what} de"
        text += f" {moments.day_text(heading.day)}."
    if heading.missed is not None:
        text += f"\nO resumo de {moments.day_text(heading.missed)} não saiu; o que continua aberto está neste."
    return text


def sections(agenda: Agenda, horizon: Horizon) -> list[tuple[Section, str]]:
    """Each section that has something, as it reads."""
    titles = {
        Section.TODAY: "Vence hoje",
        Section.OVERDUE: "Em atraso",
        Section.SOON: f"Vence até {_soon(horizon)}",
        Section.CIENCIA: "À espera da sua ciência",
        Section.STOPPED: "Parado há mais de 10 dias úteis",
        Section.EXTERNAL: "Corre para outro Poder",
    }
    return [
        (section, "\n".join(_part(title, section, agenda.parts[section], horizon.now)))
        for section, title in titles.items()
        if section in agenda.parts
    ]


def _agenda(agenda: Agenda, horizon: Horizon) -> list[str]:
    return [line for _, text in sections(agenda, horizon) for line in ("", text)]


def _part(title: str, section: Section, part: SectionEntries, now: datetime) -> list[str]:
    lines = [f"{title} ({part.count}):", *(_line(section, entry, now) for entry in part.first)]
    more = part.count - len(part.first)
    return [*lines, f"… e mais {more}."] if more else lines


def _line(section: Section, entry: AgendaEntry, now: datetime) -> str:
    of = f" (de {entry.instead_of}, sem quem responda)" if entry.instead_of else ""
    what = f"• {_name(entry.kind)}{entry.code} {clip(entry.title, 60)}{of}"
    if section is Section.TODAY:
        return what if entry.date_only else f"{what} — {moments.hour_text(moments.local(entry.at))}"
    when = moments.short_text(entry.at, date_only=entry.date_only)
    if section is Section.EXTERNAL:
        return f"{what} — {runs_for(entry.runs_for or '')}, {'até' if entry.at >= now else 'venceu em'} {when}"
    to_come = section in (Section.SOON, Section.CIENCIA) and entry.at >= now
    return f"{what} — {'até' if to_come else 'desde'} {when}"


def _name(kind: str) -> str:
    """The name of a date, where it is not the one people expect of the record."""
    known = deadline_kind(kind)
    return "" if known.is_main else f"{known.said} "


def _soon(horizon: Horizon) -> str:
    return f"{moments.WEEKDAYS[horizon.soon.weekday()]}, {horizon.soon:%d/%m}"


def _house(house: Summary) -> list[str]:
    if not house.lines:
        return ["", "A casa toda: nada em atraso, nada sem ciência, nada parado."]
    lines = ["", f"A casa toda: {_numbers(house.total)}."]
    lines += [f"• {line.sigla or 'Sem órgão'}: {_numbers(line)}" for line in house.lines[:_MOST_ORGAOS]]
    more = len(house.lines) - _MOST_ORGAOS
    return [*lines, f"… e mais {plural(more, 'órgão', 'órgãos')}."] if more > 0 else lines


def _numbers(line: OrgaoLine) -> str:
    said = [
        (line.overdue, f"{line.overdue} em atraso"),
        (line.ciencia, f"{line.ciencia} sem ciência"),
        (line.stopped, plural(line.stopped, "parado", "parados")),
        (line.today, f"{line.today} para hoje"),
    ]
    return ", ".join(text for count, text in said if count)


def _buttons(agenda: Agenda) -> tuple[Button, ...]:
    """What waits for a ciência first, then the most pressing."""
    ciencia = agenda.parts.get(Section.CIENCIA, SectionEntries()).first[:2]
    order = (Section.OVERDUE, Section.TODAY, Section.SOON, Section.STOPPED, Section.EXTERNAL)
    others = [entry.code for section in order for entry in agenda.parts.get(section, SectionEntries()).first]
    buttons = [Button(f"Ciente {entry.code}", f"ciente {entry.code}") for entry in ciencia]
    buttons += [Button(f"Ver {code}", f"ver {code}") for code in dict.fromkeys(others)]
    return tuple(buttons[:_MOST_BUTTONS])
