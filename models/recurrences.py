"""TEMPORARY until the recurrence value moves here."""

from datetime import datetime
from importlib import import_module
from typing import Any

from models.calendar import Calendar


def next_after(text: str, moment: datetime, calendar: Calendar) -> datetime:
    module: Any = import_module("handlers.reading.dates")
    result: datetime = module.Recurrence.parse_text(text).next_after(moment, calendar)
    return result
