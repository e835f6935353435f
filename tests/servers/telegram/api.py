"""The HTTP side of the Bot API: reads a call, checks it, applies its fate, and answers."""

import asyncio
import json
import re
import socket
import struct
import time
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from tests.servers.telegram import limits
from tests.servers.telegram.about import METHODS
from tests.servers.telegram.fates import Fate, Script
from tests.servers.telegram.limits import Refused
from tests.servers.telegram.log import Call, Log
from tests.servers.telegram.pace import Pace, whole
from tests.servers.telegram.state import Json, State
from tests.servers.telegram.table import Bad, Upload, load
from tests.servers.telegram.updates import Updates

TOKEN = re.compile(r"(\d+):[A-Za-z0-9_-]+")
FORM = "application/x-www-form-urlencoded"
TABLE = load()
UPDATES = {"getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo"}
NOT_PACED = {"sendChatAction"}
RESET = struct.pack("ii", 1, 0)


class Api:
    """Everything behind /bot<token>/<method>. Belongs to the server's loop."""

    def __init__(self, log: Log, *, enforced: bool, retry: float) -> None:
        self.state, self.log, self.script = State(), log, Script()
        self.pace, self.updates = Pace(enforced=enforced), Updates(retry)
        self.revoked: set[str] = set()
        self.seen: set[str] = set()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one call."""
        refusal = self._stranger(request.match_info["token"])
        if refusal:
            return _answer(refusal)
        try:
            raw = await _read(request)
            name, values, uploads = self._checked(request.match_info["method"], raw)
        except Refused as refused:
            return _answer(refused)
        return await self._befall(request, name, values, uploads)

    async def download(self, request: web.Request) -> web.Response:
        """Answer /file/bot<token>/<path>."""
        stored = self.state.paths.get(request.match_info["path"])
        if self._stranger(request.match_info["token"]) or stored is None:
            return _answer(Refused("Not Found", 404))
        return web.Response(body=stored.content, content_type="application/octet-stream")

    def _stranger(self, token: str) -> Refused | None:
        found = TOKEN.fullmatch(token)
        if found is None:
            return Refused("Not Found", 404)
        if token in self.revoked:
            return Refused("Unauthorized", 401)
        self.seen.add(token)
        self.state.bot["id"] = int(found[1])
        return None

    def _checked(self, method: str, raw: Json) -> tuple[str, Json, dict[str, Upload]]:
        """The call as the Bot API understands it; a violation of the interface is logged and refused."""
        uploads = {key: value for key, value in raw.items() if isinstance(value, Upload)}
        name = TABLE.name(method)
        try:
            if name is None:
                raise Refused("Not Found", 404)
            values = TABLE.read(name, raw)
            limits.check(name, values, uploads)
        except (Bad, Refused) as error:
            refused = error if isinstance(error, Refused) else Refused(f"Bad Request: {error}")
            call = Call(name or method, _loggable(raw), f"{refused.code} {refused.description}")
            self.log.deny(call, violation=True)
            raise refused from None
        return name, values, uploads

    async def _befall(
        self, request: web.Request, name: str, values: Json, uploads: dict[str, Upload]
    ) -> web.StreamResponse:
        fate = self.script.next(self._target(values), name)
        if fate.first:
            await asyncio.sleep(fate.seconds)
        now = time.monotonic()
        windowed = self.pace.waits(now) if "chat_id" in values else 0.0
        answer = await self._outcome(fate, name, values, uploads, windowed)
        if fate.seconds and not fate.first:
            await asyncio.sleep(fate.seconds)
        return _ended(request, fate, answer)

    async def _outcome(
        self, fate: Fate, name: str, values: Json, uploads: dict[str, Upload], windowed: float
    ) -> web.Response:
        try:
            if not fate.accepted:
                raise Refused(fate.description, fate.code, **fate.parameters)
            self._paced(name, values, windowed)
            if name in UPDATES:
                return _success(await self._about_updates(name, values))
            return _success(self._accepted(name, values, uploads))
        except Refused as refused:
            if "retry_after" in refused.parameters:
                self.pace.shut(time.monotonic(), refused.parameters["retry_after"])
            self.log.deny(Call(name, _loggable({**values, **uploads}), f"{refused.code} {refused.description}"))
            return _answer(refused)

    def _target(self, values: Json) -> int | str | None:
        """The chat whose fate applies: as a number where possible."""
        try:
            return self.state.number(values["chat_id"]) if "chat_id" in values else None
        except Refused:
            return str(values["chat_id"])

    def _paced(self, name: str, values: Json, windowed: float) -> None:
        """Raises Refused (429) where limits are enforced and this call is beyond them or inside a window."""
        if not self.pace.enforced or "chat_id" not in values:
            return
        wait = windowed
        if name.startswith("send") and name not in NOT_PACED:
            wait = max(wait, self.pace.over(self.state.number(values["chat_id"]), time.monotonic()))
        if wait > 0:
            self.pace.refused += 1
            seconds = whole(wait)
            raise Refused(f"Too Many Requests: retry after {seconds}", 429, retry_after=seconds)

    def _accepted(self, name: str, values: Json, uploads: dict[str, Upload]) -> Any:
        """Apply the call and log it, in that order and both before the answer."""
        act = METHODS.get(name)
        result = act(self.state, values, uploads) if act else True
        first = result[0] if isinstance(result, list) and result else result
        number = first.get("message_id") if isinstance(first, dict) else None
        call = Call(name, _loggable({**values, **uploads}) if uploads else values, message_id=number)
        if name.startswith("send") and name not in NOT_PACED and "chat_id" in values:
            self.pace.accept(values["chat_id"], call.at)
        self.log.accept(call)
        return result

    async def _about_updates(self, name: str, values: Json) -> Any:
        if name == "getUpdates":
            return await self.updates.poll(values)
        if name == "getWebhookInfo":
            return self.updates.webhook_info()
        self.updates.set_webhook(values if name == "setWebhook" else {**values, "url": ""})
        self.log.accept(
            Call(name, _loggable({**values, **({"secret_token": "***"} if "secret_token" in values else {})}))
        )
        return True


async def _read(request: web.Request) -> Json:
    """The parameters of the address and the body. Raises Refused where the body cannot be read."""
    raw: Json = dict(request.query)
    if request.content_type == "application/json":
        raw.update(_json(await request.read()))
    elif request.content_type == FORM:
        raw.update(parse_qsl((await request.read()).decode("utf-8", "replace"), keep_blank_values=True))
    elif request.content_type.startswith("multipart/"):
        raw.update(await _multipart(request))
    return raw


def _json(body: bytes) -> Json:
    try:
        given = json.loads(body or b"{}")
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise Refused("Bad Request: can't parse request as JSON")
    return {key: value for key, value in given.items() if value is not None}


async def _multipart(request: web.Request) -> Json:
    raw: Json = {}
    for key, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            raw[key] = Upload(value.filename, value.file.read(), value.content_type)
        else:
            raw[key] = value if isinstance(value, str) else bytes(value).decode()
    return raw


def _loggable(values: Json) -> Json:
    return {key: _upload(value) if isinstance(value, Upload) else value for key, value in values.items()}


def _upload(upload: Upload) -> Json:
    return {"name": upload.name, "size": len(upload.content)}


def _success(result: Any) -> web.Response:
    return _respond(200, {"ok": True, "result": result})


def _answer(refused: Refused) -> web.Response:
    body: Json = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.parameters:
        body["parameters"] = refused.parameters
    return _respond(refused.code, body)


def _respond(status: int, body: Json) -> web.Response:
    return web.Response(status=status, body=json.dumps(body).encode(), headers={"Content-Type": "application/json"})


def _ended(request: web.Request, fate: Fate, answer: web.Response) -> web.StreamResponse:
    if fate.body is not None:
        return web.Response(status=fate.code, text=fate.body, content_type="text/html")
    transport = request.transport
    if fate.ending != "answer" and transport is not None:
        if fate.ending == "reset":
            transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        transport.abort()
    return answer
