"""The order in which the work queue of the database does its jobs."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Engine

from bot.database import open_engine
from bot.work_queue import Rank, WorkQueue


@pytest.fixture
def engine(tmp_path: Path, new_database: Callable[[Path], str]) -> Iterator[Engine]:
    engine = open_engine(new_database(tmp_path / "house.db"))
    yield engine
    engine.dispose()


@pytest.mark.parametrize("longest", [60.0, 0.0])  # seconds of a group: all at once, and one by one
def test_first_come_first_done_and_the_rank_first_before_all(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, longest: float
) -> None:
    monkeypatch.setattr("bot.transactions._LONGEST_GROUP", longest)
    done, busy = list[str](), Event()

    async def work() -> None:
        queue = WorkQueue(engine)
        under_way = queue.submit(busy.wait)
        await asyncio.sleep(0.05)
        jobs = [queue.submit(done.append, name) for name in ("a", "b")]
        jobs += [queue.submit(done.append, name, rank=Rank.FIRST) for name in ("1", "2", "3")]
        jobs[1].cancel()
        busy.set()
        await asyncio.gather(under_way, *jobs, return_exceptions=True)
        await queue.close()

    asyncio.run(work())
    assert done == ["1", "2", "3", "a"]


@pytest.mark.parametrize(("longest", "order"), [(60.0, ["a", "b", "last"]), (0.0, ["a", "last", "b"])])
def test_the_rank_last_ends_every_group(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, longest: float, order: list[str]
) -> None:
    monkeypatch.setattr("bot.transactions._LONGEST_GROUP", longest)
    done = list[str]()

    async def work() -> None:
        queue = WorkQueue(engine)
        ranks = {"last": Rank.LAST, "a": Rank.USUAL, "b": Rank.USUAL}
        await asyncio.gather(*(queue.submit(done.append, name, rank=rank) for name, rank in ranks.items()))
        await queue.close()

    asyncio.run(work())
    assert done == order
