"""Tables of searched texts, and the index that each database keeps over them by itself."""

from sqlalchemy import DDL, ForeignKey, event
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base

INDEX = "search_index"  # the name, or its beginning, of the databases' own tables and columns


class SearchText(Base):
    """The words of one record, folded, with one space between them."""

    __tablename__ = "search_texts"
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True, autoincrement=False)
    words: Mapped[str]


class SearchWord(Base):
    """A word of some record, under the keys of its near spellings."""

    __tablename__ = "search_words"
    __table_args__ = {"sqlite_with_rowid": False}
    key: Mapped[str] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(primary_key=True)


_FORGET = "INSERT INTO search_index(search_index, rowid, words) VALUES ('delete', OLD.record_id, OLD.words);"
_LEARN = "INSERT INTO search_index(rowid, words) VALUES (NEW.record_id, NEW.words);"
MAKE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search_index USING fts5"
        "(words, content='search_texts', content_rowid='record_id', tokenize='ascii', columnsize=0)",
        f"CREATE TRIGGER search_texts_insert AFTER INSERT ON search_texts BEGIN {_LEARN} END",
        f"CREATE TRIGGER search_texts_delete AFTER DELETE ON search_texts BEGIN {_FORGET} END",
        f"CREATE TRIGGER search_texts_update AFTER UPDATE OF words ON search_texts BEGIN {_FORGET} {_LEARN} END",
    ),
    "postgresql": (
        "ALTER TABLE search_texts ADD COLUMN IF NOT EXISTS search_index tsvector "
        "GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, words)) STORED",
        # so that a rare word is known for one: taken for a less rare one, it is looked for through the whole table
        "ALTER TABLE search_texts ALTER COLUMN search_index SET STATISTICS 1000",
        "CREATE INDEX search_index_gin ON search_texts USING gin (search_index) WITH (fastupdate = off)",
    ),
}
DROP = {
    "sqlite": (
        *(f"DROP TRIGGER IF EXISTS search_texts_{event}" for event in ("insert", "delete", "update")),
        "DROP TABLE IF EXISTS search_index",
    ),
    "postgresql": ("DROP INDEX IF EXISTS search_index_gin",),
}
for _dialect, _statements in MAKE.items():
    for _statement in _statements:
        event.listen(
            SearchText.__table__,
            "after_create",
            DDL(_statement).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]
        )
