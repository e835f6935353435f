"""A small workspace on loopback: the calls our door makes, the payloads Slack would send, over HTTP or a socket."""

import hashlib
import hmac
import itertools
import json
import time
import urllib.request
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode

from aiohttp import WSMsgType, web

from tests.servers.loop import LoopbackServer

TEAM, ME, SECRET = "T0CIDADE", "U0GABINETE", "segredo-de-assinatura-0123456789"
Answer = dict[str, Any]


@dataclass
class Call:
    method: str
    body: dict[str, Any]
    at: float = field(default_factory=time.monotonic)


class Workspace:
    """`calls` is written before anything is answered; `fates[method]` decides the next answers."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.fates: dict[str, list[Any]] = {}
        self.history: dict[str, list[Answer]] = {}
        self.guests: set[str] = set()
        self.files: dict[str, bytes] = {}
        self.uploads: dict[str, bytes] = {}
        self.sockets: list[web.WebSocketResponse] = []
        self.acks: dict[str, float] = {}
        self.ack_payloads: dict[str, Any] = {}
        self.sent_at: dict[str, float] = {}
        self.mute = False  # sockets neither answer pings nor say anything
        self._count = itertools.count(1)
        self.server = LoopbackServer(self._app())
        self.url = f"{self.server.url}/api/"

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_post("/upload/{id}", self._upload)
        app.router.add_get("/files/{id}", self._file)
        app.router.add_get("/link", self._link)
        return app

    # --- the Web API -----------------------------------------------------------------------------------------

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        body: dict[str, Any] = dict(request.query)
        if request.content_type == "application/json":
            body |= await request.json()
        elif request.can_read_body:
            body |= dict(await request.post())
        self.calls.append(Call(method, body))
        fates = self.fates.get(method)
        if fates:
            fate = fates.pop(0)
            if isinstance(fate, str):
                return web.json_response({"ok": False, "error": fate})
            if fate is not None:
                answer: web.StreamResponse | None = await fate(self, method, body, request)
                if answer is not None:
                    return answer
        return web.json_response(
            {"ok": True, **self._done(method, body)}, headers={"x-oauth-scopes": "chat:write,commands"}
        )

    def _done(self, method: str, body: dict[str, Any]) -> Answer:
        match method:
            case "auth.test":
                return {"team_id": TEAM, "user_id": ME, "bot_id": "B0", "url": "https://cidade.slack.com/"}
            case "apps.connections.open":
                return {"url": f"{self.server.url.replace('http', 'ws')}/link"}
            case "users.info":
                user = body["user"]
                return {"user": {"id": user, "team_id": TEAM, "is_restricted": user in self.guests, "deleted": False}}
            case "conversations.open":
                return {"channel": {"id": "D" + body["users"][1:]}}
            case "chat.postMessage":
                channel = body["channel"]
                channel = "D" + channel[1:] if channel[0] == "U" else channel
                ts = f"1700000000.{next(self._count):06d}"
                self.history.setdefault(channel, []).insert(0, {**body, "ts": ts})
                return {"channel": channel, "ts": ts}
            case "conversations.history" | "conversations.replies":
                return {"messages": self.history.get(body["channel"], [])}
            case "files.getUploadURLExternal":
                number = f"F{next(self._count)}"
                return {"upload_url": f"{self.server.url}/upload/{number}", "file_id": number}
        return {}

    async def _upload(self, request: web.Request) -> web.Response:
        self.uploads[request.match_info["id"]] = await request.read()
        return web.Response(text="OK")

    async def _file(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != "Bearer xoxb-teste-0123456789":
            return web.Response(text="<html>", content_type="text/html")
        return web.Response(body=self.files[request.match_info["id"]])

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json({"type": "hello", "num_connections": len(self.sockets)})
        async for message in socket:
            if message.type == WSMsgType.PING and not self.mute:
                await socket.pong(message.data)
            elif message.type == WSMsgType.TEXT:
                said = json.loads(message.data)
                self.acks[said["envelope_id"]] = time.monotonic()
                self.ack_payloads[said["envelope_id"]] = said.get("payload")
        if socket in self.sockets:
            self.sockets.remove(socket)
        return socket

    # --- what was called -------------------------------------------------------------------------------------

    def called(self, *methods: str) -> list[dict[str, Any]]:
        return [call.body for call in self.calls if call.method in methods]

    def texts(self, user: str) -> list[str]:
        """What was posted to that person, in private or for their eyes only."""
        posted = self.called("chat.postMessage", "chat.postEphemeral")
        mine = [
            each for each in posted if user in (each.get("user"), each["channel"]) or each["channel"] == "D" + user[1:]
        ]
        return [shown(each) for each in mine]

    # --- what Slack sends ------------------------------------------------------------------------------------

    def event(self, event: dict[str, Any], event_id: str = "", team: str = TEAM) -> Answer:
        number = event_id or f"Ev{next(self._count)}"
        return {"type": "event_callback", "team_id": team, "event_id": number, "event": event}

    def message(self, user: str, text: str, **more: Any) -> Answer:
        said = {"type": "message", "channel_type": "im", "channel": "D" + user[1:], "user": user, "text": text}
        return self.event({**said, "ts": f"17.{next(self._count)}", "team": TEAM, **more})

    def command(self, user: str, command: str, text: str, channel: str = "C0GERAL") -> Answer:
        place = {"team_id": TEAM, "channel_id": channel, "user_id": user, "api_app_id": "A0"}
        return {**place, "command": command, "text": text, "trigger_id": f"tr.{next(self._count)}"}

    def press(self, user: str, value: str, message: Answer | None = None, **container: Any) -> Answer:
        where = container or {"type": "message", "channel_id": "D" + user[1:], "message_ts": "1"}
        action = {"type": "button", "action_id": "b0", "value": value, "action_ts": f"{next(self._count)}.1"}
        return {**self._by(user, "block_actions"), "container": where, "message": message or {}, "actions": [action]}

    def submit(self, user: str, view: Answer, **values: Any) -> Answer:
        state = {"values": {name: {"value": element} for name, element in values.items()}}
        sent = {**view, "id": "V1", "hash": "1.a", "state": state}
        return {**self._by(user, "view_submission"), "view": sent}

    def shortcut(self, user: str, callback_id: str, text: str) -> Answer:
        message = {"type": "message", "user": "U0OUTRO", "ts": "1700000001.000100", "text": text}
        place = {"channel": {"id": "C0GERAL", "name": "geral"}, "message": message, "message_ts": message["ts"]}
        return {**self._by(user, "message_action"), "callback_id": callback_id, "action_ts": "1.1", **place}

    def _by(self, user: str, kind: str) -> Answer:
        person = {"id": user, "team_id": TEAM}
        return {"type": kind, "team": {"id": TEAM}, "user": person, "trigger_id": f"tr.{next(self._count)}"}

    def send_envelope(self, payload: Answer, envelope_id: str = "") -> str:
        """Over the newest socket; the envelope's id."""
        kinds = {"event_callback": "events_api"}
        kind = "slash_commands" if "command" in payload else kinds.get(payload["type"], "interactive")
        number = envelope_id or f"env-{next(self._count)}"
        envelope = {"type": kind, "envelope_id": number, "payload": payload, "accepts_response_payload": True}
        self.sent_at[number] = time.monotonic()
        self.server.call(self._send, envelope)
        return number

    async def _send(self, envelope: Answer) -> None:
        await self.sockets[-1].send_json(envelope)

    def say_disconnect(self, reason: str = "refresh_requested") -> None:
        self.server.call(self._send, {"type": "disconnect", "reason": reason})

    def drop(self) -> None:
        """Cut every socket without a word."""

        def cut() -> None:
            for socket in list(self.sockets):
                transport = socket._req.transport if socket._req else None
                if transport is not None:
                    transport.abort()

        self.server.call(cut)

    def close(self) -> None:
        self.server.close()


