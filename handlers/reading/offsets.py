"""A moment told by what comes after it: `5 min antes das 10h`, `dois dias antes de sexta 9h`."""

import re
from datetime import datetime, timedelta

from handlers.base import Request
from handlers.reading import dates
from handlers.reading.dates import Reading
from models import moments
from models.deadlines import Due

_LONGEST = 300  # characters
_NUMBERS = {"um": 1, "uma": 1, "dois": 2, "duas": 2, "tres": 3, "três": 3, "quatro": 4, "cinco": 5, "dez": 10}
_NUMBERS |= {"quinze": 15, "vinte": 20, "trinta": 30, "quarenta": 40}
_LENGTH = (
    r"(?<!\w)(?:com\s+|uns\s+|umas\s+)?(?:(?P<half>meia\s+hora)|(?P<n>\d{1,3}|" + "|".join(_NUMBERS) + r")\s*"
    r"(?P<unit>min(?:utos?|s)?\.?|h(?:oras?|s)?|dias?|semanas?))\s*"
)
_ALONE = re.compile(_LENGTH, re.IGNORECASE)
_BEFORE = re.compile(
    _LENGTH + r"(?:de\s+anteced[eê]ncia\s+(?:d[aeo]s?|[àa]s?|para\s+as?)|antes\s+d[aeo]s?)\s+", re.IGNORECASE
)
_AT_THE_END = re.compile(_LENGTH + r"(?:antes|de\s+anteced[eê]ncia)(?=\s*(?:[.!?]|$))", re.IGNORECASE)
_HOUR = re.compile(r"(?:as?\s+)?\d{1,2}\s?(?:h\d{0,2}|:\d{2}|horas?)?(?!\d|[/.]\d|\s*(?:dias?|min))", re.IGNORECASE)
_JOINS = re.compile(r"^\s*(?:,|de|do|da|para|pra|que)\s+(?=\S)", re.IGNORECASE)
_WISH = re.compile(r"[\s,;.]*\b(?:me\s+)?(?:lembr|avis|cham|alert)\w*(?:-me|\s+eu|\s+me)?\s*$", re.IGNORECASE)
_LED = re.compile(r"[\s,]*\b(?:d[aeo]s?|[àa]s?|em|n[ao])?\s*$", re.IGNORECASE)


def absolute(request: Request, text: str) -> str:
    """The text with a moment before another written out (`23/11/2026 9h55`); as it was where the other is not read."""
    if said := _AT_THE_END.search(text):
        return _before_what_stands_first(request, text, said)
    said = _BEFORE.search(text)
    if said is None:
        return text
    rest = text[said.end() :]
    hour = _HOUR.match(rest)
    read = _read(request, f"às {rest}" if hour else rest)
    if read is None or read.start is None:
        return text
    shift = len("às ") if hour else 0
    start, end = max(0, read.span[0] - shift), read.span[1] - shift
    event = _LED.sub("", rest[:start])
    moment = _written(read.start - _length(said), read.has_clock)
    after = rest[end:] if event or _JOINS.match(rest[end:]) else f" {rest[end:]}"
    return " ".join(f"{text[: said.start()]} {event} {moment}{after}".split())


def beside(due: Due, said: str, *, now: datetime | None = None) -> str:
    """The moment so long (`1 dia`, `meia hora`) before a due date, or after it and after now; empty: no length is said.

    A deadline gone by is counted on from now.
    """
    found = _ALONE.fullmatch(said.strip())
    if found is None:
        return ""
    at = moments.local(due.at)
    return _written(max(at, moments.local(now)) + _length(found) if now else at - _length(found), not due.date_only)


def _before_what_stands_first(request: Request, text: str, said: re.Match[str]) -> str:
    """`reunião às 10h, me lembra 5 min antes`."""
    first = _WISH.sub("", text[: said.start()])
    read = _read(request, first)
    if read is None or read.start is None:
        return text
    start, end = read.span
    moment = _written(read.start - _length(said), read.has_clock)
    return " ".join(f"{_LED.sub('', first[:start])}{first[end:]} {moment}{text[said.end() :]}".split())


def _read(request: Request, text: str) -> Reading | None:
    found = dates.find(text[:_LONGEST], moments.local(request.now), request.calendar)
    return None if found is None or found.recurrence is not None else found


def _length(said: re.Match[str]) -> timedelta:
    if said["half"]:
        return timedelta(minutes=30)
    n = _NUMBERS.get(said["n"].casefold()) or int(said["n"])
    unit = said["unit"].casefold()
    if unit.startswith("min"):
        return timedelta(minutes=n)
    return timedelta(hours=n) if unit.startswith("h") else timedelta(days=7 * n if unit.startswith("s") else n)


def _written(at: datetime, has_clock: bool) -> str:
    hour = f" {at.hour}h{at.minute:02d}" if at.minute else f" {at.hour}h"
    return f"{at:%d/%m/%Y}{hour if has_clock else ''}"
