"""The calendar of a person: a day in order, the conflicts of a time with what is there, travel, and free times."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, bindparam, literal_column, select
from sqlalchemy.orm import Session

from models import lists, moments, municipal_days
from models.calendar import Calendar
from models.events.subject import SUBJECT
from models.events.tables import KIND, TAKES_TIME, Event, EventStatus, ExternalEvent, Participant, TravelTime, Venue
from models.lists import Wanted
from models.people import Person, Standing, standing
from models.records import Record, visible_to
from models.texts import fold

LONGEST = timedelta(days=31)  # of an event: further back nothing is looked for
MARGIN = 10  # minutes between two places, beside the travel
UNKNOWN_TRAVEL = 15
_LUNCH = (time(12), time(13, 30))
_EVENING = time(18)
_MOST_FREE = 3
_STEP = timedelta(minutes=15)
_DAYS_AHEAD = 15


@dataclass(frozen=True, slots=True)
class BusyTime:
    """A time taken in an agenda. `code`: the number of an event here; empty: it is in a calendar kept elsewhere."""

    starts: datetime
    ends: datetime
    title: str
    place: str = ""
    venue_id: int | None = None
    travel: int | None = None
    code: str = ""
    event_id: int = 0
    all_day: bool = False
    tentative: bool = False
    status: str = ""
    event_kind: str = ""

    def is_at(self, other: "BusyTime") -> bool:
        """Whether both are at one place, as far as is known."""
        same = self.venue_id is not None and self.venue_id == other.venue_id
        return same or not (self.place and other.place) or fold(self.place) == fold(other.place)


@dataclass(frozen=True, slots=True)
class Clash:
    """What a time collides with. `hard`: both at once; else the travel, or only a custom of the house, in `why`."""

    hard: bool
    why: str
    other: BusyTime | None = None
    needed: int = 0  # minutes between the two
    supposed: bool = False  # the travel is not in the table


_RECORD, _THERE = Record.__table__.c, ExternalEvent.__table__.c
_TRAVEL, _TIMES = "travel times", select(TravelTime.from_id, TravelTime.to_id, TravelTime.minutes)
_IS_THEIRS = select(Participant.id).where(Participant.event_id == Event.id, Participant.person_id == bindparam("who"))
_OWN = (  # built once: to build it costs more than to ask it
    select(
        *(Event.id, Event.starts_at, Event.ends_at, Event.place, Event.venue_id, Event.travel, Event.all_day),
        *(Event.event_kind, _RECORD.code, _RECORD.title, _RECORD.status),
    )
    .join_from(Event.__table__, Record.__table__, Event.__table__.c.id == _RECORD.id)
    .where(Event.starts_at < bindparam("last"), Event.starts_at > bindparam("far"), Event.ends_at > bindparam("first"))
    .where(_RECORD.status.in_([str(each) for each in TAKES_TIME]), _IS_THEIRS.exists())
)
_ELSEWHERE = (
    select(*(_THERE[name] for name in ("starts_at", "ends_at", "title", "place", "travel", "all_day", "tentative")))
    .where(_THERE.owner_id == bindparam("who"), _THERE.starts_at < bindparam("last"))
    .where(_THERE.starts_at > bindparam("far"), _THERE.ends_at > bindparam("first"), _THERE.free.is_(False))
)


def busy(session: Session, person_id: int, first: datetime, last: datetime, *, but: int = 0) -> list[BusyTime]:
    """What takes the time of a person between two moments, in order; `but`: the id of an event left out."""
    asked = {"who": person_id, "first": first, "last": last, "far": first - LONGEST}
    found = [
        BusyTime(
            *(row.starts_at, row.ends_at, row.title, row.place, row.venue_id, row.travel, row.code, row.id),
            all_day=row.all_day,
            status=row.status,
            event_kind=row.event_kind,
        )
        for row in session.execute(_OWN, asked)
        if row.id != but
    ]
    for row in session.execute(_ELSEWHERE, asked):
        venue = venue_of(session, row.place)
        where = (row.title, row.place, venue.id if venue else None, row.travel)
        found.append(BusyTime(row.starts_at, row.ends_at, *where, all_day=row.all_day, tentative=row.tentative))
    return sorted(found, key=lambda each: (each.starts, each.ends))


def clashes(session: Session, person_id: int, new: BusyTime) -> list[Clash]:
    """What a time collides with in the agenda of a person: the hard first, then travel, then the hour and the day."""
    span = timedelta(hours=6)
    around = busy(session, person_id, new.starts - span, new.ends + span, but=new.event_id)
    found = [each for other in around if (each := _clash(session, new, other))]
    calendar = municipal_days.current(session)
    found += [] if new.all_day else [Clash(hard=False, why=why) for why in _customs(new, calendar)]
    return sorted(found, key=lambda each: not each.hard)


def _clash(session: Session, new: BusyTime, other: BusyTime) -> Clash | None:
    if new.starts < other.ends and other.starts < new.ends:
        if other.all_day or other.tentative:
            return Clash(hard=False, why="a confirmar" if other.tentative else "no mesmo dia", other=other)
        return Clash(hard=True, why="ao mesmo tempo", other=other)
    before, after = (other, new) if other.ends <= new.starts else (new, other)
    needed, supposed = between(session, before, after)
    if after.starts - before.ends >= timedelta(minutes=needed):
        return None
    return Clash(hard=False, why="deslocamento", other=other, needed=needed, supposed=supposed)


def _customs(new: BusyTime, calendar: Calendar) -> Iterator[str]:
    starts, ends = moments.local(new.starts), moments.local(new.ends)
    if why := calendar.why_not(starts.date()):
        yield why
    if starts.time() < _LUNCH[1] and ends.time() > _LUNCH[0] and starts.date() == ends.date():
        yield "hora do almoço"
    if starts.time() >= _EVENING or ends.date() > starts.date() or ends.time() > _EVENING:
        yield "depois das 18h"


def between(session: Session, before: BusyTime, after: BusyTime) -> tuple[int, bool]:
    """The minutes needed from one event to the next, and whether the travel in them is only supposed.

    The travel counts once, with one margin; at the same place nothing is needed.
    """
    if before.is_at(after) and after.travel is None:
        return 0, False
    minutes, supposed = travel(session, before.venue_id, after)
    return minutes + MARGIN, supposed


def travel(session: Session, from_id: int | None, to: BusyTime) -> tuple[int, bool]:
    """The minutes of travel to an event, and whether they are supposed, for lack of a line in the table."""
    if to.travel is not None:
        return to.travel, False
    if not to.place or (from_id is not None and from_id == to.venue_id):
        return 0, False
    known = _minutes(session, from_id, to.venue_id)
    return (UNKNOWN_TRAVEL, True) if known is None else (known, False)


def _minutes(session: Session, one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return None
    if _TRAVEL not in session.info:  # a search for a free hour asks hundreds of times
        rows = session.execute(_TIMES)
        session.info[_TRAVEL] = {pair: row.minutes for row in rows for pair in ((row[0], row[1]), (row[1], row[0]))}
    found: int | None = session.info[_TRAVEL].get((one, other))
    return found


def forget_travel(session: Session) -> None:
    """Read the table of travel times anew when it is next needed."""
    session.info.pop(_TRAVEL, None)


def departure(session: Session, each: BusyTime, before: BusyTime | None) -> datetime | None:
    """When to leave for an event: from the one before on that day, else from the base; None: it is there already."""
    start = base(session)
    from_id = before.venue_id if before else start.id if start else None
    if before is not None and before.is_at(each) and each.travel is None:
        return None
    minutes, _ = travel(session, from_id, each)
    return each.starts - timedelta(minutes=minutes + MARGIN) if minutes else None


def base(session: Session) -> Venue | None:
    """The venue from which people leave."""
    return session.scalar(select(Venue).where(Venue.is_base).limit(1))


def venue_of(session: Session, name: str) -> Venue | None:
    """The venue of that name."""
    return session.scalar(select(Venue).where(Venue.key == fold(name).strip(" .,;:"))) if name else None


def free(
    session: Session,
    person_ids: Sequence[int],
    minutes: int,
    first: datetime,
    last: datetime,
    like: BusyTime | None = None,
) -> list[datetime]:
    """The next times free for all of these people, inside the hours of work. `like`: the event looked for."""
    calendar, found = municipal_days.current(session), list[datetime]()
    around = [each for who in person_ids for each in busy(session, who, first - LONGEST, last)]
    length = timedelta(minutes=minutes)
    for start in _starts(calendar, first, min(last, first + timedelta(days=_DAYS_AHEAD)), length):
        new = BusyTime(start, start + length, "", like.place if like else "", like.venue_id if like else None)
        if not _is_apart(start, found):
            continue
        if not any(_clash(session, new, each) for each in around) and not list(_customs(new, calendar)):
            found.append(start)
            if len(found) == _MOST_FREE:
                break
    return found


def _is_apart(start: datetime, found: Sequence[datetime]) -> bool:
    """Whether a time is another choice: half an hour after the last one, the third on another day."""
    if not found:
        return True
    same_day = moments.today(start) == moments.today(found[-1])
    return start - found[-1] >= 2 * _STEP and not (same_day and len(found) == _MOST_FREE - 1)


def _starts(calendar: Calendar, first: datetime, last: datetime, length: timedelta) -> Iterator[datetime]:
    """The quarters of an hour at which something so long fits into the hours of work."""
    day = moments.today(first)
    while moments.start_of(day) < last:
        if calendar.is_business_day(day):
            start = moments.at(day, calendar.work_day_start(day))
            while start + length <= moments.at(day, calendar.work_day_end(day)):
                if first <= start < last:
                    yield start
                start += _STEP
        day = moments.days_after(day, 1)


def day_of(session: Session, person_id: int, day: date) -> list[BusyTime]:
    """The agenda of one day."""
    return busy(session, person_id, moments.start_of(day), moments.start_of(moments.days_after(day, 1)))


def next_of(session: Session, person_id: int, now: datetime) -> Event | None:
    """The event of today, of one's own agenda, that has not ended: the first one to begin."""
    found = [each for each in day_of(session, person_id, moments.today(now)) if each.event_id and each.ends > now]
    ahead = [each for each in found if each.starts > now - timedelta(minutes=30) and not each.all_day]
    return session.get(Event, ahead[0].event_id) if ahead else None


