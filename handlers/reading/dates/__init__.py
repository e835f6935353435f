"""Dates as people write them in a Brazilian office, found in a whole line. The readings chosen: docs/datas.md."""

from handlers.reading.dates.finding import find, find_all, impossible, read
from handlers.reading.dates.promised import promised
from handlers.reading.dates.slips import near_day, near_month
from handlers.reading.dates.tokens import fold
from handlers.reading.dates.values import CLOSING, About, Kind, Reading, WeekdaysOnly
from models.recurrences import Recurrence
from models.terms import Grain, Term, WorkCalendar

__all__ = [
    "CLOSING",
    "About",
    "Grain",
    "Kind",
    "Reading",
    "Recurrence",
    "Term",
    "WeekdaysOnly",
    "WorkCalendar",
    "find",
    "find_all",
    "fold",
    "impossible",
    "near_day",
    "near_month",
    "promised",
    "read",
]
