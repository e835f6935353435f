"""The meaning of one expression while it is read, slot by slot."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from handlers.reading.dates.tokens import Tokens
from models.day_arithmetic import Span
from models.recurrences import Recurrence
from models.terms import Term, WorkCalendar

_THAT = frozenset(("que", "q"))
_COMES = frozenset(("vem", "entra"))


class Line(Tokens):
    """A line of text and the moment it is read."""

    __slots__ = ("calendar", "closing", "now", "today")

    def __init__(self, text: str, now: dt.datetime, calendar: WorkCalendar, closing: dt.time) -> None:
        super().__init__(text)
        self.now = now
        self.today = now.date()
        self.calendar = calendar
        self.closing = closing

    @property
    def minute(self) -> dt.datetime:
        """The minute under way: a moment within it is not past yet."""
        return self.now.replace(second=0, microsecond=0)

    def number(self, index: int) -> int | None:
        value = self.values[index]
        return value if type(value) is int else None

    def has_crase(self, index: int) -> bool:
        """Whether this word was typed "à" or "às"."""
        return self.words[index] in ("a", "as") and self.text[self.span(index, index + 1)[0]] in "àÀ"

    def comes(self, index: int) -> bool:
        """Whether "que vem", "que entra" or "q vem" stands here."""
        return self.words[index] in _THAT and self.words[index + 1] in _COMES

    def ends_at(self, index: int) -> bool:
        """Whether the phrase ends here: at the end of the line or at a mark that closes a clause."""
        return index >= self.count or not self.words[index][0].isalnum()


class Reach(StrEnum):
    """The choice among several Fridays."""

    PLAIN = "plain"
    THIS = "this"
    NEXT = "next"
    PAST = "past"


class Hour(NamedTuple):
    """A time as typed; `half` is "", "am", "pm" or a part of the day; `open` when either half may be meant."""

    hour: int
    minute: int = 0
    half: str = ""
    open: bool = False


class Part(NamedTuple):
    """A part of the day."""

    name: str
    edge: str = ""


@dataclass(slots=True)
class Frame:
    """The parts of one date read so far."""

    date: dt.date | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    reach: Reach = Reach.PLAIN
    span: Span | None = None
    hour: Hour | None = None
    part: Part | None = None
    moment: dt.datetime | None = None
    ahead: dt.timedelta | None = None
    edge_of_day: dt.time | None = None
    past: bool = False
    firm: bool = False
    doubt: str | None = None
    others: tuple[dt.date, ...] = ()
    open_from: bool = False
    named: bool = False  # by the name of a holiday, or as the day after another

    @property
    def has_day(self) -> bool:
        return self.date is not None or self.day is not None or self.weekday is not None

    @property
    def has_clock(self) -> bool:
        return self.hour is not None or self.edge_of_day is not None

    @property
    def is_empty(self) -> bool:
        return not (self.has_day or self.has_clock or self.span or self.part or self.moment)


@dataclass(slots=True)
class Range:
    """The two ends of an interval."""

    first: Frame
    last: Frame


@dataclass(slots=True)
class Length:
    """A term, and the date it is counted from when that is not now.

    A loose one may be just the length of something; a whole one is all the time from now to its end.
    """

    term: Term
    loose: bool = False
    back: bool = False
    whole: bool = False
    anchor: Frame | None = None


@dataclass(slots=True)
class Repeat:
    """A recurrence, with its time."""

    rule: Recurrence
    hour: Hour | None = None


class Impossible(NamedTuple):
    """The words of a date that is on no calendar."""


class Name(NamedTuple):
    """The words of a date that name a place: "rua 7 de Setembro"."""


Meaning = Frame | Range | Length | Repeat | Impossible | Name


class Lead(StrEnum):
    """The effect on a date of the words before it."""

    NONE = ""
    ON = "on"
    UNTIL = "until"
    BEFORE = "before"
    FROM = "from"
    BETWEEN = "between"
    OF = "of"
    WITHIN = "within"
    LASTING = "lasting"
    BACK = "back"


@dataclass(slots=True)
class Unresolved:
    """A meaning and the place of its words, not yet resolved to days."""

    meaning: Meaning
    first: int
    stop: int
    lead: Lead = Lead.NONE
    apart: tuple[int, int] | None = None
    """The first token and the stop of its time, where other words come between: "sexta na Câmara às 14h"."""
