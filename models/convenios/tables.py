"""Tables of convênios: the instrument, its aditivos, and the movements of its money."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models import seals
from models.authorities import Authority
from models.base import Base, related
from models.people import Person
from models.records import Record


class Fase(StrEnum):
    PROPOSTA = "proposta"
    ASSINADO = "assinado"
    EM_EXECUCAO = "em execução"
    CONTAS = "contas"
    EM_ANALISE = "em análise"
    EM_COMPLEMENTACAO = "em complementação"
    ENCERRADO = "encerrado"
    PROBLEMA = "problema"
    A_CLASSIFICAR = "a classificar"


class Instrumento(StrEnum):
    CONVENIO = "convênio"
    REPASSE = "contrato de repasse"
    TERMO = "termo de compromisso"
    ESPECIAL = "transferência especial"
    ACORDO = "acordo sem repasse"


class Prazo(StrEnum):
    """The kinds of deadline."""

    VIGENCIA = "convenio_vigencia"
    ADITIVO = "convenio_aditivo"
    ASSINATURA = "convenio_assinatura"
    SUSPENSIVA = "convenio_suspensiva"
    CONTAS = "convenio_contas"
    SALDO = "convenio_saldo"
    RELATORIO = "convenio_relatorio"
    PLANO = "convenio_plano"
    RESSARCIMENTO = "convenio_ressarcimento"


class TipoMovimento(StrEnum):
    DESEMBOLSO = "desembolso"
    CONTRAPARTIDA = "contrapartida"
    RENDIMENTO = "rendimento"
    PAGAMENTO = "pagamento"
    DEVOLUCAO = "devolução"


class Convenio(Record):
    """An instrument: its title is the objeto, its órgão the one that executes it."""

    __tablename__ = "convenios"
    id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    numero: Mapped[str] = mapped_column(index=True)
    ano: Mapped[int]
    especie: Mapped[str]
    esfera: Mapped[str]
    concedente_id: Mapped[int | None] = mapped_column(ForeignKey("authorities.id"))
    gestor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    proposta: Mapped[str]
    processo: Mapped[str]
    assinado_em: Mapped[date | None]
    publicado_em: Mapped[date | None]
    inicio: Mapped[date | None]
    fim: Mapped[date | None]
    fim_original: Mapped[date | None]
    suspensiva_ate: Mapped[date | None]
    suspensiva_retirada: Mapped[date | None]
    contas_ate: Mapped[date | None]  # printed or imported: it prevails over the count
    encerrado_em: Mapped[date | None]  # the object done, or the instrument rescinded, before its end
    valor_global: Mapped[Decimal | None]
    repasse: Mapped[Decimal | None]
    contrapartida: Mapped[Decimal | None]
    bens: Mapped[Decimal | None]  # contrapartida in goods: no money
    desembolsado: Mapped[Decimal | None]  # as the official system sums it
    depositado: Mapped[Decimal | None]  # the contrapartida, as it sums it
    situacao_oficial: Mapped[str]
    typed: Mapped[list[str]]  # the dates typed by hand: a file changes none of them
    # The row of the last file that had it, by column.
    official: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    sumiu_em: Mapped[date | None]  # the day of the first file without it
    notificado_em: Mapped[date | None]  # to put right or pay back, before it is declared in default
    ressarcir_ate: Mapped[date | None]  # as the notice says it
    gestor: Mapped[Person | None] = related(foreign_keys=[gestor_id], lazy="select")
    concedente: Mapped[Authority | None] = related(lazy="select")

    __mapper_args__ = {"polymorphic_identity": "convenio"}


class Aditivo(Base):
    """A change of the vigência: asked, then signed; or made by the concedente of its own (`de_oficio`).

    `is_late`: signed after the end, so that it changed nothing.
    """

    __tablename__ = "convenio_aditivos"
    id: Mapped[int] = mapped_column(primary_key=True)
    convenio_id: Mapped[int] = mapped_column(ForeignKey("convenios.id"), index=True)
    numero: Mapped[str]
    de_oficio: Mapped[bool]
    pedido_em: Mapped[date | None]
    assinado_em: Mapped[date | None]
    novo_fim: Mapped[date]
    antigo_fim: Mapped[date | None]
    is_late: Mapped[bool]
    created_at: Mapped[datetime]


class Movimento(Base):
    """One movement of the money. `documento` names it: the same one is never counted twice."""

    __tablename__ = "convenio_movimentos"
    id: Mapped[int] = mapped_column(primary_key=True)
    convenio_id: Mapped[int] = mapped_column(ForeignKey("convenios.id"), index=True)
    tipo: Mapped[str]
    dia: Mapped[date]
    valor: Mapped[Decimal]
    documento: Mapped[str]
    created_at: Mapped[datetime]


seals.protect(Convenio, "o convênio", by="id")
seals.protect(Aditivo, "o aditivo", by="convenio_id")
seals.protect(Movimento, "o movimento", by="convenio_id")
