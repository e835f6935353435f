"""Leases that ended, messages of unknown fate, and the time of the next message."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, and_, func, literal_column, or_, select, text, true, update
from sqlalchemy.orm import Session

from models.deliveries.shapes import Delivery, delivery_of
from models.outbox import UNSETTLED, Outbox, Priority, State

_MOST_REPEATS = {Priority.URGENT: 3, Priority.ACT: 3, Priority.REPLY: 1, Priority.NOTICE: 1}  # a digest is not repeated
_NEXT = select(func.min(Outbox.not_before)).where(
    Outbox.state == literal_column("'pending'"), Outbox.channel.is_not(None)
)


def workers(session: Session, channel: str) -> list[str]:
    """The workers with messages under way."""
    under_way = select(Outbox.worker).where(Outbox.channel == channel, text(UNSETTLED), Outbox.state == State.SENDING)
    return [worker for worker in session.scalars(under_way.distinct()) if worker]


def expire(session: Session, channel: str, now: datetime | None, worker: str | None = None) -> int:
    """Mark as uncertain the messages whose lease has ended; returns how many.

    `now` None: all of them, for a holder that is gone. `worker`: those of that worker only.
    """
    lost = (
        update(Outbox)
        .where(Outbox.channel == channel, text(UNSETTLED), Outbox.state == State.SENDING)
        .where(Outbox.worker == worker if worker else true())
        .values(state=State.UNCERTAIN, repeats=Outbox.repeats + 1, error="interrupted")
        .execution_options(synchronize_session=False)
    )
    return _count(session, lost if now is None else lost.where(Outbox.lease_until < now))


def unsure(session: Session, channel: str, now: datetime) -> list[Delivery]:
    """The messages of unknown fate that have waited long enough to be looked up or repeated."""
    waiting = select(Outbox).where(Outbox.channel == channel, text(UNSETTLED), Outbox.state == State.UNCERTAIN)
    due = waiting.where(Outbox.not_before <= now).order_by(Outbox.id).limit(100)
    return [delivery_of(row, channel) for row in session.scalars(due)]


def repeat_uncertain(session: Session, channel: str, ids: Sequence[int] | None = None) -> int:
    """Queue messages of unknown fate once more: these, as often as their class allows; without `ids`, all. How many."""
    allowed = [and_(Outbox.priority == kind, Outbox.repeats <= most) for kind, most in _MOST_REPEATS.items()]
    again = (
        update(Outbox)
        .where(Outbox.channel == channel, text(UNSETTLED), Outbox.state == State.UNCERTAIN)
        .values(state=State.PENDING)
        .execution_options(synchronize_session=False)
    )
    if ids is not None:
        again = again.where(Outbox.id.in_(ids), or_(*allowed, Outbox.edits_id.is_not(None)))
    return _count(session, again)


def _count(session: Session, statement: Any) -> int:
    result = session.execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount


def next_due_at(session: Session) -> datetime | None:
    """The moment at which the next waiting message may go out; None: there is none."""
    return session.connection().scalar(_NEXT)
