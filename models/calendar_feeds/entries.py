"""The text of calendars: one entry for each deadline and event, and the calendar around them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from zoneinfo import ZoneInfo

from models import moments

CANCELLED = "cancelled"
_PRODUCT = "-//Gabinete//Agenda//PT-BR"
_REFRESH = "PT1H"
_MOMENT = timedelta(microseconds=1)
_FIRST_YEAR = 2020  # no clock of Brazil was changed since


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A deadline or an event as a calendar shows it. `uid`: the same for as long as it exists, and of no other house.

    `ends_at`: None for a deadline, which takes no time. `is_private`: nobody else is to see it in a shared calendar.
    """

    item: str
    record_id: int
    uid: str
    starts_at: datetime
    ends_at: datetime | None
    date_only: bool
    title: str
    note: str = ""
    place: str = ""
    cancelled: bool = False
    is_private: bool = True

    @property
    def digest(self) -> str:
        return sha256(repr(self).encode()).hexdigest()[:16]


def entry(what: FeedEntry, sequence: int, now: datetime) -> bytes:
    """The text of one entry: whole days, or the instants, by the clock of the municipality."""
    import icalendar

    found = icalendar.Event()
    found.add("uid", what.uid)
    found.add("dtstamp", now)
    found.add("sequence", sequence)
    found.add("summary", what.title)
    for name, value in (("description", what.note), ("location", what.place)):
        if value:
            found.add(name, value)
    for name, when in _span(what):
        found.add(name, when)
    found.add("transp", "TRANSPARENT" if what.ends_at is None else "OPAQUE")
    found.add("class", "PRIVATE" if what.is_private else "PUBLIC")
    found.add("status", "CANCELLED" if what.cancelled else "CONFIRMED")
    return bytes(found.to_ical())


def _span(what: FeedEntry) -> Iterator[tuple[str, date]]:
    """The beginning and the end; the end of whole days is the day after."""
    starts = moments.local(what.starts_at)
    yield "dtstart", starts.date() if what.date_only else starts
    if what.date_only:
        last = moments.local(what.ends_at - _MOMENT) if what.ends_at and what.ends_at > what.starts_at else starts
        yield "dtend", last.date() + timedelta(days=1)
    elif what.ends_at is not None:
        yield "dtend", moments.local(what.ends_at)


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
        *(f"X-WR-CALNAME:{_escaped(name)}", f"X-WR-TIMEZONE:{key}"),
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
