"""Health, readiness and metrics over HTTP."""

import asyncio
import json
import logging
import re
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot import schema
from bot.app import App, build
from bot.http import MOST_BYTES, body_of, serve
from bot.hub import Hub
from bot.inbox import Update
from bot.logs import Redaction
from bot.settings import Settings
from bot.sqlite import sqlite3
from bot.transactions import transaction
from models import doors, heartbeats, inbox
from models.inbox import InboxState
from models.outbox import Outbox, Priority, State
from tests.bot.paper import Paper, eventually, free_port

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SECRET = "xoxb-1234-um-segredo"


class Counter(Paper):
    """A door that counts the bytes it is sent, or breaks."""

    def routes(self) -> list[Route]:
        return [Route("/count", self.count, methods=["POST"]), Route("/break", self.broken, methods=["POST"])]

    async def count(self, request: Request) -> Response:
        return PlainTextResponse(str(len(await body_of(request))))

    async def broken(self, _: Request) -> Response:
        raise RuntimeError(SECRET)


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    headers: Message

    def json(self) -> Any:
        return json.loads(self.text)


class Client:
    """One request, one connection."""

    def __init__(self, port: int) -> None:
        self._port = port

    def ask(self, method: str, path: str, content: Any = None) -> Answer:
        with closing(HTTPConnection("127.0.0.1", self._port, timeout=10)) as connection:
            connection.request(method, path, content)
            answer = connection.getresponse()
            return Answer(answer.status, answer.read().decode(), answer.headers)

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, content: Any = None) -> Answer:
        return self.ask("POST", path, content)

    def announce(self, path: str, size: int) -> int:
        """The answer to a request that announces so many bytes and sends none."""
        with closing(HTTPConnection("127.0.0.1", self._port, timeout=10)) as connection:
            connection.putrequest("POST", path)
            connection.putheader("Content-Length", str(size))
            connection.endheaders()
            return connection.getresponse().status

    def answers(self) -> bool:
        with suppress(OSError):
            return self.get("/healthz").status == 200
        return False


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    monkeypatch.setattr("bot.database.BUSY_TIMEOUT", 0.1)
    values = {"database_url": f"sqlite:///{tmp_path / 'house.db'}", "http_port": free_port()}
    built = build(Settings(_env_file=None, **values), clock=lambda: NOW)  # type: ignore[call-arg,arg-type]
    yield built
    built.engine.dispose()


@pytest.fixture
def client(app: App) -> Iterator[Client]:
    """The real server on its port, in a thread."""
    loop = asyncio.new_event_loop()
    hub = Hub(app)
    serving = loop.create_task(serve(hub, [Counter()]))
    thread = Thread(target=lambda: loop.run_until_complete(asyncio.wait([serving])))
    thread.start()
    client = Client(app.settings.http_port)
    assert eventually(client.answers)
    yield client
    loop.call_soon_threadsafe(serving.cancel)
    thread.join(10)
    assert not thread.is_alive()
    loop.run_until_complete(hub.close())
    loop.close()


def beat(app: App, at: datetime) -> None:
    with transaction(app.engine) as session:
        heartbeats.beat(session, "relogio", at)
        heartbeats.beat(session, "entrega", at)


def test_alive_whatever_the_database(client: Client) -> None:
    assert client.get("/healthz").text == "vivo\n"


