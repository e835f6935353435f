"""Tables of what leaves: ofícios, circulares, mensagens, certidões; their addressees, versions and what they answer."""

import re
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models import seals, searchable
from models.authorities import Authority
from models.base import Base, refuse_change, related
from models.deadlines import Due
from models.people import Person
from models.records import Record

KIND = "oficio"


class Especie(StrEnum):
    """The kinds of document that leave, each numbered apart."""

    OFICIO = "ofício"
    CIRCULAR = "ofício circular"
    MENSAGEM = "mensagem"
    CERTIDAO = "certidão"

    @property
    def sigla(self) -> str:
        return {"ofício": "OF", "ofício circular": "CIRC", "mensagem": "MSG", "certidão": "CERTD"}[self.value]

    @property
    def is_of_unit(self) -> bool:
        """Whether every unit has a series of its own; mensagens and certidões are numbered in one."""
        return self in (Especie.OFICIO, Especie.CIRCULAR)

    @property
    def article(self) -> str:
        return "o" if self in (Especie.OFICIO, Especie.CIRCULAR) else "a"

    @property
    def the(self) -> str:
        """`o ofício`, `a mensagem`"""
        return f"{self.article} {self.value}"


class OficioStatus(StrEnum):
    """The states of what leaves."""

    MINUTA = "minuta"
    DEVOLVIDA = "devolvida"
    APROVADA = "aprovada"  # numbered, to be signed outside
    ASSINADA = "assinada"
    EXPEDIDA = "expedida"
    PROTOCOLADA = "protocolada"
    CANCELADA = "cancelada"  # before it was signed; the number is not given again
    SEM_EFEITO = "sem efeito"  # by a later one


DRAFTS = (OficioStatus.MINUTA, OficioStatus.DEVOLVIDA)
ON_ITS_WAY = (OficioStatus.APROVADA, OficioStatus.ASSINADA, OficioStatus.EXPEDIDA)
SIGNED = (OficioStatus.ASSINADA, OficioStatus.EXPEDIDA, OficioStatus.PROTOCOLADA)
RESPOSTA = "resposta_de_fora"  # the deadline of the other side
ASSINATURA, PROTOCOLO = "assinatura", "protocolo_de_saida"  # ours: to be signed, and proved


class Oficio(Record):
    """What leaves: its title is the assunto, its órgão the unit that sends it; approved, it never changes."""

    __tablename__ = "oficios"
    id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    especie: Mapped[str]
    draft_code: Mapped[str]
    text: Mapped[str]  # one paragraph to a line
    sha256: Mapped[str]
    version: Mapped[int]
    final_level: Mapped[str]  # the access level once it has left
    about_id: Mapped[int | None] = mapped_column(ForeignKey("records.id"), index=True)
    number: Mapped[int | None]
    year: Mapped[int | None]
    signer_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    quality: Mapped[str]  # as it stands below the signer's name
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    approved_at: Mapped[datetime | None]
    municipality: Mapped[str | None]
    awaited_at: Mapped[datetime | None]  # until when the other side is to answer
    awaited_date_only: Mapped[bool]
    signed_at: Mapped[datetime | None]
    signed_sha256: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    means: Mapped[str]
    protocol: Mapped[str]
    protocolled_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("records.id"))
    signer: Mapped[Person | None] = related(foreign_keys=[signer_id], lazy="select")
    approver: Mapped[Person | None] = related(foreign_keys=[approver_id], lazy="select")
    to: Mapped[list[Authority]] = related(secondary="oficio_addressees", order_by="Authority.id", lazy="selectin")

    __mapper_args__ = {"polymorphic_identity": KIND, "inherit_condition": id == Record.id}

    @property
    def label(self) -> str:
        return self.especie

    @property
    def state(self) -> str:
        """Its state as a sentence says it: `protocolado` of an ofício, `protocolada` of a mensagem."""
        is_draft = self.status in DRAFTS
        return self.status if is_draft else re.sub("a$", Especie(self.especie).article, self.status)

    @property
    def short_hash(self) -> str:
        """The beginning of the hash, which people compare by eye."""
        return self.sha256[:8]

    @property
    def shown_as(self) -> str:
        """The mark of this version in messages that show it."""
        return f"{self.id}:{self.version}:{self.sha256}"

    @property
    def awaited(self) -> Due | None:
        """Until when the other side is to answer."""
        return Due(self.awaited_at, self.awaited_date_only) if self.awaited_at else None

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]

    @property
    def addressees(self) -> str:
        """The siglas of the authorities it goes to."""
        return ", ".join(each.sigla for each in self.to)


class OficioAddressee(Base):
    """One authority that it goes to."""

    __tablename__ = "oficio_addressees"
    oficio_id: Mapped[int] = mapped_column(ForeignKey("oficios.id"), primary_key=True, autoincrement=False)
    authority_id: Mapped[int] = mapped_column(
        ForeignKey("authorities.id"), primary_key=True, autoincrement=False, index=True
    )


class OficioAnswer(Base):
    """One record from outside that it answers."""

    __tablename__ = "oficio_answers"
    oficio_id: Mapped[int] = mapped_column(ForeignKey("oficios.id"), primary_key=True, autoincrement=False)
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True, autoincrement=False, index=True)


class OficioVersion(Base):
    """One version of a draft, with its writer."""

    __tablename__ = "oficio_versions"
    oficio_id: Mapped[int] = mapped_column(ForeignKey("oficios.id"), primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


seals.protect(Oficio, "o ofício", by="id")
seals.protect(OficioAddressee, "o destinatário do ofício", by="oficio_id")
seals.protect(OficioAnswer, "a resposta", by="oficio_id")
seals.protect(OficioVersion, "a versão do ofício", by="oficio_id")
searchable.source(Oficio.__table__.c.id, Oficio.__table__.c.draft_code, Oficio.__table__.c.text)
refuse_change(
    Oficio.__table__,
    "oficios_frozen",
    "UPDATE OF especie, text, sha256, number, year, signer_id, quality, approver_id, approved_at, municipality",
    "an approved document never changes",
    only_when="OLD.approved_at IS NOT NULL",
)
