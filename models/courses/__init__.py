"""The school: its courses, classes with consent and attendance, certificates, and what counts for the promotion."""

from models.courses import careers, catalogue, certificates, enrolment, grades, imports, rolls, turmas
from models.courses.certificates import CERTIFICATE
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
from models.courses.turmas import KIND, SUBJECT, HoursAttended

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
    "certificates",
    "enrolment",
    "grades",
    "imports",
    "rolls",
    "turmas",
]
