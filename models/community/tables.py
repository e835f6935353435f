"""Tables of the community: entities, and what its people ask of the house."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models import seals
from models.base import Base, related
from models.expedientes import Expediente
from models.people import Orgao, Person

ANSWER, PROMISE = "comunidade", "promessa"  # the kinds of deadline: of the answer, and of what was promised


class EntityKind(StrEnum):
    ASSOCIACAO = "associação de moradores"
    SINDICATO = "sindicato"
    CLASSE = "entidade de classe"
    MOVIMENTO = "movimento"
    CONSELHO = "conselho"
    EMPRESA = "empresa"


class Entity(Base):
    """An association, union, movement, council or company. Its contact is not for everybody."""

    __tablename__ = "entities"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)  # the name folded
    kind: Mapped[str]
    cnpj: Mapped[str]
    bairro: Mapped[str]
    representative: Mapped[str]
    mandate_until: Mapped[date | None]
    contact: Mapped[str]


class CommunityDemand(Base):
    """What is particular to an expediente that somebody of the town asked; a citizen's name and contact stay here."""

    __tablename__ = "community_demands"
    __table_args__ = (Index("ix_community_demands_bairro", "bairro"),)
    id: Mapped[int] = mapped_column(ForeignKey("expedientes.id"), primary_key=True, autoincrement=False)
    entity_id: Mapped[int | None] = mapped_column(ForeignKey("entities.id"), index=True)
    asker: Mapped[str]
    contact: Mapped[str]
    bairro: Mapped[str]
    theme: Mapped[str]
    answer: Mapped[str]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("orgaos.id"))
    answered_at: Mapped[datetime | None]
    delivered_how: Mapped[str]
    delivered_at: Mapped[datetime | None]
    outcome: Mapped[str]
    returns: Mapped[int]  # how often the asker came back
    expediente: Mapped[Expediente] = related(lazy="joined")
    entity: Mapped[Entity | None] = related(lazy="joined")
    answered_by: Mapped[Orgao | None] = related(lazy="joined")

    @property
    def code(self) -> str:
        return self.expediente.code


class Promise(Base):
    """What somebody of the house promised the asker."""

    __tablename__ = "promises"
    id: Mapped[int] = mapped_column(primary_key=True)
    demand_id: Mapped[int] = mapped_column(ForeignKey("community_demands.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str]
    at: Mapped[datetime]
    person: Mapped[Person] = related(lazy="joined")


for _table, _name, _by in (
    (Entity, "a entidade", "key"),
    (CommunityDemand, "a demanda da comunidade", "id"),
    (Promise, "a promessa", "demand_id"),
):
    seals.protect(_table, _name, by=_by)
