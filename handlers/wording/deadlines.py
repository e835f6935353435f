"""The text of a reminder: one deadline, or several folded into one message, those of one record into one line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from handlers.base import Button
from models import moments
from models.deadlines import AUTHOR, CHEFIA, OWNER, Deadline
from models.digests import named_as
from models.outbox import Message
from models.subjects import deadline_kind
from models.texts import clip

_MOST_LINES = 25
_MOST_BUTTONS = 6
_MOST_SNOOZES = 3
_MOST_NAMES = 15
_LAST_HOUR = 60  # minutes
_MORNING = time(9)


@dataclass(frozen=True, slots=True)
class Item:
    """One deadline as it is said to one person, in which quality, and when it should have been said (if late).

    `runs_for`: the other Power that has to meet it, if any. `short`: the owner in a list of many. `named_as`: how a
    digest names it. `unanswered`: nobody is left to answer for its owner.
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
    record_id: int = 0
    short: str = ""
    named_as: str = ""
    unanswered: bool = False

    @property
    def is_own(self) -> bool:
        return self.audience == OWNER and not self.unanswered

    @property
    def group(self) -> tuple[object, ...]:
        """Those alike in it are one line."""
        return self.kind, self.code, self.due_at, self.audience, self.unanswered


def item(deadline: Deadline, audience: str, late_since: datetime | None, *, unanswered: bool = False) -> Item:
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
        record_id=deadline.record_id,
        short=_short(deadline),
        named_as=named_as(deadline.id, deadline.due_at),
        unanswered=unanswered,
    )


def _short(deadline: Deadline) -> str:
    if deadline.person is not None:
        return deadline.person.name
    return deadline.orgao.sigla if deadline.orgao else "ninguém"


def reminders(
    items: Sequence[Item], now: datetime, *, instead_of: str = "", totals: Mapping[tuple[int, str], int] | None = None
) -> Message:
    """One message for all that a person is told at this moment; `instead_of`: the holder whom the reader replaces.

    `totals`: by record and kind, how many deadlines there are, met or not.
    """
    groups = _grouped(items)
    lines = [
        _of_many(each, totals or {}, now) if len(each) > 1 else _line(each[0], now) for each in groups[:_MOST_LINES]
    ]
    if len(groups) > _MOST_LINES:
        lines.append(f"… e mais {len(groups) - _MOST_LINES}. Veja todos com: pauta")
    late = min((each.late_since for each in items if each.late_since), default=None)
    heading = ["Atrasado: este aviso era de " + moments.moment_text(late) + "."] if late else []
    whose = f" de {instead_of}, que você substitui" if instead_of else ""
    one = len(lines) == 1
    body = [f"Lembrete{whose}: {lines[0]}"] if one else [f"Lembretes{whose} ({len(groups)}):", *lines]
    return Message("\n".join([*heading, *body]), _buttons(groups, now))


def _grouped(items: Sequence[Item]) -> list[list[Item]]:
    """The items of each line, the soonest date first; one's own are always one line."""
    groups: dict[tuple[object, ...], list[Item]] = {}
    for each in sorted(items, key=lambda each: each.due_at):
        group = groups.setdefault(each.group, [])
        if not (group and each.is_own):
            group.append(each)
    return list(groups.values())


def _of_many(items: list[Item], totals: Mapping[tuple[int, str], int], now: datetime) -> str:
    """`OS-4/2026 (…): 11 de 13 sem ciência desde 25/11 — ADM, AMBIENTE.`"""
    first = items[0]
    of_all = f" de {total}" if (total := totals.get((first.record_id, first.kind), 0)) > len(items) else ""
    names = sorted(dict.fromkeys(each.short for each in items))
    more = [f"mais {len(names) - _MOST_NAMES}"] if len(names) > _MOST_NAMES else []
    listed_names = ", ".join([*names[:_MOST_NAMES], *more])
    when = moments.short_text(first.due_at, date_only=first.date_only)
    since = "desde" if first.due_at <= now else "até"
    what = f"{first.code} ({clip(first.title, 60)}): {len(items)}{of_all} {_why(first)}"
    return f"{what} {since} {when} — {listed_names}."


