"""The pulse: numbers of waiting messages, and heartbeats."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import heartbeats
from models.auditing.chain import ChainCheck
from models.outbox import IS_PENDING, IS_UNSETTLED, Outbox, State


@dataclass(frozen=True, slots=True)
class Pulse:
    """Messages due now, set for later, without an address, of uncertain fate; the last heartbeat of every job."""

    waiting: int
    later: int
    homeless: int
    uncertain: int
    beats: dict[str, datetime]
    verified: int
    verified_at: datetime | None


def pulse(session: Session, now: datetime) -> Pulse:
    count = select(func.count(Outbox.id))
    here = count.where(IS_PENDING, Outbox.channel.is_not(None))
    under_way = count.where(IS_UNSETTLED, Outbox.state == State.SENDING)
    check = session.get(ChainCheck, 1)
    return Pulse(
        waiting=sum(session.scalar(each) or 0 for each in (here.where(Outbox.not_before <= now), under_way)),
        later=session.scalar(here.where(Outbox.not_before > now)) or 0,
        homeless=session.scalar(count.where(IS_PENDING, Outbox.channel.is_(None))) or 0,
        uncertain=session.scalar(count.where(IS_UNSETTLED, Outbox.state == State.UNCERTAIN)) or 0,
        beats=heartbeats.last(session),
        verified=check.entries if check else 0,
        verified_at=check.checked_at if check else None,
    )
