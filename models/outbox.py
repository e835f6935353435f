"""The outbox: messages written in the transaction of their cause, and sent later by the relay.

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

from models import holding, places
from models.base import Base, Button, failpoint, insert_new_rows, insert_rows, partial_index
from models.people import Address, Destination, Person, destinations


class State(StrEnum):
    """The states of a message, as drawn above."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Priority(IntEnum):
    """The order in which messages leave: the lower first."""

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
    """A message to a person: plain text, buttons and files. No markup of any platform.

    `shows`: the version of a draft that it shows. `invite_id`: the invitation whose code is filled in when it is sent.
    `feed_id`: likewise, the calendar of an address; `link_id`: a link to the panel. `asks`: the next line of the person
    is taken for its answer.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    files: tuple[FileOut, ...] = ()
    shows: str = ""
    invite_id: int = 0
    feed_id: int = 0
    link_id: int = 0
    asks: bool = False

    def payload(self) -> dict[str, Any]:
        return {
            **({"invite": self.invite_id} if self.invite_id else {}),
            **({"feed": self.feed_id} if self.feed_id else {}),
            **({"link": self.link_id} if self.link_id else {}),
            **({"asks": True} if self.asks else {}),
            "text": self.text,
            "buttons": [{"label": b.label, "line": b.line} for b in self.buttons],
            "files": [{"name": f.name, "sha256": f.sha256, "path": f.path} for f in self.files],
        }


ALTERED = "altered"  # the error of a message held back because it differs from the approved act
UNSETTLED = "attempts > 0 AND state IN ('pending', 'sending', 'uncertain')"  # tried, and its end is not known


class Outbox(Base):
    """One message to one address, or (`edits_id`) the edit of one sent before.

    `channel`: null while the person has no address.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        partial_index("ix_outbox_queue", "channel", "priority", "id", "not_before", where="state = 'pending'"),
        partial_index("ix_outbox_unsettled", "channel", "address", where=UNSETTLED),
        partial_index("ix_outbox_rate", "channel", "sent_at", where="sent_at IS NOT NULL"),
        partial_index("ix_outbox_failed", "created_at", where="state = 'failed'"),
        partial_index("ix_outbox_acts", "record_id", where="recipient_id IS NOT NULL"),
        partial_index("ix_outbox_edits", "edits_id", where="edits_id IS NOT NULL"),
        partial_index("ix_outbox_from_people", "person_id", "created_at", where="sender_id IS NOT NULL"),
        partial_index("ix_outbox_shows", "shows", where="shows IS NOT NULL"),
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
    sender_id: Mapped[int | None]  # the person by whom it was caused
    joins: Mapped[bool | None]  # it waits, and leaves as one with the others that wait
    shows: Mapped[str | None]  # the version of a draft that it shows: see `was_shown`
    recipient_id: Mapped[int | None] = mapped_column(index=True)  # the addressee of an act whose transmission this is
    reply_to: Mapped[int | None]  # the inbox row answered
    worker: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    repeats: Mapped[int] = mapped_column(default=0)  # times flagged uncertain
    part: Mapped[int] = mapped_column(default=0)  # the piece of a long text that leaves next, or left last
    origin: Mapped[dict[str, Any] | None]  # the door's values of the message answered
    edits_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id", ondelete="CASCADE"), index=True)
    after: Mapped[dict[str, Any] | None]  # the buttons pressed: line -> {"note", "stays"}
    sent_at: Mapped[datetime | None]  # planned when it is claimed, corrected by the answer: see rate_limiter
    external_id: Mapped[str | None]  # the platform's own id of the message
    error: Mapped[str | None]


# Literals: a partial index serves no bound value, and SQLite, looking at it all the same, plans anew for each.
IS_PENDING = Outbox.state == literal_column("'pending'")
IS_FAILED = Outbox.state == literal_column("'failed'")
IS_UNSETTLED = text(UNSETTLED)


class IdempotencyKey(Base):
    """An idempotency key: (item, person, occasion) of a message sent once."""

    __tablename__ = "occasions"
    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Push:
    """A message to a person, before an address is chosen."""

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
    """Enqueue a message for a person; one under a key used before changes nothing."""
    pushes = [Push(key, to if isinstance(to, int) else to.id, message)]
    enqueue_all(session, pushes, now=now, priority=priority, not_before=not_before, record_id=record_id)


