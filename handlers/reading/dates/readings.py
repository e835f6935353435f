"""Readings made of a moment and the words for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from handlers.reading.dates.frame import Frame, Line, Unresolved
from handlers.reading.dates.values import Kind, Reading
from models.recurrences import Recurrence
from models.terms import Grain

ALREADY_PAST = "essa data já passou"


class Moment(NamedTuple):
    """A reading still without words."""

    kind: Kind
    start: datetime | None
    end: datetime | None
    grain: Grain


def worded(
    line: Line,
    draft: Unresolved,
    moment: Moment,
    doubt: str | None = None,
    choices: Sequence[Moment] = (),
    rule: Recurrence | None = None,
) -> Reading:
    span = line.expression(draft.first, draft.stop)
    words = line.text[span[0] : span[1]]
    kind, start, end, grain = moment
    more = (line.expression(*draft.apart),) if draft.apart else ()
    options = tuple(Reading(*choice, words, span, more=more) for choice in choices) if choices else ()
    if doubt is None and _is_over(moment, line) and not _explicit_past(draft):
        doubt = ALREADY_PAST
    return Reading(kind, start, end, grain, words, span, doubt is None, doubt, options, None, rule, None, more)


def _is_over(moment: Moment, line: Line) -> bool:
    last = moment.end or moment.start
    if last is None or (moment.end is None and moment.kind is Kind.INTERVAL):
        return False
    if last >= line.now:
        return False
    return last < line.minute if moment.grain in (Grain.MINUTE, Grain.HOUR) else last.date() < line.today


def _explicit_past(draft: Unresolved) -> bool:
    frame = draft.meaning
    return isinstance(frame, Frame) and (frame.past or (frame.year is not None and frame.month is not None) or (
        frame.firm and frame.date is not None and not frame.has_clock
    ))  # fmt: skip
