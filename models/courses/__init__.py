"""The school: its courses, classes with consent and attendance, certificates, and what counts for the promotion."""

from models.courses import catalogue, enrolment, imports, turmas
from models.courses.tables import (
    Aula,
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
    "catalogue",
    "enrolment",
    "imports",
    "turmas",
]
