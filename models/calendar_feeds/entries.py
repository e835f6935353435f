"""The text of calendars: one event for each deadline, and the calendar around them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from zoneinfo import ZoneInfo

from models import moments

CANCELLED = "cancelled"
_PRODUCT = "-//Gabinete//Agenda//PT-BR"
_REFRESH = "PT1H"
_FIRST_YEAR = 2020  # no clock of Brazil was changed since


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A deadline as a calendar shows it."""

    deadline_id: int
    opened_at: datetime
    due_at: datetime
    date_only: bool
    title: str
    note: str
    cancelled: bool

    @property
    def digest(self) -> str:
        return sha256(repr(self).encode()).hexdigest()[:16]

    @property
    def uid(self) -> str:
        """The same for as long as the deadline exists, and of no other house."""
        return f"prazo-{self.deadline_id}-{self.opened_at:%Y%m%dT%H%M%S}@gabinete"


def entry(what: FeedEntry, sequence: int, now: datetime) -> bytes:
    """The text of one event: a whole day, or the instant, by the clock of the municipality."""
    import icalendar

    due = moments.local(what.due_at)
    found = icalendar.Event()
    found.add("uid", what.uid)
    found.add("dtstamp", now)
    found.add("sequence", sequence)
    found.add("summary", what.title)
    found.add("description", what.note)
    found.add("dtstart", due.date() if what.date_only else due)
    if what.date_only:
        found.add("dtend", due.date() + timedelta(days=1))
    found.add("transp", "TRANSPARENT")
    found.add("class", "PRIVATE")
    found.add("status", "CANCELLED" if what.cancelled else "CONFIRMED")
    return bytes(found.to_ical())


def cancelled(text: bytes, sequence: int, now: datetime) -> bytes:
    """The text of an event that is the person's no more."""
    import icalendar

    found = icalendar.Event.from_ical(text)
    for name, value in (("dtstamp", now), ("sequence", sequence), ("status", "CANCELLED")):
        found.pop(name)
        found.add(name, value)
    return bytes(found.to_ical())


def calendar(name: str, entries: Iterable[bytes], now: datetime) -> bytes:
    """The calendar with these events."""
    zone = moments.zone()
    key = getattr(zone, "key", "UTC")
    head = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"),
        *(f"X-WR-CALNAME:{_escaped(f'Prazos de {name}')}", f"X-WR-TIMEZONE:{key}"),
        *(f"REFRESH-INTERVAL;VALUE=DURATION:{_REFRESH}", f"X-PUBLISHED-TTL:{_REFRESH}"),
    ]
    lines = "\r\n".join(_folded(each) for each in head).encode() + b"\r\n"
    return lines + _timezone(key, now.year) + b"".join(entries) + b"END:VCALENDAR\r\n"


@lru_cache(maxsize=4)
def _timezone(key: str, year: int) -> bytes:
    import icalendar

    last = date(year + 10, 1, 1)
    return bytes(icalendar.Timezone.from_tzinfo(ZoneInfo(key), key, date(_FIRST_YEAR, 1, 1), last).to_ical())


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", " ")


def _folded(line: str) -> str:
    """A line cut after at most 75 bytes."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > 73:
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*pieces, piece])
