"""Several processes behind one PostgreSQL: each line handled once and in its chat's order, each occasion run once."""

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.app import App, build
from bot.settings import Settings
from bot.transactions import transaction
from models import doors, inbox
from models.audit import Audit
from models.inbox import AlreadySettled, Inbox, InboxState
from models.records import Record
from tests.bot.paper import Paper, at_work, eventually, settle
from tests.faults.invariants import broken
from tests.faults.paper_bot import Bots, bring

CROWD = [f"p{n}" for n in range(6)]


def opened(url: str) -> App:
    return build(Settings(_env_file=None, database_url=url, http_port=0))  # type: ignore[call-arg]


@pytest.fixture
def apps(postgresql: str) -> Iterator[list[App]]:
    """Two processes' worth of the house, with a few people at the paper door."""
    both = [opened(postgresql), opened(postgresql)]
    settle(both[0], *CROWD)
    yield both
    for app in both:
        app.engine.dispose()


def lines(each: int) -> list[tuple[str, str]]:
    return [(who, f"tarefa @{who} item {n} até sexta") for n in range(each) for who in CROWD]


def states(app: App) -> list[str]:
    with transaction(app.engine) as session:
        return list(session.scalars(select(Inbox.state).order_by(Inbox.id)))


def in_order(app: App, each: int) -> bool:
    """True if each person's tasks are numbered in the order in which they were written."""
    with transaction(app.engine) as session:
        made = session.execute(
            select(Audit.actor_id, Record.title)
            .join(Record, Record.id == Audit.record_id)
            .where(Audit.action == "criacao")
            .order_by(Audit.id)
        ).all()
    return all(
        [title for actor, title in made if actor == who] == [f"item {n}" for n in range(each)]
        for who in {actor for actor, _ in made}
    )


@pytest.mark.slow
def test_two_processes_work_off_one_inbox(apps: list[App], postgresql: str) -> None:
    keys = bring(apps[0], lines(4))
    papers = [Paper(), Paper()]
    papers[1].sent = papers[0].sent
    with at_work(apps[0], papers[0]), at_work(apps[1], papers[1]):
        assert eventually(lambda: set(states(apps[0])) == {"done"}, 30)
        assert eventually(lambda: len(papers[0].sent) >= len(keys), 20)
    assert in_order(apps[0], 4)
    assert broken(postgresql, [{"to": to, "text": text} for _, to, text in papers[0].sent], keys) == []


def test_a_claim_holds_its_chat_and_ends_with_its_process(apps: list[App]) -> None:
    bring(apps[0], [("p0", "eu"), ("p0", "minhas"), ("p1", "eu")])
    now = apps[0].clock()
    with Session(apps[0].engine) as session:
        inbox.claim(session, 1, now, InboxState.DONE)
        for row_id in (1, 2):  # being handled elsewhere, and behind it in the same chat
            with pytest.raises(AlreadySettled), transaction(apps[1].engine) as other:
                inbox.claim(other, row_id, now, InboxState.DONE)
        with transaction(apps[1].engine) as other:
            inbox.claim(other, 3, now, InboxState.DONE)
    with transaction(apps[1].engine) as other:
        inbox.claim(other, 1, now, InboxState.DONE)


def test_a_row_that_was_put_off_is_not_overtaken(apps: list[App]) -> None:
    bring(apps[0], [("p0", "eu"), ("p0", "minhas"), ("p1", "eu")])
    now = apps[0].clock()
    with transaction(apps[0].engine) as session:
        inbox.postpone(session, 1, now, "OperationalError")
        assert [row.id for row in inbox.pending(session, now, ["paper"])] == [3]
        assert [row.id for row in inbox.pending(session, now + timedelta(minutes=1), ["paper"])] == [1, 3]


def test_one_of_them_listens(apps: list[App]) -> None:
    def tries(app: App) -> bool:
        with transaction(app.engine) as session:
            now = app.clock()
            return doors.listen(session, "telegram", app.worker, now, now + timedelta(seconds=30))

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(tries, apps)) == [False, True]
    leader, other = sorted(apps, key=tries, reverse=True)
    with transaction(leader.engine) as session:
        doors.stop_listening(session, "telegram", leader.worker)
    assert [tries(other), tries(leader)] == [True, False]


@pytest.mark.parametrize("name", ["reminders", "maintenance"])
def test_an_occasion_is_run_once_by_any_process(apps: list[App], name: str) -> None:
    now = apps[0].clock()
    for occasion in (now, now + timedelta(days=1)):
        with ThreadPoolExecutor(4) as pool:
            runs = [pool.submit(app.run_job, name, occasion, if_due=True) for app in (*apps, *apps)]
        assert sorted(run.result() for run in runs) == [False, False, False, True]


@pytest.mark.slow
def test_processes_killed_again_and_again(apps: list[App], postgresql: str, tmp_path: Path) -> None:
    chance = random.Random(20261123)
    keys = bring(apps[0], lines(25))
    bots = Bots(postgresql, tmp_path)
    for _ in range(3):
        bots.start()
    try:
        for _ in range(6):
            time.sleep(chance.uniform(1, 3))
            bots.kill(chance.randrange(3))
            bots.start()
        assert eventually(lambda: set(states(apps[0])) == {"done"}, 120)
        assert eventually(lambda: broken(postgresql, bots.accepted(), keys) == [], 120), broken(
            postgresql, bots.accepted(), keys
        )
    finally:
        bots.stop()
    assert in_order(apps[0], 25)
