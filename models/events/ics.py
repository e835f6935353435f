"""Calendars kept elsewhere (Outlook, Google, Nextcloud), read from an ICS file: what takes the time of a person."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import audit, moments
from models.base import Refusal, insert_rows
from models.events import people, register
from models.events.tables import HELD_IN, Event, ExternalEvent
from models.people import Person
from models.texts import clip

_LARGEST = 5 * 1024 * 1024
_MOST = 5_000  # occurrences
_AHEAD, _BACK = timedelta(days=730), timedelta(days=60)
_HIDDEN = ("PRIVATE", "CONFIDENTIAL")
_OURS = "evento-"  # how the uid of an event of this house begins


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of an event of a calendar, in the zone of the municipality. `doubt`: what had to be supposed."""

    uid: str
    sequence: int
    occurrence: str
    starts_at: datetime
    ends_at: datetime
    all_day: bool
    title: str
    place: str
    travel: int | None
    tentative: bool
    free: bool
    doubt: str = ""
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: how many occurrences there are now, the doubts, and our own events that moved."""

    kept: int
    doubts: tuple[str, ...]
    moved: tuple[str, ...]
    asked: tuple[str, ...]
    both: tuple[tuple[str, datetime, datetime], ...]  # number, and the time there, of those moved there and here


def read(content: bytes, first: datetime, last: datetime) -> list[Occurrence]:
    """The occurrences between two moments, in order. Raises Refusal for what is no calendar, or too large."""
    import icalendar

    if len(content) > _LARGEST:
        raise Refusal("O calendário tem mais de 5 MB. Exporte só os próximos meses e mande de novo.")
    try:
        components = icalendar.Calendar.from_ical(content).walk("VEVENT")
    except (ValueError, IndexError, KeyError) as error:
        raise Refusal(
            "Este arquivo não é um calendário (ICS). Exporte a agenda de novo e mande o arquivo .ics."
        ) from error
    single = dict[tuple[str, str], Any]()
    for each in components:
        if each.get("UID") and each.get("DTSTART"):
            key = (str(each["UID"]), _original(each))
            newer = key not in single or _sequence(each) >= _sequence(single[key])
            single |= {key: each} if newer else {}
    found = (one for (uid, when), each in single.items() for one in _of(each, uid, when, single, first, last))
    within = (each for each in found if each.starts_at < last and each.ends_at > first)
    return sorted(islice(within, _MOST), key=lambda each: (each.starts_at, each.title))


def _of(
    event: Any, uid: str, original: str, all_: dict[tuple[str, str], Any], first: datetime, last: datetime
) -> Iterator[Occurrence]:
    """The occurrences of one component: of a series, those that no other component replaces."""
    base = _occurrence(event, uid, original)
    if "RRULE" not in event or original:
        yield base
        return
    wall, length, zone = _wall(event["DTSTART"])[0], base.ends_at - base.starts_at, _wall(event["DTSTART"])[1]
    skipped = {_wall_of(each, zone) for each in _dates(event.get("EXDATE"))}
    for each in _repeats(event, wall, zone, first - length, last):
        name = f"{each:%Y%m%dT%H%M}"
        if each not in skipped and (uid, name) not in all_:
            start = each.replace(tzinfo=zone)
            yield replace(base, occurrence=name, starts_at=start, ends_at=start + length)


def _repeats(event: Any, wall: datetime, zone: tzinfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """The beginnings of a series by the clock on the wall, so that no summer time moves them."""
    from dateutil import rrule  # type: ignore[import-untyped]

    rule = {key: list(value) for key, value in event["RRULE"].items()}
    until = [_wall_of(each, zone) for each in rule.pop("UNTIL", [])]
    text = ";".join(f"{key}={','.join(map(str, value))}" for key, value in rule.items())
    found = rrule.rrulestr(text, dtstart=wall)
    ends = min([*until, last.astimezone(zone).replace(tzinfo=None)])
    for each in islice(found.xafter(first.astimezone(zone).replace(tzinfo=None), inc=True), _MOST):
        if each > ends:
            return
        yield each


def _occurrence(event: Any, uid: str, original: str) -> Occurrence:
    wall, zone, doubt = _wall(event["DTSTART"])
    starts, all_day = wall.replace(tzinfo=zone), not isinstance(event["DTSTART"].dt, datetime)
    ends = _end(event, starts, all_day=all_day)
    hidden = str(event.get("CLASS", "")).upper() in _HIDDEN
    status, busy = str(event.get("STATUS", "")).upper(), str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper()
    return Occurrence(
        uid=uid,
        sequence=_sequence(event),
        occurrence=original,
        starts_at=starts,
        ends_at=ends,
        all_day=all_day,
        title="Ocupado" if hidden else clip(" ".join(str(event.get("SUMMARY", "Ocupado")).split()), 200),
        place="" if hidden else clip(str(event.get("LOCATION", "")), 200),
        travel=_travel(event),
        tentative=status == "TENTATIVE" or busy == "TENTATIVE",
        free=str(event.get("TRANSP", "")).upper() == "TRANSPARENT" or busy == "FREE",
        doubt=doubt,
        cancelled=status == "CANCELLED",
    )


def _wall(value: Any) -> tuple[datetime, tzinfo, str]:
    """The clock on the wall of a date, its zone, and what is doubtful of it.

    A zone known by its name counts, and not what the file says of it: files still bring the summer time of 2018.
    """
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    moment = value.dt
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time()), moments.zone(), ""
    name = str(value.params.get("TZID", "")).strip('"')
    if not name:
        is_utc = moment.tzinfo is not None
        local = moment.astimezone(moments.zone()) if is_utc else moment
        return local.replace(tzinfo=None), moments.zone(), ""
    try:
        return moment.replace(tzinfo=None), ZoneInfo(WINDOWS_TO_OLSON.get(name, name)), ""
    except (ZoneInfoNotFoundError, ValueError):
        return moment.replace(tzinfo=None), moments.zone(), f"fuso {clip(name, 40)} desconhecido; supus o do município"


def _wall_of(moment: date | datetime, zone: tzinfo) -> datetime:
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    is_utc = moment.tzinfo is not None and moment.utcoffset() == timedelta() and moment.tzname() in ("UTC", "Z")
    return (moment.astimezone(zone) if is_utc else moment).replace(tzinfo=None)


def _dates(value: Any) -> Iterator[Any]:
    for each in value if isinstance(value, list) else [value] if value is not None else []:
        yield from (one.dt for one in each.dts)


def _original(event: Any) -> str:
    if "RECURRENCE-ID" not in event:
        return ""
    return f"{_wall(event['RECURRENCE-ID'])[0]:%Y%m%dT%H%M}"


def _end(event: Any, starts: datetime, *, all_day: bool) -> datetime:
    if "DTEND" in event:
        wall, zone, _ = _wall(event["DTEND"])
        return max(wall.replace(tzinfo=zone), starts)
    if "DURATION" in event:
        length: timedelta = event["DURATION"].dt
        return starts + abs(length)
    return starts + (timedelta(days=1) if all_day else timedelta(hours=1))


def _sequence(event: Any) -> int:
    return int(event.get("SEQUENCE", 0))


def _travel(event: Any) -> int | None:
    """The minutes of travel that Apple's calendar keeps."""
    length = getattr(event.get("X-APPLE-TRAVEL-DURATION"), "dt", None)
    return int(length.total_seconds() // 60) if isinstance(length, timedelta) else None


# --- keeping what was read -----------------------------------------------------------------------------------


def take(session: Session, content: bytes, source: str, owner: Person, *, by: Person | None, now: datetime) -> Imported:
    """Replace what is known of a calendar by the file; an older change of an event that is here changes nothing.

    Our own events that come back with another time are moved, for the calendar is where their owner keeps it; one that
    was deleted there is asked about, never deleted.
    """
    found = read(content, now - _BACK, now + _AHEAD)
    known = {row.uid: row.sequence for row in session.scalars(_kept(owner, source))}
    ours = [each for each in found if each.uid.startswith(_OURS)]
    fresh = [
        each for each in found if not each.cancelled and each not in ours and each.sequence >= known.get(each.uid, 0)
    ]
    newer = {each.uid for each in fresh}
    stale = {each.uid for each in found} - newer - {each.uid for each in found if each.cancelled}
    session.execute(
        delete(ExternalEvent).where(
            ExternalEvent.owner_id == owner.id, ExternalEvent.source == source, ExternalEvent.uid.not_in(stale)
        )
    )
    insert_rows(session, ExternalEvent, [_row(each, source, owner, now) for each in fresh])
    moved, asked, both = _ours(session, ours, owner, by, now)
    doubts = tuple(dict.fromkeys(f"{each.title}: {each.doubt}" for each in fresh if each.doubt))
    audit.write(
        session,
        "agenda_importada",
        by=by,
        now=now,
        text=f"agenda de {owner.name} importada de {clip(source, 60)}: {len(fresh)} eventos",
    )
    return Imported(len(fresh), doubts, moved, asked, both)


def _kept(owner: Person, source: str) -> Any:
    return select(ExternalEvent).where(ExternalEvent.owner_id == owner.id, ExternalEvent.source == source)


def _row(each: Occurrence, source: str, owner: Person, now: datetime) -> dict[str, Any]:
    own = ("uid", "sequence", "occurrence", "all_day", "title", "place", "travel", "tentative", "free", "doubt")
    values = {name: getattr(each, name) for name in own}
    at = {"starts_at": each.starts_at.astimezone(UTC), "ends_at": each.ends_at.astimezone(UTC)}
    return {**values, **at, "owner_id": owner.id, "source": source, "imported_at": now}


def _ours(
    session: Session, found: list[Occurrence], owner: Person, by: Person | None, now: datetime
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, datetime, datetime], ...]]:
    """The numbers of our events that were moved, of those to ask about, and of those moved there and here."""
    moved, asked, both = list[str](), list[str](), list[tuple[str, datetime, datetime]]()
    for each in found:
        number = each.uid.removeprefix(_OURS).partition("@")[0]
        event = session.get(Event, int(number)) if number.isdecimal() else None
        if event is None or event.owner_id != owner.id or event.status not in HELD_IN:
            continue
        if each.cancelled:
            asked.append(event.code)
        elif (
            each.sequence >= event.sequence
            and (each.starts_at, each.ends_at) != (event.starts_at, event.ends_at)
            and each.starts_at > now
        ):
            register.move(session, event, each.starts_at, each.ends_at, "mudou no calendário", by=by or owner, now=now)
            moved.append(event.code)
        elif each.sequence < event.sequence and register.never_was(event, each.starts_at) and each.starts_at > now:
            both.append((event.code, each.starts_at, each.ends_at))
    return tuple(moved), tuple(asked), tuple(both)


def position(session: Session, owner: Person) -> datetime | None:
    """When the calendars of a person were last imported; None: none was."""
    query = select(ExternalEvent.imported_at).where(ExternalEvent.owner_id == owner.id)
    return session.scalar(query.order_by(ExternalEvent.imported_at.desc()).limit(1))


def require_right(session: Session, owner: Person, *, by: Person, now: datetime) -> None:
    """Refuse whoever may not import the calendar of a person."""
    if by.id != owner.id and not people.is_desk(session, by, now):
        raise Refusal(f"Só {owner.name} e a agenda do gabinete importam essa agenda.")
