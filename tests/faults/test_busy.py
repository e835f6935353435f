"""A database that takes no write: people are notified once, requests are retried, and done in the end."""

import os
import resource
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from bot.app import App
from bot.dispatch import BUSY
from bot.inbox import Chat
from bot.sqlite import sqlite3
from bot.worker import Sayings
from tests import databases, engines, processes
from tests.bot.paper import eventually
from tests.bot.telegram.conftest import IDS, TOKEN, Telegram, built, server, whatever_the_hour
from tests.servers.telegram import TelegramServer

__all__ = ["server", "whatever_the_hour"]
pytestmark = pytest.mark.skipif(databases.on_postgresql(), reason="about SQLite's own ways of refusing")


@contextmanager
def running(app: App, folder: Path) -> Iterator[ForkServerProcess]:
    """The program as a process, before a test server of Telegram."""
    names = ("database_url", "telegram_api_url", "telegram_rate", "http_port")
    own = {name.upper(): str(getattr(app.settings, name)) for name in names} | {"TELEGRAM_BOT_TOKEN": TOKEN}
    log = folder / "bot.log"
    bot = processes.started(["bot", "run"], folder, {**os.environ, **own}, out=log, errors=log)
    yield bot
    bot.terminate()
    bot.join(30)
    assert bot.exitcode == 0


@contextmanager
def no_room(bot: ForkServerProcess) -> Iterator[None]:
    """A block in which a process can write to no file."""
    assert bot.pid is not None
    before = resource.prlimit(bot.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (1, before[1]))
    yield
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, before)


@pytest.mark.slow
def test_an_outage_is_told_once_and_all_is_done_after_it(tmp_path: Path, server: TelegramServer) -> None:
    app = built(tmp_path, server)
    telegram = Telegram(app, server)
    with running(app, tmp_path) as bot:
        telegram.writes("ana", "eu")
        with no_room(bot):
            for n in range(2):  # they came in while there was room
                keep_again(tmp_path / "house.db", f"b{n}")
            server.say(IDS["bruno"], "eu")
            assert eventually(lambda: BUSY in telegram.texts("ana"))
            time.sleep(6)
            assert telegram.texts("ana").count(BUSY) == 1  # two messages of one chat within a minute
            assert server.updates.pending  # Telegram keeps the updates that we cannot store
        assert eventually(lambda: not waiting(telegram), 40)
        assert eventually(lambda: len(telegram.texts("bruno")) == 1, 40)
        assert telegram.settled()
        assert len([text for text in telegram.texts("ana") if text.startswith("Ana Prado")]) == 3
    engines.give_back(app.engine)


def keep_again(database: Path, key: str) -> None:
    """Insert the last update once more, under another key."""
    columns = "source, bot, ?, place, raw, received_at, 'pending', 0, not_before, NULL"
    with closing(sqlite3.connect(database, timeout=30)) as other:
        other.execute(f"INSERT INTO inbox SELECT id + 1, {columns} FROM inbox ORDER BY id DESC LIMIT 1", [key])  # noqa: S608
        other.commit()


def waiting(telegram: Telegram) -> int:
    return int(telegram.ask("SELECT count(*) FROM inbox WHERE state = 'pending'")[0][0])


def test_sentences_past_the_outbox_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("bot.worker.monotonic", lambda: now[0])
    sayings, said = Sayings(), list[tuple[float, Chat]]()
    chats = [("telegram", str(n)) for n in range(40)]
    for tick in range(1200):  # two minutes in which a request of each of 40 chats is tried again all the time
        now[0] = tick / 10
        said += [(now[0], chat) for chat in chats if sayings.may_say(chat)]
        if tick == 599:  # each is done, and another one is put off
            for chat in chats:
                sayings.forget(chat)
    assert Counter(chat for _, chat in said) == dict.fromkeys(chats, 2)  # once of each request
    assert all(b - a >= 0.2 - 1e-9 for (a, _), (b, _) in pairwise(said))
    for chat in chats:
        first, second = [at for at, who in said if who == chat]
        assert second - first >= 60
