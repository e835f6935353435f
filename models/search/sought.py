"""A query: its terms, which a record must all have, and its filters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Dated(StrEnum):
    """The filter by open deadlines."""

    WITH = "com prazo"
    WITHOUT = "sem prazo"
    LATE = "atrasados"


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """A word, or a phrase; `prefix`: its last word may go on. Folded, letters and digits.

    `loose`: typed as a plain word, so that another spelling of it may be tried.
    """

    words: tuple[str, ...]
    prefix: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A query. `subkind`: the tipo of an expediente, the kind of an act. `statuses`: any of these; `open_only`: none
    of the final ones. `since` and `until`: days on which the record was received, or made.
    """

    terms: tuple[SearchTerm, ...] = ()
    kind: str = ""
    subkind: str = ""
    orgao_ids: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ()
    open_only: bool = False
    dated: Dated | None = None
    since: date | None = None
    until: date | None = None

    @property
    def is_narrowed(self) -> bool:
        return any((self.kind, self.orgao_ids, self.statuses, self.open_only, self.dated, self.since, self.until))


def fts5(terms: Sequence[SearchTerm]) -> str:
    """The terms as a query of SQLite's FTS5. Words are letters and digits only, so none is an operator."""
    return " AND ".join(f'"{" ".join(term.words)}"' + ("*" if term.prefix else "") for term in terms)


def tsquery(terms: Sequence[SearchTerm]) -> str:
    """The terms as a tsquery of PostgreSQL."""
    return " & ".join(
        " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.prefix else "") for term in terms
    )
