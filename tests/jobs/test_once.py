"""Each occasion is sent at most once, and the last one at least once, for any order and number of runs."""

import tempfile
from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from jobs.base import Run, jobs
from models import moments
from models.deadlines import Deadline, EscalationStep
from models.escalation import PRAZO_STEPS
from models.outbox import IdempotencyKey, Outbox
from tests import databases
from tests.conftest import MONDAY, House
from tests.jobs.times import wishes

HOLIDAYS = {date(2026, 12, 25), date(2027, 1, 1)}
Minutes = st.integers(0, 60 * 24 * 12)  # of twelve days
Runs = st.lists(st.tuples(st.sampled_from(("reminders", "digests")), Minutes), min_size=1, max_size=25)


def is_work_day(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def walk(day: date, n: int) -> date:
    """The n-th work day after that day, counted one by one, as with a finger on the calendar."""
    while n:
        day += timedelta(days=1 if n > 0 else -1)
        if is_work_day(day):
            n -= 1 if n > 0 else -1
    return day


def last_work_day(day: date) -> date:
    while not is_work_day(day):
        day -= timedelta(days=1)
    return day


def moments_of(step: EscalationStep, due_at: datetime, until: datetime) -> list[datetime]:
    due = moments.local(due_at).date()
    days = [walk(due if step.n > 0 else last_work_day(due), step.n)]
    while step.daily and moments.at(days[-1], step.hour) <= until:
        days.append(walk(days[-1], 1))
    return [moment for day in days if (moment := moments.at(day, step.hour)) <= until]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.usefixtures("new_database")
@given(runs=Runs, dues=st.lists(st.integers(1, 60 * 24 * 8), min_size=1, max_size=4))
@pytest.mark.slow
def test_at_most_once_and_at_least_once(runs: list[tuple[str, int]], dues: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = House(databases.furnished(Path(folder) / "house.db"), MONDAY)
        wishes(house, "bruno", digest=False)  # what it says is said by no reminder
        for number, minutes in enumerate(dues):
            due = moments.local(MONDAY + timedelta(minutes=minutes))
            house.says("ana", f"tarefa @bruno item {number} até {due:%d/%m/%Y} às {due:%H:%M}")
        for name, minutes in runs:  # late, early, twice, in any order
            with house.transaction() as session:
                jobs()[name].run_whole(Run(session, MONDAY + timedelta(minutes=minutes)))
        last = max([m for name, m in runs if name == "reminders"], default=None)
        _check_reminders(house, last)
        _check_heard(house, MONDAY + timedelta(minutes=last or 0))
        _check_digests(house, [MONDAY + timedelta(minutes=m) for name, m in runs if name == "digests"])
        house.close()
        databases.give_back()


def _check_heard(house: House, last: datetime) -> None:
    """Reminders held for a step of the next morning have been said once that has come."""
    morning = moments.at(walk(moments.today(last), 1), time(10))
    with house.transaction() as session:
        jobs()["reminders"].run_whole(Run(session, morning))
        said = list(session.scalars(select(IdempotencyKey.key).where(IdempotencyKey.key.startswith("reminder:"))))
        texts = [row.payload["text"] for row in session.scalars(select(Outbox).where(Outbox.key.like("reminders:%")))]
    heard = Counter(line for text in texts for line in text.splitlines() if "T-" in line)
    told = {(key.split(":")[1], key.rpartition(":")[2]) for key in said}  # a deadline, and somebody told of it
    assert len(told) <= sum(heard.values()) <= len(said)  # occasions that are late together are one line


def _check_reminders(house: House, last: int | None) -> None:
    with house.transaction() as session:
        said = list(session.scalars(select(IdempotencyKey.key).where(IdempotencyKey.key.startswith("reminder:"))))
        found = list(session.scalars(select(Deadline)))
    if last is None:
        return
    until = MONDAY + timedelta(minutes=last)
    for deadline in found:
        passed = [
            (moment, position)
            for position, step in enumerate(PRAZO_STEPS)
            for moment in moments_of(step, deadline.due_at, until)
            if moment > deadline.opened_at
        ]
        if passed:
            moment, position = max(passed)
            stem = f"reminder:{deadline.id}:{deadline.due_at:%y%m%d%H%M}:{position}:{moment:%y%m%d%H%M}:"
            assert [key for key in said if key.startswith(stem)] != [], (deadline.due_at, passed, said)


def _check_digests(house: House, runs: list[datetime]) -> None:
    with house.transaction() as session:
        keys = list(session.scalars(select(Outbox.key).where(Outbox.key.like("digest:%:2>%"))))
    days = {
        moments.today(at)
        for at in runs
        if is_work_day(moments.today(at))
        and time(7, 30) <= moments.local(at).time() <= time(18)
        and moments.today(at) > moments.today(MONDAY)
    }
    assert sorted(keys) == sorted(f"digest:{day}:2>console:ana" for day in days)
