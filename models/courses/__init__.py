"""The school: its courses, classes with consent and attendance, certificates, and what counts for the promotion."""

from models.courses import careers, catalogue, enrolment, imports, rolls, turmas
from models.courses.tables import (
    Aula,
    Carreira,
    Certificate,
    CertificateStatus,
    Course,
    Enrolment,
    EnrolmentStatus,
    Justified,
    Presence,
    Turma,
    TurmaStatus,
)
from models.courses.turmas import CERTIFICATE, KIND, SUBJECT, HoursAttended

__all__ = [
    "CERTIFICATE",
    "KIND",
    "SUBJECT",
    "Aula",
    "Carreira",
    "Certificate",
    "CertificateStatus",
    "Course",
    "Enrolment",
    "EnrolmentStatus",
    "HoursAttended",
    "Justified",
    "Presence",
    "Turma",
    "TurmaStatus",
    "careers",
    "catalogue",
    "enrolment",
    "imports",
    "rolls",
    "turmas",
]
