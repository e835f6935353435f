"""The searched texts of records, written as they change; and the known words, to correct a mistyped one."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from sqlalchemy import Table, bindparam, func, update
from sqlalchemy.orm import Session

from models.base import insert_new_rows, insert_row, insert_rows
from models.searchable.spelling import spellings
from models.searchable.tables import SearchText, SearchWord

LONGEST = 100_000  # characters kept of one record
LONGEST_WORD = 60
SPELT = range(4, 31)  # letters of a word worth remembering
_MOST_KNOWN = 50_000
_WORD = re.compile(r"[^\W\d_]+|\d+")
_ACCENTS = re.compile("[\u0300-\u036f]+")

_TEXTS: Table = SearchText.__table__  # type: ignore[assignment]
_ADD = (
    update(_TEXTS)
    .where(_TEXTS.c.record_id == bindparam("of"))
    .values(words=func.substr(_TEXTS.c.words + " " + bindparam("more"), 1, LONGEST))
)


def words_of(*texts: str) -> list[str]:
    """The words of texts as the index has them: folded, letters apart from digits."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(folded(" ".join(texts)))]


def folded(text: str) -> str:
    """Lower case, without accents, ligatures and the like."""
    return (text if text.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFKD", text))).casefold()


def kept(words: list[str]) -> str:
    """The words as they are stored."""
    return " ".join(words)[:LONGEST]


def put(session: Session, record_id: int, *texts: str) -> None:
    """Index a new record by these texts."""
    words = words_of(*texts)
    insert_row(session, SearchText, record_id=record_id, words=kept(words))
    learn(session, words)


def put_all(session: Session, texts: Mapping[int, Iterable[str]]) -> None:
    """Index many new records, each by its texts."""
    split = {record_id: words_of(*each) for record_id, each in texts.items()}
    insert_rows(session, SearchText, [{"record_id": each, "words": kept(words)} for each, words in split.items()])
    learn(session, {word for words in split.values() for word in words})


def add(session: Session, record_id: int, *texts: str) -> None:
    """Index more texts of a record."""
    words = words_of(*texts)
    if words:
        session.connection().execute(_ADD, {"of": record_id, "more": kept(words)})
        learn(session, words)


def learn(session: Session, words: Iterable[str]) -> None:
    """Add words to the known ones."""
    # Words added by this transaction are not tried again, nor those that its connection has seen to be there.
    ours: set[str] = session.info.setdefault("spelt", set())
    known: set[str] = session.connection().info.setdefault("spelt", set())
    new = sorted(word for word in set(words) - known - ours if len(word) in SPELT and not word.isdecimal())
    rows = [{"key": key, "word": word} for word in new for key in spellings(word)]
    added = insert_new_rows(session, SearchWord, rows)
    ours.update(new)
    if not added and len(known) < _MOST_KNOWN:
        known.update(new)
