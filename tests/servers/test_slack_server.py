"""The Slack server answers the real client libraries as the real one does."""

import asyncio
import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.loop import LoopbackServer
from tests.servers.slack import SlackServer, control, fates
from tests.servers.slack.limits import ALL_BLOCKS
from tests.servers.slack.signing import SECRET, post

T = TypeVar("T")
TOKEN, APP_TOKEN = "xoxb-teste", "xapp-teste"
ANA, BRUNO, GENERAL = "U0ANA", "U0BRUNO", "C0GERAL"
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Gabinete"},
    "features": {
        "bot_user": {"display_name": "Gabinete"},
        "slash_commands": [{"command": "/gab", "description": "Qualquer pedido"}],
        "shortcuts": [{"name": "Criar tarefa", "type": "message", "callback_id": "criar", "description": "Cria"}],
    },
    "oauth_config": {"scopes": {"bot": ["commands", "im:history", "chat:write"]}},
    "settings": {
        "event_subscriptions": {"bot_events": ["message.im"]},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


@pytest.fixture
def server() -> Iterator[SlackServer]:
    with SlackServer() as running:
        yield running


def ask(server: SlackServer, ask_client: Callable[[AsyncWebClient], Awaitable[T]], token: str = TOKEN) -> T:
    """The result of something done with the real client library against the server."""

    async def run() -> T:
        return await ask_client(AsyncWebClient(token, base_url=server.api_url, retry_handlers=[], timeout=5))

    return asyncio.run(run())


def call(server: SlackServer, method: str, token: str = TOKEN, **params: Any) -> dict[str, Any]:
    """One call with a JSON body; the answer, or that of the error."""

    async def one(client: AsyncWebClient) -> dict[str, Any]:
        try:
            answer = (await client.api_call(method, json=params)).data
        except SlackApiError as error:
            answer = error.response.data
        assert isinstance(answer, dict)
        return answer

    return ask(server, one, token)


def words(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def section(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": words(text), **more}


def button(label: str = "Ciente", value: str = "v", action_id: str = "a") -> dict[str, Any]:
    return {"type": "button", "text": words(label), "value": value, "action_id": action_id}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": words("Tarefa"), "submit": words("Enviar"), "blocks": list(blocks), **more}


def field(kind: str = "plain_text_input", block_id: str = "titulo", **more: Any) -> dict[str, Any]:
    element = {"type": kind, "action_id": "x", **more}
    return {"type": "input", "block_id": block_id, "label": words("Título"), "element": element}


# --- the Web API ---------------------------------------------------------------------------------------------


def test_a_conversation(server: SlackServer) -> None:
    async def talk(client: AsyncWebClient) -> None:
        me = await client.auth_test()
        assert (me["team_id"], me["user_id"]) == ("T0CIDADE", "U0GABINETE")
        blocks = [section("Ordem 1 🏛"), actions(button())]
        metadata = {"event_type": "gabinete_message", "event_payload": {"delivery": 7}}
        sent = await client.chat_postMessage(channel=ANA, text="Ordem 1", blocks=blocks, metadata=metadata)
        assert sent["channel"] == "D0ANA"
        found = await client.conversations_history(channel="D0ANA", include_all_metadata=True, limit=10)
        assert [one["metadata"] for one in found["messages"]] == [metadata]
        assert "metadata" not in (await client.conversations_history(channel="D0ANA"))["messages"][0]
        pressed = server.press(ANA, "Ciente")
        assert pressed["container"]["message_ts"] == sent["ts"]
        await client.chat_update(channel="D0ANA", ts=sent["ts"], text="Ordem 1", blocks=[section("Ordem 1, ciente")])
        await client.chat_postMessage(channel=ANA, text="na linha", thread_ts=sent["ts"])
        replies = await client.conversations_replies(channel="D0ANA", ts=sent["ts"])
        assert [one["text"] for one in replies["messages"]] == ["Ordem 1", "na linha"]
        await client.chat_postEphemeral(channel=GENERAL, user=ANA, text="só você vê")
        assert (await client.users_info(user=ANA))["user"]["is_restricted"] is False
        assert (await client.conversations_open(users=BRUNO))["channel"]["id"] == "D0BRUNO"

    ask(server, talk)
    assert server.reads(ANA) == ["Ordem 1, ciente", "na linha", "só você vê"]
    with pytest.raises(LookupError):
        server.press(ANA, "Ciente")
    assert [one.method for one in server.log][:3] == ["auth.test", "chat.postMessage", "conversations.history"]
    assert server.log[1].ts == server.messages(ANA)[0]["ts"]
    assert server.violations == []
    assert TOKEN not in repr(server.log)


def test_forms_and_pages(server: SlackServer) -> None:
    trigger = server.command(ANA, "/gab", "tarefa")["trigger_id"]
    choice = {"text": words("Alta"), "value": "alta"}
    selects = [field("static_select", "prioridade", options=[choice]), field("datepicker", "prazo")]

    async def show(client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=trigger, view=modal(field(), *selects))
        await client.views_publish(user_id=ANA, view={"type": "home", "blocks": [actions(button("Pauta"))]})

    ask(server, show)
    filled = server.submit(ANA, titulo="Enviar", prioridade="Alta")["view"]["state"]["values"]
    assert filled["titulo"]["x"] == {"type": "plain_text_input", "value": "Enviar"}
    assert filled["prioridade"]["x"]["selected_option"] == choice
    assert filled["prazo"]["x"] == {"type": "datepicker", "selected_date": None}
    with pytest.raises(LookupError):
        server.submit(ANA, prioridade="nenhuma")
    assert server.press(ANA, "Pauta", home=True)["container"]["type"] == "view"
    assert call(server, "views.open", trigger_id=trigger, view=modal(field()))["error"] == "exchanged_trigger_id"
    assert call(server, "views.open", trigger_id="1.x", view=modal(field()))["error"] == "invalid_trigger_id"
    assert server.violations == []


def test_a_trigger_serves_for_three_seconds() -> None:
    with SlackServer(trigger_life=0.05) as server:
        trigger = server.command(ANA, "/gab", "tarefa")["trigger_id"]
        time.sleep(0.1)
        assert call(server, "views.open", trigger_id=trigger, view=modal(field()))["error"] == "expired_trigger_id"


def test_files(server: SlackServer) -> None:
    async def share(client: AsyncWebClient) -> None:
        await client.files_upload_v2(channel="D0ANA", content="olá".encode(), filename="a.txt", initial_comment="eis")

    ask(server, share)
    assert server.files(ANA) == [("a.txt", "olá".encode())]
    assert server.messages(ANA)[-1]["text"] == "eis"
    refused = call(server, "files.completeUploadExternal", files=[{"id": "F9"}], channel_id="D0ANA")
    assert refused["error"] == "file_not_found"
    assert server.violations == []


def test_a_file_that_is_not_as_long_as_announced(server: SlackServer) -> None:
    async def share(client: AsyncWebClient) -> int:
        place = await client.files_getUploadURLExternal(filename="a.txt", length=3)
        async with aiohttp.ClientSession() as session, session.post(place["upload_url"], data=b"12") as answer:
            return answer.status

    assert ask(server, share) == 400
    assert [one.method for one in server.violations] == ["upload"]


LONG = "x" * 3001
MANY = [section(str(n)) for n in range(51)]
OPTIONS = [{"text": words(str(n)), "value": str(n)} for n in range(101)]
META = {"event_type": "t", "event_payload": {"x": "y" * 8000}}


@pytest.mark.parametrize(
    ("method", "params", "error"),
    [
        ("chat.postMessage", {"channel": ANA}, "invalid_arguments"),
        ("chat.postMessage", {"channel": ANA, "text": "a", "colour": "b"}, "invalid_arguments"),
        ("chat.postMessage", {"channel": 1, "text": "a"}, "invalid_arguments"),
        ("chat.postMessage", {"channel": ANA, "text": " "}, "no_text"),
        ("chat.postMessage", {"channel": ANA, "text": "x" * 4001}, "msg_too_long"),
        ("chat.postMessage", {"channel": ANA, "text": "<!channel>"}, "restricted_action"),
        ("chat.postMessage", {"channel": ANA, "blocks": []}, "invalid_arguments"),
        ("chat.postMessage", {"channel": ANA, "blocks": MANY}, "invalid_blocks"),
        ("chat.postMessage", {"channel": ANA, "blocks": [section(LONG)]}, "invalid_arguments"),
        ("chat.postMessage", {"channel": ANA, "blocks": [section("")]}, "invalid_arguments"),
        ("chat.postMessage", {"channel": ANA, "blocks": [{"type": "secao"}]}, "invalid_arguments"),
        ("chat.postMessage", {"channel": ANA, "blocks": [{"type": "section"}]}, "invalid_blocks"),
        ("chat.postMessage", {"channel": ANA, "blocks": [section("a", style="b")]}, "invalid_arguments"),
        ("chat.postMessage", {"channel": ANA, "blocks": [section("a", block_id="b" * 256)]}, "invalid_arguments"),
        ("chat.postMessage", {"channel": ANA, "blocks": [section("a", block_id="b")] * 2}, "invalid_blocks"),
        ("chat.postMessage", {"channel": ANA, "blocks": [section("x" * 2999)] * 4}, "msg_blocks_too_long"),
        ("chat.postMessage", {"channel": ANA, "blocks": [{"type": "header", "text": words("x" * 151)}]}, "invalid_arguments"),
        ("chat.postMessage", {"channel": ANA, "blocks": [actions(button("x" * 76))]}, "invalid_arguments"),
        ("chat.postMessage", {"channel": ANA, "blocks": [actions(button(value="x" * 2001))]}, "invalid_arguments"),
        ("chat.postMessage", {"channel": ANA, "blocks": [actions(button(action_id="x" * 256))]}, "invalid_arguments"),
        ("chat.postMessage", {"channel": ANA, "blocks": [actions(button(), button())]}, "invalid_blocks"),
        ("chat.postMessage", {"channel": ANA, "blocks": [actions(*([button()] * 26))]}, "invalid_arguments"),
        ("chat.postMessage", {"channel": ANA, "text": "a", "metadata": {"event_type": "t"}}, "invalid_arguments"),
        ("chat.postMessage", {"channel": ANA, "text": "a", "metadata": META}, "metadata_too_large"),
        ("chat.postEphemeral", {"channel": GENERAL, "user": ANA, "text": "a", "metadata": META}, "invalid_arguments"),
        ("views.open", {"trigger_id": "1", "view": modal(field(), title=words("x" * 25))}, "invalid_arguments"),
        ("views.open", {"trigger_id": "1", "view": modal(field(), private_metadata=LONG)}, "invalid_arguments"),
        ("views.open", {"trigger_id": "1", "view": modal(*([field(block_id="a")] * 2))}, "invalid_arguments"),
        ("views.open", {"trigger_id": "1", "view": modal(field("static_select", options=OPTIONS))}, "invalid_arguments"),
        ("views.open", {"trigger_id": "1", "view": modal(field("static_select", options=[]))}, "invalid_arguments"),
        ("views.open", {"trigger_id": "1", "view": modal(field(initial_value="abc", max_length=2))}, "invalid_arguments"),
        ("views.open", {"trigger_id": "1", "view": {**modal(field()), "type": "home"}}, "invalid_arguments"),
        ("views.publish", {"user_id": ANA, "view": {"type": "home", "blocks": MANY * 2}}, "invalid_arguments"),
        ("conversations.history", {"channel": "D0ANA"}, "invalid_arguments"),
        ("users.info", {"user": ANA}, "invalid_arguments"),
        ("chat.postMesage", {"channel": ANA, "text": "a"}, "unknown_method"),
        ("reactions.add", {"channel": ANA, "name": "a", "timestamp": "1"}, "method_not_supported"),
        ("apps.connections.open", {}, "not_allowed_token_type"),
    ],
)  # fmt: skip
def test_violations_of_the_interface(server: SlackServer, method: str, params: dict[str, Any], error: str) -> None:
    answer = call(server, method, **params)
    assert (answer["ok"], answer["error"]) == (False, error)
    assert [one.method for one in server.violations] == [method]
    assert server.log == []


def test_calls_just_within_the_limits(server: SlackServer) -> None:
    full = [actions(*(button(action_id=str(n)) for n in range(25))), section("x" * 3000, block_id="b" * 255)]
    assert call(server, "chat.postMessage", channel=ANA, text="x" * 4000)["ok"]
    assert call(server, "chat.postMessage", channel=ANA, blocks=[*full, *MANY[:48]])["ok"]
    longest = [section("x" * 3000)] * 3 + [section("x" * (ALL_BLOCKS - 9000))]
    assert call(server, "chat.postMessage", channel=ANA, blocks=longest)["ok"]
    assert server.violations == []


def test_without_a_scope(server: SlackServer) -> None:
    server.grant({"chat:write"})
    assert call(server, "chat.postMessage", channel=ANA, text="a")["ok"]
    assert call(server, "conversations.open", users=ANA)["error"] == "missing_scope"
    assert len(server.violations) == 1


def test_tokens(server: SlackServer) -> None:
    server.revoke(TOKEN)
    assert call(server, "auth.test")["error"] == "token_revoked"
    assert call(server, "auth.test", token="xoxb-outro")["ok"]
    server.revoke(error="account_inactive")
    assert call(server, "auth.test", token="xoxb-outro")["error"] == "account_inactive"
    server.restore()
    assert call(server, "auth.test")["ok"]
    assert server.violations == []
    assert call(server, "auth.test", token="xoxc-1")["error"] == "invalid_auth"
    assert len(server.violations) == 1


# --- fates ---------------------------------------------------------------------------------------------------


def failure(server: SlackServer, **params: Any) -> str:
    """The exception of the real client for one post."""
    try:
        ask(server, lambda client: client.chat_postMessage(**{"channel": ANA, "text": "a", **params}))
    except SlackApiError as error:
        data = getattr(error.response, "data", None) or {}
        return str(data.get("error") or getattr(error.response, "status_code", 200))
    except Exception as error:
        return type(error).__name__
    return ""


def test_each_recipient_meets_its_fate(server: SlackServer) -> None:
    server.fates({BRUNO: "user_disabled", "U0CARLA": {"accepted": False, "error": "cannot_dm_bot"}, "D0DAVI": "drop"})
    assert failure(server) == ""
    assert failure(server, channel=BRUNO) == failure(server, channel="D0BRUNO") == "user_disabled"
    assert failure(server, channel="U0CARLA") == "cannot_dm_bot"
    assert failure(server, channel="U0DAVI") == "ServerDisconnectedError"
    assert [one.place for one in server.log] == [ANA, "U0DAVI"]
    server.forgive()
    assert failure(server, channel=BRUNO) == ""


@pytest.mark.parametrize(
    ("fate", "raised", "accepted"),
    [
        (fates.DROP, "ServerDisconnectedError", 1),
        (fates.LOST, "ServerDisconnectedError", 0),
        (fates.RESET, "ClientOSError", 0),
        (fates.broken(502), "502", 0),
        (fates.broken(503, accepted=True), "503", 1),
        (fates.garbage(), "200", 1),
        (fates.limited(30), "ratelimited", 0),
        (fates.refused("fatal_error"), "fatal_error", 0),
        (fates.delay(0.05), "", 1),
    ],
)
def test_fates(server: SlackServer, fate: fates.Fate, raised: str, accepted: int) -> None:
    server.fate(fate, method="chat.postMessage")
    assert failure(server) == raised
    assert len(server.log) == accepted
    assert server.violations == []
    if raised != "ratelimited":
        assert failure(server) == ""


def test_a_call_is_logged_before_it_is_answered(tmp_path: Path) -> None:
    with SlackServer(log_path=tmp_path / "log") as server:
        server.fate(fates.delay(0.5), method="chat.postMessage")
        asking = threading.Thread(target=lambda: failure(server))
        asking.start()
        server.wait_until(lambda it: it.calls("chat.postMessage"))
        assert json.loads((tmp_path / "log").read_text())["params"]["channel"] == ANA
        assert asking.is_alive()
        asking.join()


def test_limits() -> None:
    with SlackServer(limits=True) as server:
        assert [failure(server), failure(server, channel=BRUNO)] == ["", ""]
        answer = call(server, "chat.postMessage", channel="D0ANA", text="b")
        assert answer["error"] == "ratelimited"
        assert (server.refused, len(server.log)) == (1, 2)
        time.sleep(0.2)
        assert failure(server) == "ratelimited"
        assert server.inside_window >= 1
        opened = [call(server, "conversations.open", users=ANA)["ok"] for _ in range(51)]
        assert opened.count(True) == 50
        assert server.peak_per_second() == 2


# --- payloads of Slack ----------------------------------------------------------------------------------------


class App:
    """An app over HTTP that notes the payloads it is sent, and answers as told."""

    def __init__(self) -> None:
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[tuple[int, str, float]] = []
        app = web.Application()
        app.router.add_post("/slack/events", self._hear)
        self.server = LoopbackServer(app)
        self.url = f"{self.server.url}/slack/events"

    async def _hear(self, request: web.Request) -> web.Response:
        self.heard.append((dict(request.headers), await request.read()))
        status, text, wait = self.answers.pop(0) if self.answers else (200, "", 0.0)
        await asyncio.sleep(wait)
        return web.Response(status=status, text=text, content_type="application/json")


@pytest.fixture
def app(server: SlackServer) -> Iterator[App]:
    made = App()
    server.listen_at(made.url)
    yield made
    made.server.close()


def test_over_http_payloads_are_signed_and_repeated(server: SlackServer, app: App) -> None:
    app.answers = [(500, "", 0), (503, "", 0)]
    sent = server.deliver(server.message(ANA, "eu"))
    assert [each.status for each in sent.tries] == [500, 503, 200]
    assert [headers.get("X-Slack-Retry-Num") for headers, _ in app.heard] == [None, "1", "2"]
    assert app.heard[1][0]["X-Slack-Retry-Reason"] == "http_error"
    assert len({body for _, body in app.heard}) == 1
    for headers, body in app.heard:
        signature = (headers["X-Slack-Request-Timestamp"], headers["X-Slack-Signature"])
        assert SignatureVerifier(SECRET).is_valid(body.decode(), *signature)


def test_a_command_is_sent_once(server: SlackServer, app: App) -> None:
    app.answers = [(500, "", 0)]
    assert [each.status for each in server.deliver(server.command(ANA, "/gab", "eu")).tries] == [500]
    assert b"command=%2Fgab" in app.heard[0][1]


@pytest.mark.slow
def test_after_three_seconds_nobody_waits(server: SlackServer, app: App) -> None:
    app.answers = [(200, "", 3.3)]
    sent = server.deliver(server.message(ANA, "eu"))
    assert [each.status for each in sent.tries] == [0, 200]
    assert app.heard[1][0]["X-Slack-Retry-Reason"] == "http_timeout"


def test_the_answer_to_a_form_must_fit_it(server: SlackServer, app: App) -> None:
    trigger = server.command(ANA, "/gab", "tarefa")["trigger_id"]
    call(server, "views.open", trigger_id=trigger, view=modal(field()))
    right = {"response_action": "errors", "errors": {"titulo": "Falta o título."}}
    app.answers = [(200, json.dumps(right), 0)]
    assert server.deliver(server.submit(ANA)).answer == right
    assert server.violations == []
    for wrong in ({"response_action": "errors", "errors": {"outro": "x"}}, {"response_action": "errors"}, {"ok": True}):
        app.answers = [(200, json.dumps(wrong), 0)]
        server.deliver(server.submit(ANA))
    assert len(server.violations) == 3


def test_only_events_of_the_manifest_are_sent(server: SlackServer, app: App) -> None:
    server.install(MANIFEST)
    server.deliver(server.message(ANA, "eu"))
    server.deliver(server.command(ANA, "/gab", "eu"))
    server.deliver(server.shortcut(ANA, "criar", "texto"))
    unasked = [
        server.mention(ANA, "eu"),
        server.command(ANA, "/outro", ""),
        server.shortcut(ANA, "outro", "texto"),
        server.opens_home(ANA),
    ]
    for payload in unasked:
        with pytest.raises(AssertionError):
            server.deliver(payload)
    assert len(app.heard) == 3


@pytest.mark.parametrize(
    "change",
    [
        {"display_information": {"name": "x" * 36}},
        {"display_information": {"name": "x", "background_color": "azul"}},
        {"features": {"slash_commands": [{"command": "gab", "description": "x"}]}},
        {"features": {"slash_commands": [{"command": "/gab", "description": "x"}] * 2}},
        {"features": {"shortcuts": [{"name": "x" * 25, "type": "message", "callback_id": "a", "description": "b"}]}},
        {"oauth_config": {"scopes": {"bot": ["commands"]}}},
        {"settings": {"event_subscriptions": {"bot_events": []}, "interactivity": {}, "socket_mode_enabled": False}},
        {"outro": {}},
    ],
)
def test_a_manifest_that_slack_would_not_take(server: SlackServer, change: dict[str, Any]) -> None:
    with pytest.raises(AssertionError, match="would not take"):
        server.install({**MANIFEST, **change})


def test_slack_and_the_signature_helper_agree(server: SlackServer, app: App) -> None:
    assert post(app.url, server.message(ANA, "eu")) == (200, "")
    headers, body = app.heard[0]
    signature = (headers["X-Slack-Request-Timestamp"], headers["X-Slack-Signature"])
    assert SignatureVerifier(SECRET).is_valid(body.decode(), *signature)


# --- Socket Mode ---------------------------------------------------------------------------------------------


class Ears:
    """The real Socket Mode client at work in a thread; `say` decides about its acknowledgements."""

    def __init__(self, server: SlackServer) -> None:
        self.heard: list[SocketModeRequest] = []
        self.say: Callable[[SocketModeRequest], Any] = lambda _: True
        self._loop, self._stop = asyncio.new_event_loop(), asyncio.Event()
        self._server = server
        self.thread = threading.Thread(target=lambda: self._loop.run_until_complete(self._listen()))
        self.thread.start()
        server.wait_until(lambda it: it.sockets)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self.thread.join()
        self._loop.close()

    async def _listen(self) -> None:
        web_client = AsyncWebClient(TOKEN, base_url=self._server.api_url)
        client = SocketModeClient(APP_TOKEN, web_client=web_client, ping_interval=0.2)
        client.socket_mode_request_listeners.append(self._take)
        await client.connect()  # type: ignore[no-untyped-call]
        await self._stop.wait()
        with suppress(asyncio.CancelledError):
            await client.close()  # type: ignore[no-untyped-call]

    async def _take(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        self.heard.append(request)
        said = self.say(request)
        if said:
            payload = said if isinstance(said, dict) else None
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))


@pytest.fixture
def ears(server: SlackServer) -> Iterator[Ears]:
    made = Ears(server)
    yield made
    made.close()


def test_over_a_socket(server: SlackServer, ears: Ears) -> None:
    assert server.deliver(server.message(ANA, "eu")).acknowledged
    assert server.deliver(server.command(ANA, "/gab", "eu")).acknowledged
    trigger = server.command(ANA, "/gab", "tarefa")["trigger_id"]
    call(server, "views.open", trigger_id=trigger, view=modal(field()))
    right = {"response_action": "errors", "errors": {"titulo": "Falta o título."}}
    ears.say = lambda _: right
    assert server.deliver(server.submit(ANA)).answer == right
    assert [each.type for each in ears.heard] == ["events_api", "slash_commands", "interactive"]
    assert [each.accepts_response_payload for each in ears.heard] == [False, True, True]
    assert server.violations == []
    server.deliver(server.message(ANA, "eu"))
    assert [one.outcome for one in server.violations] == ["this envelope takes no payload"]


@pytest.mark.slow
def test_over_a_socket_an_event_is_sent_again(server: SlackServer, ears: Ears) -> None:
    ears.say = lambda request: request.retry_attempt == 1
    sent = server.deliver(server.message(ANA, "eu"))
    assert [each.status for each in sent.tries] == [0, 200]
    assert [(each.retry_attempt, each.retry_reason) for each in ears.heard] == [(0, ""), (1, "timeout")]


@pytest.mark.parametrize("how", ["say_disconnect", "drop"])
def test_the_client_comes_back(server: SlackServer, ears: Ears, how: str) -> None:
    first = server.newest_socket
    getattr(server, how)()
    server.wait_until(lambda it: it.newest_socket not in (None, first), 10)
    assert server.deliver(server.message(ANA, "eu")).acknowledged


def test_a_muted_socket_answers_no_ping(server: SlackServer, ears: Ears) -> None:
    first = server.newest_socket
    server.mute()
    server.wait_until(lambda it: it.newest_socket is not first, 10)
    server.mute(False)
    assert server.deliver(server.message(ANA, "eu")).acknowledged


def test_a_ticket_opens_one_socket(server: SlackServer) -> None:
    async def knock(client: AsyncWebClient) -> list[int]:
        url = (await client.apps_connections_open(app_token=APP_TOKEN))["url"]
        async with aiohttp.ClientSession() as session:
            async with session.ws_connect(url) as line:
                assert (await line.receive_json())["type"] == "hello"
            async with session.get(url.replace("ws", "http", 1)) as again:
                return [again.status]

    assert ask(server, knock) == [401]


def test_an_acknowledgement_of_nothing(server: SlackServer) -> None:
    async def say(client: AsyncWebClient) -> None:
        url = (await client.apps_connections_open(app_token=APP_TOKEN))["url"]
        async with aiohttp.ClientSession() as session, session.ws_connect(url) as line:
            await line.send_json({"envelope_id": "nenhum"})
            await line.receive()

    ask(server, say)
    server.wait_until(lambda it: it.violations)


# --- channels ------------------------------------------------------------------------------------------------


def test_channels_are_left_and_described_with_the_scope_for_it(server: SlackServer) -> None:
    server.invites(ANA, "G0PRIVADO")

    async def go(client: AsyncWebClient) -> None:
        assert (await client.conversations_info(channel="G0PRIVADO"))["channel"]["name"] == "privado"
        await client.conversations_leave(channel="G0PRIVADO")
        assert (await client.conversations_leave(channel="G0PRIVADO"))["not_in_channel"] is True
        for place, error in (("G0PRIVADO", "channel_not_found"), ("D0ANA", "missing_scope")):
            with pytest.raises(SlackApiError, match=error):
                await client.conversations_info(channel=place)
        with pytest.raises(SlackApiError, match="cant_leave_general"):
            await client.conversations_leave(channel=GENERAL)

    ask(server, go)
    server.grant({"channels:read"})
    assert call(server, "conversations.leave", channel="C0OBRAS")["error"] == "missing_scope"


# --- as a process --------------------------------------------------------------------------------------------


def test_as_a_process_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "fates").write_text(json.dumps({BRUNO: "user_disabled"}), encoding="utf-8")
    arguments = ["--log", str(tmp_path / "log"), "--limits", "--fates", str(tmp_path / "fates")]
    running = subprocess.Popen([sys.executable, "-m", "tests.servers.slack", *arguments], stdout=subprocess.PIPE)
    assert running.stdout is not None
    try:
        url = running.stdout.readline().decode().strip()

        async def write(client: AsyncWebClient) -> None:
            await client.chat_postMessage(channel=ANA, text="olá")
            with suppress(SlackApiError):
                await client.chat_postMessage(channel=BRUNO, text="olá")

        asyncio.run(write(AsyncWebClient(TOKEN, base_url=f"{url}/api/")))
        assert control(url, "reads", user=ANA) == ["olá"]
        payload = control(url, "message", user=ANA, text="eu")
        app = App()
        control(url, "listen_at", address=app.url)
        assert control(url, "deliver", payload=payload)["ok"]
        app.server.close()
        control(url, "revoke")
        assert control(url, "stats")["violations"] == 0
        assert [call["method"] for call in control(url, "denied")] == ["chat.postMessage"]
    finally:
        running.send_signal(signal.SIGTERM)
        assert running.wait(10) == 0
        running.stdout.close()
    outcomes = [json.loads(line)["outcome"] for line in (tmp_path / "log").read_text(encoding="utf-8").splitlines()]
    assert outcomes == ["accepted", "user_disabled"]
