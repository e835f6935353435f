"""What the community asked in some days and what became of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.community.requests import LISTING
from models.community.tables import CommunityDemand
from models.community.themes import shown
from models.expedientes import Expediente
from models.people import Person, standing
from models.records import visible_to


@dataclass(frozen=True, slots=True)
class CommunitySum:
    """What came in and what was delivered in some days, what still waits, the theme asked most, the oldest."""

    came: int
    answered: int
    waiting: int
    theme: str
    oldest: CommunityDemand | None


def counts(session: Session, since: datetime, until: datetime, *, by: Person, now: datetime) -> CommunitySum:
    """The sums of some days, of what a person may see."""
    seen = visible_to(standing(session, by, now))
    query = select(CommunityDemand).join(Expediente, Expediente.id == CommunityDemand.id).where(seen)
    came = session.scalars(query.where(Expediente.created_at >= since, Expediente.created_at < until)).all()
    within = (CommunityDemand.delivered_at >= since, CommunityDemand.delivered_at < until)
    count = select(func.count()).select_from(CommunityDemand).join(Expediente, Expediente.id == CommunityDemand.id)
    waits = (CommunityDemand.delivered_at.is_(None), Expediente.status.in_(LISTING.active))
    themes = Counter(each.theme for each in came if each.theme).most_common(1)
    return CommunitySum(
        len(came),
        session.scalar(count.where(seen, *within)) or 0,
        session.scalar(count.where(seen, *waits)) or 0,
        shown(themes[0][0]) if themes else "",
        session.scalars(query.where(*waits).order_by(Expediente.id).limit(1)).first(),
    )


def undelivered(session: Session, *, by: Person, now: datetime) -> list[CommunityDemand]:
    """What an órgão answered and nobody took to the asker, the first one first."""
    query = select(CommunityDemand).join(Expediente, Expediente.id == CommunityDemand.id)
    waits = (
        CommunityDemand.delivered_at.is_(None),
        CommunityDemand.answer != "",
        Expediente.status.in_(LISTING.active),
    )
    query = query.where(*waits, visible_to(standing(session, by, now)))
    return list(session.scalars(query.order_by(CommunityDemand.answered_at)))
