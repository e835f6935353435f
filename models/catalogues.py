"""Tables that are not of records (authorities, say): what they are called, and how they are imported and exported."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from models.people import Person
from models.texts import fold

if TYPE_CHECKING:
    from models.sheets import BulkSheet, Sheet


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Catalogue:
    """A table with an `id`, as `python -m bot <folder> import|export` knows it."""

    model: type[Any]
    one: str
    many: str
    feminine: bool = False
    sheet: "Sheet | BulkSheet"
    beside: str = ""  # the kind of record of which it is a side table
    may: Callable[[Session, Person, datetime], bool] | None = None  # who imports it, besides those who import anything

    @property
    def kind(self) -> str:
        """The name by which its imports are remembered."""
        return str(self.model.__tablename__)

    @property
    def folder(self) -> str:
        """The name its files have in every room."""
        return str(self.model.__module__.split(".")[1])


_known: dict[str, Catalogue] = {}


def declare(catalogue: Catalogue) -> Catalogue:
    """Make a table known to the house; returns it."""
    _known[catalogue.kind] = catalogue
    return catalogue


def known() -> tuple[Catalogue, ...]:
    """Every such table, in the order of their plural names."""
    return tuple(sorted(_known.values(), key=lambda each: fold(each.many)))
