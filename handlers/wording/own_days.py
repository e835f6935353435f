"""Texts about local days of a body and their effects on deadlines."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from handlers.base import Button, Reply
from handlers.wording.terms import cut, day_line, typed
from models import acts, deadlines, moments
from models.acts import Recounted
from models.calendar import Calendar, DayKind, Recess, RecessEffect, SpecialDay
from models.deadlines import MovedDeadline
from models.municipal_days import BODIES, OURS
from models.texts import plural

DAY_EXAMPLE = "calendário 24/12 ponto facultativo Decreto 123/2026"
_MOST_MOVED = 15
_MOST_UNDONE = 4
_FRIDAY = 4
_Each = TypeVar("_Each")
_EFFECTS = {
    RecessEffect.OPEN: "há expediente e os prazos correm",
    RecessEffect.CLOSED: "não há expediente; os prazos correm",
    RecessEffect.SUSPENDS: "os prazos ficam suspensos",
    RecessEffect.INTERRUPTS: "os prazos recomeçam depois",
}


@dataclass(frozen=True, slots=True)
class Touched:
    """The effects of a change of a calendar: deadlines with another date, acts whose dates are counted otherwise."""

    moved: Sequence[MovedDeadline]
    acts: Sequence[Recounted]

    @staticmethod
    def together(each_calendar: Iterable["Touched"]) -> "Touched":
        found = list(each_calendar)
        return Touched([m for each in found for m in each.moved], [a for each in found for a in each.acts])

    @property
    def drafts(self) -> list[Recounted]:
        return [each for each in self.acts if each.act.approved_at is None]

    @property
    def signed(self) -> list[Recounted]:
        return [each for each in self.acts if each.act.approved_at is not None]


def listed(calendar: Calendar, key: str, today: date) -> Reply:
    """The coming local days and recesses, and how to add one."""
    how = f"A chefia de gabinete ou o administrador acrescenta um dia assim: {_example(key)}"
    moved = {special.moved_from for special in calendar.days}
    kept = [special for special in calendar.days if special.day not in moved or special.moved_from or special.yearly]
    coming = [(following.day, special) for special in kept if (following := special.next_from(today))]
    ahead = [own_line(special) for _, special in sorted(coming, key=lambda each: each[0])]
    ahead += [recess_line(recess) for recess in calendar.recesses if recess.yearly or recess.last >= today]
    if not ahead:
        return Reply(f"{_who(key).capitalize()} ainda não tem dias próprios registrados daqui em diante.\n{how}")
    heading = f"Dias próprios {_of_whom(key)}, daqui em diante:"
    return Reply("\n".join([heading, *cut(ahead), how]), _others(key))


def _example(key: str) -> str:
    return DAY_EXAMPLE if key == OURS else DAY_EXAMPLE.replace("calendário", f"calendário {typed(key)}", 1)


def _who(key: str) -> str:
    return "o município" if key == OURS else f"o calendário {BODIES[key].label}"


def _of_whom(key: str) -> str:
    return "do município" if key == OURS else f"do calendário {BODIES[key].label}"


def _others(key: str) -> tuple[Button, ...]:
    return tuple(
        Button(each.label, f"calendário {typed(each.key)}") for each in BODIES.values() if each.key not in (key, OURS)
    )


def recess_line(recess: Recess) -> str:
    if recess.yearly:
        days = f"{recess.first:%d/%m} a {recess.last:%d/%m} de cada ano"
    else:
        days = f"{moments.day_text(recess.first)}, a {moments.day_text(recess.last)}"
    return f"• {days} — {recess}: {_EFFECTS[recess.effect]}"


def own_line(special: SpecialDay) -> str:
    """A local day as it was registered: a yearly one by its day of the year."""
    if not special.yearly:
        return day_line(special)
    until = f", até {special.ends_on.year - 1}" if special.ends_on else ""
    return f"• {special.day:%d/%m} de cada ano{until} — {special}"


def added(
    new: Sequence[SpecialDay] | Sequence[Recess], key: str, touched: Touched, today: date, yearly: str = ""
) -> Reply:
    """The days as they were understood, their effects on the counting, and the deadlines they moved.

    `yearly`: the line that makes them repeat, where they may.
    """
    of_whom = _of_whom(key).removeprefix("do calendário ")
    firsts = [_first(each, today) for each in new]
    lines = [f"{_what(new)} no calendário {of_whom}:", *map(_registered_line, new), *_effects(new, today)]
    lines += ["Se é feriado todo ano, toque em Todo ano."] if yearly else []
    listing = "calendário" if key == OURS else f"calendário {typed(key)}"
    buttons = [Button("Calendário", listing), of_month(firsts[0])]
    buttons += [Button("Todo ano", yearly)] if yearly else []
    undo = [f"{listing} revogar {first:%d/%m/%Y}" for first in firsts[:_MOST_UNDONE]]
    labels = ["Revogar"] if len(firsts) == 1 else [f"Revogar {first:%d/%m}" for first in firsts]
    buttons += [Button(label, line) for label, line in zip(labels, undo, strict=False)]
    return Reply("\n".join([*lines, *_recounted(touched)]), tuple(buttons))


def _what(new: Sequence[SpecialDay] | Sequence[Recess]) -> str:
    if isinstance(new[0], Recess):
        return "Recesso registrado"
    return "Dia registrado" if len(new) == 1 else f"{len(new)} dias registrados"


def _first(new: SpecialDay | Recess, today: date) -> date:
    return new.first if isinstance(new, Recess) else (new.next_from(today) or new).day


def _registered_line(new: SpecialDay | Recess) -> str:
    return recess_line(new) if isinstance(new, Recess) else own_line(new)


def _effects(new: Sequence[SpecialDay] | Sequence[Recess], today: date) -> Iterator[str]:
    """The effects of the days on the counting, each once."""
    days = [each for each in new if isinstance(each, SpecialDay)]
    yield from dict.fromkeys(_effect(each, many=len(days) > 1) for each in days)
    for each in days:
        if each.yearly and (following := each.next_from(today)):
            yield f"O próximo é {moments.day_text(following.day)}."
        if each.moved_from:
            becomes = "fica um dia comum" if each.moved_from.weekday() > _FRIDAY else "volta a ser dia de expediente"
            yield f"{moments.day_text(each.moved_from).capitalize()}, {becomes}."


def _effect(new: SpecialDay, *, many: bool) -> str:
    if new.undecided:
        return (
            "Não está decidido se contam como dias úteis: os prazos mostram as duas datas."
            if many
            else "Não está decidido se conta como dia útil: os prazos mostram as duas datas."
        )
    counts = "Contam como dias úteis." if many else "Conta como dia útil."
    return f"Não {counts[0].lower()}{counts[1:]}" if new.closes else counts


def confirmed(calendar: Calendar, year: int, *, is_new: bool) -> Reply:
    """The confirmation of a year, with its local days, so that a missing one is noticed."""
    own = [special for special in calendar.holidays_in(year) if special.kind not in (DayKind.NATIONAL, DayKind.STATE)]
    said = f"Calendário de {year} confirmado" if is_new else f"O calendário de {year} já estava confirmado"
    if not own:
        return Reply(f"{said}, sem nenhum dia próprio. Se faltar algum, acrescente assim: {DAY_EXAMPLE}")
    return Reply("\n".join([f"{said}, com estes dias próprios:", *cut([day_line(each) for each in own])]))


def revoked(ended: Sequence[SpecialDay | Recess], day: date, touched: Touched) -> Reply:
    lines = [_ended_line(each, day) for each in ended]
    return Reply(
        "\n".join(
            [
                "Revogado:",
                *lines,
                "O registro fica na história; deixa de contar a partir de agora.",
                *_recounted(touched),
            ]
        ),
        (Button("Calendário", "calendário"), of_month(day)),
    )


def _ended_line(ended: SpecialDay | Recess, day: date) -> str:
    line = _registered_line(ended)
    is_later = isinstance(ended, SpecialDay) and ended.yearly and ended.day < day
    return f"{line}: de {day.year} em diante" if is_later else line


def affected(day: date, touched: Touched) -> Reply:
    if not touched.moved and not touched.acts:
        return Reply(f"Nenhum prazo contado muda se não houver expediente em {moments.day_text(day)}.")
    moved = touched.moved
    blocks = [
        *_block(f"{_how_many(moved)}:", moved, deadlines.line),
        *_block("mudam as datas destas minutas:", touched.drafts, acts.line),
        *_block("a conta destes atos já assinados seria outra:", touched.signed, acts.line),
    ]
    return Reply("\n".join([f"Se não houver expediente em {moments.day_text(day)}, {blocks[0]}", *blocks[1:]]))


def imported(name: str, days: Sequence[SpecialDay], touched: Touched) -> Reply:
    heading = f"{plural(len(days), 'dia registrado', 'dias registrados')} de {name}:"
    return Reply("\n".join([heading, *cut([own_line(each) for each in days]), *_recounted(touched)]))


def _recounted(touched: Touched) -> list[str]:
    moved = touched.moved
    return [
        *_block(f"Contei de novo e {_how_many(moved)}; quem responde por eles foi avisado:", moved, deadlines.line),
        *_block("Mudou a data destas minutas; quem escreveu e quem aprova foi avisado:", touched.drafts, acts.line),
        *_block(
            "Estes atos já assinados não mudam; quem escreveu e quem assinou foi avisado:",
            touched.signed,
            acts.line,
        ),
    ]


def _how_many(moved: Sequence[MovedDeadline]) -> str:
    return "muda 1 prazo" if len(moved) == 1 else f"mudam {len(moved)} prazos"


def _block(heading: str, found: Sequence[_Each], line: Callable[[_Each], str]) -> list[str]:
    """A heading with its lines; empty without lines."""
    more = [f"… e mais {len(found) - _MOST_MOVED}."] if len(found) > _MOST_MOVED else []
    return [heading, *map(line, found[:_MOST_MOVED]), *more] if found else []


def of_month(day: date) -> Button:
    return Button("Feriados do mês", f"feriados {moments.MONTHS[day.month - 1]} de {day.year}")
