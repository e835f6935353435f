"""Requests and engagements in words: what collides, the hours that fit, what came of it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.wording import events as cards
from models import deadlines, moments
from models.deadlines import Due
from models.events import RESPOSTA, VIAGEM, Event, calendar, kind_of, people, register, state_of
from models.events.calendar import Clash
from models.events.register import busy_of
from models.people import Person, Role, stand_in
from models.texts import clip, plural

_MOST = 3


def registered(
    session: Session, made: Sequence[Event], found: Sequence[Clash], by: Person, left_out: Sequence[datetime]
) -> Reply:
    """The answer to a new event, or to a series: when, when to leave, what collides."""
    event = made[0]
    whose = "" if event.owner_id == by.id else f" na agenda de {event.owner.name}"
    lines = [
        f"{event.code}{whose}: {event.title}, {people.when(event)}.",
        *cards.series_lines(made, left_out),
        *_departure(session, event),
        *clash_lines(found),
        *_meanwhile(session, event),
    ]
    buttons = [Button("Ver", f"ver {event.code}"), Button("Remarcar", f"remarcar {event.code}")]
    late = [each.other for each in found if each.hard and each.other and each.other.code]
    buttons += [Button(f"Adiar {each.code}", f"adiar {each.code}") for each in late[:_MOST]]
    buttons += [
        Button(f"Quem preside {each.code}", f"preside {each.code}") for each in late if each.code.startswith("REU")
    ][:1]
    return Reply("\n".join(lines), tuple(buttons))


def _meanwhile(session: Session, event: Event) -> list[str]:
    """Who answers for a mayor on a trip: the registered substitute, or nobody."""
    day = moments.today(event.starts_at)
    if event.event_kind != VIAGEM.name or event.owner.role != Role.PREFEITO:
        return []
    instead = stand_in(session, event.owner, day)
    if instead.id != event.owner_id:
        return [f"Nesse dia responde {instead.name}."]
    return ["Ninguém está registrado para responder nesse dia (exige portaria)."]


def _departure(session: Session, event: Event) -> list[str]:
    mine = busy_of(event)
    around = [
        each
        for each in calendar.day_of(session, event.owner_id, moments.today(event.starts_at))
        if each.event_id != event.id
    ]
    before = max((each for each in around if each.ends <= mine.starts), key=lambda each: each.ends, default=None)
    leave = calendar.departure(session, mine, before)
    if leave is None:
        return []
    base = calendar.base(session)
    start = before.place if before else base.name if base else "do lugar anterior"
    return [f"Saída às {moments.hour_text(moments.local(leave))} ({start})."]


def clash_lines(found: Sequence[Clash]) -> list[str]:
    """What a time collides with, a sentence each."""
    return [_clash(each) for each in found[:_MOST]]


def _clash(each: Clash) -> str:
    if each.other is None:
        return f"Atenção: {each.why}."
    other = each.other
    name = f"{other.code} {clip(other.title, 40)}".strip()
    if each.why != "deslocamento":
        return f"Atenção: {each.why}: {name}, {people.span(other.starts, other.ends, other.all_day)}."
    supposed = " (supus 15 min de deslocamento)" if each.supposed else ""
    return f"Atenção: {name} é perto demais: são {each.needed} min entre os dois, com a folga{supposed}."


def asked(session: Session, event: Event, found: Sequence[Clash], free: Sequence[Button]) -> Reply:
    """The answer to a request of agenda: whether it fits, and the hours that do."""
    lines = [f"Pedido {event.code}: {people.when(event)}. {event.requester}: {event.title}."]
    starts = moments.local(event.starts_at)
    near = next(
        (each for each in found if each.other is not None and each.why in ("deslocamento", "ao mesmo tempo")), None
    )
    if near is not None and near.other is not None:
        lines.append(f"{moments.hour_text(starts)} não dá: {_why(near, event)}")
        lines += [f"A partir de {free[0].label}."] if free else []
    else:
        lines += clash_lines(found)
    until = next((each.due for each in deadlines.open_of(session, event.id) if each.kind == RESPOSTA), None)
    lines += [f"Responder até {until.text}."] if until else []
    keep = Button(f"Manter {moments.hour_text(starts)}" if near else "Confirmar", f"confirmar {event.code}")
    offered = free if near else ()
    return Reply("\n".join(lines), (*offered, keep, Button("Recusar", f"recusar pedido {event.code}")))


def _why(each: Clash, event: Event) -> str:
    other = each.other
    assert other is not None
    name = f"{other.code} {clip(other.title, 40)}".strip()
    if each.why == "ao mesmo tempo":
        return f"nessa hora há {name}, {people.span(other.starts, other.ends)}."
    travel, supposed = each.needed - calendar.MARGIN, " (supus)" if each.supposed else ""
    way = f"são {travel} min de deslocamento{supposed} e {calendar.MARGIN} de folga."
    if other.ends <= event.starts_at:
        return f"{name} termina às {moments.hour_text(moments.local(other.ends))}, {way}"
    return f"{name} começa às {moments.hour_text(moments.local(other.starts))}, {way}"


def confirmed(session: Session, event: Event, found: Sequence[Clash]) -> Reply:
    """The answer to a confirmation, with a text for whoever asked."""
    lines = [f"{event.code} {state_of(event)}: {people.when(event)}.", *_departure(session, event), *clash_lines(found)]
    where = f", {event.place}" if event.place else ""
    starts = moments.moment_text(event.starts_at)
    lines += (
        [f"Para responder a {event.requester}:", f"“Confirmamos o encontro sobre {event.title}: {starts}{where}.”"]
        if event.requester
        else []
    )
    return Reply("\n".join(lines), (Button("Ver", f"ver {event.code}"), Button("Preparo", f"briefing {event.code}")))


def refusal(event: Event, reason: str) -> str:
    """The text for whoever asked for what was refused."""
    return f"Agradecemos o contato sobre {event.title}. Não será possível agendar: {reason}."


def moved(
    session: Session,
    event: Event,
    old: str,
    told: Sequence[Person],
    following: Sequence[Event] = (),
    *,
    now: datetime,
) -> Reply:
    """The answer to a new time: the old one, who is told, what it collides with."""
    lines = [f"{event.code}: era {old}; agora {people.when(event)}."]
    lines += [register.after_it(following)] if following else []
    lines += [f"{plural(len(told), 'avisado', 'avisados')}."] if told else []
    found = [each for each in calendar.clashes(session, event.owner_id, busy_of(event)) if each.other]
    lines += [
        *clash_lines(found),
        *cards.collisions(
            session, event, [each for each in people.of(session, event) if each.person_id != event.owner_id]
        ),
        *cards.warnings(event, now),
    ]
    return Reply("\n".join(lines), (Button("Ver", f"ver {event.code}"),))


def held(session: Session, event: Event, until: Due | None, tasks: Sequence[str]) -> Reply:
    """The answer to an event that was held: the date of its ata, the tasks made of it."""
    lines = [f"{event.code}: realizada." if kind_of(event.event_kind).feminine else f"{event.code}: realizado."]
    if until is not None:
        lines.append(f"Ata até {until.text}.")
        missing = sum(1 for each in people.of(session, event) if not each.presence)
        lines += [f"{plural(missing, 'presença', 'presenças')} por registrar."] if missing else []
    code = event.code
    meeting = (Button("Todos vieram", f"presença {code} @todos"), Button("Ata", f"ata {code}")) if until else ()
    return Reply("\n".join([*lines, *tasks]), (*meeting, Button("Ver", f"ver {code}")))


def briefing(event: Event) -> Reply:
    """What was prepared for an event."""
    found = [f"{each['by']}: {each['text']}" for each in event.details.get("briefing", [])]
    text = (
        "\n".join([f"Preparo de {event.code} {event.title}, {people.when(event)}:", *found])
        if found
        else f"{event.code} ainda não tem preparo. Peça assim: briefing {event.code} @obras até quinta 17h"
    )
    return Reply(text, (Button("Ver", f"ver {event.code}"),))
