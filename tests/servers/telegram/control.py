"""The same controls over HTTP, for a server that is a process of its own.

POST /_control/<verb> with a JSON object of the verb's arguments answers {"result": ...}; files travel in base64.
GET /_control/log?since=N answers the accepted calls from the N-th on.
"""

import base64
import json
import urllib.request
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.servers.telegram.fates import from_json
from tests.servers.telegram.log import Call, as_json

if TYPE_CHECKING:
    from tests.servers.telegram.server import TelegramServer

VERBS = {
    "say", "send_file", "edited", "post", "press", "my_chat_member", "update", "malformed", "repeat", "reorder",
    "jump", "chat", "member", "fate", "fates", "forgive", "revoke", "restore", "messages", "sent", "file", "answer",
    "peak_per_second", "copies", "calls", "stats", "log", "denied", "violations",
}  # fmt: skip


def control(url: str, verb: str, **arguments: Any) -> Any:
    """Calls a verb of the server at that address. Fates go as fates.from_json reads them."""
    body = json.dumps(arguments, default=_sendable).encode()
    request = urllib.request.Request(f"{url}/_control/{verb}", body, {"Content-Type": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        return json.loads(answer.read())["result"]


def routes(server: "TelegramServer") -> list[web.RouteDef]:
    """The control's routes."""

    async def act(request: web.Request) -> web.Response:
        verb = request.match_info["verb"]
        if verb not in VERBS:
            return web.json_response({"error": f"no verb {verb}"}, status=404)
        arguments = await request.json() if request.can_read_body else dict(request.query)
        try:
            return web.json_response({"result": _act(server, verb, arguments)}, dumps=_dumps)
        except (TypeError, LookupError, ValueError) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)

    return [web.post("/_control/{verb}", act), web.get("/_control/{verb}", act)]


def _act(server: "TelegramServer", verb: str, arguments: dict[str, Any]) -> Any:
    if "fate" in arguments:
        arguments["fate"] = from_json(arguments["fate"])
    if verb == "send_file":
        arguments["content"] = base64.b64decode(arguments["content"])
    thing = getattr(server, verb)
    if isinstance(thing, list):
        return thing[int(arguments.get("since", 0)) :]
    result = thing(**arguments)
    return [[*key, count] for key, count in result.items()] if verb == "copies" else result


def _dumps(value: Any) -> str:
    return json.dumps(value, default=_sendable)


def _sendable(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return as_json(value) if isinstance(value, Call) else asdict(value)
