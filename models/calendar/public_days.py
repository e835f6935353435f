"""National and state days of the ``holidays`` package, loaded on first use and kept per year.

Importing ``holidays.countries`` reads 250 countries; only its Brazilian file is loaded here, which halves the cost.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from models.calendar.days import CalendarError, DayKind, SpecialDay

OPTIONAL = "optional"


STATES = frozenset(
    ("AC", "AL", "AM", "AP", "BA", "CE", "DF", "ES", "GO", "MA", "MG", "MS", "MT", "PA", "PB", "PE", "PI", "PR",
     "RJ", "RN", "RO", "RR", "RS", "SC", "SE", "SP", "TO", "São Paulo Capital")
)  # fmt: skip


@lru_cache(maxsize=1)
def _brazil() -> Any:
    """The class of Brazilian holidays: ``_brazil()(years=2026)`` maps dates to names."""
    from importlib.util import module_from_spec, spec_from_file_location
    from pathlib import Path

    import holidays

    path = Path(holidays.__file__).parent / "countries" / "brazil.py"
    spec = spec_from_file_location("holidays.countries.brazil", path)
    if spec is None or spec.loader is None:
        return holidays.country_holidays("BR").__class__
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Brazil


def check_state(state: str) -> None:
    """Refuse a state without known holidays; the empty state means national days only. Raises CalendarError."""
    if state and state not in STATES:
        raise CalendarError(f"Não conheço o estado {state!r}: use a sigla, por exemplo SP.")


@lru_cache(maxsize=4096)
def public_days(state: str, year: int) -> tuple[SpecialDay, ...]:
    """National holidays and those of the state (none when empty), in order."""
    brazil = _brazil()
    national = dict(brazil(years=year, language="pt_BR"))
    found = [SpecialDay(day, name, DayKind.NATIONAL) for day, name in national.items()]
    if state:
        local = brazil(subdiv=state, years=year, language="pt_BR")
        found += [SpecialDay(day, name, DayKind.STATE) for day, name in local.items() if day not in national]
    return tuple(sorted(found, key=_by_day))


@lru_cache(maxsize=1024)
def optional_days(year: int) -> tuple[SpecialDay, ...]:
    """Days on which offices usually close by decree (Carnaval, Corpus Christi...): proposals, not law.

    They enter a calendar only when a decree adds them.
    """
    days = _brazil()(years=year, language="pt_BR", categories=(OPTIONAL,))
    return tuple(SpecialDay(day, name, DayKind.PONTO_FACULTATIVO) for day, name in sorted(days.items()))


def _by_day(special: SpecialDay) -> date:
    return special.day
