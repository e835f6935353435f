"""A date inside a line -> a due date, with every doubt asked and every impossible or past day refused."""

import re
from dataclasses import dataclass
from datetime import datetime, time

from handlers.base import Ask, Button, Refusal, Request
from handlers.reading import dates
from handlers.reading.dates import Kind, Reading, Recurrence
from models import moments
from models.deadlines import Due

_PREPOSITION = re.compile(r"^(?:até|em|para|dia|no|na|às?)\s+", re.IGNORECASE)
_WITHOUT = re.compile(r"(?<!\w),?\s*sem prazo(?!\w)", re.IGNORECASE)
EXAMPLE = "Exemplos: até sexta 17h; em 15 dias úteis; dia 5; 27/11"


@dataclass(frozen=True, slots=True)
class DueIn:
    """The due date a text holds (None: no date in it), a recurrence if it is one, and the text without those words."""

    due: Due | None
    rest: str
    recurrence: Recurrence | None = None


def find(request: Request, text: str) -> DueIn:
    """Look for a date in a text that may hold none."""
    if said := _WITHOUT.search(text):
        return DueIn(None, text[: said.start()] + text[said.end() :])
    here = moments.local(request.now)
    closing = request.calendar.work_day_end(here.date())
    reading = dates.find(text, here, request.calendar, closing=closing)
    if (reading is None or reading.kind is not Kind.RECURRENCE) and (wrong := dates.impossible(text, here)):
        raise Refusal(f"A data {_PREPOSITION.sub('', wrong)} não existe. {EXAMPLE}")
    if reading is None:
        return DueIn(None, text)
    if not reading.sure:
        raise _doubtful(request, reading)
    rest = reading.without(text)
    if reading.recurrence is not None:
        return DueIn(_from_recurrence(request, reading.recurrence), rest, reading.recurrence)
    return DueIn(_due(request, reading), rest)


def read(request: Request, text: str) -> Due:
    """The due date a text must hold."""
    found = find(request, text)
    if found.due is None:
        raise Refusal(f"Não entendi a data. {EXAMPLE}")
    return found.due


def _due(request: Request, reading: Reading) -> Due:
    moment = reading.end if reading.kind is Kind.INTERVAL and reading.end else reading.start
    if moment is None:
        raise Refusal(f"Não entendi a data {reading.words}. {EXAMPLE}")
    date_only = _is_day(reading, moment)
    if date_only:
        moment = datetime.combine(moment.date(), request.calendar.work_day_end(moment.date()), moment.tzinfo)
    if moment <= request.now:
        raise Refusal(f"{moments.moment_text(moment, date_only=date_only).capitalize()}, já passou. {EXAMPLE}")
    rule = reading.words if reading.term else None
    return Due(moment, date_only, rule)


def _is_day(reading: Reading, moment: datetime) -> bool:
    if reading.term is not None:
        return reading.term.unit not in ("horas", "minutos")
    return (
        reading.kind is Kind.DAY
        or moment.time() == time()
        or reading.grain not in (dates.Grain.MINUTE, dates.Grain.HOUR)
    )


def _from_recurrence(request: Request, recurrence: Recurrence) -> Due:
    moment = recurrence.next_after(moments.local(request.now), request.calendar)
    if moment.time() == time():
        return Due(datetime.combine(moment.date(), request.calendar.work_day_end(moment.date()), moment.tzinfo), True)
    return Due(moment)


def _doubtful(request: Request, reading: Reading) -> Ask:
    if reading.term is not None and not reading.choices:
        return _term_or_length(request, reading)
    buttons = [_choice(request, reading, choice) for choice in reading.choices]
    doubt = reading.doubt or f"fiquei em dúvida quanto a {reading.words.strip()}: qual é o dia?"
    return Ask(doubt[0].upper() + doubt[1:], buttons)


def _term_or_length(request: Request, reading: Reading) -> Ask:
    """ "férias de 30 dias": to be done in 30 days, or 30 days long."""
    words, due = reading.words.strip(), _due(request, reading)
    line = request.line
    buttons = [
        Button(f"Prazo: {due.text}", line.replace(words, f"{words} até {moments.local(due.at):%d/%m/%Y}", 1)),
        Button("Sem prazo", line.replace(words, f"{words} sem prazo", 1)),
    ]
    return Ask(f"“{words}”: é o prazo ou só quanto dura?", buttons)


def _choice(request: Request, reading: Reading, choice: Reading) -> Button:
    assert choice.start is not None
    date_only = _is_day(choice, choice.start)
    words = f"{choice.start:%d/%m/%Y}" + ("" if date_only else f" às {choice.start:%H:%M}")
    preposition = "até " if reading.words.lower().startswith("até") else ""
    label = moments.moment_text(choice.start, date_only=date_only)
    return Button(label, request.line.replace(reading.words.strip(), preposition + words, 1))
