"""Names of days and months with one typing error."""

from __future__ import annotations

from functools import lru_cache

from handlers.reading.dates.lexicon import LENGTHS, MONTHS, WEEKDAY_PLURALS, word_set

NAMES = ("amanha", "segunda", "terca", "quarta", "quinta", "sexta", "sabado", "domingo", "anteontem")
_REAL_WORDS = word_set(
    "segundo segundos quarto quinto sexto terco quanta quantas cesta testa manha aranha secunda "
    "seguida terra terno terna perca dominio quita quintal "
)
_UNITS = ("dias", "horas", "semana", "semanas", "meses", "minutos", "uteis")
_SHORTEST_UNIT = 4
_REAL_UNITS = word_set("vias tias fias guias horta hortas obras mesas dicas deuses messes")


@lru_cache(maxsize=512)
def near_day(word: str) -> str:
    """The name of a day one typing error away from this word, or empty."""
    if len(word) < 5 or word in _REAL_WORDS or word in WEEKDAY_PLURALS:
        return ""
    return next((name for name in NAMES if word != name and _one_slip(word, name)), "")


@lru_cache(maxsize=512)
def near_month(word: str) -> str:
    """As `near_day`, of a month."""
    if len(word) < 5 or word in _REAL_WORDS:
        return ""
    return next((name for name in MONTHS if len(name) > 5 and word != name and _one_slip(word, name)), "")


@lru_cache(maxsize=512)
def near_unit(word: str) -> str:
    """As `near_day`, of a unit of time."""
    if len(word) < _SHORTEST_UNIT or word in LENGTHS or word in _REAL_UNITS:
        return ""
    return next((name for name in _UNITS if word != name and _one_slip(word, name)), "")


def _one_slip(word: str, name: str) -> bool:
    """Whether one letter was added, left out or changed, or two changed places."""
    if abs(len(word) - len(name)) > 1:
        return False
    first = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    tail, other = word[first:], name[first:]
    if tail[1:] == other[1:] or tail[1:] == other or tail == other[1:]:
        return True
    return tail[:2] == other[1::-1] and len(other) > 1 and tail[2:] == other[2:]
