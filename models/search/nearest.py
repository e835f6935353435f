"""Respelling of a query without results, by the nearest known words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice, product
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from models.people import Standing
from models.search.query import has_any
from models.search.sought import SearchQuery, SearchTerm
from models.searchable import SearchWord
from models.searchable.spelling import distance, most_typos, skeleton, spellings

SHORTEST = 4
_MOST_UNKNOWN = 3
_CHOICES = 3
_MOST_TRIES = 9
_MOST_COMPARED = 2_000
_words: Any = SearchWord.__table__
_SPELT = (
    select(_words.c.word)
    .distinct()
    .where(_words.c.key.in_(bindparam("keys", expanding=True)))
    .where(func.length(_words.c.word).between(bindparam("shortest"), bindparam("longest")))
    .limit(_MOST_COMPARED)
)


def respellings(
    session: Session, sought: SearchQuery, viewer: Standing, now: datetime
) -> Iterator[tuple[SearchTerm, ...]]:
    """Alternative terms to search for, likeliest first."""
    # A word counts as known only if it finds a record the viewer may see: words of hidden records must never show.
    unknown = [term for term in sought.terms if not has_any(session, term, viewer, now)]
    if not all(_may_be_mistyped(term) for term in unknown) or len(unknown) > _MOST_UNKNOWN:
        return
    if unknown:
        tries = [near(session, term) if term in unknown else [term] for term in sought.terms]
        yield from islice(product(*tries), _MOST_TRIES)
        return
    loose = [place for place, term in enumerate(sought.terms) if _may_be_mistyped(term)][:_MOST_UNKNOWN]
    for place in loose if len(sought.terms) > 1 else []:
        for other in near(session, sought.terms[place]):
            yield (*sought.terms[:place], other, *sought.terms[place + 1 :])


def near(session: Session, term: SearchTerm) -> list[SearchTerm]:
    """The terms with the words most like this one's, without itself."""
    word = term.words[0]
    values = {"keys": spellings(word), "shortest": len(word) - 2, "longest": len(word) + 2}
    known = session.connection().execute(_SPELT, values).scalars()
    return [replace(term, words=(each,), prefix=False) for each in _closest(word, known.all())]


def _closest(word: str, known: Sequence[str]) -> list[str]:
    bones = skeleton(word)
    ranked = sorted((distance(word, each), skeleton(each) != bones, each) for each in known if each != word)
    return [each for far, _, each in ranked if far <= most_typos(word)][:_CHOICES]


def _may_be_mistyped(term: SearchTerm) -> bool:
    word = term.words[0]
    return term.loose and len(term.words) == 1 and len(word) >= SHORTEST and not word.isdecimal()
