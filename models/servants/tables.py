"""The table of what is written about a servant."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models import seals
from models.base import Base, related
from models.expedientes import Expediente
from models.people import Person


class ServantNote(Base):
    """What is particular to an expediente about a servant; its text is that of the expediente."""

    __tablename__ = "servant_notes"
    id: Mapped[int] = mapped_column(ForeignKey("expedientes.id"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    seen_at: Mapped[datetime | None]
    answer: Mapped[str]
    filed_as: Mapped[str]  # the portaria by which it went into the file, or who investigates
    filed_at: Mapped[datetime | None]
    rectified: Mapped[str | None]  # what its author corrected of it; the text first written stays
    expediente: Mapped[Expediente] = related(lazy="joined")
    person: Mapped[Person] = related(lazy="joined")

    @property
    def code(self) -> str:
        return self.expediente.code


seals.protect(ServantNote, "o registro sobre o servidor", by="id")
