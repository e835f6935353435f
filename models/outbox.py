"""What goes out: messages written in the transaction of their cause, delivered later and elsewhere.

pending -> sending (committed before the call) -> sent        sending -> pending (the next piece of a long text)
sending -> uncertain  (the answer never came, or the process died)      uncertain -> pending  (marked as a repeat)
sending -> pending    (certainly not sent)    sending -> failed (permanently refused)    pending -> cancelled
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, func, literal_column, or_, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import places
from models.base import Base, Button, crash_point, insert_new_rows, insert_rows
from models.people import Address, Destination, Person, destinations


class State(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Priority(IntEnum):
    """Lower goes first."""

    REPLY = 0
    URGENT = 1
    ACT = 2
    NOTICE = 5
    DIGEST = 9


@dataclass(frozen=True, slots=True)
class FileOut:
    """A file that goes with a message; `path` is inside the house's own store."""

    name: str
    sha256: str
    path: str


@dataclass(frozen=True, slots=True)
class Message:
    """What a person reads: plain text, buttons and files. No markup of any platform.

    `shows`: the version of a draft that it shows. `invite_id`: the invitation whose code is filled in where it leaves.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    files: tuple[FileOut, ...] = ()
    shows: str = ""
    invite_id: int = 0

    def payload(self) -> dict[str, Any]:
        return {
            **({"invite": self.invite_id} if self.invite_id else {}),
            "text": self.text,
            "buttons": [{"label": b.label, "line": b.line} for b in self.buttons],
            "files": [{"name": f.name, "sha256": f.sha256, "path": f.path} for f in self.files],
        }


ALTERED = "altered"  # the error of what was held back because it is not what was approved
UNSETTLED = "attempts > 0 AND state IN ('pending', 'sending', 'uncertain')"  # tried, and not known how it ended


def _index(name: str, *columns: str, where: str) -> Index:
    """Part of the table only: as small as the queue, however long its history."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


