"""The floor of a slash command: a bare Bolt app whose only listener inserts one row by hand.

python -m benchmarks.slack_floor PORT API_URL DATABASE
"""

import json
import sys
from typing import Any

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sqlite import sqlite3
from tests.servers.slack.signing import SECRET


def application(api_url: str, path: str) -> Starlette:
    """An app as the documentation of Bolt begins, with a database."""
    database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE inbox (id INTEGER PRIMARY KEY, raw TEXT)")
    client = AsyncWebClient("xoxb-piso", base_url=api_url)
    app = AsyncApp(client=client, signing_secret=SECRET, process_before_response=True)

    @app.command("/gab")
    async def keep(ack: Any, body: dict[str, Any]) -> None:
        database.execute("INSERT INTO inbox (raw) VALUES (?)", (json.dumps(body),))
        await ack()

    handler = AsyncSlackRequestHandler(app)

    async def endpoint(request: Request) -> Response:
        return await handler.handle(request)

    return Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])


if __name__ == "__main__":
    port, api_url, path = sys.argv[1:4]
    uvicorn.run(application(api_url, path), host="127.0.0.1", port=int(port), log_level="warning", access_log=False)
