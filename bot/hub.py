"""The hub: the interface of a door, and the work queue and notifications shared by doors, worker and senders."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from bot.app import App
from bot.dispatch import Incoming, Postponed
from bot.inbox import Chat, Update
from bot.work_queue import Rank, WorkQueue
from models.deliveries import Delivery, Limits

if TYPE_CHECKING:
    from starlette.routing import Route

Result = TypeVar("Result")


class OpenDoor(Protocol):
    """A platform the bot listens and speaks to. Everything about that platform is behind this interface.

    `bot`: the name of the account at the platform, under which its updates are stored.
    """

    name: str
    limits: Limits

    @property
    def bot(self) -> str: ...

    def parse(self, raw: str) -> Incoming:
        """The content of one raw update; called in the database's thread. Raises anything on what cannot be read."""
        ...

    def routes(self) -> "list[Route]":
        """The HTTP routes at which the platform calls us."""
        ...

    async def check(self) -> None:
        """Ask the platform for our account, and set up what it shows people. Raises Shut, NotSent."""
        ...

    async def listen(self) -> None:
        """Ingest updates (`hub.ingest`) until cancelled; returns at once where the platform calls us."""
        ...

    def parts(self, delivery: Delivery) -> int:
        """The number of pieces that the message is sent in."""
        ...

    async def send(self, delivery: Delivery) -> str:
        """Send (or, with `delivery.edits`, replace) piece `delivery.part`; the platform's id of it. Raises as Door."""
        ...

    async def find(self, delivery: Delivery) -> str | None:
        """The platform's id of a message of unknown fate; None where the platform cannot tell."""
        ...

    async def tell(self, place: str, sentence: str) -> None:
        """Send a sentence at once, past the outbox. Failures are logged, not raised."""
        ...

    async def busy(self, place: str) -> None:
        """Show that an answer is being prepared."""
        ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Handled:
    """The end of one look for a chat's next request. `postponed`: the database could not serve it now."""

    done: bool
    seconds: float  # of work
    postponed: Postponed | None = None


class Wakeup(asyncio.Event):
    """Wakes a sender. `seen`: the number of requests handled before it last looked into the outbox."""

    seen = 0


class Hub:
    """The bot as its doors see it: they ingest updates and run work in the database.

    The worker listens to the inbox, each sender to the outbox; neither knows the other, nor does the hub know them.
    """

    def __init__(self, app: App) -> None:
        self.app = app
        self.handled = 0  # requests, since the start
        self._queue = WorkQueue(app.engine)
        self._inbox_listeners: list[Callable[[Chat], None]] = []
        self._wakeups: list[Wakeup] = []

    async def run(self, work: Callable[..., Result], *args: Any, rank: Rank = Rank.USUAL) -> Result:
        """The result of work in the database's thread: short, and perhaps done twice (`group_commit`)."""
        return await self.submit(work, *args, rank=rank)

    def submit(self, work: Callable[..., Result], *args: Any, rank: Rank = Rank.USUAL) -> "asyncio.Future[Result]":
        """Queue work now, without a turn of the event loop, so that it joins the next group; the future result."""
        return self._queue.submit(work, *args, rank=rank)

    async def ingest(self, source: str, bot: str, updates: Sequence[Update]) -> list[int | None]:
        """Commit raw updates: the ids of their rows, None for a repeat. From then on they may be acknowledged."""
        chats = [(source, update.place) for update in updates]
        return await self.store(self.app.inbox.ingest, source, bot, updates, self.app.clock(), chats=chats)

    async def store(self, work: Callable[..., Result], *args: Any, chats: Iterable[Chat]) -> Result:
        """The result of `work`, which stores updates of these chats; the worker is notified of them.

        The worker's jobs are queued behind this one: they find the rows in the table, in the same transaction.
        """
        storing = self.submit(work, *args, rank=Rank.FIRST)
        for chat in chats:
            self.notify_inbox(chat)
        return await storing

    def notify_inbox(self, chat: Chat) -> None:
        """Say that a chat may have a row to handle."""
        for listener in self._inbox_listeners:
            listener(chat)

    @contextmanager
    def inbox_listener(self, listener: Callable[[Chat], None]) -> Iterator[None]:
        """Have `listener` called with each chat that may have a row to handle, until the block ends."""
        self._inbox_listeners.append(listener)
        try:
            yield
        finally:
            self._inbox_listeners.remove(listener)

    def handle_next(self, chat: Chat) -> "asyncio.Future[Handled]":
        """Queue the next request of a chat; the senders look into the outbox after it, in the same transaction."""
        self.notify_outbox()
        handling = self.submit(self._handle_next, chat)
        handling.add_done_callback(lambda _: self._notify_of_answers())
        return handling

    def _handle_next(self, chat: Chat) -> Handled:
        began = monotonic()
        try:
            done, postponed = self.app.inbox.handle_next(chat, self.app.clock()), None
        except Postponed as error:
            done, postponed = False, error
        finally:
            self.handled += 1
        return Handled(done, monotonic() - began, postponed)

    def wakeup(self) -> Wakeup:
        """An event that is set whenever messages may have been enqueued."""
        self._wakeups.append(Wakeup())
        return self._wakeups[-1]

    def notify_outbox(self) -> None:
        """Say that messages may have been enqueued."""
        for wakeup in self._wakeups:
            wakeup.set()

    def _notify_of_answers(self) -> None:
        for wakeup in self._wakeups:
            if wakeup.seen < self.handled:
                wakeup.set()

    def outbox_notifier(self) -> Callable[[], None]:
        """`notify_outbox` for other threads."""
        loop = asyncio.get_running_loop()

        def notify() -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self.notify_outbox)

        return notify

    async def close(self) -> None:
        """Finish the work that is queued."""
        await self._queue.close()


async def first_of(event: asyncio.Event, seconds: float) -> None:
    """Wait for the event or the end of the time, whichever comes first, and clear the event."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):  # wait_for of Python 3.11 loses a cancellation that comes with the event
            await event.wait()
    event.clear()
