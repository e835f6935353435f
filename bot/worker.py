"""The worker: dispatches each chat's requests, one at a time and in their order, with turns among chats."""

import asyncio
import logging
import secrets
from time import monotonic

from bot.background import Background
from bot.backoff import Backoff
from bot.chat_limiter import SLOWED, ChatLimiter
from bot.hub import Handled, Hub, OpenDoor, first_of
from bot.inbox import Chat
from bot.work_queue import Rank

log = logging.getLogger("bot.worker")
_IDLE = 0.5  # seconds between two scans of the inbox: for rows put off, or left by another process
_SCAN_SOON = 0.05  # seconds until the next scan where another process had the row
_AT_ONCE = 25  # chats
_SOON = 1.0  # seconds after which the person sees that an answer is being prepared
_STILL_BUSY = 4.0
_LONGEST_PAUSE = 15.0  # seconds of a chat whose row can neither be handled nor put off
_SAID_AGAIN = 60.0  # seconds between two sentences to one chat past the outbox, and its limits
_APART = 0.2  # seconds between two of them to anybody


class Sayings:
    """The bounds of sentences past the outbox: one for each request put off, one a minute to a chat, five a second."""

    def __init__(self) -> None:
        self._told: set[Chat] = set()  # of the request that is put off
        self._chats: dict[Chat, float] = {}
        self._last = float("-inf")

    def may_say(self, chat: Chat) -> bool:
        """Whether to send one now; if so, it counts as sent. If not, the next attempt may."""
        now = monotonic()
        too_soon = now < self._last + _APART or now < self._chats.get(chat, float("-inf")) + _SAID_AGAIN
        if too_soon or chat in self._told:
            return False
        self._told.add(chat)
        self._chats[chat] = self._last = now
        return True

    def forget(self, chat: Chat) -> None:
        """Note that the request that was put off has ended."""
        self._told.discard(chat)
        if len(self._chats) > _AT_ONCE:
            oldest = monotonic() - _SAID_AGAIN
            self._chats = {chat: at for chat, at in self._chats.items() if at > oldest}


class Worker:
    """Dispatches the chats it is notified of, and those that a scan of the inbox finds now and then."""

    def __init__(self, hub: Hub, doors: dict[str, OpenDoor]) -> None:
        self._hub, self._doors = hub, doors
        self._in_hand: dict[Chat, asyncio.Task[bool]] = {}
        self._behind: set[Chat] = set()  # chats in hand that may have another request
        self._scan = asyncio.Event()  # set to scan before the idle time is over
        self._background = Background(log)
        self._limiter, self._sayings = ChatLimiter(), Sayings()
        self._pauses: dict[Chat, Backoff] = {}  # in memory: the database cannot even note that the row waits

    async def run(self) -> None:
        """Handle requests until cancelled."""
        try:
            with self._hub.inbox_listener(self._dispatch):
                while True:
                    await self._dispatch_pending()
                    await first_of(self._scan, _IDLE)
        finally:
            for task in self._in_hand.values():
                task.cancel()
            await asyncio.gather(*self._in_hand.values(), self._background.close(), return_exceptions=True)

    async def _dispatch_pending(self) -> None:
        try:
            inbox, now = self._hub.app.inbox, self._hub.app.clock()
            rows = await self._hub.run(inbox.pending, now, rank=Rank.FIRST)
        except Exception as error:  # the database may be gone for a while; the rows wait in it
            _report(error)
            return
        for row in rows:
            chat = (row.source, row.place)
            self._dispatch(chat)
            if chat in self._in_hand:  # this was its first row; there may be more
                self._behind.add(chat)

    def _dispatch(self, chat: Chat) -> None:
        """Queue the chat's next request, unless the chat has to wait; then a later scan finds it."""
        if chat in self._pauses and self._pauses[chat].left > 0:
            return
        if chat in self._in_hand:
            self._behind.add(chat)
            return
        if len(self._in_hand) == _AT_ONCE:
            return
        if self._limiter.wait(chat, monotonic()) > 0:
            self._slow_down(chat)
            return
        task = self._in_hand[chat] = asyncio.create_task(self._follow(chat, self._hub.handle_next(chat)))
        task.add_done_callback(lambda _: self._end(chat))

    def _end(self, chat: Chat) -> None:
        """Make room for the chat's next request, or for another chat."""
        was_full = len(self._in_hand) == _AT_ONCE
        task = self._in_hand.pop(chat)
        is_behind = chat in self._behind
        self._behind.discard(chat)
        if task.cancelled():
            return
        if (error := task.exception()) is not None:
            _report(error)
        elif not task.result():
            asyncio.get_running_loop().call_later(_SCAN_SOON, self._scan.set)
        elif is_behind or was_full:
            self._scan.set()

    def _slow_down(self, chat: Chat) -> None:
        """Tell a chat that is over its limit, once, that its requests wait in the inbox."""
        door = self._doors.get(chat[0])
        if door is not None and self._limiter.is_news(chat):
            self._background.start(door.tell(chat[1], SLOWED))

    async def _follow(self, chat: Chat, handling: "asyncio.Future[Handled]") -> bool:
        """Show the chat that its request is being handled; whether one was."""
        source, place = chat
        door = self._doors.get(source)
        patience = _SOON
        while not (await asyncio.wait([handling], timeout=patience))[0]:
            if door is not None:
                await door.busy(place)
            patience = _STILL_BUSY
        handled = await handling
        self._limiter.spent(chat, handled.seconds, monotonic())
        if (put_off := handled.postponed) is not None:
            if not put_off.noted:
                self._pauses.setdefault(chat, Backoff(_LONGEST_PAUSE)).wait()
            if door is not None and (not put_off.waits or self._sayings.may_say(chat)):
                await door.tell(place, str(put_off))
        if handled.done or (put_off is not None and not put_off.waits):
            self._pauses.pop(chat, None)
            self._sayings.forget(chat)
        return handled.done


def _report(error: BaseException) -> None:
    log.error("the inbox cannot be handled, code %s", secrets.token_hex(2).upper(), exc_info=error)
