"""Two bots, one Telegram: the listener is killed, and the other listens within the promised half minute."""

import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bot.app import build
from bot.settings import Settings
from tests.bot import paper
from tests.bot.paper import eventually
from tests.faults.at_the_door import FIRST_USER, Bot, TelegramProcess

pytestmark = pytest.mark.slow
PROMISED = 30.0  # seconds


@pytest.fixture
def bots(postgresql: str, tmp_path: Path) -> Iterator[tuple[list[Bot], TelegramProcess]]:
    """Two processes on one PostgreSQL, before a test server of Telegram that knows one person of the house."""
    settle(postgresql)
    server = TelegramProcess(tmp_path)
    pair = [Bot(folder, server, DATABASE_URL=postgresql) for folder in (tmp_path / "one", tmp_path / "other")]
    for bot in pair:
        bot.database.parent.mkdir()
        bot.start()
    yield pair, server
    for bot in pair:
        bot.end()
    server.close()


def settle(url: str) -> None:
    app = build(Settings(_env_file=None, database_url=url))  # type: ignore[call-arg]
    paper.settle(app, "p0", channel="telegram", first=FIRST_USER)
    app.engine.dispose()


def listener(url: str) -> str:
    """The name of the process that listens: its machine, its number there and more."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        found = connection.execute("SELECT listener FROM doors WHERE name = 'telegram'").fetchone()
    return str(found[0] or "") if found else ""


def call_it_elsewhere(url: str) -> None:
    """Give the listener the name of another machine, so that this one cannot tell that it is dead."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("UPDATE doors SET listener = 'outra/' || split_part(listener, '/', 2) || '/x/y'")


@pytest.mark.parametrize("elsewhere", [False, True])
def test_another_asks_when_the_first_is_killed(
    bots: tuple[list[Bot], TelegramProcess], postgresql: str, elsewhere: bool
) -> None:
    pair, server = bots
    assert eventually(lambda: listener(postgresql) != "", 60)
    server.control("say", user_id=FIRST_USER, text="tarefa @p0 conferir a ponte até sexta 17h")
    assert eventually(lambda: len(said(server, "ponte")) == 1, 60)
    first = listener(postgresql)
    next(bot for bot in pair if f"/{bot.pid}/" in first).kill()
    if elsewhere:
        call_it_elsewhere(postgresql)
        first = listener(postgresql)
    killed_at = time.monotonic()
    server.control("say", user_id=FIRST_USER, text="tarefa @p0 conferir a praça até sexta 17h")
    assert eventually(lambda: listener(postgresql) not in ("", first), PROMISED), "nobody asks"
    assert eventually(lambda: len(said(server, "praça")) == 1, PROMISED - (time.monotonic() - killed_at))
    assert len(said(server, "ponte")) == 1


def said(server: TelegramProcess, title: str) -> list[str]:
    return [text for _, text in server.sent() if text.startswith("Tarefa T-") and title in text]
