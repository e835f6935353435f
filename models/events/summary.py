"""What the agenda and the meetings came to in some days, and what of the coming ones asks for attention."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import deadlines, moments
from models.deadlines import IS_OPEN, Deadline
from models.events import calendar, meetings
from models.events.calendar import BusyTime
from models.events.subject import BLOQUEIO, BRIEFING, kind_of
from models.events.tables import (
    HELD_IN,
    AgendaItem,
    Deliberation,
    Event,
    EventStatus,
    Participant,
    PersonAnswer,
)
from models.people import Person, Role, with_role
from models.records import Record

_DAYS_AHEAD = 3
_MET = (EventStatus.REALIZADO, *HELD_IN)


@dataclass(frozen=True, slots=True)
class AgendaSum:
    """The mayor's engagements in some days and their minutes, the meetings, their deliberations and those past."""

    engagements: int
    minutes: int
    meetings: int
    deliberations: int
    past_due: int


def held(session: Session, first: date, last: date, now: datetime) -> AgendaSum:
    """What was held from one day to another, both included."""
    found = _between(session, moments.start_of(first), moments.start_of(moments.days_after(last, 1)), _MET)
    mayors = {each.id for each in with_role(session, Role.PREFEITO)}
    own = [each for each in found if each.owner_id in mayors and each.event_kind != BLOQUEIO.name and not each.all_day]
    met = [each for each in found if kind_of(each.event_kind).is_meeting]
    rows = session.scalars(select(Deliberation).where(Deliberation.event_id.in_([each.id for each in met]))).all()
    minutes = sum(int((each.ends_at - each.starts_at).total_seconds() // 60) for each in own)
    past = sum(each.due_at is not None and each.due_at < now and meetings.is_open(each) for each in rows)
    return AgendaSum(len(own), minutes, len(met), len(rows), past)


def _between(session: Session, since: datetime, until: datetime, states: Sequence[str]) -> list[Event]:
    query = select(Event).where(Event.starts_at >= since, Event.starts_at < until)
    found = session.scalars(query.where(Record.status.in_([str(each) for each in states])).order_by(Event.starts_at))
    return list(found)


def ahead(session: Session, now: datetime) -> list[Event]:
    """The events of the next three days that will be held."""
    return _between(session, now, now + timedelta(days=_DAYS_AHEAD), HELD_IN)


def unanswered(session: Session, events: Sequence[Event]) -> dict[int, int]:
    """How many of those called to each of these events have not answered, by its id."""
    ids = [each.id for each in events]
    found = session.scalars(
        select(Participant.event_id).where(
            Participant.event_id.in_(ids), Participant.answer == PersonAnswer.PENDENTE.value
        )
    ).all()
    return {each: found.count(each) for each in found}


def late_items(session: Session, now: datetime) -> list[tuple[Event, AgendaItem]]:
    """The items that came after their pauta had closed and wait for a decision."""
    query = select(Event, AgendaItem).join(AgendaItem, AgendaItem.event_id == Event.id)
    query = query.where(AgendaItem.state == meetings.LATE, Event.starts_at > now).order_by(Event.starts_at)
    return [(event, item) for event, item in session.execute(query)]


def late_briefings(session: Session, now: datetime) -> list[Event]:
    """The events whose preparation is past its date."""
    late = select(Deadline.record_id).where(Deadline.kind == BRIEFING, IS_OPEN, deadlines.is_late(now))
    return list(
        session.scalars(select(Event).where(Event.id.in_(late), Event.starts_at > now).order_by(Event.starts_at))
    )


def conflicts(session: Session, person: Person, now: datetime) -> list[tuple[BusyTime, BusyTime]]:
    """What collides in the agenda of a person in the next three days."""
    found = [
        each for each in calendar.busy(session, person.id, now, now + timedelta(days=_DAYS_AHEAD)) if _counts(each)
    ]
    return [(one, other) for one, other in pairwise(found) if other.starts < one.ends]


def _counts(each: BusyTime) -> bool:
    return not each.all_day and not each.tentative
