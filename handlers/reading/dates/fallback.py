"""dateparser, for a few written dates outside the grammar: 2026/11/27, 27 11 2026, 2026-11-27T10:30:00Z.

It also reads prices, durations and half of any sentence as dates, and swaps day and month, so it is asked only about a
whole short line made of nothing but figures and names of months, and believed only when the day, the month and the
year it answers stand there in an order people use.
"""

from __future__ import annotations

import re
from datetime import datetime

from handlers.reading.dates.frame import Line
from handlers.reading.dates.lexicon import ANY_MONTH
from handlers.reading.dates.values import Kind, Reading
from models.day_arithmetic import FIRST_YEAR, LAST_YEAR, midnight
from models.terms import Grain

_LONGEST = 40
_SHAPE = re.compile(
    r"\s*(?:[0-9]{1,4}|[a-z]{2,9})(?:[\s/.,:+-]+(?:[0-9]{1,4}|[a-z]{2,9})|[tz][0-9]{0,2}|h[0-9]{0,2})*\s*"
)
_PIECES = re.compile(r"[0-9]+|[a-z]+")
_GLUE = frozenset(("de", "as", "t", "z", "h", "utc"))
_TIMED = re.compile(r"[0-9]:[0-9]|[0-9]h")


def last_resort(line: Line) -> Reading | None:
    folded = line.folded.strip()
    if len(folded) > _LONGEST or not _SHAPE.fullmatch(folded):
        return None
    pieces = _PIECES.findall(folded)
    written = _written_date(pieces)
    if written is None:
        return None
    moment = _ask(line)
    return _reading(line, moment) if moment and (moment.year, moment.month, moment.day) == written else None


def _written_date(pieces: list[str]) -> tuple[int, int, int] | None:
    """Year, month and day of figures in either usual order; None with any other word."""
    if not all(piece.isdigit() or piece in ANY_MONTH or piece in _GLUE for piece in pieces):
        return None
    figures = [int(piece) if piece.isdigit() else ANY_MONTH[piece] for piece in pieces if piece not in _GLUE]
    if len(figures) < 3:
        return None
    if FIRST_YEAR <= figures[0] <= LAST_YEAR:
        return figures[0], figures[1], figures[2]
    return (figures[2], figures[1], figures[0]) if FIRST_YEAR <= figures[2] <= LAST_YEAR else None


def warm(now: datetime) -> None:
    """Import dateparser and load the tables of the language, so that no answer has to wait for it."""
    _parsed("27 11 2026", "DMY", now)


def _ask(line: Line) -> datetime | None:
    order = "YMD" if line.words[0][:4].isdigit() and len(line.words[0]) >= 4 else "DMY"
    return _parsed(line.text.strip(), order, line.now)


def _parsed(text: str, order: str, now: datetime) -> datetime | None:
    import dateparser

    settings = {"DATE_ORDER": order, "STRICT_PARSING": True, "RELATIVE_BASE": now.replace(tzinfo=None)}
    return dateparser.parse(text, languages=["pt"], settings=settings)


def _reading(line: Line, moment: datetime) -> Reading:
    stripped = line.text.strip()
    start = line.text.index(stripped)
    span = (start, start + len(stripped))
    if not _TIMED.search(line.folded):
        return Reading(Kind.DAY, midnight(moment.date(), line.now), None, Grain.DAY, stripped, span)
    local = moment.astimezone(line.now.tzinfo) if moment.tzinfo else moment.replace(tzinfo=line.now.tzinfo)
    return Reading(Kind.INSTANT, local.replace(second=0, microsecond=0), None, Grain.MINUTE, stripped, span)
