"""What is written about a servant: elogios, orientações and facts reported. No ranking, no score, no penalty."""

from models.servants.notes import (
    ELOGIO,
    FATO,
    KIND,
    KINDS,
    ORIENTACAO,
    NoteKind,
    acknowledge,
    answer,
    listed,
    of,
    praised,
    receive,
    record_in_file,
    register,
    seen,
    unclaimed,
    viewers,
)
from models.servants.tables import ServantNote
from models.servants.timeliness import FEWEST, Timeliness, of_orgao, of_person

__all__ = [
    "ELOGIO",
    "FATO",
    "FEWEST",
    "KIND",
    "KINDS",
    "ORIENTACAO",
    "NoteKind",
    "ServantNote",
    "Timeliness",
    "acknowledge",
    "answer",
    "listed",
    "of",
    "of_orgao",
    "of_person",
    "praised",
    "receive",
    "record_in_file",
    "register",
    "seen",
    "unclaimed",
    "viewers",
]