def enqueue_all(
    session: Session,
    pushes: Sequence[Push],
    *,
    now: datetime,
    priority: Priority = Priority.NOTICE,
    not_before: datetime | None = None,
    record_id: int | None = None,
    sender_id: int | None = None,
    at_once: bool = False,
) -> None:
    """Enqueue many messages at once. A person who is substituted today is reached through the substitute.

    Acts and urgent messages go to every address in use, others to the last one used; unless the person chose.
    `sender_id`: the person whose doing they tell of. `at_once`: they wait for nothing, as urgent ones.
    """
    at, ids = not_before or now, {push.to_id for push in pushes}
    reach = destinations(session, ids, at, now=now, everywhere=priority <= Priority.ACT)
    each_way = [
        (push, place) for push in pushes for place in reach[push.to_id] or [Destination(push.to_id, push.to_id, "", "")]
    ]
    waits: dict[int, datetime] = {}
    if priority > Priority.URGENT and not at_once:
        places = [place for _, place in each_way]
        waits = holding.held(session, places, at, now=now, record_id=record_id, sender_id=sender_id)
    rows = []
    for push, place in each_way:
        until = waits.get(place.person_id) if place.channel else None
        more = {"joins": until is not None or None, "not_before": until or at, "sender_id": sender_id}
        rows.append(_row(push, place, now, priority, record_id=record_id, **more))
    if sender_id is not None:
        holding.note(session, [row["key"] for row in rows if row["joins"] and row["not_before"] > now + holding.PAUSE])
    _insert(session, rows)


def enqueue_at(
    session: Session,
    pushes: Iterable[tuple[Push, Destination]],
    *,
    now: datetime,
    priority: Priority = Priority.NOTICE,
    record_id: int | None = None,
) -> None:
    """Enqueue messages, each to its address."""
    _insert(session, [_row(push, place, now, priority, record_id=record_id) for push, place in pushes])


def _insert(session: Session, rows: list[dict[str, Any]]) -> None:
    insert_new_rows(session, Outbox, rows)
    failpoint("enqueue")


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
    """Enqueue a message to a place, for all its readers."""
    key = f"{key}>{place.channel}:{place.address}"
    row = _queued(key, place.channel, place.address, payload, now, priority, record_id=record_id)
    insert_new_rows(session, Outbox, [row])


def copy_to(session: Session, row: Outbox, place: Destination, now: datetime, *, key: str) -> None:
    """Enqueue a message once more, to another address."""
    same = {name: getattr(row, name) for name in ("record_id", "recipient_id", "after", "shows")}
    to = {"person_id": place.person_id, "meant_for_id": place.meant_for_id}
    new = _queued(key, place.channel, place.address, row.payload, now, row.priority, **same, **to)
    insert_new_rows(session, Outbox, [new])


def key_at(row: Outbox, place: Destination) -> str:
    """The key of the copy of the same message at another address."""
    return f"{row.key.rpartition('>')[0]}>{place.channel}:{place.address}"


def _queued(
    key: str,
    channel: str | None,
    address: str | None,
    payload: dict[str, Any],
    now: datetime,
    priority: int,
    **more: Any,
) -> dict[str, Any]:
    """The columns of a message that waits to be sent."""
    where = {"key": key, "channel": channel or None, "address": address or None, "payload": payload}
    when = {"priority": int(priority), "state": State.PENDING.value, "not_before": now, "created_at": now}
    return {**where, **when, **more}


def _row(push: Push, place: Destination, now: datetime, priority: Priority, **more: Any) -> dict[str, Any]:
    key = f"{push.key}>{place.channel}:{place.address}" if place.channel else f"{push.key}>"
    to = {"person_id": place.person_id, "meant_for_id": place.meant_for_id, "recipient_id": push.recipient_id}
    shows, payload = push.message.shows or None, push.message.payload()
    return _queued(key, place.channel, place.address, payload, now, priority, shows=shows, **to, **more)


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
    """Enqueue the answer to an inbox row, to the address that the question came from."""
    about = {"shows": message.shows or None, "reply_to": inbox_id, "origin": origin}
    to = {"person_id": person_id, "meant_for_id": person_id}
    row = _queued(f"reply:{inbox_id}", channel, address, message.payload(), now, Priority.REPLY, **to, **about)
    insert_rows(session, Outbox, [row])


