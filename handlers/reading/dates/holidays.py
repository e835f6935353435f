"""Holidays and other dates with names. Names are folded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from itertools import product

from models.terms import WorkCalendar

_FIXED = {
    (1, 1): "ano novo|confraternizacao universal|reveillon|primeiro do ano",
    (1, 6): "dia de reis",
    (3, 8): "dia da mulher|dia internacional da mulher",
    (4, 21): "tiradentes",
    (5, 1): "dia do trabalho|dia do trabalhador",
    (6, 12): "dia dos namorados",
    (6, 24): "sao joao|dia de sao joao",
    (7, 9): "revolucao constitucionalista|revolucao de 32",
    (9, 7): "independencia do brasil|dia da independencia|feriado da independencia|dia da patria",
    (10, 12): "nossa senhora aparecida|padroeira do brasil|dia das criancas",
    (10, 15): "dia dos professores|dia do professor",
    (10, 28): "dia do servidor|dia do servidor publico|dia do funcionario publico",
    (11, 1): "todos os santos|dia de todos os santos",
    (11, 2): "finados",
    (11, 15): "proclamacao da republica|feriado da republica",
    (11, 19): "dia da bandeira",
    (11, 20): "consciencia negra|dia de zumbi|zumbi dos palmares",
    (12, 25): "natal",
    (12, 24): "noite de natal",
    (12, 31): "noite de ano novo|virada do ano",
}
_FROM_EASTER = {
    -48: "segunda de carnaval|segunda feira de carnaval",
    -47: "carnaval|terca de carnaval|terca feira de carnaval",
    -46: "quarta de cinzas|quarta feira de cinzas|cinzas",
    -7: "domingo de ramos",
    -3: "quinta santa|quinta feira santa",
    -2: "sexta santa|sexta feira santa|paixao de cristo",
    -1: "sabado de aleluia",
    0: "pascoa|domingo de pascoa",
    60: "corpus christi|corpus cristi",
}
_LOCAL = (
    "aniversario da cidade|aniversario do municipio|emancipacao do municipio|padroeira da cidade|padroeiro da cidade|"
    "dia da padroeira|dia do padroeiro|padroeira|padroeiro"
)
_PLACE_NAMES = frozenset(("natal", "tiradentes", "sao joao", "independencia do brasil", "nossa senhora aparecida"))
_PREFIXES = ("", "dia de ", "feriado de ", "dia do ", "feriado do ", "dia da ", "feriado da ")

YearRule = Callable[[int], "date | None"]


def _fixed(month: int, day: int) -> YearRule:
    return lambda year: date(year, month, day)


@lru_cache(maxsize=512)
def easter(year: int) -> date:
    from dateutil.easter import easter as compute  # type: ignore[import-untyped]

    day: date = compute(year)
    return day


def _from_easter(days: int) -> YearRule:
    return lambda year: easter(year) + timedelta(days=days)


def _sunday(month: int, n: int) -> YearRule:
    def rule(year: int) -> date:
        first = date(year, month, 1)
        return first + timedelta(days=6 - first.weekday() + 7 * (n - 1))

    return rule


def _rules() -> dict[str, YearRule | None]:
    rules: dict[str, YearRule | None] = dict.fromkeys(_LOCAL.split("|"))
    for (month, day), names in _FIXED.items():
        rules |= dict.fromkeys(names.split("|"), _fixed(month, day))
    for days, names in _FROM_EASTER.items():
        rules |= dict.fromkeys(names.split("|"), _from_easter(days))
    rules |= {"dia das maes": _sunday(5, 2), "dia dos pais": _sunday(8, 2)}
    return rules


_RULES = _rules()
_NAMES = {(prefix + name): name for prefix, name in product(_PREFIXES, _RULES)}
_BY_WORDS: dict[str, dict[str | None, list[tuple[list[str], str]]]] = {}
"""The names by their first and second words (None: there is no second), the longest first."""
for _spoken, _name in sorted(_NAMES.items(), key=lambda pair: -len(pair[0].split())):
    _first, *_rest = _spoken.split()
    _BY_WORDS.setdefault(_first, {}).setdefault(_rest[0] if _rest else None, []).append((_rest[1:], _name))
FIRST_WORDS = frozenset(_BY_WORDS)


def match(words: list[str], index: int) -> tuple[str, int] | None:
    """The holiday whose name begins at words[index], and where it stops; hyphens between its words do not matter."""
    by_second, stop = _BY_WORDS.get(words[index], {}), index + 1
    second = stop + (words[stop] == "-")
    for rest, name in by_second.get(words[second], ()):
        if (found := _end_of(words, second + 1, rest)) is not None:
            return name, found
    return (by_second[None][0][1], stop) if None in by_second else None


def _end_of(words: list[str], stop: int, rest: list[str]) -> int | None:
    for word in rest:
        stop += words[stop] == "-"
        if words[stop] != word:
            return None
        stop += 1
    return stop


def is_place_name(name: str) -> bool:
    """Whether a name is as often a town or a person: only a preposition or "dia de" makes it a date."""
    return name in _PLACE_NAMES


def day_of(name: str, year: int, calendar: WorkCalendar) -> date | None:
    """The day of a holiday in the year, first by the calendar of the house, which may know it was moved by decree."""
    if (own := calendar.holiday_named(name, year)) is not None:
        return own
    rule = _RULES.get(name)
    return rule(year) if rule else None


def next_day(name: str, today: date, calendar: WorkCalendar) -> date | None:
    days = (day_of(name, year, calendar) for year in (today.year, today.year + 1))
    return next((day for day in days if day is not None and day >= today), None)
