"""The budget: dotações, notas de empenho, requests for them, and the one ledger whose sums are their balances."""

from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models import seals
from models.base import Base, refuse_change, refuse_truncate, related
from models.records import Record

DOTACAO, EMPENHO, PEDIDO = "dotacao", "empenho", "pedido_empenho"


class Measure(IntEnum):
    """What an entry moves. The last three are marks of the house, which the accounting does not know."""

    INICIAL = 1
    ALTERADO = 2  # credits and transfers; of a fund: its revenue
    BLOQUEADO = 3
    RESERVADO = 4
    EMPENHADO = 5
    LIQUIDADO = 6
    PAGO = 7
    PEDIDO = 8
    ATESTADO = 9
    DIFERENCA = 10  # the balance as printed, less the computed one


class DotacaoStatus(StrEnum):
    VIGENTE = "vigente"
    ENCERRADA = "encerrada"


class EmpenhoStatus(StrEnum):
    EMITIDO = "emitido"
    PARCIAL = "entrega parcial"
    LIQUIDADO = "liquidado"
    PAGO = "pago"
    ANULADO = "anulado"


class PedidoStatus(StrEnum):
    ABERTO = "aberto"
    AUTORIZADO = "autorizado"
    ENVIADO = "enviado à Fazenda"
    EMPENHADO = "empenhado"
    RECUSADO = "recusado"
    CANCELADO = "cancelado"


class Dotacao(Record):
    """A line of the budget of a year, by its ficha: its title is what it is for, its órgão the one that spends it."""

    __tablename__ = "dotacoes"
    __table_args__ = (Index("ix_dotacoes_ficha", "ano", "ficha", unique=True),)
    id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    ficha: Mapped[int]
    ano: Mapped[int]
    funcional: Mapped[str]
    natureza: Mapped[str]
    fonte: Mapped[str]
    posicao: Mapped[date | None]  # the day of which the last imported balancete speaks
    importada_em: Mapped[datetime | None]

    __mapper_args__ = {"polymorphic_identity": DOTACAO}


class Empenho(Record):
    """A nota de empenho: its title is what it buys. One of another year is restos a pagar."""

    __tablename__ = "empenhos"
    __table_args__ = (Index("ix_empenhos_numero", "ano", "numero", unique=True),)
    id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    numero: Mapped[int]
    ano: Mapped[int]
    emitido_em: Mapped[date | None]
    tipo: Mapped[str]
    dotacao_id: Mapped[int | None] = mapped_column(ForeignKey("dotacoes.id"), index=True)
    credor: Mapped[str]
    documento: Mapped[str]
    entrega: Mapped[date | None]
    dotacao: Mapped[Dotacao | None] = related(foreign_keys=[dotacao_id], lazy="select")

    __mapper_args__ = {"polymorphic_identity": EMPENHO}


class Pedido(Record):
    """A request for an empenho, no reserva: of a dotação, or of a line of a fund's plan. Its title is what for."""

    __tablename__ = "pedidos_empenho"
    id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    conta_id: Mapped[int] = mapped_column(ForeignKey("records.id"), index=True)
    linha_id: Mapped[int]  # of the plan of a fund; else 0
    centavos: Mapped[int]
    credor: Mapped[str]
    processo: Mapped[str]
    autorizado_por_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    conta: Mapped[Record] = related(foreign_keys=[conta_id], lazy="select")

    __mapper_args__ = {"polymorphic_identity": PEDIDO, "inherit_condition": id == Record.id}

    @property
    def valor(self) -> Decimal:
        return Decimal(self.centavos) / 100


class LedgerEntry(Base):
    """One movement, in centavos, of a dotação, an empenho, or a fund (of a line of its plan). Never changed."""

    __tablename__ = "ledger_entries"
    __table_args__ = (Index("ix_ledger_entries_sums", "record_id", "line_id", "measure", "cents"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"))
    line_id: Mapped[int]
    measure: Mapped[int]
    cents: Mapped[int]
    tipo: Mapped[str]  # as the accounting calls it: reforço, anulação, remanejamento
    day: Mapped[date]
    document: Mapped[str]  # decree, nota, receipt; of an import, its file and line
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


_APPEND_ONLY = "the ledger is append-only"
refuse_change(LedgerEntry.__table__, "ledger_entries_no_update", "UPDATE", _APPEND_ONLY)
refuse_change(LedgerEntry.__table__, "ledger_entries_no_delete", "DELETE", _APPEND_ONLY)
refuse_truncate(LedgerEntry.__table__, "ledger_entries_no_truncate", _APPEND_ONLY)

seals.protect(Dotacao, "a dotação", by="id")
seals.protect(Empenho, "o empenho", by="id")
seals.protect(Pedido, "o pedido de empenho", by="id")
seals.protect(LedgerEntry, "o lançamento", by="record_id")


class PublishedExpense(Base):
    """A row of what the Tribunal de Contas publishes of the expenditure of a month; a month is replaced as a whole."""

    __tablename__ = "published_expenses"
    __table_args__ = (Index("ix_published_expenses_month", "ano", "mes"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    ano: Mapped[int]
    mes: Mapped[int]
    evento: Mapped[str]
    numero: Mapped[int]
    ano_empenho: Mapped[int]
    credor: Mapped[str]
    documento: Mapped[str]
    day: Mapped[date]
    cents: Mapped[int]
