"""The state of each door, shared by all processes: its pause, the reason why it is shut, its listener."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, insert_new_rows


class DoorState(Base):
    """One row for each door ever opened. `reason`: why it is shut (a revoked token); empty while it is open."""

    __tablename__ = "doors"
    name: Mapped[str] = mapped_column(primary_key=True)
    paused_until: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    listener: Mapped[str | None]
    listener_until: Mapped[datetime | None]
    heard_at: Mapped[datetime | None]


_STATE = select(DoorState.paused_until, DoorState.reason).where(DoorState.name == bindparam("channel"))
_HERE = update(DoorState).where(DoorState.name == bindparam("channel")).execution_options(synchronize_session=False)
_PAUSE = _HERE.values(paused_until=bindparam("until"))
_SHUT = _HERE.values(reason=bindparam("why"))
_HEARD = _HERE.values(heard_at=bindparam("now"))
_MOST_PAUSE, _MOST_LEASE = timedelta(days=1), timedelta(minutes=10)  # beyond: written by a clock that was ahead
_FOR_EVER = datetime(9000, 1, 1, tzinfo=UTC)


def known(session: Session, name: str) -> DoorState:
    """The row of a door, locked until this transaction ends; made at the first time."""
    nothing = {"paused_until": None, "listener": None, "listener_until": None, "heard_at": None}
    insert_new_rows(session, DoorState, [{"name": name, "reason": "", **nothing}])
    return session.get_one(DoorState, name, with_for_update=True)


def shut_until(session: Session, name: str, now: datetime) -> datetime | None:
    """The moment until which no message may be sent; None: now. For a shut door it is a far one."""
    state = session.connection().execute(_STATE, {"channel": name}).first()
    if state is None:
        return None
    if state.reason:
        return _FOR_EVER
    until = state.paused_until
    return until if until is not None and now < until <= now + _MOST_PAUSE else None


def pause(session: Session, name: str, until: datetime) -> None:
    """Send no message through this door before `until`: the platform said so, or does not answer."""
    state = known(session, name)
    if state.paused_until is None or not until <= state.paused_until <= until + _MOST_PAUSE:
        session.connection().execute(_PAUSE, {"channel": name, "until": until})
        session.expire(state)


def shut(session: Session, name: str, why: str) -> bool:
    """Shut a door until somebody has mended it; False when it was shut already."""
    state = known(session, name)
    if state.reason:
        return False
    session.connection().execute(_SHUT, {"channel": name, "why": why})
    session.expire(state)
    return True


def reopen(session: Session, name: str) -> bool:
    """Open a door whose token serves again; False when it was open."""
    state = known(session, name)
    if not state.reason:
        return False
    session.connection().execute(_SHUT, {"channel": name, "why": ""})
    session.expire(state)
    return True


def heard(session: Session, name: str, now: datetime | None) -> None:
    """Note the last contact with the platform; None: the platform calls us, and there is nothing to note."""
    session.connection().execute(_HEARD, {"channel": name, "now": now})


def listen(session: Session, name: str, worker: str, now: datetime, until: datetime) -> bool:
    """Become, or stay, the only listener of a door; False: another process is."""
    state = known(session, name)
    listened_until = state.listener_until
    is_another = state.listener not in (None, worker)
    if is_another and listened_until is not None and now < listened_until <= now + _MOST_LEASE:
        return False
    state.listener, state.listener_until = worker, until
    return True


def stop_listening(session: Session, name: str, worker: str) -> None:
    """Free the place of the listener for another process at once."""
    state = known(session, name)
    if state.listener == worker:
        state.listener_until = None
