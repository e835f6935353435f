"""The scheduler: it runs due jobs, survives a run that fails, and counts in local days."""

import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from datetime import time as hour
from pathlib import Path

import pytest

from bot import schema
from bot.app import App, build
from bot.scheduler import Scheduler, trigger
from bot.service import openers, what_is_missing
from bot.settings import Settings
from bot.sqlite import sqlite3
from bot.transactions import transaction
from jobs import base as jobs
from jobs.base import Job, Run
from models import heartbeats, moments
from tests import engines
from tests.bot.paper import eventually

NOON = datetime.fromisoformat("2026-11-23T12:00:00-03:00")


def settings(path: Path, **values: str) -> Settings:
    given = {"database_url": f"sqlite:///{path / 'house.db'}", **values}
    return Settings(_env_file=None, **given)  # type: ignore[call-arg,arg-type]


@pytest.fixture
def app(tmp_path: Path, new_database: Callable[[Path], str]) -> Iterator[App]:
    built = engines.built(settings(tmp_path, database_url=new_database(tmp_path / "house.db")))
    yield built
    engines.give_back(built.engine)


def beats(app: App) -> dict[str, datetime]:
    with transaction(app.engine) as session:
        return heartbeats.last(session)


def nothing(_: Run) -> None:
    """Faz nada."""


def at_half_past_seven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_jobs", {"daily": Job("daily", nothing, "Faz nada.", at=hour(7, 30))})


def test_a_job_with_an_interval_runs_at_once(app: App) -> None:
    scheduler = Scheduler(app)
    scheduler.start()
    repeating = {job.name for job in jobs.jobs().values() if job.every}
    ran = eventually(lambda: beats(app).keys() >= repeating)
    scheduler.stop()
    assert ran


def test_a_failed_run_is_logged_and_the_next_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.database.BUSY_TIMEOUT", 0.1)
    app = build(settings(tmp_path))
    schema.create(app.engine)
    scheduler = Scheduler(app)
    with closing(sqlite3.connect(str(app.engine.url.database))) as other, caplog.at_level(logging.ERROR):
        other.execute("BEGIN EXCLUSIVE")
        scheduler.run("reminders")
    assert "job reminders failed, code " in caplog.text
    scheduler.run("reminders")
    assert "reminders" in beats(app)
    app.engine.dispose()


def test_an_hour_is_local() -> None:
    daily = trigger(Job("daily", nothing, "Faz nada.", at=hour(7, 30)))
    moment = daily.get_next_fire_time(None, NOON)
    assert moments.moment_text(moment) == "terça-feira, 24/11/2026, 7h30"


def test_an_interval_is_its_seconds() -> None:
    each = trigger(Job("each", nothing, "Faz nada.", every=timedelta(minutes=5)))
    assert each.interval == timedelta(minutes=5)


@pytest.mark.parametrize(
    ("last", "runs"),
    [(None, False), (NOON - timedelta(days=1), True), (NOON - timedelta(hours=1), False)],
)
def test_a_missed_hour_is_made_up_for(
    app: App, monkeypatch: pytest.MonkeyPatch, last: datetime | None, runs: bool
) -> None:
    # Started at noon: yesterday's heartbeat means that 7h30 was missed; one of 11h, or none ever, does not.
    at_half_past_seven(monkeypatch)
    app.clock = lambda: NOON
    if last:
        with transaction(app.engine) as session:
            heartbeats.beat(session, "daily", last)
    scheduler = Scheduler(app)
    monkeypatch.setattr("bot.scheduler.BackgroundScheduler.add_job", lambda *_, **given: added.append(given))
    added: list[dict[str, object]] = []
    scheduler.start()
    scheduler.stop()
    assert ["next_run_time" in given for given in added[:1]] == [runs]


def test_a_door_opens_with_its_secrets_only(tmp_path: Path) -> None:
    assert openers(settings(tmp_path)) == []
    half = what_is_missing(settings(tmp_path, slack_bot_token="xoxb"))
    assert half[1] == "Slack: falta SLACK_APP_TOKEN ou SLACK_SIGNING_SECRET."


def test_a_daily_run_that_failed_is_tried_again_soon(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    # The next hour of the job is a day away, and the database may be back in a minute.
    failures = [RuntimeError("gone")]

    def fails_once(_: Run) -> None:
        if failures:
            raise failures.pop()

    monkeypatch.setattr(jobs, "_jobs", {"daily": Job("daily", fails_once, "Falha uma vez.", at=hour(7, 30))})
    monkeypatch.setattr("bot.scheduler._AGAIN", timedelta(milliseconds=50))
    scheduler = Scheduler(app)
    scheduler.start()
    scheduler.run("daily")
    ran = eventually(lambda: "daily" in beats(app))
    scheduler.stop()
    assert ran


@pytest.mark.parametrize(("minutes", "due"), [(0, False), (29, False), (31, True)])
def test_an_interval_is_run_once_in_each_of_its_slots(minutes: int, due: bool) -> None:
    # Two processes that tick at different moments of one slot run it once.
    job = Job("each", nothing, "Faz nada.", every=timedelta(hours=1))
    last = NOON + timedelta(minutes=30)
    assert job.is_due(last, last + timedelta(minutes=minutes)) is due
    assert trigger(job).get_next_fire_time(None, NOON) == last
