"""Weekdays in all their spellings, told apart from the ordinals they look like."""

from __future__ import annotations

from handlers.reading.dates.figures import Clock, Numeric, Ordinal
from handlers.reading.dates.frame import Frame, Line, Reach
from handlers.reading.dates.lexicon import (
    ARTICLES,
    FEIRA,
    MONTHS,
    NEXT,
    OF,
    ORDINAL_NOUNS,
    OTHER,
    PAST,
    THIS,
    WEEKDAY_SHORT,
    WEEKDAYS,
    word_set,
)

TEMPORAL = word_set(
    "em no na nos nas ate ateh para pra pro de da desde entre toda todo todas nesta neste esta proxima proximo as e ou"
    " a partir apos antes depois proximas"
)


_NOUN_ENDINGS = ("a", "ao", "ade", "gem", "ice", "as", "oes")


def weekday(line: Line, i: int, frame: Frame, *, led: bool = False) -> int:
    """A weekday: sexta, sexta-feira, 6ª, na próxima sexta, sexta que vem, sex."""
    if frame.weekday is not None:
        return 0
    found = _weekday_name(line, i)
    if found is None or (frame.date is not None and frame.date.weekday() != found[0]):
        return 0
    if frame.named and line.words[i - 1] not in ",(":  # o natal, sexta-feira; not "falar do natal sexta"
        return 0
    number, stop, certain = found
    if not certain and line.words[stop - 1] in FEIRA:
        return 0
    reach, after = _reach_after(line, stop)
    if not (certain or led) and after == stop and not _is_the_day(line, i, stop, frame):
        return 0
    frame.weekday = number
    if reach is not Reach.PLAIN:
        frame.reach = reach
        frame.past = reach is Reach.PAST
    return after


def _weekday_name(line: Line, i: int) -> tuple[int, int, bool] | None:
    """The weekday, where its name stops, and whether it can be nothing else."""
    value = line.values[i]
    if type(value) is Ordinal:
        return _numbered_weekday(line, i, value.n)
    word = line.words[i]
    number = WEEKDAYS.get(word)
    if number is not None:
        return (number, *_feira(line, i + 1, number))
    if word in WEEKDAY_SHORT:
        dotted = line.words[i + 1] == "." and line.glued(i + 1)
        stop, feira = _feira(line, i + 1 + dotted, WEEKDAY_SHORT[word])
        if feira:
            return WEEKDAY_SHORT[word], stop, True
        return WEEKDAY_SHORT[word], i + 1 + dotted, False
    return None


def _numbered_weekday(line: Line, i: int, n: int) -> tuple[int, int, bool] | None:
    if not 2 <= n <= 6:
        return None
    stop, certain = _feira(line, i + 1, n - 2)
    abbreviated = line.words[i][-1] == "f"
    return (n - 2, stop, certain or abbreviated) if certain or abbreviated or line.words[i][-1] in "ªa" else None


def _feira(line: Line, i: int, number: int) -> tuple[int, bool]:
    hyphen = line.words[i] in ("-", ".") and line.glued(i) and (line.glued(i + 1) or _abbreviated(line, i))
    at = i + hyphen
    if line.words[at] not in FEIRA or number > 4:
        return i, False
    stop = at + 1
    if line.words[at] == "f" and line.words[stop] == ".":
        stop += 1
    is_a_fair = not hyphen and line.words[stop] in OF and not is_temporal(line, stop + 1)
    return stop, not is_a_fair


def _abbreviated(line: Line, i: int) -> bool:
    """Whether it is abbreviated, as "3a. feira"."""
    return line.words[i] == "." and type(line.values[i - 1]) is Ordinal


def is_temporal(line: Line, i: int) -> bool:
    return line.words[i] in _AFTER_OF or line.words[i] in MONTHS or line.number(i) is not None


_AFTER_OF = word_set("semana mes proxima proximo manha tarde noite carnaval cinzas meio ano outra") | THIS