def same_day(session: Session, kind: str, title: str, day: date) -> Event | None:
    """An event of that kind and title that will be held on that day."""
    first, last = moments.start_of(day), moments.start_of(moments.days_after(day, 1))
    query = select(Event).where(Event.starts_at >= first, Event.starts_at < last, Event.event_kind == kind)
    found = session.scalars(query.where(Record.status.in_([str(each) for each in TAKES_TIME])))
    return next((each for each in found if fold(each.title) == fold(title)), None)


def visible(session: Session, ids: Sequence[int], viewer: Standing) -> set[int]:
    """The ids, of these events, that a person may read."""
    query = select(Record.id).where(Record.id.in_(ids), visible_to(viewer))
    own = select(Participant.event_id).where(
        Participant.event_id.in_(ids), Participant.person_id.in_(viewer.person_ids)
    )
    return {*session.scalars(query), *session.scalars(own)} if ids else set()


def unanswered(session: Session) -> list[Event]:
    """The requests of agenda that wait for an answer, the first one first."""
    return list(
        session.scalars(
            select(Event).where(Record.kind == KIND, Record.status == EventStatus.PEDIDO.value).order_by(Event.id)
        )
    )


def listed(
    session: Session, wanted: Wanted, *where: ColumnElement[bool], by: Person, now: datetime
) -> tuple[list[Event], int]:
    """One page of the events that a person may see, or all of them, in order of time; and how many there are."""
    conditions = (visible_to(standing(session, by, now)), *lists.narrowed(session, SUBJECT, wanted, now), *where)
    query = select(Event).where(*conditions)
    ahead = not wanted.states or set(wanted.states) <= set(map(str, SUBJECT.active))
    ordered = query.order_by(Event.starts_at if ahead else Event.starts_at.desc(), Event.id)
    if wanted.whole:
        found = list(session.scalars(ordered))
        return found, len(found)
    page = list(session.scalars(ordered.limit(literal_column(str(wanted.size))).offset(wanted.skipped)))
    return page, lists.counted(session, query, wanted, len(page))
