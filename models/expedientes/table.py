"""The columns of expedientes in a table, and the level of access in one of its cells."""

from models.base import Refusal
from models.records import AccessLevel
from models.texts import fold

COLUMNS = (
    "tipo",
    "numero",
    "ano",
    "orgao",
    "assunto",
    "interessado",
    "procedencia",
    "nivel",
    "situacao",
    "onde",
    "recebido_em",
    "prazo",
)


def as_level(text: str) -> AccessLevel:
    """The level of access; public for an empty cell. Raises Refusal."""
    try:
        return AccessLevel(fold(text) or AccessLevel.PUBLICO)
    except ValueError:
        raise Refusal(f"nivel: {text!r} não existe; use público, restrito ou sigiloso") from None
