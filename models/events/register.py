"""Registering events, and what happens to their time: moved, held, not held, cancelled."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from models import audit, deadlines, moments, moves, municipal_days, notices, records
from models.base import Button, Refusal
from models.deadlines import Due
from models.events import people
from models.events.calendar import LONGEST, BusyTime
from models.events.people import Called
from models.events.subject import BRIEFING, SUBJECT, VIAGEM, kind_of, named, state_of
from models.events.tables import HELD_IN, Event, EventKind, EventStatus, PersonAnswer, Venue, Visibility
from models.moves import Move
from models.people import Orgao, Person
from models.records import AccessLevel
from models.texts import ended

_BEFORE, _MOST_TIMES = "horas anteriores", 20
_NOON = time(12)


CANCEL = Move(
    verb="cancelar",
    past="cancelou",
    done="cancelado",
    action="cancelamento",
    sources=(*HELD_IN, EventStatus.PEDIDO),
    to=EventStatus.CANCELADO,
    may=people.may_keep,
    who="quem o marcou, por quem o tem na agenda ou pela agenda do gabinete",
    why="a Prefeita viaja",
    met=False,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """What is known of an event when it is registered."""

    kind: EventKind
    title: str
    starts: datetime
    ends: datetime
    owner: Person
    place: str = ""
    venue: Venue | None = None
    all_day: bool = False
    invited: Sequence[Person | Orgao] = ()
    requester: str = ""
    contact: str = ""
    level: AccessLevel = AccessLevel.PUBLICO
    status: EventStatus = EventStatus.CONFIRMADO
    series: str = ""
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def busy(self) -> BusyTime:
        place, venue_id = (self.venue.name, self.venue.id) if self.venue else (self.place, None)
        return BusyTime(self.starts, self.ends, self.title, place, venue_id, all_day=self.all_day)


def busy_of(event: Event, starts: datetime | None = None, ends: datetime | None = None) -> BusyTime:
    """The time of an event, or another one wished for it."""
    where = (event.place, event.venue_id, event.travel, event.code, event.id)
    return BusyTime(starts or event.starts_at, ends or event.ends_at, event.title, *where, all_day=event.all_day)


def register(session: Session, new: NewEvent, *, by: Person, now: datetime) -> Event:
    """Register an event with the next number of its kind; the invited are called, for those away their substitutes.

    Any subject registers its own events by this, with a kind it declared.
    """
    check(new, now)
    year = moments.today(now).year
    code = f"{new.kind.sigla}-{records.draw_number(session, new.kind.sigla, year)}/{year}"
    values = {
        "event_kind": new.kind.name,
        "owner_id": new.owner.id,
        "starts_at": new.starts,
        "ends_at": new.ends,
        "all_day": new.all_day,
        "venue_id": new.venue.id if new.venue else None,
        "travel": 0 if new.kind is VIAGEM else None,  # the way is part of a trip
        "place": new.venue.name if new.venue else new.place,
        "visibility": Visibility.PUBLICO.value,
        "requester": new.requester,
        "contact": new.contact,
        "details": new.details,
        "series": new.series,
        "closes_at": closing(session, new, now),
        "outcome": "",
        "ata": "",
        "ata_text": "",
        "sequence": 0,
    }
    made = {"author_id": by.id, "orgao_id": by.orgao_id, "status": new.status.value, "access_level": new.level.value}
    search = (new.place, new.requester)
    event_id = records.create(session, Event, now=now, search=search, code=code, title=new.title, **made, **values)
    event: Event = records.load(session, Event, event_id)
    _call(session, event, new, by)
    audit.write(
        session,
        "registro",
        by=by,
        now=now,
        record_id=event_id,
        text=f"{new.kind.one}: {new.title}, {people.when(event)}",
    )
    return event


def check(new: NewEvent, now: datetime) -> None:
    """Refuse what cannot be: it ends before it begins, it is too long, it is in the past."""
    if new.ends <= new.starts:
        raise Refusal("O fim vem antes do começo. Exemplo: sexta 14h às 15h30")
    if new.ends - new.starts > LONGEST:
        raise Refusal("Um evento dura no máximo 31 dias.")
    if new.starts <= now and new.status != EventStatus.REALIZADO:
        raise Refusal(f"{people.span(new.starts, new.ends, new.all_day).capitalize()}, já passou.")


def _call(session: Session, event: Event, new: NewEvent, by: Person) -> None:
    day = moments.today(new.starts)
    found = people.called(session, new.invited, day)
    is_called = any(each.person is not None and each.person.id == new.owner.id for each in found)
    capacity = people.CHAIR if new.kind.is_meeting else people.OWNER
    if not is_called:
        people.add(session, event.id, [Called(new.owner)], capacity, PersonAnswer.CONFIRMOU)
    for each in found:
        mine = each.person is not None and each.person.id in (by.id, new.owner.id)
        people.add(session, event.id, [each], answer=PersonAnswer.CONFIRMOU if mine else PersonAnswer.PENDENTE)
    if new.level != AccessLevel.PUBLICO:
        records.grant(session, event.id, people=[by, new.owner, *(each.person for each in found if each.person)])


def closing(session: Session, new: NewEvent, now: datetime) -> datetime | None:
    """When the pauta of a meeting closes: at noon of the business day before, else when it begins."""
    if not new.kind.is_meeting or new.starts <= now:
        return None
    day = municipal_days.current(session).add_business_days(moments.today(new.starts), -1)
    noon = moments.at(day, _NOON)
    return noon if noon > now else new.starts


def convene(
    session: Session, event: Event, *, by: Person, now: datetime, following: Sequence[Event] = ()
) -> list[Person]:
    """Tell everybody called of an event, and of the later ones of its series; returns them."""
    to = [each for each in people.reached(session, event) if each.id != by.id]
    lead = (
        f"{by.name} convoca você para a {kind_of(event.event_kind).one}"
        if kind_of(event.event_kind).is_meeting
        else f"{by.name} marcou com você"
    )
    text = people.convocation(event, lead) + (f"\n{after_it(following)}" if following else "")
    buttons = people.buttons(event, is_series=bool(following))
    notices.assign(session, event.id, text, to, by=by, now=now, buttons=buttons)
    return to


def move(
    session: Session,
    event: Event,
    starts: datetime,
    ends: datetime,
    reason: str = "",
    *,
    by: Person,
    now: datetime,
    following: Sequence[Event] = (),
) -> list[Person]:
    """Give an event another time: who had confirmed must confirm again. Returns those told, who had the old time.

    `following`: the later ones of its series, which move by as much.
    """
    people.require_keeper(session, event, by, now)
    if event.status in SUBJECT.final:
        raise Refusal(f"{event.code} já está {state_of(event)}.")
    if starts <= now or ends <= starts:
        raise Refusal(f"{people.span(starts, ends).capitalize()}, não serve: já passou ou acaba antes de começar.")
    old, told = people.when(event), people.informed(session, event)
    days = moments.today(starts) - moments.today(event.starts_at)
    length, hour = ends - starts, moments.local(starts).time()
    _move_one(session, event, starts, ends, reason, by, now)
    for each in following:
        told += people.informed(session, each)
        begins = moments.at(moments.today(each.starts_at) + days, hour)
        _move_one(session, each, begins, begins + length, reason, by, now)
    why = f" Motivo: {ended(reason)}" if reason else ""
    more = f"\n{after_it(following)}" if following else ""
    text = f"{event.code} mudou: {event.title}\nEra {old}.\nAgora {people.when(event)}.{why}{more}"
    told = [*dict.fromkeys(told)]
    others = [each for each in told if each.id != event.owner_id or by.id != event.owner_id]
    notices.send(session, event, text, others, by=by, now=now, buttons=people.buttons(event))
    return [each for each in told if each.id != by.id]


def never_was(event: Event, starts: datetime) -> bool:
    """Whether an event neither begins nor ever began at a moment: another calendar gave it that one."""
    return starts != event.starts_at and _stamp(starts) not in event.details.get(_BEFORE, ())


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M}"


def cancel(
    session: Session, event: Event, reason: str, *, by: Person, now: datetime, following: Sequence[Event] = ()
) -> None:
    """Cancel an event, and the `following` of its series; everybody who knew the time is told which one it was."""
    moves.require(session, event, CANCEL, reason, by=by, now=now)
    told = [each for one in (event, *following) for each in people.informed(session, one)]
    for each in (event, *following):
        each.status = CANCEL.to
        deadlines.close(session, each.id, now=now, void=True)
        audit.write(session, CANCEL.action, by=by, now=now, record_id=each.id, text=f"cancelado: {reason}")
    more = f"\n{after_it(following)}" if following else ""
    text = f"{by.name} cancelou {named(event)}: {ended(event.title)}\nEra {people.when(event)}.{more}\nMotivo: {reason}"
    notices.send(session, event, text, told, by=by, now=now, buttons=(Button("Ver", f"ver {event.code}"),))


def after_it(following: Sequence[Event]) -> str:
    """`Também as 3 seguintes, até quarta-feira, 23/12.`"""
    last = moments.day_text(moments.today(following[-1].starts_at))
    many = "a seguinte" if len(following) == 1 else f"as {len(following)} seguintes"
    return f"Também {many}, até {last}."


def _move_one(
    session: Session, event: Event, starts: datetime, ends: datetime, reason: str, by: Person, now: datetime
) -> None:
    old, before = people.when(event), [*event.details.get(_BEFORE, ()), _stamp(event.starts_at)]
    event.details = {**event.details, _BEFORE: before[-_MOST_TIMES:]}
    event.starts_at, event.ends_at, event.sequence = starts, ends, event.sequence + 1
    for each in people.of(session, event):
        if each.person_id != event.owner_id:
            each.answer = PersonAnswer.PENDENTE.value
    if event.closes_at is not None:
        day = municipal_days.current(session).add_business_days(moments.today(starts), -1)
        event.closes_at = max(moments.at(day, _NOON), now) if moments.at(day, _NOON) > now else starts
    _move_briefings(session, event, now)
    said = f"de {old} para {people.when(event)}{f': {reason}' if reason else ''}"
    audit.write(session, "remarcacao", by=by, now=now, record_id=event.id, text=said)


def _move_briefings(session: Session, event: Event, now: datetime) -> None:
    """What prepares an event is due before it: no later than its new beginning."""
    late = [each for each in deadlines.open_of(session, event.id) if each.kind == BRIEFING]
    for each in late:
        if each.due_at > event.starts_at:
            deadlines.move(session, each, Due(event.starts_at), now=now)
