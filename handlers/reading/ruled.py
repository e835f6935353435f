"""A rule named inside a line, `prazo lai recebido hoje às 19h30`: the due date, counted with its memory."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.base import Refusal, Request
from handlers.reading import dates, terms
from handlers.reading.dates import Kind, Reading
from models import deadlines, moments, municipal_days, rule_book
from models.calendar import CalendarError
from models.counting import Rule
from models.deadlines import Basis, Due

_MARK = re.compile(r"(?<!\w)(?:(?:no|com|pelo)\s+)?prazo(?:\s+legal(?:\s+d[aoe])?)?\s*:?\s+", re.IGNORECASE)
_PAST = "Esse prazo já venceu."


@dataclass(frozen=True, slots=True)
class Ruled:
    """The rule a text names, its event (None: not given), and the text without those words."""

    rule: Rule
    event: date | datetime | None
    rest: str


def inside(request: Request, text: str) -> Ruled | None:
    """A rule named after "prazo", anywhere in the text."""
    for mark in _MARK.finditer(text):
        if found := at_start(request, text[mark.end() :]):
            return Ruled(found.rule, found.event, f"{text[: mark.start()].rstrip()} {found.rest.lstrip()}".strip())
    return None


def at_start(request: Request, text: str) -> Ruled | None:
    """A rule whose name the text begins with."""
    named = rule_book.current(request.session).named_at(text)
    if named is None:
        return None
    name, stop = named
    event = terms.event_after(request, text[stop:])
    day = event[0] if event else request.now
    rule = rule_book.rule(request.session, name, day.date() if isinstance(day, datetime) else day)
    return Ruled(rule, event[0] if event else None, text[stop + (event[1] if event else 0) :])


def due(request: Request, rule: Rule, event: date | datetime | None, printed: date | None = None) -> Due:
    """The due date by the rule, from the event or from now; the date printed in the document prevails."""
    start = event if event is not None else terms.today(request, rule)
    basis = Basis(rule.id, start, municipal_days.key_of(rule.calendar), printed=printed)
    counted = _counted(request, basis)
    return counted if counted.at > request.now else _noted(counted, _PAST)


def printed_in(request: Request, text: str) -> tuple[date, str] | None:
    """The date after "até", as printed in the document, and the text without it."""
    found = dates.find(text, moments.local(request.now), request.calendar)
    if found is None or found.start is None or not found.sure or found.kind not in (Kind.DAY, Kind.INSTANT):
        return None
    return (found.start.date(), found.without(text)) if found.is_until else None


def of_business_days(request: Request, reading: Reading) -> Due:
    """The due date "em 15 dias úteis", counted by a rule, so that a late decree counts it again."""
    assert reading.term is not None
    assert reading.since is not None
    assert reading.start is not None
    back = reading.start < reading.since - timedelta(days=1)
    length = {"unit": reading.term.unit, "n": -reading.term.n if back else reading.term.n}
    return _counted(request, Basis(length, reading.since.date()))


def _counted(request: Request, basis: Basis) -> Due:
    try:
        return deadlines.due_of(request.session, basis)
    except CalendarError as error:
        raise Refusal(str(error)) from error


def _noted(due: Due, note: str) -> Due:
    return Due(due.at, due.date_only, due.rule, due.memory, due.basis, (*due.notes, note))
