"""Tables of the school: courses, classes, their aulas, enrolments, attendance and certificates."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models import seals
from models.base import Base, related
from models.events import Event
from models.people import Person
from models.records import Record


class Justified(StrEnum):
    """The effect of a justified absence on the hours."""

    NAO_CONTA = "não conta"
    SAI_DO_TOTAL = "sai do total"


class TurmaStatus(StrEnum):
    PLANEJADA = "planejada"
    INSCRICOES = "inscrições abertas"
    EM_CURSO = "em curso"
    ENCERRADA = "encerrada"
    HOMOLOGADA = "homologada"
    CANCELADA = "cancelada"


class EnrolmentStatus(StrEnum):
    PEDIDA = "pedida"
    RECUSADA = "recusada"
    INSCRITA = "inscrita"
    EM_ESPERA = "em espera"
    DESISTENTE = "desistente"
    APROVADA = "aprovada"
    REPROVADA = "reprovada por frequência"
    REPROVADA_POR_NOTA = "reprovada por nota"
    VENCIDA = "sem autorização no prazo"


class CertificateStatus(StrEnum):
    EMITIDO = "emitido"
    SUBSTITUIDO = "substituído"
    REVOGADO = "revogado"


class Presence(StrEnum):
    PRESENTE = "presente"
    AUSENTE = "ausente"
    JUSTIFICADA = "justificada"


class Course(Base):
    """One line of the catalogue: what is taught, how long, and how much of it must be attended."""

    __tablename__ = "courses"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)  # the title folded
    hours: Mapped[int]
    minimum: Mapped[int]  # per cent of the hours
    justified: Mapped[str]
    counts: Mapped[bool]  # whether its hours count for promotion
    grade: Mapped[int | None]  # tenths, without which nobody passes; None: none is given


class Turma(Record):
    """A course given once: its title is that of the course."""

    __tablename__ = "turmas"
    id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    teacher_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    places: Mapped[int]
    minimum: Mapped[int | None]  # pupils without whom it does not begin
    closes_on: Mapped[date | None]  # the last day of enrolment
    course: Mapped[Course] = related(lazy="joined")
    teacher: Mapped[Person] = related(foreign_keys=[teacher_id], lazy="joined")

    __mapper_args__ = {"polymorphic_identity": "turma"}


class Aula(Base):
    """One lesson: an event, so that moving the event moves the lesson. The word of its roll lives for some minutes.

    `roll`: the secret of the page on the wall, whose word is another one each minute.
    """

    __tablename__ = "aulas"
    __table_args__ = (UniqueConstraint("turma_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    turma_id: Mapped[int] = mapped_column(ForeignKey("turmas.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    number: Mapped[int]
    word: Mapped[str] = mapped_column(index=True)
    word_until: Mapped[datetime | None]
    roll: Mapped[str | None] = mapped_column(index=True)
    event: Mapped[Event] = related(lazy="joined")


class Enrolment(Base):
    """A pupil of a class; a request holds no place until the chefia consents."""

    __tablename__ = "enrolments"
    __table_args__ = (
        UniqueConstraint("turma_id", "person_id"),
        Index("ix_enrolments_person", "person_id"),
        Index("ix_enrolments_until", "status", "until"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    turma_id: Mapped[int] = mapped_column(ForeignKey("turmas.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    status: Mapped[str]
    reason: Mapped[str]
    asked_at: Mapped[datetime]
    until: Mapped[datetime | None]  # when the consent must have come
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    matricula: Mapped[str | None]  # as the table of the RH has it
    grade: Mapped[int | None]  # tenths
    person: Mapped[Person] = related(foreign_keys=[person_id], lazy="joined")
    turma: Mapped[Turma] = related(lazy="joined")


class Attendance(Base):
    """The presence of a person in an aula, and how it was noted: by the word, by the teacher, from a table."""

    __tablename__ = "attendances"
    __table_args__ = (UniqueConstraint("aula_id", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    aula_id: Mapped[int] = mapped_column(ForeignKey("aulas.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    presence: Mapped[str]
    how: Mapped[str]
    at: Mapped[datetime]


class Certificate(Record):
    """What a pupil has of a class; it keeps its own hours, whatever becomes of the course."""

    __tablename__ = "certificates"
    id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    turma_id: Mapped[int] = mapped_column(ForeignKey("turmas.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    hours: Mapped[int]
    attended: Mapped[int]  # minutes
    total: Mapped[int]  # minutes
    first_on: Mapped[date]
    last_on: Mapped[date]
    name: Mapped[str | None]  # of the pupil, as it is printed
    replaced_by: Mapped[str | None]  # the number of another
    grade: Mapped[int | None]  # tenths
    homologated_at: Mapped[datetime | None]
    turma: Mapped[Turma] = related(foreign_keys=[turma_id], lazy="joined")
    person: Mapped[Person] = related(foreign_keys=[person_id], lazy="joined")

    __mapper_args__ = {"polymorphic_identity": "certificate"}


class Carreira(Base):
    """What the hours of courses are worth in a carreira, as the municipality's own law has it."""

    __tablename__ = "carreiras"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)  # the name folded
    cargos: Mapped[list[str]]  # whose people are of it, folded
    hours_a_point: Mapped[int]
    most_a_year: Mapped[int | None]  # hours of one year that count
    valid_years: Mapped[int | None]
    law: Mapped[str]


for _table, _name, _by in (
    (Carreira, "a carreira", "key"),
    (Course, "o curso", "key"),
    (Turma, "a turma", "id"),
    (Enrolment, "a inscrição", "turma_id"),
    (Attendance, "a presença", "aula_id"),
    (Certificate, "o certificado", "id"),
):
    seals.protect(_table, _name, by=_by)
seals.protect(Aula, "a aula", by="turma_id", but=("word", "word_until", "roll"))
