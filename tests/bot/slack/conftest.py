"""The real service behind the real Slack door, against a workspace on loopback."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import select

from bot import schema, service
from bot.app import App, build
from bot.dispatch import transaction
from bot.settings import Settings
from models.base import insert_row
from models.inbox import Inbox
from models.outbox import Outbox
from models.people import Address, Orgao, Person
from models.texts import fold
from tests.bot.paper import eventually
from tests.bot.slack.workspace import SECRET, Workspace, post
from tests.conftest import ORGAOS, PEOPLE

TOKEN = "xoxb-teste-0123456789"


@dataclass
class Slack:
    """A bot at work and its workspace. People are called U0<HANDLE>."""

    app: App
    workspace: Workspace
    url: str
    by_socket: bool
    acks: list[float] = field(default_factory=list)

    def sends(self, payload: dict[str, Any]) -> Any:
        """Slack delivers a payload; what the bot answered at once (None over a socket that got no answer)."""
        if not self.by_socket:
            status, body = post(self.url, payload)
            assert status == 200, (status, body)
            return body
        number = self.workspace.send_envelope(payload)
        assert eventually(lambda: number in self.workspace.acks, 5)
        self.acks.append(self.workspace.acks[number] - self.workspace.sent_at[number])
        return self.workspace.ack_payloads[number]

    def writes(self, handle: str, text: str, **more: Any) -> list[str]:
        """Somebody writes in private; what they were answered."""
        return self._answered(handle, self.workspace.message(user(handle), text, **more))

    def commands(self, handle: str, command: str, text: str, channel: str = "C0GERAL") -> list[str]:
        return self._answered(handle, self.workspace.command(user(handle), command, text, channel))

    def presses(self, handle: str, label: str) -> list[str]:
        """Somebody presses a button of the last message that has one of that label."""
        value = self.button(handle, label)
        return self._answered(handle, self.workspace.press(user(handle), value))

    def button(self, handle: str, label: str) -> str:
        posted = self.workspace.called("chat.postMessage", "chat.postEphemeral", "chat.update")
        values = [value for body in posted for name, value in pressable(body).items() if name == label]
        return values[-1]

    def _answered(self, handle: str, payload: dict[str, Any]) -> list[str]:
        before = len(self.workspace.texts(user(handle)))
        self.sends(payload)
        assert self.settled(), self.rows()
        return self.workspace.texts(user(handle))[before:]

    def settled(self, seconds: float = 10) -> bool:
        return eventually(lambda: not self._waiting(), seconds)

    def _waiting(self) -> int:
        with transaction(self.app.engine) as session:
            open_rows = session.scalars(select(Inbox.id).where(Inbox.state == "pending")).all()
            out = select(Outbox.id).where(
                Outbox.channel == "slack", Outbox.state.in_(("pending", "sending", "uncertain"))
            )
            return len(open_rows) + len(session.scalars(out).all())

    def rows(self) -> list[tuple[str, str | None]]:
        """State and error of everything that came in."""
        with transaction(self.app.engine) as session:
            return [(row.state, row.error) for row in session.scalars(select(Inbox).order_by(Inbox.id))]

    def sent(self) -> list[tuple[str, int, str | None]]:
        with transaction(self.app.engine) as session:
            found = session.scalars(select(Outbox).where(Outbox.channel == "slack").order_by(Outbox.id))
            return [(row.state, row.repeats, row.error) for row in found]


def user(handle: str) -> str:
    return f"U0{handle.upper()}"


def pressable(body: dict[str, Any]) -> dict[str, str]:
    rows = [each["elements"] for each in body["blocks"] if each["type"] == "actions"]
    return {each["text"]["text"]: each["value"] for row in rows for each in row}


def built(tmp_path: Path, **settings: Any) -> App:
    values = {"database_url": f"sqlite:///{tmp_path / 'house.db'}", "slack_rate": 1000, "slack_bot_token": TOKEN}
    app = build(Settings(_env_file=None, **{**values, **settings}))  # type: ignore[call-arg]
    if not (tmp_path / "house.db").exists():
        schema.create(app.engine)
        with transaction(app.engine) as session:
            settle(session)
    return app


def settle(session: Any) -> None:
    ids = {sigla: insert_row(session, Orgao, sigla=sigla, key=fold(sigla), name=name) for sigla, name in ORGAOS}
    for handle, name, cargo, sigla, role, function in PEOPLE:
        values = {"handle": handle, "name": name, "name_key": fold(name), "cargo": cargo, "orgao_id": ids[sigla]}
        rest = {"role": role, "function": function, "email": "", "phone": "", "active": True, "preferences": {}}
        person_id = insert_row(session, Person, **values, **rest)
        if handle != "igor":  # somebody who has not entered yet
            here = {"person_id": person_id, "channel": "slack", "address": user(handle), "active": True}
            insert_row(session, Address, **here, bound_at=datetime.now(UTC))


@contextmanager
def at_work(app: App) -> Iterator[None]:
    """The service in a thread until the block ends."""
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    openers = service.openers(app.settings)
    failed: list[BaseException] = []

    def run() -> None:
        try:
            loop.run_until_complete(service.serve(app, openers, stop))
        except BaseException as error:
            failed.append(error)
            raise

    thread = Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(20)
        loop.close()
    assert not thread.is_alive()
    assert not failed


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    made = Workspace()
    yield made
    made.close()


@contextmanager
def over_http(tmp_path: Path, workspace: Workspace, **settings: Any) -> Iterator[Slack]:
    port = free_port()
    own = {"slack_signing_secret": SECRET, "slack_api_url": workspace.url, "http_port": port}
    app = built(tmp_path, **{**own, **settings})
    with at_work(app):
        url = f"http://127.0.0.1:{port}/slack/events"
        slack = Slack(app, workspace, url, by_socket=False)
        assert eventually(lambda: _is_up(port) and bool(workspace.called("auth.test")))
        assert eventually(lambda: post(url, workspace.event({"type": "app_uninstalled", "user": ""}))[0] == 200)
        yield slack
    app.engine.dispose()


@contextmanager
def over_socket(tmp_path: Path, workspace: Workspace, **settings: Any) -> Iterator[Slack]:
    own = {"slack_app_token": "xapp-teste-0123456789", "slack_api_url": workspace.url, "http_port": 0}
    app = built(tmp_path, **{**own, **settings})
    with at_work(app):
        assert eventually(lambda: bool(workspace.sockets))
        yield Slack(app, workspace, "", by_socket=True)
    app.engine.dispose()


def _is_up(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def slack(tmp_path: Path, workspace: Workspace) -> Iterator[Slack]:
    with over_http(tmp_path, workspace) as ready:
        yield ready


@pytest.fixture(params=["http", "socket"])
def both(request: pytest.FixtureRequest, tmp_path: Path, workspace: Workspace) -> Iterator[Slack]:
    way = over_http if request.param == "http" else over_socket
    with way(tmp_path, workspace) as ready:
        yield ready
