"""POST /slack/events: Bolt checks the signature, then the payload is committed and acknowledged."""

import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.channels.slack.ingest import Ingest, TooSlow
from bot.channels.slack.web import quiet
from bot.http import body_of

log = logging.getLogger("bot.slack")
PATH = "/slack/events"
_LATER: dict[str, str] = {"Retry-After": "5"}
_TIMESTAMP, _SIGNATURE = re.compile(r"[0-9]{1,12}"), re.compile(r"v0=[0-9a-f]{64}")


class Acknowledge(AsyncMiddleware):
    """Answers every payload once it is committed; no listener of Bolt is called."""

    def __init__(self, ingest: Ingest) -> None:
        self._ingest = ingest

    async def async_process(
        self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        if req.body.get("type") == "url_verification":
            return BoltResponse(status=200, body={"challenge": str(req.body.get("challenge", ""))})
        try:
            wrong = await self._ingest.store(req.body)
        except TooSlow:
            return BoltResponse(status=503, body="", headers={**_LATER})
        except Exception as error:  # nothing was committed, so nothing may be acknowledged
            log.error("a payload could not be stored: %s", type(error).__name__, exc_info=error)
            return BoltResponse(status=503, body="", headers={**_LATER})
        return BoltResponse(status=200, body={"response_action": "errors", "errors": wrong} if wrong else "")


def bolt(client: AsyncWebClient, secret: str, ingest: Ingest) -> AsyncApp:
    """The app of Bolt: it checks signatures, then hands every payload to Acknowledge, before any authorisation."""
    return AsyncApp(
        logger=quiet,
        name="gabinete",
        client=client,
        signing_secret=secret,
        process_before_response=True,
        before_authorize=Acknowledge(ingest),
    )


class Webhook:
    """The route that Slack calls, for events, commands and interactions."""

    def __init__(self, app: AsyncApp, secret: str, ingest: Ingest) -> None:
        self._app, self._ingest = app, ingest
        self._verifier = SignatureVerifier(secret)

    def route(self) -> Route:
        return Route(PATH, self._answer, methods=["POST"])

    async def _answer(self, request: Request) -> Response:
        timestamp = request.headers.get("x-slack-request-timestamp", "")
        signature = request.headers.get("x-slack-signature", "")
        if not _TIMESTAMP.fullmatch(timestamp) or not _SIGNATURE.fullmatch(signature):
            return _unsigned()
        try:
            text = (await body_of(request)).decode()
        except UnicodeDecodeError:  # nothing that Slack would sign
            return _unsigned()
        if not self._verifier.is_valid(text, timestamp, signature):
            return _unsigned()
        return await self._take(text, dict(request.headers))

    async def _take(self, text: str, headers: dict[str, Any]) -> Response:
        try:
            request = AsyncBoltRequest(body=text, headers=headers)
        except Exception as error:  # signed by Slack, and yet nothing that can be read
            log.error("a payload cannot be read: %s", type(error).__name__)
            return await self._put_aside(text)
        return to_starlette_response(await self._app.async_dispatch(request))

    async def _put_aside(self, text: str) -> Response:
        try:
            await self._ingest.store_malformed(text)
        except TooSlow:
            return Response(status_code=503, headers=_LATER)
        return Response()


def _unsigned() -> Response:
    return PlainTextResponse("assinatura inválida\n", status_code=401)
