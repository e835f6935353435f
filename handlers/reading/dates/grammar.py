"""The grammar of expressions: the rules that each word may begin, and how the parts come together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from handlers.reading.dates import clocks, holidays, lengths, repeats
from handlers.reading.dates.between import days_of_the_week, hours_after_day, range_from, range_of_numbers
from handlers.reading.dates.figures import Clock, Decimal, Numeric, Ordinal
from handlers.reading.dates.frame import Frame, Hour, Impossible, Lead, Length, Line, Name, Repeat, Unresolved
from handlers.reading.dates.leads import lead, trailer
from handlers.reading.dates.lexicon import (
    ANY_MONTH,
    LENGTHS,
    NEXT,
    NUMBERS,
    ORDINALS,
    PLACES,
    THIS,
    UNTIL,
    WEEKDAY_PLURALS,
    WEEKDAYS,
    word_set,
)
from handlers.reading.dates.parts import RULES, next_part, read_frame
from handlers.reading.dates.subject import ends_there
from handlers.reading.dates.wall import PART_HOURS
from models.day_arithmetic import week_span

Opening = Callable[[Line, int], "tuple[Length | Impossible | Repeat, int] | None"]


def _openings() -> dict[object, tuple[Opening, ...]]:
    """The rules for whole expressions, tried before those for parts, by the first word."""
    table: dict[object, tuple[Opening, ...]] = dict.fromkeys(repeats.EVERY, (repeats.every,))
    table |= dict.fromkeys(repeats.ADVERBS, (repeats.adverb,))
    table |= dict.fromkeys(repeats.ADJECTIVES, (repeats.adjective,))
    table |= dict.fromkeys(("dia", "dias", *ORDINALS, Ordinal), (repeats.of_each_month,))
    table |= {word: (*table.get(word, ()), repeats.plural_weekdays) for word in WEEKDAY_PLURALS}
    table |= dict.fromkeys(("semana", "mes", *WEEKDAYS), (repeats.alternating,))
    table["dia"] = (*table["dia"], repeats.alternating)
    table |= {
        int: (lengths.length, repeats.so_many_in_so_many, clocks.no_hour),
        Clock: (lengths.length, clocks.no_hour),
    }
    table |= dict.fromkeys(NUMBERS, (lengths.length, repeats.so_many_in_so_many))
    return table | {"meia": (lengths.length,), Decimal: (lengths.length,)}


_A_WEEK, _A_YEAR = 7, 366
_AHEAD = frozenset(("daqui", "dentro", "em"))
_OPENINGS = _openings()
_STARTERS = frozenset(RULES) | frozenset(_OPENINGS)
_BARE_NUMBERS = frozenset((int, *NUMBERS))
_NUMBERED = frozenset((int, Ordinal, "dias", "primeiro", "o", *NUMBERS))
_BEFORE_NUMBER = word_set("as das pelas umas sao em no ate durante desde a entre de do") - {"de", "do", "a"}
_AFTER_NUMBER = (
    frozenset(LENGTHS) | frozenset(ANY_MONTH) | NEXT | THIS
    | word_set("de d do da das e a ate ateh as - / para pra pras pro depois ao em no na pela uteis util segundo "
        "segundos am pm mil semanas primeiras cento e ( vez")
)  # fmt: skip


def next_start(line: Line, i: int) -> int:
    """The next word that may begin a date: few do, and of the bare numbers only those among the right words."""
    keys, words = line.keys, line.words
    for j in range(i, line.count):
        if keys[j] in _STARTERS and (
            keys[j] not in _BARE_NUMBERS or words[j + 1] in _AFTER_NUMBER or words[j - 1] in _BEFORE_NUMBER
        ):
            return j
    return line.count


def draft_at(line: Line, i: int) -> Unresolved | None:
    """The date expression that begins at this token, leading words left out of `i`."""
    draft = _draft(line, i)
    if draft is not None and draft.stop < line.count:
        draft.stop = trailer(line, draft.stop)
    return draft


def _draft(line: Line, i: int) -> Unresolved | None:
    key = line.keys[i]
    kind, first = lead(line, i)
    for opening in _OPENINGS.get(key, ()):
        if (found := opening(line, i)) is not None:
            return _finish_opening(line, Unresolved(found[0], first, found[1], kind))
    if key in _NUMBERED and (ranged := range_of_numbers(line, i, kind)):
        return Unresolved(ranged[0], first, ranged[1], Lead.ON)
    frame = Frame()
    stop = read_frame(line, i, frame, kind)
    if not stop:
        return None
    if _names_a_place(line, i, frame):
        return Unresolved(Name(), i, stop)
    draft = Unresolved(frame, first, stop, kind)
    return draft if stop >= line.count else _with_what_follows(line, draft, frame)


def _with_what_follows(line: Line, draft: Unresolved, frame: Frame) -> Unresolved:
    """The draft completed by following words: a frame may be the first end of a range, or the time of a rule."""
    first, stop, kind = draft.first, draft.stop, draft.lead
    if weeks := in_so_many_weeks(line, frame, stop):
        return Unresolved(frame, first, weeks, kind)
    if week := days_of_the_week(line, frame, stop):
        return Unresolved(week[0], first, week[1], kind)
    ranged = range_from(line, replace(frame), stop, kind)
    if ranged and line.words[stop] in UNTIL and ends_there(line, first, frame, ranged[0]):
        return draft
    if ranged := ranged or hours_after_day(line, frame, stop):
        return Unresolved(ranged[0], first, ranged[1], kind if kind is Lead.BETWEEN else Lead.ON)
    return _finish_frame(line, draft, frame)


def in_so_many_weeks(line: Line, frame: Frame, stop: int) -> int:
    """The end of "quarta daqui a duas semanas", "quarta daqui a 15 dias"; 0 for a weekday without its week."""
    j = stop + (line.words[stop] == ",")
    if frame.weekday is None or frame.day is not None or frame.span is not None or line.words[j] not in _AHEAD:
        return 0
    j += 1 + (line.words[j + 1] in ("a", "de"))
    found = lengths.length(line, j) if line.keys[j] in _BARE_NUMBERS else None
    if found is None or not isinstance(found[0], Length):
        return 0
    days = found[0].term.n * {"semanas": 7, "dias_corridos": 1}.get(found[0].term.unit, 0)
    if not _A_WEEK <= days <= _A_YEAR:
        return 0
    frame.span = week_span(line.today + timedelta(days=days))
    return found[1]


def _names_a_place(line: Line, i: int, frame: Frame) -> bool:
    """Whether the words name a place: rua 7 de Setembro, av. 9 de Julho, escola Tiradentes."""
    j = i - 1
    if j > 0 and line.words[j] == ".":
        j -= 1
    if j < 0 or line.words[j] not in PLACES or type(line.values[i]) is Numeric:
        return False
    return frame.month is not None or (frame.weekday is None and line.words[i] in holidays.FIRST_WORDS)


def _finish_opening(line: Line, draft: Unresolved) -> Unresolved:
    """The draft with the time that follows a rule, or the day from which a length is counted."""
    meaning = draft.meaning
    if isinstance(meaning, Repeat):
        _with_clock(line, draft, meaning)
    elif isinstance(meaning, Length):
        start = _anchor_start(line, draft.stop)
        if start and (stop := read_frame(line, start, anchor := Frame())):
            meaning.anchor, draft.stop, meaning.loose = anchor, stop, False
            meaning.back = line.words[draft.first] == "antes" or "antes" in line.words[start - 3 : start]
    return draft


def _anchor_start(line: Line, i: int) -> int:
    """The first word of the day after "a partir de", "a contar de", "depois de", "antes de"."""
    words, j = line.words, i
    if words[j] == "a" and words[j + 1] in ("partir", "contar"):
        j += 2
    elif words[j] in ("apos", "depois", "antes", "contados", "desde"):
        j += 1
        j += 2 if words[j] == "a" and words[j + 1] in ("partir", "contar") else 0
    else:
        return 0
    while j < i + 5 and words[j] in ("de", "do", "da", "o", "a", "em"):
        j += 1
    return j


def _with_clock(line: Line, draft: Unresolved, repeat: Repeat) -> None:
    frame = Frame()
    stop = next_part(line, draft.stop, frame, Lead.NONE)
    if not stop or frame.has_day or frame.span:
        return
    if frame.part and not frame.hour:
        repeat.hour, draft.stop = Hour(PART_HOURS[frame.part.name][0]), stop
    elif frame.hour:
        repeat.hour, draft.stop = frame.hour, stop
        if ranged := range_from(line, frame, stop, Lead.OF):
            draft.stop = ranged[1]


def _finish_frame(line: Line, draft: Unresolved, frame: Frame) -> Unresolved:
    """The draft with a rule after its time ("às 9h toda segunda"), or opened by "em diante"."""
    if line.words[draft.stop : draft.stop + 2] == ["em", "diante"]:
        frame.open_from = True
        draft.stop += 2
    if frame.hour and not frame.has_day and not frame.span:
        j = draft.stop + (line.words[draft.stop] in ("de", ",", "a", "as"))
        word = line.words[j]
        if word in repeats.EVERY or word in repeats.ADVERBS:
            found = _OPENINGS[word][0](line, j)
            if found and isinstance(found[0], Repeat):
                found[0].hour = frame.hour
                return Unresolved(found[0], draft.first, found[1], draft.lead)
    return draft
