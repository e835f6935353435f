"""The order of precedence of dates: printed in the document, imported from the official system, computed."""

from __future__ import annotations

from datetime import date

from models.counting.rule import CountingError
from models.counting.wording import plural, weekday_date

_NAMES = ("impressa no documento", "importada do sistema oficial", "calculada pela regra")


def prevailing(printed: date | None, imported: date | None, computed: date | None) -> tuple[date, str]:
    """The date of the highest precedence, and a Portuguese text about the ones that differ, or an empty one.

    ``CountingError`` when there is no date at all.
    """
    known = [(name, day) for name, day in zip(_NAMES, (printed, imported, computed), strict=True) if day is not None]
    if not known:
        raise CountingError("Não há data impressa, importada nem calculada para este prazo.")
    (first_name, holds), *others = known
    differences = [_difference(name, day, holds) for name, day in others if day != holds]
    if not differences:
        return holds, ""
    return holds, f"Vale a data {first_name}: {weekday_date(holds)}. {' '.join(differences)}"


def _difference(name: str, day: date, holds: date) -> str:
    days = (day - holds).days
    side = "depois" if days > 0 else "antes"
    return f"A {name} é {weekday_date(day)}, {plural(abs(days), 'dia', 'dias')} {side}."
