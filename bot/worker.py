"""Works off the inbox while the bot runs: in order for each chat, by turns among chats."""

import asyncio
import logging
import secrets
from time import monotonic

from bot.dispatch import Postponed
from bot.hub import Hub, OpenDoor, Rank, first_of
from bot.inbox import Kept
from bot.pace import SLOWED, Chat, Pace

log = logging.getLogger("bot.worker")
_IDLE = 0.5  # seconds between two looks when nothing rings: rows put off, or left by another process
_SOON_AGAIN = 0.05  # seconds until the next look where another process was at what we found
_AT_ONCE = 25
_SOON = 1.0  # after so long the person sees that an answer is being prepared
_STILL_BUSY = 4.0
_PAUSE, _LONGEST_PAUSE = 1.0, 15.0  # seconds before a row is tried again of which the database cannot even note that
_SAID_AGAIN = 60.0  # seconds between two sentences to one chat past the outbox, and its limits
_APART = 0.2  # seconds between two of them to anybody


class Pauses:
    """How long the chats wait whose rows the database can do nothing with, kept here because nothing else can be."""

    def __init__(self) -> None:
        self._until: dict[Chat, tuple[float, float]] = {}  # the end of the pause, and its length

    def is_on(self, chat: Chat) -> bool:
        return chat in self._until and monotonic() < self._until[chat][0]

    def grow(self, chat: Chat) -> None:
        """Begin one, twice as long as the last."""
        length = min(2 * self._until[chat][1], _LONGEST_PAUSE) if chat in self._until else _PAUSE
        self._until[chat] = monotonic() + length, length

    def end(self, chat: Chat) -> None:
        self._until.pop(chat, None)


class Sayings:
    """What was said past the outbox: once of each row, once a minute to each chat, and never to many at once."""

    def __init__(self) -> None:
        self._rows: set[int] = set()
        self._chats: dict[Chat, float] = {}
        self._last = float("-inf")

    def may_say(self, chat: Chat, row_id: int) -> bool:
        """Whether it is to be said now; then it counts as said. What is not said now may be at the next attempt."""
        now = monotonic()
        too_soon = now < self._last + _APART or now < self._chats.get(chat, float("-inf")) + _SAID_AGAIN
        if too_soon or row_id in self._rows:
            return False
        self._rows.add(row_id)
        self._chats[chat] = self._last = now
        return True

    def forget(self, row_id: int) -> None:
        """That row is done with."""
        self._rows.discard(row_id)
        if len(self._chats) > _AT_ONCE:
            oldest = monotonic() - _SAID_AGAIN
            self._chats = {chat: at for chat, at in self._chats.items() if at > oldest}


class Worker:
    """Handles what was kept here as soon as its chat is free; and looks, now and then, for what else waits."""

    def __init__(self, hub: Hub, doors: dict[str, OpenDoor]) -> None:
        self._hub, self._doors = hub, doors
        self._in_hand: dict[Chat, asyncio.Task[bool]] = {}
        self._telling: set[asyncio.Task[None]] = set()
        self._pace = Pace()
        self._behind: set[Chat] = set()  # chats in hand of which more may wait
        self._pauses, self._sayings = Pauses(), Sayings()

    async def run(self) -> None:
        """Handle what waits, until cancelled."""
        self._hub.begin = self._begin
        try:
            while True:
                await self._begin_what_waits()
                await first_of(self._hub.may_wait, _IDLE)
        finally:
            self._hub.begin = None
            for task in self._in_hand.values():
                task.cancel()
            await asyncio.gather(*self._in_hand.values(), return_exceptions=True)

    async def _begin_what_waits(self) -> None:
        try:
            rows = await self._hub.run(self._waiting, rank=Rank.FIRST)
        except Exception as error:  # the database may be gone for a while: the queue waits in it
            _report(error)
            return
        for row in rows:
            if self._pauses.is_on((row.source, row.place)):
                continue
            self._begin(row)
            self._behind.add((row.source, row.place))  # these are the first ones of each chat only

    def _waiting(self) -> list[Kept]:
        return self._hub.app.receiver.waiting(self._hub.app.clock())

    def _begin(self, row: Kept) -> None:
        chat = (row.source, row.place)
        if self._pauses.is_on(chat):  # whoever looks now and then comes back to it
            return
        if chat in self._in_hand or len(self._in_hand) == _AT_ONCE:
            self._behind.add(chat)
            return
        if self._pace.wait(chat, monotonic()) > 0:
            self._let_wait(chat)
            return
        task = self._in_hand[chat] = asyncio.create_task(self._handle(row, self._hub.handle(row)))
        task.add_done_callback(lambda _: self._end(chat))

    def _end(self, chat: Chat) -> None:
        """What is behind in this chat may follow, and in others if there was no room."""
        was_full = len(self._in_hand) == _AT_ONCE
        task = self._in_hand.pop(chat)
        is_behind = chat in self._behind
        self._behind.discard(chat)
        if task.cancelled():
            return
        if (error := task.exception()) is not None:
            _report(error)
        elif not task.result():
            asyncio.get_running_loop().call_later(_SOON_AGAIN, self._hub.look)
        elif is_behind or was_full:
            self._hub.look()

    def _let_wait(self, chat: Chat) -> None:
        """A chat that asked for too much: what it sent stays in the inbox until a later look; it is told so once."""
        door = self._doors.get(chat[0])
        if door is not None and self._pace.is_news(chat):
            telling = asyncio.create_task(door.tell(chat[1], SLOWED))
            self._telling.add(telling)
            telling.add_done_callback(self._telling.discard)

    async def _handle(self, row: Kept, working: "asyncio.Future[bool]") -> bool:
        """False: it has to wait, or another process has it."""
        door = self._doors.get(row.source)
        patience = _SOON
        while not (await asyncio.wait([working], timeout=patience))[0]:
            if door is not None:
                await door.busy(row.place)
            patience = _STILL_BUSY
        chat = (row.source, row.place)
        self._pace.spent(chat, row.took, monotonic())
        try:
            done = await working
        except Postponed as wait:
            if not wait.noted:
                self._pauses.grow(chat)
            if door is not None and (not wait.waits or self._sayings.may_say(chat, row.id)):
                await door.tell(row.place, str(wait))
            return False
        self._pauses.end(chat)
        self._sayings.forget(row.id)
        return done


def _report(error: BaseException) -> None:
    log.error("the inbox cannot be worked off, code %s", secrets.token_hex(2).upper(), exc_info=error)
