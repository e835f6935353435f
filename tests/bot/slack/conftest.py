"""The real service behind the real Slack door, against a strict workspace on loopback."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import App
from bot.channels.slack.manifest import manifest
from bot.settings import Settings
from bot.transactions import transaction
from models import outbox
from models.base import insert_row
from models.inbox import Inbox
from models.outbox import Message, Outbox, Priority
from models.people import Address, Orgao, Person
from models.texts import fold
from tests import databases, engines
from tests.bot.paper import eventually, free_port, serving
from tests.conftest import ORGAOS, PEOPLE
from tests.servers.slack import SlackServer
from tests.servers.slack.signing import SECRET, post

TOKEN, APP_TOKEN = "xoxb-teste-0123456789", "xapp-teste-0123456789"


class Clock:
    """A clock of the office, moved ahead by the time that a test lets pass."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return engines.office_clock() + self._ahead

    def passes(self, seconds: float) -> None:
        self._ahead += timedelta(seconds=seconds)


@dataclass
class Slack:
    """A bot at work and its workspace. People are called U0<HANDLE>."""

    app: App
    server: SlackServer
    url: str
    clock: Clock

    def sends(self, payload: dict[str, Any]) -> Any:
        """Deliver a payload; the bot's acknowledgement."""
        delivery = self.server.deliver(payload)
        assert delivery.acknowledged, delivery.tries
        assert delivery.tries[-1].seconds < 3
        return delivery.answer

    def writes(self, handle: str, text: str, **more: Any) -> list[str]:
        """Write to the bot in private as that person; the messages sent in answer."""
        return self.does(handle, self.server.message(user(handle), text, **more))

    def commands(self, handle: str, command: str, text: str, channel: str = "C0GERAL") -> list[str]:
        return self.does(handle, self.server.command(user(handle), command, text, channel))

    def presses(self, handle: str, label: str, *, home: bool = False) -> list[str]:
        """Press the newest button of that label as that person."""
        return self.does(handle, self.server.press(user(handle), label, home=home))

    def does(self, handle: str, payload: dict[str, Any]) -> list[str]:
        before = len(self.server.reads(user(handle)))
        self.sends(payload)
        assert self.settled(), (self.rows(), self.sent())
        return self.server.reads(user(handle))[before:]

    def modal(self, handle: str) -> dict[str, Any]:
        """The modal that opened for that person."""
        assert self.settled(), (self.rows(), self.sent())
        return self.server.modal(user(handle))

    def settled(self, seconds: float = 60) -> bool:
        """True once the inbox is handled and the outbox settled."""
        return eventually(lambda: not self._waiting(), seconds)

    def _waiting(self) -> int:
        with transaction(self.app.engine) as session:
            open_rows = session.scalars(select(Inbox.id).where(Inbox.state == "pending")).all()
            due = Outbox.joins.is_not(True)  # what joins others waits on purpose
            out = select(Outbox.id).where(
                Outbox.channel == "slack", Outbox.state.in_(("pending", "sending", "uncertain")), due
            )
            return len(open_rows) + len(session.scalars(out).all())

    def rows(self) -> list[tuple[str, str | None]]:
        """State and error of every inbox row."""
        with transaction(self.app.engine) as session:
            return [(row.state, row.error) for row in session.scalars(select(Inbox).order_by(Inbox.id))]

    def sent(self) -> list[tuple[str, int, str | None]]:
        """State, repeats and error of every message of the outbox."""
        with transaction(self.app.engine) as session:
            found = session.scalars(select(Outbox).where(Outbox.channel == "slack").order_by(Outbox.id))
            return [(row.state, row.repeats, row.error) for row in found]

    def queue(self, handle: str, text: str, priority: Priority = Priority.NOTICE) -> None:
        """Enqueue a message to that person."""
        with transaction(self.app.engine) as session:
            person = session.scalars(select(Person).where(Person.handle == handle)).one()
            now = self.app.clock()
            outbox.enqueue(session, key=text, to=person, message=Message(text), now=now, priority=priority)


def user(handle: str) -> str:
    return f"U0{handle.upper()}"


def built(tmp_path: Path, clock: Clock, **settings: Any) -> App:
    values = {"database_url": f"sqlite:///{tmp_path / 'house.db'}", "slack_rate": 1000, "slack_bot_token": TOKEN}
    app = engines.built(Settings(_env_file=None, **{**values, **settings}), clock=clock)  # type: ignore[call-arg]
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
            here = {"person_id": person_id, "channel": "slack", "address": user(handle), "active": True}
            insert_row(session, Address, **here, bound_at=engines.office_clock())


@pytest.fixture(autouse=True)
def whatever_the_hour(no_jobs: None) -> None:
    """No jobs: the service runs by the wall clock, so their messages would depend on the hour of the test."""


@pytest.fixture
def server() -> Iterator[SlackServer]:
    """A workspace that refuses what Slack would refuse."""
    with SlackServer(trigger_life=30) as running:
        yield running
        assert running.violations == []
        assert running.inside_window == 0


@contextmanager
def over_http(tmp_path: Path, server: SlackServer, **settings: Any) -> Iterator[Slack]:
    port, clock = free_port(), Clock()
    own = {"slack_signing_secret": SECRET, "slack_api_url": server.api_url, "http_port": port}
    app = built(tmp_path, clock, **{**own, **settings})
    server.install(manifest(app.settings))
    url = f"http://127.0.0.1:{port}/slack/events"
    server.listen_at(url)
    with serving(app):
        assert eventually(lambda: _is_up(port) and bool(server.calls("auth.test")))
        assert eventually(lambda: post(url, server.event({"type": "app_uninstalled", "user": ""}))[0] == 200)
        yield Slack(app, server, url, clock)
    engines.give_back(app.engine)


@contextmanager
def over_socket(tmp_path: Path, server: SlackServer, **settings: Any) -> Iterator[Slack]:
    clock = Clock()
    own = {"slack_app_token": APP_TOKEN, "slack_api_url": server.api_url, "http_port": 0}
    app = built(tmp_path, clock, **{**own, **settings})
    server.install(manifest(app.settings))
    with serving(app):
        assert eventually(lambda: bool(server.sockets))
        yield Slack(app, server, "", clock)
    engines.give_back(app.engine)


def _is_up(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def slack(tmp_path: Path, server: SlackServer) -> Iterator[Slack]:
    with over_http(tmp_path, server) as ready:
        yield ready


@pytest.fixture(params=["http", pytest.param("socket", marks=pytest.mark.slow)])
def both(request: pytest.FixtureRequest, tmp_path: Path, server: SlackServer) -> Iterator[Slack]:
    way = over_http if request.param == "http" else over_socket
    with way(tmp_path, server) as ready:
        yield ready
