"""Turns every registered job into a tick. It only ticks: what is due stands in our own tables, never in its memory."""

import logging
import secrets
from collections.abc import Callable
from datetime import datetime

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.app import App
from bot.dispatch import transaction
from jobs import base as jobs
from jobs.base import Job
from models import heartbeats, moments

HEARTBEAT = "relogio"  # beaten whatever the jobs do: the clock ticks
log = logging.getLogger("bot.scheduler")
_AT_ONCE = 2  # one connection writes at a time: more threads would only wait for each other


class Scheduler:
    """Runs the jobs in threads of its own, from `start` until `stop`."""

    def __init__(self, app: App, after: Callable[[], None] = lambda: None) -> None:
        """`after`: called when a run has ended, and may have queued something."""
        self._app = app
        self._after = after
        self._ticker = BackgroundScheduler(
            timezone=moments.zone(),
            executors={"default": ThreadPoolExecutor(_AT_ONCE)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def start(self) -> None:
        """Begin to tick. What repeats runs at once; what has its hour, only if it missed one while nobody ticked."""
        now = self._app.clock()
        for job in jobs.jobs().values():
            extra = {"next_run_time": now} if self._should_run_now(job, now) else {}
            self._ticker.add_job(self.run, trigger(job), args=(job.name,), id=job.name, **extra)
        self._ticker.add_job(self._beat, IntervalTrigger(seconds=20), id=HEARTBEAT, next_run_time=now)
        self._ticker.start()

    def stop(self) -> None:
        """Tick no more; a run under way is finished first."""
        self._ticker.shutdown(wait=True)

    def run(self, name: str) -> None:
        """One tick. A run that fails is logged under a code, and the next tick goes on."""
        try:
            self._app.run_job(name, self._app.clock())
            self._after()
        except Exception as error:  # a locked database today must not end tomorrow's reminders
            log.error("job %s failed, code %s", name, secrets.token_hex(2).upper(), exc_info=error)

    def _beat(self) -> None:
        with transaction(self._app.engine) as session:
            heartbeats.beat(session, HEARTBEAT, self._app.clock())

    def _should_run_now(self, job: Job, now: datetime) -> bool:
        if job.at is None:
            return True
        with transaction(self._app.engine) as session:
            last = heartbeats.last(session).get(job.name)
            due = job.next_run(session, last) if last else None
        return due is not None and due <= now


def trigger(job: Job) -> BaseTrigger:
    """An interval, or an hour of each local day."""
    if job.every is not None:
        return IntervalTrigger(seconds=max(1, int(job.every.total_seconds())), timezone=moments.zone())
    assert job.at is not None
    return CronTrigger(hour=job.at.hour, minute=job.at.minute, second=job.at.second, timezone=moments.zone())
