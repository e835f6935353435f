"""Calls of the Bot API: the library's client over one pooled aiohttp session, every failure translated."""

import logging
from datetime import timedelta
from typing import Any

from telegram import Bot

from bot.backoff import Backoff
from bot.channels.telegram import errors
from bot.channels.telegram.request import LONGEST, AiohttpRequest
from bot.delivery import Paused
from bot.settings import Settings

PUBLIC_URL = "https://api.telegram.org"
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
POLL = 10  # seconds that a poll waits for something to happen
_UPLOAD = 38.0  # seconds; within the lease of a delivery
_BATCH = 100
_CONFLICT = 409

logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)  # it logs texts, and answers it cannot read


class Client(Bot):
    """The library's client, asked for plain data: its objects cost too much for every message."""

    async def ask(self, method: str, data: dict[str, Any], seconds: float) -> Any:
        return await self._post(method, data, read_timeout=seconds)


class Api:
    """The Bot API with our token; it observes the waits that Telegram asks for, or that a failure calls for."""

    def __init__(self, settings: Settings) -> None:
        self.token = settings.telegram_bot_token.get_secret_value()
        self.base_url = (settings.telegram_api_url or PUBLIC_URL).rstrip("/")
        self.request, self._polling = AiohttpRequest(), AiohttpRequest(POLL * 2)
        self._client = Client(
            self.token,
            base_url=f"{self.base_url}/bot",
            base_file_url=f"{self.base_url}/file/bot",
            request=self.request,
            get_updates_request=self._polling,
        )
        self._backoff, self._poll_backoff = Backoff(), Backoff(longest=15.0)

    async def call(self, method: str, data: dict[str, Any] | None = None, *, upload: bool = False) -> Any:
        """Call a method; its result. Raises as a door's `send` does."""
        left = self._backoff.left
        if left > 0:
            raise Paused("waiting", timedelta(seconds=left))
        try:
            result = await self._client.ask(method, data or {}, _UPLOAD if upload else LONGEST)
        except Exception as error:
            raise errors.meaning(error, self._backoff) from error
        self._backoff.reset()
        return result

    async def updates(self, offset: int | None) -> list[Any]:
        """The next updates, as soon as there are any. Raises as `call`, and Conflict."""
        asked: dict[str, Any] = {"timeout": POLL, "limit": _BATCH, "allowed_updates": ALLOWED}
        if offset is not None:
            asked["offset"] = offset
        try:
            result: list[Any] = list(await self._client.ask("getUpdates", asked, POLL * 2.0))
        except Exception as error:
            if isinstance(error, errors.Answered) and error.code == _CONFLICT:
                raise Conflict(error.description) from error
            raise errors.meaning(error, self._poll_backoff) from error
        self._poll_backoff.reset()
        return result

    def file_url(self, path: str) -> str:
        return f"{self.base_url}/file/bot{self.token}/{path}"

    async def renew_polling(self) -> None:
        await self._polling.shutdown()

    async def close(self) -> None:
        await self.request.shutdown()
        await self._polling.shutdown()


class Conflict(Exception):
    """An answer 409: somebody else asks for our updates, or a webhook is set."""
