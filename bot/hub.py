"""What the doors share while the bot is at work: the database's one thread, and the bells that wake who waits."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from operator import attrgetter
from time import monotonic
from typing import Any, Protocol, TypeVar

from starlette.routing import Route

from bot.app import App
from bot.dispatch import Incoming
from bot.inbox import Kept, Update
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


class Rank(IntEnum):
    """Where in line a piece of work stands, among those that wait with it.

    `FIRST` is for what keeps somebody outside waiting, `LAST` for what comes of the others; both are done in no time.
    """

    FIRST, USUAL, LAST = range(3)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Work in the database, and who waits for its end."""

    rank: Rank
    work: Callable[[], Any]
    end: "asyncio.Future[Any]"


class Bell(asyncio.Event):
    """Wakes one who delivers. `seen`: how many lines had been handled when that one last looked."""

    seen = 0


class Hub:
    """The house as the doors see it.

    All work in the database is done by one thread, one piece after the other: SQLite has one writer anyway, and a
    transaction is shorter than the wait for a lock. What waits meanwhile is done next, with one commit for all of it.

    `begin`: has a row handled; of whoever works off the inbox, while somebody does. `may_wait`: wakes that one.
    """

    def __init__(self, app: App) -> None:
        self.app = app
        self.handled = 0
        self.may_wait = asyncio.Event()
        self.begin: Callable[[Kept], None] | None = None
        self._thread = ThreadPoolExecutor(1, "database")
        self._pieces: deque[_Piece] = deque()
        self._working: asyncio.Task[None] | None = None
        self._bells: list[Bell] = []

    async def run(self, work: Callable[..., Result], *args: Any, rank: Rank = Rank.USUAL) -> Result:
        """Do something in the database's thread: `work` is short, and may be done anew (`together`)."""
        return await self._submit(rank, partial(work, *args))

    def _submit(self, rank: Rank, work: Callable[[], Result]) -> "asyncio.Future[Result]":
        end: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._pieces.append(_Piece(rank, work, end))
        if self._working is None:
            self._working = asyncio.create_task(self._work())
        return end

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._pieces:
                await asyncio.sleep(0)  # whoever was woken by the same event comes along
                pieces, last = self._take()
                works = ([piece.work for piece in pieces], [piece.work for piece in last])
                outcomes = await loop.run_in_executor(self._thread, partial(together, self.app.engine, *works))
                done = pieces[: len(outcomes) - len(last)]
                self._pieces.extendleft(reversed(pieces[len(done) :]))
                for piece, outcome in zip(done + last, outcomes, strict=True):
                    outcome.tell(piece.end)
        finally:
            self._working = None

    def _take(self) -> tuple[list[_Piece], list[_Piece]]:
        """What waits, in the order in which it is done; within a rank as it came, for a chat has its order."""
        waiting = [piece for piece in self._pieces if not piece.end.cancelled()]
        self._pieces.clear()
        pieces = sorted((piece for piece in waiting if piece.rank < Rank.LAST), key=attrgetter("rank"))
        return pieces, [piece for piece in waiting if piece.rank is Rank.LAST]

    async def keep(self, source: str, bot: str, updates: Sequence[Update]) -> list[int | None]:
        """Commit raw updates; once this returns they may be acknowledged."""
        rows = [Kept(source, update.place, update.raw) for update in updates]
        return await self.keep_and_begin(self._receive, source, bot, updates, rows, begin=rows)

    async def keep_and_begin(self, store: Callable[..., Result], *args: Any, begin: Iterable[Kept]) -> Result:
        """Keep what came, by `store`, which gives the rows their ids; what is to `begin` follows it at once.

        In the same transaction, if there is time: nobody outside waits for what was kept but to confirm it.
        """
        rows = list(begin)
        for row in rows:
            self.came(row)
        return await self.run(self._keep, rows, partial(store, *args), rank=Rank.FIRST)

    def _keep(self, rows: Sequence[Kept], store: Callable[[], Result]) -> Result:
        try:
            return store()
        except BaseException:  # what was not kept must not be handled: its number may be another row's by then
            for row in rows:
                row.id = 0
            raise

    def _receive(self, source: str, bot: str, updates: Sequence[Update], rows: Sequence[Kept]) -> list[int | None]:
        ids = self.app.receiver.receive_all(source, bot, updates, self.app.clock())
        for row, row_id in zip(rows, ids, strict=True):
            row.id = row_id or 0
        return ids

    def came(self, row: Kept) -> None:
        """This is kept, or will be before what is begun with it is done."""
        if self.begin is not None:
            self.begin(row)

    def look(self) -> None:
        """Something in the inbox may be handled now that could not be before."""
        self.may_wait.set()

    def handle(self, row: Kept) -> "asyncio.Future[bool]":
        """Work off one row, as `Receiver.handle`. Whoever delivers looks in the same transaction, or right after it."""
        self.ring()
        handling = self._submit(Rank.USUAL, partial(self._handle, row))
        handling.add_done_callback(lambda _: self._ring_again())
        return handling

    def _handle(self, row: Kept) -> bool:
        began = monotonic()
        try:
            return not row.id or self.app.receiver.handle(row.id, row.source, row.raw, self.app.clock())
        finally:
            self.handled += 1
            row.took += monotonic() - began

    def _ring_again(self) -> None:
        for bell in self._bells:
            if bell.seen < self.handled:
                bell.set()

    def bell(self) -> Bell:
        """An event set whenever something may have been queued."""
        self._bells.append(Bell())
        return self._bells[-1]

    def ring(self) -> None:
        """Something may have been queued: whoever delivers looks at once."""
        for bell in self._bells:
            bell.set()

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
