"""The public agenda in words."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.base import Button, Reply
from models import moments
from models.events.public import PublicItem
from models.texts import plural


def shown(day: date, found: Sequence[PublicItem], left: Sequence[tuple[str, str]], *, publishes: bool) -> Reply:
    """What the public reads of a day, and, to who publishes it, what stays out."""
    lines = [f"Agenda pública de {moments.day_text(day)}:", *_items(found)]
    lines += ["Fora dela, ou só com a hora:", *(f"• {name}: {why}" for name, why in left)] if left else []
    buttons = (Button("Publicar", f"publicar agenda {day:%d/%m/%Y}"),) if publishes else ()
    return Reply("\n".join(lines), (*buttons, Button("Agenda", f"agenda {day:%d/%m/%Y}")))


def published(day: date, found: Sequence[PublicItem], now: datetime) -> Reply:
    """The answer to a publication: when, how much, and the text to copy."""
    at = moments.hour_text(moments.local(now))
    head = f"Agenda pública publicada às {at}, {plural(len(found), 'compromisso', 'compromissos')}. Para copiar:"
    return Reply("\n".join([head, f"{moments.day_text(day).capitalize()}:", *_items(found)]))


def _items(found: Sequence[PublicItem]) -> list[str]:
    return [f"• {_hours(each)} {_said(each)}" for each in found] or ["Nada marcado."]


def _hours(each: PublicItem) -> str:
    if each.all_day:
        return "dia inteiro"
    starts, ends = moments.local(each.starts_at), moments.local(each.ends_at)
    return f"{moments.hour_text(starts)} às {moments.hour_text(ends)}"


def _said(each: PublicItem) -> str:
    place = f", {each.place}" if each.place else ""
    return f"{each.title}{place}{' (cancelado)' if each.cancelled else ''}"
