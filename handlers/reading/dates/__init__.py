"""Dates as people write them in a Brazilian office, found in a whole line. The readings chosen: docs/datas.md."""

from handlers.reading.dates.finding import find, find_all, impossible
from handlers.reading.dates.recurrence import Recurrence
from handlers.reading.dates.tokens import fold
from handlers.reading.dates.values import CLOSING, Grain, Kind, Reading, Term, WeekdaysOnly, WorkCalendar

__all__ = [
    "CLOSING",
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
]
