"""Events: something at a time and a place, with the people of it, its pauta, its deliberations and its ata."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models import seals
from models.base import Base, related
from models.people import Orgao, Person
from models.records import Record

KIND = "event"


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event: its name, its series of numbers, its length when none is said, and whether it has a pauta.

    Kinds are open. Another subject that has events (a class its aulas, a council its sittings) declares its own with
    `events.declare(EventKind(...))` beside its tables, and registers them with `events.register(..., kind=...)`: the
    calendar, the conflicts, the participants, the presence and the feeds are then those of every event. What only that
    kind has goes into a table of that subject with the id of the event, or, unsought, into `Event.details`.
    """

    name: str
    one: str  # `reunião`
    sigla: str = "AG"
    feminine: bool = False
    minutes: int = 60
    is_meeting: bool = False


class EventStatus(StrEnum):
    PEDIDO = "pedido"
    CONFIRMADO = "confirmado"
    CONVOCADA = "convocada"
    REALIZADO = "realizado"
    RECUSADO = "recusado"
    CANCELADO = "cancelado"
    NAO_REALIZADO = "não realizado"


S = EventStatus
HELD_IN = (S.CONFIRMADO, S.CONVOCADA)  # it will be held, and takes the time of its people
TAKES_TIME = (*HELD_IN, S.REALIZADO)
ACTIVE = (S.CONFIRMADO, S.CONVOCADA, S.PEDIDO)
FINAL = (S.REALIZADO, S.RECUSADO, S.CANCELADO, S.NAO_REALIZADO)


class AtaStatus(StrEnum):
    NONE = ""
    MINUTA = "minuta"
    EM_APROVACAO = "em aprovação"
    APROVADA = "aprovada"
    ASSINADA = "assinada"


class Visibility(StrEnum):
    PUBLICO = "público"
    RESERVADO = "reservado"


class PersonAnswer(StrEnum):
    PENDENTE = "sem resposta"
    CONFIRMOU = "confirmou"
    NAO_VAI = "não vai"
    SUBSTITUTO = "manda substituto"


class Venue(Base):
    """A place where the house has to be; the base is that from which people leave."""

    __tablename__ = "venues"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)  # the name folded
    address: Mapped[str]
    is_base: Mapped[bool]


class TravelTime(Base):
    """The minutes from one venue to another, in either direction."""

    __tablename__ = "travel_times"
    from_id: Mapped[int] = mapped_column(ForeignKey("venues.id"), primary_key=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("venues.id"), primary_key=True)
    minutes: Mapped[int]


class Event(Record):
    """An event: its title is what it is for, its owner the person whose agenda it is in, who presides a meeting."""

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_starts_at", "starts_at"),)
    id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    event_kind: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    all_day: Mapped[bool]
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venues.id"))
    place: Mapped[str]  # as it is said; the name of the venue, where it is a known one
    travel: Mapped[int | None]  # minutes before it, where somebody said them; None: those of the table
    visibility: Mapped[str]
    requester: Mapped[str]
    contact: Mapped[str]
    details: Mapped[dict[str, Any]]  # what only some kinds have: the interest of an audience, the trip
    closes_at: Mapped[datetime | None]  # the pauta of a meeting
    outcome: Mapped[str]
    ata: Mapped[str]  # its state
    ata_text: Mapped[str]
    series: Mapped[str]  # the number of the first of its series
    sequence: Mapped[int]  # how often its time or place changed
    owner: Mapped[Person] = related(foreign_keys=[owner_id], lazy="joined")
    venue: Mapped[Venue | None] = related(lazy="joined")

    __mapper_args__ = {"polymorphic_identity": KIND}


class Participant(Base):
    """Who takes part in an event: a person of the house, in the own name or for a holder or órgão, or an outsider."""

    __tablename__ = "participants"
    __table_args__ = (Index("ix_participants_event", "event_id", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    for_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # the holder who is substituted
    orgao_id: Mapped[int | None] = mapped_column(ForeignKey("orgaos.id"))  # that was called
    name: Mapped[str]  # of an outsider
    capacity: Mapped[str]
    answer: Mapped[str]
    reason: Mapped[str]
    presence: Mapped[str]  # presente, faltou; empty: not recorded
    ata_answer: Mapped[str]  # aprovo, ressalva; empty: none
    ata_note: Mapped[str]
    person: Mapped[Person | None] = related(foreign_keys=[person_id], lazy="joined")
    held_by: Mapped[Person | None] = related(foreign_keys=[for_id], lazy="joined")
    orgao: Mapped[Orgao | None] = related(foreign_keys=[orgao_id], lazy="joined")


class AgendaItem(Base):
    """One item of the pauta of a meeting."""

    __tablename__ = "agenda_items"
    __table_args__ = (UniqueConstraint("event_id", "position"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    position: Mapped[int]
    title: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    minutes: Mapped[int | None]
    record_id: Mapped[int | None] = mapped_column(ForeignKey("records.id"))
    state: Mapped[str]  # incluído, atrasado (came after the closing), retirado, próxima
    note: Mapped[str]
    by: Mapped[Person] = related(lazy="joined")
    record: Mapped[Record | None] = related(lazy="joined")


class Deliberation(Base):
    """One deliberation of a meeting, and the draft of an act it became."""

    __tablename__ = "deliberations"
    __table_args__ = (UniqueConstraint("event_id", "position"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    position: Mapped[int]
    text: Mapped[str]
    who: Mapped[str]
    due_at: Mapped[datetime | None]
    date_only: Mapped[bool]
    act_id: Mapped[int] = mapped_column(ForeignKey("records.id"))
    act: Mapped[Record] = related(lazy="joined")


class ExternalEvent(Base):
    """An occurrence in a calendar kept elsewhere, as last imported: it takes time, and is nothing official here."""

    __tablename__ = "external_events"
    __table_args__ = (Index("ix_external_events_owner", "owner_id", "starts_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    source: Mapped[str]
    uid: Mapped[str]
    sequence: Mapped[int]
    occurrence: Mapped[str]  # of a series: when it would have been
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    all_day: Mapped[bool]
    title: Mapped[str]
    place: Mapped[str]
    travel: Mapped[int | None]
    tentative: Mapped[bool]
    free: Mapped[bool]  # takes no time
    doubt: Mapped[str]
    imported_at: Mapped[datetime]


for _model, _said in ((Event, "o evento"), (Participant, "o participante"), (Deliberation, "a deliberação")):
    seals.protect(_model, _said, by="id" if _model is Event else "event_id")
seals.protect(AgendaItem, "o item de pauta", by="event_id")
