"""The meanings of a date expression, and the calendar it is read against."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from handlers.reading.dates.marks import bare, cut
from models.terms import Grain, Term

if TYPE_CHECKING:
    from models.recurrences import Recurrence

CLOSING = time(17)
"""When the working day ends, unless the caller knows better."""


class Kind(StrEnum):
    """The kinds of meaning."""

    DAY = "day"
    INSTANT = "instant"
    INTERVAL = "interval"
    TERM = "term"
    RECURRENCE = "recurrence"


class About(StrEnum):
    """The role of a date beside its subject."""

    NOTHING = ""
    PERHAPS = "perhaps"
    ALL = "all"


class WeekdaysOnly:
    """A calendar of Mondays to Fridays without holidays, for a house without a calendar."""

    def is_business_day(self, day: date) -> bool:
        return day.weekday() < 5

    def holiday_named(self, name: str, year: int) -> date | None:
        return None


class Reading(NamedTuple):
    """The meaning of one date expression.

    A day starts at midnight. The `end` of an interval is its last day (at midnight) when the grain is a day or
    coarser, and its last moment otherwise; an open interval lacks one of the two. A term and a recurrence have in
    `start` the day or moment they first lead to.
    """

    kind: Kind
    start: datetime | None
    end: datetime | None
    grain: Grain | None
    words: str
    span: tuple[int, int]
    sure: bool = True
    doubt: str | None = None
    choices: tuple[Reading, ...] = ()
    term: Term | None = None
    recurrence: Recurrence | None = None
    since: datetime | None = None
    """What a term is counted from."""
    more: tuple[tuple[int, int], ...] = ()
    """Where other words of the same date stand: the "às 14h" of "sexta na Câmara às 14h"."""

    about: About = About.NOTHING

    def without(self, text: str) -> str:
        """The text with the words of the date taken out, for a clean title."""
        for start, end in sorted((self.span, *self.more), reverse=True):
            text = cut(text, start, end)
        return text.strip()

    @property
    def is_until(self) -> bool:
        """Whether its words begin with "até", marks apart."""
        return bare(self.words).lower().startswith("até")

    @property
    def has_clock(self) -> bool:
        return self.grain in (Grain.MINUTE, Grain.HOUR)

    def is_past(self, now: datetime) -> bool:
        last = self.end or self.start
        if last is None or (self.kind is Kind.INTERVAL and self.end is None):
            return False
        return last < now if self.has_clock else last.date() < now.date()

    def until(self, closing: time = CLOSING) -> datetime | None:
        """The moment after which a promise for this reading is late."""
        last = self.end or self.start
        if last is None or self.has_clock:
            return last
        return datetime.combine(last.date(), closing, last.tzinfo)
