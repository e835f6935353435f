"""The tables of the plan: what is to be reached, its milestones, the reports of its progress, and its obstacles."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models import seals
from models.base import Base, related
from models.people import Orgao, Person
from models.records import Record

KIND = "plan_item"
MARCO, ENTRAVE, FIM = "marco", "entrave", "plano_fim"
PROPOSTA, RELATO = "proposta", "relato"


class PlanKind(StrEnum):
    PROGRAMA = "programa"
    ACAO = "ação"
    META = "meta"
    COMPROMISSO = "compromisso"
    ESTUDO = "estudo"
    CICLO = "ciclo"


class PlanStatus(StrEnum):
    PLANEJADO = "planejado"
    EM_ANDAMENTO = "em andamento"
    CONCLUIDO = "concluído"
    SUSPENSO = "suspenso"
    CANCELADO = "cancelado"
    PROPOSTO = "proposto"
    EM_ESTUDO = "em estudo"
    PILOTO = "piloto"
    IMPLANTADO = "implantado"
    AVALIADO = "avaliado"
    RECUSADO = "recusado"
    GUARDADO = "guardado"
    EM_ELABORACAO = "em elaboração"
    NA_CAMARA = "enviado à Câmara"
    SANCIONADO = "sancionado"


class Sense(StrEnum):
    """The direction in which an indicator is to go."""

    ACUMULADO = "acumulado"
    MAIOR = "maior"
    MENOR = "menor"
    MANTER = "manter"


class PlanItem(Record):
    """An item of the plan: its órgão is the one responsible, its parent record the item it serves."""

    __tablename__ = "plan_items"
    id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    tipo: Mapped[str]
    codigo: Mapped[str] = mapped_column(index=True)  # as the printed plan has it: `0007.2.031`
    parceiros: Mapped[list[str]]  # siglas
    responsavel_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # of a study
    indicador: Mapped[str]
    unidade: Mapped[str]
    sentido: Mapped[str]
    base: Mapped[Decimal | None]
    base_data: Mapped[date | None]
    metas: Mapped[dict[str, Any]]  # the target of each year
    valores: Mapped[dict[str, Any]]  # amounts in centavos: of each year, or the costs and savings of a study
    prazo: Mapped[date | None]
    piloto: Mapped[dict[str, Any]]  # where and until when a study is tried
    responsavel: Mapped[Person | None] = related(foreign_keys=[responsavel_id], lazy="select")

    __mapper_args__ = {"polymorphic_identity": KIND}


class Milestone(Base):
    """A step on the way to an item, which an órgão has to take by a day."""

    __tablename__ = "plan_milestones"
    __table_args__ = (UniqueConstraint("item_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("plan_items.id"))
    number: Mapped[int]
    text: Mapped[str]
    orgao_id: Mapped[int | None] = mapped_column(ForeignKey("orgaos.id"))
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    evidence: Mapped[str]
    depends_on: Mapped[int | None]  # the number of another
    orgao: Mapped[Orgao | None] = related(lazy="select")


class ProgressReport(Base):
    """A value of the indicator as somebody reported it; the last one counts."""

    __tablename__ = "plan_reports"
    __table_args__ = (Index("ix_plan_reports_item", "item_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("plan_items.id"))
    day: Mapped[date]
    value: Mapped[Decimal | None]
    sentence: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Obstacle(Base):
    """What keeps an item from going on: while one is open, the item is blocked."""

    __tablename__ = "plan_obstacles"
    __table_args__ = (UniqueConstraint("item_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("plan_items.id"))
    number: Mapped[int]
    text: Mapped[str]
    cause: Mapped[str]
    orgao_id: Mapped[int | None] = mapped_column(ForeignKey("orgaos.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    until: Mapped[date]
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    how: Mapped[str]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    orgao: Mapped[Orgao | None] = related(lazy="select")
    person: Mapped[Person | None] = related(foreign_keys=[person_id], lazy="select")
    opened_by: Mapped[Person] = related(foreign_keys=[opened_by_id], lazy="select")


class Proposal(Base):
    """What an órgão asks for in a cycle of the budget laws: an action, how much of it, at what cost, and why."""

    __tablename__ = "plan_proposals"
    __table_args__ = (Index("ix_plan_proposals_cycle", "cycle_id", "orgao_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("plan_items.id"))
    orgao_id: Mapped[int] = mapped_column(ForeignKey("orgaos.id"))
    action: Mapped[str]
    product: Mapped[str]
    unit: Mapped[str]
    target: Mapped[Decimal | None]
    cents: Mapped[int]
    source: Mapped[str]
    why: Mapped[str]
    status: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


seals.protect(PlanItem, "o item do plano", by="id")
seals.protect(Milestone, "o marco", by="item_id")
seals.protect(ProgressReport, "o andamento", by="item_id")
seals.protect(Obstacle, "o entrave", by="item_id")
seals.protect(Proposal, "a proposta", by="cycle_id")
