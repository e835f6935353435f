"""When a message waits: in a silence that the reader asked for, at night, and behind many that came just before."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from models import moments, municipal_days, quiet_hours
from models.base import Base
from models.people import Destination

_BURST = 2  # notices from people that come one by one; those that follow within _LAST come together
_LAST = timedelta(minutes=10)
PAUSE = timedelta(minutes=2)
_HELD = "held messages"


def held(
    session: Session,
    places: Sequence[Destination],
    at: datetime,
    *,
    now: datetime,
    record_id: int | None,
    sender_id: int | None,
) -> dict[int, datetime]:
    """When each of these readers may be told, of those who may not at `at`. `sender_id`: the person who writes.

    A message about a record of which something is due before that does not wait.
    """
    found = _asked_to_wait(session, places, at, sender_id)
    if found and _is_needed(session, record_id, max(found.values())):
        return {}
    if sender_id is not None:
        others = {place.person_id for place in places} - found.keys()
        found |= _following(session, others, now, record_id)
    return found


def note(session: Session, keys: Sequence[str]) -> None:
    """Remember the keys of the messages that people wrote and that wait."""
    if keys:
        session.info.setdefault(_HELD, []).extend(keys)


def noted(session: Session) -> list[str]:
    """The keys of the messages that wait since this was last asked."""
    keys: list[str] = session.info.pop(_HELD, [])
    return keys


def _asked_to_wait(
    session: Session, places: Sequence[Destination], at: datetime, sender_id: int | None
) -> dict[int, datetime]:
    """When those in silence may be told, and those whom a person writes to at night."""
    found: dict[int, datetime] = {}
    for place in places:
        until = max(at, place.silent_until) if place.silent_until else at
        if sender_id is not None and place.person_id != sender_id:
            calendar = municipal_days.current(session)
            until = quiet_hours.next_allowed(quiet_hours.read(place.preferences), until, calendar)
        if until > at:
            found[place.person_id] = until
    return found


def _is_needed(session: Session, record_id: int | None, until: datetime) -> bool:
    if record_id is None:
        return False
    ends = session.connection().scalar(_first_end(), {"record_id": record_id})
    return ends is not None and ends <= until


def _following(session: Session, person_ids: set[int], now: datetime, record_id: int | None) -> dict[int, datetime]:
    """When those are told the rest who were told much by people just now: all that follows leaves as one."""
    if not person_ids:
        return {}
    tomorrow = moments.start_of(moments.days_after(moments.today(now), 1))
    about = {"ids": list(person_ids), "since": now - _LAST, "record_id": record_id}
    rows = session.connection().execute(_latest(), about)
    many = [row for row in rows if row.ends is None or row.ends > tomorrow]
    return {row.id: row.until if row.until and now < row.until <= now + PAUSE else now + PAUSE for row in many}


# The tables are built on the outbox, which asks here: their queries are made at the first use.
@lru_cache
def _latest() -> Select[Any]:
    """The people among `ids` who were told much since then, and when the last notice that waits leaves."""
    # No count and no maximum: of a thousand notices of an import, the last ones say it.
    sent, person = Base.metadata.tables["outbox"].c, Base.metadata.tables["people"].c
    since = (sent.person_id == person.id, sent.sender_id.is_not(None), sent.created_at > bindparam("since"))
    last = select(sent.not_before).where(*since).order_by(sent.created_at.desc()).limit(1)
    until = last.where(sent.joins).scalar_subquery().label("until")
    ends = _first_end().scalar_subquery().label("ends")
    told_much = last.offset(_BURST - 1).scalar_subquery().is_not(None)
    return select(until, ends, person.id).where(person.id.in_(bindparam("ids", expanding=True)), told_much)


@lru_cache
def _first_end() -> Select[Any]:
    deadline = Base.metadata.tables["deadlines"].c
    of_record = deadline.record_id == bindparam("record_id")
    return select(func.min(deadline.due_at)).where(of_record, deadline.state == "open")
