"""Unread words of a day beside an hour that was read: the hour is then not today's."""

from __future__ import annotations

from handlers.reading.dates.frame import Line
from handlers.reading.dates.lexicon import MONTHS, WEEKDAYS, word_set
from handlers.reading.dates.slips import near_month

_ABBREVIATED = word_set(
    "sg seg segun tr ter terc qa qta qda qua quar qi qui qnt quin sx sex sab sabad dg dom doming feira fds fs prox px"
    " amh amha amn amanh segundona tercona quartona quintona sextona sabadao domingao dpois"
)
_SPOKEN = word_set("semana quinzena mes feriado feriadao vespera recesso proximo proxima seguinte vindouro")
_BEFORE_TOMORROW = word_set("dps dpois dpos depoi depos deps dep dp apos")
_ARTICLES = word_set("a as o uma da na pela toda todo cada")
_LINKS = word_set("as a de d da do dia na no em e ou q que vem , . - / ( )")
_MOST_WORDS = 6


def around(line: Line, first: int, stop: int) -> tuple[int | None, int | None]:
    """The beginning of the unread words of a day before an hour, and the end of those after it."""
    return _before(line, first), _after(line, stop)


def _before(line: Line, first: int) -> int | None:
    i = first - 1
    while i >= 0 and first - i <= _MOST_WORDS and line.words[i] in _LINKS:
        i -= 1
    return whole(line, i) if i >= 0 and _speaks_of_a_day(line, i) else None


def whole(line: Line, i: int) -> int:
    """The first word of the day that an unread word belongs to: "véspera do feriado", "1 de dezmbro", "sáb próx"."""
    j = i - 1
    while j >= 0 and i - j <= 2 and line.words[j] in _LINKS:
        j -= 1
    more = j >= 0 and (line.words[i] == "feira" or _speaks_of_a_day(line, j) or line.number(j) is not None)
    return j if more else i


def _after(line: Line, stop: int) -> int | None:
    i = stop
    while i < line.count and i - stop < 2 and line.words[i] in _LINKS:
        i += 1
    return i + 1 if i < line.count and _speaks_of_a_day(line, i) else None


def _speaks_of_a_day(line: Line, i: int) -> bool:
    word = line.words[i]
    known = word in _ABBREVIATED or word in _SPOKEN or word in MONTHS
    return line.values[i] is None and (known or bool(near_month(word)))


def counting(line: Line) -> int | None:
    """The place of "sexta" in "sexta reunião 10h", a weekday or the sixth; None for "a sexta reunião", the sixth."""
    for i in range(line.count):
        if line.words[i] in WEEKDAYS and i + 1 < line.count and line.words[i - 1] not in _ARTICLES:
            return i
    return None


def joined(line: Line, first: int, stop: int) -> int | None:
    """The beginning of words that make another day of the one read: "dps de amanhã", "seg ou ter"."""
    if "amanha" in line.words[first:stop]:
        return _after_tomorrow(line, first)
    offered = first > 1 and line.words[first - 1] == "ou" and line.words[first - 2] in _ABBREVIATED
    return first - 2 if offered else None


def _after_tomorrow(line: Line, first: int) -> int | None:
    start = first - 1 if line.words[first] == "dps" else first  # "dps de amanhã" was read as such
    for i in range(start, max(first - 4, -1), -1):
        if line.words[i] in _BEFORE_TOMORROW or (line.words[i] == "depois" and line.words[i + 1] != "de"):
            return i
        if i < first and line.words[i] not in ("de", "d", "."):
            return None
    return None
