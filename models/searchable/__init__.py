"""The texts that records are found by. A subject declares its texts (`source`), and adds new ones as written.

Both engines search the same plain words, folded here: an index of SQLite (FTS5) and one of PostgreSQL (tsvector, GIN),
each kept by the database itself, in the transaction that writes the words.
"""

from models.searchable.rebuild import complete, lacking, rebuild, refresh, source
from models.searchable.tables import INDEX, SearchText, SearchWord
from models.searchable.texts import add, folded, put, put_all, words_of

__all__ = [
    "INDEX",
    "SearchText",
    "SearchWord",
    "add",
    "complete",
    "folded",
    "lacking",
    "put",
    "put_all",
    "rebuild",
    "refresh",
    "source",
    "words_of",
]
