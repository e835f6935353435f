"""The HTTP side of the Web API: reads a call, checks it, applies its fate, and answers."""

import asyncio
import socket
import struct
import time
from typing import Any

from aiohttp import web

from tests.servers.slack import limits
from tests.servers.slack.fates import OK, Fate, Script
from tests.servers.slack.limits import Refused
from tests.servers.slack.log import Call, Log
from tests.servers.slack.methods import METHODS, takes_json
from tests.servers.slack.pace import Pace, whole
from tests.servers.slack.state import Json, State, im, owner
from tests.servers.slack.table import Bad, load

TABLE = load()
SOCKETS = "apps.connections.open"
PLACES = ("channel", "channel_id", "user", "user_id", "users")
RESET = struct.pack("ii", 1, 0)
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


class Api:
    """Everything behind /api/<method>. Belongs to the server's loop."""

    def __init__(self, state: State, log: Log, *, enforced: bool) -> None:
        self.state, self.log, self.script = state, log, Script()
        self.pace = Pace(TABLE.tiers, enforced=enforced)
        self.scopes: frozenset[str] | None = None  # of the token; None: all
        self.refused_tokens: dict[str, str] = {}  # token -> the error it is answered with; "": any token
        self.skew = 0.0  # seconds by which our Date header is ahead
        self._tickets: dict[str, float] = {}

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one call."""
        name = request.match_info["method"]
        raw: Json = {}
        try:
            raw, typed = await _read(request)
            self._let_in(name, _token(request, raw))
            values = self._checked(name, raw, typed=typed)
        except (Bad, Refused) as error:
            refused = error if isinstance(error, Refused) else Refused("invalid_arguments", f"[ERROR] {error}")
            known = refused.error in self.refused_tokens.values()
            self.log.deny(Call(name, raw, refused.words), violation=not known)
            return self._answer(refused)
        return await self._befall(request, name, values)

    def ticket(self, ticket: str) -> bool:
        """Whether a connection may be opened with that ticket; once only."""
        return self._tickets.pop(ticket, 0.0) > time.monotonic()

    def _let_in(self, name: str, token: str) -> None:
        if not TABLE.knows(name):
            raise Refused("unknown_method")
        if not token:
            raise Refused("not_authed")
        error = self.refused_tokens.get(token) or self.refused_tokens.get("")
        if error:
            raise Refused(error)
        kinds = {"xapp-": name == SOCKETS, "xoxb-": name != SOCKETS}
        if not any(token.startswith(kind) for kind in kinds):
            raise Refused("invalid_auth")
        if not any(token.startswith(kind) and fits for kind, fits in kinds.items()):
            raise Refused("not_allowed_token_type")

    def _checked(self, name: str, raw: Json, *, typed: bool) -> Json:
        """The call as Slack understands it; a violation of the interface is logged and refused."""
        if typed and not takes_json(name):
            raise Refused("invalid_arguments", f"{name} takes no JSON")
        raw = {key: value for key, value in raw.items() if key != "token"}
        values = TABLE.read(name, raw, typed=typed)
        limits.check(TABLE, name, values)
        if name != SOCKETS and name not in METHODS:
            raise Refused("method_not_supported", "this server does not play it")
        needed = METHODS[name].needs(values) if name in METHODS else ""
        if needed and self.scopes is not None and needed not in self.scopes:
            raise Refused("missing_scope", f"needed: {needed}")
        return values

    async def _befall(self, request: web.Request, name: str, values: Json) -> web.StreamResponse:
        fate = self.script.next(_places(values), name)
        if fate.first:
            await asyncio.sleep(fate.seconds)
        answer = self._outcome(fate, name, values)
        if fate.seconds and not fate.first:
            await asyncio.sleep(fate.seconds)
        return _ended(request, fate, answer)

    def _outcome(self, fate: Fate, name: str, values: Json) -> web.Response:
        now, channel = time.monotonic(), self._channel(values)
        windowed = self.pace.waits(name, now)
        try:
            if not fate.accepted:
                seconds = fate.retry_after if isinstance(fate.retry_after, int) else None
                raise Refused(fate.error, status=fate.status, retry_after=seconds)
            wait = max(windowed, self.pace.over(name, channel, now)) if self.pace.enforced else 0.0
            if wait > 0:
                self.pace.refused += 1
                raise Refused("ratelimited", status=429, retry_after=whole(wait))
            result = self._link() if name == SOCKETS else METHODS[name].act(self.state, values)
        except Refused as refused:
            if refused.retry_after is not None:
                self.pace.shut(name, now, refused.retry_after)
            self.log.deny(Call(name, values, refused.words))
            return self._answer(refused, fate)
        self.pace.accept(name, channel, now)
        self.log.accept(Call(name, values, ts=result.get("ts") or result.get("message_ts")))
        return web.json_response({"ok": True, **result}, headers=self._headers())

    def _link(self) -> Json:
        ticket = f"t{self.state.number()}"
        self._tickets[ticket] = time.monotonic() + 30
        return {"url": f"{self.state.url.replace('http', 'ws', 1)}/link?ticket={ticket}&app_id=A0"}

    def _channel(self, values: Json) -> str:
        place = str(values.get("channel") or values.get("channel_id") or "")
        return im(place) if place[:1] == "U" else place

    def _headers(self) -> dict[str, str]:
        date = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + self.skew))
        scopes = sorted(self.scopes) if self.scopes is not None else ["chat:write", "commands"]
        return {"x-oauth-scopes": ",".join(scopes), "Date": date}

    def _answer(self, refused: Refused, fate: Fate = OK) -> web.Response:
        body: Json = {"ok": False, "error": refused.error}
        if refused.messages:
            body["response_metadata"] = {"messages": list(refused.messages)}
        after = fate.retry_after if fate.retry_after is not None else refused.retry_after
        headers = {**self._headers(), **({"Retry-After": str(after)} if after is not None else {})}
        return web.json_response(body, status=refused.status, headers=headers)


def _places(values: Json) -> set[str]:
    """The places of a call: the channel, and the person whose direct messages they are."""
    named = {str(values[name]) for name in PLACES if values.get(name)}
    return named | {owner(one) for one in named if owner(one)} | {im(one) for one in named if one[:1] == "U"}


def _token(request: web.Request, raw: Json) -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ") or str(raw.get("token") or "")


async def _read(request: web.Request) -> tuple[Json, bool]:
    """The parameters, and whether they are JSON. Raises Refused."""
    values: Json = dict(request.query)
    if request.content_type == JSON:
        try:
            body: Any = await request.json()
        except ValueError:
            raise Refused("invalid_json") from None
        if not isinstance(body, dict):
            raise Refused("json_not_object")
        return {**values, **body}, True
    if request.can_read_body:
        if request.content_type not in (FORM, "multipart/form-data"):
            raise Refused("invalid_post_type", request.content_type)
        values |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    return values, False


def _ended(request: web.Request, fate: Fate, answer: web.Response) -> web.StreamResponse:
    if fate.body is not None:
        kind = "text/html" if fate.body.startswith("<") else JSON
        return web.Response(text=fate.body, status=fate.status, content_type=kind)
    transport = request.transport
    if fate.ending != "answer" and transport is not None:
        if fate.ending == "reset":
            transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        transport.abort()
    return answer
