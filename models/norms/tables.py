"""Normas: rules in force or to come, whom they affect, and how one ends or changes another."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models import seals
from models.authorities import Esfera
from models.base import Base, related
from models.people import Orgao, Person
from models.records import Record

KIND = "norma"


class NormaStatus(StrEnum):
    """How far the house is with a norma; whether it is in force is read from its dates and links."""

    CAPTADA = "captada"
    TRIADA = "triada"
    COM_PROVIDENCIA = "com providência"
    CONCLUIDA = "concluída"
    SEM_IMPACTO = "sem impacto"


ACTIVE = (NormaStatus.CAPTADA, NormaStatus.TRIADA, NormaStatus.COM_PROVIDENCIA)
FINAL = (NormaStatus.CONCLUIDA, NormaStatus.SEM_IMPACTO)


class NormaTerm(StrEnum):
    """The internal terms of a norma; both are counted by the rule `norma_triagem`."""

    TRIAGEM = "norma_triagem"
    IMPACTO = "norma_impacto"


class Clausula(StrEnum):
    """What a norma says of its own start."""

    NENHUMA = "sem cláusula"
    IMEDIATA = "imediata"
    DIAS = "dias"
    DATA = "data"


class Afeta(StrEnum):
    """The answer of an órgão; a row without one waits for it."""

    SIM = "sim"
    NAO = "não"
    EM_PARTE = "em parte"


class Vinculo(StrEnum):
    """What a norma does to another, by the codes of the council's system."""

    REVOGA = "R"
    REVOGA_EM_PARTE = "P"
    ALTERA = "A"
    REGULAMENTA = "G"
    RETIFICA = "T"
    SUSPENDE = "K"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What tells a norma from every other: laws of one number are of several dates."""

    esfera: Esfera
    tipo: str
    numero: str  # may hold a letter: 4400-A
    ano: int
    data: date | None = None
    autoridade: str = ""  # as the URN names it, where it is not the usual one of the sphere


class Norma(Record):
    """A norma: its title is the ementa, its órgão the cabinet."""

    __tablename__ = "normas"
    id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    esfera: Mapped[str]
    autoridade: Mapped[str]
    tipo: Mapped[str]
    numero: Mapped[str]
    ano: Mapped[int]
    data: Mapped[date | None]
    urn: Mapped[str] = mapped_column(unique=True)
    veiculo: Mapped[str]
    publicada_em: Mapped[date | None]
    link: Mapped[str]
    clausula: Mapped[str]
    dias: Mapped[int | None]
    inicio: Mapped[date | None] = mapped_column(index=True)  # the first day in force
    fim: Mapped[date | None]  # its own end; that by a revocation is read from the links
    captada_de: Mapped[str]
    proposta: Mapped[str]  # a providência that a table proposes, until a person gives it
    proposta_ate: Mapped[date | None]

    __mapper_args__ = {"polymorphic_identity": KIND}

    @property
    def identity(self) -> Identity:
        return Identity(
            esfera=Esfera(self.esfera),
            tipo=self.tipo,
            numero=self.numero,
            ano=self.ano,
            data=self.data,
            autoridade=self.autoridade,
        )


class NormaImpacto(Base):
    """An órgão that a norma may affect; `afeta` is empty until the órgão answers."""

    __tablename__ = "norma_impactos"
    __table_args__ = (UniqueConstraint("norma_id", "orgao_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    norma_id: Mapped[int] = mapped_column(ForeignKey("normas.id"), index=True)
    orgao_id: Mapped[int] = mapped_column(ForeignKey("orgaos.id"), index=True)
    afeta: Mapped[str]
    texto: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime | None]
    orgao: Mapped[Orgao] = related(lazy="joined")
    by: Mapped[Person | None] = related(lazy="select")


class NormaLink(Base):
    """What a norma (`norma_id`) does to another."""

    __tablename__ = "norma_links"
    norma_id: Mapped[int] = mapped_column(ForeignKey("normas.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("normas.id"), primary_key=True, index=True)
    vinculo: Mapped[str] = mapped_column(primary_key=True)
    nota: Mapped[str]
    norma: Mapped[Norma] = related(foreign_keys=[norma_id], lazy="joined")
    other: Mapped[Norma] = related(foreign_keys=[other_id], lazy="joined")


seals.protect(Norma, "a norma", by="id")
seals.protect(NormaImpacto, "o impacto da norma", by="norma_id")
seals.protect(NormaLink, "o vínculo da norma", by="norma_id")
