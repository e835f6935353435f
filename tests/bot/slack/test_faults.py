"""What goes wrong at the Slack door: signatures, repeats, limits, silence, lost answers, a slow database."""

import json
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiohttp import web
from sqlalchemy import select

from bot.dispatch import transaction
from models.deliveries import REPEAT_MARK
from models.doors import DoorState
from models.tasks import Task
from tests.bot.paper import eventually
from tests.bot.slack.conftest import Slack, over_http, over_socket, user
from tests.bot.slack.workspace import SECRET, Workspace, lost, post, post_raw

ASK = "tarefa @bruno enviar o relatório até 27/11/2030"


def limited(seconds: str) -> Any:
    async def answer(*_: Any) -> web.Response:
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": seconds})

    return answer


def broken(status: int, text: str, kind: str = "text/html") -> Any:
    async def answer(*_: Any) -> web.Response:
        return web.Response(text=text, status=status, content_type=kind)

    return answer


async def accepted_and_lost(workspace: Workspace, method: str, body: dict[str, Any], request: web.Request) -> Any:
    workspace._done(method, body)
    return await lost(workspace, method, body, request)


def says_it_sends(url: str, size: int) -> int:
    """The status that a body of so many bytes is answered with before it is sent."""
    parts = urlsplit(url)
    signed = f"X-Slack-Request-Timestamp: {int(time.time())}\r\nX-Slack-Signature: v0={'0' * 64}\r\n"
    head = f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n{signed}Content-Length: {size}\r\n\r\n"
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as line:
        line.sendall(head.encode())
        return int(line.recv(1000).split()[1])


def tasks(slack: Slack) -> int:
    with transaction(slack.app.engine) as session:
        return len(session.scalars(select(Task.id)).all())


# --- what comes in -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": "v0=é"},
        {"X-Slack-Signature": "v1=" + "0" * 64},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "agora"},
        {"X-Slack-Request-Timestamp": "1" * 400},
        {"X-Slack-Request-Timestamp": "-1"},
        {"X-Slack-Request-Timestamp": "0x10"},
    ],
)
def test_what_is_not_signed_has_no_effect(slack: Slack, headers: dict[str, str]) -> None:
    body = json.dumps(slack.workspace.message(user("ana"), ASK)).encode()
    encoded = {name: value.encode().decode("latin-1") for name, value in headers.items()}
    before = len(slack.rows())
    assert post_raw(slack.url, body, "application/json", None, **encoded)[0] == 401
    assert len(slack.rows()) == before


def test_an_old_signature_and_a_wrong_secret(slack: Slack) -> None:
    payload = slack.workspace.message(user("ana"), ASK)
    before = len(slack.rows())
    assert post(slack.url, payload, at=time.time() - 301)[0] == 401
    assert post(slack.url, payload, at=time.time() + 301)[0] == 401
    assert post(slack.url, payload, secret="outro")[0] == 401
    assert post_raw(slack.url, b"\xff\xfe", "application/json")[0] == 401
    assert (
        post_raw(slack.url, b"x" * 2**20, "application/json", None, **{"X-Slack-Signature": "v0=" + "0" * 64})[0] == 401
    )
    assert says_it_sends(slack.url, 2**20 + 1) == 413
    assert len(slack.rows()) == before


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b'"x"', b"null", b"payload=%7B", b"", b"a=b", b'{"type":"event_callback"}', b"\0", b"[" * 9000],
)
def test_what_cannot_be_read_is_put_aside_and_the_rest_goes_on(slack: Slack, body: bytes) -> None:
    before = len(slack.rows())
    for kind in ("application/json", "application/x-www-form-urlencoded"):
        assert post_raw(slack.url, body, kind)[0] == 200
    assert slack.writes("ana", "eu")[0].startswith("Ana Prado")
    states = {state for state, _ in slack.rows()[before:-1]}
    assert states <= {"quarantined"}


def test_slack_verifies_the_address(slack: Slack) -> None:
    status, body = post(slack.url, {"type": "url_verification", "challenge": "abc"})
    assert (status, json.loads(body)) == (200, {"challenge": "abc"})
    assert post_raw(slack.url, b"ssl_check=1&token=x", "application/x-www-form-urlencoded")[0] == 200


def test_repeats_have_one_effect(both: Slack) -> None:
    event = both.workspace.message(user("ana"), ASK)
    command = both.workspace.command(user("ana"), "/gab", ASK)
    for payload in (event, event, event, command, command):
        both.sends(payload)
    assert both.settled()
    assert tasks(both) == 2


