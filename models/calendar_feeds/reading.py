"""The calendar of a feed: what changed is written anew, and whoever has it already is told so at little cost."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import moments
from models.audit import OPEN_TO_READERS, Audit
from models.base import insert_rows
from models.calendar_feeds import entries, sources
from models.calendar_feeds.entries import FeedEntry
from models.calendar_feeds.feeds import CalendarEntry, CalendarFeed
from models.calendar_feeds.sources import KEPT
from models.deadlines import Deadline, DeadlineState, owned_by
from models.people import Person, standing
from models.records import AccessLevel, Record, visible_to
from models.subjects import deadline_kind

_DEADLINE = "prazo"
_MOST = 5_000
_MOST_TOUCHED, _LAG = 500, 50  # entries of the history looked through one by one; and left unnoted
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
    touched = _touched(session, feed.as_of or 0, head) if feed.etag and feed.day == day else None
    person = session.get_one(Person, feed.person_id)
    found = {each.item: each for each in _all(session, person, now, touched)}
    known = _digests(session, feed, touched)
    gone = {item for item, digest in known.items() if digest != entries.CANCELLED} - set(found)
    changed = [each for each in found.values() if known.get(each.item) != each.digest]
    is_late = head - (feed.as_of or 0) > _LAG  # to note each time how far was looked would cost a commit
    if not feed.etag or feed.day != day or changed or gone or is_late:
        _write(session, feed, changed, now)
        _cancel(session, feed, gone if touched is not None else set(known) - set(found), now)
        seen = _digests(session, feed, None) if changed or gone or touched is None else None
        feed.etag = feed.etag if seen is None else sha256(repr(sorted(seen.items())).encode()).hexdigest()[:32]
        feed.as_of, feed.day = head, day
    assert feed.etag is not None
    return feed.etag


def text_of(session: Session, feed: CalendarFeed, now: datetime) -> Seen:
    """The whole calendar, with its tag."""
    etag = etag_at(session, feed, now)
    order = (CalendarEntry.record_id, CalendarEntry.id)
    query = select(CalendarEntry.text).where(CalendarEntry.feed_id == feed.id).order_by(*order)
    name = session.get_one(Person, feed.person_id).name
    return Seen(etag, entries.calendar(f"Agenda de {name}", session.scalars(query), now))


def file_of(session: Session, person: Person, now: datetime) -> bytes:
    """The calendar of a person as it is now, which will not follow what changes later."""
    texts = [entries.entry(each, 0, now) for each in _all(session, person, now, None)]
    return entries.calendar(f"Agenda de {person.name}", texts, now)


def _touched(session: Session, since: int, head: int) -> set[int] | None:
    """The records of which the history tells since then; None where it may be anything, or much."""
    if head - since > _MOST_TOUCHED:
        return None
    query = select(Audit.record_id, Audit.action).where(Audit.id > since, Audit.id <= head)
    rows = session.execute(query).all()
    if any(row.record_id is None and row.action not in OPEN_TO_READERS for row in rows):
        return None  # a person, a substitution, an órgão: who has to meet what may be another
    return {row.record_id for row in rows if row.record_id is not None}


def _digests(session: Session, feed: CalendarFeed, touched: Collection[int] | None) -> dict[str, str]:
    query = select(CalendarEntry.item, CalendarEntry.digest).where(CalendarEntry.feed_id == feed.id)
    query = query if touched is None else query.where(CalendarEntry.record_id.in_(touched))
    return {row.item: row.digest for row in session.execute(query)}


def _all(session: Session, person: Person, now: datetime, touched: Collection[int] | None) -> Iterator[FeedEntry]:
    """The entries of a person, of these records alone (None: of all)."""
    if touched is None or touched:
        yield from _deadlines(session, person, now, touched)
        for source in sources.known():
            yield from source.entries(session, person, now, touched)


def _deadlines(session: Session, person: Person, now: datetime, touched: Collection[int] | None) -> Iterator[FeedEntry]:
    """The deadlines that a person has to meet, or met lately."""
    who = standing(session, person, now)
    columns = (Deadline.id, Deadline.kind, Deadline.due_at, Deadline.date_only, Deadline.state, Deadline.runs_for)
    query = (
        select(*columns, Deadline.record_id, Deadline.opened_at, Record.code, Record.title, Record.access_level)
        .join(Record, Record.id == Deadline.record_id)
        .where(owned_by(who), visible_to(who))
        .where(Deadline.state.in_(_OPEN) | (Deadline.closed_at > now - KEPT))
        .order_by(Deadline.id.desc())
        .limit(_MOST)
    )
    query = query if touched is None else query.where(Deadline.record_id.in_(touched))
    for row in session.execute(query):
        yield _deadline(row)


def _deadline(row: Any) -> FeedEntry:
    kind = deadline_kind(row.kind)
    # A calendar may be kept by a company: of what is not public it gets the number only.
    title = f": {row.title}" if row.access_level == AccessLevel.PUBLICO else ""
    what = row.code if kind.is_main else f"{kind.said} {row.code}"
    done = "✓ " if row.state in (DeadlineState.MET, DeadlineState.MET_LATE) else ""
    aside = f" (corre para {row.runs_for})" if row.runs_for else ""
    return FeedEntry(
        item=f"{_DEADLINE}-{row.id}",
        record_id=row.record_id,
        uid=f"prazo-{row.id}-{row.opened_at:%Y%m%dT%H%M%S}@gabinete",
        starts_at=row.due_at,
        ends_at=None,
        date_only=row.date_only,
        title=f"{done}{what[:1].upper()}{what[1:]}{title}{aside}",
        note=f"No chat: ver {row.code}",
        cancelled=row.state == DeadlineState.VOID,
    )


def _write(session: Session, feed: CalendarFeed, changed: Sequence[FeedEntry], now: datetime) -> None:
    """Write these entries, each with the next number of its changes."""
    known = _entries(session, feed, [each.item for each in changed])
    new = []
    for each in changed:
        row = known.get(each.item)
        if row is None:
            values = {"feed_id": feed.id, "item": each.item, "record_id": each.record_id, "digest": each.digest}
            new.append({**values, "changed_at": now, "sequence": 0, "text": entries.entry(each, 0, now)})
        else:
            row.sequence, row.digest, row.changed_at = row.sequence + 1, each.digest, now
            row.text = entries.entry(each, row.sequence, now)
    insert_rows(session, CalendarEntry, new)
    session.flush()


def _cancel(session: Session, feed: CalendarFeed, gone: set[str], now: datetime) -> None:
    """Cancel the entries that are the person's no more; those that ended long ago go."""
    rows = _entries(session, feed, sorted(gone))
    past = _past(session, rows, now)
    for row in rows.values():
        if row.item in past or (row.digest == entries.CANCELLED and row.changed_at < now - KEPT):
            session.delete(row)
        elif row.digest != entries.CANCELLED:
            row.sequence, row.digest, row.changed_at = row.sequence + 1, entries.CANCELLED, now
            row.text = entries.cancelled(row.text, row.sequence, now)
    session.flush()


def _past(session: Session, items: Iterable[str], now: datetime) -> set[str]:
    """Those of these items that ended longer ago than a calendar shows."""
    ids = defaultdict[str, list[int]](list)
    for item in items:
        name, _, number = item.partition("-")
        ids[name].append(int(number))
    ended = select(Deadline.id).where(Deadline.id.in_(ids[_DEADLINE]), Deadline.closed_at <= now - KEPT)
    found = {f"{_DEADLINE}-{each}" for each in session.scalars(ended)}
    for source in sources.known():
        found |= {f"{source.name}-{each}" for each in source.past(session, ids[source.name], now)}
    return found


def _entries(session: Session, feed: CalendarFeed, items: Sequence[str]) -> dict[str, CalendarEntry]:
    found = dict[str, CalendarEntry]()
    for at in range(0, len(items), 500):
        part = items[at : at + 500]
        query = select(CalendarEntry).where(CalendarEntry.feed_id == feed.id, CalendarEntry.item.in_(part))
        found |= {row.item: row for row in session.scalars(query)}
    return found
