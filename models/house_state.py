"""The state of the house as a whole: whether its messages are held after a restore.

A restored database does not know the messages sent after its copy was made, so nothing is sent until released.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, seals
from models.base import Base, insert_rows
from models.outbox import Outbox, State

_HOLD = "hold"
_UNSETTLED = (State.PENDING, State.SENDING, State.UNCERTAIN)


class HouseState(Base):
    """One fact about the house, by its key."""

    __tablename__ = "house_state"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


seals.protect(HouseState, "o estado da casa", by="key")


_HELD = select(HouseState.value).where(HouseState.key == _HOLD)


def held_since(session: Session) -> datetime | None:
    """The beginning of the hold; None while messages flow."""
    value = session.connection().scalar(_HELD)
    return datetime.fromisoformat(value) if value else None


def hold(session: Session, now: datetime, why: str) -> None:
    """Hold all messages until released. A second hold keeps the first one's moment."""
    if held_since(session) is None:
        insert_rows(session, HouseState, [{"key": _HOLD, "value": now.isoformat()}])
        audit.write(session, "espera", by=None, now=now, text=why)


def maybe_sent(session: Session) -> Sequence[Outbox]:
    """The messages that were due when the hold began: they may have gone out after the copy was made."""
    since = held_since(session)
    if since is None:
        return []
    query = select(Outbox).where(Outbox.state.in_(_UNSETTLED), Outbox.created_at <= since).order_by(Outbox.id)
    return session.scalars(query).all()


def release(session: Session, now: datetime, *, discard: bool = False) -> int:
    """Lift the hold. Messages that may have gone out are sent marked as repeats, or cancelled by `discard`.

    Returns the number of such messages.
    """
    waiting = maybe_sent(session)
    for row in waiting:
        row.state = State.CANCELLED if discard else State.PENDING
        row.repeats += not discard
    session.execute(delete(HouseState).where(HouseState.key == _HOLD))
    what = "canceladas" if discard else "enviadas como possível repetição"
    audit.write(session, "liberacao", by=None, now=now, text=f"espera encerrada; {len(waiting)} mensagens {what}")
    return len(waiting)
