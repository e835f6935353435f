"""The tables of funds: what the law ties, the lines of a plan, what waits before it counts.

Line 0 of a fund's account is its money: the opening balance and the revenue. Its other lines are those of the plan.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models import seals
from models.base import Base, related
from models.people import Person
from models.records import Record

FUNDO = "fundo"


class FundoStatus(StrEnum):
    VIGENTE = "vigente"
    EXTINTO = "extinto"


class Fundo(Record):
    """A fund: its title is its name."""

    __tablename__ = "fundos"
    id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    sigla: Mapped[str] = mapped_column(unique=True)
    lei: Mapped[str]
    finalidades: Mapped[str]  # one a line, as the law numbers them
    cnpj: Mapped[str]
    conselho: Mapped[str]  # the name of a list of people
    gestor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    gestor: Mapped[Person | None] = related(foreign_keys=[gestor_id], lazy="select")

    __mapper_args__ = {"polymorphic_identity": FUNDO}


class PlanLine(Base):
    """A line of the plan of a year: what the council lets money go to."""

    __tablename__ = "plan_lines"
    __table_args__ = (UniqueConstraint("fundo_id", "ano", "numero"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    fundo_id: Mapped[int] = mapped_column(ForeignKey("fundos.id"))
    ano: Mapped[int]
    numero: Mapped[int]
    descricao: Mapped[str]
    finalidade: Mapped[str]


class PendingMove(Base):
    """Money counted by several people, or moved between lines of a plan, before it counts; `given`: whose word is in.

    `wanted`: the people who counted; of a change of the plan nobody: it waits for the council's ata.
    """

    __tablename__ = "fund_pending_moves"
    id: Mapped[int] = mapped_column(primary_key=True)
    fundo_id: Mapped[int] = mapped_column(ForeignKey("fundos.id"), index=True)
    from_line_id: Mapped[int]
    to_line_id: Mapped[int]
    cents: Mapped[int]
    text: Mapped[str]
    wanted: Mapped[list[str]]  # by handle
    given: Mapped[list[str]]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    document: Mapped[str]


seals.protect(Fundo, "o fundo", by="id")
seals.protect(PlanLine, "a linha do plano", by="fundo_id")
seals.protect(PendingMove, "o lançamento por confirmar", by="fundo_id")
