"""Instants in the municipality's time zone, and their texts: days with their weekday, hours as 17h or 17h30."""

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


def day_text(day: date) -> str:
    """`sexta-feira, 27/11/2026`"""
    return f"{WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}"


def moment_text(moment: datetime, *, date_only: bool = False) -> str:
    """`sexta-feira, 27/11/2026, 17h`; without the hour when only the day was given."""
    here = local(moment)
    return day_text(here.date()) if date_only else f"{day_text(here.date())}, {hour_text(here)}"


def short_text(moment: datetime, *, date_only: bool = False) -> str:
    """`27/11 17h`, for lists."""
    here = local(moment)
    return f"{here:%d/%m}" if date_only else f"{here:%d/%m} {hour_text(here)}"


def stamp_text(moment: datetime) -> str:
    """`27/11/2026 17:05`, for history."""
    return f"{local(moment):%d/%m/%Y %H:%M}"


def days_after(day: date, n: int) -> date:
    return day + timedelta(days=n)
