"""Links between records of any subjects, in both directions."""

from datetime import datetime

from sqlalchemy import ForeignKey, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, notices, seals
from models.base import Base, Refusal
from models.people import Person, standing
from models.records import Record, visible_to
from models.subjects import agreed


class RecordLink(Base):
    """Two records that were linked; the one with the lower id stands first."""

    __tablename__ = "record_links"
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True, index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


seals.protect(RecordLink, "a ligação", by="record_id")


def link(session: Session, record: Record, other: Record, *, by: Person, now: datetime) -> bool:
    """Link two records; False when they were before."""
    if record.id == other.id:
        raise Refusal("Diga dois números diferentes. Exemplo: vincular PROC-12/2026 a OF-3/2026")
    first, second = sorted((record.id, other.id))
    if session.get(RecordLink, (first, second)) is not None:
        return False
    session.add(RecordLink(record_id=first, other_id=second, by_id=by.id, at=now))
    for one, another in ((record, other), (other, record)):
        note_other(session, "vinculo", one, another, f"{agreed(one, 'vinculad')} a", by=by, now=now)
    return True


def linked(session: Session, record: Record, *, by: Person, now: datetime) -> list[Record]:
    """The records linked to it, in either direction, that the person may see."""
    to = select(RecordLink.other_id).where(RecordLink.record_id == record.id)
    back = select(RecordLink.record_id).where(RecordLink.other_id == record.id)
    query = select(Record).where(or_(Record.id.in_(to), Record.id.in_(back)))
    return list(session.scalars(query.where(visible_to(standing(session, by, now))).order_by(Record.id)))


def note_other(
    session: Session,
    action: str,
    record: Record,
    other: Record,
    verb: str,
    ending: str = "",
    *,
    by: Person,
    now: datetime,
) -> None:
    """Write and notify of an event between two records: only people who may see both are told of the other."""
    said = f"{verb} {other.code}{ending}"
    audit.write(session, action, by=by, now=now, record_id=record.id, text=said, data={"record": other.id})
    told = f"{by.name}: {record.code} ({record.title}) {said}."
    notices.tell(session, record, told, [], by=by, now=now, names=[other])
