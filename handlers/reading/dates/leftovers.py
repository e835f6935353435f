"""Unread figures and words like a date beside the one that was read, which make it doubtful."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.reading.dates import day_words
from handlers.reading.dates.figures import Clock, Decimal, Dotted, MonthYear, Numeric, Opaque, Ordinal
from handlers.reading.dates.frame import Frame, Hour, Lead, Line, Unresolved
from handlers.reading.dates.lexicon import ANY_MONTH, MONTHS, OF, ORDINAL_TENS, WEEKDAYS, word_set
from handlers.reading.dates.numerals import is_a_number_of, is_year
from handlers.reading.dates.resolve import resolve
from handlers.reading.dates.slips import NAMES, near_day
from handlers.reading.dates.values import Kind, Reading
from handlers.reading.dates.weekdays import is_counted_noun
from models.moments import day_text

_JOINED = frozenset(("e", "ou"))
_LINKS = _JOINED | {",", "/", "-", "|", "&", "+", "u", "p"}
_BETWEEN = _LINKS | {"("}
_BEFORE = _LINKS | word_set("as de da do dia na no em .")
_AFTER = _LINKS | word_set("as a de da do das dia na no em")
_DEADLINES = (Lead.UNTIL, Lead.WITHIN, Lead.ON)
_MOST_LINKS = 2
_MOST_LINKS_BEFORE = 3  # "20 e/ou 21/12"
_MOST_WORDS_AFTER_OR = 5
_GONE = ("pp", "passado", "ultimo", "findo", "p.p")
_DOTTED = 4  # tokens of "p.p."
_COMING = ("pf", "proximo", "vindouro", "p.f")
_DATE_LIKE = re.compile(
    r"[0-9]{1,2}(?:[ºª]|[/.:_-][0-9]|h[0-9:./-])[0-9a-zºª/.:_-]*|[0-9]{1,2}[oa]|[0-9]{1,2}[/.-][ivx]{1,4}"
    r"|(?:19|20)[0-9]{2}[/._-][0-9]{1,2}[/._-][0-9]{1,2}"
)
_HOUR_LIKE = re.compile(r"[0-9]{1,2},[0-9]{2}|[0-2][0-9]{3}")
_OF_A_DAY = word_set("feira fera fiera fr semana fds feriado feriadao vespera mes quinzena amh amn amnh amanh dps")
_FILLING = word_set("agora proxima proximo prox feira fera fiera mesmo ja - , ( )")
_MOST_FILLING = 3
_OPENS_A_DAY = word_set("entre dia dias ate ateh em")


def questioned(line: Line, draft: Unresolved, reading: Reading, drafts: Sequence[Unresolved]) -> Reading:
    """The reading, with a question where another day or an unread figure stands beside it."""
    if reading.recurrence is not None or draft.apart:
        return reading
    for other in drafts if len(drafts) > 1 else ():
        if other is not draft and (found := _beside(line, draft, reading, other)):
            return found
    if not reading.sure:
        return reading
    if draft.stop < line.count and (coming := _which_month(line, draft, _COMING)):
        return _worded(line, reading, draft.first, coming)
    first, stop = _unread_before(line, draft), _unread_after(line, draft)
    if first is not None and draft.lead in _DEADLINES and _tells_of_the_subject(line, first, draft, drafts):
        first = None
    if first is not None and _is_alone(draft):
        first = day_words.whole(line, first)
    if first is None and stop is None and _is_alone(draft):
        first, stop = day_words.around(line, draft.first, draft.stop)
    if first is None and stop is None:
        first = day_words.joined(line, draft.first, draft.stop)
    if first is None and stop is None:
        return _or_the_day(line, draft, reading)
    return _not_sure(line, draft, reading, first if first is not None else draft.first, stop or draft.stop)


def _or_the_day(line: Line, draft: Unresolved, reading: Reading) -> Reading:
    """The reading, with a question where "sexta" may be its day, as in "sexta reunião 10h"."""
    i = day_words.counting(line) if _is_alone(draft) else None
    if i is None:
        return reading
    hour, weekday = draft.meaning, WEEKDAYS[line.words[i]]
    assert isinstance(hour, Frame)
    clock = (draft.first, draft.stop)
    on_the_day = resolve(line, Unresolved(replace(hour, weekday=weekday), i, i + 1, apart=clock))
    if on_the_day is None or on_the_day.start is None:
        return reading
    doubt = f"“{line.text[slice(*line.span(i, i + 2))]}”: é o dia da semana ou só a ordem?"
    return reading._replace(sure=False, doubt=doubt, choices=(on_the_day, reading))


def _tells_of_the_subject(line: Line, i: int, draft: Unresolved, drafts: Sequence[Unresolved]) -> bool:
    """The 13º of "pagamento do 13º até sexta", the 19h of "a sessão de 10/12 às 19h até sexta"."""
    within = (other.first <= i < other.stop and other.lead is Lead.OF for other in drafts if other is not draft)
    return line.words[i - 1] in OF or any(within)


def is_date_like(word: str) -> bool:
    return _DATE_LIKE.fullmatch(word) is not None


# --- another date beside this one ------------------------------------------------------------------------------


def _beside(line: Line, draft: Unresolved, reading: Reading, other: Unresolved) -> Reading | None:
    """The reading with the other day as a choice: "20 ou 21/12"; None for "amanhã, dia 24", which is one day."""
    if not (isinstance(draft.meaning, Frame) and isinstance(other.meaning, Frame)):
        return None
    early, late = (draft, other) if draft.first < other.first else (other, draft)
    between = line.words[early.stop : late.first]
    offered = between[:1] == ["ou"] and len(between) <= _MOST_WORDS_AFTER_OR
    if not offered and (len(between) > _MOST_LINKS or not _BETWEEN.issuperset(between) or not reading.sure):
        return None
    if not offered and (early is other or other.lead is not Lead.NONE or not _same_kind(draft.meaning, other.meaning)):
        return None
    second = resolve(line, replace(other, meaning=_completed(other.meaning, draft.meaning)))
    first = resolve(line, replace(draft, meaning=_completed(draft.meaning, other.meaning)))
    if first is None or second is None or first.start is None or second.start is None:
        return None
    if first.start == second.start:
        return None if other.meaning.past else _worded(line, reading, early.first, late.stop)
    if first.start.date() == second.start.date() and second.has_clock and not first.has_clock and second.sure:
        return _worded(line, second, early.first, late.stop)
    choices = tuple(sorted((first, second), key=lambda each: each.start or line.now))
    doubt = f"{' ou '.join(_said(each) for each in choices)}: qual vale?"
    return _worded(line, reading, early.first, late.stop)._replace(sure=False, doubt=doubt, choices=choices)


def _same_kind(frame: Frame, other: Frame) -> bool:
    if other.past or frame.past:
        return False
    if frame.has_day and frame.has_clock and other.has_day:  # sexta 10h e segunda 14h
        return other.has_clock
    return other.has_day if frame.has_day and not frame.has_clock else other.has_clock and not other.has_day


def _completed(frame: Frame, by: Frame) -> Frame:
    """The month of "20 ou 21/12", the day of "sexta às 14h ou 15h"."""
    if frame.day is not None and frame.month is None and frame.span is None and by.day is not None:
        return replace(frame, month=by.month, year=by.year, span=by.span)
    if not frame.has_day and frame.hour is not None and by.has_day:
        return replace(by, hour=frame.hour, part=frame.part, doubt=None)
    if not frame.has_day and frame.part is not None and by.has_day:
        return replace(by, part=frame.part, doubt=None)
    return replace(frame)


def _said(reading: Reading) -> str:
    assert reading.start is not None
    return day_text(reading.start.date()) + (f" às {reading.start:%H:%M}" if reading.has_clock else "")


# --- what stays unread beside it -------------------------------------------------------------------------------


def _is_alone(draft: Unresolved) -> bool:
    """Whether the draft is a time without a day."""
    frame = draft.meaning
    return isinstance(frame, Frame) and frame.has_clock and not (frame.has_day or frame.span)


def _unread_before(line: Line, draft: Unresolved) -> int | None:
    i = draft.first - 1
    while i >= 0 and draft.first - i <= _MOST_LINKS_BEFORE and line.words[i] in _BEFORE:
        i -= 1
    if i < 0:
        return None
    value = line.values[i]
    if value is None:
        word = line.words[i]
        told = (word in ORDINAL_TENS and i == draft.first - 1) or (_is_alone(draft) and _is_of_a_day(word))
        return i if told else _offered_before(line, draft)
    links, alone = line.words[i + 1 : draft.first], _is_alone(draft)
    if is_a_number_of(line, i) or ("," in links and not (alone or line.values[draft.stop - 1] is not None)):
        return None
    joined = not _LINKS.isdisjoint(links)
    while links == [] and line.words[i - 1] == "-" and i > 1 and line.number(i - 2) is not None:
        i -= 2
    if isinstance(value, int):
        return i if 1 <= value <= 31 and _is_a_loose_day(line, i, links, alone) else None
    if isinstance(value, Opaque):
        return i if is_date_like(line.words[i]) else None
    return i if alone or not links or joined else None


def _is_of_a_day(word: str) -> bool:
    return word in _OF_A_DAY or bool(near_day(word))


def _offered_before(line: Line, draft: Unresolved) -> int | None:
    """The place of the 20 in "20 ou, se chover, 21/12"."""
    early = max(draft.first - _MOST_WORDS_AFTER_OR, 1)
    if "ou" not in (before := line.words[early : draft.first]):
        return None
    i = early + before.index("ou") - 1
    dated = isinstance(draft.meaning, Frame) and draft.meaning.day is not None and line.words[i + 2] == ","
    return i if dated and 1 <= (line.number(i) or 0) <= 31 and not is_a_number_of(line, i) else None


def _is_a_loose_day(line: Line, i: int, links: list[str], alone: bool) -> bool:
    """Whether a figure may be a day: the 5 of "5, 6 e 7/12", of "reunião 5 às 14h"; not of "UBS 5 às 14h"."""
    if not _LINKS.isdisjoint(links):
        beside = _LINKS.issuperset(links) and line.values[i + 1 + len(links)] is not None
        return beside or line.words[i - 1] in _OPENS_A_DAY
    named = i > 0 and line.text[line.span(i - 1, i)[0]].isupper()
    return (alone and not named) or (i > 0 and line.words[i - 1] in _OPENS_A_DAY)


def _unread_after(line: Line, draft: Unresolved) -> int | None:
    """The end of an unread figure or day after the draft; None without one."""
    j = draft.stop
    while j < line.count and j - draft.stop < _MOST_LINKS and line.words[j] in _AFTER:
        j += 1
    if j >= line.count:
        return None
    value = line.values[j]
    if value is None:
        told = _is_alone(draft) and near_day(line.words[j])
        if told or (line.words[j] in ANY_MONTH and line.words[j - 1] == "ou"):
            return j + 1
        return _which_month(line, draft, _GONE) or _unread_hour(line, draft) or _unread_minutes(line, draft) or None
    links = line.words[draft.stop : j]
    if is_counted_noun(line, j + 1) or (j == draft.stop and line.words[j] in MONTHS):
        return None
    return j + 1 if _is_of_a_date(line, j, links, draft) else None


def _unread_hour(line: Line, draft: Unresolved) -> int:
    """The end of the hour in "sexta agora 10h"; 0 without one."""
    frame, k = draft.meaning, draft.stop
    if not isinstance(frame, Frame) or not frame.has_day or frame.has_clock:
        return 0
    while k < draft.stop + _MOST_FILLING and line.words[k] in _FILLING:
        k += 1
    return k + 1 if isinstance(line.values[k], Clock) else 0


def _unread_minutes(line: Line, draft: Unresolved) -> int:
    """The end of the minutes in "14;30"; 0 without such minutes."""
    j = draft.stop
    split = line.words[j] == ";" and line.glued(j) and line.glued(j + 1) and line.number(j + 1) is not None
    return j + 2 if split else 0


def _which_month(line: Line, draft: Unresolved, words: tuple[str, ...]) -> int:
    """The end of the words that tell the month of a day: dia 30 p.p., dia 30 próximo; 0 without them."""
    if not isinstance(draft.meaning, Frame) or draft.meaning.day is None:
        return 0
    for count in (1, _DOTTED, _DOTTED - 1):
        stop = draft.stop + count
        closed = stop <= line.count and (count == _DOTTED or line.ends_at(stop))
        if closed and "".join(line.words[draft.stop : stop]).rstrip(".") in words:
            return stop
    return 0


def _is_of_a_date(line: Line, j: int, links: list[str], draft: Unresolved) -> bool:
    value, joined = line.values[j], not links or not _LINKS.isdisjoint(links)
    if isinstance(value, int):
        year = len(line.words[j]) == 4 and is_year(value)
        if links == [","] and not line.ends_at(j + 1):
            return False
        if not links and not year and _HOUR_LIKE.fullmatch(line.words[j]):
            return line.ends_at(j + 1)
        clocked = isinstance(draft.meaning, Frame) and draft.meaning.has_clock
        return (joined and 1 <= value <= (59 if clocked else 31)) or (year and links in ([], ["de"], ["/"], [","]))
    if isinstance(value, Opaque | Decimal) and links and line.has_crase(j - 1) and _HOUR_LIKE.fullmatch(line.words[j]):
        return True
    if isinstance(value, Opaque):
        return joined and is_date_like(line.words[j])
    return joined and isinstance(value, Ordinal | Clock | Dotted | Numeric | MonthYear)


def _not_sure(line: Line, draft: Unresolved, reading: Reading, first: int, stop: int) -> Reading:
    span = line.span(*_unread(draft, first, stop))
    unread = line.text[slice(*span)].strip(" ,;")
    choices = _choices(line, draft, reading, first, stop)
    doubt = f"não entendi “{unread}” junto de “{reading.words.strip()}”: qual é o prazo?"
    return _worded(line, reading, first, stop)._replace(sure=False, doubt=doubt, choices=choices)


def _unread(draft: Unresolved, first: int, stop: int) -> tuple[int, int]:
    if first < draft.first:
        return first, draft.first
    return (draft.stop, stop) if stop > draft.stop else (first, draft.first + 1)


def _choices(line: Line, draft: Unresolved, reading: Reading, first: int, stop: int) -> tuple[Reading, ...]:
    frame = draft.meaning
    if isinstance(frame, Frame) and _is_alone(draft):
        slip = near_day(line.words[first]) or near_day(line.words[stop - 1])
        days = [_named(line, draft, slip)] if slip else []
        later = resolve(line, replace(draft, meaning=replace(frame, date=line.today + timedelta(days=1))))
        return tuple(each for each in (*days, *([] if slip else [reading, later])) if each and each.start)
    clock = line.values[stop - 1]
    if isinstance(frame, Frame) and stop > draft.stop and isinstance(clock, Clock) and not frame.has_clock:
        hour = Hour(clock.hour, clock.minute, clock.half)
        timed = resolve(line, replace(draft, meaning=replace(frame, hour=hour)))
        return (timed,) if timed else ()
    if isinstance(frame, Frame) and frame.has_day and not frame.has_clock and stop > draft.stop:
        n = line.number(stop - 1)
        if n and not _JOINED.isdisjoint(line.words[draft.stop : stop]):
            other = resolve(line, replace(draft, meaning=Frame(day=n, month=frame.month, year=frame.year)))
            return (reading, other) if other else (reading,)
    moment = reading.end if reading.kind is Kind.INTERVAL else reading.start
    return (reading._replace(kind=Kind.DAY, start=moment, end=None),) if moment and not reading.term else ()


def _named(line: Line, draft: Unresolved, name: str) -> Reading | None:
    frame = draft.meaning
    assert isinstance(frame, Frame)
    if name == "amanha":
        return resolve(line, replace(draft, meaning=replace(frame, date=line.today + timedelta(days=1))))
    weekday = NAMES.index(name) - 1
    return resolve(line, replace(draft, meaning=replace(frame, weekday=weekday))) if 0 <= weekday <= 6 else None


def _worded(line: Line, reading: Reading, first: int, stop: int) -> Reading:
    span = line.expression(first, stop)
    return reading._replace(span=span, words=line.text[slice(*span)])
