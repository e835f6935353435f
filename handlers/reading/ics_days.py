"""The days of a calendar file (.ics): each a day without expediente, by the act and of the kind that the line says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from handlers.base import Refusal, Request
from handlers.reading import special_days
from models import moments
from models.attachments import size_text
from models.calendar import SpecialDay
from models.texts import clean, clip

EXAMPLE = "Mande o arquivo com o tipo e o ato na legenda, por exemplo: calendário ponto facultativo Decreto 123/2026"
_LARGEST = 256 * 1024  # bytes: a year of days has fewer than fifty
_MOST_DAYS = 400
_LONGEST_EVENT = 31  # days


def is_calendar(name: str) -> bool:
    return name.lower().endswith((".ics", ".ical", ".ifb"))


def read(request: Request, content: bytes, name: str, key: str, text: str) -> list[SpecialDay]:
    """The days of the file. Raises Refusal for no calendar, for one too large, or without a kind and an act."""
    if len(content) > _LARGEST:
        raise Refusal(
            f"{name} tem {size_text(len(content))}, demais para um calendário de dias sem expediente. "
            "Exporte só os feriados e mande de novo."
        )
    found = sorted({each.day: each for each in _days(content, name)}.values(), key=lambda each: each.day)
    if not found:
        raise Refusal(f"{name} não traz nenhum dia.")
    if len(found) > _MOST_DAYS:
        raise Refusal(f"{name} traz {len(found)} dias e o máximo é {_MOST_DAYS}. Mande um ano de cada vez.")
    model = _model(request, key, text, found[0].day)
    return [replace(model, day=each.day, name=each.name or model.name) for each in found]


def _model(request: Request, key: str, text: str, day: date) -> SpecialDay:
    """What the line says of every day of the file."""
    if not text:
        raise Refusal(EXAMPLE)
    new = special_days.read(request, f"{day:%d/%m/%Y} {text}", key)
    if not isinstance(new, list) or len(new) != 1:
        raise Refusal(EXAMPLE)
    return new[0]


class _Day(NamedTuple):
    """A day of the file, with the name it has there."""

    day: date
    name: str


def _days(content: bytes, name: str) -> Iterator[_Day]:
    import icalendar

    try:
        events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise Refusal(f"{name} não é um calendário (.ics), ou está danificado. Exporte de novo e mande.") from None
    for each in events:
        if str(each.get("status", "")).upper() != "CANCELLED":
            yield from _of_event(each, name)


def _of_event(event: Any, name: str) -> Iterator[_Day]:
    title = clip(clean(str(event.get("summary", ""))), 200)
    if event.get("rrule") is not None:
        raise Refusal(f"{name}: “{title}” se repete. Exporte os dias de um ano só, cada um com a sua data.")
    try:
        first = _day(event["dtstart"].dt)
        last = _day(event["dtend"].dt, is_end=True) if event.get("dtend") else first
    except (KeyError, AttributeError, ValueError, OverflowError):
        raise Refusal(f"{name}: “{title}” não tem uma data que se entenda.") from None
    if not 0 <= (last - first).days < _LONGEST_EVENT:
        raise Refusal(f"{name}: “{title}” dura demais para um feriado. Para um recesso: calendário recesso de … a …")
    for n in range((last - first).days + 1):
        yield _Day(first + timedelta(days=n), title)


def _day(value: date | datetime, *, is_end: bool = False) -> date:
    """The local day; of the end of a whole day, which is the day after, the day before."""
    if isinstance(value, datetime):
        local = moments.local(value) if value.tzinfo else value
        return (local - timedelta(seconds=1)).date() if is_end else local.date()
    return value - timedelta(days=1) if is_end else value
