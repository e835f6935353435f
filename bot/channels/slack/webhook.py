"""POST /slack/events, and what Bolt does with a request before ours takes over."""

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

from bot.channels.slack.keeping import Keeper, TooSlow
from bot.channels.slack.web import quiet
from bot.http import body_of

log = logging.getLogger("bot.slack")
PATH = "/slack/events"
_LATER: dict[str, str] = {"Retry-After": "5"}
_TIMESTAMP, _SIGNATURE = re.compile(r"[0-9]{1,12}"), re.compile(r"v0=[0-9a-f]{64}")


class Keep(AsyncMiddleware):
    """Answers every payload once it is committed, without calling on: no listener, and no wait for one."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper

    async def async_process(
        self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        if req.body.get("type") == "url_verification":
            return BoltResponse(status=200, body={"challenge": str(req.body.get("challenge", ""))})
        try:
            wrong = await self._keeper.keep(req.body)
        except TooSlow:
            return BoltResponse(status=503, body="", headers={**_LATER})
        except Exception as error:  # nothing was committed, so nothing may be acknowledged
            log.error("a payload could not be kept: %s", type(error).__name__, exc_info=error)
            return BoltResponse(status=503, body="", headers={**_LATER})
        return BoltResponse(status=200, body={"response_action": "errors", "errors": wrong} if wrong else "")


def bolt(client: AsyncWebClient, secret: str, keeper: Keeper) -> AsyncApp:
    """The app: checks signatures, then hands everything to Keep, before it would ask who is authorised."""
    return AsyncApp(
        logger=quiet,
        name="gabinete",
        client=client,
        signing_secret=secret,
        process_before_response=True,
        before_authorize=Keep(keeper),
    )


class Webhook:
    """The one route that Slack calls, for events, commands and everything pressed."""

    def __init__(self, app: AsyncApp, secret: str, keeper: Keeper) -> None:
        self._app, self._keeper = app, keeper
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
            await self._keeper.keep_malformed(text)
        except TooSlow:
            return Response(status_code=503, headers=_LATER)
        return Response()


def _unsigned() -> Response:
    return PlainTextResponse("assinatura inválida\n", status_code=401)
