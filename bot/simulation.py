"""The simulation of time: a frozen clock that is moved on, with every job run that falls due on the way."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from bot.transactions import transaction
from jobs import base as jobs
from jobs.base import Job
from models import deliveries, heartbeats, moments

_MINUTE = timedelta(minutes=1)
_WRITE_NOTHING = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA")
_BEAT = f" {heartbeats.Heartbeat.__tablename__} "


class FrozenClock:
    """A clock that stands still, also while a request is handled, until the simulation moves it.

    `flowing`: between requests the simulation moves it on by the real time that has passed.
    """

    def __init__(self, start: datetime, *, flowing: bool = False) -> None:
        self.flowing = flowing
        self.move_to(start)

    def __call__(self) -> datetime:
        return self._now

    def flowed(self) -> datetime:
        """The moment to which a flowing clock is to be moved now."""
        return self._now + timedelta(seconds=monotonic() - self._moved_at) if self.flowing else self._now

    def move_to(self, moment: datetime) -> None:
        self._now = moment.astimezone(UTC)
        self._moved_at = monotonic()


class Simulation:
    """Runs the registered jobs along a frozen clock, jumping from one due moment to the next.

    `lay`: gives a copy of a file that is handed out a name and a place to be opened at.
    """

    def __init__(self, engine: Engine, clock: FrozenClock, lay: Callable[[str, str], str] | None = None) -> None:
        self._engine = engine
        self.lay = lay
        self._clock = clock
        self._known: dict[str, datetime | None] = {}  # when each job is due, until a row is written
        self._start_from(clock())

    def run_until(self, target: datetime, deliver: Callable[[], object]) -> None:
        """Move on to `target`; a moment earlier than now only sets the clock. `deliver` is called after each jump."""
        if target < self._clock():
            self._start_from(target)
            self._clock.move_to(target)
            deliver()
            return
        self._known.clear()
        with self._noting_writes():
            self.run_due(deliver)
            while (moment := self._next_moment()) is not None and moment <= target:
                self._clock.move_to(moment)
                self.run_due(deliver)
            self._clock.move_to(target)
            deliver()

    def catch_up(self, deliver: Callable[[], object]) -> None:
        """Move a flowing clock to the real present, running the jobs that fell due meanwhile."""
        target = self._clock.flowed()
        if target <= self._clock():
            return
        self._known.clear()
        if any(moment <= target for moment in self._due_moments()):
            self.run_until(target, deliver)
            with self._noting_writes():
                self.run_due(deliver)
        else:
            self._clock.move_to(target)

    def hold(self) -> None:
        """Stop the flow: from here on the clock moves only when told."""
        self._clock.flowing = False

    def run_due(self, deliver: Callable[[], object]) -> None:
        """Run the jobs that are due now, each once, and deliver their messages."""
        waiting = dict(jobs.jobs())
        due = self._due_of(waiting)
        self._run_and_deliver(due, deliver)
        while due:  # what ran may have made others due
            for job in due:
                del waiting[job.name]
            if due := self._due_of(waiting):
                self._run_and_deliver(due, deliver)

    def _run_and_deliver(self, due: Iterable[Job], deliver: Callable[[], object]) -> None:
        for job in due:
            self._run(job)
        deliver()

    def _due_of(self, waiting: Mapping[str, Job]) -> list[Job]:
        with transaction(self._engine) as session:
            found = [(job, self._next_run(session, job)) for job in waiting.values()]
        return [job for job, due in found if due is not None and due <= self._clock()]

    def _run(self, job: Job) -> None:
        """Run a job in a transaction of its own."""
        now = self._clock()
        with moments.read_on(now), transaction(self._engine) as session:
            job.run_whole(jobs.Run(session, now))
            heartbeats.beat(session, job.name, now)
        self._last_run[job.name] = now
        self._known.pop(job.name, None)

    @contextmanager
    def _noting_writes(self) -> Iterator[None]:
        """Forget when jobs are due as soon as a row is written: most of what runs on a quiet day writes none."""

        def written(_connection: Any, cursor: Any, statement: str, *_: Any) -> None:
            if cursor.rowcount and not statement.lstrip().startswith(_WRITE_NOTHING) and _BEAT not in statement:
                self._known.clear()

        event.listen(self._engine, "after_cursor_execute", written)
        try:
            yield
        finally:
            event.remove(self._engine, "after_cursor_execute", written)

    def _next_run(self, session: Session, job: Job) -> datetime | None:
        if job.name not in self._known:
            self._known[job.name] = job.next_run(session, self._last_run.get(job.name, self._started))
        return self._known[job.name]

    def _start_from(self, moment: datetime) -> None:
        """Count every job as last run just before `moment`."""
        self._started = moment - timedelta(microseconds=1)
        self._last_run: dict[str, datetime] = {}

    def _next_moment(self) -> datetime | None:
        """The next moment, later than now, at which a job or a delivery is due; None: there is none."""
        soonest = self._clock() + _MINUTE
        return min((max(moment, soonest) for moment in self._due_moments()), default=None)

    def _due_moments(self) -> list[datetime]:
        with transaction(self._engine) as session:
            due = [self._next_run(session, job) for job in jobs.jobs().values()]
            due.append(deliveries.next_due_at(session))
        return [moment for moment in due if moment is not None]
