"""How a reminder reads: one deadline, or several folded into one message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.base import Button
from models import moments
from models.deadlines import AUTHOR, OWNER, Deadline
from models.outbox import Message
from models.subjects import deadline_kind
from models.texts import clip

_MOST_LINES = 25
_MOST_BUTTONS = 6


@dataclass(frozen=True, slots=True)
class Item:
    """One deadline as it is said to one person, in which quality, and when it should have been said (if late)."""

    kind: str
    code: str
    title: str
    due_at: datetime
    date_only: bool
    owner: str
    audience: str
    late_since: datetime | None


def item(deadline: Deadline, audience: str, late_since: datetime | None) -> Item:
    owner, record = deadline.person or deadline.orgao, deadline.record
    return Item(
        kind=deadline.kind,
        code=record.code,
        title=record.title,
        due_at=deadline.due_at,
        date_only=deadline.date_only,
        owner=owner.name if owner else "ninguém",
        audience=audience,
        late_since=late_since,
    )


def reminders(items: Sequence[Item], now: datetime, *, instead_of: str = "") -> Message:
    """One message for all that a person is told at this moment; `instead_of`: the holder whom the reader replaces."""
    ordered = sorted(items, key=lambda each: each.due_at)
    lines = [_line(each, now) for each in ordered[:_MOST_LINES]]
    if len(ordered) > _MOST_LINES:
        lines.append(f"… e mais {len(ordered) - _MOST_LINES}. Veja todos com: pauta")
    late = min((each.late_since for each in items if each.late_since), default=None)
    heading = ["Atrasado: este aviso era de " + moments.moment_text(late) + "."] if late else []
    whose = f" de {instead_of}, que você substitui" if instead_of else ""
    one = len(lines) == 1
    body = [f"Lembrete{whose}: {lines[0]}"] if one else [f"Lembretes{whose} ({len(items)}):", *lines]
    return Message("\n".join([*heading, *body]), _buttons(ordered))


def _line(each: Item, now: datetime) -> str:
    when = moments.moment_text(each.due_at, date_only=each.date_only)
    verb = "venceu" if each.due_at < now else "vence hoje" if _today(each, now) else "vence"
    text = f"{deadline_kind(each.kind).said} {each.code} ({clip(each.title, 60)}) {verb}: {when}"
    return f"{text}." if each.audience == OWNER else f"{text} — com {each.owner}, {_why(each)}."


def _why(each: Item) -> str:
    """Why somebody else is told."""
    if each.audience == AUTHOR:
        return "ainda em aberto"
    return "sem ciência" if deadline_kind(each.kind).by_ciencia else "sem resposta"


def _today(each: Item, now: datetime) -> bool:
    return moments.today(each.due_at) == moments.today(now)


def _buttons(items: list[Item]) -> tuple[Button, ...]:
    if len(items) > 1:
        codes = dict.fromkeys(each.code for each in items)
        return tuple(Button(code, f"ver {code}") for code in list(codes)[:_MOST_BUTTONS])
    each = items[0]
    if each.audience != OWNER:
        return (Button("Ver", f"ver {each.code}"),)
    to_note = deadline_kind(each.kind).by_ciencia
    first = Button("Ciente", f"ciente {each.code}") if to_note else Button("Ver", f"ver {each.code}")
    return (first, Button("Lembrar amanhã", f"lembrar {each.code} amanhã às 9h"))
