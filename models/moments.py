"""Instants in the municipality's time zone, and their texts: days with their weekday, hours as 17h or 17h30.

The year of a date is left out where it is that of the reader (`read_on`). Documents say it always.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = (
    "segunda-feira",
    "terça-feira",
    "quarta-feira",
    "quinta-feira",
    "sexta-feira",
    "sábado",
    "domingo",
)

MONTHS = (
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
)

_zone = ZoneInfo("America/Sao_Paulo")
_SATURDAY = 5
_year: ContextVar[int | None] = ContextVar("year", default=None)  # a sentence has no clock: its reader's year is here


def set_zone(name: str) -> None:
    """Choose the municipality's zone, once, when the house is built. Raises ZoneInfoNotFoundError."""
    global _zone
    _zone = ZoneInfo(name)


def zone() -> ZoneInfo:
    return _zone


def local(moment: datetime) -> datetime:
    return moment.astimezone(_zone)


def today(now: datetime) -> date:
    """The local day at the instant `now`."""
    return now.astimezone(_zone).date()


def at(day: date, hour: time) -> datetime:
    """The UTC instant of a local day and hour."""
    return datetime.combine(day, hour, _zone).astimezone(UTC)


def start_of(day: date) -> datetime:
    return at(day, time())


def hour_text(hour: time | datetime) -> str:
    return f"{hour.hour}h{hour.minute:02d}" if hour.minute else f"{hour.hour}h"


@contextmanager
def read_on(now: datetime | None) -> Iterator[None]:
    """A block whose texts are read in the year of `now`; None: in any year, as documents are."""
    before = _year.set(today(now).year if now else None)
    try:
        yield
    finally:
        _year.reset(before)


def date_text(day: date) -> str:
    """`27/11`, or `27/11/2025` where that is not the reader's year"""
    return f"{day:%d/%m}" if day.year == _year.get() else f"{day:%d/%m/%Y}"


def day_text(day: date) -> str:
    """`sexta-feira, 27/11`"""
    return f"{WEEKDAYS[day.weekday()]}, {date_text(day)}"


def moment_text(moment: datetime, *, date_only: bool = False) -> str:
    """`sexta-feira, 27/11, 17h`; without the hour when only the day was given."""
    here = local(moment)
    return day_text(here.date()) if date_only else f"{day_text(here.date())}, {hour_text(here)}"


def on_text(moment: datetime, *, date_only: bool = False) -> str:
    """`na sexta-feira, 27/11, 17h`, `no sábado, 28/11, 9h`"""
    contracted = "no" if local(moment).weekday() >= _SATURDAY else "na"
    return f"{contracted} {moment_text(moment, date_only=date_only)}"


def short_text(moment: datetime, *, date_only: bool = False) -> str:
    """`27/11 17h`, for lists and the history."""
    here = local(moment)
    return date_text(here.date()) if date_only else f"{date_text(here.date())} {hour_text(here)}"


def stamp_text(moment: datetime) -> str:
    """`27/11/2026 17:05`, for documents."""
    return f"{local(moment):%d/%m/%Y %H:%M}"


def days_after(day: date, n: int) -> date:
    return day + timedelta(days=n)
