"""Holidays by the names people use, worked out from the month and day or from Easter."""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType
from unicodedata import combining, normalize

_FIXED = {
    (1, 1): "ano novo|confraternizacao universal|ano bom|primeiro de janeiro",
    (1, 6): "dia de reis|reis",
    (4, 21): "tiradentes",
    (5, 1): "dia do trabalho|dia do trabalhador|primeiro de maio|trabalho|trabalhador",
    (6, 24): "sao joao|dia de sao joao",
    (7, 9): "revolucao constitucionalista|revolucao|nove de julho",
    (9, 7): "independencia|independencia do brasil|dia da independencia|sete de setembro",
    (10, 12): "nossa senhora aparecida|aparecida|padroeira|nossa senhora|dia das criancas|criancas",
    (10, 28): "dia do servidor|dia do servidor publico|servidor publico|dia do funcionario publico",
    (11, 2): "finados|dia de finados|dia dos finados",
    (11, 15): "proclamacao da republica|dia da republica|republica|quinze de novembro",
    (11, 20): "consciencia negra|dia da consciencia negra|zumbi|dia nacional de zumbi e da consciencia negra",
    (12, 24): "vespera de natal",
    (12, 25): "natal|dia de natal",
    (12, 31): "vespera de ano novo|reveillon|virada do ano",
}

_FROM_EASTER = {
    -48: "segunda de carnaval|segunda feira de carnaval",
    -47: "carnaval|terca de carnaval|terca feira de carnaval",
    -46: "cinzas|quarta de cinzas|quarta feira de cinzas",
    -7: "domingo de ramos|ramos",
    -3: "quinta feira santa|quinta santa",
    -2: "sexta feira santa|sexta santa|sexta feira da paixao|sexta da paixao|paixao de cristo|paixao",
    0: "pascoa|domingo de pascoa",
    60: "corpus christi|corpus",
}


def plain(text: str) -> str:
    """Lower case, without accents, hyphens or double spaces."""
    letters = (letter for letter in normalize("NFKD", text.casefold()) if not combining(letter))
    return " ".join("".join(letters).replace("-", " ").split())


_FIXED_BY_NAME = {name: day for day, names in _FIXED.items() for name in names.split("|")}
_EASTER_BY_NAME = {name: offset for offset, names in _FROM_EASTER.items() for name in names.split("|")}

HOLIDAY_NAMES = MappingProxyType(dict.fromkeys((*_FIXED_BY_NAME, *_EASTER_BY_NAME), True))
"""Every name understood, in plain letters: for a grammar that looks for them in a sentence."""


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (anonymous algorithm, Meeus)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def common_holiday(name: str, year: int) -> date | None:
    """The day of the holiday in the year, by a name of ``HOLIDAY_NAMES``; None when the name is not one of them."""
    if fixed := _FIXED_BY_NAME.get(name):
        return date(year, *fixed)
    offset = _EASTER_BY_NAME.get(name)
    return None if offset is None else easter(year) + timedelta(offset)
