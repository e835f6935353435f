"""What nobody settles: leases that ended, messages of unknown fate, and what waits for its time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, and_, func, literal_column, or_, select, text, true, update
from sqlalchemy.orm import Session

from models.outbox import UNSETTLED, Outbox, Priority, State

_MOST_REPEATS = {Priority.URGENT: 3, Priority.ACT: 3, Priority.REPLY: 1, Priority.NOTICE: 1}  # a digest is not repeated
_NEXT = select(func.min(Outbox.not_before)).where(
    Outbox.state == literal_column("'pending'"), Outbox.channel.is_not(None)
)


def workers(session: Session, channel: str) -> list[str]:
    """Who has messages under way."""
    under_way = select(Outbox.worker).where(Outbox.channel == channel, text(UNSETTLED), Outbox.state == State.SENDING)
    return [worker for worker in session.scalars(under_way.distinct()) if worker]


def expire(session: Session, channel: str, now: datetime | None, worker: str | None = None) -> int:
    """What was being sent under a lease that ended is uncertain; `now` None: whatever the lease (its holder is gone).

    `worker`: of that worker only.
    """
    lost = (
        update(Outbox)
        .where(Outbox.channel == channel, text(UNSETTLED), Outbox.state == State.SENDING)
        .where(Outbox.worker == worker if worker else true())
        .values(state=State.UNCERTAIN, repeats=Outbox.repeats + 1, error="interrupted")
        .execution_options(synchronize_session=False)
    )
    return _count(session, lost if now is None else lost.where(Outbox.lease_until < now))


def unsure(session: Session, channel: str, now: datetime) -> list[Outbox]:
    """What nobody knows to have arrived, and has waited long enough to be looked up or repeated."""
    waiting = select(Outbox).where(Outbox.channel == channel, text(UNSETTLED), Outbox.state == State.UNCERTAIN)
    return list(session.scalars(waiting.where(Outbox.not_before <= now).order_by(Outbox.id).limit(100)))


def repeat_uncertain(session: Session, channel: str, ids: Sequence[int] | None = None) -> int:
    """Send again, marked, what is still of unknown fate: these as often as their class allows; without `ids`, all."""
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
    """When the next waiting message may go out."""
    return session.connection().scalar(_NEXT)
