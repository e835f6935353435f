"""What is looked for: terms, each of which a record must have, and what narrows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Dated(StrEnum):
    """Whether a record has a date to meet."""

    WITH = "com prazo"
    WITHOUT = "sem prazo"
    LATE = "atrasados"


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or several that stand one after the other; `prefix`: the last may go on. Folded, letters and digits.

    `loose`: typed as a plain word, so that another spelling of it may be tried.
    """

    words: tuple[str, ...]
    prefix: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Sought:
    """`subkind`: the tipo of an expediente, the kind of an act. `statuses`: any of these, or with `open_only` none of
    the final ones. `since` and `until`: days on which it was received, or made."""

    terms: tuple[Term, ...] = ()
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


def fts5(terms: Sequence[Term]) -> str:
    """Terms as SQLite asks for them. Words are letters and digits only: nothing in them is an operator."""
    return " AND ".join(f'"{" ".join(term.words)}"' + ("*" if term.prefix else "") for term in terms)


def tsquery(terms: Sequence[Term]) -> str:
    """Terms as PostgreSQL asks for them."""
    return " & ".join(
        " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.prefix else "") for term in terms
    )
