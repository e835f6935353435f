"""Payloads that are no requests, come twice, cannot be read, or meet a slow database."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from bot.sqlite import sqlite3
from bot.transactions import transaction
from models.tasks import Task
from tests.bot.paper import eventually
from tests.bot.slack.conftest import Slack, over_http, over_socket, user
from tests.servers.slack import SlackServer, fates
from tests.servers.slack.signing import post, post_raw

ASK = "tarefa @bruno enviar o relatório até 27/11/2030"


def says_it_sends(url: str, size: int) -> int:
    """The status of a request that announces a body of `size` bytes and sends none."""
    parts = urlsplit(url)
    signed = f"X-Slack-Request-Timestamp: {int(time.time())}\r\nX-Slack-Signature: v0={'0' * 64}\r\n"
    head = f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n{signed}Content-Length: {size}\r\n\r\n"
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as line:
        line.sendall(head.encode())
        return int(line.recv(1000).split()[1])


def says_nothing_of_the_size(url: str, size: int) -> int:
    """The status of a request with a body of `size` bytes in chunks."""
    parts = urlsplit(url)
    signed = f"X-Slack-Request-Timestamp: {int(time.time())}\r\nX-Slack-Signature: v0={'0' * 64}\r\n"
    head = f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n{signed}Transfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as line:
        line.sendall(head.encode())
        with suppress(OSError):
            for _ in range(size // 65536 + 1):
                line.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")
            line.sendall(b"0\r\n\r\n")
        return int(line.recv(1000).split()[1])


def tasks(slack: Slack) -> int:
    with transaction(slack.app.engine) as session:
        return len(session.scalars(select(Task.id)).all())


FORGED = [
    {"X-Slack-Signature": ""},
    {"X-Slack-Signature": "v0=" + "0" * 64},
    {"X-Slack-Signature": "v0=é"},
    {"X-Slack-Signature": "v1=" + "0" * 64},
    {"X-Slack-Request-Timestamp": ""},
    {"X-Slack-Request-Timestamp": "agora"},
    {"X-Slack-Request-Timestamp": "1" * 400},
    {"X-Slack-Request-Timestamp": "-1"},
    {"X-Slack-Request-Timestamp": "0x10"},
]
ODD = [b"{", b"[]", b'"x"', b"null", b"payload=%7B", b"", b"a=b", b'{"type":"event_callback"}', b"\0", b"[" * 9000]


def test_an_unsigned_payload_has_no_effect(slack: Slack) -> None:
    body = json.dumps(slack.server.message(user("ana"), ASK)).encode()
    before = len(slack.rows())
    for headers in FORGED:
        encoded = {name: value.encode().decode("latin-1") for name, value in headers.items()}
        assert post_raw(slack.url, body, "application/json", None, **encoded)[0] == 401, headers
    assert len(slack.rows()) == before


def test_an_old_signature_and_a_wrong_secret(slack: Slack) -> None:
    payload = slack.server.message(user("ana"), ASK)
    before = len(slack.rows())
    assert post(slack.url, payload, at=time.time() - 301)[0] == 401
    assert post(slack.url, payload, at=time.time() + 301)[0] == 401
    assert post(slack.url, payload, secret="outro")[0] == 401
    assert post_raw(slack.url, b"\xff\xfe", "application/json")[0] == 401
    assert (
        post_raw(slack.url, b"x" * 2**20, "application/json", None, **{"X-Slack-Signature": "v0=" + "0" * 64})[0] == 401
    )
    assert says_it_sends(slack.url, 2**20 + 1) == 413
    assert says_nothing_of_the_size(slack.url, 2**20 + 1) == 413
    assert len(slack.rows()) == before


def test_an_unreadable_payload_is_quarantined_and_the_rest_goes_on(slack: Slack) -> None:
    before = len(slack.rows())
    for body in ODD:
        for kind in ("application/json", "application/x-www-form-urlencoded"):
            assert post_raw(slack.url, body, kind)[0] == 200, body
    assert slack.writes("ana", "eu")[0].startswith("Ana Prado")
    states = {state for state, _ in slack.rows()[before:-1]}
    assert states == {"quarantined"}


def test_slack_verifies_the_address(slack: Slack) -> None:
    status, body = post(slack.url, {"type": "url_verification", "challenge": "abc"})
    assert (status, json.loads(body)) == (200, {"challenge": "abc"})
    assert post_raw(slack.url, b"ssl_check=1&token=x", "application/x-www-form-urlencoded")[0] == 200


def test_with_both_secrets_only_the_socket_is_open(tmp_path: Path, server: SlackServer) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with over_socket(tmp_path, server, slack_signing_secret="segredo", http_port=port) as slack:
        assert slack.writes("ana", "eu")[0].startswith("Ana Prado")
        url = f"http://127.0.0.1:{port}/slack/events"
        assert eventually(lambda: post(url, server.message(user("ana"), ASK), secret="segredo")[0] == 404)


def test_over_http_no_socket_is_opened(slack: Slack) -> None:
    slack.writes("ana", "eu")
    assert slack.server.calls("apps.connections.open") == []


def test_repeats_have_one_effect(both: Slack) -> None:
    event = both.server.message(user("ana"), ASK)
    command = both.server.command(user("ana"), "/gab", ASK)
    for payload in (event, event, event, command, command):
        both.sends(payload)
    assert both.settled()
    assert tasks(both) == 2


@pytest.mark.slow
def test_payloads_that_come_at_once_are_stored_each_by_itself(slack: Slack) -> None:
    """A payload that cannot be committed does not hold up those that came with it."""
    server, people = slack.server, ("ana", "bruno", "davi", "edna")
    many = [server.message(user(people[n % 4]), f"tarefa @ana ler o relatório {n} até 27/11/2030") for n in range(24)]
    odd = {**server.message(user("ana"), ASK), "event_id": "\ud800"}
    sent = [server.deliver(payload, wait=0) for payload in (*many[:12], odd, *many, odd)]
    assert all(each.done.wait(20) for each in sent)
    refused = [each for each in sent if not each.acknowledged]
    assert [each.payload["event_id"] for each in refused] == ["\ud800"] * 2
    assert {each.status for each in refused[0].tries} == {503}
    assert slack.settled(30)
    assert tasks(slack) == 24


def test_late_payloads_out_of_order_are_handled(slack: Slack) -> None:
    first, second = (slack.server.message(user("ana"), ASK) for _ in range(2))
    for payload in (second, first, second):
        slack.sends(payload)
    assert slack.settled()
    assert tasks(slack) == 2


def test_payloads_that_are_no_request(slack: Slack) -> None:
    ours, ana = slack.server, user("ana")
    ours.person("U0BRUNO", is_restricted=True)
    ours.person("U0EDNA", is_ultra_restricted=True)
    ours.person("U0FABIO", is_stranger=True)
    ours.person("U0DAVI", deleted=True)
    payloads = [
        ours.message(ana, ASK, bot_id="B1"),
        ours.message(ana, ASK, user_team="T0OUTRA"),
        ours.message(ana, ASK, subtype="me_message"),
        ours.message(ana, ASK, subtype="bot_message"),
        ours.message(ana, ASK, subtype="message_deleted"),
        *(ours.message(guest, ASK) for guest in ("U0BRUNO", "U0EDNA", "U0FABIO")),
        ours.command("U0BRUNO", "/gab", ASK),
        ours.shortcut("U0EDNA", "criar_tarefa", ASK),
        ours.mention(ana, ASK, subtype="bot_message"),
        ours.event({"type": "message", "channel": "D0ANA", "user": ana, "text": ASK}, team="T0OUTRA"),
        ours.event({"type": "message", "channel": "D0ANA", "user": "U0GABINETE", "bot_id": "B0GABINETE", "text": ASK}),
        ours.pressed(ana, "1.0.forjado"),
        {**ours.command(ana, "/gab", ASK), "team_id": "T0OUTRA"},
        ours.event({"type": "tokens_revoked"}),
    ]
    for payload in payloads:
        slack.sends(payload)
    post(slack.url, {"type": "app_rate_limited", "team_id": "T0CIDADE", "minute_rate_limited": 1})
    post(slack.url, ours.event({"type": "message", "channel": "C0GERAL", "user": ana, "text": ASK, "team": "T0CIDADE"}))
    assert slack.settled()
    assert tasks(slack) == 0
    assert {state for state, _ in slack.rows()} == {"ignored"}
    assert slack.server.reads(ana) == []


def test_a_corrected_message_is_not_obeyed_and_the_person_is_told(both: Slack) -> None:
    both.writes("ana", "tarefa")
    both.settled()
    before = tasks(both)
    assert both.does("ana", both.server.correction(user("ana"), ASK)) == [
        "Você corrigiu uma mensagem já enviada. A correção não vale: escreva o pedido de novo, numa mensagem nova."
    ]
    assert tasks(both) == before == 0


def test_the_preview_of_a_link_is_no_correction(slack: Slack) -> None:
    slack.writes("ana", "eu")
    assert slack.does("ana", slack.server.correction(user("ana"), "eu", attachments=[{"title": "x"}])) == []


def test_a_writer_unknown_to_slack_is_acknowledged_in_time(both: Slack) -> None:
    both.server.fate(fates.delay(4), method="users.info")
    both.sends(both.server.message(user("ana"), ASK))
    assert both.settled()
    assert tasks(both) == 1


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """A block in which another connection holds the write lock of the database."""
    ready, done = threading.Event(), threading.Event()

    def hold() -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        ready.set()
        done.wait(60)
        connection.execute("ROLLBACK")
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    ready.wait(10)
    try:
        yield
    finally:
        done.set()
        thread.join()


@pytest.mark.slow
def test_while_the_database_is_busy_slack_is_told_in_time_to_try_again(tmp_path: Path) -> None:
    with SlackServer(minute=1) as server, over_http(tmp_path, server) as slack:
        event = server.message(user("ana"), ASK)
        with locked(tmp_path / "house.db"):
            first = server.deliver(event, wait=3.5)
            assert [(each.status, each.seconds < 3) for each in first.tries] == [(503, True)]
        assert first.done.wait(20)
        assert first.acknowledged
        assert slack.settled(20)
        assert tasks(slack) == 1


@pytest.mark.slow
@pytest.mark.parametrize("made", ["command", "message"])
def test_over_a_socket_an_uncommitted_payload_is_not_acknowledged(
    tmp_path: Path, server: SlackServer, made: str
) -> None:
    with over_socket(tmp_path, server) as slack:
        slack.writes("ana", "eu")
        payload: dict[str, Any] = getattr(server, made)(user("ana"), *(["/gab", ASK] if made == "command" else [ASK]))
        with locked(tmp_path / "house.db"):
            first = server.deliver(payload, wait=3.2)
            assert not first.acknowledged
        assert first.done.wait(20)
        slack.sends(payload)
        assert slack.settled(20)
        assert tasks(slack) == 1


def test_secrets_stay_out_of_the_log(slack: Slack, caplog: pytest.LogCaptureFixture) -> None:
    for fate in (fates.broken(500), fates.garbage(body="xoxb-teste")):
        slack.server.fate(fate, method="chat.postMessage")
    post(slack.url, slack.server.message(user("ana"), "segredo do povo"), secret="outro")
    slack.sends(slack.server.message(user("ana"), "segredo do povo"))
    assert eventually(lambda: bool(slack.server.tried("chat.postMessage")))
    for word in ("xoxb-teste", "segredo-de-assinatura", "segredo do povo"):
        assert word not in caplog.text
