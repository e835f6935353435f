"""The inbox: raw updates, committed under a unique key before anyone acknowledges them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Connection, Index, Row, UniqueConstraint, Update, bindparam, or_, select, update
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from models.base import Base, insert_into
from models.people import codes


class InboxState(StrEnum):
    """The states of an update: pending, then one of the others for good."""

    PENDING = "pending"
    DONE = "done"
    REFUSED = "refused"
    IGNORED = "ignored"  # no request: an edited or forwarded message, one from a group
    QUARANTINED = "quarantined"


class Inbox(Base):
    """One raw update. `place`: the chat it came from, within which order is kept."""

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
    """Another process has handled the row, or is handling it or an older one of the same chat."""


RETRY_AFTER = timedelta(seconds=5)
MOST_ATTEMPTS = 8
_END = update(Inbox).values(state=bindparam("new_state"), error=bindparam("new_error"))
_SETTLE = _END.where(Inbox.id == bindparam("row_id"), Inbox.state == InboxState.PENDING)
_Older = aliased(Inbox)
_OLDER = (
    select(_Older.id)
    .where(_Older.source == Inbox.source, _Older.place == Inbox.place, _Older.state == InboxState.PENDING)
    .where(_Older.id < Inbox.id)
)
# A row that was put off holds up its chat; one whose files are still being fetched does not.
_IS_FIRST = ~_OLDER.where(or_(_Older.attempts > 0, _Older.not_before <= bindparam("now"))).exists()
_FREE = (
    select(Inbox.id)
    .where(Inbox.id == bindparam("row_id"), Inbox.state == InboxState.PENDING, _IS_FIRST)
    .with_for_update(skip_locked=True, of=Inbox)
)
_CLAIM = _END.where(Inbox.id == _FREE.correlate(None).scalar_subquery())
_FIRST = (
    select(Inbox.id, Inbox.raw)
    .where(Inbox.source == bindparam("source"), Inbox.place == bindparam("place"))
    .where(Inbox.state == InboxState.PENDING, Inbox.not_before <= bindparam("now"), _IS_FIRST)
)
_PENDING = (
    select(Inbox.id, Inbox.source, Inbox.place)
    .where(Inbox.state == InboxState.PENDING, Inbox.not_before <= bindparam("now"), _IS_FIRST)
    .where(Inbox.source.in_(bindparam("sources", expanding=True)))
    .order_by(Inbox.id)
    .limit(bindparam("most"))
)


def store(session: Session, *, source: str, bot: str, key: str, place: str, raw: str, now: datetime) -> int | None:
    """Store a raw update: the id of its row, or None for a repeat (a key stored before), which is no error."""
    given = {"source": source, "bot": bot, "key": key, "place": place, "raw": codes.hide(raw), "received_at": now}
    state = {"state": InboxState.PENDING.value, "attempts": 0, "not_before": now, "error": None}
    return session.connection().execute(_new(session.get_bind().dialect.name), {**given, **state}).scalar()


@cache
def _new(dialect: str) -> Any:
    new = insert_into(Inbox.__table__, dialect)
    return new.on_conflict_do_nothing(index_elements=["source", "bot", "key"]).returning(Inbox.id)


def pending(session: Session, now: datetime, sources: list[str], most: int = 25) -> Sequence[Row[int, str, str]]:
    """The first row of every chat with something to handle now, oldest first: id, source and place."""
    # One of each chat, so that a person's flood never delays the others.
    return session.execute(_PENDING, {"now": now, "sources": sources, "most": most}).all()


def first(connection: Connection, source: str, place: str, now: datetime) -> Row[int, str] | None:
    """The id and the raw update of the row that a chat has to handle now; None where there is none."""
    return connection.execute(_FIRST, {"source": source, "place": place, "now": now}).first()


def claim(session: Session, row_id: int, now: datetime, state: InboxState, error: str | None = None) -> None:
    """Reserve a row, and its chat, for this transaction, whose commit ends it in that state. Raises AlreadySettled."""
    _end(session, _CLAIM, {"row_id": row_id, "now": now, "new_state": state.value, "new_error": error})


def settle(session: Session, row_id: int, state: InboxState, error: str | None = None) -> None:
    """End a row in that state, whatever else its chat waits for. Raises AlreadySettled."""
    _end(session, _SETTLE, {"row_id": row_id, "new_state": state.value, "new_error": error})


def _end(session: Session, statement: Update, values: dict[str, Any]) -> None:
    if not session.connection().execute(statement, values).rowcount:
        raise AlreadySettled(values["row_id"])


def hold(session: Session, row_id: int, until: datetime) -> None:
    """Put a row off until its files are fetched (`complete`), at the latest until that moment."""
    session.get_one(Inbox, row_id).not_before = until


def complete(session: Session, row_id: int, raw: str, now: datetime) -> None:
    """Replace the update of a held row by the whole one, to be handled now; a row handled meanwhile stays."""
    row = session.get_one(Inbox, row_id)
    if row.state == InboxState.PENDING:
        row.raw, row.not_before = codes.hide(raw), now


def postpone(session: Session, row_id: int, now: datetime, error: str) -> bool:
    """Put a row off to try it again; False when it was tried too often, and is quarantined."""
    row = session.get_one(Inbox, row_id, with_for_update=True)
    if row.state != InboxState.PENDING:
        return True
    row.attempts += 1
    row.error = error
    row.not_before = now + RETRY_AFTER * row.attempts
    if row.attempts >= MOST_ATTEMPTS:
        row.state = InboxState.QUARANTINED
    return row.state == InboxState.PENDING
