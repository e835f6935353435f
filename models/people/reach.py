"""The addresses at which a person is reached, by their preferences and the hour."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from models import moments
from models.doors import DoorState
from models.people.silences import Silence
from models.people.substitution import stand_ins
from models.people.tables import Address, Person

TERMINAL = "console"
DOORS = {"telegram": "Telegram", "slack": "Slack", TERMINAL: "terminal"}
_REACHED = (
    select(
        Address.person_id,
        Address.channel,
        Address.address,
        func.coalesce(Address.last_used_at, Address.bound_at).label("used_at"),
        Person.preferences,
        DoorState.reason,
        Silence.until.label("silent_until"),
    )
    .join(Person, Person.id == Address.person_id)
    .outerjoin(DoorState, DoorState.name == Address.channel)
    .outerjoin(Silence, Silence.person_id == Address.person_id)
    .where(Address.active, Address.unreachable_since.is_(None))
    .where(Address.person_id.in_(bindparam("ids", expanding=True)))
    .order_by(Address.id)
)
_WITH_ADDRESS = (
    select(Address.person_id)
    .where(Address.active, Address.unreachable_since.is_(None))
    .where(Address.person_id.in_(bindparam("ids", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class Destination:
    """One address that a message for `meant_for_id` goes to; the person there may be a substitute.

    `preferences`, `silent_until`: what the person there asked for.
    """

    person_id: int
    meant_for_id: int
    channel: str
    address: str
    preferences: dict[str, Any] | None = field(default=None, compare=False)
    silent_until: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class DoorPreference:
    """The preference for a door: always, or from one hour of the day to another."""

    channel: str
    hours: tuple[time, time] | None = None

    def holds_at(self, hour: time) -> bool:
        if self.hours is None:
            return False
        starts, ends = self.hours
        return starts <= hour < ends if starts <= ends else hour >= starts or hour < ends


@dataclass(frozen=True, slots=True)
class AddressInUse:
    """One address in use. `shut`: its door sends nothing at present."""

    channel: str
    address: str
    used_at: datetime
    shut: bool = False

    @property
    def rank(self) -> tuple[bool, datetime]:
        """The sort key: the last one used is the best; a terminal, at which nobody may be sitting, comes last."""
        return self.channel != TERMINAL, self.used_at


@dataclass(frozen=True, slots=True)
class _Reader:
    """The addresses of a person, and what the person asked for."""

    preferences: dict[str, Any] | None
    silent_until: datetime | None
    places: list[AddressInUse] = field(default_factory=list)

    @property
    def wishes(self) -> tuple[DoorPreference, ...]:
        return door_preferences(self.preferences)


def door_name(channel: str) -> str:
    """The name of a door, for people."""
    return DOORS.get(channel, channel)


def door_preferences(preferences: dict[str, Any] | None) -> tuple[DoorPreference, ...]:
    """The stored preferences: `doors`: [{"channel": "slack", "hours": ["08:00", "18:00"] or null}]."""
    kept = preferences.get("doors") if isinstance(preferences, dict) else None
    usable = [each for each in kept if isinstance(each, dict) and each.get("channel")] if isinstance(kept, list) else []
    return tuple(DoorPreference(str(each["channel"]), _hours(each.get("hours"))) for each in usable)


def chosen(
    places: list[AddressInUse], wishes: tuple[DoorPreference, ...], hour: time, *, everywhere: bool
) -> list[AddressInUse]:
    """The addresses chosen for that hour that serve; without a choice all of them, or only the last one used."""
    open_now = [each for each in places if not each.shut] or places
    now = {wish.channel for wish in wishes if wish.holds_at(hour)}
    always = {wish.channel for wish in wishes if wish.hours is None}
    for wanted in (now, always):
        if picked := [each for each in open_now if each.channel in wanted]:
            return picked
    named = {wish.channel for wish in wishes}
    rest = [each for each in open_now if each.channel not in named] or open_now
    return rest if everywhere or not rest else [max(rest, key=lambda each: each.rank)]


def destinations(
    session: Session, person_ids: Iterable[int], at: datetime, *, now: datetime, everywhere: bool, own: bool = False
) -> dict[int, list[Destination]]:
    """The addresses for a message that leaves at that moment, by person meant (empty: nobody can be reached).

    `own`: also while a substitute answers.
    """
    substitutes = {} if own else stand_ins(session, moments.today(now))
    meant = {person_id: substitutes.get(person_id, person_id) for person_id in person_ids}
    hour = moments.local(at).time()
    found = _reached(session, set(meant.values()))
    reached: dict[int, list[Destination]] = {}
    for person_id, reader_id in meant.items():
        reader = found.get(reader_id)
        picked = chosen(reader.places, reader.wishes, hour, everywhere=everywhere) if reader else []
        asked = (reader.preferences, reader.silent_until) if reader else (None, None)
        reached[person_id] = [Destination(reader_id, person_id, each.channel, each.address, *asked) for each in picked]
    return reached


def ways_to(session: Session, person_id: int, now: datetime) -> list[Destination]:
    """Every address of the person who answers for that person today, the best first."""
    reader_id = stand_ins(session, moments.today(now)).get(person_id, person_id)
    reader = _reached(session, {reader_id}).get(reader_id)
    best = sorted(reader.places if reader else (), key=lambda each: (not each.shut, *each.rank), reverse=True)
    return [Destination(reader_id, person_id, each.channel, each.address) for each in best]


def own_addresses(session: Session, person: Person) -> list[Destination]:
    """The own addresses of a person that serve, the oldest first, also while a substitute answers."""
    serving = (Address.person_id == person.id, Address.active, Address.unreachable_since.is_(None))
    query = select(Address.channel, Address.address).where(*serving).order_by(Address.id)
    return [Destination(person.id, person.id, row.channel, row.address) for row in session.execute(query)]


def with_address(session: Session, person_ids: Iterable[int]) -> set[int]:
    """The ids, of these people, with an own address that serves."""
    return set(session.connection().execute(_WITH_ADDRESS, {"ids": list(person_ids)}).scalars())


def _reached(session: Session, ids: set[int]) -> dict[int, _Reader]:
    found: dict[int, _Reader] = {}
    for row in session.connection().execute(_REACHED, {"ids": list(ids)}):
        reader = found.setdefault(row.person_id, _Reader(row.preferences, row.silent_until))
        reader.places.append(AddressInUse(row.channel, row.address, row.used_at, bool(row.reason)))
    return found


def _hours(value: Any) -> tuple[time, time] | None:
    try:
        return (time.fromisoformat(value[0]), time.fromisoformat(value[1])) if value else None
    except (IndexError, KeyError, TypeError, ValueError):  # an unreadable preference counts as none
        return None
