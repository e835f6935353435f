"""Calls of the Slack Web API: one client, no retries of its own, every failure translated."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.backoff import Backoff
from bot.channels.slack import errors
from bot.delivery import NotSent, Paused
from bot.settings import Settings

PUBLIC_URL = "https://slack.com/api/"
METHODS: dict[str, tuple[str, ...]] = {  # each method we call, with the scopes it needs
    "apps.connections.open": (),
    "auth.test": (),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.history": ("channels:history", "groups:history", "im:history"),
    "conversations.info": ("channels:read", "groups:read"),
    "conversations.leave": ("channels:manage", "groups:write"),
    "conversations.open": ("im:write",),
    "conversations.replies": ("channels:history", "groups:history", "im:history"),
    "files.completeUploadExternal": ("files:write",),
    "files.getUploadURLExternal": ("files:write",),
    "users.info": ("users:read",),
    "views.open": (),
    "views.publish": (),
}
_POSTS = ("chat.postMessage", "chat.postEphemeral")
_LONGEST, _CONNECT = 25.0, 5.0  # seconds; well within the lease of a delivery

# The libraries log bodies, headers and addresses with tickets in them, and build those texts even without a reader.
quiet = logging.getLogger("slack.quiet")
quiet.setLevel(logging.CRITICAL + 1)


class Api:
    """The Web API with our token; it observes the limits that Slack announces."""

    def __init__(self, settings: Settings) -> None:
        self.base_url = settings.slack_api_url or PUBLIC_URL
        self.session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_LONGEST, sock_connect=_CONNECT))
        self.client = AsyncWebClient(
            token=settings.slack_bot_token.get_secret_value(),
            base_url=self.base_url,
            session=self.session,
            logger=quiet,
            retry_handlers=[],  # only the outbox may repeat a message of unknown fate
        )
        self.backoff = Backoff()
        self._free_at: dict[str, float] = {}

    async def call(
        self, method: str, *, json: dict[str, Any] | None = None, form: dict[str, Any] | None = None
    ) -> Mapping[str, Any]:
        """Call a method; its answer. Raises as a door's `send` does."""
        response = await self.raw(method, json=json, form=form)
        return response.data if isinstance(response.data, dict) else {}

    async def raw(
        self, method: str, *, json: dict[str, Any] | None = None, form: dict[str, Any] | None = None, token: str = ""
    ) -> Any:
        """Call a method; its response with the headers. `token`: instead of the bot's own."""
        assert method in METHODS, f"{method} is not among the methods the manifest asks permission for"
        self._check_limit(method)
        try:
            sent_as = {"Authorization": f"Bearer {token}"} if token else None
            response = await self.client.api_call(method, json=json, data=form, headers=sent_as)
        except Exception as error:
            wait = errors.retry_after(error)
            if wait is not None:
                self._free_at[_limit_of(method)] = _now() + wait.total_seconds()
            raise errors.meaning(error, self.backoff, of_all=method in _POSTS) from error
        self.backoff.reset()
        return response

    async def close(self) -> None:
        await self.session.close()

    def _check_limit(self, method: str) -> None:
        left = self._free_at.get(_limit_of(method), 0.0) - _now()
        if left > 0:
            kind = Paused if method in _POSTS else NotSent
            raise kind("ratelimited", timedelta(seconds=left))


def _limit_of(method: str) -> str:
    return _POSTS[0] if method in _POSTS else method


def _now() -> float:
    return asyncio.get_running_loop().time()
