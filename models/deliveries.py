"""How a queued message moves from state to state. Each function is one step, in its caller's transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from models.outbox import Outbox, State

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 8
REPEAT_MARK = "Possível repetição; se já leu, desconsidere.\n"

_DUE = (
    select(Outbox)
    .where(Outbox.state == State.PENDING, Outbox.channel.in_(bindparam("channels", expanding=True)))
    .where(Outbox.not_before <= bindparam("now"))
    .order_by(Outbox.priority, Outbox.id)
    .limit(bindparam("most"))
)
_NEXT = select(func.min(Outbox.not_before)).where(Outbox.state == State.PENDING, Outbox.channel.is_not(None))
_MOVE = (
    update(Outbox)
    .where(Outbox.id.in_(bindparam("ids", expanding=True)), Outbox.worker == bindparam("by_worker"))
    .execution_options(synchronize_session=False)
)
_TO_SENDING = _MOVE.where(Outbox.state == State.CLAIMED).values(state=State.SENDING, attempts=Outbox.attempts + 1)
_TO_SENT = _MOVE.where(Outbox.state == State.SENDING).values(
    state=State.SENT, sent_at=bindparam("moment"), external_id=bindparam("reference")
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A claimed message, detached from the database while it is being sent."""

    id: int
    channel: str
    address: str
    person_id: int | None
    payload: dict[str, Any]
    reply_to: int | None
    repeats: int

    @property
    def text(self) -> str:
        """What the person reads; a repeat says that it may be one."""
        mark = REPEAT_MARK if self.repeats else ""
        return mark + str(self.payload["text"])


def claim(session: Session, channels: list[str], *, worker: str, now: datetime, most: int) -> list[Delivery]:
    """Take the most urgent due messages of these channels under a lease."""
    rows = list(session.scalars(_DUE, {"channels": channels, "now": now, "most": most}))
    for row in rows:
        row.state, row.worker, row.lease_until = State.CLAIMED, worker, now + LEASE
    return [
        Delivery(r.id, r.channel or "", r.address or "", r.person_id, r.payload, r.reply_to, r.repeats) for r in rows
    ]


def sending(session: Session, ids: list[int], *, worker: str) -> None:
    """Committed before the call: from here on nobody knows whether it went out until it is marked."""
    session.connection().execute(_TO_SENDING, {"ids": ids, "by_worker": worker})


def sent(session: Session, ids: list[int], *, worker: str, now: datetime, reference: str | None = None) -> None:
    """A definite yes. Refused silently when the lease was lost: the mark is then someone else's."""
    session.connection().execute(_TO_SENT, {"ids": ids, "by_worker": worker, "moment": now, "reference": reference})


def not_sent(session: Session, row_id: int, *, error: str, again_at: datetime) -> None:
    """A definite no that may be tried again; too many make it failed."""
    row = session.get_one(Outbox, row_id)
    row.error, row.not_before = error, again_at
    row.state = State.PENDING if row.attempts < MOST_ATTEMPTS else State.FAILED


def failed(session: Session, row_id: int, *, error: str) -> None:
    """A definite no for ever."""
    row = session.get_one(Outbox, row_id)
    row.state, row.error = State.FAILED, error


def uncertain(session: Session, row_id: int, *, error: str) -> None:
    row = session.get_one(Outbox, row_id)
    row.state, row.error, row.repeats = State.UNCERTAIN, error, row.repeats + 1


def recover(session: Session, channels: list[str]) -> int:
    """After a restart: what was being sent is uncertain, what was only claimed is pending. Returns how many are."""
    mine = Outbox.channel.in_(channels)
    options = {"synchronize_session": False}
    session.execute(
        update(Outbox)
        .where(mine, Outbox.state == State.CLAIMED)
        .values(state=State.PENDING)
        .execution_options(**options)
    )
    lost = session.execute(
        update(Outbox)
        .where(mine, Outbox.state == State.SENDING)
        .values(state=State.UNCERTAIN, repeats=Outbox.repeats + 1, error="interrupted")
        .execution_options(**options)
    )
    return int(lost.rowcount)  # type: ignore[attr-defined]


def repeat_uncertain(session: Session, channels: list[str], now: datetime) -> int:
    """Send again, marked as a possible repetition, what nobody knows to have arrived."""
    again = session.execute(
        update(Outbox)
        .where(Outbox.channel.in_(channels), Outbox.state == State.UNCERTAIN)
        .values(state=State.PENDING, not_before=now)
        .execution_options(synchronize_session=False)
    )
    return int(again.rowcount)  # type: ignore[attr-defined]


def next_due_at(session: Session) -> datetime | None:
    """When the next waiting message may go out."""
    return session.connection().scalar(_NEXT)
