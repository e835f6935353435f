"""The arithmetic of an indicator: how far it went of the way it has to go, and by when it should have."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from models.plans.tables import PlanItem, PlanKind, Sense

_TOTAL = Decimal(100)


class Pace(StrEnum):
    """The state that follows from dates, numbers and obstacles."""

    EM_DIA = "em dia"
    ATENCAO = "atenção"
    ATRASADO = "atrasado"
    BLOQUEADO = "bloqueado"


@dataclass(frozen=True, slots=True)
class Progress:
    """A value beside the target it is measured against; `moved` of `needed` on the way from the base."""

    value: Decimal
    target: Decimal
    year: int
    moved: Decimal
    needed: Decimal

    @property
    def percent(self) -> int:
        """Of the way from the base to the target; more than 100 where it went further."""
        return round(self.moved * _TOTAL / self.needed) if self.needed else 0

    @property
    def is_met(self) -> bool:
        return self.moved >= self.needed


def targets(item: PlanItem) -> dict[int, Decimal]:
    """The target of each year, in order."""
    return {int(year): Decimal(value) for year, value in sorted(item.metas.items())}


def towards(item: PlanItem, value: Decimal, target: Decimal, year: int) -> Progress:
    """The progress towards a target."""
    if item.sentido == Sense.MANTER:
        return Progress(value, target, year, value, target)
    base, sign = item.base or Decimal(), -1 if item.sentido == Sense.MENOR else 1
    return Progress(value, target, year, (value - base) * sign, (target - base) * sign)


def of_item(item: PlanItem, value: Decimal, year: int) -> Progress | None:
    """The progress of a meta towards the target of the year, of any other item towards its last one."""
    known = targets(item)
    if not known:
        return None
    wanted = year if item.tipo == PlanKind.META and year in known else max(known)
    return towards(item, value, known[wanted], wanted)


def of_year(item: PlanItem, value: Decimal, year: int) -> Progress | None:
    """The progress towards the target of a year, where there is one."""
    known = targets(item)
    return towards(item, value, known[year], year) if year in known else None


def expected(item: PlanItem, on: date) -> Decimal | None:
    """The value on a day of the straight line from one target to the next, from the base on."""
    if item.base is None or not item.metas:
        return None
    points = [(item.base_data or date(min(targets(item)) - 1, 12, 31), item.base)]
    points += [(min(date(year, 12, 31), item.prazo or date.max), target) for year, target in targets(item).items()]
    for (start, low), (end, high) in pairwise(points):
        if start <= on <= end and end > start:
            return low + (high - low) * (on - start).days / (end - start).days
    return points[-1][1] if on > points[-1][0] else points[0][1]


def is_behind(item: PlanItem, value: Decimal, on: date) -> bool:
    """Whether a value stands behind the straight line."""
    wanted = expected(item, on)
    if wanted is None:
        return False
    return value > wanted if item.sentido == Sense.MENOR else value < wanted
