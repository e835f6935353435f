"""Delegations, the days on which one is taken back, and the matters that are delegated."""

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models import seals
from models.base import Base, related
from models.people import Orgao, Person
from models.records import Record

KIND = "delegacao"
PREFEITO, CHEFIA = "prefeito", "chefia"
VIGENCIA, REVISAO = "fim_delegacao", "revisao_delegacao"  # the end of one, and the yearly look at one without
_NUMBER = re.compile(r"\s+(?:n[º°o.]*\s*)?(?=\d)", re.IGNORECASE)


class DelegacaoStatus(StrEnum):
    """The stored states; whether one holds on a day is worked out of its dates."""

    MINUTA = "minuta"  # nobody else has confirmed it
    REGISTRADA = "registrada"
    EXPIRADA = "expirada"
    REVOGADA = "revogada"
    SEM_EFEITO = "sem efeito"


class EmRazao(StrEnum):
    """What the power goes with: the post, whoever holds it, or that person alone."""

    CARGO = "cargo"
    PESSOA = "pessoa"


class Delegacao(Record):
    """A delegation; with an `orgao_id` of its own it is of whoever answers for that órgão, else of the person.

    `delegante`: `prefeito`, `chefia`, or the sigla of the órgão whose head passes on what was delegated to it.
    """

    __tablename__ = "delegacoes"
    id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    ato: Mapped[str]  # Decreto 210/2026
    ato_data: Mapped[date]
    publicada_em: Mapped[date | None]
    veiculo: Mapped[str]
    delegante: Mapped[str]
    delegante_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # who held that post on the day
    delegado_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    cargo_de_id: Mapped[int | None] = mapped_column(ForeignKey("orgaos.id"))
    materias: Mapped[str]  # `contratos; convênios`
    centavos: Mapped[int | None]
    inicio: Mapped[date]
    fim: Mapped[date | None]
    ressalva: Mapped[str]  # exceto obras
    recurso: Mapped[str]
    subdelega: Mapped[bool]
    revogada_em: Mapped[date | None]  # from this day on
    revogada_por: Mapped[str]
    ratificada_em: Mapped[date | None]
    delegado: Mapped[Person | None] = related(foreign_keys=[delegado_id], lazy="joined")
    cargo_de: Mapped[Orgao | None] = related(foreign_keys=[cargo_de_id], lazy="joined")
    avocacoes: Mapped[list["Avocacao"]] = related(order_by="Avocacao.starts", lazy="selectin")

    __mapper_args__ = {"polymorphic_identity": KIND}

    @property
    def limite(self) -> Decimal | None:
        return Decimal(self.centavos) / 100 if self.centavos is not None else None

    @property
    def ato_no_papel(self) -> str:
        """`Decreto nº 210/2026`"""
        return _NUMBER.sub(" nº ", self.ato, count=1)


class Avocacao(Base):
    """Days, both included, on which the delegator decides again."""

    __tablename__ = "avocacoes"
    id: Mapped[int] = mapped_column(primary_key=True)
    delegacao_id: Mapped[int] = mapped_column(ForeignKey("delegacoes.id"), index=True)
    starts: Mapped[date]
    ends: Mapped[date]
    reason: Mapped[str]


class DelegableMatter(Base):
    """A matter the chefia added to those every house knows; `words`: its synonyms, folded, one a line."""

    __tablename__ = "delegable_matters"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    words: Mapped[str]


seals.protect(Delegacao, "a delegação", by="id")
seals.protect(Avocacao, "a avocação", by="delegacao_id")
seals.protect(DelegableMatter, "a matéria delegável", by="name")
