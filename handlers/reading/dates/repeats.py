"""Recurrences: toda segunda às 9h, quinzenalmente, todo 5º dia útil, dia 10 de cada mês."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from functools import lru_cache

from handlers.reading.dates.figures import Numeric, Ordinal
from handlers.reading.dates.frame import Line, Repeat
from handlers.reading.dates.lexicon import (
    ANY_MONTH,
    ARTICLES,
    FEIRA,
    IN,
    MONTHS,
    OF,
    PARTS,
    WEEKDAY_PLURALS,
    WEEKDAY_SHORT,
    WEEKDAYS,
    word_set,
)
from handlers.reading.dates.numerals import day_number, number, ordinal
from models.day_arithmetic import real_date
from models.recurrences import LAST, Recurrence

_rule = lru_cache(maxsize=512)(Recurrence)
EVERY = word_set("todo toda todos todas cada")
_UNITS = {
    "hora": Recurrence("hourly"), "dia": Recurrence("daily"), "semana": Recurrence("weekly"),
    "quinzena": Recurrence("weekly", 2), "mes": Recurrence("monthly"), "bimestre": Recurrence("monthly", 2),
    "trimestre": Recurrence("monthly", 3), "semestre": Recurrence("monthly", 6), "ano": Recurrence("yearly"),
}  # fmt: skip
_PLURALS = {"horas": "hora", "dias": "dia", "semanas": "semana", "quinzenas": "quinzena", "meses": "mes",
            "bimestres": "bimestre", "trimestres": "trimestre", "semestres": "semestre", "anos": "ano"}  # fmt: skip
ADVERBS = {
    "diariamente": "dia", "semanalmente": "semana", "quinzenalmente": "quinzena", "mensalmente": "mes",
    "bimestralmente": "bimestre", "trimestralmente": "trimestre", "semestralmente": "semestre", "anualmente": "ano",
}  # fmt: skip
ADJECTIVES = {
    "diario": "dia", "diaria": "dia", "semanal": "semana", "quinzenal": "quinzena", "mensal": "mes",
    "bimestral": "bimestre", "trimestral": "trimestre", "semestral": "semestre", "anual": "ano",
}  # fmt: skip

_EACH = frozenset(("cada", "todo", "todos"))
_LONGEST_LIST = 100
"""Words that ten days of the month may take."""
_PART_CLOCKS = {"manha": time(8), "tarde": time(13), "noite": time(18)}

Found = tuple[Recurrence, int]
Rule = Callable[[Line, int], "Found | None"]


@lru_cache(maxsize=512)
def at_the_hour(rule: Recurrence, clock: time) -> Recurrence:
    return replace(rule, clock=clock)


def every(line: Line, i: int) -> tuple[Repeat, int] | None:
    """A recurrence after todo, toda, a cada..."""
    j = i + 1
    if line.words[j] in ("os", "as") and line.words[i] in ("todos", "todas"):
        j += 1
    elif line.words[j] in ARTICLES:
        return None
    for rule in (_parts, _counted_units, _business_days, _monthly, _yearly, _weekdays, _month_edge, _one_unit):
        if found := rule(line, j):
            return _complete(line, found)
    return None


def adverb(line: Line, i: int) -> tuple[Repeat, int] | None:
    return _complete(line, (_UNITS[ADVERBS[line.words[i]]], i + 1))


def adjective(line: Line, i: int) -> tuple[Repeat, int] | None:
    """The recurrence of "mensal" alone, as in a form; in a sentence it is the name of a report."""
    return (Repeat(_UNITS[ADJECTIVES[line.words[i]]]), i + 1) if line.count == 1 else None


def plural_weekdays(line: Line, i: int) -> tuple[Repeat, int] | None:
    """A recurrence by plural weekdays: segundas e quartas, às sextas-feiras."""
    before = line.words[i - 1] if i else ""
    found = _weekdays(line, i)
    if found is None:
        return None
    named = len(found[0].weekdays) > 1 or line.words[found[1] - 1] in FEIRA or before in ("as", "nas", "aos", "nos")
    if not (named or line.count == 1) or (before.endswith("s") and before not in _BEFORE):
        return None
    if line.words[i] not in WEEKDAY_PLURALS or not _nothing_follows(line, found[1]):
        return None
    return _complete(line, found)


_BEFORE = word_set("as nas aos nos das dos todas todos")


def _nothing_follows(line: Line, stop: int) -> bool:
    """Whether no noun follows: "às segundas chamadas" is about calls."""
    return line.ends_at(stop) or line.values[stop] is not None or not line.words[stop].endswith("s") or (
        line.words[stop] in ("as", "das", "nas", "dos")
    )  # fmt: skip


def of_each_month(line: Line, i: int) -> tuple[Repeat, int] | None:
    """A monthly recurrence: dia 10 de cada mês, último dia útil de todo mês."""
    found = None if _EACH.isdisjoint(line.words[i : i + _LONGEST_LIST]) else _monthly(line, i)
    if found is None:
        return None
    rule, stop = found
    if line.words[stop] not in OF or line.words[stop + 1] not in _EACH:
        return None
    j = stop + 2 + (line.words[stop + 2] == "os")
    return _complete(line, (rule, j + 1)) if line.words[j] in ("mes", "meses") else None


def so_many_in_so_many(line: Line, i: int) -> tuple[Repeat, int] | None:
    """A recurrence by its interval: de 15 em 15 dias; uma vez por semana."""
    if line.words[i] == "uma" and line.words[i + 1 : i + 3] == ["vez", "por"]:
        return _complete(line, found) if (found := _one_unit(line, i + 3)) else None
    first = number(line, i) if line.words[i - 1] == "de" else None
    if first is None or line.words[first[1]] != "em":
        return None
    again = number(line, first[1] + 1)
    units = _counted_units(line, first[1] + 1) if again and again[0] == first[0] else None
    return _complete(line, units) if units else None


def alternating(line: Line, i: int) -> tuple[Repeat, int] | None:
    """An alternating recurrence: segunda sim, segunda não; semana sim, semana não."""
    if line.words[i + 1] != "sim":
        return None
    j = i + 2 + (line.words[i + 2] == ",")
    if line.words[j : j + 2] != [line.words[i], "nao"]:
        return None
    unit = _UNITS.get(line.words[i]) or _rule("weekly", weekdays=(WEEKDAYS[line.words[i]],))
    return Repeat(replace(unit, interval=2)), j + 2


def _complete(line: Line, found: Found) -> tuple[Repeat, int]:
    """The recurrence with the day after a plain unit: "todo mês no dia 5", "toda semana, às segundas"."""
    rule, stop = found
    j = stop + (line.words[stop] == ",")
    j += line.words[j] in IN or line.words[j] in ("as", "aos", "ate")
    j += line.words[j] == "o"
    if rule.unit == "yearly" and rule.text == "yearly" and j > stop and (day := _yearly(line, j)):
        return Repeat(day[0]), day[1]
    if rule.unit == "weekly" and not rule.weekdays and j > stop and (days := _weekdays(line, j)):
        return Repeat(replace(rule, weekdays=days[0].weekdays)), days[1]
    if rule.unit == "monthly" and rule.text in ("monthly", f"monthly/{rule.interval}") and (days := _monthly(line, j)):
        return Repeat(replace(days[0], interval=rule.interval)), days[1]
    return Repeat(rule), stop


def _counted_units(line: Line, i: int) -> Found | None:
    """A recurrence by counted units: a cada 15 dias, cada duas semanas."""
    found = number(line, i)
    if found is None or not 0 < found[0] <= 400:
        return None
    unit = _UNITS.get(_PLURALS.get(line.words[found[1]], line.words[found[1]]))
    return (replace(unit, interval=unit.interval * found[0]), found[1] + 1) if unit else None


def _parts(line: Line, i: int) -> Found | None:
    """A recurrence by parts of the day: toda manhã, todas as tardes."""
    part = PARTS.get(line.words[i].removesuffix("s"))
    return (_rule("daily", clock=_PART_CLOCKS[part]), i + 1) if part in _PART_CLOCKS else None


def _business_days(line: Line, i: int) -> Found | None:
    if line.words[i] in ("dia", "dias") and line.words[i + 1] in ("util", "uteis"):
        return _rule("business"), i + 2
    return None


def _one_unit(line: Line, i: int) -> Found | None:
    unit = _UNITS.get(_PLURALS.get(line.words[i], line.words[i]))
    if unit is None:
        return None
    if line.words[i + 1] == "e" and line.words[i + 2] == "qualquer":
        return None
    return unit, i + 1


def _month_edge(line: Line, i: int) -> Found | None:
    """A recurrence at edges: todo fim de mês, todo início de mês, todo fim de semana."""
    if line.words[i + 1] not in ("de", "do"):
        return None
    if line.words[i] in ("fim", "final"):
        last = {"mes": _rule("monthly", days=(LAST,)), "semana": _rule("weekly", weekdays=(5,))}
        return (last[line.words[i + 2]], i + 3) if line.words[i + 2] in last else None
    if line.words[i] in ("inicio", "comeco") and line.words[i + 2] == "mes":
        return _rule("monthly", days=(1,)), i + 3
    return None


def _monthly(line: Line, i: int) -> Found | None:
    found = _days_of_month(line, i) or _nth_of_month(line, i)
    if found is None:
        return None
    rule, stop = found
    if line.words[stop] in OF and line.words[stop + 1] == "mes" and not line.comes(stop + 2):
        stop += 2
    return rule, stop


def _days_of_month(line: Line, i: int) -> Found | None:
    """A recurrence by days of the month: dia 5; dias 5 e 20; not the yearly "dia 10 de dezembro"."""
    if line.words[i] not in ("dia", "dias"):
        return None
    days: list[int] = []
    j = i + 1
    while (found := day_number(line, j)) and 1 <= found[0] <= 31 and len(days) < 10:
        days.append(found[0])
        j = found[1]
        if line.words[j] not in ("e", ",") or day_number(line, j + 1) is None:
            break
        j += 1
    if not days or (line.words[j] in OF and line.words[j + 1] in MONTHS) or line.words[j] in ("util", "uteis"):
        return None
    return _rule("monthly", days=tuple(sorted(set(days)))), j


def _nth_of_month(line: Line, i: int) -> Found | None:
    """A recurrence by numbered days: 5º dia útil, última sexta, último dia."""
    found = ordinal(line, i)
    if found is None or not -2 <= found[0] <= 22:
        return None
    n, j = found
    word = line.words[j]
    if word == "dia" and line.words[j + 1] == "util":
        return _rule("monthly", business=n), j + 2
    if word == "dia":
        return (_rule("monthly", days=(LAST if n == -1 else n,)), j + 1) if n >= -1 else None
    weekday = _weekday(line, j)
    return (_rule("monthly", weekdays=(weekday[0],), nth=n), weekday[1]) if weekday and n <= 4 else None


def _yearly(line: Line, i: int) -> Found | None:
    """A yearly recurrence: todo 15/4, todo dia 10 de dezembro."""
    j = i + (line.words[i] == "dia")
    value = line.values[j]
    if isinstance(value, Numeric) and value.year is None:
        day, month, stop = value.day, value.month, j + 1
    else:
        found = day_number(line, j)
        if found is None:
            return None
        day, stop = found
        stop += line.words[stop] == "de"
        month, stop = ANY_MONTH.get(line.words[stop], 0), stop + 1
    return (_rule("yearly", days=(day,), month=month), stop) if real_date(2000, month, day) else None


def _weekdays(line: Line, i: int) -> Found | None:
    """A recurrence by weekdays: segunda-feira, terça e quinta."""
    weekdays: list[int] = []
    stop = j = i
    while (found := _weekday(line, j)) and len(weekdays) < 7:
        weekdays.append(found[0])
        stop = found[1]
        j = stop + (line.words[stop] in ("e", ","))
        if j == stop:
            break
        j += line.words[j] == "e"
        j += line.words[j] in ("toda", "as", "nas")
    return (_rule("weekly", weekdays=tuple(sorted(set(weekdays)))), stop) if weekdays else None


def _weekday(line: Line, i: int) -> tuple[int, int] | None:
    word, value = line.words[i], line.values[i]
    number = WEEKDAYS.get(word, WEEKDAY_PLURALS.get(word, WEEKDAY_SHORT.get(word)))
    if type(value) is Ordinal and 2 <= value.n <= 6:
        number = value.n - 2
    if number is None:
        return None
    stop = i + 1 + (line.words[i + 1] == "-" and line.words[i + 2] in FEIRA)
    return number, stop + (line.words[stop] in FEIRA)
