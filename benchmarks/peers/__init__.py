"""Commands a second and their CPU beside the usual bots, each storing one row for the same line.

They are installed at exact versions into .venv/peers, which git ignores, and run in processes of their own. Each
figure names the features a peer lacks (inbox, history, outbox, permissions): it does less for each command. A peer
that cannot be installed is reported, and nothing is measured in its place.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.command import LINE, TABLES, bare_handler, one_command, open_house
from benchmarks.measure import Figure, report, size

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / ".venv" / "peers"
_PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet", "install", "--retries", "0")
_LONGEST = 400  # seconds that a step of an installation may take
_WARM_UP = 50
_LACKS = "que não guarda o que chega, nem história, fila de saída, permissão ou prazo"


class Missing(Exception):
    """A peer that cannot be measured here; the text says why."""


def run() -> Iterator[Figure]:
    """Ours beside each peer: commands a second, and microseconds of CPU for one."""
    times = size(400, 20, 2_000)
    with tempfile.TemporaryDirectory(prefix="gabinete-bench-") as folder:
        ours = _ours(Path(folder) / "ours.db", times)
        peers: dict[str, Callable[[], tuple[float, float]]] = {
            "handler PTB, um INSERT assíncrono e a resposta por HTTP": partial(_telegram, f"{folder}/ptb.db", times),
            "errbot, um INSERT": partial(_peer, "errbot", times, "errbot==6.2.1", "pytest"),
            "opsdroid, um INSERT": partial(_peer, "opsdroid", times, "opsdroid==0.31.0", "aiosqlite", "setuptools<81"),
        }
        for name, measured in peers.items():
            try:
                rate, cpu = measured()
            except Missing as reason:
                print(f"NÃO MEDIDO: {name}: {reason}", flush=True)
                continue
            yield Figure(f"comandos por segundo, {len(TABLES)} tabelas / {name} ({_LACKS})", ours[0], rate, "1/s")
            yield Figure(f"CPU de um comando, {len(TABLES)} tabelas / {name} ({_LACKS})", ours[1], cpu, "us CPU")


def _ours(path: Path, times: int) -> tuple[float, float]:
    app = open_house(f"sqlite:///{path}")
    for i in range(-_WARM_UP, 0):
        one_command(app, i)
    began, cpu = time.perf_counter(), time.process_time()
    for i in range(times):
        one_command(app, i)
    spent, took = time.process_time() - cpu, time.perf_counter() - began
    app.engine.dispose()
    return times / took, spent / times * 1e6


def _telegram(path: str, times: int) -> tuple[float, float]:
    return asyncio.run(bare_handler(path, replying=True, times=times))


def _peer(name: str, times: int, *requirements: str) -> tuple[float, float]:
    python = _installed(name, requirements)
    words = [str(python), str(Path(__file__).parent / f"{name}_peer.py"), LINE, str(_WARM_UP), str(times)]
    with tempfile.TemporaryDirectory(prefix="gabinete-bench-") as folder:
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "XDG_RUNTIME_DIR": folder, "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            words, check=False, cwd=folder, env=environment, capture_output=True, text=True, timeout=_LONGEST
        )
    if done.returncode:
        raise Missing(done.stderr.strip().rpartition("\n")[2])
    found = json.loads(done.stdout.strip().rpartition("\n")[2])
    assert found["rows"] == _WARM_UP + times, found
    return found["per_second"], found["cpu"]


def _installed(name: str, requirements: tuple[str, ...]) -> Path:
    """The Python with that peer, installed at the first call."""
    folder = FOLDER / "-".join((name, *requirements)).replace("==", "-").replace("<", "-")
    python, done = folder / "bin" / "python", folder / "done"
    if not done.exists() and not size(1, 0):
        raise Missing("não está instalado, e no menor tamanho nada se instala")
    if not done.exists():
        _step([sys.executable, "-m", "venv", "--clear", str(folder)])
        _step([str(python), *_PIP, *requirements])
        done.touch()
    return python


def _step(command: list[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=_LONGEST)
    except (OSError, subprocess.SubprocessError) as error:
        raise Missing(f"não se instala aqui ({type(error).__name__})") from error


if __name__ == "__main__":
    sys.exit(report(run()))
