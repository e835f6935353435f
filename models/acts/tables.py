"""Tables of acts and their addressees."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, mapped_column

from models import seals, searchable
from models.base import Base, partial_index, refuse_change, related
from models.deadlines import Due
from models.people import Orgao, Person
from models.places import Place
from models.records import Record


class ActKind(StrEnum):
    """The kinds of act."""

    ORDEM = "ordem"
    DECISAO = "decisao"
    DIRETRIZ = "diretriz"

    @property
    def series(self) -> str:
        return {"ordem": "OS", "decisao": "DEC", "diretriz": "DIR"}[self.value]

    @property
    def label(self) -> str:
        return {"ordem": "ordem de serviço", "decisao": "decisão", "diretriz": "diretriz"}[self.value]


class Amendment(StrEnum):
    """The effect of a new act on an older one."""

    RETIFICA = "retifica"
    SUSPENDE = "suspende"
    REVOGA = "revoga"


class ActStatus(StrEnum):
    """The states of an act."""

    MINUTA = "minuta"
    DEVOLVIDA = "devolvida"
    APROVADA = "aprovada"  # signed and numbered, waiting for the hour of its transmission
    TRANSMITIDA = "transmitida"
    RETIFICADA = "retificada"
    SUSPENSA = "suspensa"
    REVOGADA = "revogada"
    CANCELADA = "cancelada"


class ActDeadline(StrEnum):
    """The dates of an act."""

    CIENCIA = "ciencia"
    CUMPRIMENTO = "cumprimento"


# As records have been stored from the first day on; so have the columns `directive_id`.
KIND = "directive"
IN_FORCE = (ActStatus.TRANSMITIDA, ActStatus.RETIFICADA)
DRAFTS = (ActStatus.MINUTA, ActStatus.DEVOLVIDA)
# Signed, and not yet transmitted. With the kind, for the index of both: most records are expedientes.
IS_APPROVED = and_(Record.kind == KIND, Record.status == ActStatus.APROVADA)


class Act(Record):
    """An act of the mayor's cabinet. Once approved, its hashed content never changes (a trigger refuses it)."""

    __tablename__ = "directives"
    id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    act_kind: Mapped[str]
    draft_code: Mapped[str]
    text: Mapped[str]
    sha256: Mapped[str]
    version: Mapped[int] = mapped_column(default=1, server_default="1")  # counts changes of the content
    final_level: Mapped[str]  # the access level once issued; a draft is restricted
    urgent: Mapped[bool]
    ciencia_until: Mapped[datetime | None]  # as approved; null: the end of the business day after the transmission
    ciencia_date_only: Mapped[bool]
    ciencia_due_at: Mapped[datetime | None]  # the date that holds, set when it is transmitted
    comply_until: Mapped[datetime | None]
    comply_date_only: Mapped[bool]
    counts: Mapped[dict[str, Any] | None]  # by kind of deadline, how its date was counted; see counts.py
    scheduled_for: Mapped[datetime | None]
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    approved_at: Mapped[datetime | None]
    transmitted_at: Mapped[datetime | None]
    amends_id: Mapped[int | None] = mapped_column(ForeignKey("records.id"))
    amendment: Mapped[str | None]
    municipality: Mapped[str | None]  # in whose name it was approved; none in acts from before
    approver: Mapped[Person | None] = related(foreign_keys=[approver_id], lazy="select")
    addressees: Mapped[list["Addressee"]] = related(order_by="Addressee.id", lazy="select")
    publications: Mapped[list["Publication"]] = related(order_by="Publication.id", lazy="select")

    __mapper_args__ = {"polymorphic_identity": KIND, "inherit_condition": id == Record.id}

    @property
    def places(self) -> list[Place]:
        """The places where the act is published, besides going to its addressees."""
        return [each.place for each in self.publications]

    @property
    def kind_label(self) -> str:
        return ActKind(self.act_kind).label

    @property
    def short_hash(self) -> str:
        """The beginning of the hash, which people compare by eye."""
        return self.sha256[:8]

    @property
    def shown_as(self) -> str:
        """The mark of this version in messages that show it."""
        return f"{self.id}:{self.version}:{self.sha256}"

    @property
    def ciencia(self) -> Due | None:
        return self._due(ActDeadline.CIENCIA, self.ciencia_due_at or self.ciencia_until, self.ciencia_date_only)

    @property
    def compliance(self) -> Due | None:
        return self._due(ActDeadline.CUMPRIMENTO, self.comply_until, self.comply_date_only)

    def _due(self, kind: ActDeadline, at: datetime | None, date_only: bool) -> Due | None:
        """The date as a Due without a basis: an act's date is moved by another act only, never by a count."""
        count = (self.counts or {}).get(kind, {})
        return Due(at, date_only, count.get("rule"), tuple(count.get("memory", ()))) if at else None


