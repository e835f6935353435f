"""Tables of expedientes."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models import seals, searchable
from models.base import Base, partial_index, related
from models.people import Orgao, Person
from models.records import Record


class Situacao(StrEnum):
    """The states of an expediente."""

    PROTOCOLADO = "protocolado"
    EM_TRAMITACAO = "em tramitação"
    SOBRESTADO = "sobrestado"
    CONCLUIDO = "concluído"
    ARQUIVADO = "arquivado"
    ANULADO = "anulado"


class ExpedienteDeadline(StrEnum):
    """The kinds of deadline of an expediente."""

    EXPEDIENTE = "expediente"
    RETORNO = "retorno"
    SOBRESTAMENTO = "sobrestamento"
    PERMANENCIA = "permanencia"  # how long an órgão may keep it, where there is a rule


ACTIVE = (Situacao.PROTOCOLADO, Situacao.EM_TRAMITACAO)
ENDED = (Situacao.ARQUIVADO, Situacao.ANULADO)
OF_STAYS = (ExpedienteDeadline.RETORNO, ExpedienteDeadline.PERMANENCIA)


class Expediente(Record):
    """A matter on paper: its title is the assunto, its status the situação, its órgão the one that registered it."""

    __tablename__ = "expedientes"
    id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    tipo: Mapped[str]
    numero: Mapped[str]  # as given; the drawn one where none was
    sequence: Mapped[int | None]  # position in the own yearly series; null for a number that came from elsewhere
    ano: Mapped[int | None]
    procedencia: Mapped[str]
    interessado: Mapped[str]
    text: Mapped[str]
    recebido_em: Mapped[date]
    recebido_as: Mapped[time | None]  # the hour, where it was said
    joined_to_id: Mapped[int | None] = mapped_column(ForeignKey("expedientes.id"), index=True)
    suspended_at: Mapped[datetime | None]

    __mapper_args__ = {"polymorphic_identity": "expediente"}


seals.protect(Expediente, "o expediente", by="id")


class Tramitacao(Base):
    """One stay of an expediente with an órgão. The open ones (`closed_at` null) are where it is."""

    __tablename__ = "tramitacoes"
    __table_args__ = (
        Index("ix_tramitacoes_orgao", "to_orgao_id", "closed_at", "sent_at"),
        partial_index("ix_tramitacoes_open", "sent_at", where="closed_at IS NULL"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    expediente_id: Mapped[int] = mapped_column(ForeignKey("expedientes.id"), index=True)
    from_orgao_id: Mapped[int | None] = mapped_column(ForeignKey("orgaos.id"))
    to_orgao_id: Mapped[int] = mapped_column(ForeignKey("orgaos.id"))
    despacho: Mapped[str]
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    sent_at: Mapped[datetime]
    return_at: Mapped[datetime | None]
    return_date_only: Mapped[bool]
    received_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    received_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    to_orgao: Mapped[Orgao] = related(foreign_keys=[to_orgao_id], lazy="joined")
    from_orgao: Mapped[Orgao | None] = related(foreign_keys=[from_orgao_id], lazy="select")
    sent_by: Mapped[Person | None] = related(foreign_keys=[sent_by_id], lazy="select")
    received_by: Mapped[Person | None] = related(foreign_keys=[received_by_id], lazy="select")


seals.protect(Tramitacao, "a tramitação", by="expediente_id")


_OWN = Expediente.__table__.c
_OTHERS = "kind <> 'expediente'"  # few beside the expedientes: a search for a day looks through them alone
_MADE = Record.__table__.c
partial_index("ix_records_made", _MADE.created_at, _MADE.id, where=_OTHERS)
Index("ix_expedientes_recebido", _OWN.recebido_em, _OWN.id)
searchable.source(_OWN.id, _OWN.tipo, _OWN.numero, _OWN.interessado, _OWN.procedencia, _OWN.text)
searchable.source(Tramitacao.expediente_id, Tramitacao.despacho)


class NumberMask(Base):
    """The mask of own numbers for one órgão (0: every one) and one sigla of tipo (empty: every one)."""

    __tablename__ = "number_masks"
    orgao_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tipo: Mapped[str] = mapped_column(primary_key=True)
    mask: Mapped[str]


seals.protect(NumberMask, "a máscara de numeração", by="tipo")
