"""The same controls over HTTP, for a server that is a process of its own.

POST /_control/<verb> with a JSON object of the verb's arguments answers {"result": ...}; files travel in base64.
The verbs of people (`message`, `command`, `press`...) answer the payload, and `deliver` sends one to the app.
"""

import asyncio
import base64
import json
import urllib.request
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.servers.slack.fates import from_json
from tests.servers.slack.log import Call, as_json
from tests.servers.slack.sending import Delivery, Try

if TYPE_CHECKING:
    from tests.servers.slack.server import SlackServer

VERBS = {
    "install", "listen_at", "grant", "fate", "fates", "forgive", "revoke", "restore", "person", "leave", "mute",
    "say_disconnect", "drop", "skew", "deliver", "keep_file", "calls", "tried", "messages", "reads", "home", "files",
    "modal", "peak_per_second", "copies", "stats", "log", "denied", "violations", "event", "message", "correction",
    "mention", "invites", "puts_out", "opens_home", "command", "press", "pressed", "submit", "shortcut",
}  # fmt: skip


def control(url: str, verb: str, **arguments: Any) -> Any:
    """Calls a verb of the server at that address. Fates go as fates.from_json reads them."""
    body = json.dumps(arguments, default=_sendable).encode()
    request = urllib.request.Request(f"{url}/_control/{verb}", body, {"Content-Type": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        return json.loads(answer.read())["result"]


def routes(server: "SlackServer") -> list[web.RouteDef]:
    """The control's routes."""

    async def act(request: web.Request) -> web.Response:
        verb = request.match_info["verb"]
        if verb not in VERBS:
            return web.json_response({"error": f"no verb {verb}"}, status=404)
        arguments = await request.json() if request.can_read_body else dict(request.query)
        try:  # in a thread of its own: a verb may wait for this very loop
            result = await asyncio.to_thread(_act, server, verb, arguments)
        except (AssertionError, TypeError, LookupError, ValueError) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)
        return web.json_response({"result": result}, dumps=_dumps)

    return [web.post("/_control/{verb}", act), web.get("/_control/{verb}", act)]


def _act(server: "SlackServer", verb: str, arguments: dict[str, Any]) -> Any:
    if "fate" in arguments:
        arguments["fate"] = from_json(arguments["fate"])
    if verb == "keep_file":
        arguments["content"] = base64.b64decode(arguments["content"])
    thing = getattr(server, verb)
    if isinstance(thing, list):
        return thing[int(arguments.get("since", 0)) :]
    result = thing(*arguments.pop("of", ()), **arguments)
    return [[*key, count] for key, count in result.items()] if verb == "copies" else result


def _dumps(value: Any) -> str:
    return json.dumps(value, default=_sendable)


def _sendable(value: Any) -> Any:
    match value:
        case bytes():
            return base64.b64encode(value).decode()
        case set():
            return sorted(value)
        case Call():
            return as_json(value)
        case Delivery():
            return {"payload": value.payload, "kind": value.kind, "tries": value.tries, "ok": value.acknowledged}
        case Try():
            return {**asdict(value), "ok": value.ok}
    return asdict(value)
