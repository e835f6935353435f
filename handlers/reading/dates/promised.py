"""The deadline a text promises and nobody has read: what stands after "até", "prazo", "dia", "em 15 …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from handlers.reading.dates.figures import Clock, Dotted, MonthYear, Numeric, Opaque, Ordinal
from handlers.reading.dates.frame import Line
from handlers.reading.dates.leftovers import is_date_like
from handlers.reading.dates.lexicon import CURRENT, NUMBERS, OF, word_set
from handlers.reading.dates.numerals import is_a_number_of, is_year
from handlers.reading.dates.slips import near_day, near_month
from handlers.reading.dates.values import CLOSING, WeekdaysOnly
from handlers.reading.dates.weekdays import is_counted_noun

_GATE = re.compile(r"\b(?:at[eé]h?|prazo|dia|em)\b", re.IGNORECASE)
_UNTIL = frozenset(("ate", "ateh"))
_SMALL = word_set("o a os as ao aos no na dia dias data de do da umas uns cerca perto por volta mais ou menos ( ) <")
_SHORT_UNITS = word_set("d dd du sem sems h hs hr hrs")
_RUN_TOGETHER = re.compile(r"20[2-9]\d[01]\d[0-3]\d|[0-3]\d[01]\d20[2-9]\d")  # 20261130, 30112026
_PERIODS = word_set(
    "semana mes quinzena bimestre trimestre quadrimestre semestre ano feriado vespera expediente fds eod"
)
_ABBREVIATED = word_set("p pp pf ultimo findo passado proximo vindouro fluente") | CURRENT
_GOES_ON = _SHORT_UNITS | _ABBREVIATED | _PERIODS | OF | word_set("/ - . : u f e ou poucos tantos dias horas uteis")
_NEXT = word_set("proxima proximo")
_EVENTS = word_set(
    "reuniao sessao audiencia assembleia plenaria visita vistoria conferencia oficina rodada entrega parcela eleicao"
)
_ENDS = word_set("fim final termino conclusao encerramento inicio comeco")
_OF_SPACE = word_set(
    "rua avenida estrada rodovia ponte muro terreno lote quadra trecho linha fila pagina paginas capitulo texto "
    "documento artigo lista tabela corredor bairro praca rio calcada"
)
_NO_DATE = word_set("indeterminado indefinido nao sem livre")
_MOST_SMALL = 4
_MOST_WORDS = 6
_WEEKDAYS_ONLY = WeekdaysOnly()


def promised(text: str, now: datetime) -> str | None:
    """The words of a deadline that stays unread in a text whose dates were taken out."""
    if not _GATE.search(text):
        return None
    line = Line(text, now, _WEEKDAYS_ONLY, CLOSING)
    span = None if line.twisted else next(_promises(line), None)
    return text[slice(*line.expression(*span))] if span else None


def _promises(line: Line) -> Iterator[tuple[int, int]]:
    for i in range(line.count):
        word = line.words[i]
        if word == "prazo" and line.words[i + 1] == ":" and i + 2 < line.count:
            if line.words[i + 2] not in _NO_DATE:
                yield i, min(line.count, i + 2 + _MOST_WORDS)
        elif word in _UNTIL or word in ("prazo", "dia"):
            j = _over_small(line, i + 1)
            if line.words[j] in _NEXT and line.words[j + 1] in _EVENTS:
                yield i, _stop(line, j + 1)
            elif line.words[j] in _ENDS and _is_of_an_event(line, j + 1):
                yield i, min(j + 3, line.count)
            elif _is_a_time(line, j, of_a_day=word == "dia") and not is_a_number_of(line, j):
                yield i, _stop(line, j)
        elif word == "em":
            j = _over_small(line, i + 1)
            if line.number(j) is not None and line.words[j + 1] in _SHORT_UNITS:
                yield i, _stop(line, j)


def _is_of_an_event(line: Line, j: int) -> bool:
    """ "o fim da obra" is a time; "o fim da rua" is a place."""
    return line.words[j] in OF and j + 1 < line.count and line.words[j + 1] not in _OF_SPACE


def _over_small(line: Line, j: int) -> int:
    stop = j + _MOST_SMALL
    while j < stop and line.words[j] in _SMALL:
        j += 1
    return j


def _is_a_time(line: Line, j: int, *, of_a_day: bool) -> bool:
    if j >= line.count:
        return False
    value, word, after = line.values[j], line.words[j], line.words[j + 1]
    if isinstance(value, int):
        days = 1 <= value <= 31 or (len(word) == 4 and is_year(value)) or _RUN_TOGETHER.fullmatch(word) is not None
        return days and (after in _SHORT_UNITS or _ends_like_a_date(line, j + 1))
    if isinstance(value, Numeric):
        return not (after in OF and value.day <= value.month)
    if isinstance(value, Ordinal):
        return _ends_like_a_date(line, j + 1)
    if isinstance(value, Opaque):
        return is_date_like(word)
    if value is not None:
        return isinstance(value, Clock | Dotted | MonthYear)
    if of_a_day:
        return False
    spelled = word in NUMBERS and word not in ("um", "uma", "zero") and line.ends_at(j + 1)
    return spelled or word in _PERIODS or bool(near_day(word) or near_month(word))


def _ends_like_a_date(line: Line, j: int) -> bool:
    """Whether no noun follows that the figure would count: "até 18", "até 30 p.p."; not "até 3 mil reais"."""
    word, after = line.words[j], line.words[j + 1]
    if word in _ABBREVIATED:
        return True
    if word in OF:
        return line.values[j + 1] is not None or after in _ABBREVIATED or after in _PERIODS or bool(near_month(after))
    return word != "por" and not is_counted_noun(line, j)


def _stop(line: Line, j: int) -> int:
    """Where the words of the deadline stop, as far as they can be told."""
    stop, last = j + 1, j + 1
    while stop < min(line.count, j + _MOST_WORDS):
        word = line.words[stop]
        goes_on = line.values[stop] is not None or word in _GOES_ON or line.glued(stop)
        if not goes_on and not near_month(word):
            break
        stop += 1
        last = stop if word not in OF and word not in ("e", "ou", "-", "/", ":") else last
    return last
