"""Warnings by e-mail, taken by a small SMTP server: what administrators are told, shut doors, an outage, a dead server."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

import pytest
from sqlalchemy.exc import OperationalError

from bot import mail
from bot.app import App
from bot.hub import Hub
from bot.mail import Postman
from bot.transactions import transaction
from models import doors, outbox
from models.outbox import Message
from models.people import Role, with_role
from tests.bot.paper import settle
from tests.bot.test_service import app
from tests.conftest import MONDAY

__all__ = ["app"]


class PostOffice(ThreadingTCPServer):
    """An SMTP server on loopback that keeps what it is given (RFC 5321, the commands a client needs)."""

    allow_reuse_address, daemon_threads = True, True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Clerk)
        self.letters: list[bytes] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def read(self) -> list[tuple[str, str]]:
        """The subject and the text of each letter."""
        found = [message_from_bytes(each, policy=policy.default) for each in self.letters]
        return [(str(each["Subject"]), str(each.get_content()).replace("\r", "")) for each in found]


class _Clerk(StreamRequestHandler):
    server: PostOffice

    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline():
            word = line.split()[0].upper()
            if word == b"DATA":
                self._say("354 go on")
                self.server.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            self._say("221 bye" if word == b"QUIT" else "250 ok")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with PostOffice() as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@contextmanager
def postman(app: App, port: int) -> Iterator[tuple[Postman, asyncio.AbstractEventLoop]]:
    settings = {"warn_by_email": "ti@exemplo.sp.gov.br", "smtp_host": "127.0.0.1", "smtp_port": port}
    app.settings = app.settings.model_copy(update={**settings, "smtp_security": "none", "municipality": "Exemplo"})
    loop = asyncio.new_event_loop()
    hub = Hub(app)
    yield Postman(hub), loop
    loop.run_until_complete(hub.close())
    loop.close()


def _warn(app: App, key: str, text: str) -> None:
    with transaction(app.engine) as session:
        for person in with_role(session, Role.ADMINISTRADOR, Role.CHEFIA):
            outbox.enqueue(session, key=f"{key}:{person.id}", to=person, message=Message(text), now=MONDAY)


def test_what_administrators_are_told_goes_by_mail_too(app: App, office: PostOffice) -> None:
    settle(app, "igor", "jonas", role="administrador")
    with postman(app, office.port) as (man, loop):
        _warn(app, "watch:antes", "De antes de ligar.")
        loop.run_until_complete(man.look())
        assert office.letters == []
        _warn(app, "watch:disco", "O disco do bot tem só 900 MB livres. Libere espaço.")
        _warn(app, "tarefa:7", "Tarefa nova: conferir.")
        loop.run_until_complete(man.look())
        loop.run_until_complete(man.look())
    assert office.read() == [
        (
            "Gabinete, Exemplo: O disco do bot tem só 900 MB livres",
            "O disco do bot tem só 900 MB livres. Libere espaço.\n\nPara ver mais, no servidor: python -m bot doctor\n",
        )
    ]


def test_a_shut_door_is_told_once_until_it_opens(app: App, office: PostOffice) -> None:
    with postman(app, office.port) as (man, loop):
        for _ in range(2):
            for reason in ("invalid_auth", ""):
                with transaction(app.engine) as session:
                    if reason:
                        doors.shut(session, "slack", reason)
                    else:
                        doors.reopen(session, "slack")
                loop.run_until_complete(man.look())
                loop.run_until_complete(man.look())
    said = "A porta slack não aceita mais a chave do bot (invalid_auth). Ponha uma chave nova."
    assert [text.partition("\n")[0] for _, text in office.read()] == [said, said]


def test_an_outage_is_told_while_it_lasts(app: App, office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [MONDAY]
    app.clock = lambda: now[0]

    def broken(*_: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("connection refused"))

    with postman(app, office.port) as (man, loop), monkeypatch.context() as outage:
        outage.setattr(mail, "_news", broken)
        for seconds in (0, 50, 70, 200):
            now[0] = MONDAY + timedelta(seconds=seconds)
            loop.run_until_complete(man.look())
    assert [text.partition(":")[0] for _, text in office.read()] == ["O banco de dados não grava"]


def test_a_server_that_hangs_delays_nothing_and_loses_nothing(
    app: App, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    now: list[datetime] = [MONDAY]
    app.clock = lambda: now[0]
    monkeypatch.setattr(mail, "TIMEOUT", 0.2)
    settle(app, "igor", role="administrador")
    with socket.create_server(("127.0.0.1", 0)) as silent, postman(app, silent.getsockname()[1]) as (man, loop):
        loop.run_until_complete(man.look())
        _warn(app, "failure:1", "Falha A1 ao tratar a mensagem 1.")
        loop.run_until_complete(man.look())
        app.settings = app.settings.model_copy(update={"smtp_port": office.port})
        now[0] += timedelta(seconds=5)
        loop.run_until_complete(man.look())
        assert office.letters == []
        now[0] += timedelta(seconds=60)
        loop.run_until_complete(man.look())
    assert [text.partition("\n")[0] for _, text in office.read()] == ["Falha A1 ao tratar a mensagem 1."]