class Outbox(Base):
    """One message to one address, or (`edits_id`) the change of one sent before.

    `channel` is null while the person has no address yet.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        _index("ix_outbox_queue", "channel", "priority", "id", "not_before", where="state = 'pending'"),
        _index("ix_outbox_unsettled", "channel", "address", where=UNSETTLED),
        _index("ix_outbox_rate", "channel", "sent_at", where="sent_at IS NOT NULL"),
        _index("ix_outbox_failed", "created_at", where="state = 'failed'"),
        _index("ix_outbox_acts", "record_id", where="recipient_id IS NOT NULL"),
        _index("ix_outbox_edits", "edits_id", where="edits_id IS NOT NULL"),
        _index("ix_outbox_shows", "shows", where="shows IS NOT NULL"),
        Index("ix_outbox_person_id_record_id", "person_id", "record_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # null: the answer to an unbound address
    meant_for_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    channel: Mapped[str | None]
    address: Mapped[str | None]
    payload: Mapped[dict[str, Any]]
    priority: Mapped[int]
    state: Mapped[str]
    not_before: Mapped[datetime]
    created_at: Mapped[datetime]
    record_id: Mapped[int | None]
    shows: Mapped[str | None]  # the version of a draft that it shows
    recipient_id: Mapped[int | None] = mapped_column(index=True)  # the addressee of an act whose transmission this is
    reply_to: Mapped[int | None]  # the inbox row answered
    worker: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    repeats: Mapped[int] = mapped_column(default=0)  # times flagged uncertain
    part: Mapped[int] = mapped_column(default=0)  # the piece of a long text that goes next, or went last
    origin: Mapped[dict[str, Any] | None]  # what the door noted about the message answered
    edits_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id", ondelete="CASCADE"), index=True)
    after: Mapped[dict[str, Any] | None]  # what became of its buttons: line -> {"note", "stays"}
    sent_at: Mapped[datetime | None]  # when it left, as well as is known: planned, then corrected by the answer
    external_id: Mapped[str | None]  # the platform's own id of the message
    error: Mapped[str | None]


# Literals: a partial index serves no bound value, and SQLite, looking at it all the same, plans anew for each.
IS_PENDING = Outbox.state == literal_column("'pending'")
IS_FAILED = Outbox.state == literal_column("'failed'")
IS_UNSETTLED = text(UNSETTLED)


class Occasion(Base):
    """Something that was said once: the key of (item, person, occasion)."""

    __tablename__ = "occasions"
    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Push:
    """One message to one person, before it is known where that person reads."""

    key: str
    to_id: int
    message: Message
    recipient_id: int | None = None


def enqueue(
    session: Session,
    *,
    key: str,
    to: Person | int,
    message: Message,
    now: datetime,
    priority: Priority = Priority.NOTICE,
    not_before: datetime | None = None,
    record_id: int | None = None,
) -> None:
    """Queue a message for a person; a key that was used before queues nothing."""
    person_id = to if isinstance(to, int) else to.id
    pushes = [Push(key, person_id, message)]
    enqueue_all(session, pushes, now=now, priority=priority, not_before=not_before, record_id=record_id)


def enqueue_all(
    session: Session,
    pushes: Sequence[Push],
    *,
    now: datetime,
    priority: Priority = Priority.NOTICE,
    not_before: datetime | None = None,
    record_id: int | None = None,
) -> None:
    """Queue many messages at once. Whoever is substituted today is reached through the substitute.

    Acts and what is urgent go to every address in use, the rest to the last one used; unless the person chose.
    """
    at, ids = not_before or now, {push.to_id for push in pushes}
    reach = destinations(session, ids, at, now=now, everywhere=priority <= Priority.ACT)
    each_way = [
        (push, place) for push in pushes for place in reach[push.to_id] or [Destination(push.to_id, push.to_id, "", "")]
    ]
    enqueue_at(session, each_way, now=now, priority=priority, not_before=at, record_id=record_id)


def enqueue_at(
    session: Session,
    pushes: Iterable[tuple[Push, Destination]],
    *,
    now: datetime,
    priority: Priority = Priority.NOTICE,
    not_before: datetime | None = None,
    record_id: int | None = None,
) -> None:
    """Queue messages, each at just that address."""
    shared = {
        "priority": int(priority),
        "state": State.PENDING.value,
        "not_before": not_before or now,
        "created_at": now,
        "record_id": record_id,
    }
    insert_new_rows(session, Outbox, [{**shared, **_row(push, place)} for push, place in pushes])
    crash_point("enqueue")


def post(
    session: Session,
    place: places.Place,
    *,
    key: str,
    payload: dict[str, Any],
    now: datetime,
    priority: Priority = Priority.NOTICE,
    record_id: int | None = None,
) -> None:
    """Queue a message to everybody who reads in a place."""
    values = {"person_id": None, "meant_for_id": None, "channel": place.channel, "address": place.address}
    state = {"priority": int(priority), "state": State.PENDING.value, "not_before": now, "created_at": now}
    row = {"key": f"{key}>{place.channel}:{place.address}", "payload": payload, "record_id": record_id}
    insert_new_rows(session, Outbox, [{**row, **values, **state}])


def copy_to(session: Session, row: Outbox, place: Destination, now: datetime, *, key: str) -> None:
    """Queue a message once more, at another address."""
    values = {
        name: getattr(row, name) for name in ("payload", "priority", "record_id", "recipient_id", "after", "shows")
    }
    where = {"person_id": place.person_id, "meant_for_id": place.meant_for_id}
    state = {"state": State.PENDING.value, "not_before": now, "created_at": now}
    new = {"key": key, "channel": place.channel, "address": place.address, **values, **where, **state}
    insert_new_rows(session, Outbox, [new])


def key_at(row: Outbox, place: Destination) -> str:
    """The key of the copy of the same message at another address."""
    return f"{row.key.rpartition('>')[0]}>{place.channel}:{place.address}"


def _row(push: Push, place: Destination) -> dict[str, Any]:
    return {
        "key": f"{push.key}>{place.channel}:{place.address}" if place.channel else f"{push.key}>",
        "person_id": place.person_id,
        "meant_for_id": place.meant_for_id,
        "channel": place.channel or None,
        "address": place.address or None,
        "payload": push.message.payload(),
        "recipient_id": push.recipient_id,
        "shows": push.message.shows or None,
    }


def reply(
    session: Session,
    *,
    inbox_id: int,
    person_id: int | None,
    channel: str,
    address: str,
    message: Message,
    now: datetime,
    origin: dict[str, Any] | None = None,
) -> None:
    """Queue the answer to an inbox row, back to the address the question came from."""
    row = {
        "key": f"reply:{inbox_id}",
        "person_id": person_id,
        "meant_for_id": person_id,
        "channel": channel,
        "address": address,
        "payload": message.payload(),
        "shows": message.shows or None,
        "priority": int(Priority.REPLY),
        "state": State.PENDING.value,
        "not_before": now,
        "created_at": now,
        "reply_to": inbox_id,
        "origin": origin,
    }
    insert_rows(session, Outbox, [row])


def rendered(payload: dict[str, Any], after: dict[str, Any] | None) -> dict[str, Any]:
    """A message as it stands after what became of its buttons: the notes below its text, the spent buttons gone.

    A button that is left says in `index` which it was at first: what was sealed under that number still holds.
    """
    if not after:
        return payload
    spent = {line for line, what in after.items() if not what["stays"]}
    notes = "\n".join(str(what["note"]) for what in after.values())
    numbered = [{**each, "index": index} for index, each in enumerate(payload.get("buttons", []))]
    buttons = [each for each in numbered if each["line"] not in spent]
    return {**payload, "text": f"{payload['text']}\n\n{notes}", "buttons": buttons}


def note(session: Session, row: Outbox, line: str, text: str, *, now: datetime, stays: bool = False) -> None:
    """Write under a message what became of one of its buttons; a message already sent is changed where it stands."""
    session.refresh(row, with_for_update=True)  # it may be leaving just now
    known = row.after or {}
    if line in known and not known[line]["stays"]:
        return
    row.after = {**known, line: {"note": text, "stays": stays}}
    if row.external_id is not None or row.state in (State.SENDING, State.UNCERTAIN):
        _queue_edit(session, row, now)


def note_everywhere(session: Session, recipient_id: int, line: str, text: str, *, now: datetime) -> None:
    """The same on every copy of what one addressee was sent, at whichever door."""
    for row in session.scalars(select(Outbox).where(Outbox.recipient_id == recipient_id, Outbox.edits_id.is_(None))):
        note(session, row, line, text, now=now)


def _queue_edit(session: Session, row: Outbox, now: datetime) -> None:
    """At most one change of a message waits: it will show the message as it then stands."""
    waiting = select(Outbox.id).where(Outbox.edits_id == row.id, Outbox.state == State.PENDING)
    if session.scalar(waiting.limit(1)) is not None:
        return
    changes = session.scalar(select(func.count()).where(Outbox.edits_id == row.id))
    values = {"person_id": row.person_id, "meant_for_id": row.meant_for_id, "record_id": row.record_id}
    change: dict[str, Any] = {
        "key": f"edit:{row.id}:{changes}",
        **values,
        "channel": row.channel,
        "address": row.address,
        "payload": {},
        "priority": int(Priority.URGENT),
        "state": State.PENDING.value,
        "not_before": now,
        "created_at": now,
        "edits_id": row.id,
    }
    insert_rows(session, Outbox, [change])


def was_shown(session: Session, version: str, channel: str, address: str) -> bool:
    """Whether a version of a draft was delivered to that address."""
    here = (Outbox.channel == channel, Outbox.address == address, Outbox.state == State.SENT)
    shown = select(Outbox.id).where(Outbox.shows == version, Outbox.shows.is_not(None), *here)
    return session.scalar(shown.limit(1)) is not None


def first_time(session: Session, keys: Iterable[str], now: datetime) -> set[str]:
    """Mark these occasions; return those that had not been marked before."""
    wanted = set(keys)
    known = known_occasions(session, wanted)
    insert_rows(session, Occasion, [{"key": key, "at": now} for key in sorted(wanted - known)])
    return wanted - known


def known_occasions(session: Session, keys: Iterable[str]) -> set[str]:
    """Those of these occasions that were marked."""
    return set(session.scalars(select(Occasion.key).where(Occasion.key.in_(set(keys)))))


def move(session: Session, channel: str, old: str, new: str) -> None:
    """A place has another address now: what waits for it goes there."""
    places.move(session, channel, old, new)
    session.execute(update(Address).where(Address.channel == channel, Address.address == old).values(address=new))
    waiting = (Outbox.channel == channel, Outbox.address == old, Outbox.state.in_((State.PENDING, State.UNCERTAIN)))
    session.execute(update(Outbox).where(*waiting).values(address=new).execution_options(synchronize_session=False))


def cancel(session: Session, record_id: int) -> int:
    """Cancel what has not gone out of a record's transmission; returns how many messages were stopped."""
    stopped = session.execute(
        update(Outbox)
        .where(Outbox.record_id == record_id, or_(Outbox.recipient_id.is_not(None), Outbox.person_id.is_(None)))
        .where(Outbox.state == State.PENDING)
        .values(state=State.CANCELLED)
        .execution_options(synchronize_session=False)
    )
    return int(stopped.rowcount)  # type: ignore[attr-defined]


def give_address(session: Session, person: Person, channel: str, address: str) -> None:
    """Send to a new address what was waiting for this person to have one."""
    session.execute(
        update(Outbox)
        .where(Outbox.person_id == person.id, Outbox.channel.is_(None), Outbox.state == State.PENDING)
        .values(channel=channel, address=address)
        .execution_options(synchronize_session=False)
    )
