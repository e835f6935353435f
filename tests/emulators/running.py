"""An emulator as a process on loopback, and how a test speaks to it."""

import json
import socket
import subprocess
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bot.paper import eventually


@contextmanager
def running(command: Sequence[str], port: int, folder: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """It listens on that port until the block ends. `folder`: where it may write."""
    with (folder / "emulator.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=dict(environment), stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        try:
            assert eventually(lambda: _listens(port) or process.poll() is not None, 60)
            assert process.poll() is None, (folder / "emulator.log").read_text(encoding="utf-8", errors="replace")
            yield
        finally:
            process.terminate()
            process.wait(20)


def asked(url: str, body: Any = None, **headers: str) -> Any:
    """The JSON that it answers; with a body, to a POST of it."""
    content = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, content, {"Content-Type": "application/json", **headers})  # noqa: S310
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        return json.loads(answer.read())


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
