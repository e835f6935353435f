"""A paper platform: a door whose answers the test decides, and a bot at work behind it in a thread."""

import asyncio
import json
import socket
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread

from starlette.routing import Route

from bot import service
from bot.app import App
from bot.dispatch import Incoming, Pressed
from bot.hub import Hub
from bot.inbox import Update
from bot.service import Opener, serve
from bot.transactions import transaction
from models.base import insert_row
from models.deliveries import Delivery, Limits
from models.people import Address, Person


@dataclass
class Paper:
    """A door that collects messages. `fates`: exceptions that the next calls to `send` raise (None: success)."""

    name: str = "paper"
    bot: str = "bot"
    limits: Limits = field(default_factory=lambda: Limits(10_000, lambda _: 0.0))
    sent: list[tuple[float, str, str]] = field(default_factory=list)  # moment, address, text
    edited: list[tuple[str, str]] = field(default_factory=list)  # message, text
    fates: deque[Exception | None] = field(default_factory=deque)
    checks: deque[Exception | None] = field(default_factory=deque)
    found: dict[str, str] = field(default_factory=dict)  # text -> id, the results of a search at the platform
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

    def __init__(self, door: Paper, hub: Hub, loop: asyncio.AbstractEventLoop) -> None:
        self.door, self.hub, self._loop, self._count = door, hub, loop, 0

    def write(self, address: str, text: str, **more: object) -> None:
        self._count += 1
        raw = json.dumps({"address": address, "text": text, **more})
        ingesting = self.hub.ingest(self.door.name, "bot", [Update(f"{address}:{self._count}", address, raw)])
        asyncio.run_coroutine_threadsafe(ingesting, self._loop).result(10)


@contextmanager
def serving(app: App, openers: list[Opener] | None = None) -> Iterator[asyncio.AbstractEventLoop]:
    """The service with these doors, or those of its settings, in a thread, until the block ends; its event loop."""
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    doors = service.openers(app.settings) if openers is None else openers
    failed: list[BaseException] = []

    def run() -> None:
        try:
            loop.run_until_complete(serve(app, doors, stop))
        except BaseException as error:
            failed.append(error)
            raise

    thread = Thread(target=run)
    thread.start()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(20)
        loop.close()
    assert not thread.is_alive()
    assert not failed


@contextmanager
def at_work(app: App, door: Paper) -> Iterator[AtWork]:
    """The service with this door, in a thread, until the block ends."""
    hubs: list[Hub] = []

    def opener(hub: Hub) -> Paper:
        hubs.append(hub)
        return door

    with serving(app, [opener]) as loop:
        assert eventually(lambda: bool(hubs))
        yield AtWork(door, hubs[0], loop)


def settle(app: App, *handles: str, role: str = "chefia", channel: str = "paper", first: int | None = None) -> None:
    """Insert people with an address at a door: their handle or, from `first` on, a number."""
    with transaction(app.engine) as session:
        for n, handle in enumerate(handles):
            person = {"handle": handle, "name": handle.title(), "name_key": handle, "cargo": "", "role": role}
            rest = {"function": "", "email": "", "phone": "", "active": True, "preferences": {}}
            person_id = insert_row(session, Person, **person, **rest)
            place = {"channel": channel, "address": handle if first is None else str(first + n), "active": True}
            insert_row(session, Address, person_id=person_id, **place, bound_at=app.clock())


def eventually(condition: Callable[[], bool], seconds: float = 60, every: float = 0.01) -> bool:
    """Whether the condition comes true in time."""
    give_up = time.monotonic() + seconds
    while not (holds := condition()) and time.monotonic() < give_up:
        time.sleep(every)
    return holds


def free_port() -> int:
    """A port on loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
