"""What is written about a servant: elogios, orientações and facts reported. No ranking, no score, no penalty."""

from models.servants.notes import (
    ELOGIO,
    FATO,
    KIND,
    KINDS,
    ORIENTACAO,
    NoteKind,
    Timeliness,
    acknowledge,
    answer,
    listed,
    of,
    receive,
    record_in_file,
    register,
    seen,
    timeliness,
    viewers,
)
from models.servants.tables import ServantNote

__all__ = [
    "ELOGIO",
    "FATO",
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
    "receive",
    "record_in_file",
    "register",
    "seen",
    "timeliness",
    "viewers",
]
