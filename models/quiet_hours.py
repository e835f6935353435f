"""Quiet hours: when a scheduled message may reach a person. Urgent messages ignore them.

Preferences are kept in `Person.preferences`: {"digest": "07:30" or false, "reminders": true or false,
"quiet": ["20:00", "07:00"] or false, "doors": the doors of pushes (models/people/reach.py), "pdf": true or false}.
A missing or unreadable one counts as the default.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models import moments
from models.calendar import Calendar
from models.people import DoorPreference, Person, door_preferences

DIGEST_AT = time(7, 30)
QUIET = (time(20), time(7))
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_PREFERENCES = select(Person.id, Person.preferences).where(Person.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class Preferences:
    """The preferences of a person. `digest` None: no digest. `quiet` from an hour to another; equal: never."""

    digest: time | None = DIGEST_AT
    digest_chosen: bool = False
    reminders: bool = True
    quiet: tuple[time, time] = QUIET
    quiet_chosen: bool = False
    doors: tuple[DoorPreference, ...] = ()
    pdf: bool = False  # acts come with their PDF


DEFAULT_PREFERENCES = Preferences()


def read(preferences: dict[str, Any] | None) -> Preferences:
    """The preferences stored in `Person.preferences`."""
    if not preferences or not isinstance(preferences, dict):
        return DEFAULT_PREFERENCES
    digest, quiet = hour(preferences.get("digest")), _quiet(preferences.get("quiet"))
    return Preferences(
        digest=None if preferences.get("digest") is False else digest or DIGEST_AT,
        digest_chosen=digest is not None,
        reminders=preferences.get("reminders") is not False,
        quiet=quiet or QUIET,
        quiet_chosen=quiet is not None,
        doors=door_preferences(preferences),
        pdf=preferences.get("pdf") is True,
    )


def hour(value: Any) -> time | None:
    """`07:30` as an hour; None for anything else."""
    return time.fromisoformat(value) if isinstance(value, str) and _HOUR.fullmatch(value) else None


def preferences_of(session: Session, person_ids: Iterable[int]) -> dict[int, Preferences]:
    rows = session.connection().execute(_PREFERENCES, {"ids": list(set(person_ids))})
    return {row.id: read(row.preferences) for row in rows}


def next_allowed(preferences: Preferences, moment: datetime, calendar: Calendar) -> datetime:
    """The moment itself if the person may be reached then; else the first later one."""
    here = moments.local(moment)
    day = here.date()
    if not calendar.is_business_day(day):
        return _morning(preferences, calendar.next_business_day(day), calendar)
    starts, ends = preferences.quiet
    if starts <= ends:
        return moments.at(day, ends) if starts <= here.time() < ends else moment
    if here.time() < ends:
        return moments.at(day, ends)
    return _morning(preferences, calendar.add_business_days(day, 1), calendar) if here.time() >= starts else moment


def _morning(preferences: Preferences, day: date, calendar: Calendar) -> datetime:
    starts, ends = preferences.quiet
    return moments.at(day, ends) if starts > ends else next_allowed(preferences, moments.at(day, QUIET[1]), calendar)


def _quiet(value: Any) -> tuple[time, time] | None:
    if value is False:
        return time(), time()
    if not isinstance(value, list | tuple) or len(value) != 2:
        return None
    starts, ends = hour(value[0]), hour(value[1])
    return (starts, ends) if starts is not None and ends is not None else None