def _line(each: Item, now: datetime) -> str:
    when = moments.moment_text(each.due_at, date_only=each.date_only)
    verb = "venceu" if each.due_at <= now else _to_come(each, now)
    runs = f", {runs_for(each.runs_for)}" if each.runs_for else ""
    text = f"{deadline_kind(each.kind).said} {each.code} ({clip(each.title, 60)}) {verb}: {when}{runs}"
    return f"{text}." if each.is_own else f"{text} — com {each.owner}, {_why(each)}."


def _to_come(each: Item, now: datetime) -> str:
    minutes = (each.due_at - now) // timedelta(minutes=1)
    if minutes <= _LAST_HOUR:
        return "vence em 1 hora" if minutes == _LAST_HOUR else f"vence em {minutes} min"
    return "vence hoje" if _today(each, now) else "vence"


def runs_for(power: str) -> str:
    """`corre para a Câmara`, of a deadline that another Power has to meet"""
    return f"corre para {power}"


def _why(each: Item) -> str:
    """The reason why somebody else is told."""
    if each.runs_for:
        return "que acompanha"
    if each.unanswered:
        return "sem quem responda"
    if deadline_kind(each.kind).by_ciencia:
        return "sem ciência"
    return "ainda em aberto" if each.audience == AUTHOR else "sem resposta"


def _today(each: Item, now: datetime) -> bool:
    return moments.today(each.due_at) == moments.today(now)


def _buttons(groups: list[list[Item]], now: datetime) -> tuple[Button, ...]:
    if len(groups) == 1:
        return (*_actions(groups[0]), *_snoozes(groups[0][:1], now))
    by_code = {group[0].code: group for group in reversed(groups)}
    firsts = list(by_code.values())[::-1]
    several = [_named(_actions(group)[0], group[0].code) for group in firsts[:_MOST_BUTTONS]]
    return (*several, *_snoozes([group[0] for group in firsts], now)[:_MOST_SNOOZES])


def _actions(group: list[Item]) -> tuple[Button, ...]:
    """What can be done about one line: take note of it, ask for news of it, or look at it."""
    each = group[0]
    if each.is_own and deadline_kind(each.kind).by_ciencia:
        return (Button("Ciente", f"ciente {each.code}"),)
    see = Button("Ver", f"ver {each.code}")
    if each.audience not in (CHEFIA, AUTHOR) or each.runs_for:
        return (see,)
    return (Button("Cobrar todos" if len(group) > 1 else "Cobrar", f"cobrar {each.code}"), see)


def _named(button: Button, code: str) -> Button:
    """The button as it is called among those of other records."""
    return replace(button, label=code if button.label == "Ver" else f"{button.label.split()[0]} {code}")


def _snoozes(items: list[Item], now: datetime) -> list[Button]:
    """Tomorrow morning for each one's own; where that is after the deadline, an hour before it."""
    own = [each for each in items if each.is_own and not _is_last_hour(each, now)]
    found = [(each, earlier_moment(each.due_at, tomorrow_morning(now), now)) for each in own]
    of = [f" de {each.code}" if len(items) > 1 else "" for each in own]
    return [
        Button(f"Lembrar{code} 1 hora antes", f"lembrar {each.code} {moments.local(early):%d/%m/%Y às %H:%M}")
        if early
        else Button(f"Lembrar{code} amanhã", f"lembrar {each.code} amanhã às 9h")
        for (each, early), code in zip(found, of, strict=True)
    ]


def _is_last_hour(each: Item, now: datetime) -> bool:
    """Whether tomorrow is too late, and so is an hour before."""
    return now < each.due_at <= now + timedelta(hours=1)


def tomorrow_morning(now: datetime) -> datetime:
    return moments.at(moments.today(now) + timedelta(days=1), _MORNING)


def earlier_moment(due_at: datetime, until: datetime, now: datetime) -> datetime | None:
    """An hour before a deadline that comes before the moment asked for; None where it does not, or it is too late."""
    early = due_at - timedelta(hours=1)
    return early if now < early and due_at <= until else None
