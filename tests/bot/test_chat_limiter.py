"""The limiter of chats: a flood slows its writer down, with one notice; nobody else is affected."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat_limiter import SLOWED, ChatLimiter
from bot.settings import Settings
from tests import engines
from tests.bot.paper import Paper, at_work, eventually, settle

ANA = ("paper", "ana")


def test_a_bucket_is_spent_and_filled_again() -> None:
    limiter = ChatLimiter(burst=4.0, refill=0.25)
    assert limiter.wait(ANA, 0) == 0
    limiter.spent(ANA, 4.0, 0)
    assert limiter.wait(ANA, 0) == 0
    limiter.spent(ANA, 1.0, 0)
    assert limiter.wait(ANA, 0) == 4
    assert [limiter.is_news(ANA), limiter.is_news(ANA)] == [True, False]
    assert limiter.wait(ANA, 3) == 1
    assert limiter.wait(ANA, 4) == 0
    assert limiter.wait(("paper", "bruno"), 0) == 0
    limiter.wait(ANA, 1_000)
    assert limiter.is_news(ANA)


@given(st.lists(st.tuples(st.floats(0, 3), st.floats(0, 10)), max_size=50))
def test_no_chat_has_more_than_its_share(requests: list[tuple[float, float]]) -> None:
    limiter, now, worked = ChatLimiter(), 0.0, 0.0
    for seconds, pause in requests:
        now += pause
        now += limiter.wait(ANA, now)
        assert limiter.wait(ANA, now) < 1e-6
        limiter.spent(ANA, seconds, now)
        worked += seconds
        assert worked <= 4 + 0.25 * now + seconds + 1e-6


def test_other_chats_are_answered_while_one_floods(
    tmp_path: Path, new_database: Callable[[Path], str], no_jobs: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.worker.ChatLimiter", partial(ChatLimiter, 0.05, 0.05))
    app = engines.built(Settings(_env_file=None, database_url=new_database(tmp_path / "house.db")))  # type: ignore[call-arg]
    settle(app, "ana", "bruno")
    door = Paper()
    with at_work(app, door) as bot:
        for n in range(40):
            bot.write("ana", f"tarefa @ana conferir o item {n}")
        bot.write("bruno", "pauta")
        assert eventually(lambda: bool(door.texts("bruno")), 30)
        assert len(door.texts("ana")) < 40
        assert eventually(lambda: ("ana", SLOWED) in door.told)
        assert eventually(lambda: len(door.texts("ana")) == 40, 120)
    assert door.told.count(("ana", SLOWED)) == 1
    in_order = {f"Tarefa T-{n + 1} criada para você: conferir o item {n}." for n in range(40)}
    assert set(door.texts("ana")) == in_order
    engines.give_back(app.engine)
