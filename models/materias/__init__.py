"""Matérias: a bill between the two Powers, with autógrafo, sanction, veto and promulgation in one place."""

from models.materias import council, decisions, opinions, queries, register, sapl, terms
from models.materias.subject import SUBJECT
from models.materias.tables import (
    ENDED,
    KIND,
    UNDECIDED,
    WITH_MAYOR,
    WITH_US,
    Iniciativa,
    Materia,
    MateriaStatus,
    MateriaTerm,
    Parecer,
    Veto,
)

__all__ = [
    "ENDED",
    "KIND",
    "SUBJECT",
    "UNDECIDED",
    "WITH_MAYOR",
    "WITH_US",
    "Iniciativa",
    "Materia",
    "MateriaStatus",
    "MateriaTerm",
    "Parecer",
    "Veto",
    "council",
    "decisions",
    "opinions",
    "queries",
    "register",
    "sapl",
    "terms",
]
