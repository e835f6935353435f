"""Tables of demands: what an authority outside asks, its questions, the parts that come back, the time asked for."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models import seals, searchable
from models.authorities import Authority
from models.base import Base, partial_index, related
from models.expedientes import Expediente
from models.people import Orgao, Person

LEGAL = "demanda"  # the kind of the deadline that the authority gave, or the law
ITEM = "item_de_demanda"  # the kind of the deadline of one item, where the paper gives it another
APPEAL = "recurso"  # against a judgment of the Tribunal


class DemandUnit(StrEnum):
    """What a term written in a paper counts."""

    DAYS = "dias_corridos"
    BUSINESS_DAYS = "dias_uteis"
    HOURS = "horas"


class DemandResult(StrEnum):
    """How a demand ended; a partial answer leaves it open."""

    RESPONDIDA = "respondida"
    PARCIAL = "parcial"
    ACOLHIDA = "acolhida"
    NAO_ACOLHIDA = "não acolhida"
    INCOMPETENCIA = "incompetência"
    PREJUDICADA = "prejudicada"
    PERDIDA = "perdida"
    SEM_RESPOSTA = "sem resposta"


class Demand(Base):
    """What is particular to an expediente that an authority outside sent; its number, title and days are there."""

    __tablename__ = "demands"
    __table_args__ = (partial_index("ix_demands_open", "id", where="closed_at IS NULL"),)
    id: Mapped[int] = mapped_column(ForeignKey("expedientes.id"), primary_key=True, autoincrement=False)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    profile: Mapped[str]
    autor: Mapped[str]
    aprovado_por: Mapped[str]
    prova: Mapped[str]
    processo: Mapped[str]
    printed_on: Mapped[date | None]
    days: Mapped[int | None]  # the term written in the paper, in `unit`
    unit: Mapped[str]
    published_on: Mapped[date | None]  # where the term runs from a publication
    named_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # who is asked in person
    urgent: Mapped[bool]
    review: Mapped[str]
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    reviewed_at: Mapped[datetime | None]
    resultado: Mapped[str]
    protocol: Mapped[str]
    protocolled_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    noted_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id")
    )  # whoever was called, or of a judge's order
    noted_at: Mapped[datetime | None]
    exercicio: Mapped[int | None] = mapped_column(index=True)  # the year whose accounts the Tribunal asks for
    judgment: Mapped[str | None]  # of the Tribunal
    judged_on: Mapped[date | None]
    expediente: Mapped[Expediente] = related(lazy="joined")
    authority: Mapped[Authority] = related(lazy="joined")
    named: Mapped[Person | None] = related(foreign_keys=[named_id], lazy="select")
    reviewed_by: Mapped[Person | None] = related(foreign_keys=[reviewed_by_id], lazy="select")
    noted_by: Mapped[Person | None] = related(foreign_keys=[noted_by_id], lazy="select")

    @property
    def code(self) -> str:
        return self.expediente.code


class DemandItem(Base):
    """One numbered question, the órgão that answers it, and the answer."""

    __tablename__ = "demand_items"
    id: Mapped[int] = mapped_column(primary_key=True)
    demand_id: Mapped[int] = mapped_column(ForeignKey("demands.id"), index=True)
    number: Mapped[int]
    text: Mapped[str]
    orgao_id: Mapped[int | None] = mapped_column(ForeignKey("orgaos.id"))
    answer: Mapped[str]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime | None]
    orgao: Mapped[Orgao | None] = related(lazy="joined")
    demand: Mapped[Demand] = related(lazy="select")


class DemandPart(Base):
    """What an órgão sent back: its information, or, `is_returned`, the demand itself with the reason."""

    __tablename__ = "demand_parts"
    id: Mapped[int] = mapped_column(primary_key=True)
    demand_id: Mapped[int] = mapped_column(ForeignKey("demands.id"), index=True)
    orgao_id: Mapped[int] = mapped_column(ForeignKey("orgaos.id"))
    text: Mapped[str]
    is_returned: Mapped[bool]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    orgao: Mapped[Orgao] = related(lazy="joined")
    by: Mapped[Person] = related(lazy="joined")


class DemandExtension(Base):
    """More time asked of the authority; `granted` is null while it has not answered, and the old date holds."""

    __tablename__ = "demand_extensions"
    id: Mapped[int] = mapped_column(primary_key=True)
    demand_id: Mapped[int] = mapped_column(ForeignKey("demands.id"), index=True)
    asked: Mapped[str]  # how much more, as written
    reason: Mapped[str]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    oficio_id: Mapped[int | None] = mapped_column(ForeignKey("records.id"))
    granted: Mapped[bool | None]
    until: Mapped[date | None]
    paper: Mapped[str]
    decided_at: Mapped[datetime | None]


for _table, _name, _by in (
    (Demand, "a demanda", "id"),
    (DemandItem, "o item da demanda", "demand_id"),
    (DemandPart, "a informação da demanda", "demand_id"),
    (DemandExtension, "o pedido de prorrogação", "demand_id"),
):
    seals.protect(_table, _name, by=_by)
_OWN = Demand.__table__.c
searchable.source(_OWN.id, _OWN.autor, _OWN.processo)
searchable.source(DemandItem.demand_id, DemandItem.text, DemandItem.answer)
searchable.source(DemandPart.demand_id, DemandPart.text)
