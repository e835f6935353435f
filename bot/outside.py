"""JSON asked of systems outside: within limits of time and size, a few times, and never led to another address."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import aiohttp
from yarl import URL

from models.contacts import Inquiry, OutsideReply

LARGEST = 8 * 1024 * 1024  # bytes
_LONGEST = aiohttp.ClientTimeout(total=30, sock_connect=10)
_WAITS = (1.0, 4.0)  # seconds, before the second and the third try
_MOST_REDIRECTS = 3
_BUSY = 429
_BROKEN = 500
_REDIRECTS = (301, 302, 303, 307, 308)


class OutsideClient:
    """Asks one thing at a time. `waits`: the seconds before each further try."""

    def __init__(self, waits: tuple[float, ...] = _WAITS, timeout: aiohttp.ClientTimeout = _LONGEST) -> None:
        self._waits, self._timeout = waits, timeout

    def ask(self, inquiry: Inquiry) -> OutsideReply:
        """The outcome of an inquiry, once it has answered, or has been tried often enough."""
        with ThreadPoolExecutor(1) as thread:  # whoever asks may have a loop of its own
            return thread.submit(asyncio.run, self._patiently(inquiry)).result()

    async def _patiently(self, inquiry: Inquiry) -> OutsideReply:
        outcome = await self._once(inquiry)
        for wait in self._waits:
            if 0 < outcome.status < _BROKEN and outcome.status != _BUSY:
                return outcome
            await asyncio.sleep(wait)
            outcome = await self._once(inquiry)
        return outcome

    async def _once(self, inquiry: Inquiry) -> OutsideReply:
        headers = {"Accept": "application/json"}
        headers |= {"Authorization": f"Token {inquiry.token}"} if inquiry.token else {}
        try:
            async with aiohttp.ClientSession(timeout=self._timeout, headers=headers) as session:
                return await _followed(session, URL(inquiry.url).update_query(inquiry.params))
        except TimeoutError:
            return OutsideReply(0, why="não respondeu a tempo")
        except (aiohttp.ClientError, OSError, ValueError):
            return OutsideReply(0, why="não está acessível")


async def _followed(session: aiohttp.ClientSession, url: URL) -> OutsideReply:
    """The answer at an address, or where the same host has moved it to."""
    for _ in range(_MOST_REDIRECTS):
        async with session.get(url, allow_redirects=False) as response:
            if response.status not in _REDIRECTS:
                return await _read(response)
            moved = url.join(URL(response.headers.get("Location", "")))
        if moved.host != url.host:
            return OutsideReply(response.status, why=f"manda para outro endereço ({urlsplit(str(moved)).netloc})")
        url = moved
    return OutsideReply(response.status, why="manda de um endereço a outro, sem fim")


async def _read(response: aiohttp.ClientResponse) -> OutsideReply:
    body = bytearray()
    async for piece in response.content.iter_chunked(1 << 16):
        body += piece
        if len(body) > LARGEST:
            return OutsideReply(response.status, why="mandou mais do que se pode ler de uma vez")
    try:
        data = json.loads(body) if "json" in response.content_type else None
    except ValueError:
        return OutsideReply(response.status, why="mandou dados estragados")
    if response.status != 200:
        return OutsideReply(response.status, data, why=f"respondeu com o erro {response.status}")
    if data is None:
        return OutsideReply(response.status, why="mandou uma página em vez de dados")
    return OutsideReply(response.status, data)
