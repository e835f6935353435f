"""How the days a body makes its own are told, and what they do to deadlines."""

from collections.abc import Sequence
from datetime import date

from handlers.base import Button, Reply
from handlers.wording.terms import cut, day_line, typed
from models import deadlines, moments
from models.calendar import Calendar, Recess, RecessEffect, SpecialDay
from models.deadlines import Moved
from models.municipal_days import BODIES, OURS
from models.texts import plural

DAY_EXAMPLE = "calendário 24/12 ponto facultativo Decreto 123/2026"
_MOST_MOVED = 15
_EFFECTS = {
    RecessEffect.OPEN: "há expediente e os prazos correm",
    RecessEffect.CLOSED: "não há expediente; os prazos correm",
    RecessEffect.SUSPENDS: "os prazos ficam suspensos",
    RecessEffect.INTERRUPTS: "os prazos recomeçam depois",
}


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


def added(new: SpecialDay | Recess, key: str, moved: Sequence[Moved]) -> Reply:
    """The day as it was understood, what it does to the counting, and the deadlines it moved."""
    first = new.first if isinstance(new, Recess) else new.day
    what = "Recesso registrado" if isinstance(new, Recess) else "Dia registrado"
    lines = [f"{what} no calendário {_of_whom(key).removeprefix('do calendário ')}:"]
    lines += [recess_line(new)] if isinstance(new, Recess) else [day_line(new), _effect(new)]
    listing = "calendário" if key == OURS else f"calendário {typed(key)}"
    undo = Button("Revogar", f"{listing} revogar {first:%d/%m/%Y}")
    return Reply("\n".join([*lines, *_moved(moved)]), (Button("Calendário", listing), of_month(first), undo))


def _effect(new: SpecialDay) -> str:
    if new.undecided:
        return "Não está decidido se conta como dia útil: os prazos mostram as duas datas."
    return "Não conta como dia útil." if new.closes else "Conta como dia útil."


def revoked(ended: Sequence[SpecialDay | Recess], day: date, moved: Sequence[Moved]) -> Reply:
    lines = [recess_line(each) if isinstance(each, Recess) else day_line(each) for each in ended]
    return Reply(
        "\n".join(
            ["Revogado:", *lines, "O registro fica na história; deixa de contar a partir de agora.", *_moved(moved)]
        ),
        (Button("Calendário", "calendário"), of_month(day)),
    )


def affected(day: date, moved: Sequence[Moved]) -> Reply:
    if not moved:
        return Reply(f"Nenhum prazo contado muda se não houver expediente em {moments.day_text(day)}.")
    heading = f"Se não houver expediente em {moments.day_text(day)}, {_how_many(moved)}:"
    return Reply("\n".join([heading, *_lines(moved)]))


def imported(name: str, days: Sequence[SpecialDay], moved: Sequence[Moved]) -> Reply:
    heading = f"{plural(len(days), 'dia registrado', 'dias registrados')} de {name}:"
    return Reply("\n".join([heading, *cut([day_line(each) for each in days]), *_moved(moved)]))


def _moved(moved: Sequence[Moved]) -> list[str]:
    if not moved:
        return []
    return [f"Contei de novo e {_how_many(moved)}; quem responde por eles foi avisado:", *_lines(moved)]


def _how_many(moved: Sequence[Moved]) -> str:
    return "muda 1 prazo" if len(moved) == 1 else f"mudam {len(moved)} prazos"


def _lines(moved: Sequence[Moved]) -> list[str]:
    more = [f"… e mais {len(moved) - _MOST_MOVED}."] if len(moved) > _MOST_MOVED else []
    return [*map(deadlines.line, moved[:_MOST_MOVED]), *more]


def of_month(day: date) -> Button:
    return Button("Feriados do mês", f"feriados {moments.MONTHS[day.month - 1]} de {day.year}")
