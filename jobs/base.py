"""What every job sees: a Run; jobs register themselves by being imported."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from models import moments, municipal_days
from models.calendar import Calendar


@dataclass(slots=True)
class Run:
    """One run of a job: its transaction and the moment it runs as of."""

    session: Session
    now: datetime

    @property
    def calendar(self) -> Calendar:
        return municipal_days.current(self.session)


Body = Callable[[Run], None]
NextDue = Callable[[Session], datetime | None]
NextAfter = Callable[[Session, datetime], datetime | None]


@dataclass(frozen=True, slots=True)
class Job:
    """A job runs `every` so often, or once a day `at` an hour. It asks what is due, so running it twice is harmless.

    `next_due` tells when there is next something to do (`next_after`, later than a given moment): the clock of the
    demonstration jumps there.
    """

    name: str
    body: Body
    help: str
    every: timedelta | None = None
    at: time | None = None
    next_due: NextDue | None = None
    next_after: NextAfter | None = None

    def next_run(self, session: Session, after: datetime) -> datetime | None:
        """The next instant later than `after` at which this job has something to do."""
        if self.at is not None:
            day = moments.today(after)
            today = moments.at(day, self.at)
            return today if today > after else moments.at(moments.days_after(day, 1), self.at)
        if self.next_after is not None:
            return self.next_after(session, after)
        if self.next_due is not None:
            return self.next_due(session)
        return after + self.every if self.every else None


_jobs: dict[str, Job] = {}


def job(
    name: str,
    *,
    every: timedelta | None = None,
    at: time | None = None,
    next_due: NextDue | None = None,
    next_after: NextAfter | None = None,
) -> Callable[[Body], Body]:
    """Register a job: either `every` an interval or `at` a local hour of each day."""

    def register(body: Body) -> Body:
        if (every is None) == (at is None):
            raise ValueError(f"job {name!r}: give either every= or at=")
        if name in _jobs:
            raise ValueError(f"two jobs are named {name!r}")
        _jobs[name] = Job(name, body, (body.__doc__ or "").strip().splitlines()[0], every, at, next_due, next_after)
        return body

    return register


def jobs() -> dict[str, Job]:
    return dict(_jobs)


def walk(package: str = "jobs") -> None:
    """Import every file of the folder: a job dropped there is live."""
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__, package + "."):
        importlib.import_module(module.name)
