"""The deadlines that the last digest of each person named: a reminder of one of them would repeat it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import ForeignKey, bindparam, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, insert_rows


class Briefing(Base):
    """The last digest of a person: its day, and the deadlines it named, each with its date."""

    __tablename__ = "briefings"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, autoincrement=False)
    day: Mapped[date]
    named: Mapped[list[str]]


_IDS = Briefing.person_id.in_(bindparam("ids", expanding=True))
_FORGET = delete(Briefing).where(_IDS)
_OF_THE_DAY = select(Briefing.person_id, Briefing.named).where(_IDS, Briefing.day == bindparam("day"))


def named_as(deadline_id: int, due_at: datetime) -> str:
    """A deadline as a digest named it: with another date it is news again."""
    return f"{deadline_id}:{due_at:%y%m%d%H%M}"


def keep(session: Session, named: Mapping[int, Iterable[str]], day: date) -> None:
    """Note the deadlines that the digests of these people name."""
    if named:
        session.connection().execute(_FORGET, {"ids": list(named)})
        rows = [{"person_id": person_id, "day": day, "named": list(each)} for person_id, each in named.items()]
        insert_rows(session, Briefing, rows)


def briefed(session: Session, person_ids: Iterable[int], day: date) -> dict[int, frozenset[str]]:
    """The deadlines named by the digest that each of these people got that day."""
    rows = session.connection().execute(_OF_THE_DAY, {"ids": list(set(person_ids)), "day": day})
    return {row.person_id: frozenset(row.named) for row in rows}
