"""How a reminder reads: one deadline, or several folded into one message."""

from dataclasses import dataclass
from datetime import datetime

from handlers.base import Button
from models import moments
from models.deadlines import Deadline, DeadlineKind
from models.outbox import Message
from models.texts import clip

_MOST_LINES = 25
_WHAT = {
    DeadlineKind.TAREFA: "tarefa",
    DeadlineKind.CIENCIA: "ciência de",
    DeadlineKind.CUMPRIMENTO: "cumprimento de",
    DeadlineKind.EXPEDIENTE: "prazo de",
    DeadlineKind.RETORNO: "retorno de",
    DeadlineKind.SOBRESTAMENTO: "fim do sobrestamento de",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One deadline to be said to one person, in which quality, and since when it should have been said (if late)."""

    deadline: Deadline
    audience: str
    late_since: datetime | None


def reminders(items: list[Item], now: datetime) -> Message:
    """One message for all that is said to a person at this moment."""
    ordered = sorted(items, key=lambda item: item.deadline.due_at)
    lines = [_line(item, now) for item in ordered[:_MOST_LINES]]
    if len(ordered) > _MOST_LINES:
        lines.append(f"… e mais {len(ordered) - _MOST_LINES}. Veja todos com: pauta")
    late = min((item.late_since for item in items if item.late_since), default=None)
    heading = ["Atrasado: este aviso era de " + moments.moment_text(late) + "."] if late else []
    body = [f"Lembrete: {lines[0]}"] if len(lines) == 1 else [f"Lembretes ({len(items)}):", *lines]
    return Message("\n".join([*heading, *body]), _buttons(ordered))


def _line(item: Item, now: datetime) -> str:
    deadline = item.deadline
    what = f"{_WHAT[DeadlineKind(deadline.kind)]} {deadline.record.code} ({clip(deadline.record.title, 60)})"
    when = moments.moment_text(deadline.due_at, date_only=deadline.date_only)
    verb = "venceu" if deadline.is_overdue(now) else "vence hoje" if _today(deadline, now) else "vence"
    whose = "" if item.audience == "responsavel" else f" — com {_owner(deadline)}, sem resposta"
    return f"{what} {verb}: {when}.{whose}" if not whose else f"{what} {verb}: {when}{whose}."


def _today(deadline: Deadline, now: datetime) -> bool:
    return moments.today(deadline.due_at) == moments.today(now)


def _owner(deadline: Deadline) -> str:
    owner = deadline.person or deadline.orgao
    return owner.name if owner else "ninguém"


def _buttons(items: list[Item]) -> tuple[Button, ...]:
    if len(items) > 1:
        return tuple(Button(item.deadline.record.code, f"ver {item.deadline.record.code}") for item in items[:6])
    code, kind = items[0].deadline.record.code, items[0].deadline.kind
    first = Button("Ciente", f"ciente {code}") if kind == DeadlineKind.CIENCIA else Button("Ver", f"ver {code}")
    return (first, Button("Lembrar amanhã", f"lembrar {code} amanhã às 9h"))