def test_what_may_not_be_obeyed(slack: Slack) -> None:
    ours, ana = slack.workspace, user("ana")
    ours.guests.add("U0BRUNO")
    payloads = [
        ours.message(ana, ASK, bot_id="B1"),
        ours.message(ana, ASK, user_team="T0OUTRA"),
        ours.message(ana, ASK, subtype="me_message"),
        ours.message(ana, ASK, channel_type="channel", channel="C0GERAL"),
        ours.message("U0BRUNO", ASK),
        ours.event({"type": "message", "channel": "D0ANA", "user": ana, "text": ASK}, team="T0OUTRA"),
        ours.press(ana, "1.0.forjado"),
        {**ours.command(ana, "/gab", ASK), "team_id": "T0OUTRA"},
        {"type": "event_callback", "team_id": "T0CIDADE", "event_id": "Ev9", "event": {"type": "tokens_revoked"}},
    ]
    for payload in payloads:
        slack.sends(payload)
    assert slack.settled()
    assert tasks(slack) == 0
    assert {state for state, _ in slack.rows()} == {"ignored"}
    assert slack.workspace.texts(ana) == []


def test_a_corrected_message_is_not_obeyed_and_the_person_is_told(slack: Slack) -> None:
    message = {"user": user("ana"), "text": ASK, "edited": {"user": user("ana"), "ts": "2"}, "ts": "1"}
    said = {"type": "message", "subtype": "message_changed", "channel": "D0ANA", "message": message}
    slack.sends(slack.workspace.event({**said, "previous_message": {"text": "tarefa"}, "hidden": True}))
    assert slack.settled()
    assert slack.workspace.texts(user("ana")) == [
        "Você corrigiu uma mensagem já enviada. A correção não vale: escreva o pedido de novo, numa mensagem nova."
    ]
    assert tasks(slack) == 0


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Somebody else holds the database's write lock."""
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
def test_while_the_database_is_busy_slack_is_told_in_time_to_try_again(slack: Slack, tmp_path: Path) -> None:
    event = slack.workspace.message(user("ana"), ASK)
    with locked(tmp_path / "house.db"):
        start = time.monotonic()
        status, _ = post(slack.url, event)
        assert (status, time.monotonic() - start < 3) == (503, True)
    assert eventually(lambda: post(slack.url, event)[0] == 200, 20)
    assert slack.settled(20)
    assert tasks(slack) == 1


@pytest.mark.slow
def test_over_a_socket_what_was_not_committed_is_not_acknowledged(tmp_path: Path, workspace: Workspace) -> None:
    with over_socket(tmp_path, workspace) as slack:
        slack.writes("ana", "eu")
        event = workspace.message(user("ana"), ASK)
        with locked(tmp_path / "house.db"):
            number = workspace.send_envelope(event)
            time.sleep(3)
            assert number not in workspace.acks
        slack.sends(event)
        assert slack.settled(20)
        assert tasks(slack) == 1


# --- what goes out -------------------------------------------------------------------------------------------


def test_a_limit_is_kept_to_the_second(slack: Slack) -> None:
    slack.workspace.fates["chat.postMessage"] = [limited("1")]
    start = time.monotonic()
    slack.writes("ana", "eu")
    assert time.monotonic() - start >= 1
    first, second = [call.at for call in slack.workspace.calls if call.method == "chat.postMessage"]
    assert 1 <= second - first < 2
    assert slack.sent() == [("sent", 0, None)]


@pytest.mark.parametrize(
    "fate", [accepted_and_lost, broken(502, "<html>oi</html>"), broken(200, "{", "application/json")]
)
def test_what_nobody_knows_is_looked_up(slack: Slack, fate: Any) -> None:
    async def accepted(workspace: Workspace, method: str, body: dict[str, Any], request: web.Request) -> Any:
        if fate is not accepted_and_lost:
            workspace._done(method, body)
        return await fate(workspace, method, body, request)

    slack.workspace.fates["chat.postMessage"] = [accepted]
    slack.sends(slack.workspace.message(user("ana"), "eu"))
    assert eventually(lambda: [state for state, _, _ in slack.sent()] == ["uncertain"])
    assert len(slack.workspace.called("chat.postMessage")) == 1


@pytest.mark.slow
@pytest.mark.parametrize("arrived", [True, False])
def test_what_nobody_knows_is_settled_by_the_history(slack: Slack, arrived: bool) -> None:
    slack.workspace.fates["chat.postMessage"] = [accepted_and_lost if arrived else lost]
    slack.sends(slack.workspace.message(user("ana"), "eu"))
    assert slack.settled(60)
    texts = slack.workspace.texts(user("ana"))
    assert len(texts) == (1 if arrived else 2), slack.sent()
    assert arrived or texts[1] == REPEAT_MARK + texts[0]
    assert slack.workspace.called("conversations.history")[0]["channel"] == "D0ANA"
    assert [state for state, _, _ in slack.sent()] == ["sent"]


