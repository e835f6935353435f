"""The public agenda of the mayor: what is to be read by anybody, and when."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, deadlines, moments, municipal_days
from models.base import Refusal
from models.calendar_feeds.entries import FeedEntry
from models.deadlines import Due
from models.events.feed import is_open
from models.events.people import is_desk
from models.events.subject import BLOQUEIO, INTERESSE, PUBLICACAO, state_of
from models.events.tables import TAKES_TIME, Event, EventStatus, ExternalEvent
from models.people import Person, Role, standing
from models.people.lists import includes, members_of
from models.texts import plural

RESERVED = "Compromisso reservado"
TOMORROW_AT = time(18)  # from this hour on tomorrow is public
CORRECTED_BY = time(12)
PUBLISHERS = "comunicacao"  # the list of who publishes
_BACK = 30  # days
_SHOWN = (*TAKES_TIME, EventStatus.CANCELADO)
_MAYORS = select(Person.id).where(Person.role == Role.PREFEITO, Person.active)


@dataclass(frozen=True, slots=True)
class PublicItem:
    """One engagement as anybody may read it; of what is reserved only the hour."""

    event_id: int
    sequence: int
    starts_at: datetime
    ends_at: datetime
    all_day: bool
    title: str
    place: str
    cancelled: bool

    def as_entry(self) -> FeedEntry:
        """The item for a calendar."""
        return FeedEntry(
            item=f"publico-{self.event_id}",
            record_id=self.event_id,
            uid=f"publico-{self.event_id}@gabinete",
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            date_only=self.all_day,
            title=self.title,
            place=self.place,
            cancelled=self.cancelled,
            is_private=False,
        )


def span(now: datetime) -> tuple[date, date]:
    """The first and the last day that are public."""
    today = moments.today(now)
    last = today + timedelta(days=1) if moments.local(now).time() >= TOMORROW_AT else today
    return today - timedelta(days=_BACK), last


def items(session: Session, now: datetime) -> list[PublicItem]:
    """The engagements of the mayor on the days that are public, in order."""
    return of_days(session, *span(now))


def of_days(session: Session, first: date, last: date) -> list[PublicItem]:
    """What is public of these days, whether it is their hour already or not."""
    return [_item(each) for each in _held(session, first, last) if _is_shown(each)]


def left_out(session: Session, day: date) -> list[tuple[str, str]]:
    """What of a day is not public, and why: the name it has in the house, and the reason."""
    found = []
    for each in _held(session, day, day):
        if not _is_shown(each):
            found.append((each.code, _why_not(each)))
        elif not is_open(each):
            found.append((each.code, f"sai só a hora: {RESERVED.lower()}"))
    until = moments.start_of(day + timedelta(days=1))
    elsewhere = select(ExternalEvent.title).where(ExternalEvent.owner_id.in_(_MAYORS), ExternalEvent.starts_at < until)
    theirs = session.scalars(elsewhere.where(ExternalEvent.ends_at > moments.start_of(day)))
    return found + [(title, "só está no calendário de fora") for title in theirs]


def publish(session: Session, day: date, *, by: Person, now: datetime) -> list[PublicItem]:
    """Note that the agenda of a day was published, corrections of that day with it. Returns it. Raises Refusal."""
    require_publisher(session, by, now)
    found = of_days(session, day, day)
    for each in found:
        deadlines.close(session, each.event_id, kind=PUBLICACAO, now=now)
    said = f"agenda pública de {day:%d/%m/%Y}: {plural(len(found), 'compromisso', 'compromissos')}"
    audit.write(session, "agenda_publicada", by=by, now=now, text=said)
    return found


def require_publisher(session: Session, by: Person, now: datetime) -> None:
    """Refuse whoever neither keeps agendas nor is on the list of who publishes."""
    if not may_publish(session, by, now):
        raise Refusal(f"Só a agenda do gabinete e a comunicação (lista @{PUBLISHERS}) publicam a agenda.")


def may_publish(session: Session, by: Person, now: datetime) -> bool:
    return is_desk(session, by, now) or includes(session, PUBLISHERS, standing(session, by, now))


def to_correct(session: Session, event: Event, now: datetime) -> None:
    """Ask who publishes to say of a public engagement what it was, until noon of the next business day.

    Where no list of publishers exists, nobody is asked.
    """
    who = next(iter(members_of(session, PUBLISHERS)), None)
    if who is None or event.owner.role != Role.PREFEITO or not (_is_shown(event) and is_open(event)):
        return
    known = municipal_days.current(session)
    due = Due(moments.at(known.add_business_days(moments.today(now), 1), CORRECTED_BY))
    deadlines.open_deadline(session, event.id, PUBLICACAO, due, owner=who, now=now)


def _held(session: Session, first: date, last: date) -> list[Event]:
    query = (
        select(Event)
        .where(Event.owner_id.in_(_MAYORS))
        .where(Event.starts_at >= moments.start_of(first))
        .where(Event.starts_at < moments.start_of(last + timedelta(days=1)))
        .order_by(Event.starts_at, Event.id)
    )
    return list(session.scalars(query))


def _is_shown(event: Event) -> bool:
    return event.status in _SHOWN and event.event_kind != BLOQUEIO.name


def _why_not(event: Event) -> str:
    if event.event_kind == BLOQUEIO.name:
        return "tempo bloqueado"
    return "ainda é pedido" if event.status == EventStatus.PEDIDO else f"está {state_of(event)}"


def _title(event: Event) -> str:
    """What it is for; of private interests and of trips paid from outside also whose."""
    more = [f"com {event.requester}"] if event.requester and event.event_kind == INTERESSE.name else []
    more += [f"interesse: {event.details['interesse']}"] if event.details.get("interesse") else []
    more += [f"paga por {event.details['pago_por']}"] if event.details.get("pago_por") else []
    return f"{event.title} ({'; '.join(more)})" if more else event.title


def _item(event: Event) -> PublicItem:
    shown, cancelled = is_open(event), event.status == EventStatus.CANCELADO
    return PublicItem(
        event_id=event.id,
        sequence=event.sequence + cancelled,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        all_day=event.all_day,
        title=_title(event) if shown else RESERVED,
        place=event.place if shown else "",
        cancelled=cancelled,
    )
