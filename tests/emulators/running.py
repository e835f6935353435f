"""Emulators as processes on loopback, and requests of tests to them."""

import asyncio
import json
import socket
import subprocess
import urllib.request
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from bot.app import App
from bot.hub import Hub, OpenDoor
from models.deliveries import Delivery
from models.outbox import Message
from tests.bot.paper import eventually

Door = TypeVar("Door", bound=OpenDoor)
Result = TypeVar("Result")


@contextmanager
def started(command: Sequence[str], port: int, folder: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """Run an emulator on that port until the block ends. `folder`: where it may write."""
    with (folder / "emulator.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=dict(environment), stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        try:
            assert eventually(lambda: _listens(port) or process.poll() is not None, 60)
            assert process.poll() is None, (folder / "emulator.log").read_text(encoding="utf-8", errors="replace")
            yield
        finally:
            process.kill()  # nothing in it is worth the seconds it takes to close
            process.wait(20)


def fetched(url: str, body: Any = None, **headers: str) -> bytes:
    """The answer to a request; with a body, to a POST of it as JSON."""
    content = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, content, {"Content-Type": "application/json", **headers})  # noqa: S310
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        return bytes(answer.read())


def asked(url: str, body: Any = None, **headers: str) -> Any:
    return json.loads(fetched(url, body, **headers))


def at_the_door(app: App, opened: Callable[[Hub], Door], work: Callable[[Door], Awaitable[Result]]) -> Result:
    """The result of something done with the door alone, without a service."""

    async def run() -> Result:
        hub = Hub(app)
        door = opened(hub)
        try:
            await door.check()
            return await work(door)
        finally:
            await door.close()
            await hub.close()

    return asyncio.run(run())


def delivery(channel: str, address: str, text: str, **more: Any) -> Delivery:
    """A delivery as the outbox makes it. `payload`: everything but the text."""
    values = {"id": 5, "row_id": 5, "person_id": 1, "reply_to": None, "repeats": 0, **more}
    payload = {**Message(text).payload(), **values.pop("payload", {})}
    return Delivery(channel=channel, address=address, payload=payload, **values)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
