"""Pending decisions: their own list, and the first lines of the pauta."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from handlers.base import Button, Reply
from models import decisions, moments, texts
from models.subjects import Decision

_MOST = 12
_MOST_IN_PAUTA = 7
_MOST_BUTTONS = 6
_LAST_HOUR = 60  # minutes
ALL = Button("Decisões", "decisões")


def listed(found: Sequence[Decision], now: datetime) -> Reply:
    """The answer to `decisões`."""
    if not found:
        return Reply("Nada espera a sua decisão.", (Button("Minha pauta", "pauta"),))
    buttons = [button for each in found for button in each.buttons][:_MOST_BUTTONS]
    return Reply("\n".join(_block(found, now, _MOST)), tuple(buttons))


def block(found: Sequence[Decision], now: datetime) -> list[str]:
    """The first lines of a pauta about decisions; none where none is pending."""
    return ["", *_block(found, now, _MOST_IN_PAUTA)] if found else []


def named(found: Sequence[Decision]) -> list[str]:
    """The decisions that a pauta names among those that wait; what has a ladder stands elsewhere in it."""
    return [decisions.key(each) for each in [one for one in found if not one.has_ladder][:_MOST_IN_PAUTA]]


def reminder(found: Sequence[Decision], now: datetime) -> Reply:
    """The reminder of what waits, with the lines that decide."""
    buttons = [button for each in found for button in each.buttons][:_MOST_BUTTONS]
    return Reply("\n".join(_block(found, now, _MOST)), tuple(buttons))


def told_asker(decision: Decision, names: Sequence[str], *, is_over: bool) -> Reply:
    """What whoever asked for a decision hears while it waits, and when its date has passed."""
    until = f" Ela é precisa até {moments.moment_text(decision.until)}." if decision.until and not is_over else ""
    text = f"{decision.code} ainda espera a decisão de {texts.listed(list(names), 'ou')}.{until}"
    if is_over:
        text = f"A data de {decision.code} passou sem decisão. Quem decidir agora pode escolher outra data."
    return Reply(text, (Button(f"Ver {decision.code}", f"ver {decision.code}"),))


def awaited(found: Sequence[tuple[Decision, Sequence[str]]]) -> list[str]:
    """The lines of a pauta about what its reader asked for: each decision, and who may make it."""
    lines = [
        f"• {decision.code} — {texts.listed(list(names), 'ou')}"
        + (f", até {moments.short_text(decision.until)}" if decision.until else "")
        for decision, names in found[:_MOST_IN_PAUTA]
    ]
    more = [f"… e mais {len(found) - _MOST_IN_PAUTA}."] if len(found) > _MOST_IN_PAUTA else []
    return [f"Você espera a decisão de outros ({len(found)}):", *lines, *more]


def _block(found: Sequence[Decision], now: datetime, most: int) -> list[str]:
    more = [f"… e mais {len(found) - most}."] if len(found) > most else []
    return [f"Esperam a sua decisão ({len(found)}):", *(f"• {_line(each, now)}" for each in found[:most]), *more]


def _line(each: Decision, now: datetime) -> str:
    return f"{each.code} {each.text} ({decisions.age(each, now)}{_until(each, now)})"


def _until(each: Decision, now: datetime) -> str:
    if each.until is None:
        return ""
    if each.until <= now:
        return f", era para {moments.short_text(each.until)}"
    minutes = (each.until - now) // timedelta(minutes=1)
    if minutes > _LAST_HOUR:
        return f", decidir até {moments.short_text(each.until)}"
    return ", decidir em 1 hora" if minutes == _LAST_HOUR else f", decidir em {minutes} min"
