"""Search of records by number, words and filters: newest first, matches in titles before the others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import compress
from operator import not_

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import Refusal
from models.people import Person, standing
from models.records import Record
from models.search.nearest import respellings
from models.search.query import Found, Row, by_number, by_words, having
from models.search.sought import Dated, SearchQuery, SearchTerm
from models.searchable import folded, words_of

__all__ = [
    "PAGE",
    "Dated",
    "Found",
    "SearchPage",
    "SearchQuery",
    "SearchTerm",
    "every",
    "having",
    "nearest",
    "numbered",
    "page",
]

PAGE = 10
MOST, _PART = 10_000, 500
_TITLE = Found._fields.index("title")
_RANKED = 2 * PAGE  # of the newest so many, those with the words in their title come first


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results; `more`: there is another page."""

    found: tuple[Found, ...]
    more: bool = False


def numbered(session: Session, codes: Sequence[str], *, by: Person, now: datetime, number: int = 1) -> SearchPage:
    """The records with any of these spellings of a number, newest first."""
    found = by_number(session, codes, standing(session, by, now), limit=number * PAGE + 1)
    return _cut(found, (number - 1) * PAGE)


def page(session: Session, sought: SearchQuery, *, by: Person, now: datetime, number: int = 1) -> SearchPage:
    """One page of the records that match the query and may be seen by the person."""
    viewer, start = standing(session, by, now), (number - 1) * PAGE
    if not sought.terms and not sought.is_narrowed:
        return SearchPage(())
    if start >= _RANKED:
        return _cut(by_words(session, sought, viewer, now, limit=PAGE + 1, offset=start), 0)
    newest = by_words(session, sought, viewer, now, limit=_RANKED + 1)
    return _cut([*_titled_first(newest[:_RANKED], sought.terms), *newest[_RANKED:]], start)


def every(session: Session, sought: SearchQuery, *, by: Person, now: datetime) -> list[tuple[int, str]]:
    """The id and the kind of the records that match the query and may be seen by the person, newest first.

    Raises Refusal where they are more than MOST.
    """
    if not sought.terms and not sought.is_narrowed:
        return []
    rows = by_words(session, sought, standing(session, by, now), now, limit=MOST + 1)
    if len(rows) > MOST:
        raise Refusal(f"São mais de {MOST} registros. Acrescente palavras ou um filtro à busca.")
    codes, known = [Found(*row).code for row in rows], dict[str, tuple[int, str]]()
    for at in range(0, len(codes), _PART):
        query = select(Record.code, Record.id, Record.kind).where(Record.code.in_(codes[at : at + _PART]))
        known |= {code: (record_id, kind) for code, record_id, kind in session.execute(query)}
    return [known[code] for code in codes]


def nearest(
    session: Session, sought: SearchQuery, *, by: Person, now: datetime
) -> tuple[SearchQuery, SearchPage] | None:
    """For a query without results: the nearest query that has some, with its first page; None: no such query."""
    viewer = standing(session, by, now)
    for terms in respellings(session, sought, viewer, now):
        other = replace(sought, terms=terms)
        if by_words(session, other, viewer, now, limit=1):
            return other, page(session, other, by=by, now=now)
    return None


def _cut(found: Sequence[Row], start: int) -> SearchPage:
    return SearchPage(tuple(map(Found._make, found[start : start + PAGE])), len(found) > start + PAGE)


def _titled_first(found: list[Row], terms: Sequence[SearchTerm]) -> list[Row]:
    """The rows whose title holds every term, then the others, each group in its former order."""
    if len(found) < 2 or not terms:
        return found
    text = folded(" " + " \n ".join([row[_TITLE] for row in found]) + " ")
    if not all(term.words[0] in text for term in terms):
        return found
    wanted = [f" {' '.join(term.words)}" + ("" if term.prefix else " ") for term in terms]
    titled = [_is_titled(title, wanted) for title in _parted(text, found)]
    return [*compress(found, titled), *compress(found, map(not_, titled))]


def _parted(text: str, found: list[Row]) -> list[str]:
    """The titles of the joined text, each with a space before and after it."""
    # No title has a line break of its own, unless the number of parts says otherwise.
    titles = text.split("\n")
    return titles if len(titles) == len(found) else [f" {folded(row[_TITLE])} " for row in found]


def _is_titled(title: str, wanted: Sequence[str]) -> bool:
    """Whether a folded title holds every wanted word or phrase."""
    # The title is split into words only when the plain comparison leaves doubt: signs may stand between its words.
    if all(map(title.__contains__, wanted)):
        return True
    if not all(each.split()[0] in title for each in wanted):
        return False
    return all(map(f" {' '.join(words_of(title))} ".__contains__, wanted))
