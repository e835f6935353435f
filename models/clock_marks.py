"""Dates in the future left by a clock that was ahead: counted, reported and undone, so that nothing waits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, cast, delete, func, select, update
from sqlalchemy.orm import Session

from models import audit, moments, municipal_days, people, quiet_hours
from models.audit import Audit
from models.doors import DoorState
from models.heartbeats import Heartbeat
from models.inbox import Inbox, InboxState
from models.outbox import IS_PENDING, IS_UNSETTLED, IdempotencyKey, Outbox, Priority, State
from models.people import Invite
from models.quiet_hours import DEFAULT_PREFERENCES
from models.texts import plural

SKEW = timedelta(minutes=1)  # no two clocks agree; nothing but a false one is so far ahead
MOST_WAIT = timedelta(hours=2)  # a message tried again, or a file being fetched, waits no longer
MOST_INVITED = timedelta(days=8)  # a code lives for a week
_MOST_LEASE = timedelta(minutes=10)
_SLEPT = timedelta(days=3)  # without a run of the night: the house slept, or the clock jumped
_JUMP = "clock-jump"


@dataclass(frozen=True, slots=True)
class FutureMarks:
    """The number of messages marked as sent later than now, and of those put off to an unplanned moment."""

    sent: int
    waiting: int

    @property
    def text(self) -> str:
        """The sentence for the operator; empty where all is well."""
        said = []
        if self.sent:
            said.append(f"há {plural(self.sent, 'envio marcado', 'envios marcados')} para o futuro")
        if self.waiting:
            said.append(f"há {plural(self.waiting, 'mensagem', 'mensagens')} à espera de uma hora que ninguém marcou")
        return " e ".join(said)


def found(session: Session, now: datetime) -> FutureMarks:
    """The present marks, found by the indexes of each door, so that the cost is independent of the history."""
    return FutureMarks(_sent_later(session, now), len(_waiting_wrongly(session, now)))


def _sent_later(session: Session, now: datetime) -> int:
    doors = session.scalars(select(DoorState.name)).all()
    later = select(func.count()).where(Outbox.sent_at > now + SKEW)
    return sum(session.scalar(later.where(Outbox.channel == door)) or 0 for door in doors)


def _waiting_wrongly(session: Session, now: datetime) -> dict[int, datetime]:
    """The messages put off for longer than any plan could have, each with the moment it may leave."""
    late = select(Outbox.id, Outbox.person_id, Outbox.priority).where(IS_PENDING, Outbox.not_before > now + MOST_WAIT)
    rows = session.execute(late).all()
    if not rows:
        return {}
    calendar = municipal_days.current(session)
    readers = [row.person_id for row in rows if row.person_id]
    preferences, silent = quiet_hours.preferences_of(session, readers), people.silences(session, readers, now)
    allowed = {
        row.id: now
        if row.priority == Priority.REPLY
        else quiet_hours.next_allowed(
            preferences.get(row.person_id, DEFAULT_PREFERENCES), silent.get(row.person_id, now), calendar
        )
        for row in rows
    }
    wrong = select(Outbox.id, Outbox.not_before).where(Outbox.id.in_(allowed))
    return {row.id: allowed[row.id] for row in session.execute(wrong) if row.not_before > allowed[row.id] + MOST_WAIT}


def undo(session: Session, now: datetime) -> list[str]:
    """Correct the dates in the future; returns the corrections in words, which the history has as well."""
    undone = [*_let_go(session, now)]
    if _was_ahead(session, now):
        undone += _begin_again(session, now)
    if undone:
        audit.write(session, "relogio", by=None, now=now, text=f"relógio adiantado desfeito: {', '.join(undone)}")
    return undone


def _was_ahead(session: Session, now: datetime) -> bool:
    return session.scalar(select(Heartbeat.job).where(Heartbeat.at > now + SKEW).limit(1)) is not None


def _let_go(session: Session, now: datetime) -> Iterator[str]:
    """Correct the dates that no plan explains, whatever is known of the clock."""
    waiting = _waiting_wrongly(session, now)
    for row_id, at in waiting.items():
        session.execute(update(Outbox).where(Outbox.id == row_id).values(not_before=at))
    if waiting:
        yield plural(len(waiting), "mensagem que esperava", "mensagens que esperavam")
    yield from _reset(session, Inbox, "not_before", now, now + MOST_WAIT, Inbox.state == InboxState.PENDING)
    yield from _reset(session, Invite, "expires_at", now + MOST_INVITED, now + MOST_INVITED)
    leased = (IS_UNSETTLED, Outbox.state == State.SENDING)
    yield from _reset(session, Outbox, "lease_until", now, now + _MOST_LEASE, *leased)


def _begin_again(session: Session, now: datetime) -> Iterator[str]:
    """Correct every date later than now, after the clock was certainly ahead."""
    later = now + SKEW
    yield from _reset(session, Heartbeat, "since", now, later)
    yield from _reset(session, Heartbeat, "at", now, later)
    yield from _reset(session, Inbox, "not_before", now, later, Inbox.state == InboxState.PENDING)
    made_later = (IS_PENDING, Outbox.created_at > later)
    yield from _reset(session, Outbox, "not_before", now, later, *made_later)
    yield from _reset(session, DoorState, "paused_until", now, later)
    yield from _reset(session, DoorState, "listener_until", now, later)
    session.execute(delete(IdempotencyKey).where(IdempotencyKey.at > later))
    again = update(Outbox).where(Outbox.created_at > later, Outbox.priority == int(Priority.DIGEST))
    key = Outbox.key + ":adiantado:" + cast(Outbox.id, String)  # the digest of the true day has the key again
    session.execute(again.values(key=key).execution_options(synchronize_session=False))


def _reset(session: Session, table: type, column: str, to: datetime, after: datetime, *only: object) -> Iterator[str]:
    field = getattr(table, column)
    change = update(table).where(field > after, *only).values({column: to})  # type: ignore[arg-type]
    result = session.execute(change.execution_options(synchronize_session=False))
    count: int = result.rowcount  # type: ignore[attr-defined]
    if count:
        yield f"{table.__name__}.{column}: {count}"


def may_purge(session: Session, now: datetime, last: datetime | None) -> bool:
    """Whether the clock may be believed for deleting; `last`: the time of the last nightly work."""
    # After days without that work the house slept, or the clock jumped ahead: only a second day of that time deletes.
    known = last or session.scalar(select(Audit.at).order_by(Audit.id.desc()).limit(1))
    key = f"{_JUMP}:{moments.today(now)}"
    if session.get(IdempotencyKey, key) is not None:
        return False
    if known is None or now - known <= _SLEPT:
        return True
    session.add(IdempotencyKey(key=key, at=now))
    session.flush()
    return False
