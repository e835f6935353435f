"""Escalation: the steps of a ladder, each said before or after a due date, to whom and at what hour."""

from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from typing import Any

from models import moments
from models.calendar import Calendar

OWNER, ADJUNTO, CHEFIA, AUTHOR = "responsavel", "adjunto", "chefia", "autor"
AUDIENCES = (OWNER, ADJUNTO, CHEFIA, AUTHOR)


@dataclass(frozen=True, slots=True)
class Step:
    """`n` dias úteis (at `hour`) or horas from the due instant; negative means before."""

    n: int
    unit: str
    hour: time
    audience: str
    daily: bool = False

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "hour": f"{self.hour:%H:%M}"}

    @staticmethod
    def of(values: dict[str, Any]) -> "Step":
        """A step from its `as_dict`."""
        return Step(**{**values, "hour": time.fromisoformat(values["hour"])})

    def moment(self, due_at: datetime, calendar: Calendar) -> datetime:
        """When this step of a deadline is due."""
        if self.unit == "horas":
            return due_at + timedelta(hours=self.n)
        day = moments.local(due_at).date()
        day = calendar.previous_business_day(day) if self.n <= 0 else day
        return moments.at(calendar.add_business_days(day, self.n) if self.n else day, self.hour)


@dataclass(frozen=True, slots=True)
class Ladder:
    """A ladder as it is until somebody changes it: its name, what it is of, and its steps."""

    name: str
    about: str  # `ciência de ordens, decisões e diretrizes`
    steps: tuple[Step, ...]


def days(n: int, hour: str, audience: str, daily: bool = False) -> Step:
    """A step counted in dias úteis."""
    return Step(n, "dias_uteis", time.fromisoformat(hour), audience, daily)


REMIND = (days(-3, "09:00", OWNER), days(-1, "09:00", OWNER), days(0, "08:00", OWNER))
INSIST = days(1, "09:00", OWNER, daily=True)
GO_UP = (days(1, "09:05", ADJUNTO), days(2, "09:05", CHEFIA))
PRAZO = "prazo"  # the ladder of every date that has none of its own
PRAZO_STEPS = (*REMIND, INSIST)
