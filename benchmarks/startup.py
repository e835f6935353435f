"""Seconds to the first reply and resident memory of the console as a protocol, beside the bare import of SQLAlchemy."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import Figure, report, size

_QUESTION = b'{"as": "ana", "text": "minhas"}\n'
_FLOOR = ["-c", "import sqlalchemy.orm; print()"]


class Start(NamedTuple):
    """The seconds to the first line of a start, and the peak memory of its process."""

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
    megabytes = _peak_memory(process.pid) if line else 0.0
    process.communicate()
    if not line or process.returncode:
        raise RuntimeError(f"{arguments}: nothing came out, exit code {process.returncode}")
    return Start(seconds, megabytes)


def _peak_memory(pid: int) -> float:
    """Peak resident MB of a running process (Linux): what wait() tells includes the parent it was forked from."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def best_of(times: int, arguments: list[str], environment: dict[str, str] | None = None) -> Start:
    """The quickest of several starts: the others were disturbed by other processes."""
    return min(start(arguments, environment) for _ in range(times))


def run(times: int = size(5, 1)) -> Iterator[Figure]:
    """Each start beside its limit, and beside the floor."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'existing.db'}"
        # Both sides compiled beforehand, as an installed program is: whatever this machine says of bytecode.
        compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": f"{folder}/compiled"} if size(1, 0) else {}
        start(["-m", "bot", "demo", "--json", "--database", url], compiled)
        start(_FLOOR, compiled)
        floor = best_of(times, _FLOOR, compiled)
        demo = best_of(times, ["-m", "bot", "demo", "--json"], compiled)
        console = best_of(times, ["-m", "bot", "console", "--json"], {"DATABASE_URL": url, **compiled})
    for name, found, most in (("console --json", console, 3), ("demo --json, com a semente", demo, None)):
        yield Figure(f"{name}: primeira resposta / import sqlalchemy.orm", found.seconds, floor.seconds, "s", most)
        yield Figure(f"{name}: memória, ao lado de 90 MB", found.megabytes, 90, "MB", 1)


if __name__ == "__main__":
    report(run())
