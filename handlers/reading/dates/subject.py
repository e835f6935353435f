"""The role of a date: a deadline, or part of the subject ("o contrato do natal").

A deadline follows "até", "para", "em" or "prazo", or stands by itself; a date that "de" ties to a noun before it
describes that noun. A month, a holiday or a day gone by can then be nothing else; another day may be both.
"""

from __future__ import annotations

from datetime import timedelta

from handlers.reading.dates.frame import Frame, Lead, Line, Range, Unresolved
from handlers.reading.dates.lexicon import EDGES, OF, word_set
from handlers.reading.dates.nouns import is_verb
from handlers.reading.dates.values import About, Kind, Reading
from handlers.reading.dates.which_day import day_of
from models.terms import Grain

_LASTING = word_set(
    "ferias licenca recesso afastamento plantao plantoes viagem inscricao inscricoes matricula matriculas exposicao "
    "curso campanha feira obra obras periodo mostra festival jornada temporada atestado substituicao vigencia prazo"
)
_NO_NOUN = OF | word_set("data dia a partir e ou que nao so apenas para com por em no na")
_LONG = (Grain.MONTH, Grain.YEAR)
_A_WEEK = timedelta(weeks=1)


def about(line: Line, draft: Unresolved, reading: Reading) -> About:
    """The role of the date beside the noun before it."""
    tied = draft.lead is Lead.OF and _follows_a_noun(line, draft.first)
    if reading.has_clock or not (tied or (draft.first and line.words[draft.first - 1] == "sobre")):
        return About.NOTHING
    if reading.kind not in (Kind.DAY, Kind.INTERVAL) or isinstance(draft.meaning, Range):
        return About.NOTHING
    frame = draft.meaning
    if not isinstance(frame, Frame) or (frame.part is not None and not frame.has_day):
        return About.NOTHING
    moments = [reading, *reading.choices]
    gone = any(each.is_past(line.now) for each in moments)
    habitual = line.words[draft.first] == "de" and line.words[draft.first + 1] in EDGES  # a festa de fim de ano
    return About.ALL if gone or habitual or frame.named or _is_long(reading) else About.PERHAPS


def _is_long(reading: Reading) -> bool:
    length = reading.end - reading.start if reading.start and reading.end else timedelta()
    return reading.kind is Kind.INTERVAL and (reading.grain in _LONG or length > _A_WEEK)


def ends_there(line: Line, first: int, written: Frame, ends: Range) -> bool:
    """Whether "de … até …" is no interval: "o feriado de 8 de dezembro até sexta" is due on the Friday before.

    `written`: the first end before the last one lent it its year.

    Nouns with a duration may begin then: "férias de 20 de dezembro até dia 5".
    """
    if ends.first.weekday is not None and line.words[first - 1] in ("e", ","):  # de sábado e domingo até sexta
        return True
    if (
        line.words[first] not in OF
        or not _follows_a_noun(line, first)
        or line.words[first - 1] in _LASTING
        or ends.last.has_clock
    ):
        return False
    is_of_another_year = (written.month or 0) > (ends.last.month or 12)
    start, end = day_of(line, written if is_of_another_year else ends.first), day_of(line, ends.last)
    if start is None or end is None:
        return False
    return end.day < min(day for day in (start.day, *start.others) if day >= line.today or day == start.day)


def _follows_a_noun(line: Line, first: int) -> bool:
    """Whether a noun seems to stand before this word: no sign, no verb, no small word."""
    word = line.words[first - 1] if first else ""
    return word.isalpha() and word not in _NO_NOUN and not is_verb(word)
