"""What a meeting decides: its pauta, who came, the deliberations that become drafts of acts, and the ata."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import acts, audit, deadlines, moments, municipal_days, notices, subjects
from models.acts import ActKind, Draft
from models.base import Answer, Button, Question, Refusal, insert_row
from models.deadlines import Due
from models.events import people
from models.events.subject import APROVACAO, ATA, kind_of, state_of
from models.events.tables import (
    HELD_IN,
    AgendaItem,
    AtaStatus,
    Deliberation,
    Event,
    EventStatus,
    Participant,
)
from models.people import Orgao, Person, Role, standing, with_role
from models.records import AccessLevel, Record, visible_to
from models.texts import clip, ended

IN, LATE, OUT, NEXT = "incluído", "atrasado", "retirado", "próxima"
PRESENT, ABSENT = "presente", "faltou"
APPROVES, OBJECTS = "aprovo", "ressalva"
_READ_IN = 2  # business days to say something about an ata
_MINUTES = re.compile(r"[,;(]?\s*(\d{1,3})\s*min(?:utos?)?\b\)?\.?", re.IGNORECASE)


def require_meeting(event: Event) -> None:
    """Refuse what only a meeting has."""
    if not kind_of(event.event_kind).is_meeting:
        raise Refusal(f"{event.code} não é reunião: não tem pauta, deliberações nem ata.")


def items(session: Session, event: Event) -> list[AgendaItem]:
    """The items of the pauta, in order."""
    return list(
        session.scalars(select(AgendaItem).where(AgendaItem.event_id == event.id).order_by(AgendaItem.position))
    )


def add_item(
    session: Session, event: Event, text: str, about: Record | None = None, *, by: Person, now: datetime
) -> AgendaItem:
    """Put an item on the pauta; one that comes after the closing waits for the chefia, who is asked.

    `about`: the record it deals with; a restricted one is named by its number alone.
    """
    require_meeting(event)
    if event.status not in HELD_IN:
        raise Refusal(f"{event.code} está {state_of(event)}: a pauta não recebe mais itens.")
    if not people.may_keep(session, event, by, now):
        people.own(session, event, by, now)
    said = _MINUTES.search(text)
    title = _MINUTES.sub("", text).strip(" ,;:.-")
    if not title:
        raise Question(f"Qual é o item? Exemplo: item {event.code} escala de fim de ano, 15 min", Answer.TEXT)
    is_late = event.closes_at is not None and now > event.closes_at and not standing(session, by, now).commands
    position = (session.scalar(select(func.max(AgendaItem.position)).where(AgendaItem.event_id == event.id)) or 0) + 1
    values: dict[str, Any] = {"event_id": event.id, "position": position, "title": title, "by_id": by.id, "note": ""}
    values |= {"record_id": about.id if about else None, "minutes": int(said[1]) if said else None}
    item_id = insert_row(session, AgendaItem, **values, state=LATE if is_late else IN)
    audit.write(
        session,
        "item_de_pauta",
        by=by,
        now=now,
        record_id=event.id,
        text=f"item {position}: {shown(title, about)}{', depois de fechada a pauta' if is_late else ''}",
    )
    if is_late:
        _ask_about(session, event, position, shown(title, about), by, now)
    return session.get_one(AgendaItem, item_id)


def shown(title: str, about: Record | None) -> str:
    """The title of an item, or, of a record that is not public, that there is one."""
    is_public = about is None or about.access_level == AccessLevel.PUBLICO
    return title if is_public else "item restrito"


def _ask_about(session: Session, event: Event, position: int, title: str, by: Person, now: datetime) -> None:
    buttons = (
        Button("Incluir", f"incluir item {position} {event.code}"),
        Button("Deixar para a próxima", f"deixar item {position} {event.code}"),
    )
    text = f"{by.name} mandou um item depois de fechada a pauta de {event.code}: {ended(title)}"
    notices.send(session, event, text, with_role(session, Role.CHEFIA), by=by, now=now, buttons=buttons)


def settle_item(
    session: Session, event: Event, position: int, state: str, note: str, *, by: Person, now: datetime
) -> AgendaItem:
    """Let an item in, leave it for the next meeting, or take it off the pauta."""
    require_meeting(event)
    people.require_keeper(session, event, by, now)
    item = next((each for each in items(session, event) if each.position == position), None)
    if item is None:
        raise Refusal(f"{event.code} não tem item {position}. Veja: pauta {event.code}")
    item.state, item.note = state, note
    audit.write(
        session,
        "item_de_pauta",
        by=by,
        now=now,
        record_id=event.id,
        text=f"item {position} {state}{f': {note}' if note else ''}",
    )
    title = shown(item.title, item.record)
    told = f"O seu item {position} de {event.code} ({title}): {state}{f', {note}' if note else ''}."
    notices.send(session, event, told, [item.by], by=by, now=now)
    return item


def minutes_of(found: Sequence[AgendaItem]) -> int:
    """The minutes that the items of a pauta take."""
    return sum(each.minutes or 0 for each in found if each.state == IN)


def note_presence(
    session: Session,
    event: Event,
    present: Sequence[Person | Orgao],
    absent: Sequence[Person | Orgao],
    *,
    others: bool,
    by: Person,
    now: datetime,
) -> list[Participant]:
    """Record who came and who did not; `others`: all of whom nothing is recorded came. Returns every participant."""
    people.require_keeper(session, event, by, now)
    if event.starts_at > now:
        raise Refusal(f"{event.code} ainda não começou: é {people.when(event)}.")
    found = people.of(session, event)
    for who, state in (*((each, PRESENT) for each in present), *((each, ABSENT) for each in absent)):
        rows = [each for each in found if _is(each, who)]
        if not rows:
            if isinstance(who, Orgao):
                raise Refusal(f"{who.sigla} não foi chamado para {event.code}.")
            people.add(session, event.id, [people.Called(who)])
            rows = [each for each in people.of(session, event) if _is(each, who)]
        for row in rows:
            row.presence = state
    session.flush()
    for row in people.of(session, event):
        row.presence = row.presence or (PRESENT if others else "")
    audit.write(session, "presenca", by=by, now=now, record_id=event.id, text="presenças registradas")
    return people.of(session, event)


def _is(each: Participant, who: Person | Orgao) -> bool:
    return each.orgao_id == who.id if isinstance(who, Orgao) else who.id in (each.person_id, each.for_id)


def preside(session: Session, event: Event, who: Person, hour: str, *, by: Person, now: datetime) -> None:
    """Say who presides a meeting; with an hour, who took the chair while it went on."""
    require_meeting(event)
    people.require_keeper(session, event, by, now)
    chairs = event.details.get("chairs", [])
    event.details = {**event.details, "chairs": [*chairs, {"name": who.name, "since": hour}]}
    if not hour:
        event.owner_id = who.id
    if not any(each.person_id == who.id for each in people.of(session, event)):
        people.add(session, event.id, [people.Called(who)])
    for each in people.of(session, event):
        each.presence = PRESENT if hour and each.person_id == who.id else each.presence
    audit.write(
        session,
        "presidencia",
        by=by,
        now=now,
        record_id=event.id,
        text=f"preside {who.name}{f' desde as {hour}' if hour else ''}",
    )
    notices.send(
        session, event, f"Você preside {event.code} ({event.title}), {people.when(event)}.", [who], by=by, now=now
    )


def deliberations(session: Session, event: Event) -> list[Deliberation]:
    """The deliberations of a meeting, in order."""
    query = select(Deliberation).where(Deliberation.event_id == event.id).order_by(Deliberation.position)
    return list(session.scalars(query))


def deliberate(
    session: Session,
    event: Event,
    text: str,
    to: Sequence[Person | Orgao],
    due: Due | None,
    *,
    by: Person,
    now: datetime,
) -> Deliberation:
    """Note a deliberation; it becomes the draft of an ordem, which another person approves as always."""
    require_meeting(event)
    people.require_keeper(session, event, by, now)
    if event.ata in (AtaStatus.APROVADA, AtaStatus.ASSINADA):
        raise Refusal(f"A ata de {event.code} já foi aprovada. O que mudou: retificar ata {event.code}")
    if event.status not in (*HELD_IN, EventStatus.REALIZADO) or event.starts_at > now:
        raise Refusal(f"{event.code} não está em curso: é {people.when(event)} ({state_of(event)}).")
    position = len(deliberations(session, event)) + 1
    draft = Draft(
        ActKind.ORDEM,
        f"{text[:1].upper()}{ended(text[1:])}\nDeliberação {position} da reunião {event.code}.",
        to,
        compliance=due,
    )
    act = acts.draft(session, draft, by=by, now=now)
    who = ", ".join(each.sigla if isinstance(each, Orgao) else each.name for each in to)
    values = {"event_id": event.id, "position": position, "text": text, "who": who, "act_id": act.id}
    row_id = insert_row(
        session, Deliberation, **values, due_at=due.at if due else None, date_only=due.date_only if due else False
    )
    audit.write(
        session,
        "deliberacao",
        by=by,
        now=now,
        record_id=event.id,
        text=f"deliberação {position}: {clip(text, 120)} ({act.code})",
    )
    return session.get_one(Deliberation, row_id)


def absent_among(session: Session, event: Event, to: Sequence[Person | Orgao]) -> list[str]:
    """The names, of these, who were not at the meeting as far as it is recorded."""
    found = people.of(session, event)
    there = [each for each in found if each.presence != ABSENT]
    return [each.name for each in to if not any(_is(row, each) for row in there)]


def is_open(row: Deliberation) -> bool:
    """Whether a deliberation has still to be fulfilled."""
    return subjects.is_open(row.act)


def open_ones(session: Session, *, by: Person, now: datetime) -> list[tuple[Event, Deliberation]]:
    """The deliberations not yet fulfilled of the meetings that a person may see, the last meeting first."""
    query = select(Event, Deliberation).join(Deliberation, Deliberation.event_id == Event.id)
    query = query.where(visible_to(standing(session, by, now))).order_by(Event.starts_at.desc(), Deliberation.position)
    return [(event, row) for event, row in session.execute(query) if is_open(row)]


# --- the ata -------------------------------------------------------------------------------------------------


def write_ata(session: Session, event: Event, text: str, *, by: Person, now: datetime) -> None:
    """Keep the free text of an ata, beside what is recorded of the meeting; a changed one is read again."""
    _require_ata(session, event, by, now)
    event.ata_text, event.ata = text, AtaStatus.MINUTA.value
    deadlines.close(session, event.id, kind=APROVACAO, now=now, void=True)
    audit.write(session, "ata", by=by, now=now, record_id=event.id, text="texto da ata")


def circulate(session: Session, event: Event, *, by: Person, now: datetime) -> tuple[list[Person], Due]:
    """Send the ata to those present, who have two business days to approve it or object. Returns them and the date."""
    _require_ata(session, event, by, now)
    there = [each.person for each in people.of(session, event) if each.person and each.presence == PRESENT]
    if not there:
        raise Refusal(f"Falta dizer quem veio. Exemplo: presença {event.code} todos")
    known = municipal_days.current(session)
    day = known.add_business_days(moments.today(now), _READ_IN)
    due = Due(moments.at(day, known.work_day_end(day)), date_only=True)
    event.ata = AtaStatus.EM_APROVACAO.value
    to = [each for each in there if each.id != by.id]
    for each in to:
        deadlines.open_deadline(session, event.id, APROVACAO, due, owner=each, now=now, item_id=each.id)
    for row in people.of(session, event):
        row.ata_answer, row.ata_note = (APPROVES if row.person_id == by.id else ""), ""
    audit.write(session, "ata", by=by, now=now, record_id=event.id, text=f"ata circulada, resposta até {due.text}")
    buttons = (
        Button("Aprovo", f"aprovo ata {event.code}"),
        Button("Tenho ressalva", f"ressalva {event.code}"),
        Button("Ver a ata", f"ata {event.code}"),
    )
    text = f"Ata de {event.code} para você ler: {ended(event.title)}\nDiga até {due.text}."
    notices.assign(session, event.id, text, to, by=by, now=now, buttons=buttons)
    return there, due


def judge(session: Session, event: Event, note: str = "", *, by: Person, now: datetime) -> None:
    """Approve the ata as a participant, or object to it with a `note`, which stays in its text."""
    if event.ata != AtaStatus.EM_APROVACAO:
        raise Refusal(f"A ata de {event.code} não está em aprovação.")
    mine = people.own(session, event, by, now)
    mine.ata_answer, mine.ata_note = (OBJECTS if note else APPROVES), note
    deadlines.close(session, event.id, kind=APROVACAO, item_id=mine.person_id, now=now)
    audit.write(
        session,
        "ata",
        by=by,
        now=now,
        record_id=event.id,
        text=f"{by.name}: {f'ressalva: {note}' if note else 'aprova a ata'}",
    )
    if note:
        notices.send(
            session,
            event,
            f"{by.name} tem ressalva à ata de {event.code}: {ended(note)}",
            event.authors,
            by=by,
            now=now,
        )


def silent(session: Session, event: Event) -> list[str]:
    """The names of those present who said nothing about the ata."""
    found = people.of(session, event)
    return [each.person.name for each in found if each.person and each.presence == PRESENT and not each.ata_answer]


def approve_ata(session: Session, event: Event, *, by: Person, now: datetime) -> list[str]:
    """Approve the ata, when all have answered or their term is over. Returns those who said nothing."""
    require_meeting(event)
    if event.owner_id not in standing(session, by, now).person_ids and not people.is_desk(session, by, now):
        raise Refusal(f"A ata de {event.code} é aprovada por quem presidiu ({event.owner.name}) ou pela chefia.")
    if event.ata != AtaStatus.EM_APROVACAO:
        before = (
            f"já está {event.ata}" if event.ata in (AtaStatus.APROVADA, AtaStatus.ASSINADA) else "ainda não circulou"
        )
        raise Refusal(f"A ata de {event.code} {before}." + ("" if event.ata else f" A reunião está {state_of(event)}."))
    waits = [each for each in deadlines.open_of(session, event.id) if each.kind == APROVACAO]
    if waits and any(each.due_at > now for each in waits):
        raise Refusal(f"Ainda faltam respostas, até {waits[0].due.text}: {', '.join(silent(session, event))}.")
    said_nothing = silent(session, event)
    event.ata = AtaStatus.APROVADA.value
    deadlines.close(session, event.id, kind=APROVACAO, now=now, void=True)
    deadlines.close(session, event.id, kind=ATA, now=now)
    audit.write(session, "ata", by=by, now=now, record_id=event.id, text="ata aprovada")
    there = [each.person for each in people.of(session, event) if each.person and each.presence == PRESENT]
    notices.send(
        session,
        event,
        f"Ata nº {event.code.partition('-')[2]} aprovada: {ended(event.title)}",
        there,
        by=by,
        now=now,
        buttons=(Button("PDF", f"pdf {event.code}"),),
    )
    return said_nothing


def sign_ata(session: Session, event: Event, *, by: Person, now: datetime) -> None:
    """Note that the signed file of an approved ata is there."""
    people.require_keeper(session, event, by, now)
    if event.ata != AtaStatus.APROVADA:
        raise Refusal(f"A ata de {event.code} não espera assinatura ({event.ata or 'não há ata'}).")
    event.ata = AtaStatus.ASSINADA.value
    audit.write(session, "ata", by=by, now=now, record_id=event.id, text="ata assinada")


def _require_ata(session: Session, event: Event, by: Person, now: datetime) -> None:
    require_meeting(event)
    people.require_keeper(session, event, by, now)
    if event.status != EventStatus.REALIZADO:
        raise Refusal(f"{event.code} ainda não foi realizada. Registre: realizar {event.code}")
    if event.ata in (AtaStatus.APROVADA, AtaStatus.ASSINADA):
        raise Refusal(f"A ata de {event.code} já está {event.ata} e não muda.")
