"""Which rule each word may begin, and how the parts of one expression come together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.reading.dates import clocks, days, holidays, lengths, periods, repeats
from handlers.reading.dates.frame import Draft, Frame, Hour, Impossible, Lead, Length, Line, Name, Range, Repeat
from handlers.reading.dates.leads import lead
from handlers.reading.dates.lexicon import (
    ANY_MONTH,
    EDGES,
    LENGTHS,

    NEXT,
    NUMBERS,
    ORDINALS,
    PARTS,
    PLACES,
    THIS,
    WEEKDAY_PLURALS,
    WEEKDAY_SHORT,
    WEEKDAYS,
)
from handlers.reading.dates.numerals import day_number, number
from handlers.reading.dates.resolve import PART_HOURS, in_order
from handlers.reading.dates.tokens import Clock, Decimal, Dotted, MonthYear, Numeric, Ordinal

Component = Callable[[Line, int, Frame], int]
Opening = Callable[[Line, int], "tuple[Length | Impossible | Repeat, int] | None"]

_FIGURE: tuple[Component, ...] = (
    clocks.clock,
    days.textual_date,
    days.bare_day_of_weekday,
    lengths.seconds,
    periods.coming_units,
    periods.bare_year,
)


def _components() -> dict[object, tuple[Component, ...]]:
    """Every word and kind of figure that may begin a part of a date, with the rules to try on it."""
    table: dict[object, list[Component]] = {}

    def begin(words: object, *rules: Component) -> None:
        for word in words:  # type: ignore[attr-defined]
            entry = table.setdefault(word, [])
            entry.extend(rule for rule in rules if rule not in entry)

    begin(holidays.FIRST_WORDS | {"vespera", "antevespera"}, days.holiday)
    begin(("hoje", "hj", "amanha", "ontem", "anteontem"), days.relative_day)
    begin(("depois", "antes"), days.after_tomorrow)
    begin(("depois", "apos", "antes", "hora", "horario"), clocks.lunch)
    begin(("dia", *NEXT), days.following_day)
    begin(("agora", *THIS), days.now)
    begin(("dia",), days.day_of_month)
    begin((*NEXT, *THIS), days.modified_weekday, periods.weekend, periods.whole_period)
    begin(NEXT, periods.coming_units)
    begin(EDGES, clocks.working_day_edge, clocks.edge_of_part, periods.weekend, periods.edge)
    begin(("plena", "primeiras", "ultimas", "finalzinho", "comecinho"), clocks.edge_of_part)
    begin(("primeira", "primeiro"), clocks.working_day_edge)
    begin((*ORDINALS, Ordinal), periods.ordinal_thing)
    begin((Ordinal,), days.textual_date, days.weekday)
    begin(("primeiro",), days.textual_date)
    begin((*WEEKDAYS, *WEEKDAY_SHORT), days.weekday)
    begin((*periods.PERIODS, MonthYear), periods.whole_period)
    begin(ANY_MONTH, days.month_first, periods.whole_period)
    begin((int, *NUMBERS), *_FIGURE)
    begin(("meio", "meia", "meiodia", "meianoite", Clock, Dotted), clocks.clock)
    begin((Numeric,), days.numeric_date)
    begin(PARTS, clocks.part_of_day)
    return {word: tuple(rules) for word, rules in table.items()}


def _openings() -> dict[object, tuple[Opening, ...]]:
    """Whole expressions that are tried before their parts."""
    table: dict[object, tuple[Opening, ...]] = dict.fromkeys(repeats.EVERY, (repeats.every,))
    table |= dict.fromkeys(repeats.ADVERBS, (repeats.adverb,))
    table |= dict.fromkeys(repeats.ADJECTIVES, (repeats.adjective,))
    table |= dict.fromkeys(("dia", "dias", *ORDINALS, Ordinal), (repeats.of_each_month,))
    table |= {word: (*table.get(word, ()), repeats.plural_weekdays) for word in WEEKDAY_PLURALS}
    table |= dict.fromkeys((int, Clock), (lengths.length, clocks.no_hour))
    table |= dict.fromkeys((Decimal, *NUMBERS), (lengths.length,))
    return table | {"meia": (lengths.length,)}


_COMPONENTS = _components()
_OPENINGS = _openings()
_STARTERS = frozenset(_COMPONENTS) | frozenset(_OPENINGS)
_BEFORE_NUMBER = frozenset("as das pelas umas sao em no ate durante desde a entre de do".split()) - {"de", "do", "a"}
_AFTER_NUMBER = (
    frozenset(LENGTHS) | frozenset(ANY_MONTH) | NEXT | THIS
    | frozenset(
        "de do da das e a ate ateh as - / para pra depois em no na pela uteis util segundo segundos am pm mil "
        "semanas primeiras cento e".split()
    )
)  # fmt: skip
_CONNECTORS = frozenset(
    "de do da dos das as a ao o , - no na nos em para pela pelas la por volta cerca ( umas as ate partir t".split()
)
_TO = frozenset(("a", "ate", "ateh", "-"))
_MAX_CONNECTORS = 4


def may_begin(line: Line, i: int) -> bool:
    """A cheap no for most words, and for a bare number among others."""
    key = _key(line, i)
    if key is int or key in NUMBERS:
        return line.words[i + 1] in _AFTER_NUMBER or line.words[i - 1] in _BEFORE_NUMBER
    return key in _STARTERS


def _key(line: Line, i: int) -> object:
    value = line.values[i]
    return line.words[i] if value is None else type(value)


def draft_at(line: Line, i: int) -> Draft | None:
    """The date expression that begins at this token, leading words left out of `i`."""
    key = _key(line, i)
    kind, first = lead(line, i)
    for opening in _OPENINGS.get(key, ()):
        if (found := opening(line, i)) is not None:
            draft = Draft(found[0], first, found[1], kind)
            return _finish_opening(line, draft)
    if ranged := _numbers_range(line, i, kind):
        return Draft(ranged[0], first, ranged[1], Lead.ON)
    frame = Frame()
    stop = _read_frame(line, i, frame, kind)
    if not stop:
        return None
    if _names_a_place(line, i, frame):
        return Draft(Name(), i, stop)
    if ranged := _range_from(line, frame, stop, kind) or _hours_after_day(line, frame, stop):
        return Draft(ranged[0], first, ranged[1], kind if kind is Lead.BETWEEN else Lead.ON)
    return _finish_frame(line, Draft(frame, first, stop, kind), frame)


def _names_a_place(line: Line, i: int, frame: Frame) -> bool:
    """rua 7 de Setembro, av. 9 de Julho, escola Tiradentes."""
    j = i - 1
    if j > 0 and line.words[j] == ".":
        j -= 1
    if j < 0 or line.words[j] not in PLACES or type(line.values[i]) is Numeric:
        return False
    return frame.month is not None or line.words[i] in holidays.FIRST_WORDS


def _component(line: Line, i: int, frame: Frame) -> int:
    key = _key(line, i)
    for rule in _COMPONENTS.get(key, ()):
        if stop := rule(line, i, frame):
            return stop
    return 0


def _read_frame(line: Line, i: int, frame: Frame, kind: Lead = Lead.NONE) -> int:
    """Where the parts of one date that begin here stop; 0 when none does."""
    stop = _component(line, i, frame)
    while stop:
        after = _next_component(line, stop, frame, kind)
        if not after:
            break
        stop = after
    return stop


def _next_component(line: Line, stop: int, frame: Frame, kind: Lead) -> int:
    """The next part, over the small words that may stand between two."""
    for j in range(stop, stop + _MAX_CONNECTORS + 1):
        if j > stop and line.words[j - 1] not in _CONNECTORS:
            return 0
        if line.words[j] in _CONNECTORS and line.values[j] is None:
            continue
        return _component(line, j, frame) if _may_join(line, stop, j, frame, kind) else 0
    return 0


def _may_join(line: Line, stop: int, j: int, frame: Frame, kind: Lead) -> bool:
    """Whether what begins at j may go on the same date: "sexta até 17h" may, "das 9h até as 11h" is a range."""
    between = line.words[stop:j]
    if "ate" in between or "partir" in between:
        if frame.has_clock or not (frame.has_day or frame.span):
            return False
        frame.open_from = "partir" in between
        return isinstance(line.values[j], Clock | int) or line.words[j] in ("meio", "meia")
    if between == ["a"] or between == ["-"]:
        return not (kind in (Lead.OF, Lead.FROM, Lead.BETWEEN) and frame.has_day and line.words[j] in WEEKDAYS)
    return True


def _finish_opening(line: Line, draft: Draft) -> Draft:
    """A rule takes the time that follows it; a length, the day it is counted from."""
    meaning = draft.meaning
    if isinstance(meaning, Repeat):
        _with_clock(line, draft, meaning)
    elif isinstance(meaning, Length):
        anchor = Frame()
        start = _anchor_start(line, draft.stop)
        if start and (stop := _read_frame(line, start, anchor)):
            meaning.anchor, draft.stop, meaning.loose = anchor, stop, False
            meaning.back = line.words[draft.first] == "antes" or "antes" in line.words[start - 3 : start]
    return draft


def _anchor_start(line: Line, i: int) -> int:
    """After "a partir de", "a contar de", "depois de", "antes de"."""
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


def _with_clock(line: Line, draft: Draft, repeat: Repeat) -> None:
    frame = Frame()
    stop = _next_component(line, draft.stop, frame, Lead.NONE)
    if not stop or frame.has_day or frame.span:
        return
    if frame.part and not frame.hour:
        repeat.hour, draft.stop = Hour(PART_HOURS[frame.part.name][0]), stop
    elif frame.hour:
        repeat.hour, draft.stop = frame.hour, stop
        if ranged := _range_from(line, frame, stop, Lead.OF):
            draft.stop = ranged[1]


def _finish_frame(line: Line, draft: Draft, frame: Frame) -> Draft:
    """A time may come before its rule ("às 9h toda segunda"); "em diante" opens the interval."""
    if line.words[draft.stop : draft.stop + 2] == ["em", "diante"]:
        frame.open_from = True
        draft.stop += 2
    if frame.hour and not frame.has_day and not frame.span:
        j = draft.stop + (line.words[draft.stop] in ("de", ",", "a", "as"))
        key = line.words[j]
        if key in repeats.EVERY or key in repeats.ADVERBS:
            found = _OPENINGS[key][0](line, j)
            if found and isinstance(found[0], Repeat):
                found[0].hour = frame.hour
                return Draft(found[0], draft.first, found[1], draft.lead)
    return draft


def _range_from(line: Line, first: Frame, stop: int, kind: Lead) -> tuple[Range, int] | None:
    """The other end of "de segunda a sexta", "das 9 às 11", "4pm-5pm"."""
    j = stop
    if line.words[j] == "," and line.words[j + 1] in ("ate",):
        j += 1
    word = line.words[j]
    joined = word in _TO or (word == "ao" and first.day is not None) or (word == "e" and kind is Lead.BETWEEN) or (word == "as" and first.hour is not None)
    if not joined or first.moment is not None:
        return None
    j = _skip_articles(line, j + 1)
    last = Frame()
    end = _read_frame(line, j, last) or _bare_end(line, j, first, last)
    if not end or not _matches(first, last, word, kind):
        return None
    ends = Range(first, last)
    return (ends, end) if in_order(line, ends) else None


def _skip_articles(line: Line, j: int) -> int:
    if line.words[j] in ("o", "a", "as", "os", "ao", "na", "no", "em"):
        j += 1
    return j


def _hours_after_day(line: Line, day: Frame, stop: int) -> tuple[Range, int] | None:
    """quinta-feira das 9 às 11"""
    j = stop + (line.words[stop] == ",")
    if day.has_clock or not (day.has_day or day.span) or line.words[j] not in ("das", "de", "entre"):
        return None
    kind = Lead.BETWEEN if line.words[j] == "entre" else Lead.OF
    ranged = _numbers_range(line, j + 1 + (line.words[j + 1] == "as"), kind)
    if ranged is None or ranged[0].first.hour is None or ranged[0].last.has_day:
        return None
    return Range(replace(day, hour=ranged[0].first.hour), ranged[0].last), ranged[1]


def _bare_end(line: Line, j: int, first: Frame, last: Frame) -> int:
    """The 3 of "de 1pm a 3", the 20 of "novembro 19-20", the 12.32 of "8:10 - 12.32"."""
    value = line.values[j]
    if isinstance(value, Dotted) and first.hour:
        last.hour = Hour(value.hour, value.minute)
        return j + 1
    found = number(line, j)
    if found is None or not (line.ends_at(found[1]) or line.words[found[1]] in ("de", "do", "em", "da", "e")):
        return 0
    if first.hour and found[0] <= 24:
        last.hour = Hour(found[0], open=True)
    elif first.day and not first.hour and 1 <= found[0] <= 31:
        last.day = found[0]
    else:
        return 0
    return found[1]


def _matches(first: Frame, last: Frame, word: str, kind: Lead) -> bool:
    """Two ends of one kind; "sexta a tarde" and "quarta às 11" are one date each."""
    if last.is_empty or (first.part and not first.hour):
        return False
    if first.hour and last.hour:
        return True
    if first.hour or last.hour or (first.past and kind is Lead.OF) or first.has_day is not last.has_day:
        return False
    if last.part and not last.has_day:
        return False
    ranged = kind in (Lead.OF, Lead.FROM, Lead.BETWEEN) or word != "a"
    return ranged or (first.day is not None and last.day is not None) or first.weekday is not None


def _numbers_range(line: Line, i: int, kind: Lead) -> tuple[Range, int] | None:
    """ "de 3 a 5/12", "13-15 julho", "dias 3 a 5", "das 9 às 11": a bare number and what shows its nature."""
    plural = line.words[i] == "dias"
    start = i + plural
    if line.words[start] in ("o",):
        start += 1
    found = day_number(line, start)
    if found is None or not 0 <= found[0] <= 31:
        return None
    n, j = found
    joined = line.words[j] in _TO or line.words[j] == "as" or (line.words[j] == "e" and (plural or kind is Lead.BETWEEN))
    if not joined:
        return None
    led = kind in (Lead.OF, Lead.FROM, Lead.BETWEEN, Lead.UNTIL)
    return _numbered_ends(line, n, _skip_articles(line, j + 1), plural, led)


def _numbered_ends(line: Line, n: int, j: int, plural: bool, led: bool) -> tuple[Range, int] | None:
    last = Frame()
    stop = _read_frame(line, j, last)
    if stop and last.day is not None and last.weekday is None and (n < last.day or last.month):
        return (Range(Frame(day=n), last), stop) if n >= 1 else None
    if stop and last.hour is not None and n <= 24 and (led or last.hour.half):
        return Range(Frame(hour=Hour(n, open=True)), last), stop
    other = number(line, j)
    if other is None or other[0] > 31:
        return None
    if plural:
        return Range(Frame(day=n), Frame(day=other[0])), other[1]
    return _hours_of_a_day(line, n, other, led)


def _hours_of_a_day(line: Line, n: int, other: tuple[int, int], led: bool) -> tuple[Range, int] | None:
    """de 5 a 6 em 22 de abril; das 9 às 11 de sexta."""
    last = Frame(hour=Hour(other[0], open=True))
    stop = _next_component(line, other[1], last, Lead.NONE)
    if stop and led and other[0] <= 24 and last.has_day:
        return Range(Frame(hour=Hour(n, open=True)), last), stop
    return None


