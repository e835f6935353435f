"""The interface of a job: its Run, and its registration when the file is imported."""

import inspect
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models import clock_marks, heartbeats, modules, moments, municipal_days
from models.calendar import Calendar


@dataclass(slots=True)
class Run:
    """One run of a job: the transaction (of the part under way, if it has parts) and the moment it runs as of."""

    session: Session
    now: datetime

    @property
    def calendar(self) -> Calendar:
        return municipal_days.current(self.session)


BEGINNING = datetime(2000, 1, 3, tzinfo=UTC)
Outside = Callable[[], Any]  # what is done between two parts, while others have their turn: asking another system
Parts = Generator[Outside | None, Any]
Body = Callable[[Run], Parts | None]
NextDue = Callable[[Session], datetime | None]
NextAfter = Callable[[Session, datetime], datetime | None]


@dataclass(frozen=True, slots=True)
class Job:
    """A job, which runs `every` so often, or once a day `at` an hour. It asks what is due, so a repeat is harmless.

    A long job yields between its parts, each a transaction of its own, so that no writer waits for all of it; a run cut
    short is continued by the next, which sees the parts that are done. What it yields is done outside of them, and its
    result is what the `yield` gives.

    `next_due` gives the next moment with work (`next_after`: later than a given one), to which the simulated clock
    jumps.
    """

    name: str
    body: Body
    help: str
    every: timedelta | None = None
    at: time | None = None
    next_due: NextDue | None = None
    next_after: NextAfter | None = None

    def is_due(self, last: datetime | None, now: datetime) -> bool:
        """Whether `now` belongs to a later slot than the last run, by any process."""
        # The slots of an interval are the same for every process.
        if last is None or last > now + clock_marks.SKEW:  # written by a clock that was ahead
            return True
        if self.every is not None:
            return slot(last, self.every) < slot(now, self.every)
        return self.at is not None and _next_hour(last, self.at) <= now

    def parts(self, run: Run) -> Parts:
        """The work of a run: taking the next item does the next part, on the session that `run` then has."""
        yield from self.body(run) or ()

    def run_whole(self, run: Run) -> None:
        """Run all parts in one transaction."""
        parts, asked = self.parts(run), None
        while not is_over(parts):
            asked = do_part(parts, asked() if asked else None)

    def next_run(self, session: Session, after: datetime) -> datetime | None:
        """The next instant later than `after` at which this job has something to do."""
        if self.at is not None:
            return _next_hour(after, self.at)
        if self.next_after is not None:
            return self.next_after(session, after)
        if self.next_due is not None:
            return self.next_due(session)
        return after + self.every if self.every else None


def do_part(parts: Parts, result: Any = None) -> Outside | None:
    """Do the next part, which gets the result of what the one before asked for; returns what it asks for itself."""
    try:
        return parts.send(result)
    except StopIteration:
        return None


def is_over(parts: Parts) -> bool:
    """Whether there is no part left."""
    return inspect.getgeneratorstate(parts) == inspect.GEN_CLOSED


def _next_hour(after: datetime, at: time) -> datetime:
    day = moments.today(after)
    today = moments.at(day, at)
    return today if today > after else moments.at(moments.days_after(day, 1), at)


def slot(moment: datetime, every: timedelta) -> int:
    """The number of the interval, counted from BEGINNING, in which a moment lies."""
    return (moment - BEGINNING) // every


_jobs: dict[str, Job] = {}


def job(
    name: str,
    called: str,
    *,
    every: timedelta | None = None,
    at: time | None = None,
    next_due: NextDue | None = None,
    next_after: NextAfter | None = None,
) -> Callable[[Body], Body]:
    """Register a job, by its name for people too: either `every` an interval or `at` a local hour of each day."""

    def register(body: Body) -> Body:
        if (every is None) == (at is None):
            raise ValueError(f"job {name!r}: give either every= or at=")
        if name in _jobs:
            raise ValueError(f"two jobs are named {name!r}")
        heartbeats.call(name, called)
        _jobs[name] = Job(name, body, (body.__doc__ or "").strip().splitlines()[0], every, at, next_due, next_after)
        return body

    return register


def jobs() -> dict[str, Job]:
    return dict(_jobs)


def walk() -> None:
    """Import every file of the folder, which registers its jobs."""
    modules.walk("jobs")
