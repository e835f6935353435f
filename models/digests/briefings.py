"""What the last digest of each person named: a reminder of it would repeat it, and so would another digest."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ForeignKey, bindparam, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, insert_rows


class Briefing(Base):
    """The last digest of a person: its day, the deadlines with their dates, the decisions and what was late."""

    __tablename__ = "briefings"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, autoincrement=False)
    day: Mapped[date]
    named: Mapped[list[str]]


class Read(NamedTuple):
    """The day of a digest, and what it named."""

    day: date
    named: frozenset[str]


_IDS = Briefing.person_id.in_(bindparam("ids", expanding=True))
_FORGET = delete(Briefing).where(_IDS)
_SINCE = select(Briefing.person_id, Briefing.day, Briefing.named).where(_IDS, Briefing.day >= bindparam("day"))


def named_as(deadline_id: int, due_at: datetime) -> str:
    """A deadline as a digest named it: with another date it is news again."""
    return f"{deadline_id}:{due_at:%y%m%d%H%M}"


def keep(session: Session, named: Mapping[int, Iterable[str]], day: date) -> None:
    """Note what the digests of these people name."""
    if named:
        session.connection().execute(_FORGET, {"ids": list(named)})
        rows = [{"person_id": person_id, "day": day, "named": list(each)} for person_id, each in named.items()]
        insert_rows(session, Briefing, rows)


def briefed(session: Session, person_ids: Iterable[int], since: date) -> dict[int, Read]:
    """The last digest of each of these people, of those who got one on that day or later."""
    rows = session.connection().execute(_SINCE, {"ids": list(set(person_ids)), "day": since})
    return {row.person_id: Read(row.day, frozenset(row.named)) for row in rows}
