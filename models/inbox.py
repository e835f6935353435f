"""What came in: raw updates committed under a unique key before anyone acknowledges them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Index, Row, UniqueConstraint, bindparam, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from models.base import Base
from models.people import codes


class InboxState(StrEnum):
    PENDING = "pending"
    DONE = "done"
    REFUSED = "refused"
    IGNORED = "ignored"  # nothing that may be obeyed: edited, forwarded, from a group
    QUARANTINED = "quarantined"


class Inbox(Base):
    """One raw update. `place` is the chat it came from: order is kept within it."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("source", "bot", "key"),
        Index("ix_inbox_waiting", "state", "not_before"),
        Index("ix_inbox_place", "source", "place", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    bot: Mapped[str]
    key: Mapped[str]
    place: Mapped[str]
    raw: Mapped[str]
    received_at: Mapped[datetime]
    state: Mapped[str]
    attempts: Mapped[int]
    not_before: Mapped[datetime]
    error: Mapped[str | None]


class AlreadySettled(Exception):
    """Another process handled the row first, or is at it, or at an older one of the same chat."""


RETRY_AFTER = timedelta(seconds=5)
MOST_ATTEMPTS = 8
_STORE = {
    name: dialect_insert(Inbox).on_conflict_do_nothing(index_elements=["source", "bot", "key"]).returning(Inbox.id)
    for name, dialect_insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}
_SETTLE = (
    update(Inbox)
    .where(Inbox.id == bindparam("row_id"), Inbox.state == InboxState.PENDING)
    .values(state=bindparam("new_state"), error=bindparam("new_error"))
    .execution_options(synchronize_session=False)
)
_Older = aliased(Inbox)
_OLDER = (
    select(_Older.id)
    .where(_Older.source == Inbox.source, _Older.place == Inbox.place, _Older.state == InboxState.PENDING)
    .where(_Older.id < Inbox.id)
)
_IS_FIRST = ~_OLDER.where(or_(_Older.attempts > 0, _Older.not_before <= bindparam("now"))).exists()
_CLAIM = (
    select(Inbox.id)
    .where(Inbox.id == bindparam("row_id"), Inbox.state == InboxState.PENDING, _IS_FIRST)
    .with_for_update(skip_locked=True, of=Inbox)
)
_WAITING = (
    select(Inbox.source, Inbox.place, Inbox.raw, Inbox.id)
    .where(Inbox.state == InboxState.PENDING, Inbox.not_before <= bindparam("now"), _IS_FIRST)
    .where(Inbox.source.in_(bindparam("sources", expanding=True)))
    .order_by(Inbox.id)
    .limit(bindparam("most"))
)


def store(session: Session, *, source: str, bot: str, key: str, place: str, raw: str, now: datetime) -> int | None:
    """Keep a raw update; its id, or None when this key was stored before (a repeat is success, not error)."""
    values = {
        "source": source,
        "bot": bot,
        "key": key,
        "place": place,
        "raw": codes.hide(raw),
        "received_at": now,
        "state": InboxState.PENDING.value,
        "attempts": 0,
        "not_before": now,
        "error": None,
    }
    return session.connection().execute(_STORE[session.get_bind().dialect.name], values).scalar()


def claim(session: Session, row_id: int, now: datetime) -> None:
    """Make sure that nobody else handles the row, nor one before it, until this transaction ends.

    Raises AlreadySettled. A process that dies lets go of it.
    """
    if session.connection().scalar(_CLAIM, {"row_id": row_id, "now": now}) is None:
        raise AlreadySettled(row_id)


def settle(session: Session, row_id: int, state: InboxState, error: str | None = None) -> None:
    """Say how a row ended, in the transaction of its effects. Raises AlreadySettled: undo them."""
    values = {"row_id": row_id, "new_state": state.value, "new_error": error}
    if not session.connection().execute(_SETTLE, values).rowcount:
        raise AlreadySettled(row_id)


def hold(session: Session, row_id: int, until: datetime) -> None:
    """Do not handle a row before then: something that belongs to it is still being fetched."""
    session.get_one(Inbox, row_id).not_before = until


def complete(session: Session, row_id: int, raw: str, now: datetime) -> None:
    """What belongs to a held row is there: it may be handled now. One that was handled meanwhile stays as it is."""
    row = session.get_one(Inbox, row_id)
    if row.state == InboxState.PENDING:
        row.raw, row.not_before = codes.hide(raw), now


def waiting(session: Session, now: datetime, sources: list[str], most: int = 25) -> Sequence[Row[str, str, str, int]]:
    """The first row of every chat to work off now, oldest first: source, place, raw update and id.

    One of each chat: a person's flood never delays the others. Behind one that was put off its chat waits too.
    """
    return session.execute(_WAITING, {"now": now, "sources": sources, "most": most}).all()


def postpone(session: Session, row_id: int, now: datetime, error: str) -> bool:
    """Try the row again later; False when it was tried too often, and is quarantined."""
    row = session.get_one(Inbox, row_id, with_for_update=True)
    if row.state != InboxState.PENDING:
        return True
    row.attempts += 1
    row.error = error
    row.not_before = now + RETRY_AFTER * row.attempts
    if row.attempts >= MOST_ATTEMPTS:
        row.state = InboxState.QUARANTINED
    return row.state == InboxState.PENDING
