"""How the days a body makes its own are told, and what they do to deadlines."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from handlers.base import Button, Reply
from handlers.wording.terms import cut, day_line, typed
from models import deadlines, directives, moments
from models.calendar import Calendar, Recess, RecessEffect, SpecialDay
from models.deadlines import Moved
from models.directives import Recounted
from models.municipal_days import BODIES, OURS
from models.texts import plural

DAY_EXAMPLE = "calendário 24/12 ponto facultativo Decreto 123/2026"
_MOST_MOVED = 15
_Each = TypeVar("_Each")
_EFFECTS = {
    RecessEffect.OPEN: "há expediente e os prazos correm",
    RecessEffect.CLOSED: "não há expediente; os prazos correm",
    RecessEffect.SUSPENDS: "os prazos ficam suspensos",
    RecessEffect.INTERRUPTS: "os prazos recomeçam depois",
}


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change of a calendar does: deadlines with another date, acts whose dates are counted otherwise."""

    moved: Sequence[Moved]
    acts: Sequence[Recounted]

    @staticmethod
    def together(each_calendar: Iterable["Touched"]) -> "Touched":
        found = list(each_calendar)
        return Touched([m for each in found for m in each.moved], [a for each in found for a in each.acts])

    @property
    def drafts(self) -> list[Recounted]:
        return [each for each in self.acts if each.directive.approved_at is None]

    @property
    def signed(self) -> list[Recounted]:
        return [each for each in self.acts if each.directive.approved_at is not None]


def listed(calendar: Calendar, key: str, today: date) -> Reply:
    """The own days and recesses to come, and how one is added."""
    how = f"A chefia de gabinete ou o administrador acrescenta um dia assim: {_example(key)}"
    ahead = [day_line(special) for special in calendar.days if special.day >= today]
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


def added(new: SpecialDay | Recess, key: str, touched: Touched) -> Reply:
    """The day as it was understood, what it does to the counting, and the deadlines it moved."""
    first = new.first if isinstance(new, Recess) else new.day
    what = "Recesso registrado" if isinstance(new, Recess) else "Dia registrado"
    lines = [f"{what} no calendário {_of_whom(key).removeprefix('do calendário ')}:"]
    lines += [recess_line(new)] if isinstance(new, Recess) else [day_line(new), _effect(new)]
    listing = "calendário" if key == OURS else f"calendário {typed(key)}"
    undo = Button("Revogar", f"{listing} revogar {first:%d/%m/%Y}")
    return Reply("\n".join([*lines, *_recounted(touched)]), (Button("Calendário", listing), of_month(first), undo))


def _effect(new: SpecialDay) -> str:
    if new.undecided:
        return "Não está decidido se conta como dia útil: os prazos mostram as duas datas."
    return "Não conta como dia útil." if new.closes else "Conta como dia útil."


def revoked(ended: Sequence[SpecialDay | Recess], day: date, touched: Touched) -> Reply:
    lines = [recess_line(each) if isinstance(each, Recess) else day_line(each) for each in ended]
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


def affected(day: date, touched: Touched) -> Reply:
    if not touched.moved and not touched.acts:
        return Reply(f"Nenhum prazo contado muda se não houver expediente em {moments.day_text(day)}.")
    moved = touched.moved
    blocks = [
        *_block(f"{_how_many(moved)}:", moved, deadlines.line),
        *_block("mudam as datas destas minutas:", touched.drafts, directives.line),
        *_block("a conta destes atos já assinados seria outra:", touched.signed, directives.line),
    ]
    return Reply("\n".join([f"Se não houver expediente em {moments.day_text(day)}, {blocks[0]}", *blocks[1:]]))


def imported(name: str, days: Sequence[SpecialDay], touched: Touched) -> Reply:
    heading = f"{plural(len(days), 'dia registrado', 'dias registrados')} de {name}:"
    return Reply("\n".join([heading, *cut([day_line(each) for each in days]), *_recounted(touched)]))


def _recounted(touched: Touched) -> list[str]:
    moved = touched.moved
    return [
        *_block(f"Contei de novo e {_how_many(moved)}; quem responde por eles foi avisado:", moved, deadlines.line),
        *_block(
            "Mudou a data destas minutas; quem escreveu e quem aprova foi avisado:", touched.drafts, directives.line
        ),
        *_block(
            "Estes atos já assinados não mudam; quem escreveu e quem assinou foi avisado:",
            touched.signed,
            directives.line,
        ),
    ]


def _how_many(moved: Sequence[Moved]) -> str:
    return "muda 1 prazo" if len(moved) == 1 else f"mudam {len(moved)} prazos"


def _block(heading: str, found: Sequence[_Each], line: Callable[[_Each], str]) -> list[str]:
    """Nothing where there is nothing to tell."""
    more = [f"… e mais {len(found) - _MOST_MOVED}."] if len(found) > _MOST_MOVED else []
    return [heading, *map(line, found[:_MOST_MOVED]), *more] if found else []


def of_month(day: date) -> Button:
    return Button("Feriados do mês", f"feriados {moments.MONTHS[day.month - 1]} de {day.year}")
