"""Messages kept until somebody says which record they belong to: their files, and somebody else's words."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Brought, insert_row
from models.people import Person

_MOST_LISTED = 8


class KeptMessage(Base):
    """The files and the words of a message; `placed_at`: when they went to a record."""

    __tablename__ = "kept_messages"
    __table_args__ = (Index("ix_kept_messages_person", "person_id", "placed_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    words: Mapped[str]
    files: Mapped[list[dict[str, Any]]]
    placed_at: Mapped[datetime | None]


def keep(session: Session, brought: Brought, *, by: Person, now: datetime) -> int:
    """Keep what came with a message; its number. What was kept before gets the files that came after it."""
    if not brought.kept:
        values = {"words": brought.words, "files": brought.files, "placed_at": None}
        return insert_row(session, KeptMessage, person_id=by.id, at=now, **values)
    known = session.get_one(KeptMessage, brought.kept)
    if known.files != brought.files:
        known.files = brought.files
    return known.id


def of(session: Session, number: int, *, by: Person) -> KeptMessage | None:
    """The message that this person had kept under that number."""
    return session.scalar(select(KeptMessage).where(KeptMessage.id == number, KeptMessage.person_id == by.id))


def place(session: Session, number: int, now: datetime) -> None:
    """Note that a message went to a record."""
    session.get_one(KeptMessage, number).placed_at = now


def waiting(session: Session, *, by: Person) -> list[KeptMessage]:
    """The newest messages of a person that went to no record yet."""
    mine = (KeptMessage.person_id == by.id, KeptMessage.placed_at.is_(None))
    return list(session.scalars(select(KeptMessage).where(*mine).order_by(KeptMessage.id.desc()).limit(_MOST_LISTED)))
