"""Normas: the laws and decrees the house has to observe, whom they affect, and from when to when they are in force."""

from models.norms import impacts, names, queries, register
from models.norms.register import NewNorma
from models.norms.subject import SUBJECT
from models.norms.tables import (
    KIND,
    Afeta,
    Clausula,
    Identity,
    Norma,
    NormaImpacto,
    NormaLink,
    NormaStatus,
    NormaTerm,
    Vinculo,
)

__all__ = [
    "KIND",
    "SUBJECT",
    "Afeta",
    "Clausula",
    "Identity",
    "NewNorma",
    "Norma",
    "NormaImpacto",
    "NormaLink",
    "NormaStatus",
    "NormaTerm",
    "Vinculo",
    "impacts",
    "names",
    "queries",
    "register",
]
