"""A platform of paper: a door whose every answer the test decides, and a bot at work behind it in its own thread."""

import asyncio
import json
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread

from starlette.routing import Route

from bot.app import App
from bot.dispatch import Incoming, Pressed
from bot.hub import Hub
from bot.inbox import Update
from bot.service import serve
from models.deliveries import Delivery, Limits


@dataclass
class Paper:
    """What was sent, in order, with the moment; `fates` are raised (or called) by the next calls to `send`."""

    name: str = "paper"
    bot: str = "bot"
    limits: Limits = field(default_factory=lambda: Limits(10_000, lambda _: 0.0))
    sent: list[tuple[float, str, str]] = field(default_factory=list)  # when, to whom, what
    edited: list[tuple[str, str]] = field(default_factory=list)  # which message, what
    fates: deque[Exception | None] = field(default_factory=deque)
    checks: deque[Exception | None] = field(default_factory=deque)
    found: dict[str, str] = field(default_factory=dict)  # text -> id, what a search of the platform finds
    told: list[tuple[str, str]] = field(default_factory=list)
    latency: float = 0.0
    piece: int = 1000

    def parse(self, raw: str) -> Incoming:
        update = json.loads(raw)
        if "pressed" in update:
            update["pressed"] = Pressed(*update["pressed"])
        return Incoming(**update)

    def routes(self) -> list[Route]:
        return []

    async def check(self) -> None:
        if self.checks and (fate := self.checks.popleft()):
            raise fate

    async def listen(self) -> None:
        await asyncio.Event().wait()

    def parts(self, delivery: Delivery) -> int:
        return -(-len(delivery.payload["text"]) // self.piece)

    async def send(self, delivery: Delivery) -> str:
        fate = self.fates.popleft() if self.fates else None
        text = delivery.payload["text"]
        piece = delivery.mark + text[delivery.part * self.piece : (delivery.part + 1) * self.piece]
        if fate is None and delivery.edits:
            self.edited.append((delivery.edits, text))
            return delivery.edits
        if fate is None or str(fate) == "accepted":
            self.sent.append((time.monotonic(), delivery.address, piece))
        await asyncio.sleep(self.latency)
        if fate is not None:
            raise fate
        return f"m{len(self.sent)}"

    async def find(self, delivery: Delivery) -> str | None:
        return self.found.get(delivery.payload["text"])

    async def tell(self, place: str, sentence: str) -> None:
        self.told.append((place, sentence))

    async def busy(self, place: str) -> None:
        self.told.append((place, "..."))

    async def close(self) -> None:
        pass

    def texts(self, address: str) -> list[str]:
        return [text for _, to, text in self.sent if to == address]

    def peak(self, window: float = 1.0) -> int:
        """The most messages taken within any window of so many seconds."""
        moments = [at for at, _, _ in self.sent]
        return max((sum(1 for other in moments if at <= other < at + window) for at in moments), default=0)


class AtWork:
    """A bot at work; `write` brings it an update as the platform would."""

    def __init__(self, app: App, door: Paper, loop: asyncio.AbstractEventLoop) -> None:
        self.app, self.door, self._loop, self._count = app, door, loop, 0
        self.hub: Hub | None = None

    def write(self, address: str, text: str, **more: object) -> None:
        self._count += 1
        raw = json.dumps({"address": address, "text": text, **more})
        assert self.hub is not None
        kept = self.hub.keep(self.door.name, "bot", [Update(f"{address}:{self._count}", address, raw)])
        asyncio.run_coroutine_threadsafe(kept, self._loop).result(10)


@contextmanager
def at_work(app: App, door: Paper) -> Iterator[AtWork]:
    """The service in a thread until the block ends."""
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    bot = AtWork(app, door, loop)

    def opener(hub: Hub) -> Paper:
        bot.hub = hub
        return door

    thread = Thread(target=lambda: loop.run_until_complete(serve(app, [opener], stop)))
    thread.start()
    try:
        assert eventually(lambda: bot.hub is not None)
        yield bot
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(20)
        loop.close()
    assert not thread.is_alive()


def eventually(condition: Callable[[], bool], seconds: float = 20) -> bool:
    """Whether it comes true in time."""
    give_up = time.monotonic() + seconds
    while not (holds := condition()) and time.monotonic() < give_up:
        time.sleep(0.01)
    return holds
