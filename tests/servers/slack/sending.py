"""Slack's sending of payloads: over HTTP, signed, or over sockets; repeated where it is not acknowledged."""

import asyncio
import json
import threading
import time
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import WSMsgType, web

from tests.servers.slack import limits
from tests.servers.slack.api import TABLE, Api
from tests.servers.slack.log import Call
from tests.servers.slack.signing import JSON, SECRET, signed, written
from tests.servers.slack.state import APP, Json
from tests.servers.slack.table import Bad

PATIENCE = 3.0  # seconds until an acknowledgement must be there
AGAIN = (0.0, 1.0, 5.0)  # minutes before an event is sent again
MOST_SOCKETS = 10
EVENTS, COMMANDS, INTERACTIVE = "events_api", "slash_commands", "interactive"


@dataclass(frozen=True, slots=True)
class Try:
    """One sending. `status`: 200 when acknowledged in time, 0 when nothing came; `body`: the answer."""

    at: float
    seconds: float
    status: int
    body: Any = None
    reason: str = ""
    final: bool = False  # the app asked for no more tries

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300


@dataclass(slots=True)
class Delivery:
    """A payload on its way, with the result of each try."""

    payload: Json
    kind: str
    tries: list[Try] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    @property
    def acknowledged(self) -> bool:
        return bool(self.tries) and self.tries[-1].ok

    @property
    def answer(self) -> Any:
        """The content of the app's acknowledgement."""
        return self.tries[-1].body if self.tries else None


class Sender:
    """The sender, on the server's loop. `minute`: the seconds that a minute takes here."""

    def __init__(self, api: Api, minute: float) -> None:
        self.url, self.secret = "", SECRET
        self.sockets: list[web.WebSocketResponse] = []
        self.mute = False  # the sockets neither answer pings nor carry anything
        self._api, self._minute = api, minute
        self._waiting: dict[str, tuple[Delivery, asyncio.Future[Any]]] = {}
        self._late: set[str] = set()
        self._session: aiohttp.ClientSession | None = None

    async def deliver(self, delivery: Delivery) -> None:
        """Send until it is acknowledged or given up."""
        reason = ""
        for number, minutes in enumerate((0.0, *(AGAIN if delivery.kind == EVENTS else ()))):
            await asyncio.sleep(minutes * self._minute)
            tried = await self._try(delivery, number, reason)
            delivery.tries.append(tried)
            if tried.ok or tried.final:
                break
            reason = tried.reason
        delivery.done.set()

    async def close(self) -> None:
        """End its connections."""
        for line in list(self.sockets):
            await line.close()
        if self._session:
            await self._session.close()

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """/link: one socket of the app, until it ends."""
        if not self._api.ticket(request.query.get("ticket", "")):
            return web.Response(status=401, text="invalid ticket")
        line = web.WebSocketResponse(autoping=False)
        await line.prepare(request)
        if len(self.sockets) >= MOST_SOCKETS:
            await line.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await line.close()
            return line
        self.sockets.append(line)
        info = {"host": "applink", "build_number": 1, "approximate_connection_time": 18060}
        hello = {"type": "hello", "connection_info": {"app_id": APP}, "debug_info": info}
        await line.send_json({**hello, "num_connections": len(self.sockets)})
        try:
            await self._hear(line)
        finally:
            if line in self.sockets:
                self.sockets.remove(line)
        return line

    async def say_disconnect(self, reason: str, closes_in: float) -> None:
        """Ask the newest socket to reconnect, and close it after a while."""
        line = self.sockets[-1]
        await line.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink"}})
        asyncio.get_running_loop().call_later(closes_in, lambda: asyncio.ensure_future(line.close()))

    def drop(self) -> None:
        """Cut every socket without a word."""
        for line in list(self.sockets):
            if line._req is not None and line._req.transport is not None:
                line._req.transport.abort()

    async def _hear(self, line: web.WebSocketResponse) -> None:
        async for message in line:
            if message.type == WSMsgType.PING and not self.mute:
                await line.pong(message.data)
            elif message.type == WSMsgType.TEXT:
                self._acknowledged(json.loads(message.data))

    def _acknowledged(self, said: Json) -> None:
        delivery, answered = self._waiting.pop(said.get("envelope_id", ""), (None, None))
        if delivery is None or answered is None:
            if said.get("envelope_id") not in self._late:
                self._wrong("ack", said, "an envelope nobody sent")
            return
        if said.get("payload") is not None and delivery.kind == EVENTS:
            self._wrong("ack", said, "this envelope takes no payload")
        answered.set_result(said.get("payload"))

    async def _try(self, delivery: Delivery, number: int, reason: str) -> Try:
        start = time.monotonic()
        try:
            async with asyncio.timeout(PATIENCE):
                status, body, final = await (self._posted if self.url else self._carried)(delivery, number, reason)
        except TimeoutError:
            return Try(start, PATIENCE, 0, reason="http_timeout" if self.url else "timeout")
        except (aiohttp.ClientError, OSError) as error:
            return Try(start, time.monotonic() - start, 0, type(error).__name__, "connection_failed")
        if status == 200:
            self._look_at(delivery, body)
        return Try(start, time.monotonic() - start, status, body, "http_error", final)

    async def _posted(self, delivery: Delivery, number: int, reason: str) -> tuple[int, Any, bool]:
        self._session = self._session or aiohttp.ClientSession()
        body, kind = written(delivery.payload)
        headers = {**signed(body, self.secret), "Content-Type": kind, "User-Agent": "Slackbot 1.0"}
        if number:
            headers |= {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason}
        async with self._session.post(self.url, data=body, headers=headers, allow_redirects=False) as answer:
            text = await answer.text()
            is_json = answer.content_type == JSON and text
            final = answer.headers.get("X-Slack-No-Retry") == "1"
            return answer.status, json.loads(text) if is_json else text, final

    async def _carried(self, delivery: Delivery, number: int, reason: str) -> tuple[int, Any, bool]:
        while not self.sockets:
            await asyncio.sleep(0.01)
        envelope_id = f"env-{self._api.state.number()}"
        answered: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = (delivery, answered)
        envelope: Json = {"envelope_id": envelope_id, "type": delivery.kind, "payload": delivery.payload}
        envelope["accepts_response_payload"] = delivery.kind != EVENTS
        if delivery.kind == EVENTS:
            envelope |= {"retry_attempt": number, "retry_reason": reason}
        try:
            if not self.mute:
                await self.sockets[-1].send_json(envelope)
            return 200, await answered, False
        finally:
            if self._waiting.pop(envelope_id, None):
                self._late.add(envelope_id)

    def _look_at(self, delivery: Delivery, body: Any) -> None:
        """Check the content of an acknowledgement, as Slack would."""
        payload = delivery.payload
        try:
            if payload.get("type") == "view_submission":
                limits.answer_of_form(TABLE, payload["view"], body)
            elif body and delivery.kind == INTERACTIVE:
                raise Bad(f"nothing may be said to {payload['type']}")
        except Bad as bad:
            self._wrong("answer", {"type": payload.get("type"), "said": body}, str(bad))

    def _wrong(self, what: str, said: Json, why: str) -> None:
        self._api.log.deny(Call(what, said, why), violation=True)


def kind_of(payload: Json) -> str:
    """The kind of a payload, as envelopes name it."""
    if "command" in payload:
        return COMMANDS
    return EVENTS if payload.get("type") in ("event_callback", "app_rate_limited") else INTERACTIVE
