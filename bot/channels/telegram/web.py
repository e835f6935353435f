"""Calls of the Bot API: the library's client over one pooled aiohttp session, every failure translated."""

import json
import logging
from datetime import timedelta
from typing import Any

import aiohttp
from telegram import Bot
from telegram.request import BaseRequest, RequestData

from bot.channels.telegram import errors
from bot.channels.telegram.errors import Unread
from bot.delivery import Paused
from bot.settings import Settings

PUBLIC_URL = "https://api.telegram.org"
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
POLL = 10  # seconds that a poll waits for something to happen
_LONGEST, _UPLOAD, _CONNECT = 25.0, 38.0, 5.0  # seconds; well within the lease of a delivery
_BATCH = 100
_OK, _CONFLICT = 200, 409
_JSON = {"Content-Type": "application/json"}

logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)  # it logs texts, and answers it cannot read


class Request(BaseRequest):
    """How the client reaches Telegram: JSON over a session that keeps its connections; nothing is tried twice."""

    def __init__(self, longest: float) -> None:
        self._timeout = aiohttp.ClientTimeout(total=longest, sock_connect=_CONNECT)
        self.session = self._open()
        self.date = ""  # Telegram's clock, as it last said

    @property
    def read_timeout(self) -> float | None:
        return self._timeout.total

    async def initialize(self) -> None:
        """The session is there from the start."""

    async def shutdown(self) -> None:
        await self.session.close()

    async def renew(self) -> None:
        """Give up every connection, which may be deaf."""
        old, self.session = self.session, self._open()
        await old.close()

    async def do_request(  # type: ignore[override]
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: float | None = None,
        write_timeout: object = None,
        connect_timeout: object = None,
        pool_timeout: object = None,
    ) -> tuple[int, bytes]:
        timeout = self._timeout
        if isinstance(read_timeout, float):
            timeout = aiohttp.ClientTimeout(total=read_timeout, sock_connect=_CONNECT)
        form, headers = _form(request_data)
        try:
            async with self.session.request(
                method, url, data=form, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                payload = await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:  # their words name the address, and so the token
            raise Unread(type(error).__name__) from error
        self.date = response.headers.get("Date", "")
        if response.status == _OK:
            return _OK, payload
        raise errors.refusal(response.status, payload)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            answer = json.loads(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or "result" not in answer:
            raise Unread("no JSON")
        return answer

    def _open(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(timeout=self._timeout, cookie_jar=aiohttp.DummyCookieJar())


def _form(data: RequestData | None) -> tuple[bytes | aiohttp.FormData, dict[str, str]]:
    if data is None or not data.contains_files:
        return json.dumps(data.parameters if data else {}).encode(), _JSON
    form = aiohttp.FormData(quote_fields=False)  # a file's name goes as it is, with its accents
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form, {}


class Client(Bot):
    """The library's client, asked for plain data: what its objects cost is not worth it for each message."""

    async def ask(self, method: str, data: dict[str, Any], seconds: float) -> Any:
        return await self._post(method, data, read_timeout=seconds)


class Api:
    """The Bot API with our token. A wait that Telegram asked for, or that a failure calls for, is kept here too."""

    def __init__(self, settings: Settings) -> None:
        self.token = settings.telegram_bot_token.get_secret_value()
        self.base_url = (settings.telegram_api_url or PUBLIC_URL).rstrip("/")
        self.request, self._polling = Request(_LONGEST), Request(POLL * 2)
        self._client = Client(
            self.token,
            base_url=f"{self.base_url}/bot",
            base_file_url=f"{self.base_url}/file/bot",
            request=self.request,
            get_updates_request=self._polling,
        )
        self._breaker, self._poll_breaker = errors.Breaker(), errors.Breaker(longest=15.0)

    async def call(self, method: str, data: dict[str, Any] | None = None, *, upload: bool = False) -> Any:
        """The result. Raises as a door's `send` does."""
        left = self._breaker.left
        if left > 0:
            raise Paused("waiting", timedelta(seconds=left))
        try:
            result = await self._client.ask(method, data or {}, _UPLOAD if upload else _LONGEST)
        except Exception as error:
            raise errors.meaning(error, self._breaker) from error
        self._breaker.reset()
        return result

    async def updates(self, offset: int | None) -> list[Any]:
        """What happened, as soon as something has. Raises as `call`, and Conflict."""
        asked: dict[str, Any] = {"timeout": POLL, "limit": _BATCH, "allowed_updates": ALLOWED}
        if offset is not None:
            asked["offset"] = offset
        try:
            result = await self._client.ask("getUpdates", asked, POLL * 2.0)
        except Exception as error:
            if isinstance(error, errors.Answered) and error.code == _CONFLICT:
                raise Conflict(error.description) from error
            raise errors.meaning(error, self._poll_breaker) from error
        self._poll_breaker.reset()
        return result if isinstance(result, list) else []

    def file_url(self, path: str) -> str:
        return f"{self.base_url}/file/bot{self.token}/{path}"

    async def renew_polling(self) -> None:
        await self._polling.renew()

    async def close(self) -> None:
        await self.request.shutdown()
        await self._polling.shutdown()


class Conflict(Exception):
    """Somebody else asks for our updates, or a webhook is set."""
