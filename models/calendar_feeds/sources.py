"""What a calendar shows beside deadlines, as subjects provide it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.calendar_feeds.entries import FeedEntry
from models.people import Person

KEPT = timedelta(days=60)  # what ended is still shown, and what was cancelled still said
_sources: dict[str, "FeedSource"] = {}


@dataclass(frozen=True, slots=True)
class FeedSource:
    """Entries of a subject; the item of each is `name-id`.

    `entries`: of a person, of these records alone (None: of all). `past`: those of these ids that ended more than KEPT
    ago.
    """

    name: str
    entries: Callable[[Session, Person, datetime, Collection[int] | None], Iterable[FeedEntry]]
    past: Callable[[Session, Sequence[int], datetime], Iterable[int]]


def provide(source: FeedSource) -> None:
    """Have the entries of a subject shown."""
    _sources[source.name] = source


def known() -> Collection[FeedSource]:
    return _sources.values()
