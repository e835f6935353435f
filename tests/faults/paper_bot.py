"""A bot at work in a process of its own behind a paper door; its updates are put into the inbox.

`python -m tests.faults.paper_bot LOG`: each message accepted is a line of LOG, which survives the process.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from bot.app import App, build
from bot.hub import Hub
from bot.inbox import Update
from bot.service import serve
from bot.settings import Settings
from models.deliveries import Delivery
from tests import processes
from tests.bot.paper import Paper


@dataclass
class Logged(Paper):
    """A paper door that logs every accepted message before it answers."""

    log: Path = field(default=Path(os.devnull))

    async def send(self, delivery: Delivery) -> str:
        if not delivery.edits:
            line = json.dumps({"to": delivery.address, "text": delivery.text}, ensure_ascii=False) + "\n"
            with self.log.open("ab") as log:
                log.write(line.encode())
        return await super().send(delivery)


class Bots:
    """Several processes of paper bots on one database, to be killed and started again."""

    def __init__(self, url: str, folder: Path) -> None:
        self.log = folder / "accepted.jsonl"
        self.log.touch()
        self._errors = folder / "bots.log"
        self._folder = folder
        self._environment = {**os.environ, "DATABASE_URL": url, "HTTP_PORT": "0"}
        self.running: list[ForkServerProcess] = []

    def start(self) -> None:
        words = ["tests.faults.paper_bot", str(self.log)]
        log = self._errors
        self.running.append(processes.started(words, self._folder, self._environment, out=log, errors=log))

    def kill(self, which: int) -> None:
        process = self.running.pop(which)
        process.kill()
        process.join()

    def stop(self) -> None:
        for process in self.running:
            process.terminate()
        for process in self.running:
            process.join(30)
        self.running.clear()

    def accepted(self) -> list[dict[str, Any]]:
        """Every message accepted, in order."""
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]


def bring(app: App, lines: Sequence[tuple[str, str]]) -> list[str]:
    """Store lines of people in this order, as the platform would deliver them; the keys of the updates."""
    updates = [
        Update(f"{who}:{n}", who, json.dumps({"address": who, "text": line})) for n, (who, line) in enumerate(lines)
    ]
    app.inbox.ingest("paper", "bot", updates, app.clock())
    return [update.key for update in updates]


async def _work(log: Path) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)

    def opener(_: Hub) -> Logged:
        return Logged(log=log)

    await serve(build(Settings(_env_file=None)), [opener], stop)  # type: ignore[call-arg]


if __name__ == "__main__":
    asyncio.run(_work(Path(sys.argv[1])))
