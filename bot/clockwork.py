"""A clock that is held: it moves when told, running every job that falls due on the way."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from bot.dispatch import transaction
from jobs import base as jobs
from models import deliveries

_MINUTE = timedelta(minutes=1)


class HeldClock:
    """The present, as told. `moved` by the clockwork only."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def __call__(self) -> datetime:
        return self._now

    def move_to(self, moment: datetime) -> None:
        self._now = moment.astimezone(UTC)


class Clockwork:
    """Runs the registered jobs along a held clock, jumping from one due moment to the next."""

    def __init__(self, engine: Engine, clock: HeldClock) -> None:
        self._engine = engine
        self._clock = clock
        self._last_run: dict[str, datetime] = {}

    def run_until(self, target: datetime, deliver: Callable[[], object]) -> None:
        """Move on to `target`; earlier than now only sets the clock."""
        self.run_due(deliver)
        while (moment := self._next_moment()) is not None and moment <= target:
            self._clock.move_to(moment)
            self.run_due(deliver)
        self._clock.move_to(target)
        deliver()

    def run_due(self, deliver: Callable[[], object]) -> None:
        """Run what is due now, then deliver what it wrote."""
        now = self._clock()
        for job in jobs.jobs().values():
            with transaction(self._engine) as session:
                due = job.next_run(session, self._last_run.get(job.name, now - timedelta(microseconds=1)))
                if due is not None and due <= now:
                    job.body(jobs.Run(session, now))
                    self._last_run[job.name] = now
        deliver()

    def _next_moment(self) -> datetime | None:
        """The next moment later than now at which a job or a delivery is due."""
        now = self._clock()
        with transaction(self._engine) as session:
            due = [job.next_run(session, self._last_run.get(job.name, now)) for job in jobs.jobs().values()]
            due.append(deliveries.next_due_at(session))
        return min((max(moment, now + _MINUTE) for moment in due if moment is not None), default=None)
