"""Calendars of public bodies: business days, holidays, recesses, half days. Pure: no database, no clock.

A calendar written as JSON is read by ``models.calendar.from_json``, apart because most of the house never needs it.
"""

from models.calendar.calendar import FIRST_YEAR, LAST_YEAR, SAO_PAULO, Calendar
from models.calendar.days import RECESSO_FORENSE, CalendarError, DayKind, Recess, RecessEffect, SpecialDay
from models.calendar.names import HOLIDAY_NAMES, easter
from models.calendar.public_days import optional_days, public_days

__all__ = [
    "FIRST_YEAR",
    "HOLIDAY_NAMES",
    "LAST_YEAR",
    "RECESSO_FORENSE",
    "SAO_PAULO",
    "Calendar",
    "CalendarError",
    "DayKind",
    "Recess",
    "RecessEffect",
    "SpecialDay",
    "easter",
    "optional_days",
    "public_days",
]
