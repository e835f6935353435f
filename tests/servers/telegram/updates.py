"""The queue of updates and the two ways out of it: long polling and the webhook."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

import aiohttp

from tests.servers.telegram.limits import Refused
from tests.servers.telegram.state import Json

BATCH, LONGEST, AT_ONCE = 100, 50, 40
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
SET_WEBHOOK = "Conflict: terminated by setWebhook request"
ACTIVE = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class Updates:
    """Unconfirmed updates. Belongs to the server's loop. `retry` scales the webhook's waits, in seconds."""

    def __init__(self, retry: float = 1.0) -> None:
        self.pending: deque[Json] = deque()
        self.known: dict[int, Json] = {}
        self.offsets: deque[int] = deque(maxlen=1000)
        self.next_id = 700000001
        self.webhook = Webhook(self._delivered, retry)
        self._allowed: set[str] | None = None
        self._again: list[Json] = []
        self._arrived = asyncio.Event()
        self._poll: asyncio.Future[str] | None = None
        self._asked = (0, -1.0)

    def add(self, update: Json) -> int:
        """Queues an update, giving it a number if it has none. Returns the number."""
        number: int = update.setdefault("update_id", self.next_id)
        self.next_id = max(self.next_id, number) + 1
        self.known[number] = update
        kind = next((key for key in update if key != "update_id"), "")
        if kind not in NOT_BY_DEFAULT if self._allowed is None else kind in self._allowed:
            self.pending.append(update)
            self._announce(update)
        return number

    def repeat(self, number: int) -> None:
        """Queue the same update once more, whatever the offset."""
        self._again.append(self.known[number])
        self._announce(self.known[number])

    def reorder(self) -> None:
        """Reverse the order of the waiting updates."""
        self.pending.reverse()

    def allow(self, kinds: list[str] | None) -> None:
        """Set the kinds to queue from now on; empty means the usual ones, None leaves them as they are."""
        if kinds is not None:
            self._allowed = set(kinds) or None

    async def poll(self, values: Json) -> list[Json]:
        """getUpdates. Raises Refused (409) when a webhook is set or another poll takes over."""
        if self.webhook.url:
            raise Refused(ACTIVE, 409)
        self._end_poll(OTHER_POLL)
        self._poll = mine = asyncio.get_running_loop().create_future()
        self.allow(values.get("allowed_updates"))
        limit = self._confirm(values.get("offset", 0), min(max(values.get("limit", BATCH), 1), BATCH))
        try:
            await self._wait(min(values.get("timeout", 0), LONGEST), mine)
        finally:
            if self._poll is mine:
                self._poll = None
        again, self._again = self._again, []
        return [*again, *list(self.pending)[:limit]]

    def set_webhook(self, values: Json) -> None:
        """Raises Refused for an address that is neither https nor on this machine."""
        url = values.get("url", "")
        if url and not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise Refused("Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if url:
            self._end_poll(SET_WEBHOOK)
        self.allow(values.get("allowed_updates"))
        if values.get("drop_pending_updates"):
            self.pending.clear()
        self.webhook.set(url, values.get("secret_token", ""), values.get("max_connections", AT_ONCE))
        self.webhook.push([*self._again, *self.pending] if url else [])

    def webhook_info(self) -> Json:
        """getWebhookInfo."""
        return {**self.webhook.info, "pending_update_count": len(self.pending)} | (
            {"allowed_updates": sorted(self._allowed)} if self._allowed else {}
        )

    def _announce(self, update: Json) -> None:
        self._arrived.set()
        if self.webhook.url:
            self.webhook.push([update])

    def _delivered(self, update: Json) -> None:
        for waiting in (self.pending, self._again):
            if update in waiting:
                waiting.remove(update)
                return

    def _confirm(self, offset: int, limit: int) -> int:
        """Delete the updates below the offset; returns how many to hand over."""
        # The same offset again within half a second yields one update.
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
        self.offsets.append(offset)
        self.pending = deque(one for one in self.pending if one["update_id"] >= offset)
        previous, self._asked = self._asked, (offset, time.monotonic())
        return 1 if previous[0] == offset and self._asked[1] < previous[1] + 0.5 else limit

    async def _wait(self, seconds: float, poll: "asyncio.Future[str]") -> None:
        """Wait until there is an update, time is up, or another call ends this poll."""
        until = time.monotonic() + seconds
        while not (self.pending or self._again) and (left := until - time.monotonic()) > 0:
            self._arrived.clear()
            arrived: asyncio.Future[Any] = asyncio.ensure_future(self._arrived.wait())
            await asyncio.wait([arrived, poll], timeout=left, return_when=asyncio.FIRST_COMPLETED)
            arrived.cancel()
            if poll.done():
                raise Refused(poll.result(), 409)

    def _end_poll(self, words: str) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(words)


class Webhook:
    """The deliverer to an address: in order per chat or person, again after each answer that is not 2xx."""

    def __init__(self, delivered: Callable[[Json], None], retry: float) -> None:
        self.url = ""
        self.info: Json = {"url": "", "has_custom_certificate": False}
        self.statuses: list[int] = []
        self._delivered, self._retry = delivered, retry
        self._secret = ""
        self._room = asyncio.Semaphore(AT_ONCE)
        self._queues: dict[str, deque[Json]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None

    def set(self, url: str, secret: str, at_once: int) -> None:
        """Set another address; an empty one ends delivery."""
        for task in self._tasks:
            task.cancel()
        self._queues.clear()
        self.url, self._secret, self._room = url, secret, asyncio.Semaphore(at_once)
        self.info = {"url": url, "has_custom_certificate": False}
        if url:
            self.info["max_connections"] = at_once

    def push(self, updates: Iterable[Json]) -> None:
        """Put updates into their queues."""
        for update in updates:
            key = _queue_of(update)
            if key in self._queues:
                self._queues[key].append(update)
                continue
            self._queues[key] = deque([update])
            task = asyncio.ensure_future(self._empty(key))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """End delivery and its connections."""
        self.set("", "", AT_ONCE)
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session:
            await self._session.close()

    async def _empty(self, key: str) -> None:
        queue, tries = self._queues[key], 0
        while queue:
            async with self._room:
                wait = await self._try(queue[0])
            if wait is None:
                self._delivered(queue.popleft())
                tries = 0
                continue
            await asyncio.sleep(wait or min(self._retry * 2**tries, 60 * self._retry))
            tries += 1
        self._queues.pop(key, None)

    async def _try(self, update: Json) -> float | None:
        """None when taken, else the seconds to wait that the other side asked for (0: none)."""
        self._session = self._session or aiohttp.ClientSession()
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret} if self._secret else {}
        try:
            async with self._session.post(self.url, json=update, headers=headers) as answer:
                return self._judged(answer.status, answer.headers.get("Retry-After", ""))
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            self._failed(f"Connection failed: {type(error).__name__}")
            return 0.0

    def _judged(self, status: int, retry_after: str) -> float | None:
        self.statuses.append(status)
        if 200 <= status < 300:
            return None
        self._failed(f"Wrong response from the webhook: {status}")
        return min(float(retry_after), 3600.0) if retry_after.isdigit() else 0.0

    def _failed(self, words: str) -> None:
        self.info.update(last_error_date=int(time.time()), last_error_message=words)


def _queue_of(update: Json) -> str:
    """The queue of an update: of its chat, else of its person."""
    # Telegram keeps order per chat, person and kind.
    content: Any = next((value for key, value in update.items() if key != "update_id"), {})
    if not isinstance(content, dict):
        return ""
    message = content.get("message", content)
    place = message.get("chat") if isinstance(message, dict) else None
    return str((place if isinstance(place, dict) else content.get("from") or {}).get("id"))
