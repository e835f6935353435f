"""Spans and moments as people type them at the terminal: 2h, 1h30, 3 dias; 2026-11-24 07:30, 24/11 7h30, 07:30."""

import re
from datetime import datetime, time, timedelta

from models import moments
from models.texts import fold

_UNITS = {"s": "weeks", "d": "days", "h": "hours", "m": "minutes"}
_PART = re.compile(r"(\d{1,5})\s*(semanas?|sem|dias?|d|horas?|h|minutos?|min|m|$)\s*(?:e\s+)?")
_CLOCK = r"(?P<hour>\d{1,2})(?::|h)(?P<minute>\d{2})?(?::(?P<second>\d{2}))?"
_MOMENT = re.compile(
    r"(?:(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})|(?P<d>\d{1,2})/(?P<m>\d{1,2})(?:/(?P<y>\d{4}))?)?"
    rf"(?:[\sT,]+(?:as\s+)?|^|$)(?:{_CLOCK})?",
    re.IGNORECASE,
)


def span(text: str) -> timedelta | None:
    """`2h`, `1h30`, `45 min`, `3 dias`, `1 semana` -> the span; None for anything else."""
    folded, place, total = fold(text).strip(), 0, timedelta()
    while place < len(folded):
        found = _PART.match(folded, place)
        if found is None or (not found[2] and "h" not in folded[:place]):  # a bare number only after hours: 1h30
            return None
        unit = _UNITS[found[2][:1] or "m"]
        total += timedelta(**{unit: int(found[1])})
        place = found.end()
    return total or None


def moment(text: str, now: datetime) -> datetime | None:
    """The moment meant, in the municipality's time; an hour alone is its next occurrence."""
    given = _with_zone(text)
    if given is not None:
        return given
    found = _MOMENT.fullmatch(fold(text).strip())
    if found is None or not found[0]:
        return None
    try:
        return _built(found, moments.local(now))
    except ValueError:
        return None


def _built(found: re.Match[str], here: datetime) -> datetime:
    hour = time(int(found["hour"] or 0), int(found["minute"] or 0), int(found["second"] or 0))
    day = here.date()
    if found["year"]:
        day = day.replace(int(found["year"]), int(found["month"]), int(found["day"]))
    elif found["d"]:
        day = day.replace(int(found["y"] or day.year), int(found["m"]), int(found["d"]))
    meant = moments.at(day, hour)
    alone = not (found["year"] or found["d"])
    return moments.at(moments.days_after(day, 1), hour) if alone and meant <= here else meant


def _with_zone(text: str) -> datetime | None:
    try:
        given = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return given if given.tzinfo else None
