"""The work queue of the database: one thread does the submitted jobs, in groups of one commit each."""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import Engine

from bot.transactions import group_commit

Result = TypeVar("Result")


class Rank(IntEnum):
    """The place of a job in its group. Jobs of the ranks FIRST and LAST are short."""

    FIRST = 0  # a platform waits for the answer: store an update
    USUAL = 1
    LAST = 2  # needs the rows that the others wrote: claim the messages to send


@dataclass(frozen=True, slots=True)
class _Job:
    rank: Rank
    work: Callable[[], Any]
    future: "asyncio.Future[Any]"


class WorkQueue:
    """Jobs for the database, done one after the other by one thread.

    SQLite has one writer anyway, and a transaction is shorter than the wait for a lock. The jobs submitted while a
    group is under way are the next group.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._thread = ThreadPoolExecutor(1, "database")
        self._jobs: deque[_Job] = deque()
        self._working: asyncio.Task[None] | None = None

    def submit(self, work: Callable[..., Result], *args: Any, rank: Rank = Rank.USUAL) -> "asyncio.Future[Result]":
        """Queue a job; the future has its result once it is committed. Work may be done twice: see `group_commit`."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._jobs.append(_Job(rank, partial(work, *args), future))
        if self._working is None:
            self._working = asyncio.create_task(self._work())
        return future

    async def close(self) -> None:
        """Finish the jobs that are queued, and end the thread."""
        if self._working is not None:
            await self._working
        self._thread.shutdown(wait=True)

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._jobs:
                await asyncio.sleep(0)  # tasks woken by the same event submit their jobs to the same group
                jobs, last = self._next_group()
                works = [job.work for job in jobs], [job.work for job in last]
                outcomes = await loop.run_in_executor(self._thread, partial(group_commit, self._engine, *works))
                done = jobs[: len(outcomes) - len(last)]
                self._jobs.extendleft(reversed(jobs[len(done) :]))
                for job, outcome in zip(done + last, outcomes, strict=True):
                    outcome.resolve(job.future)
        finally:
            self._working = None

    def _next_group(self) -> tuple[list[_Job], list[_Job]]:
        """The queued jobs by rank, those of the rank LAST apart; within a rank first come, first done."""
        waiting = [job for job in self._jobs if not job.future.cancelled()]
        self._jobs.clear()
        jobs = sorted((job for job in waiting if job.rank < Rank.LAST), key=attrgetter("rank"))
        return jobs, [job for job in waiting if job.rank is Rank.LAST]
