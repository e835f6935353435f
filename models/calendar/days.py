"""Values of a calendar: special days, recesses, and the refusal every pure counting package raises."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass, field, replace
from datetime import date, time
from enum import StrEnum


class CalendarError(ValueError):
    """Something a person typed or loaded cannot be used; the message is the Portuguese sentence to show."""


class DayKind(StrEnum):
    """The reason why a day is special. The values are the codes in files, also typed by the administrator."""

    NATIONAL = "feriado_nacional"
    STATE = "feriado_estadual"
    MUNICIPAL = "feriado_municipal"
    PONTO_FACULTATIVO = "ponto_facultativo"
    MOVED = "emenda"
    MOURNING = "luto"
    SUSPENSION = "suspensao_expediente"
    CALAMITY = "calamidade"

    @property
    def label(self) -> str:
        """The kind in Portuguese, as people read it."""
        return _LABELS[self]


_LABELS = {
    DayKind.NATIONAL: "feriado nacional",
    DayKind.STATE: "feriado estadual",
    DayKind.MUNICIPAL: "feriado municipal",
    DayKind.PONTO_FACULTATIVO: "ponto facultativo",
    DayKind.MOVED: "emenda",
    DayKind.MOURNING: "luto oficial",
    DayKind.SUSPENSION: "expediente suspenso",
    DayKind.CALAMITY: "calamidade",
}

# Offices close by law or in fact on these; on the other kinds the law is disputed until someone decides.
_CLOSED_KINDS = frozenset({DayKind.NATIONAL, DayKind.STATE, DayKind.MUNICIPAL, DayKind.SUSPENSION, DayKind.CALAMITY})


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """One day that differs from an ordinary one, with the act that made it so.

    ``counts_as_business`` None leaves the matter to the kind: holidays and suspensions are never business days, the
    other kinds are undecided. ``from_time``: the offices close at that hour; ``until_time``: they open only then;
    either makes a half day, which still counts. ``moved_from`` is the date this day replaces. ``yearly`` repeats it
    every year from its first on; ``ends_on`` is the first that is no more.
    """

    day: date
    name: str
    kind: DayKind = DayKind.MUNICIPAL
    counts_as_business: bool | None = None
    from_time: time | None = None
    until_time: time | None = None
    act: str = ""
    moved_from: date | None = field(default=None)
    yearly: bool = False
    ends_on: date | None = None

    @property
    def is_half_day(self) -> bool:
        return self.from_time is not None or self.until_time is not None

    @property
    def closes(self) -> bool:
        """True when the day is certainly not a business day."""
        if self.counts_as_business is not None:
            return not self.counts_as_business
        return self.kind in _CLOSED_KINDS and not self.is_half_day

    @property
    def undecided(self) -> bool:
        """True when no act has yet decided whether the day counts as a business day."""
        return self.counts_as_business is None and self.kind not in _CLOSED_KINDS and not self.is_half_day

    def in_year(self, year: int) -> SpecialDay | None:
        """The day as it falls in the year; None where it does not."""
        if not self.yearly:
            return self if self.day.year == year else None
        if (self.day.month, self.day.day) == (2, 29) and not isleap(year):
            return None
        day = self.day.replace(year=year)
        falls = day >= self.day and (self.ends_on is None or day < self.ends_on)
        return replace(self, day=day) if falls else None

    def next_from(self, day: date) -> SpecialDay | None:
        """The first occurrence on or after that day; None where there is none."""
        years = (self.day.year,) if not self.yearly else range(max(day.year, self.day.year), day.year + 9)
        found = (self.in_year(year) for year in years)
        return next((each for each in found if each is not None and each.day >= day), None)

    def __str__(self) -> str:
        hours = _hours(self.from_time, self.until_time)
        act = f" ({self.act})" if self.act else ""
        moved = f", no lugar de {self.moved_from:%d/%m/%Y}" if self.moved_from else ""
        return f"{self.kind.label}: {self.name}{hours}{moved}{act}"


def _hours(closes_at: time | None, opens_at: time | None) -> str:
    if closes_at and opens_at:
        return f", sem expediente das {closes_at:%H:%M} às {opens_at:%H:%M}"
    if closes_at:
        return f", expediente até as {closes_at:%H:%M}"
    return f", expediente a partir das {opens_at:%H:%M}" if opens_at else ""


class RecessEffect(StrEnum):
    """The effect of a recess on the terms that run through it."""

    OPEN = "expediente_aberto"
    CLOSED = "expediente_fechado"
    SUSPENDS = "suspende"
    INTERRUPTS = "interrompe"


@dataclass(frozen=True, slots=True)
class Recess:
    """A range of days, both ends included.

    ``OPEN`` changes nothing (shifts), ``CLOSED`` only closes the offices, ``SUSPENDS`` stops every term and lets the
    remaining days follow, ``INTERRUPTS`` gives the full term again. ``yearly`` repeats the range every year.
    """

    first: date
    last: date
    name: str = "recesso"
    effect: RecessEffect = RecessEffect.SUSPENDS
    yearly: bool = False
    act: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise CalendarError(f"O recesso termina antes de começar: {self.first:%d/%m/%Y} a {self.last:%d/%m/%Y}.")
        if (self.last - self.first).days > (365 if self.yearly else 3660):
            raise CalendarError(f"O recesso é longo demais: {self.first:%d/%m/%Y} a {self.last:%d/%m/%Y}.")

    @property
    def stops_terms(self) -> bool:
        return self.effect in (RecessEffect.SUSPENDS, RecessEffect.INTERRUPTS)

    def ranges(self, first_year: int, last_year: int) -> list[tuple[date, date]]:
        """The ranges that touch the years given, in order."""
        if not self.yearly:
            touches = self.first.year <= last_year and self.last.year >= first_year
            return [(self.first, self.last)] if touches else []
        span = self.last.year - self.first.year
        return [
            (_same_day(self.first, year), _same_day(self.last, year + span))
            for year in range(first_year - span, last_year + 1)
        ]

    def __str__(self) -> str:
        act = f" ({self.act})" if self.act else ""
        return f"{self.name}{act}"


def _same_day(day: date, year: int) -> date:
    return date(year, 3, 1) if (day.month, day.day) == (2, 29) else day.replace(year=year)


RECESSO_FORENSE = Recess(date(2000, 12, 20), date(2001, 1, 20), "recesso do CPC, art. 220", yearly=True)
"""20/12 to 20/01 of every year: CPC art. 220. Stops procedural terms only (Lei 9.784 art. 67 for the others)."""
