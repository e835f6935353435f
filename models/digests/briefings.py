"""What the last digest of each person named: a reminder of it would repeat it, and so would another digest."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import ForeignKey, bindparam, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import moments
from models.base import Base, insert_rows
from models.calendar import Calendar


class Briefing(Base):
    """The last digest of a person: its day, the deadlines with their dates, the decisions and what was late."""

    __tablename__ = "briefings"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, autoincrement=False)
    day: Mapped[date]
    named: Mapped[list[str]]


_IDS = Briefing.person_id.in_(bindparam("ids", expanding=True))
_FORGET = delete(Briefing).where(_IDS)
_SINCE = select(Briefing.person_id, Briefing.named).where(_IDS, Briefing.day >= bindparam("day"))
_OF_THE_DAY = select(Briefing.person_id, Briefing.named).where(_IDS, Briefing.day == bindparam("day"))


def named_as(deadline_id: int, due_at: datetime) -> str:
    """A deadline as a digest named it: with another date it is news again."""
    return f"{deadline_id}:{due_at:%y%m%d%H%M}"


def keep(session: Session, named: Mapping[int, Iterable[str]], day: date) -> None:
    """Note what the digests of these people name."""
    if named:
        session.connection().execute(_FORGET, {"ids": list(named)})
        rows = [{"person_id": person_id, "day": day, "named": list(each)} for person_id, each in named.items()]
        insert_rows(session, Briefing, rows)


def briefed(session: Session, person_ids: Iterable[int], day: date) -> dict[int, frozenset[str]]:
    """The deadlines and decisions named by the digest that each of these people got that day."""
    rows = session.connection().execute(_OF_THE_DAY, {"ids": list(set(person_ids)), "day": day})
    return {row.person_id: frozenset(row.named) for row in rows}


def read_lately(
    session: Session, person_ids: Iterable[int], now: datetime, calendar: Calendar
) -> dict[int, frozenset[str]]:
    """What the last digest of each of these people named, of those who got one today or on the work day before."""
    day = calendar.add_business_days(moments.today(now), -1)
    rows = session.connection().execute(_SINCE, {"ids": list(set(person_ids)), "day": day})
    return {row.person_id: frozenset(row.named) for row in rows}
