"""The columns of expedientes in a table."""

from datetime import date, datetime

from models.sheets import Column

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
_KINDS: dict[str, type] = {"recebido_em": datetime, "prazo": date}
TABLE = tuple(Column(name, _KINDS.get(name, str), is_needed=name == "assunto") for name in COLUMNS)
