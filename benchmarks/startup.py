"""Seconds to the first reply and resident memory of the console as a protocol, beside the bare import of SQLAlchemy."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

_QUESTION = b'{"as": "ana", "text": "minhas"}\n'
_FLOOR = ["-c", "import sqlalchemy.orm; print()"]


class Start(NamedTuple):
    """How long until the first line came out, and the most memory the process held."""

    seconds: float
    megabytes: float


def start(arguments: list[str], environment: dict[str, str] | None = None) -> Start:
    """Run python with these arguments, ask one question, wait for the first line."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **(environment or {})},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(_QUESTION)
    process.stdin.flush()
    line = process.stdout.readline()
    seconds = time.perf_counter() - began
    process.stdin.close()
    process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if not line or process.returncode:
        raise RuntimeError(f"{arguments}: nothing came out, exit code {process.returncode}")
    return Start(seconds, used.ru_maxrss / 1024)


def best_of(times: int, arguments: list[str], environment: dict[str, str] | None = None) -> Start:
    """The quickest run: the rest is the machine's other business."""
    return min(start(arguments, environment) for _ in range(times))


def main(times: int = 5) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'existing.db'}"
        start(["-m", "bot", "demo", "--json", "--database", url])
        rows = {
            "floor: import sqlalchemy.orm": best_of(times, _FLOOR),
            "demo --json, with its seed": best_of(times, ["-m", "bot", "demo", "--json"]),
            "console --json, existing database": best_of(
                times, ["-m", "bot", "console", "--json"], {"DATABASE_URL": url}
            ),
        }
    floor = next(iter(rows.values()))
    for name, found in rows.items():
        ratio = found.seconds / floor.seconds
        print(f"{name:36} {found.seconds:5.2f} s ({ratio:4.1f} x)  {found.megabytes:5.0f} MB")


if __name__ == "__main__":
    main()
