"""Escalation policies: the steps of a ladder, each said before or after a due date, to an audience, at an hour."""

from dataclasses import asdict, dataclass
from datetime import time
from typing import Any

OWNER, ADJUNTO, CHEFIA, AUTHOR = "responsavel", "adjunto", "chefia", "autor"
AUDIENCES = (OWNER, ADJUNTO, CHEFIA, AUTHOR)
WORK_DAYS, CALENDAR_DAYS, HOURS = "dias_uteis", "dias_corridos", "horas"


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """A step: `n` units from the due date, negative before it. Days are at `hour`, hours from the due instant."""

    n: int
    unit: str
    hour: time
    audience: str
    daily: bool = False  # repeated every dia útil from then on

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "hour": f"{self.hour:%H:%M}"}

    @staticmethod
    def of(values: dict[str, Any]) -> "EscalationStep":
        """A step from its `as_dict`."""
        return EscalationStep(**{**values, "hour": time.fromisoformat(values["hour"])})


@dataclass(frozen=True, slots=True)
class EscalationPolicy:
    """A ladder as it is until somebody changes it: its name, the dates it is of, and its steps."""

    name: str
    about: str  # `ciência de ordens, decisões e diretrizes`
    steps: tuple[EscalationStep, ...]
    shown: str = ""  # its name with accents


def days(n: int, hour: str, audience: str, daily: bool = False, unit: str = WORK_DAYS) -> EscalationStep:
    """A step counted in days: dias úteis, or the `unit` given."""
    return EscalationStep(n, unit, time.fromisoformat(hour), audience, daily)


REMIND = (days(-3, "09:00", OWNER), days(-1, "09:00", OWNER), days(0, "08:00", OWNER))
INSIST = days(1, "09:00", OWNER, daily=True)
GO_UP = (days(1, "09:00", ADJUNTO), days(2, "09:00", CHEFIA))
PRAZO = "prazo"  # the ladder of every date that has none of its own
PRAZO_STEPS = (*REMIND, INSIST)
EXTERNAL = "externo"  # the ladder of every date that another Power has to meet
EXTERNAL_STEPS = (*REMIND, days(1, "09:00", OWNER))  # nobody here is late: the delay is told once, and to no superior
