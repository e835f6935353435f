"""Pending decisions: their own list, and the first lines of the pauta."""

from collections.abc import Sequence
from datetime import datetime

from handlers.base import Button, Reply
from models import decisions, moments
from models.subjects import Decision

_MOST = 12
_MOST_IN_PAUTA = 5
_MOST_BUTTONS = 6
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


def _block(found: Sequence[Decision], now: datetime, most: int) -> list[str]:
    more = [f"… e mais {len(found) - most}."] if len(found) > most else []
    return [f"Esperam a sua decisão ({len(found)}):", *(f"• {_line(each, now)}" for each in found[:most]), *more]


def _line(each: Decision, now: datetime) -> str:
    until = f", decidir até {moments.short_text(each.until)}" if each.until else ""
    return f"{each.code} {each.text} ({decisions.age(each, now)}{until})"
