"""The text of a reminder: one deadline, or several folded into one message."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from handlers.base import Button
from models import moments
from models.deadlines import AUTHOR, OWNER, Deadline
from models.outbox import Message
from models.subjects import deadline_kind
from models.texts import clip

_MOST_LINES = 25
_MOST_BUTTONS = 6
_MOST_SNOOZES = 3
_MORNING = time(9)


@dataclass(frozen=True, slots=True)
class Item:
    """One deadline as it is said to one person, in which quality, and when it should have been said (if late).

    `runs_for`: the other Power that has to meet it, if any.
    """

    kind: str
    code: str
    title: str
    due_at: datetime
    date_only: bool
    owner: str
    audience: str
    late_since: datetime | None
    runs_for: str = ""


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
        runs_for=deadline.runs_for or "",
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
    return Message("\n".join([*heading, *body]), _buttons(ordered, now))


def _line(each: Item, now: datetime) -> str:
    when = moments.moment_text(each.due_at, date_only=each.date_only)
    verb = "venceu" if each.due_at < now else "vence hoje" if _today(each, now) else "vence"
    runs = f", {runs_for(each.runs_for)}" if each.runs_for else ""
    text = f"{deadline_kind(each.kind).said} {each.code} ({clip(each.title, 60)}) {verb}: {when}{runs}"
    return f"{text}." if each.audience == OWNER else f"{text} — com {each.owner}, {_why(each)}."


def runs_for(power: str) -> str:
    """`corre para a Câmara`, of a deadline that another Power has to meet"""
    return f"corre para {power}"


def _why(each: Item) -> str:
    """The reason why somebody else is told."""
    if each.runs_for:
        return "que acompanha"
    if each.audience == AUTHOR:
        return "ainda em aberto"
    return "sem ciência" if deadline_kind(each.kind).by_ciencia else "sem resposta"


def _today(each: Item, now: datetime) -> bool:
    return moments.today(each.due_at) == moments.today(now)


def _buttons(items: list[Item], now: datetime) -> tuple[Button, ...]:
    by_code = {each.code: each for each in reversed(items)}
    firsts = list(by_code.values())[::-1]
    if len(items) == 1:
        return (_action(items[0]), *_snoozes(items, now))
    several = [replace(_action(each), label=_named(each)) for each in firsts[:_MOST_BUTTONS]]
    return (*several, *_snoozes(firsts, now)[:_MOST_SNOOZES])


def _action(each: Item) -> Button:
    to_note = each.audience == OWNER and deadline_kind(each.kind).by_ciencia
    return Button("Ciente", f"ciente {each.code}") if to_note else Button("Ver", f"ver {each.code}")


def _named(each: Item) -> str:
    return f"Ciente {each.code}" if _action(each).label == "Ciente" else each.code


def _snoozes(items: list[Item], now: datetime) -> list[Button]:
    """Tomorrow morning for each one's own; where that is after the deadline, an hour before it."""
    own = [each for each in items if each.audience == OWNER]
    found = [(each, earlier_moment(each.due_at, tomorrow_morning(now), now)) for each in own]
    of = [f" de {each.code}" if len(items) > 1 else "" for each in own]
    return [
        Button(f"Lembrar{code} 1 hora antes", f"lembrar {each.code} {moments.local(early):%d/%m/%Y às %H:%M}")
        if early
        else Button(f"Lembrar{code} amanhã", f"lembrar {each.code} amanhã às 9h")
        for (each, early), code in zip(found, of, strict=True)
    ]


def tomorrow_morning(now: datetime) -> datetime:
    return moments.at(moments.today(now) + timedelta(days=1), _MORNING)


def earlier_moment(due_at: datetime, until: datetime, now: datetime) -> datetime | None:
    """An hour before a deadline that comes before the moment asked for; None where it does not, or it is too late."""
    early = due_at - timedelta(hours=1)
    return early if now < early and due_at <= until else None