def shown(body: dict[str, Any]) -> str:
    """What a person reads of a message."""
    return "\n".join(each["text"]["text"] for each in body["blocks"] if each["type"] == "section")


def buttons(body: dict[str, Any]) -> dict[str, str]:
    """Label -> value."""
    rows = [each["elements"] for each in body["blocks"] if each["type"] == "actions"]
    return {each["text"]["text"]: each["value"] for row in rows for each in row}


def post(url: str, payload: Answer, *, secret: str = SECRET, at: float | None = None) -> tuple[int, str]:
    """As Slack posts it: status and body."""
    if payload.get("type") == "event_callback" or payload.get("type") == "url_verification":
        return post_raw(url, json.dumps(payload).encode(), "application/json", secret=secret, at=at)
    form = payload if "command" in payload else {"payload": json.dumps(payload)}
    return post_raw(url, urlencode(form).encode(), "application/x-www-form-urlencoded", secret=secret, at=at)


def post_raw(
    url: str, body: bytes, kind: str, at: float | None = None, *, secret: str = SECRET, **headers: str
) -> tuple[int, str]:
    stamp = str(int(at or time.time()))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    signed = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}", "Content-Type": kind}
    request = urllib.request.Request(  # noqa: S310
        url, body, {**signed, **headers}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


async def lost(_: Workspace, __: str, ___: Any, request: web.Request) -> web.Response:
    """A fate: the connection is dropped after the request was read."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()