def test_ready_only_when_everything_works(app: App, client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status == 503
    assert answer.json() == {
        "ready": False,
        "reasons": ["O banco ainda não tem as tabelas. Rode antes: python -m bot migrate"],
    }
    schema.create(app.engine)
    assert client.get("/readyz").json()["reasons"] == [
        "o relógio não dá sinal há mais de 60 segundos",
        "a entrega não dá sinal há mais de 60 segundos",
    ]
    beat(app, NOW - timedelta(seconds=59))
    assert client.get("/readyz").json() == {"ready": True, "reasons": []}
    with transaction(app.engine) as session:
        doors.shut(session, "paper", "o token foi recusado")
    assert client.get("/readyz").json()["reasons"] == ["a porta paper está fechada: o token foi recusado"]


def test_not_ready_while_the_database_takes_no_write(app: App, client: Client) -> None:
    schema.create(app.engine)
    beat(app, NOW)
    with closing(sqlite3.connect(str(app.engine.url.database))) as other:
        other.execute("BEGIN EXCLUSIVE")
        answer = client.get("/readyz")
    assert answer.status == 503
    assert answer.json()["reasons"] == ["o banco de dados não aceita escrita: OperationalError"]


def test_the_figures_of_prometheus(app: App, client: Client) -> None:
    schema.create(app.engine)
    beat(app, NOW - timedelta(seconds=7))
    app.inbox.ingest("paper", "bot", [], NOW)
    text = client.get("/metrics").text
    assert "gabinete_database_up 1.0" in text
    assert "gabinete_ready 1.0" in text
    assert 'gabinete_heartbeat_age_seconds{part="entrega"} 7.0' in text
    assert "gabinete_outbox_late_seconds 0.0" in text
    assert "gabinete_inbox_oldest_seconds 0.0" in text
    assert "process_resident_memory_bytes" in text


def test_the_number_and_age_of_waiting_rows(app: App, client: Client) -> None:
    schema.create(app.engine)
    app.inbox.ingest("paper", "bot", [Update("1", "ana", "{}"), Update("2", "ana", "{}")], NOW - MINUTE)
    with transaction(app.engine) as session:
        inbox.settle(session, 2, InboxState.QUARANTINED, "ValueError")
    text = client.get("/metrics").text
    assert "gabinete_updates_total 2.0" in text
    assert "gabinete_inbox_oldest_seconds 60.0" in text
    assert 'gabinete_inbox_updates{door="paper",state="pending"} 1.0' in text
    assert 'gabinete_inbox_updates{door="paper",state="quarantined"} 1.0' in text


def test_how_the_messages_of_the_last_minutes_ended(app: App, client: Client) -> None:
    schema.create(app.engine)
    with transaction(app.engine) as session:
        doors.known(session, "paper")
        doors.heard(session, "paper", NOW - MINUTE)
        queue(session, State.SENT, NOW - MINUTE)
        queue(session, State.SENT, NOW - 6 * MINUTE)
        queue(session, State.FAILED, NOW - MINUTE)
        queue(session, State.UNCERTAIN, NOW - MINUTE)
        queue(session, State.PENDING, None)
    text = client.get("/metrics").text
    assert 'gabinete_recent_sends{door="paper",state="sent"} 1.0' in text
    assert 'gabinete_recent_sends{door="paper",state="failed"} 1.0' in text
    assert 'gabinete_outbox_messages{door="paper",state="uncertain"} 1.0' in text
    assert 'gabinete_outbox_messages{door="paper",state="pending"} 1.0' in text
    assert "gabinete_outbox_late_seconds 60.0" in text
    assert 'gabinete_door_silence_seconds{door="paper"} 60.0' in text
    assert 'gabinete_door_shut{door="paper"} 0.0' in text


def test_failures_are_counted(client: Client) -> None:
    before = errors(client)
    logging.getLogger("bot.delivery").error("delivery failed, code %s", "0A1B")
    logging.getLogger("bot.delivery").warning("delivery 7 is uncertain")
    assert errors(client) - before == 1
    text = client.get("/metrics").text
    assert "gabinete_database_up 0.0" in text  # no tables yet
    assert "gabinete_ready 0.0" in text


def errors(client: Client) -> float:
    found = re.search(r'gabinete_errors_total\{part="bot.delivery"\} (\S+)', client.get("/metrics").text)
    return float(found[1]) if found else 0.0


def queue(session: Session, state: State, sent_at: datetime | None) -> None:
    """Insert a message in that state, as the delivery would leave it."""
    number = (session.scalar(select(func.max(Outbox.id))) or 0) + 1
    tried = {"attempts": int(sent_at is not None), "repeats": 0, "part": 0, "sent_at": sent_at}
    when = {"created_at": NOW - MINUTE, "not_before": NOW - MINUTE, "priority": Priority.NOTICE}
    session.add(
        Outbox(key=str(number), channel="paper", address="ana", payload={"text": ""}, state=state, **when, **tried)
    )
    session.flush()


def test_a_body_has_a_bound(client: Client) -> None:
    assert client.post("/count", content=b"x" * MOST_BYTES).status == 200
    assert client.announce("/count", MOST_BYTES + 1) == 413  # before it is sent


def test_so_has_a_body_that_does_not_say_its_length(client: Client) -> None:
    for size, status in ((MOST_BYTES, 200), (MOST_BYTES + 1, 413), (3 * MOST_BYTES, 413)):
        assert client.post("/count", content=iter([b"x" * size])).status == status


def test_a_body_beyond_all_bounds_is_not_read_to_its_end(client: Client) -> None:
    with suppress(OSError):  # it hangs up while we still send
        assert client.post("/count", content=iter([b"x" * MOST_BYTES] * 50)).status == 413
    assert client.post("/count", content=b"x").status == 200


def test_an_error_page_says_nothing(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.filtering(Redaction()):
        answer = client.post("/break")
        assert eventually(lambda: "builtins.RuntimeError" in caplog.text)  # the log comes after the answer
    assert SECRET not in caplog.text
    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert answer.text == "indisponível agora; tente de novo\n"
