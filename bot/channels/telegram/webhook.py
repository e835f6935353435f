"""POST /telegram: updates are committed, then acknowledged."""

import asyncio
import hmac
import json
import logging
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.channels.telegram.contact import note_contact
from bot.channels.telegram.ingest import Ingest
from bot.channels.telegram.web import ALLOWED, Api
from bot.http import body_of
from bot.hub import Hub
from bot.transactions import transaction

log = logging.getLogger("bot.telegram")
PATH = "/telegram"
_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the name of a header
_LATER = {"Retry-After": "5"}
_IN_TIME = 8.0  # seconds until we answer, one way or the other
_AT_ONCE = 20


class Webhook:
    """The route that Telegram calls, and its registration there."""

    def __init__(self, hub: Hub, api: Api, ingest: Ingest, url: str, secret: str) -> None:
        self._hub, self._api, self._ingest = hub, api, ingest
        self._url, self._secret = url, secret
        self._is_set = False

    def route(self) -> Route:
        return Route(PATH, self._answer, methods=["POST"])

    async def put_in_place(self) -> None:
        """Set the webhook, unless it is set; the updates that wait there stay. Raises as `send` does."""
        info = await self._api.call("getWebhookInfo")
        fits = info.get("url") == self._url and sorted(info.get("allowed_updates") or []) == sorted(ALLOWED)
        if self._is_set and not fits:
            log.error("ALERT: somebody else changed our webhook; is the token in use elsewhere?")
        if not self._is_set or not fits:
            place = {"url": self._url, "secret_token": self._secret, "max_connections": _AT_ONCE}
            await self._api.call("setWebhook", {**place, "allowed_updates": ALLOWED})
            self._is_set = True
        if info.get("last_error_message"):
            log.warning("Telegram could not call us: %s", info["last_error_message"])
        else:
            await self._hub.run(self._in_contact)

    async def _answer(self, request: Request) -> Response:
        given = request.headers.get(_SECRET, "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self._secret.encode()):
            return PlainTextResponse("segredo inválido\n", status_code=401)
        update = _read(await body_of(request))
        try:
            async with asyncio.timeout(_IN_TIME):
                await asyncio.shield(self._ingest.store([update]))
        except Exception as error:  # nothing is known to be committed, so nothing may be acknowledged
            log.error("an update could not be stored: %s", type(error).__name__)
            return Response(status_code=503, headers=_LATER)
        return Response()

    def _in_contact(self) -> None:
        with transaction(self._hub.app.engine) as session:
            note_contact(session, self._hub.app.clock())


def _read(body: bytes) -> Any:
    """The update; a body that is none as its text, to be stored for an administrator."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return body.decode("utf-8", "replace")


async def remove(api: Api) -> None:
    """Remove a webhook, which would forbid polling; the updates that wait there stay."""
    info = await api.call("getWebhookInfo")
    if info.get("url"):
        log.error("a webhook was set for this bot, and is removed: it asks by itself")
        await api.call("deleteWebhook", {"drop_pending_updates": False})
