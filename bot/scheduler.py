"""The scheduler: a tick for every registered job. Our tables say what is due, never the scheduler's memory."""

import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.app import App
from bot.transactions import transaction
from jobs import base as jobs
from jobs.base import BEGINNING, Job
from models import heartbeats, moments

HEARTBEAT = "relogio"  # the clock ticks, even if a job fails
heartbeats.call(HEARTBEAT, "relógio")
log = logging.getLogger("bot.scheduler")
_AGAIN = timedelta(minutes=1)
_AT_ONCE = 2  # one connection writes at a time: more threads would only wait for each other


class Scheduler:
    """Runs the jobs in threads of its own, from `start` until `stop`."""

    def __init__(self, app: App, after: Callable[[], None] = lambda: None) -> None:
        """`after`: called when a run has ended, which may have enqueued messages."""
        self._app = app
        self._after = after
        self._ticker = BackgroundScheduler(
            timezone=moments.zone(),
            executors={"default": ThreadPoolExecutor(_AT_ONCE)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def start(self) -> None:
        """Begin to tick. A job with an interval runs at once; one with an hour, only if a run was missed."""
        now = self._app.clock()
        for job in jobs.jobs().values():
            extra = {"next_run_time": now} if self._should_run_now(job, now) else {}
            self._ticker.add_job(self.run, trigger(job), args=(job.name,), id=job.name, **extra)
        self._ticker.add_job(self._beat, IntervalTrigger(seconds=20), id=HEARTBEAT, next_run_time=now)
        self._ticker.start()

    def stop(self) -> None:
        """Finish the run under way, and tick no more."""
        self._ticker.shutdown(wait=True)

    def run(self, name: str) -> None:
        """Run a job for this tick, unless another process has. A failed run is logged under a code."""
        try:
            if self._app.run_job(name, self._app.clock(), if_due=True):
                self._after()
        except Exception as error:  # a locked database today must not end tomorrow's reminders
            log.error("job %s failed, code %s", name, secrets.token_hex(2).upper(), exc_info=error)
            self._try_again(jobs.jobs()[name])

    def _beat(self) -> None:
        with transaction(self._app.engine) as session:
            heartbeats.beat(session, HEARTBEAT, self._app.clock())

    def _try_again(self, job: Job) -> None:
        """Run a job with an hour again soon, until it succeeds here or elsewhere; others have their next tick."""
        if job.at is not None and self._ticker.running:
            soon = DateTrigger(self._app.clock() + _AGAIN)
            self._ticker.add_job(self.run, soon, args=(job.name,), id=f"{job.name} again", replace_existing=True)

    def _should_run_now(self, job: Job, now: datetime) -> bool:
        if job.at is None:
            return True
        with transaction(self._app.engine) as session:
            last = heartbeats.of(session, job.name)
        return last is not None and job.is_due(last, now)


def trigger(job: Job) -> BaseTrigger:
    """The trigger of a job: an interval, or an hour of each local day.

    Every process ticks in the middle of the interval's slots, so that no tick falls into a neighbouring slot.
    """
    if job.every is not None:
        seconds = max(1, int(job.every.total_seconds()))
        return IntervalTrigger(seconds=seconds, timezone=moments.zone(), start_date=BEGINNING + job.every / 2)
    assert job.at is not None
    return CronTrigger(hour=job.at.hour, minute=job.at.minute, second=job.at.second, timezone=moments.zone())
