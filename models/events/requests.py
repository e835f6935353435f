"""Requests of agenda: asked for, answered with a time, refused; held or not, with what came of it."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from models import audit, deadlines, moments, municipal_days, notices
from models.base import Answer, Button, Question, Refusal
from models.cnpjs import is_cnpj
from models.deadlines import Due
from models.events import calendar, people, public, register
from models.events.calendar import Clash
from models.events.people import span, when
from models.events.register import NewEvent, busy_of
from models.events.subject import ATA, BRIEFING, INTERESSE, RESPOSTA, VIAGEM, kind_of, state_of
from models.events.tables import HELD_IN, AtaStatus, Event, EventStatus
from models.people import Orgao, Person, Role, cabinet, standing, with_role
from models.people.lists import members_of
from models.texts import clip, ended

_ANSWER_IN, _ATA_IN = 3, 5  # business days


def ask(session: Session, new: NewEvent, *, by: Person, now: datetime) -> Event:
    """Register a request of agenda: the desk is told, and has three business days to answer it."""
    trip = next((each for each in calendar.clashes(session, new.owner.id, new.busy) if _is_trip(each)), None)
    if trip is not None and trip.other is not None:
        after = calendar.free(
            session, [new.owner.id], _minutes(new.starts, new.ends), trip.other.ends, trip.other.ends + calendar.LONGEST
        )
        says = f" O próximo horário livre: {moments.moment_text(after[0])}." if after else ""
        raise Refusal(f"{new.owner.name} viaja nesse horário ({trip.other.title}).{says}")
    event = register.register(session, new, by=by, now=now)
    due = _after(session, moments.today(now), _ANSWER_IN)
    owner: Person | Orgao = by if people.is_desk(session, by, now) else (cabinet(session) or by)
    deadlines.open_deadline(session, event.id, RESPOSTA, due, owner=owner, now=now)
    text = f"{by.name} pede agenda de {new.owner.name} ({event.code}): {ended(event.title)}\n{when(event)}"
    text += f"\nResponder até {due.text}."
    buttons = (Button("Confirmar", f"confirmar {event.code}"), Button("Recusar", f"recusar pedido {event.code}"))
    notices.send(
        session, event, text, desk(session), by=by, now=now, buttons=(*buttons, Button("Ver", f"ver {event.code}"))
    )
    return event


def desk(session: Session) -> list[Person | Orgao]:
    """The people who keep agendas: the list @agenda, else the chefia."""
    return [*members_of(session, people.DESK)] or [*with_role(session, Role.CHEFIA)]


def _is_trip(clash: Clash) -> bool:
    return clash.other is not None and clash.other.event_kind == VIAGEM.name and clash.why != "deslocamento"


def _minutes(starts: datetime, ends: datetime) -> int:
    return int((ends - starts).total_seconds() // 60)


def _after(session: Session, day: date, n: int) -> Due:
    known = municipal_days.current(session)
    last = known.add_business_days(day, n)
    return Due(moments.at(last, known.work_day_end(last)), date_only=True)


def confirm(
    session: Session,
    event: Event,
    starts: datetime | None,
    ends: datetime | None,
    reason: str,
    *,
    by: Person,
    now: datetime,
) -> list[Clash]:
    """Confirm a request, at the hour asked for or at another; what it collides with needs a reason. Returns that."""
    people.require_keeper(session, event, by, now)
    if event.status != EventStatus.PEDIDO:
        raise Refusal(f"{event.code} já está {state_of(event)}.")
    starts = starts or event.starts_at
    ends = ends or starts + (event.ends_at - event.starts_at)
    if starts <= now:
        raise Refusal(
            f"{span(starts, ends).capitalize()}, já passou. Diga outra hora: confirmar {event.code} amanhã 10h"
        )
    _require_complete(event)
    found = calendar.clashes(session, event.owner_id, busy_of(event, starts, ends))
    hard = [each for each in found if each.hard and each.other]
    if hard and not reason:
        other = hard[0].other
        assert other is not None
        raise Question(
            f"A essa hora {event.owner.name} tem {other.code} {clip(other.title, 50)}, "
            f"{span(other.starts, other.ends)}. "
            "Diga outra hora, ou por que confirmar mesmo assim.",
            Answer.TEXT,
            offers(session, event, now),
        )
    asked = "" if starts == event.starts_at else f"\nO pedido era para {moments.moment_text(event.starts_at)}."
    event.starts_at, event.ends_at, event.status = starts, ends, EventStatus.CONFIRMADO.value
    deadlines.close(session, event.id, kind=RESPOSTA, now=now)
    note = f", apesar do conflito: {reason}" if hard else (f": {reason}" if reason else "")
    audit.write(session, "confirmacao", by=by, now=now, record_id=event.id, text=f"confirmado, {when(event)}{note}")
    text = f"{event.code} {state_of(event)}: {ended(event.title)}\n{when(event)}{asked}"
    told: list[Person | Orgao] = [*event.authors, *people.reached(session, event)]
    notices.send(session, event, text, told, by=by, now=now, buttons=(Button("Ver", f"ver {event.code}"),))
    return found


def _require_complete(event: Event) -> None:
    """An audience with a private interest says whose, of which company, and who of the house is there."""
    if event.event_kind != INTERESSE.name:
        return
    said = {
        "cnpj": "o CNPJ",
        "interesse": "o interesse que representa",
        "acompanha": "quem da casa acompanha, ou por que ninguém",
    }
    if lacks := [words for key, words in said.items() if not event.details.get(key)]:
        raise Refusal(
            f"{event.code} é audiência de interesse privado e ainda não pode ser confirmada: falta {'; '.join(lacks)}. "
            f"Exemplo: completar {event.code} CNPJ 11.222.333/0001-81 interesse contrato de limpeza acompanha @otavio"
        )


def complete(session: Session, event: Event, given: dict[str, str], *, by: Person, now: datetime) -> None:
    """Write down more of a request: CNPJ, interest, who accompanies."""
    people.require_keeper(session, event, by, now)
    if "cnpj" in given and not is_cnpj(given["cnpj"]):
        raise Refusal(f"O CNPJ {given['cnpj']} não confere: os dígitos finais são outros. Confira e escreva de novo.")
    event.details = {**event.details, **given}
    if given.keys() & {"cnpj", "interesse"}:
        event.event_kind = INTERESSE.name
    said = "; ".join(f"{key} {value}" for key, value in given.items())
    audit.write(session, "complemento", by=by, now=now, record_id=event.id, text=said)


def offers(session: Session, event: Event, now: datetime) -> list[Button]:
    """The next free hours for a request, as lines that confirm it."""
    first = max(now, event.starts_at)
    minutes = _minutes(event.starts_at, event.ends_at)
    found = calendar.free(session, [event.owner_id], minutes, first, first + calendar.LONGEST, busy_of(event))
    day = moments.today(event.starts_at)
    buttons = []
    for each in found:
        here = moments.local(each)
        hour = moments.hour_text(here)
        label = (
            hour if here.date() == day else f"{moments.WEEKDAYS[here.weekday()].partition('-')[0]} {here:%d/%m} {hour}"
        )
        buttons.append(Button(label, f"confirmar {event.code} {here:%d/%m/%Y} {here:%Hh%M}"))
    return buttons


def refuse(session: Session, event: Event, reason: str, *, by: Person, now: datetime) -> None:
    """Refuse a request, with a reason that may be told."""
    people.require_keeper(session, event, by, now)
    if event.status != EventStatus.PEDIDO:
        raise Refusal(f"{event.code} já está {state_of(event)}.")
    if not reason:
        raise Question(
            f"Por que recusar? O motivo é dito a quem pediu. Exemplo: recusar pedido {event.code} agenda cheia",
            Answer.TEXT,
        )
    event.status = EventStatus.RECUSADO.value
    deadlines.close(session, event.id, now=now)
    audit.write(session, "recusa", by=by, now=now, record_id=event.id, text=f"recusado: {reason}")
    text = f"O pedido {event.code} ({event.title}) foi recusado: {ended(reason)}"
    notices.send(session, event, text, event.authors, by=by, now=now, buttons=(Button("Ver", f"ver {event.code}"),))


def held(session: Session, event: Event, outcome: str, *, by: Person, now: datetime) -> Due | None:
    """Note that an event was held; of a meeting the ata is due in five business days. Returns that date."""
    people.require_keeper(session, event, by, now)
    if event.status not in HELD_IN:
        raise Refusal(f"{event.code} está {state_of(event)}.")
    if event.starts_at > now:
        raise Refusal(f"{event.code} ainda não começou: é {when(event)}.")
    event.status, event.outcome = EventStatus.REALIZADO.value, outcome
    deadlines.close(session, event.id, kind=BRIEFING, now=now)
    audit.write(
        session, "realizacao", by=by, now=now, record_id=event.id, text=f"realizado{f': {outcome}' if outcome else ''}"
    )
    if not kind_of(event.event_kind).is_meeting:
        public.to_correct(session, event, now)
        return None
    return begin_ata(session, event, by=by, now=now)


def begin_ata(session: Session, event: Event, *, by: Person, now: datetime) -> Due:
    """Open the ata of a meeting that was held: its date is that of whoever records it."""
    event.ata = AtaStatus.MINUTA.value
    for each in people.of(session, event):
        each.presence = each.presence or ("presente" if each.capacity == people.CHAIR else "")
    due = _after(session, moments.today(event.starts_at), _ATA_IN)
    deadlines.open_deadline(session, event.id, ATA, due, owner=by, now=now)
    return due


def not_held(session: Session, event: Event, reason: str, *, by: Person, now: datetime) -> None:
    """Note that an event was not held."""
    people.require_keeper(session, event, by, now)
    if event.status not in HELD_IN or event.starts_at > now:
        raise Refusal(
            f"{event.code} está {state_of(event)}, {when(event)}: para desmarcar: cancelar {event.code} motivo"
        )
    event.status, event.outcome = EventStatus.NAO_REALIZADO.value, reason
    deadlines.close(session, event.id, now=now, void=True)
    audit.write(session, "nao_realizacao", by=by, now=now, record_id=event.id, text=f"não realizado: {reason}")


def ask_briefing(session: Session, event: Event, who: Person | Orgao, due: Due, *, by: Person, now: datetime) -> None:
    """Ask somebody to prepare an event, until a moment before it."""
    people.require_keeper(session, event, by, now)
    if due.at > event.starts_at:
        raise Refusal(f"O preparo vem antes: {event.code} é {when(event)}.")
    deadlines.open_deadline(session, event.id, BRIEFING, due, owner=who, now=now)
    audit.write(
        session,
        "briefing_pedido",
        by=by,
        now=now,
        record_id=event.id,
        text=f"preparo pedido a {who.name} até {due.text}",
    )
    text = f"{by.name} pede o preparo de {event.code} até {due.text}: {ended(event.title)}\n{when(event)}"
    notices.assign(
        session,
        event.id,
        text,
        [who],
        by=by,
        now=now,
        buttons=(Button("Escrever", f"briefing {event.code}"), Button("Ver", f"ver {event.code}")),
    )


def brief(session: Session, event: Event, text: str, *, by: Person, now: datetime) -> None:
    """Hand in the briefing of an event: three lines for whoever goes."""
    who = standing(session, by, now)
    asked = [each for each in deadlines.open_of(session, event.id) if each.kind == BRIEFING]
    mine = [each for each in asked if each.person_id in who.person_ids or each.orgao_id in who.orgao_ids]
    if not mine and not people.may_keep(session, event, by, now):
        raise Refusal(f"O preparo de {event.code} não foi pedido a você.")
    event.details = {**event.details, "briefing": [*event.details.get("briefing", []), {"by": by.name, "text": text}]}
    for each in mine:
        deadlines.close(session, event.id, kind=BRIEFING, item_id=each.item_id, now=now)
    audit.write(session, "briefing", by=by, now=now, record_id=event.id, text=f"preparo entregue: {clip(text, 100)}")
    notices.send(
        session,
        event,
        f"Preparo de {event.code} entregue por {by.name}.",
        event.authors,
        by=by,
        now=now,
        buttons=(Button("Ver", f"ver {event.code}"),),
    )
