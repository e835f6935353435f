"""What a pauta says first of the agenda: the day, and, to the chefia, what asks for attention before it comes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from handlers.wording import digests
from handlers.wording.events import day_lines, in_list, seen_by
from models import moments
from models.events import KIND, Event, ExternalEvent, calendar, people, summary
from models.people import Person, Role, standing, with_role
from models.records import any_of
from models.texts import clip

_MOST = 3


@digests.first(5, or_(any_of(KIND), select(ExternalEvent.id).exists()))
def on_top(session: Session, person: Person, now: datetime) -> list[str]:
    """The day of one's agenda; for the chefia, requests without an answer and what is not ready."""
    found = [each for each in calendar.day_of(session, person.id, moments.today(now)) if each.ends > now]
    seen = seen_by(session, found, person, now)
    lines = ["Na agenda de hoje:", *day_lines(session, found, seen)] if found else []
    if not standing(session, person, now).has(Role.CHEFIA):
        return lines
    waiting = [f"• {in_list(each)}" for each in calendar.unanswered(session)]
    return [*lines, *_block("Pedidos de agenda sem resposta", waiting), *_unready(session, person, now)]


def _unready(session: Session, person: Person, now: datetime) -> list[str]:
    """Convocations nobody answered, late items and briefings, and what collides, of what the person may see."""
    soon, items, late = (
        summary.ahead(session, now),
        summary.late_items(session, now),
        summary.late_briefings(session, now),
    )
    ids = [each.id for each in (*soon, *late, *(event for event, _ in items))]
    seen = calendar.visible(session, ids, standing(session, person, now))
    silent = summary.unanswered(session, soon)
    unanswered = [
        f"• {_event(each)}: {silent[each.id]} sem resposta" for each in soon if each.id in silent.keys() & seen
    ]
    arrived = [f"• {event.code}: {clip(item.title, 60)} ({item.by.name})" for event, item in items if event.id in seen]
    return [
        *_block("Convocações sem resposta", unanswered),
        *_block("Itens que chegaram depois de fechada a pauta", arrived),
        *_block("Preparo atrasado", [f"• {_event(each)}" for each in late if each.id in seen]),
        *_block("Conflitos na agenda da Prefeita", _conflicts(session, seen, now)),
    ]


def _conflicts(session: Session, seen: set[int], now: datetime) -> list[str]:
    mayor = next(iter(with_role(session, Role.PREFEITO)), None)
    pairs = summary.conflicts(session, mayor, now) if mayor else []
    return [f"• {_named(one, seen)} e {_named(other, seen)}, {_day(one)}" for one, other in pairs]


def _event(event: Event) -> str:
    return f"{event.code} {clip(event.title, 40)}, {people.when(event)}"


def _named(each: calendar.BusyTime, seen: set[int]) -> str:
    shown = each.event_id == 0 or each.event_id in seen
    return f"{each.code} {clip(each.title, 40)}".strip() if shown else "compromisso reservado"


def _day(each: calendar.BusyTime) -> str:
    return f"{moments.day_text(moments.today(each.starts))}, {moments.hour_text(moments.local(each.starts))}"


def _block(title: str, rows: Sequence[str]) -> list[str]:
    more = [f"… e mais {len(rows) - _MOST}."] if len(rows) > _MOST else []
    return [f"{title} ({len(rows)}):", *rows[:_MOST], *more] if rows else []
