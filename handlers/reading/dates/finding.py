"""The date expression of a whole line."""

from __future__ import annotations

from datetime import datetime, time

from handlers.reading.dates.fallback import last_resort
from handlers.reading.dates.frame import Frame, Impossible, Lead, Length, Line, Name, Range, Repeat, Unresolved
from handlers.reading.dates.grammar import draft_at, next_start
from handlers.reading.dates.leftovers import questioned
from handlers.reading.dates.lexicon import word_set
from handlers.reading.dates.resolve import is_impossible, resolve
from handlers.reading.dates.subject import about
from handlers.reading.dates.values import CLOSING, About, Reading, WeekdaysOnly
from models.terms import WorkCalendar

MAX_DRAFTS = 6
MAX_ATTEMPTS = 32
"""Words that looked like the start of a date and were not: past so many the text is noise, and reading stops."""

_APART = 6
_NAME_BESIDE_DATE = 25  # more than a date that only describes something ("o feriado de 12/10")
_PLACE_LEADS = word_set("em no na nos nas com")
_WEEKDAYS_ONLY = WeekdaysOnly()


def find(
    text: str, now: datetime, calendar: WorkCalendar = _WEEKDAYS_ONLY, *, closing: time = CLOSING
) -> Reading | None:
    """The date the line is for: one led by "até" before one that "de" ties to a noun, else the first."""
    line = Line(text, now, calendar, closing)
    return None if line.twisted else _chosen(line, _drafts(line))


def read(
    text: str, now: datetime, calendar: WorkCalendar = _WEEKDAYS_ONLY, *, closing: time = CLOSING
) -> tuple[Reading | None, str | None]:
    """The date of the line, as `find`, and the words of a date that is on no calendar, as `impossible`."""
    line = Line(text, now, calendar, closing)
    drafts = _drafts(line)
    wrong = _impossible(line, drafts)
    return None if line.twisted else _chosen(line, drafts), wrong


def _chosen(line: Line, drafts: list[Unresolved]) -> Reading | None:
    for draft in _by_weight(drafts) if len(drafts) > 1 else drafts:
        if (reading := resolve(line, draft)) is not None:
            if draft.first == 0 and draft.stop == line.count:
                return reading
            asked = questioned(line, draft, reading, drafts)
            unread = reading.sure and not asked.sure
            tells = About.NOTHING if unread else about(line, draft, reading)
            return reading._replace(about=tells) if tells else asked
    return None if drafts else last_resort(line)


def find_all(
    text: str, now: datetime, calendar: WorkCalendar = _WEEKDAYS_ONLY, *, closing: time = CLOSING
) -> list[Reading]:
    """Every date of the line, in order (of a very long one the first few)."""
    line = Line(text, now, calendar, closing)
    if line.twisted:
        return []
    readings = ((draft, resolve(line, draft)) for draft in _drafts(line))
    return [each._replace(about=about(line, draft, each)) for draft, each in readings if each is not None]


def impossible(text: str, now: datetime, calendar: WorkCalendar = _WEEKDAYS_ONLY) -> str | None:
    """The words of a date that is on no calendar: "31/02", "25h", "999999 dias"; None where there is none."""
    line = Line(text, now, calendar, CLOSING)
    return _impossible(line, _drafts(line))


def _impossible(line: Line, drafts: list[Unresolved]) -> str | None:
    for draft in drafts:
        if line.twisted or is_impossible(line, draft):
            start, end = line.expression(draft.first, draft.stop)
            return line.text[start:end]
    return None


def _drafts(line: Line) -> list[Unresolved]:
    drafts: list[Unresolved] = []
    i = 0
    for _ in range(MAX_ATTEMPTS):
        i = next_start(line, i)
        if i == line.count or len(drafts) == MAX_DRAFTS:
            break
        draft = draft_at(line, i)
        if draft is None:
            i += 1
            continue
        i = draft.stop
        if not (drafts and _joins(line, drafts[-1], draft)):
            drafts.append(draft)
    return drafts


def _joins(line: Line, day: Unresolved, clock: Unresolved) -> bool:
    """Whether a time a few words after a day belongs to it: "sexta na Câmara às 14h"."""
    if not (isinstance(day.meaning, Frame) and isinstance(clock.meaning, Frame)):
        return False
    frame, timed = day.meaning, clock.meaning
    between = line.words[day.stop : clock.first]
    if not frame.has_day or frame.has_clock or frame.part or frame.past or frame.open_from:
        return False
    if timed.hour is None or timed.has_day or timed.span or clock.lead in (Lead.BEFORE, Lead.FROM):
        return False
    if not 0 < len(between) <= _APART or between[0] not in _PLACE_LEADS or not all(word.isalnum() for word in between):
        return False
    frame.hour, frame.part = timed.hour, timed.part
    day.apart = (clock.first, clock.stop)
    return True


def _by_weight(drafts: list[Unresolved]) -> list[Unresolved]:
    """The drafts, the likeliest first; a holiday beside a written date is unlikely, as it only names that day."""
    is_written = any(isinstance(each.meaning, Frame) and each.meaning.month is not None for each in drafts)
    return sorted(drafts, key=lambda draft: _weight(draft) + _NAME_BESIDE_DATE * (is_written and _is_named(draft)))


def _is_named(draft: Unresolved) -> bool:
    return isinstance(draft.meaning, Frame) and draft.meaning.named and draft.lead not in (Lead.UNTIL, Lead.WITHIN)


def _weight(draft: Unresolved) -> int:
    """The weight of a draft; the lower is the likelier."""
    meaning = draft.meaning
    weight = 0 if draft.lead in (Lead.UNTIL, Lead.WITHIN) else 10
    if isinstance(meaning, Impossible | Name):
        return 90
    if isinstance(meaning, Repeat | Range):
        return weight
    if isinstance(meaning, Length):
        aged = meaning.loose and meaning.term.unit == "anos" and draft.lead is Lead.UNTIL
        is_loose = meaning.loose and weight and draft.lead is not Lead.ON
        return weight + 40 if is_loose or aged or meaning.back else weight
    return weight + _frame_weight(draft, meaning)


def _frame_weight(draft: Unresolved, frame: Frame) -> int:
    if frame.past:
        return 60
    weight = 0 if frame.has_day else 10 if frame.has_clock else 20
    return weight + 20 if draft.lead is Lead.OF and not frame.has_clock else weight
