"""What the doors share while the bot is at work: the database's one thread, and the bells that wake who waits."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from operator import itemgetter
from typing import Any, Protocol, TypeVar

from starlette.routing import Route

from bot.app import App
from bot.dispatch import Incoming
from bot.inbox import Update
from bot.transactions import together
from models.deliveries import Delivery, Limits

Result = TypeVar("Result")


class OpenDoor(Protocol):
    """A platform the bot listens and speaks to. Everything about that platform is behind this.

    `bot`: the name of the account at the platform, under which its updates are kept.
    """

    name: str
    limits: Limits

    @property
    def bot(self) -> str: ...

    def parse(self, raw: str) -> Incoming:
        """What one raw update says; called in the database's thread. Raises anything on what cannot be read."""
        ...

    def routes(self) -> list[Route]:
        """What it answers over HTTP."""
        ...

    async def check(self) -> None:
        """Ask the platform who we are, and put in place what it shows people. Raises Shut, NotSent."""
        ...

    async def listen(self) -> None:
        """Keep what comes in (`hub.keep`) until cancelled; returns at once where the platform calls us."""
        ...

    def parts(self, delivery: Delivery) -> int:
        """Of how many pieces the message is."""
        ...

    async def send(self, delivery: Delivery) -> str:
        """Send (or, with `delivery.edits`, replace) piece `delivery.part`; the platform's id of it. Raises as Door."""
        ...

    async def find(self, delivery: Delivery) -> str | None:
        """The id of a message of unknown fate, where the platform can tell; else None."""
        ...

    async def tell(self, place: str, sentence: str) -> None:
        """Say something at once, past the outbox, as well as can be."""
        ...

    async def busy(self, place: str) -> None:
        """Show that an answer is being prepared."""
        ...

    async def close(self) -> None: ...


class Hub:
    """The house as the doors see it.

    All work in the database is done by one thread, one piece after the other: SQLite has one writer anyway, and a
    transaction is shorter than the wait for a lock. What waits meanwhile is done next, with one commit for all of it.
    """

    def __init__(self, app: App) -> None:
        self.app = app
        self._thread = ThreadPoolExecutor(1, "database")
        self._pieces: deque[tuple[bool, Callable[[], Any], asyncio.Future[Any]]] = deque()  # whether it may wait
        self._working: asyncio.Task[None] | None = None
        self.arrived = asyncio.Event()
        self._waiting: list[asyncio.Event] = []

    async def run(self, work: Callable[..., Result], *args: Any, first: bool = False) -> Result:
        """Do something in the database's thread: `work` is short, and may be done anew (`together`).

        `first`: before all that waits, as fits what is done in no time and keeps somebody outside waiting.
        """
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._pieces.append((not first, partial(work, *args), done))
        if self._working is None:
            self._working = asyncio.create_task(self._work())
        return await done

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._pieces:
                wanted = [piece for piece in self._pieces if not piece[2].cancelled()]
                taken = sorted(wanted, key=itemgetter(0))  # among themselves as they came: a chat has its order
                self._pieces.clear()
                works = [work for _, work, _ in taken]
                outcomes = await loop.run_in_executor(self._thread, together, self.app.engine, works)
                self._pieces.extendleft(reversed(taken[len(outcomes) :]))
                for (_, _, done), outcome in zip(taken, outcomes, strict=False):
                    outcome.tell(done)
        finally:
            self._working = None

    async def keep(self, source: str, bot: str, updates: Sequence[Update]) -> list[int | None]:
        """Commit raw updates; once this returns they may be acknowledged."""
        ids = await self.run(self.app.receiver.receive_all, source, bot, updates, self.app.clock())
        self.arrived.set()
        return ids

    def bell(self) -> asyncio.Event:
        """An event set whenever something may have been queued."""
        event = asyncio.Event()
        self._waiting.append(event)
        return event

    def ring(self) -> None:
        """Something may have been queued: whoever delivers looks at once."""
        for event in self._waiting:
            event.set()

    def ring_from_elsewhere(self) -> Callable[[], None]:
        """The same, for other threads."""
        loop = asyncio.get_running_loop()
        return lambda: None if loop.is_closed() else (loop.call_soon_threadsafe(self.ring), None)[1]

    async def close(self) -> None:
        """What was begun is finished first."""
        if self._working is not None:
            await self._working
        self._thread.shutdown(wait=True)


async def first_of(event: asyncio.Event, seconds: float) -> None:
    """Wait for the event or the end of the time, whichever comes first, and clear it."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):  # wait_for of Python 3.11 loses a cancellation that comes with the event
            await event.wait()
    event.clear()
