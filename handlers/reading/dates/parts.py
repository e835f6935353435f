"""The parts of one date: the rules that each word may begin, and which parts may join."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from handlers.reading.dates import clocks, counted, days, holidays, lengths, periods, weekdays
from handlers.reading.dates.figures import Clock, Dotted, MonthYear, Numeric, Ordinal
from handlers.reading.dates.frame import Frame, Lead, Line
from handlers.reading.dates.lexicon import (
    ANY_MONTH,
    EDGES,
    NEXT,
    NUMBERS,
    OF,
    ORDINAL_TENS,
    ORDINALS,
    OTHER,
    PARTS,
    RELATIVE,
    THIS,
    WEEKDAY_SHORT,
    WEEKDAYS,
    word_set,
)
from handlers.reading.dates.which_day import day_of

Component = Callable[[Line, int, Frame], int]


_FIGURE: tuple[Component, ...] = (
    clocks.relative_to_hour,
    clocks.clock,
    days.textual_date,
    days.bare_day_of_weekday,
    lengths.seconds,
    counted.coming_units,
    counted.first_or_last_units,
    periods.bare_year,
)


def eve(line: Line, i: int, frame: Frame) -> int:
    """The day before another: véspera de sexta, véspera do dia 10, o dia anterior a 10/12."""
    anterior = line.words[i : i + 2] == ["dia", "anterior"]
    j = i + 1 + anterior
    led = line.words[j] in (("a", "ao") if anterior else OF)
    if not led or frame.has_day or frame.span is not None or (line.words[i] == "dia" and not anterior):
        return 0
    named = Frame()
    stop = read_part(line, j + 1, named)
    day = day_of(line, named) if stop and named.has_day and not named.has_clock else None
    if day is None:
        return 0
    frame.date = day.day - timedelta(days=2 if line.words[i] == "antevespera" else 1)
    return stop


def _rules() -> dict[object, tuple[Component, ...]]:
    """The rules to try on each word and kind of figure that may begin a part of a date."""
    table: dict[object, list[Component]] = {}

    def begin(words: object, *rules: Component) -> None:
        for word in words:  # type: ignore[attr-defined]
            entry = table.setdefault(word, [])
            entry.extend(rule for rule in rules if rule not in entry)

    begin(holidays.FIRST_WORDS | {"vespera", "antevespera"}, days.holiday)
    begin(("vespera", "antevespera", "dia"), eve)
    begin(RELATIVE, days.relative_day)
    begin(("depois", "dps", "antes"), days.after_tomorrow)
    begin(("depois", "apos", "antes", "hora", "horario"), clocks.lunch)
    begin(("dia", *NEXT), days.following_day)
    begin(("agora", *THIS), days.now)
    begin(("dia",), days.day_of_month)
    begin((*NEXT, *THIS), weekdays.modified_weekday, periods.weekend, periods.whole_period)
    begin(OTHER, weekdays.modified_weekday, periods.whole_period)
    begin(NEXT, counted.coming_units)
    begin(EDGES, clocks.working_day_edge, clocks.edge_of_part, periods.weekend, periods.edge, counted.edge_of_ordinal)
    begin(("plena", "primeiras", "ultimas", "finalzinho", "comecinho"), clocks.edge_of_part)
    begin(("primeira", "primeiro"), clocks.working_day_edge)
    begin(ORDINALS, counted.first_or_last_units)
    begin((*ORDINALS, Ordinal), counted.ordinal_thing)
    begin((Ordinal,), days.textual_date, days.bare_day_of_weekday, weekdays.weekday)
    begin(("primeiro", *ORDINAL_TENS), days.textual_date)
    begin((*WEEKDAYS, *WEEKDAY_SHORT), weekdays.weekday)
    begin(("semana",), days.week_of_day)
    begin((*periods.PERIODS, MonthYear), periods.whole_period)
    begin(ANY_MONTH, days.month_first, periods.whole_period)
    begin((int, *NUMBERS), *_FIGURE)
    begin(("meio", "meia", "meiodia", "meianoite", Clock, Dotted), clocks.clock)
    begin((Dotted,), days.dotted_date)
    begin((Numeric,), days.numeric_date)
    begin((*PARTS, *THIS), clocks.part_of_day)
    begin(("resto", "restante"), periods.rest)
    return {word: tuple(rules) for word, rules in table.items()}


RULES = _rules()


_LINKS = word_set(
    "de do da dos das as a ao o , - no na nos em para pela pelas la por volta cerca ( ) umas ate partir t antes depois "
    "apos ainda mesmo bem parte"
)


_SIDES = frozenset(("antes", "depois", "apos"))
_DIRECTIONS = _SIDES | {"ate", "partir"}
_FOR = frozenset(("para", "em"))
_MAX_LINKS = 4


def read_part(line: Line, i: int, frame: Frame) -> int:
    for rule in RULES.get(line.keys[i], ()):
        if stop := rule(line, i, frame):
            return stop
    return 0


def read_frame(line: Line, i: int, frame: Frame, kind: Lead = Lead.NONE) -> int:
    """The end of the parts of one date that begin here; 0 when there is none."""
    stop = read_part(line, i, frame)
    while 0 < stop < line.count and (after := next_part(line, stop, frame, kind)):
        stop = after
    if line.words[stop] == ")" and "(" in line.words[i:stop]:
        return stop + 1
    return stop


def next_part(line: Line, stop: int, frame: Frame, kind: Lead) -> int:
    """The first word of the next part, over the small words that may stand between two."""
    for j in range(stop, stop + _MAX_LINKS + 1):
        key = line.keys[j]
        if key not in _LINKS:
            return _join(line, stop, j, frame, kind) if key in RULES else 0
        if key in _SIDES and (after := read_part(line, j, frame)):
            return after
    return 0


def _join(line: Line, stop: int, j: int, frame: Frame, kind: Lead) -> int:
    if j == stop:
        return read_part(line, j, frame)
    opened = frame.open_from
    after = read_part(line, j, frame) if _may_join(line, stop, j, frame, kind) else 0
    if not after:
        frame.open_from = opened
    return after


def _may_join(line: Line, stop: int, j: int, frame: Frame, kind: Lead) -> bool:
    """Whether the part at j may join the date: "sexta até 17h"; not "das 9h até as 11h", a range."""
    between = line.words[stop:j]
    if not _FOR.isdisjoint(between) and line.words[j] in WEEKDAYS:
        return False
    directed = _DIRECTIONS.intersection(between)
    if directed:
        if frame.has_clock or not (frame.has_day or frame.span):
            return False
        frame.open_from = bool(directed - {"ate", "antes"})
        return isinstance(line.values[j], Clock | int) or line.words[j] in ("meio", "meia")
    if between == ["a"] or between == ["-"]:
        return not (kind in (Lead.OF, Lead.FROM, Lead.BETWEEN) and frame.has_day and line.words[j] in WEEKDAYS)
    return True