def rendered(payload: dict[str, Any], after: dict[str, Any] | None) -> dict[str, Any]:
    """The payload of a message with the notes of its pressed buttons below the text, and without the spent buttons.

    A button that is left keeps in `index` its first position, for which it was sealed.
    """
    if not after:
        return payload
    spent = {line for line, what in after.items() if not what["stays"]}
    notes = "\n".join(str(what["note"]) for what in after.values())
    numbered = [{**each, "index": index} for index, each in enumerate(payload.get("buttons", []))]
    buttons = [each for each in numbered if each["line"] not in spent]
    return {**payload, "text": f"{payload['text']}\n\n{notes}", "buttons": buttons}


def note(session: Session, row: Outbox, line: str, text: str, *, now: datetime, stays: bool = False) -> None:
    """Write a note under a message in the place of a button (`stays`: beside it); a message already sent is edited."""
    session.refresh(row, with_for_update=True)  # it may be being sent
    known = row.after or {}
    if line in known and not known[line]["stays"]:
        return
    row.after = {**known, line: {"note": text, "stays": stays}}
    if row.external_id is not None or row.state in (State.SENDING, State.UNCERTAIN):
        _enqueue_edit(session, row, now)


def note_everywhere(session: Session, recipient_id: int, line: str, text: str, *, now: datetime) -> None:
    """Write the note under every copy of the message to one addressee of an act, at every door."""
    for row in session.scalars(select(Outbox).where(Outbox.recipient_id == recipient_id, Outbox.edits_id.is_(None))):
        note(session, row, line, text, now=now)


def _enqueue_edit(session: Session, row: Outbox, now: datetime) -> None:
    """Enqueue an edit, unless one waits: it will show the message as it stands when it leaves."""
    waiting = select(Outbox.id).where(Outbox.edits_id == row.id, Outbox.state == State.PENDING)
    if session.scalar(waiting.limit(1)) is not None:
        return
    changes = session.scalar(select(func.count()).where(Outbox.edits_id == row.id))
    of = {"person_id": row.person_id, "meant_for_id": row.meant_for_id, "record_id": row.record_id, "edits_id": row.id}
    edit = _queued(f"edit:{row.id}:{changes}", row.channel, row.address, {}, now, Priority.URGENT, **of)
    insert_rows(session, Outbox, [edit])


def was_shown(session: Session, version: str, channel: str, address: str) -> bool:
    """Whether a message that shows this version of a draft was delivered to that address."""
    here = (Outbox.channel == channel, Outbox.address == address, Outbox.state == State.SENT)
    shown = select(Outbox.id).where(Outbox.shows == version, Outbox.shows.is_not(None), *here)
    return session.scalar(shown.limit(1)) is not None


def claim_keys(session: Session, keys: Iterable[str], now: datetime) -> set[str]:
    """Mark these idempotency keys; returns those that were not marked before."""
    wanted = set(keys)
    known = claimed_keys(session, wanted)
    insert_rows(session, IdempotencyKey, [{"key": key, "at": now} for key in sorted(wanted - known)])
    return wanted - known


def claimed_keys(session: Session, keys: Iterable[str]) -> set[str]:
    """Those of these keys that were marked before."""
    return set(session.scalars(select(IdempotencyKey.key).where(IdempotencyKey.key.in_(set(keys)))))


def move(session: Session, channel: str, old: str, new: str) -> None:
    """Change the address of a place or person, and of the messages that wait for it."""
    places.move(session, channel, old, new)
    session.execute(update(Address).where(Address.channel == channel, Address.address == old).values(address=new))
    waiting = (Outbox.channel == channel, Outbox.address == old, Outbox.state.in_((State.PENDING, State.UNCERTAIN)))
    session.execute(update(Outbox).where(*waiting).values(address=new).execution_options(synchronize_session=False))


def cancel(session: Session, record_id: int) -> int:
    """Cancel the messages of a record's transmission that have not gone out; returns how many."""
    stopped = session.execute(
        update(Outbox)
        .where(Outbox.record_id == record_id, or_(Outbox.recipient_id.is_not(None), Outbox.person_id.is_(None)))
        .where(Outbox.state == State.PENDING)
        .values(state=State.CANCELLED)
        .execution_options(synchronize_session=False)
    )
    return int(stopped.rowcount)  # type: ignore[attr-defined]


def give_address(session: Session, person: Person, channel: str, address: str) -> None:
    """Address to a new address the messages that wait for this person to have one."""
    session.execute(
        update(Outbox)
        .where(Outbox.person_id == person.id, Outbox.channel.is_(None), Outbox.state == State.PENDING)
        .values(channel=channel, address=address)
        .execution_options(synchronize_session=False)
    )
