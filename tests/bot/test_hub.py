"""The order in which the database's one thread does what waits for it."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from bot.app import build
from bot.hub import Hub, Rank
from bot.settings import Settings


@pytest.mark.parametrize("patience", [60.0, 0.0])  # all at once, and one by one
def test_first_come_first_done_and_whoever_is_awaited_outside_before_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new_database: Callable[[Path], str], patience: float
) -> None:
    monkeypatch.setattr("bot.transactions._PATIENCE", patience)
    app = build(Settings(_env_file=None, database_url=new_database(tmp_path / "house.db")))  # type: ignore[call-arg]
    done, busy = list[str](), Event()

    async def work() -> None:
        hub = Hub(app)
        begun = asyncio.ensure_future(hub.run(busy.wait))
        await asyncio.sleep(0.05)  # it is under way: the others wait
        others = [asyncio.ensure_future(hub.run(done.append, name)) for name in ("a", "b")]
        others += [asyncio.ensure_future(hub.run(done.append, name, rank=Rank.FIRST)) for name in ("1", "2", "3")]
        await asyncio.sleep(0)
        others[1].cancel()
        await asyncio.sleep(0)
        busy.set()
        await asyncio.wait([begun, *others])
        await hub.close()

    asyncio.run(work())
    app.engine.dispose()
    assert done == ["1", "2", "3", "a"]
