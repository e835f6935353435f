"""Texts about the open work of a person, of an órgão and of a week."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.base import Button, Reply
from models import moments
from models.people import Orgao, Person
from models.texts import clip, listed, of, plural
from models.workload import PAGE, Owed, Week, Workload

_MOST_BUTTONS = 4
_MOST_LINES = 20
_MOST_NAMES = 3


def owes(who: Person | Orgao, found: Sequence[Owed], total: int, page: int, now: datetime) -> Reply:
    """The open work of a person or órgão; a button asks for news of the late items."""
    at = f"@{who.key if isinstance(who, Orgao) else who.handle}"
    if not found:
        return Reply(f"{who.name} não tem nada em aberto." if page == 1 else f"Não há página {page}.")
    late = [each for each in found if _is_late(each, now)]
    more = total - PAGE * page
    lines = [f"• {_line(each, now, owner=who)}" for each in found]
    lines += [f"… e mais {more}."] if more > 0 else []
    buttons = [Button(f"Cobrar {each.code}", f"cobrar {each.code} {at}") for each in late[:_MOST_BUTTONS]]
    buttons += [Button("Mais", f"deve {at} página {page + 1}")] if more > 0 else []
    return Reply("\n".join([f"{who.name} tem em aberto ({total}):", *lines]), tuple(buttons))


def loads(title: str, found: Sequence[Workload]) -> Reply:
    """The open work of each, the fullest first."""
    if not found:
        return Reply(f"{title}: nada em aberto.")
    lines = [f"• {each.name}: {_numbers(each)}" for each in found[:_MOST_LINES]]
    more = len(found) - _MOST_LINES
    lines += [f"… e mais {more}."] if more > 0 else []
    buttons = tuple(Button(f"Ver {each.name.split()[0]}", f"deve @{each.key}") for each in found[:_MOST_BUTTONS])
    return Reply("\n".join([f"{title}:", *lines]), (*buttons, Button("Gráfico", "gráfico carga")))


def week(found: Week, orgao: Orgao | None, now: datetime) -> Reply:
    """The results since Monday, and the records that are stuck."""
    heading = f"Resumo da semana{f' {of(orgao.name)}' if orgao else ''}, desde {moments.day_text(_day(found))}."
    met = plural(found.met, "prazo cumprido", "prazos cumpridos") if found.met else "nada ainda"
    with_delay = f" ({found.met_late} com atraso)" if found.met_late else ""
    lines = [
        heading,
        "",
        f"Saiu: {met}{with_delay}.",
        *(f"• {each.code} {clip(each.title, 60)} — {_names(each)}" for each in found.done),
        "",
        f"Travou: {found.late} em atraso." if found.late else "Travou: nada.",
        *(f"• {_line(each, now)}" for each in found.stuck),
        "",
        f"Entrou: {plural(found.opened, 'prazo novo', 'prazos novos')}.",
    ]
    buttons = [Button(f"Cobrar {each.code}", f"cobrar {each.code}") for each in found.stuck[:_MOST_BUTTONS]]
    return Reply("\n".join(lines), tuple(buttons))


def _line(each: Owed, now: datetime, *, owner: Person | Orgao | None = None) -> str:
    whose = "" if owner is not None and each.owners == (owner.name,) else f", {_names(each)}"
    return f"{each.code} {clip(each.title, 60)} — {_when(each, now)}{whose}"


def _names(each: Owed) -> str:
    more = len(each.owners) - _MOST_NAMES
    return listed([*each.owners[:_MOST_NAMES], *([f"mais {more}"] if more > 0 else [])])


def _when(each: Owed, now: datetime) -> str:
    if each.due_at is None:
        return "sem prazo"
    text = moments.short_text(each.due_at, date_only=each.date_only)
    return f"em atraso desde {text}" if _is_late(each, now) else f"até {text}"


def _is_late(each: Owed, now: datetime) -> bool:
    return each.due_at is not None and each.due_at < now


def _numbers(each: Workload) -> str:
    said = [f"{each.open} em aberto"]
    said += [f"{each.late} em atraso"] if each.late else []
    said += [f"{each.soon} para os próximos 7 dias"] if each.soon else []
    return ", ".join(said)


def _day(found: Week) -> date:
    return moments.today(found.since)
