"""What runs and what waits, in numbers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import heartbeats
from models.auditing.chain import ChainCheck
from models.outbox import Outbox, State


@dataclass(frozen=True, slots=True)
class Pulse:
    """Messages waiting now, set for later, without an address, of uncertain fate; the last beat of every job."""

    waiting: int
    later: int
    homeless: int
    uncertain: int
    beats: dict[str, datetime]
    verified: int
    verified_at: datetime | None


def pulse(session: Session, now: datetime) -> Pulse:
    waiting = Outbox.state.in_((State.PENDING, State.SENDING))
    count = select(func.count(Outbox.id))
    check = session.get(ChainCheck, 1)
    return Pulse(
        waiting=session.scalar(count.where(waiting, Outbox.channel.is_not(None), Outbox.not_before <= now)) or 0,
        later=session.scalar(count.where(waiting, Outbox.channel.is_not(None), Outbox.not_before > now)) or 0,
        homeless=session.scalar(count.where(waiting, Outbox.channel.is_(None))) or 0,
        uncertain=session.scalar(count.where(Outbox.state == State.UNCERTAIN)) or 0,
        beats=heartbeats.last(session),
        verified=check.entries if check else 0,
        verified_at=check.checked_at if check else None,
    )
