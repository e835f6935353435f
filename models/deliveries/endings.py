"""The ends of a message, as the holder of its lease reports them; each in its caller's transaction."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, or_, update
from sqlalchemy.orm import Session

from models.outbox import Outbox, State

REPEAT_AFTER = timedelta(seconds=30)
_MINE = (
    update(Outbox)
    .where(Outbox.id == bindparam("row_id"))
    .execution_options(synchronize_session=False)
    .where(Outbox.worker == bindparam("by_worker"), Outbox.attempts == bindparam("attempt"))
    .where(or_(Outbox.state == State.SENDING, Outbox.state == State.UNCERTAIN))
)
_TO_SENT = _MINE.values(
    state=State.SENT, sent_at=bindparam("at"), external_id=bindparam("reference"), error=None, origin=None
)
_TO_NEXT_PART = _MINE.values(
    state=State.PENDING, sent_at=bindparam("at"), not_before=bindparam("again_at"), part=Outbox.part + 1
)
_TO_PENDING = _MINE.values(state=State.PENDING, not_before=bindparam("again_at"), error=bindparam("reason"))
_TO_UNCERTAIN = _MINE.values(
    state=State.UNCERTAIN,
    not_before=bindparam("again_at"),
    error=bindparam("reason"),
    repeats=Outbox.repeats + 1,
)
_TO_FAILED = _MINE.values(state=State.FAILED, error=bindparam("reason"))


def sent(session: Session, rows: Iterable[tuple[int, int, datetime, str | None]], *, worker: str) -> None:
    """Mark as sent each (id, attempt, moment, platform's id). A lease that was lost leaves the row as it is."""
    _mark(
        session,
        _TO_SENT,
        [
            {"row_id": i, "attempt": attempt, "at": at, "reference": reference, "by_worker": worker}
            for i, attempt, at, reference in rows
        ],
    )


def part_sent(session: Session, row_id: int, attempt: int, *, worker: str, at: datetime, again_at: datetime) -> None:
    """Mark one piece as sent: the next one follows at `again_at`."""
    values = {"row_id": row_id, "attempt": attempt, "by_worker": worker, "at": at, "again_at": again_at}
    _mark(session, _TO_NEXT_PART, [values])


def not_sent(session: Session, row_id: int, attempt: int, *, worker: str, error: str, again_at: datetime) -> None:
    """Queue again a message that certainly did not go out."""
    values = {"row_id": row_id, "attempt": attempt, "by_worker": worker, "reason": error, "again_at": again_at}
    _mark(session, _TO_PENDING, [values])


def uncertain(session: Session, row_id: int, attempt: int, *, worker: str, error: str, now: datetime) -> None:
    """Mark a message whose fate is unknown: after a while it may be repeated."""
    values = {"row_id": row_id, "attempt": attempt, "by_worker": worker, "reason": error}
    _mark(session, _TO_UNCERTAIN, [{**values, "again_at": now + REPEAT_AFTER}])


def failed(session: Session, row_id: int, attempt: int, *, worker: str, error: str) -> None:
    """Mark a message that no further try would deliver."""
    _mark(session, _TO_FAILED, [{"row_id": row_id, "attempt": attempt, "by_worker": worker, "reason": error}])


def _mark(session: Session, statement: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        session.connection().execute(statement, rows)
