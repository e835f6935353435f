"""The few facts about the house as a whole. Today one: whether it holds its messages back after a restore.

A restored database does not know what went out after its copy was made, so nothing is sent until somebody has looked.
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
    __tablename__ = "house_state"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


seals.protect(HouseState, "o estado da casa", by="key")


_HELD = select(HouseState.value).where(HouseState.key == _HOLD)


def held_since(session: Session) -> datetime | None:
    """When the hold began; None while messages flow."""
    value = session.connection().scalar(_HELD)
    return datetime.fromisoformat(value) if value else None


def hold(session: Session, now: datetime, why: str) -> None:
    """Send nothing until released. A second hold leaves the first one's moment standing."""
    if held_since(session) is None:
        insert_rows(session, HouseState, [{"key": _HOLD, "value": now.isoformat()}])
        audit.write(session, "espera", by=None, now=now, text=why)


def maybe_sent(session: Session) -> Sequence[Outbox]:
    """What was waiting when the hold began: it may have gone out after the copy was made."""
    since = held_since(session)
    if since is None:
        return []
    query = select(Outbox).where(Outbox.state.in_(_UNSETTLED), Outbox.created_at <= since).order_by(Outbox.id)
    return session.scalars(query).all()


def release(session: Session, now: datetime, *, discard: bool = False) -> int:
    """Lift the hold. What may have gone out already is sent marked as a possible repetition, or cancelled by `discard`.

    Returns how many such messages there were.
    """
    waiting = maybe_sent(session)
    for row in waiting:
        row.state = State.CANCELLED if discard else State.PENDING
        row.repeats += not discard
    session.execute(delete(HouseState).where(HouseState.key == _HOLD))
    what = "canceladas" if discard else "enviadas como possível repetição"
    audit.write(session, "liberacao", by=None, now=now, text=f"espera encerrada; {len(waiting)} mensagens {what}")
    return len(waiting)
