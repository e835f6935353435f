"""The columns of expedientes in a table."""

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
TABLE = tuple(Column(name, is_needed=name == "assunto") for name in COLUMNS)
