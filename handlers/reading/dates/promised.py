"""Unread deadlines: the words after "até", "prazo", "dia", "em 15 …" that no rule read as a date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime

from handlers.reading.dates.figures import Clock, Dotted, MonthYear, Numeric, Opaque, Ordinal
from handlers.reading.dates.frame import Line
from handlers.reading.dates.leftovers import is_date_like
from handlers.reading.dates.lexicon import CURRENT, LENGTHS, NUMBERS, OF, word_set
from handlers.reading.dates.nouns import is_a_time, is_event, is_in_space, is_verb, stretches
from handlers.reading.dates.numerals import day_number, is_a_number_of, is_year, number
from handlers.reading.dates.slips import near_day, near_month, near_unit
from handlers.reading.dates.values import CLOSING, WeekdaysOnly
from handlers.reading.dates.weekdays import is_counted_noun

_GATE = re.compile(
    r"\b(?:at[eé]h?|prazo|dias?|em|antes|depois|ap[oó]s|data|assim|logo|quando|enquanto|mais|daqui|dentro|pr[oó]xim[oa]s?|"
    r"para|pra|pro|na|no)\b|\d\s+de?\b",
    re.IGNORECASE,
)
_SMALL = word_set("o a os as ao aos no na dia dias data de do da umas uns cerca perto por mais ou menos ( ) <")
_ADJECTIVES = word_set("proxima proximo nova novo proximas proximos futura futuro primeira primeiro propria proprio")
_SHORT_UNITS = word_set("d dd du sem sems h hs hr hrs")
_RUN_TOGETHER = re.compile(r"20[2-9]\d[01]\d[0-3]\d|[0-3]\d[01]\d20[2-9]\d")  # 20261130, 30112026
_PERIODS = word_set(
    "semana mes quinzena bimestre trimestre quadrimestre semestre ano feriado vespera expediente fds eod"
)
_ABBREVIATED = word_set("p pp pf ultimo findo passado proximo vindouro fluente") | CURRENT
_GOES_ON = _SHORT_UNITS | _ABBREVIATED | _PERIODS | OF | word_set("/ - . : u f e ou poucos tantos dias horas uteis")
_ENDS = word_set("fim final termino conclusao encerramento inicio comeco")
_NO_DATE = word_set("indeterminado indefinido nao sem livre")
_PURPOSES = word_set(
    "validade entrega vigencia execucao garantia pagamento resposta recurso defesa carencia impugnacao inscricao"
)
_GIVEN = word_set("legal regimental regulamentar combinado acordado previsto fixado estabelecido dado pedido")
_POSSIBLE = word_set("possivel puder")
_MODALS = word_set("vai vou vamos vao ia pode posso podemos podem deve devo devemos quer quero querem tem que de para")
_SUBJUNCTIVES = word_set("der for vier tiver fizer quiser estiver houver disser puser sair cair vir")
_SUBJECT_WORDS = 3  # between "quando" and its verb: "quando o novo prefeito voltar"
_VAGUE = word_set("pouco pouquinho poucos poucas alguns algumas uns umas")
_VAGUE_UNITS = word_set("dias semanas meses horas minutos")
_FOR = word_set("para pra pro")
_ON = _FOR | word_set("na no nesta neste proxima")
_NEXT_ONE = frozenset(("proxima", "proximo"))
_LAST_DAY = 31
_MOST_SMALL = 4
_MOST_WORDS = 6
_MOST_ATTEMPTS = 32  # past so many the text is noise
_WEEKDAYS_ONLY = WeekdaysOnly()


def promised(text: str, now: datetime, *, dated: bool = False) -> str | None:
    """The words of a deadline that stays unread in a text whose dates were taken out.

    In a `dated` text only those of a second deadline: "vistoria depois da obra" may be its subject.
    """
    if not _GATE.search(text):
        return None
    line = Line(text, now, _WEEKDAYS_ONLY, CLOSING)
    span = None if line.twisted else next(_promises(line, dated=dated), None)
    return text[slice(*line.expression(*span))] if span else None


def _promises(line: Line, *, dated: bool) -> Iterator[tuple[int, int]]:
    attempts = 0
    for i, word in enumerate(line.words[: line.count]):
        stop = 0
        if word in _READERS and attempts < _MOST_ATTEMPTS:
            attempts += 1
            stop = _READERS[word](line, i)
        if not stop and not dated and word in _WEAK_READERS:
            stop = _WEAK_READERS[word](line, i)
        if stop:
            yield _first(line, i), stop


def _first(line: Line, i: int) -> int:
    """The first word, small ones before it included: "no prazo", "tão logo", "27 de novenbro"."""
    word, before = line.words[i], line.words[i - 1] if i else ""
    return i - (word in ("de", "d") or before == "tao" or (word in _LED and before in _LEADING))


def _term(line: Line, i: int) -> int:
    """The end of: prazo: quando der; no prazo de costume, no prazo combinado; prazo 30 p.p."""
    j = i + 1
    if line.words[j] == ":" and j + 1 < line.count:
        return 0 if line.words[j + 1] in _NO_DATE else min(line.count, j + 1 + _MOST_WORDS)
    if i and line.words[i - 1] in ("no", "num", "com", "em"):
        if line.words[j] in _GIVEN and line.words[i - 1] == "no":
            return j + 1
        if line.words[j] == "de" and j + 1 < line.count and line.words[j + 1] not in _PURPOSES | _NO_DATE:
            return _stop_of_words(line, j + 1)
    return _dated_words(line, i)


def _until(line: Line, i: int) -> int:
    """The end of: até 30 p.p., até a posse, até terminar a obra, até que saia a lei, até quando der."""
    clause = _clause(line, i + 1)
    if clause:
        return 0 if stretches(line) else _stop_of_words(line, clause)
    if line.words[i + 1] == "quando" and line.words[i + 2].endswith("r"):
        return _stop_of_words(line, i + 2)
    if _is_a_count(line, i):
        return 0
    if (hours := number(line, i + 1)) and line.words[hours[1]] in LENGTHS and line.words[hours[1] + 1] == "uteis":
        return hours[1] + 2
    j = _over_small(line, i + 1)
    if stop := _dated_words(line, i):
        return stop
    noun = _over_adjectives(line, j)
    if isinstance(line.values[noun], Ordinal) and is_event(line, noun + 1):
        return _stop_of_words(line, noun + 1)
    if line.words[noun] in _ENDS and line.words[noun + 1] in OF:
        return 0 if is_in_space(line.words[noun + 2]) or noun + 2 >= line.count else min(noun + 3, line.count)
    return _stop_of_words(line, noun) if is_a_time(line, noun, led=noun > i + 1) else 0


def _clause(line: Line, j: int) -> int:
    """The beginning of "saia a lei" in "que saia a lei" or "o dia em que saia a lei"; 0 without it."""
    if line.words[j : j + 2] in (["o", "dia"], ["a", "data"]) and line.words[j + 2] == "em":
        j += 3
    return j + 1 if line.words[j] == "que" and line.words[j + 1] not in ("ponto", "enfim", "vem") else 0


def _is_a_count(line: Line, i: int) -> bool:
    """Whether it goes from one figure to another: "de 1 até 10", "ler as páginas 5 até 18"."""
    return i > 1 and line.number(i - 1) is not None and (line.words[i - 2] in OF or stretches(line))


def _dated_words(line: Line, i: int) -> int:
    """The end of: até 18, prazo 30 p.p., dia 31 de fevrero."""
    j = _over_small(line, i + 1)
    if line.words[i] == "dia" and line.words[i - 1] in OF:  # a audiência do dia 10
        return 0
    timed = _is_a_time(line, j, of_a_day=line.words[i] == "dia") and not is_a_number_of(line, j)
    return _stop(line, j) if timed else 0


def _within(line: Line, i: int) -> int:
    """The end of: em 15 d.u., em 3 semnas."""
    j = _over_small(line, i + 1)
    if line.number(j) is None and line.words[j] not in NUMBERS:
        return 0
    unit = line.words[j + 1]
    return _stop(line, j + 1) if unit in _SHORT_UNITS or near_unit(unit) else 0


def _length(line: Line, i: int) -> int:
    """The end of: em um mês e meio."""
    found = number(line, _over_small(line, i + 1))
    return _stop_of_words(line, found[1]) if found and line.words[found[1]] in LENGTHS else 0


def _vaguely(line: Line, i: int) -> int:
    """The end of: daqui a pouco, dentro de alguns dias, nos próximos dias, em alguns dias, em breve."""
    word, after = line.words[i], line.words[i + 1]
    if word == "em" and after == "breve":
        return i + 2
    if word in ("proximos", "proximas") and after in _VAGUE_UNITS:
        return i + 2
    j = i + 1 + (word != "em")
    if line.words[j] not in _VAGUE or (word != "em" and after not in ("a", "de", "em")):
        return 0
    return j + 1 + (line.words[j + 1] in _VAGUE_UNITS) if line.words[j + 1] in _VAGUE_UNITS or word == "daqui" else 0


def _around_an_event(line: Line, i: int) -> int:
    """The end of: antes da audiência, depois da eleição, após a posse, na véspera da eleição, antes de viajar."""
    word, j = line.words[i], i + 1
    if word in ("dia", "data", "vespera") and (line.words[i - 1] not in ("no", "na") or line.capitalised(i)):
        return 0
    if word in ("antes", "depois") and line.words[j] == "que" and j + 1 < line.count:
        return _stop_of_words(line, j + 1)
    if word != "apos" and line.words[j] not in OF:
        return 0
    if word == "apos" or line.words[j] == "de":
        j += line.words[j] in ("a", "o", "as", "os", "de")
    else:
        j += 1
    noun = _over_adjectives(line, j)
    timed = noun < line.count and (is_event(line, noun) or (line.words[noun - 1] == "de" and is_verb(line.words[noun])))
    return _stop_of_words(line, noun) if timed else 0


def _when(line: Line, i: int) -> int:
    """The end of: quando ele voltar, quando a obra terminar, quando der; not of "quando vai voltar" or "puder"."""
    for j in range(i + 1, min(line.count, i + 2 + _SUBJECT_WORDS)):
        word = line.words[j]
        if word in _MODALS or word in _POSSIBLE or line.words[j + 1] in _POSSIBLE:
            return 0
        if word in _SUBJUNCTIVES or is_verb(word) or (word.endswith("rem") and is_verb(word[:-2])):
            return _stop_of_words(line, j)
    return 0


def _later(line: Line, i: int) -> int:
    """The end of: mais tarde, logo mais; not of "mais tarde do que ontem"."""
    said = line.words[i : i + 2] in (["mais", "tarde"], ["logo", "mais"])
    return i + 2 if said and line.ends_at(i + 2) else 0


def _as_soon_as(line: Line, i: int) -> int:
    """The end of: assim que o prefeito voltar, tão logo saia o edital; not of "assim que possível", mere haste."""
    j = i + 1 + (line.words[i + 1] == "que")
    led = j > i + 1 or line.words[i - 1] == "tao"
    return _stop_of_words(line, j) if led and j < line.count and line.words[j] not in _POSSIBLE else 0


def _near_a_day(line: Line, i: int) -> int:
    """The end of: para quitna, na próxima sxeta, para 27, na próxima reunião."""
    if line.words[i + 1] in _NEXT_ONE and is_event(line, i + 2):
        return _stop_of_words(line, i + 2)
    j = i + 1 + (line.words[i + 1] in _ADJECTIVES or line.words[i + 1] in ("a", "o"))
    n = line.number(j) or 0
    if line.words[i] in _FOR and 1 <= n <= _LAST_DAY and line.ends_at(j + 1) and not _is_a_count(line, i):
        return j + 1
    return _stop(line, j) if near_day(line.words[j]) and line.values[j] is None and not line.capitalised(j) else 0


def _of_a_near_month(line: Line, i: int) -> int:
    """The end of "27 de novenbro"."""
    dated = near_month(line.words[i + 1]) and 1 <= (line.number(i - 1) or 0) <= _LAST_DAY
    return i + 2 if dated and not is_a_number_of(line, i - 1) else 0


Reader = Callable[[Line, int], int]
_READERS: dict[str, Reader] = {
    "ate": _until,
    "ateh": _until,
    "prazo": _term,
    "dia": _dated_words,
    "em": _within,
}
"""What announces a deadline, and where its words stop; 0 for what is none."""
_WEAK_READERS: dict[str, Reader] = {
    "em": lambda line, i: _vaguely(line, i) or _length(line, i),
    **dict.fromkeys(("daqui", "dentro", "proximos", "proximas"), _vaguely),
    **dict.fromkeys(("antes", "depois", "apos", "dia", "data", "vespera"), _around_an_event),
    **dict.fromkeys(("assim", "logo"), lambda line, i: _later(line, i) or _as_soon_as(line, i)),
    "mais": _later,
    "quando": _when,
    "enquanto": lambda line, i: _stop_of_words(line, i + 1) if i and i + 1 < line.count else 0,
    **dict.fromkeys(_ON, _near_a_day),
    **dict.fromkeys(("de", "d"), _of_a_near_month),
}
"""What may be a deadline or only tell about the subject."""
_LED = word_set("prazo dia data vespera proximos proximas")
_LEADING = word_set("no na nos nas num em com")


def _over_adjectives(line: Line, j: int) -> int:
    while line.words[j] in _ADJECTIVES:
        j += 1
    return j


def _stop_of_words(line: Line, j: int) -> int:
    """The end of the clause that begins here, or of its first words."""
    stop = j + 1
    while stop < min(line.count, j + _MOST_WORDS) and not line.ends_at(stop) and line.words[stop] not in _CONJUNCTIONS:
        stop += 1
    return min(stop, line.count)


_CONJUNCTIONS = word_set("e ou mas para pra com no na em")


def _over_small(line: Line, j: int) -> int:
    stop = j + _MOST_SMALL
    while j < stop and (line.words[j] in _SMALL or line.words[j - 1 : j + 1] == ["por", "volta"]):
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
    return _is_spelled(line, j) or word in _PERIODS or bool(near_day(word) or near_month(word))


def _is_spelled(line: Line, j: int) -> bool:
    """Whether a day is spelled out: até quinze, até trinta e um do doze, até primeiro/12."""
    found = day_number(line, j)
    if found is None or (found[1] == j + 1 and line.words[j] in ("um", "uma", "zero")):
        return False
    stop = found[1]
    return line.ends_at(stop) or (line.words[stop] in OF and day_number(line, stop + 1) is not None)


def _ends_like_a_date(line: Line, j: int) -> bool:
    """Whether no noun follows that the figure would count: "até 18", "até 30 p.p."; not "até 3 mil reais"."""
    word, after = line.words[j], line.words[j + 1]
    if word in _ABBREVIATED:
        return True
    if word in OF:
        return line.values[j + 1] is not None or after in _ABBREVIATED or after in _PERIODS or bool(near_month(after))
    if word in ("ou", "a", "e", "-") and line.number(j + 1) is not None:  # até 3 ou 4 pessoas
        return _ends_like_a_date(line, j + 2)
    return word != "por" and not is_counted_noun(line, j)


def _stop(line: Line, j: int) -> int:
    """The end of the words of the deadline, as far as it can be told."""
    stop, last = j + 1, j + 1
    while stop < min(line.count, j + _MOST_WORDS):
        word = line.words[stop]
        goes_on = line.values[stop] is not None or word in _GOES_ON or word in NUMBERS or line.glued(stop)
        if not goes_on and not near_month(word):
            break
        stop += 1
        last = stop if word not in OF and word not in ("e", "ou", "-", "/", ":") else last
    return last
