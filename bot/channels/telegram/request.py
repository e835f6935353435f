"""The HTTP requests of the library's client, over aiohttp, at a fraction of the cost of the library's own class."""

import json
from functools import cache
from typing import Any

import aiohttp
from telegram.request import BaseRequest, RequestData

from bot.channels.telegram import errors
from bot.channels.telegram.errors import Unread

LONGEST = 25.0  # seconds that a call may take; well within the lease of a delivery
_CONNECT = 5.0
_OK = 200
_JSON = {"Content-Type": "application/json"}


class AiohttpRequest(BaseRequest):
    """JSON over a session that keeps its connections, without retries."""

    def __init__(self, longest: float = LONGEST) -> None:
        self._timeout = _limit(longest)
        self._session: aiohttp.ClientSession | None = None
        self.date = ""  # Telegram's clock, as it last said

    @property
    def session(self) -> aiohttp.ClientSession:
        """Opened at its first use, in the loop that uses it."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout, cookie_jar=aiohttp.DummyCookieJar())
        return self._session

    @property
    def read_timeout(self) -> float | None:
        return self._timeout.total

    async def initialize(self) -> None:
        """The session opens by itself."""

    async def shutdown(self) -> None:
        """End every connection; the next call opens new ones."""
        old, self._session = self._session, None
        if old is not None:
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
        timeout = _limit(read_timeout) if isinstance(read_timeout, float) else self._timeout
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


@cache
def _limit(seconds: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=seconds, sock_connect=_CONNECT)


def _form(data: RequestData | None) -> tuple[bytes | aiohttp.FormData, dict[str, str]]:
    if data is None or not data.contains_files:
        return json.dumps(data.parameters if data else {}).encode(), _JSON
    form = aiohttp.FormData(quote_fields=False)  # a file's name goes as it is, with its accents
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form, {}
