"""Whoever floods is slowed and told once; nobody else notices."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import build
from bot.pace import SLOWED, Pace
from bot.settings import Settings
from bot.transactions import transaction
from models.base import insert_row
from models.people import Address, Person
from tests.bot.paper import Paper, at_work, eventually

ANA = ("paper", "ana")


def test_a_chat_saves_up_spends_and_earns() -> None:
    pace = Pace(saved=4.0, earned=0.25)
    assert pace.wait(ANA, 0) == 0
    pace.spent(ANA, 4.0, 0)
    assert pace.wait(ANA, 0) == 0
    pace.spent(ANA, 1.0, 0)
    assert pace.wait(ANA, 0) == 4
    assert [pace.is_news(ANA), pace.is_news(ANA)] == [True, False]
    assert pace.wait(ANA, 3) == 1
    assert pace.wait(ANA, 4) == 0
    assert pace.wait(("paper", "bruno"), 0) == 0
    pace.wait(ANA, 1_000)
    assert pace.is_news(ANA)


@given(st.lists(st.tuples(st.floats(0, 3), st.floats(0, 10)), max_size=50))
def test_no_chat_has_more_than_its_share(requests: list[tuple[float, float]]) -> None:
    pace, now, worked = Pace(), 0.0, 0.0
    for seconds, pause in requests:
        now += pause
        now += pace.wait(ANA, now)
        assert pace.wait(ANA, now) < 1e-6
        pace.spent(ANA, seconds, now)
        worked += seconds
        assert worked <= 4 + 0.25 * now + seconds + 1e-6


def test_others_are_answered_while_one_floods(
    tmp_path: Path, new_database: Callable[[Path], str], no_jobs: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.worker.Pace", partial(Pace, 0.05, 0.05))
    app = build(Settings(_env_file=None, database_url=new_database(tmp_path / "house.db")))  # type: ignore[call-arg]
    with transaction(app.engine) as session:
        for handle in ("ana", "bruno"):
            own = {"handle": handle, "name": handle.title(), "name_key": handle, "cargo": "", "role": "chefia"}
            rest = {"function": "", "email": "", "phone": "", "active": True, "preferences": {}}
            person_id = insert_row(session, Person, **own, **rest)
            here = {"person_id": person_id, "channel": "paper", "address": handle, "active": True}
            insert_row(session, Address, **here, bound_at=app.clock())
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
    app.engine.dispose()
