"""The real service behind the real Telegram door, against a Bot API server on loopback."""

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.settings import Settings
from bot.sqlite import sqlite3
from bot.transactions import transaction
from models.base import insert_row
from models.people import Address, Orgao, Person
from models.texts import fold
from tests import databases, engines
from tests.bot.paper import eventually, free_port, serving
from tests.conftest import ORGAOS, PEOPLE
from tests.servers.telegram import TelegramServer

TOKEN = "900000001:teste_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
SECRET = "segredo-do-webhook"
IDS = {handle: 1001 + n for n, (handle, *_) in enumerate(PEOPLE)}


@dataclass
class Telegram:
    """A bot at work and its Telegram."""

    app: App
    server: TelegramServer
    url: str = ""

    def writes(self, handle: str, text: str, **more: Any) -> list[str]:
        """Write to the bot in private as that person; the answer."""
        return self.answered(handle, lambda: self.server.say(IDS[handle], text, **more))

    def presses(self, handle: str, label: str) -> list[str]:
        """Press the button of that label of the last message that has one, as that person."""
        return self.answered(handle, lambda: self.server.press(IDS[handle], label=label))

    def sends(self, handle: str, name: str, content: bytes, caption: str | None = None, **more: Any) -> list[str]:
        return self.answered(handle, lambda: self.server.send_file(IDS[handle], name, content, caption, **more))

    def answered(self, handle: str, happening: Any) -> list[str]:
        """The texts sent to that person in answer to a call of the server."""
        before, known = len(self.texts(handle)), self.kept()
        happening()
        assert eventually(lambda: self.kept() > known), self.rows()
        assert self.settled(), (self.rows(), self.sent())
        return self.texts(handle)[before:]

    def texts(self, handle: str) -> list[str]:
        """The texts sent to that person, in order."""
        calls = [each for each in list(self.server.log) if each.chat_id == IDS[handle]]
        sends = [each for each in calls if each.method in ("sendMessage", "sendDocument")]
        return [str(each.params.get("text", each.params.get("caption", ""))) for each in sends]

    def settled(self, seconds: float = 60) -> bool:
        return eventually(lambda: not self._waiting(), seconds)

    def kept(self) -> int:
        return len(self.rows())

    def rows(self) -> list[tuple[str, str | None]]:
        """State and error of every inbox row."""
        return self.ask("SELECT state, error FROM inbox ORDER BY id")

    def sent(self) -> list[tuple[str, int, str | None]]:
        return self.ask("SELECT state, repeats, error FROM outbox WHERE channel = 'telegram' ORDER BY id")

    def ask(self, query: str) -> list[Any]:
        """The rows of a query, read beside the bot's transactions."""
        with closing(sqlite3.connect(self.app.engine.url.database or "", timeout=30)) as connection:
            return connection.execute(query).fetchall()

    def _waiting(self) -> int:
        waiting = "('pending', 'sending', 'uncertain')"
        [(kept,)] = self.ask("SELECT count(*) FROM inbox WHERE state = 'pending'")
        due = "joins IS NOT TRUE"  # what joins others waits on purpose
        [(queued,)] = self.ask(
            f"SELECT count(*) FROM outbox WHERE channel = 'telegram' AND state IN {waiting} AND {due}"  # noqa: S608
        )
        return int(kept) + int(queued)


def built(tmp_path: Path, server: TelegramServer, **settings: Any) -> App:
    own = {"telegram_bot_token": TOKEN, "telegram_api_url": server.url, "telegram_rate": 1000, "http_port": 0}
    values = {"database_url": f"sqlite:///{tmp_path / 'house.db'}", "secret_key": "s3gr3d0", **own, **settings}
    app = engines.built(Settings(_env_file=None, **values))  # type: ignore[call-arg]
    if not (tmp_path / "house.db").exists():
        databases.furnished_file(tmp_path / "house.db")
        with transaction(app.engine) as session:
            settle(session)
    return app


def settle(session: Any) -> None:
    ids = {sigla: insert_row(session, Orgao, sigla=sigla, key=fold(sigla), name=name) for sigla, name in ORGAOS}
    for handle, name, cargo, sigla, role, function in PEOPLE:
        values = {"handle": handle, "name": name, "name_key": fold(name), "cargo": cargo, "orgao_id": ids[sigla]}
        rest = {"role": role, "function": function, "email": "", "phone": "", "active": True, "preferences": {}}
        person_id = insert_row(session, Person, **values, **rest)
        if handle != "igor":  # he has not entered yet
            here = {"person_id": person_id, "channel": "telegram", "address": str(IDS[handle]), "active": True}
            insert_row(session, Address, **here, bound_at=engines.office_clock())


@contextmanager
def polling(tmp_path: Path, server: TelegramServer, **settings: Any) -> Iterator[Telegram]:
    app = built(tmp_path, server, **settings)
    with serving(app):
        yield Telegram(app, server)
    engines.give_back(app.engine)


@contextmanager
def by_webhook(tmp_path: Path, server: TelegramServer, **settings: Any) -> Iterator[Telegram]:
    port = free_port()
    url = f"http://127.0.0.1:{port}/telegram"
    own = {"telegram_webhook_url": url, "telegram_webhook_secret": SECRET, "http_port": port}
    app = built(tmp_path, server, **{**own, **settings})
    with serving(app):
        assert eventually(lambda: _is_up(port) and bool(server.calls("setWebhook")))
        yield Telegram(app, server, url)
    engines.give_back(app.engine)


def _is_up(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(autouse=True)
def whatever_the_hour(no_jobs: None) -> None:
    """No jobs: the service runs by the wall clock, so their messages would depend on the hour of the test."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[TelegramServer]:
    monkeypatch.setattr("bot.channels.telegram.door._PERSON", 0.0)  # people of a test need no breath
    monkeypatch.setattr("bot.database.BUSY_TIMEOUT", 20)  # the tests write beside the bot, on a busy machine
    with TelegramServer() as made:
        yield made
        assert made.violations == []


@pytest.fixture
def telegram(tmp_path: Path, server: TelegramServer) -> Iterator[Telegram]:
    with polling(tmp_path, server) as ready:
        yield ready


@pytest.fixture(params=["polling", "webhook"])
def both(request: pytest.FixtureRequest, tmp_path: Path, server: TelegramServer) -> Iterator[Telegram]:
    way = polling if request.param == "polling" else by_webhook
    with way(tmp_path, server) as ready:
        yield ready
