"""Tables of deadlines and of the ladders of reminders."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, and_
from sqlalchemy.orm import Mapped, mapped_column

from models import moments, seals
from models.base import Base, related
from models.people import Orgao, Person
from models.records import Record


class DeadlineState(StrEnum):
    OPEN = "open"
    PAUSED = "paused"
    MET = "met"
    MET_LATE = "met_late"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Due:
    """When something falls due, as read or counted. A day alone means the end of that work day."""

    at: datetime
    date_only: bool = False
    rule: str | None = None
    memory: tuple[str, ...] = ()
    basis: dict[str, Any] | None = None  # what it was counted from, to count it again: see counted.py
    notes: tuple[str, ...] = ()  # what whoever gives the deadline must be told at once; not kept

    @property
    def text(self) -> str:
        return moments.moment_text(self.at, date_only=self.date_only)


class Deadline(Base):
    """One date someone must meet. The owner is a person, or an órgão (whoever answers for it on the day).

    The owner of one that runs for another Power only watches it.
    """

    __tablename__ = "deadlines"
    __table_args__ = (
        Index("ix_deadlines_record", "record_id", "state"),
        Index("ix_deadlines_reminder", "state", "next_at"),
        Index("ix_deadlines_person", "person_id", "state", "due_at"),
        Index("ix_deadlines_orgao", "orgao_id", "state", "due_at"),
        Index("ix_deadlines_counted_on", "counted_on", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"))
    item_id: Mapped[int | None]  # the assignment, addressee or tramitacao it belongs to
    kind: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    orgao_id: Mapped[int | None] = mapped_column(ForeignKey("orgaos.id"))
    due_at: Mapped[datetime]
    date_only: Mapped[bool]
    rule: Mapped[str | None]
    memory: Mapped[list[str] | None]
    basis: Mapped[dict[str, Any] | None]
    counted_on: Mapped[str | None]  # the calendar it was counted on; null: nothing to count again
    ladder: Mapped[str]
    next_at: Mapped[datetime | None]  # when the next step is due; null: nothing more to say
    reminded_at: Mapped[datetime | None]  # the steps up to then have been said
    snoozed_until: Mapped[datetime | None]  # the responsible asked for quiet; the ladder still goes up
    state: Mapped[str]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    runs_for: Mapped[str | None]  # the other Power that has to meet it (`a Câmara`); null: it is ours
    record: Mapped[Record] = related(lazy="raise_on_sql")
    person: Mapped[Person | None] = related(lazy="raise_on_sql")
    orgao: Mapped[Orgao | None] = related(lazy="raise_on_sql")

    @property
    def due(self) -> Due:
        return Due(self.due_at, self.date_only, self.rule, tuple(self.memory or ()), self.basis)

    def is_overdue(self, now: datetime) -> bool:
        """Whether it is a delay of ours."""
        return self.due_at < now and self.runs_for is None


seals.protect(Deadline, "o prazo", by="record_id", but=("next_at", "reminded_at"))
IS_OPEN = Deadline.state == DeadlineState.OPEN
IS_OURS = Deadline.runs_for.is_(None)


def is_late(now: datetime) -> ColumnElement[bool]:
    """The condition that a deadline is a delay of ours."""
    return and_(IS_OPEN, IS_OURS, Deadline.due_at < now)


class LadderStep(Base):
    """One step: so many units from the due date, at an hour, something is said to someone. The chefia edits it."""

    __tablename__ = "ladder_steps"
    ladder: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    n: Mapped[int]  # negative: before the due date
    unit: Mapped[str]  # dias_uteis, dias_corridos or horas
    hour: Mapped[str]  # HH:MM, for days
    audience: Mapped[str]  # responsavel, adjunto, chefia or autor
    daily: Mapped[bool]  # repeated every work day from then on


seals.protect(LadderStep, "a escada de cobrança", by="ladder")
