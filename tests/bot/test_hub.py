"""The order in which the database's one thread does what waits for it."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import IntegrityError

from bot.app import App, build
from bot.dispatch import Incoming
from bot.hub import Hub, Rank
from bot.inbox import Kept, Update
from bot.settings import Settings
from bot.transactions import transaction
from models import inbox
from models.inbox import Inbox


@pytest.fixture
def app(tmp_path: Path, new_database: Callable[[Path], str]) -> Iterator[App]:
    built = build(Settings(_env_file=None, database_url=new_database(tmp_path / "house.db")))  # type: ignore[call-arg]
    yield built
    built.engine.dispose()


@pytest.mark.parametrize("patience", [60.0, 0.0])  # all at once, and one by one
def test_first_come_first_done_and_whoever_is_awaited_outside_before_them(
    app: App, monkeypatch: pytest.MonkeyPatch, patience: float
) -> None:
    monkeypatch.setattr("bot.transactions._PATIENCE", patience)
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
    assert done == ["1", "2", "3", "a"]


@pytest.mark.parametrize(("patience", "order"), [(60.0, ["a", "b", "after"]), (0.0, ["a", "after", "b"])])
def test_what_comes_of_the_others_is_done_after_those_done_now(
    app: App, monkeypatch: pytest.MonkeyPatch, patience: float, order: list[str]
) -> None:
    monkeypatch.setattr("bot.transactions._PATIENCE", patience)
    done = list[str]()

    async def work() -> None:
        hub = Hub(app)
        ranks = {"after": Rank.LAST, "a": Rank.USUAL, "b": Rank.USUAL}
        await asyncio.gather(*(hub.run(done.append, name, rank=rank) for name, rank in ranks.items()))
        await hub.close()

    asyncio.run(work())
    assert done == order


@pytest.mark.parametrize("looks", [True, False])
def test_whoever_delivers_is_woken_again_only_for_an_answer_it_has_not_seen(app: App, looks: bool) -> None:
    app.receiver.parsers["paper"] = lambda raw: Incoming("ana", raw)

    async def work() -> bool:
        hub = Hub(app)
        bell = hub.bell()

        def look() -> None:
            bell.seen = hub.handled

        (row_id,) = await hub.keep("paper", "bot", [Update("1", "ana", "oi")])
        handling = hub.handle(Kept("paper", "ana", "oi", row_id or 0))
        await bell.wait()  # before the line is handled, so as to look in the same transaction
        bell.clear()
        if looks:
            await hub.run(look, rank=Rank.LAST)
        assert await handling
        await hub.close()
        return bell.is_set()

    assert asyncio.run(work()) is not looks


def test_a_line_is_handled_in_the_transaction_in_which_it_was_kept(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.transactions._PATIENCE", 60.0)
    app.receiver.parsers["paper"] = lambda raw: Incoming("ana", raw)
    commits = list[object]()
    event.listen(app.engine, "commit", commits.append)

    async def work() -> list[bool]:
        hub = Hub(app)
        begun = list[asyncio.Future[bool]]()
        hub.begin = lambda row: begun.append(hub.handle(row))
        await hub.keep("paper", "bot", [Update("1", "ana", "oi"), Update("2", "bruno", "oi")])
        handled = await asyncio.gather(*begun)
        await hub.close()
        return handled

    assert asyncio.run(work()) == [True, True]
    assert len(commits) == 1
    assert states(app) == ["done", "done"]


def test_what_could_not_be_kept_is_not_handled(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its number may be that of another row by now."""
    monkeypatch.setattr("bot.transactions._PATIENCE", 60.0)
    app.receiver.parsers["paper"] = lambda raw: Incoming("ana", raw)
    tries = 0

    def store(row: Kept) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            row.id = app.receiver.receive("paper", "bot", Update("1", "ana", "oi"), app.clock()) or 0
        else:
            raise OSError("gone")

    async def work() -> bool:
        hub = Hub(app)
        row = Kept("paper", "ana", "oi")
        begun = list[asyncio.Future[bool]]()
        hub.begin = lambda row: begun.append(hub.handle(row))
        keeping = asyncio.ensure_future(hub.keep_and_begin(store, row, begin=[row]))
        refused = asyncio.ensure_future(hub.run(refuse, app))  # the database: all of them are done anew, one by one
        await asyncio.wait([keeping, refused])
        assert isinstance(keeping.exception(), OSError)
        assert isinstance(refused.exception(), IntegrityError)
        assert not row.id
        handled = await begun[0]
        await hub.close()
        return handled

    assert asyncio.run(work())
    assert states(app) == []


def test_what_fails_halfway_leaves_no_number_behind(app: App) -> None:
    """The next row that is kept has that number: nobody else's line may be handled under it."""
    row = Kept("paper", "ana", "oi")

    def store() -> None:
        with transaction(app.engine) as session:
            kept = {"source": "paper", "bot": "bot", "key": "1", "place": "ana", "raw": "oi"}
            row.id = inbox.store(session, **kept, now=app.clock()) or 0
            assert row.id
            raise OSError("gone")

    async def work() -> None:
        hub = Hub(app)
        with pytest.raises(OSError, match="gone"):
            await hub.keep_and_begin(store, begin=[row])
        await hub.close()

    asyncio.run(work())
    assert (row.id, states(app)) == (0, [])


def refuse(app: App) -> None:
    with transaction(app.engine) as session:
        session.execute(text("INSERT INTO inbox (id) VALUES (1)"))


def states(app: App) -> list[str]:
    with transaction(app.engine) as session:
        return list(session.scalars(select(Inbox.state).order_by(Inbox.id)))