@pytest.mark.parametrize("code", ["user_disabled", "cannot_dm_bot", "channel_not_found"])
def test_a_dead_address_is_given_up(slack: Slack, code: str) -> None:
    slack.workspace.fates["chat.postMessage"] = [code]
    slack.sends(slack.workspace.message(user("bruno"), "eu"))
    assert eventually(lambda: slack.sent()[:1] == [("failed", 0, code)])


def test_what_slack_refuses_is_not_sent_again(slack: Slack) -> None:
    slack.workspace.fates["chat.postMessage"] = ["invalid_blocks"]
    slack.sends(slack.workspace.message(user("bruno"), "eu"))
    assert eventually(lambda: slack.sent()[:1] == [("failed", 0, "invalid_blocks")])


@pytest.mark.parametrize("code", ["token_revoked", "token_expired"])
def test_a_revoked_token_shuts_the_door_and_nothing_is_lost(slack: Slack, code: str) -> None:
    slack.workspace.fates["chat.postMessage"] = [code]
    slack.sends(slack.workspace.message(user("bruno"), "eu"))

    def reason() -> str:
        with transaction(slack.app.engine) as session:
            state = session.get(DoorState, "slack")
            return state.reason if state else ""

    assert eventually(lambda: reason().startswith(code))
    assert slack.sent()[0][0] == "pending"
    assert len(slack.workspace.called("chat.postMessage")) == 1


def test_a_message_that_is_gone_needs_no_change(slack: Slack) -> None:
    slack.writes("ana", ASK)
    slack.workspace.fates["chat.update"] = ["message_not_found"]
    slack.presses("bruno", "Iniciar")
    assert {state for state, _, _ in slack.sent()} == {"sent"}


def test_what_people_write_is_never_interpreted(slack: Slack) -> None:
    slack.writes("ana", "tarefa @bruno avise &lt;!channel&gt; *já* :smile: hoje não até 27/11/2030")
    for body in slack.workspace.called("chat.postMessage"):
        assert "<!channel>" not in body["text"]
        texts = [block["text"] for block in body["blocks"] if block["type"] == "section"]
        assert all(each["type"] == "plain_text" and each["emoji"] is False for each in texts)
    assert "avise <!channel> *já* :smile: hoje não" in slack.workspace.texts(user("bruno"))[0]


# --- the line ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["drop", "say_disconnect"])
def test_a_line_that_ends_is_replaced(tmp_path: Path, workspace: Workspace, how: str) -> None:
    with over_socket(tmp_path, workspace) as slack:
        first = workspace.sockets[-1]
        getattr(workspace, how)()
        assert eventually(lambda: bool(workspace.sockets) and workspace.sockets[-1] is not first, 15)
        assert slack.writes("ana", "eu")[0].startswith("Ana Prado")


@pytest.mark.slow
def test_a_line_that_goes_deaf_is_replaced_within_a_minute(tmp_path: Path, workspace: Workspace) -> None:
    with over_socket(tmp_path, workspace) as slack:
        first = workspace.sockets[-1]
        workspace.mute = True
        assert eventually(lambda: bool(workspace.sockets) and workspace.sockets[-1] is not first, 60)
        workspace.mute = False
        assert slack.writes("ana", "eu")[0].startswith("Ana Prado")


def test_without_slack_nothing_is_lost(tmp_path: Path, workspace: Workspace) -> None:
    """The Web API is not there at the start: what was queued goes out once it is."""
    workspace.fates["auth.test"] = [broken(503, "")]
    with over_http(tmp_path, workspace) as slack:
        assert slack.writes("ana", "eu")[0].startswith("Ana Prado")


def test_secrets_stay_out_of_the_log(slack: Slack, caplog: pytest.LogCaptureFixture) -> None:
    slack.workspace.fates["chat.postMessage"] = [broken(500, "xoxb-teste"), broken(200, "oi", "text/plain")]
    post(slack.url, slack.workspace.message(user("ana"), "segredo do povo"), secret="outro")
    slack.sends(slack.workspace.message(user("ana"), "segredo do povo"))
    assert eventually(lambda: bool(slack.workspace.called("chat.postMessage")))
    for word in ("xoxb-teste", SECRET, "segredo do povo"):
        assert word not in caplog.text