class Revision(Base):
    """One version of a draft, with its writer (or the one whose decree moved a date)."""

    __tablename__ = "revisions"
    act_id: Mapped[int] = mapped_column("directive_id", ForeignKey("directives.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


seals.protect(Revision, "a versão da minuta", by="directive_id")
seals.protect(Act, "o ato", by="id")


class Addressee(Base):
    """An addressee of a draft: a person, or an órgão (its head at the time of the transmission)."""

    __tablename__ = "directive_addressees"
    id: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column("directive_id", ForeignKey("directives.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    orgao_id: Mapped[int | None] = mapped_column(ForeignKey("orgaos.id"))
    person: Mapped[Person | None] = related(lazy="joined")
    orgao: Mapped[Orgao | None] = related(lazy="joined")


seals.protect(Addressee, "o destinatário", by="directive_id")


class Publication(Base):
    """A place where an act is to be published, besides going to its addressees, without ciência."""

    __tablename__ = "publications"
    __table_args__ = (UniqueConstraint("directive_id", "place_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column("directive_id", ForeignKey("directives.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    place: Mapped[Place] = related(lazy="joined")


seals.protect(Publication, "a publicação", by="directive_id")


class Recipient(Base):
    """One person an act was transmitted to, and that person's response."""

    __tablename__ = "recipients"
    __table_args__ = (
        UniqueConstraint("directive_id", "person_id"),
        Index("ix_recipients_person", "person_id", "ciencia_at"),
        Index("ix_recipients_transmitted", "transmitted_at"),
        partial_index("ix_recipients_impossible", "impossible_at", where="impossible_at IS NOT NULL"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column("directive_id", ForeignKey("directives.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    orgao_id: Mapped[int | None] = mapped_column(ForeignKey("orgaos.id"), index=True)
    transmitted_at: Mapped[datetime]
    ciencia_at: Mapped[datetime | None]
    ciencia_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    ciencia_channel: Mapped[str | None]
    started_at: Mapped[datetime | None]
    complied_at: Mapped[datetime | None]
    complied_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    note: Mapped[str | None]
    impossible_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    person: Mapped[Person] = related(foreign_keys=[person_id], lazy="joined")
    ciencia_by: Mapped[Person | None] = related(foreign_keys=[ciencia_by_id], lazy="joined")
    orgao: Mapped[Orgao | None] = related(lazy="joined")

    @property
    def as_substitute(self) -> bool:
        """Whether a substitute took note."""
        return self.ciencia_by_id is not None and self.ciencia_by_id != self.person_id


class RecipientOrgao(Base):
    """A further órgão addressed, where one person answers for several: one message, ciência and compliance."""

    __tablename__ = "recipient_orgaos"
    recipient_id: Mapped[int] = mapped_column(ForeignKey("recipients.id"), primary_key=True, autoincrement=False)
    orgao_id: Mapped[int] = mapped_column(ForeignKey("orgaos.id"), primary_key=True, autoincrement=False, index=True)


seals.protect(RecipientOrgao, "o órgão alcançado", by="recipient_id")
seals.protect(Recipient, "o recebimento", by="directive_id")


searchable.source(Act.__table__.c.id, Act.__table__.c.draft_code, Act.__table__.c.text)
_DATES = "ciencia_until, comply_until, scheduled_for"
_FROZEN = f"act_kind, text, sha256, urgent, {_DATES}, approver_id, approved_at, amends_id, amendment"
refuse_change(
    Act.__table__,
    "directives_frozen",
    f"UPDATE OF {_FROZEN}",
    "an issued act never changes",
    only_when="OLD.approved_at IS NOT NULL",
)
refuse_change(
    Act.__table__,
    "directives_municipality_frozen",
    "UPDATE OF municipality",
    "an issued act never changes",
    only_when="OLD.approved_at IS NOT NULL",
)
