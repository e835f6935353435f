"""The hub: updates are stored, then handled; senders are notified of answers they have not seen."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import IntegrityError

from bot.app import App
from bot.dispatch import Incoming
from bot.hub import Handled, Hub
from bot.inbox import Chat, Update
from bot.settings import Settings
from bot.transactions import transaction
from bot.work_queue import Rank
from models import inbox
from models.inbox import Inbox
from tests import engines

ANA, BRUNO = Update("1", "ana", "oi"), Update("2", "bruno", "oi")


@pytest.fixture
def app(tmp_path: Path, new_database: Callable[[Path], str], monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """A house with a paper door, in which no group is too long for one commit."""
    monkeypatch.setattr("bot.transactions._LONGEST_GROUP", 60.0)
    built = engines.built(Settings(_env_file=None, database_url=new_database(tmp_path / "house.db")))  # type: ignore[call-arg]
    built.inbox.parsers["paper"] = lambda raw: Incoming("ana", raw)
    yield built
    engines.give_back(built.engine)


class Listening:
    """A hub whose listener has every chat handled at once, as the worker does."""

    def __init__(self, app: App) -> None:
        self.hub = Hub(app)
        self.handling: list[asyncio.Future[Handled]] = []

    def dispatch(self, chat: Chat) -> None:
        self.handling.append(self.hub.handle_next(chat))

    async def handled(self, *bursts: Callable[[Hub], Awaitable[Any]]) -> list[bool]:
        """Whether each notice of the bursts, one after the other, led to a handled request."""
        with self.hub.inbox_listener(self.dispatch):
            for burst in bursts:
                await burst(self.hub)
        ends = await asyncio.gather(*self.handling)
        await self.hub.close()
        return [each.done for each in ends]


@pytest.mark.parametrize("looks", [True, False])
def test_a_sender_is_woken_again_only_for_an_answer_it_has_not_seen(app: App, looks: bool) -> None:
    async def work() -> bool:
        hub = Hub(app)
        wakeup = hub.wakeup()

        def look() -> None:
            wakeup.seen = hub.handled

        await hub.ingest("paper", "bot", [ANA])
        handling = hub.handle_next(("paper", "ana"))
        await wakeup.wait()  # before the request is handled, so as to look in the same transaction
        wakeup.clear()
        if looks:
            await hub.run(look, rank=Rank.LAST)
        assert (await handling).done
        await hub.close()
        return wakeup.is_set()

    assert asyncio.run(work()) is not looks


def test_requests_are_handled_in_the_transaction_that_stored_them(app: App) -> None:
    commits = list[object]()
    event.listen(app.engine, "commit", commits.append)
    assert asyncio.run(Listening(app).handled(lambda hub: hub.ingest("paper", "bot", [ANA, BRUNO]))) == [True, True]
    assert len(commits) == 1
    assert states(app) == ["done", "done"]


def test_a_repeat_is_acknowledged_and_not_handled_again(app: App) -> None:
    async def twice(hub: Hub) -> None:
        assert await hub.ingest("paper", "bot", [ANA]) == [1]
        assert await hub.ingest("paper", "bot", [ANA]) == [None]

    assert asyncio.run(Listening(app).handled(twice)) == [True, False]
    assert states(app) == ["done"]


def test_an_update_that_could_not_be_stored_is_not_handled(app: App) -> None:
    # The table alone tells the requests to handle, also when a group is done anew, one by one.
    tries = list[str]()
    row = {"source": "paper", "bot": "bot", "key": "1", "place": "ana", "raw": "oi"}

    def store() -> None:
        tries.append("store")
        with transaction(app.engine) as session:
            inbox.store(session, **row, now=app.clock())
            if len(tries) > 1:
                raise OSError("gone")

    async def burst(hub: Hub) -> None:
        storing = asyncio.ensure_future(hub.store(store, chats=[("paper", "ana")]))
        refused = asyncio.ensure_future(hub.run(refuse, app))  # by the database
        await asyncio.wait([storing, refused])
        assert isinstance(storing.exception(), OSError)
        assert isinstance(refused.exception(), IntegrityError)

    assert asyncio.run(Listening(app).handled(burst)) == [False]
    assert (len(tries), states(app)) == (2, [])


def refuse(app: App) -> None:
    with transaction(app.engine) as session:
        session.execute(text("INSERT INTO inbox (id) VALUES (1)"))


def states(app: App) -> list[str]:
    with transaction(app.engine) as session:
        return list(session.scalars(select(Inbox.state).order_by(Inbox.id)))
