"""Events in words: the card, the convocation, the day of an agenda."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.wording import cards
from models import moments
from models.events import HELD_IN, KIND, Event, Participant, PersonAnswer, calendar, kind_of, people
from models.events.register import busy_of
from models.people import Person, standing
from models.texts import clip, listed, plural


@cards.card(KIND)
def card(session: Session, event: Event, person: Person, now: datetime) -> Reply:
    """The event, its time and people, and what the person may do next."""
    kind, found = kind_of(event.event_kind), people.of(session, event)
    lines = [f"{kind.one.capitalize()} {event.status}", people.when(event), *_who(event, found)]
    return cards.sheet(session, event, lines, person, now, _buttons(event, found, person, now))


def _who(event: Event, found: Sequence[Participant]) -> list[str]:
    meeting = kind_of(event.event_kind).is_meeting
    lines = [f"{'Preside' if meeting else 'Agenda de'}{':' if meeting else ''} {event.owner.name}"]
    others = [each for each in found if each.capacity != people.CHAIR]
    if event.requester:
        lines.append(f"Pedido por {event.requester}")
    if len(found) > 1:
        lines.append(f"{plural(len(found), 'chamado', 'chamados')}: {people.counted(others)}")
        lines += [f"• {_answer(each)}" for each in others if each.answer != PersonAnswer.PENDENTE]
    return lines


def _answer(each: Participant) -> str:
    who = name_of(each)
    return f"{who}: {each.answer}" + (f", {each.reason}" if each.reason else "")


def name_of(each: Participant) -> str:
    """`Ivo Santana (por Rosa Mendes)`"""
    who = each.person.name if each.person else each.name or (f"{each.orgao.sigla} (sem titular)" if each.orgao else "")
    return f"{who} (por {each.held_by.name})" if each.held_by else who


def _buttons(event: Event, found: Sequence[Participant], person: Person, now: datetime) -> tuple[Button, ...]:
    is_called = any(each.person_id == person.id and each.answer == PersonAnswer.PENDENTE for each in found)
    waits = event.status in HELD_IN and event.starts_at > now
    return people.buttons(event)[:3] if is_called and waits else ()


def convened(session: Session, event: Event) -> Reply:
    """The answer to a convocation: who is called, who for whom, until when the pauta is open, what collides."""
    found = people.of(session, event)
    orgaos = [each for each in found if each.orgao_id]
    lines = [f"{event.code} convocada: {people.when(event)}."]
    many = plural(len(orgaos), "órgão", "órgãos") if orgaos else plural(len(found), "pessoa", "pessoas")
    for_others = [f"por {each.held_by.name} vai {each.person.name}" for each in found if each.held_by and each.person]
    lines.append(f"{'; '.join([many, *for_others])}.")
    if vacant := [each.orgao.sigla for each in found if each.person is None and each.orgao]:
        lines.append(f"Sem titular, ninguém foi chamado: {listed(vacant)}.")
    if event.closes_at:
        lines.append(f"Pauta fecha {moments.moment_text(event.closes_at)}.")
    lines += collisions(session, event, found)
    code = event.code
    more = (Button("Adiar", f"adiar {code}"),)
    return Reply("\n".join(lines), (Button("Ver", f"ver {code}"), *more, Button("Cancelar", f"cancelar {code}")))


def collisions(session: Session, event: Event, found: Sequence[Participant]) -> list[str]:
    """The participants who have something else at that hour."""
    lines = []
    for each in found:
        clashes = calendar.clashes(session, each.person_id, busy_of(event)) if each.person_id else []
        hard = [clash.other for clash in clashes if clash.hard and clash.other]
        if each.person and hard:
            lines.append(f"{each.person.name} tem {hard[0].code or 'outro compromisso'} a essa hora.")
    return lines


def day(session: Session, found: Sequence[calendar.BusyTime], seen: set[int]) -> list[str]:
    """The agenda of one day, in order, with travel and gaps."""
    lines, before = [], None
    for each in found:
        lines += _gap(before, each)
        start = calendar.departure(session, each, before)
        left = f" (saída {moments.hour_text(moments.local(start))})" if start else ""
        shown = each.event_id == 0 or each.event_id in seen
        lines.append(f"• {_hours(each)} {_title(each) if shown else 'Ocupado'}{left if shown else ''}")
        before = each if before is None or each.ends > before.ends else before
    return lines


def _gap(before: calendar.BusyTime | None, each: calendar.BusyTime) -> list[str]:
    if before is None or before.all_day or (each.starts - before.ends).total_seconds() < 30 * 60:
        return []
    return [
        f"  livre {moments.hour_text(moments.local(before.ends))} às {moments.hour_text(moments.local(each.starts))}"
    ]


def _hours(each: calendar.BusyTime) -> str:
    if each.all_day:
        return "dia inteiro"
    return f"{moments.hour_text(moments.local(each.starts))} às {moments.hour_text(moments.local(each.ends))}"


def _title(each: calendar.BusyTime) -> str:
    where = f", {each.place}" if each.place else ""
    return f"{each.code} {clip(each.title, 60)}{where}".strip() + (" (a confirmar)" if each.tentative else "")


def seen_by(session: Session, found: Sequence[calendar.BusyTime], viewer: Person, now: datetime) -> set[int]:
    """The ids of the events among these that a person may read."""
    return calendar.visible(session, [each.event_id for each in found if each.event_id], standing(session, viewer, now))


def in_list(event: Event) -> str:
    """`REU-7/2026 Encerramento do exercício — quarta-feira, 02/12, 9h às 11h, Paço`"""
    mark = "" if event.status in HELD_IN else f" [{event.status}]"
    return f"{event.code}{mark} {clip(event.title, 60)} — {people.when(event)}"