def _is_the_day(line: Line, i: int, stop: int, frame: Frame) -> bool:
    """Whether "sexta" is the day and not "the sixth": no noun follows, or a preposition asks for a time."""
    word, before, after = line.words[i], line.words[i - 1] if i else "", line.words[stop]
    if word in WEEKDAY_SHORT:
        return _is_short_day(line, i, stop, before)
    if type(line.values[i]) is Ordinal:
        day = before in TEMPORAL or line.count == 1 or not frame.is_empty or _at_an_hour(line, stop, before)
        return day and not _is_noun(line, i, stop)
    if word in ("sabado", "domingo"):
        return not (line.capitalised(i) and i and _is_name(line, stop))
    if after in OF and (word == "quinta" or line.capitalised(i)) and _is_name(line, stop + 1):
        return False
    return not _is_noun(line, i, stop)


def _at_an_hour(line: Line, i: int, before: str) -> bool:
    """Whether "6ª" is a day because of its hour, as in "6ª às 10h"; not in "turma 6ª às 10h"."""
    hour = i + (line.words[i] == "as")
    return isinstance(line.values[hour], Clock) and before not in ORDINAL_NOUNS


def _is_name(line: Line, i: int) -> bool:
    return i < line.count and line.values[i] is None and line.words[i][0].isalpha() and line.capitalised(i)


def _is_short_day(line: Line, i: int, stop: int, before: str) -> bool:
    word, after = line.words[i], line.words[stop]
    dotted = stop > i + 1
    figure = isinstance(line.values[stop + (after == ",")], Numeric | Clock)
    if word == "ter":
        return dotted or figure or (before in ("na", "nesta", "ate") and line.ends_at(stop))
    if dotted or figure:
        return True
    begins = i == 0 or before in TEMPORAL or not before[0].isalnum()
    return begins and (line.ends_at(stop) or after in SHORT_FOLLOWERS or line.number(stop) is not None)


SHORT_FOLLOWERS = word_set("e ou a ate as de da dia que no na pela ao meio proxima agora")


def _is_noun(line: Line, i: int, stop: int) -> bool:
    """Whether a noun follows, as after an ordinal ("segunda reunião"); not a verb or the name of a person."""
    word = line.words[stop]
    if stop >= line.count or line.values[stop] is not None or not word[0].isalpha():
        return False
    if word in _FUNCTION_WORDS or word in MONTHS or word in WEEKDAYS:
        return False
    if word in ORDINAL_NOUNS:
        return True
    if line.capitalised(stop) and not line.capitalised(i):
        return False
    return word.endswith(_NOUN_ENDINGS) or line.capitalised(stop) or line.words[i - 1 : i] == ["a"]


def is_counted_noun(line: Line, i: int) -> bool:
    """Whether a noun follows a figure: "3 cópias", "2º andar"."""
    word = line.words[i]
    if i >= line.count or line.values[i] is not None or not word[0].isalpha():
        return i < line.count and word in ("%", "$", "€", "+")
    return not (word in _FUNCTION_WORDS or word in MONTHS or word in WEEKDAYS or word in TEMPORAL)


_FUNCTION_WORDS = (ARTICLES | OF | THIS | NEXT | PAST) | (
    word_set(
        "e ou ate ateh em no na nos nas que para pra pro com sem por pelo pela pelos pelas ao aos meio dia hoje "
        "amanha depois antes apos agora logo la cedo manha tarde noite madrugada todas toda entre sera ja ainda desde"
    )
)


def _reach_after(line: Line, i: int) -> tuple[Reach, int]:
    word, then = line.words[i], line.words[i + 1]
    if line.comes(i):
        return Reach.NEXT, i + 2
    if word in ("proxima", "proximo", "seguinte") and (line.ends_at(i + 1) or then in _FUNCTION_WORDS):
        return Reach.NEXT, i + 1
    if word == "da" and then in ("proxima", "outra") and line.ends_at(i + 2):
        return Reach.NEXT, i + 2
    if word in PAST:
        return Reach.PAST, i + 1
    return Reach.PLAIN, i


def modified_weekday(line: Line, i: int, frame: Frame) -> int:
    """A weekday with a demonstrative: próxima sexta, nesta sexta, última sexta (the one gone by)."""
    word = line.words[i]
    reach = Reach.THIS if word in THIS else Reach.NEXT if word in NEXT or word in OTHER else None
    j = i + 1 + (word == "prox" and line.words[i + 1] == ".")
    if reach is None or _weekday_name(line, j) is None:
        return 0
    stop = weekday(line, j, frame, led=j > i + 1)
    if stop and frame.reach is Reach.PLAIN:
        frame.reach = reach
    return stop
