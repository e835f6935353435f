"""Tables of tasks."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models import seals, searchable
from models.base import Base, related
from models.people import Orgao, Person
from models.records import Record


class TaskPriority(StrEnum):
    """The priorities of a task."""

    NORMAL = "normal"
    ALTA = "alta"
    URGENTE = "urgente"


class TaskStatus(StrEnum):
    """The states of a task."""

    ABERTA = "aberta"
    CONCLUIDA = "concluída"
    CANCELADA = "cancelada"


class TaskDeadline(StrEnum):
    """The dates of a task."""

    TAREFA = "tarefa"


class AssignmentState(StrEnum):
    """The states of an assignment; `pedida`: asked of somebody above, who has not accepted it yet."""

    PEDIDA = "pedida"
    RECUSADA = "recusada"
    ABERTA = "aberta"
    INICIADA = "iniciada"
    CONCLUIDA = "concluída"
    REPASSADA = "repassada"
    CANCELADA = "cancelada"


OPEN_STATES = (AssignmentState.ABERTA, AssignmentState.INICIADA)


class Task(Record):
    """A task. Its author is the person who gave it; `parent_id`: the record it was made from."""

    __tablename__ = "tasks"
    id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    text: Mapped[str]
    priority: Mapped[str]
    tags: Mapped[list[str]]
    checklist: Mapped[list[dict[str, Any]]]  # [{"text": "...", "done": false}]
    recurrence: Mapped[str | None]  # Recurrence.text
    series_id: Mapped[int | None] = mapped_column(index=True)  # the first task of a recurring series
    renews_at: Mapped[datetime | None] = mapped_column(index=True)  # when the next of the series is made

    __mapper_args__ = {"polymorphic_identity": "task"}


seals.protect(Task, "a tarefa", by="id")


searchable.source(Task.__table__.c.id, Task.__table__.c.text, Task.__table__.c.tags)


class Assignment(Base):
    """One assignee of a task, a person or an órgão, with an own state."""

    __tablename__ = "task_assignments"
    __table_args__ = (
        Index("ix_task_assignments_person", "person_id", "state"),
        Index("ix_task_assignments_orgao", "orgao_id", "state"),
        Index("ix_task_assignments_state", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    orgao_id: Mapped[int | None] = mapped_column(ForeignKey("orgaos.id"))
    state: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    started_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    person: Mapped[Person | None] = related(foreign_keys=[person_id], lazy="joined")
    orgao: Mapped[Orgao | None] = related(lazy="joined")

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_asked(self) -> bool:
        return self.state == AssignmentState.PEDIDA

    @property
    def assignee(self) -> Person | Orgao:
        who = self.person or self.orgao
        assert who is not None
        return who


seals.protect(Assignment, "o encargo", by="task_id")
