"""The calendar of a feed: what changed is written anew, and whoever has it already is told so at little cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import moments
from models.audit import Audit
from models.base import insert_rows
from models.calendar_feeds import entries
from models.calendar_feeds.entries import FeedEntry
from models.calendar_feeds.feeds import CalendarEntry, CalendarFeed
from models.deadlines import Deadline, DeadlineState, owned_by
from models.people import Person, standing
from models.records import AccessLevel, Record, visible_to
from models.subjects import deadline_kind

_KEPT = timedelta(days=60)  # what ended is still shown, and what was cancelled still said
_MOST = 5_000
_OPEN = (DeadlineState.OPEN.value, DeadlineState.PAUSED.value)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a feed holds at a moment."""

    etag: str
    text: bytes


def etag_at(session: Session, feed: CalendarFeed, now: datetime) -> str:
    """The tag of the calendar as it is now; its entries are written anew where anything changed."""
    head, day = session.scalar(select(func.max(Audit.id))) or 0, f"{moments.today(now)}"
    if feed.etag and (feed.as_of, feed.day) == (head, day):  # nothing at all happened since
        return feed.etag
    session.refresh(feed, with_for_update=True)
    found = _found(session, feed, now)
    wanted = {each.deadline_id: each.digest for each in found}
    query = select(CalendarEntry.deadline_id, CalendarEntry.digest).where(CalendarEntry.feed_id == feed.id)
    known: dict[int, str] = {row.deadline_id: row.digest for row in session.execute(query)}
    if wanted != {key: digest for key, digest in known.items() if digest != entries.CANCELLED}:
        _write(session, feed, [each for each in found if known.get(each.deadline_id) != each.digest], now)
        _cancel(session, feed, set(known) - set(wanted), now)
        known = {row.deadline_id: row.digest for row in session.execute(query)}
    feed.etag = sha256(repr(sorted(known.items())).encode()).hexdigest()[:32]
    feed.as_of, feed.day = head, day
    return feed.etag


def text_of(session: Session, feed: CalendarFeed, now: datetime) -> Seen:
    """The whole calendar, with its tag."""
    etag = etag_at(session, feed, now)
    query = select(CalendarEntry.text).where(CalendarEntry.feed_id == feed.id).order_by(CalendarEntry.deadline_id)
    name = session.get_one(Person, feed.person_id).name
    return Seen(etag, entries.calendar(name, session.scalars(query), now))


def file_of(session: Session, person: Person, now: datetime) -> bytes:
    """The calendar of a person as it is now, which will not follow what changes later."""
    texts = [entries.entry(each, 0, now) for each in _events(session, person, now)]
    return entries.calendar(person.name, texts, now)


def _found(session: Session, feed: CalendarFeed, now: datetime) -> list[FeedEntry]:
    return _events(session, session.get_one(Person, feed.person_id), now)


def _events(session: Session, person: Person, now: datetime) -> list[FeedEntry]:
    """The deadlines that a person has to meet, or met lately."""
    who = standing(session, person, now)
    columns = (Deadline.id, Deadline.kind, Deadline.due_at, Deadline.date_only, Deadline.state, Deadline.runs_for)
    query = (
        select(*columns, Deadline.opened_at, Record.code, Record.title, Record.access_level)
        .join(Record, Record.id == Deadline.record_id)
        .where(owned_by(who), visible_to(who))
        .where(Deadline.state.in_(_OPEN) | (Deadline.closed_at > now - _KEPT))
        .order_by(Deadline.id.desc())
        .limit(_MOST)
    )
    return [_event(row) for row in session.execute(query)]


def _event(row: Any) -> FeedEntry:
    kind = deadline_kind(row.kind)
    # A calendar may be kept by a company: of what is not public it gets the number only.
    title = f": {row.title}" if row.access_level == AccessLevel.PUBLICO else ""
    what = row.code if kind.is_main else f"{kind.said} {row.code}"
    done = "✓ " if row.state in (DeadlineState.MET, DeadlineState.MET_LATE) else ""
    aside = f" (corre para {row.runs_for})" if row.runs_for else ""
    return FeedEntry(
        deadline_id=row.id,
        opened_at=row.opened_at,
        due_at=row.due_at,
        date_only=row.date_only,
        title=f"{done}{what[:1].upper()}{what[1:]}{title}{aside}",
        note=f"No chat: ver {row.code}",
        cancelled=row.state == DeadlineState.VOID,
    )


def _write(session: Session, feed: CalendarFeed, changed: Sequence[FeedEntry], now: datetime) -> None:
    """Write these entries, each with the next number of its changes."""
    known = _entries(session, feed, [each.deadline_id for each in changed])
    new = []
    for each in changed:
        row = known.get(each.deadline_id)
        if row is None:
            values = {"feed_id": feed.id, "deadline_id": each.deadline_id, "digest": each.digest, "changed_at": now}
            new.append({**values, "sequence": 0, "text": entries.entry(each, 0, now)})
        else:
            row.sequence, row.digest, row.changed_at = row.sequence + 1, each.digest, now
            row.text = entries.entry(each, row.sequence, now)
    insert_rows(session, CalendarEntry, new)
    session.flush()


def _cancel(session: Session, feed: CalendarFeed, gone: set[int], now: datetime) -> None:
    """Cancel the entries that are the person's no more; those that ended long ago go."""
    rows = _entries(session, feed, sorted(gone))
    ended = select(Deadline.id).where(Deadline.id.in_(rows), Deadline.closed_at <= now - _KEPT)
    past = set(session.scalars(ended))
    for row in rows.values():
        if row.deadline_id in past or (row.digest == entries.CANCELLED and row.changed_at < now - _KEPT):
            session.delete(row)
        elif row.digest != entries.CANCELLED:
            row.sequence, row.digest, row.changed_at = row.sequence + 1, entries.CANCELLED, now
            row.text = entries.cancelled(row.text, row.sequence, now)
    session.flush()


def _entries(session: Session, feed: CalendarFeed, deadline_ids: Sequence[int]) -> dict[int, CalendarEntry]:
    found = dict[int, CalendarEntry]()
    for at in range(0, len(deadline_ids), 500):
        part = deadline_ids[at : at + 500]
        query = select(CalendarEntry).where(CalendarEntry.feed_id == feed.id, CalendarEntry.deadline_id.in_(part))
        found |= {row.deadline_id: row for row in session.scalars(query)}
    return found
