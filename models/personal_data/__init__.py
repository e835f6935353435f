"""Personal data: what is kept on a person, who opened what is not public, and how it ends (LGPD)."""

from models.personal_data.access_log import encarregado, name_encarregado, note, purge_views, require_reader, views
from models.personal_data.holdings import COPY_NAME, KIND, Holdings, as_json, count, of, purge_copies

__all__ = [
    "COPY_NAME",
    "KIND",
    "Holdings",
    "as_json",
    "count",
    "encarregado",
    "name_encarregado",
    "note",
    "of",
    "purge_copies",
    "purge_views",
    "require_reader",
    "views",
]
