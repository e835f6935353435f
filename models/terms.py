"""Lengths of time as people and laws give them, and the calendar they are counted on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class Grain(StrEnum):
    """A unit of time."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time as people count it; `unit` is one of the keys of `UNIT_NAMES`."""

    n: int
    unit: str

    def describe(self) -> str:
        singular, plural = UNIT_NAMES[self.unit]
        return f"{self.n} {singular if self.n == 1 else plural}"


UNIT_NAMES = {
    "dias_corridos": ("dia corrido", "dias corridos"),
    "dias_uteis": ("dia útil", "dias úteis"),
    "semanas": ("semana", "semanas"),
    "meses": ("mês", "meses"),
    "anos": ("ano", "anos"),
    "horas": ("hora", "horas"),
    "minutos": ("minuto", "minutos"),
}


class WorkCalendar(Protocol):
    """The days the office works. `holiday_named` gets a folded name ("padroeira") and may know local ones."""

    def is_business_day(self, day: date) -> bool: ...

    def holiday_named(self, name: str, year: int) -> date | None: ...
