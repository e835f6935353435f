"""The Telegram door: the whole bot as a process, before a test server in another.

In full it sends to 10,000 people, else to fewer.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.measure import Figure, report, size
from bot.delivery import IN_FLIGHT
from tests.bot.paper import eventually
from tests.faults.at_the_door import FIRST_USER, ROOT, Bot, TelegramProcess, broadcast, town

RATE = 30.0
COMMANDS_A_SECOND, REPLY_FIGURE = 50, 50.0  # ms
_ITEM = re.compile(r"criada .*conferir o item (\d+)\.")
_TICKS = os.sysconf("SC_CLK_TCK")


def run() -> Iterator[Figure]:
    """The rate under the documented limits, the CPU of a message, and the delay of a reply meanwhile."""
    for processes in (1, 2):
        yield from _rate(processes)
    yield from _cpu()
    yield _reply()


@contextmanager
def _scene(recipients: int, *, limits: bool, people: int = 1, processes: int = 1, **environment: str) -> Iterator[Any]:
    """A town with a broadcast in its queue, the server, and the bots (not started)."""
    with tempfile.TemporaryDirectory(prefix="gabinete-bench-") as folder:
        app = town(Path(folder), people)
        broadcast(app, recipients)
        app.engine.dispose()
        server = TelegramProcess(Path(folder), limits=limits)
        bots = [Bot(Path(folder), server, **environment) for _ in range(processes)]
        try:
            yield server, bots
        finally:
            for bot in bots:
                bot.end()
            server.close()


def _rate(processes: int) -> Iterator[Figure]:
    recipients = size(900, 40, 10_000)
    with _scene(recipients, limits=True, processes=processes) as (server, bots):
        for bot in bots:
            bot.start()
        assert eventually(lambda: server.count() >= recipients, 60 + recipients / RATE * 1.5, every=1)
        stats, calls = server.control("stats"), server.accepted()
    seconds = calls[-1]["wall"] - calls[0]["wall"]
    said = f"{recipients} destinatários, {processes} processo{'s' if processes > 1 else ''}"
    yield Figure(f"segundos da transmissão a {said} / o possível a 30/s", seconds, (recipients - 1) / RATE, "s", 1.01)
    yield Figure(f"chamadas respondidas 429 ({said})", stats["refused"], 1, "chamadas", 0)
    yield Figure(f"mais aceitas num segundo / 30 ({said})", stats["peak_per_second"], RATE, "mensagens", 1)


def _cpu() -> Iterator[Figure]:
    """CPU of claim, send and mark of one message, beside that of the bare client sending it just before and after."""
    recipients = size(3_000, 120, 10_000)
    with _scene(recipients, limits=False, TELEGRAM_RATE="100000") as (server, bots):
        floors = [_floors(server, recipients // 2)]
        before = server.count()
        bots[0].start()
        assert eventually(lambda: server.count() > before + size(100, 10), 60)
        start, counted = _cpu_seconds(bots[0].pid), server.count()
        assert eventually(lambda: server.count() >= before + recipients, 300, every=0.5)
        cost = (_cpu_seconds(bots[0].pid) - start) / (before + recipients - counted) * 1e6
        floors.append(_floors(server, recipients // 2))
    bare, library = (mean(each) for each in zip(*floors, strict=True))
    yield Figure(
        "CPU por mensagem entregue / biblioteca pura num laço, com a nossa classe de pedido", cost, bare, "us", 2
    )
    yield Figure(
        "CPU por mensagem entregue / biblioteca como vem, com tantas em curso quanto nós", cost, library, "us", 1 / 3
    )


def _floors(server: TelegramProcess, count: int) -> tuple[float, float]:
    """CPU of a message by the bare client: with our request class, and with the library's own."""
    ours = _bare(server, count, "ours", at_once=1)
    return ours, _bare(server, count // 3, "own", at_once=IN_FLIGHT)


def _bare(server: TelegramProcess, count: int, which: str, *, at_once: int) -> float:
    words = [sys.executable, "-m", "benchmarks.bare_sender", server.url, str(count), which, str(at_once)]
    return float(subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _reply() -> Figure:
    """The delay from an update's arrival at the server to its answer, during a broadcast."""
    seconds = size(10, 1, 60)
    with _scene(10_000, limits=False, people=COMMANDS_A_SECOND * 2, TELEGRAM_RATE="100") as (server, bots):
        bots[0].start()
        assert eventually(lambda: server.count() > size(500, 20), 60)  # some seconds at work: the slow start is over
        arrived = _talk(server, seconds)
        assert server.count() < 10_000, "the broadcast ended before the measure did"
        assert eventually(lambda: len(_answers(server)) >= len(arrived), 60, every=1)
        answered = _answers(server)
    waits = sorted((answered[n] - at) * 1000 for n, at in arrived.items())
    return Figure(
        "resposta a um comando, p95, a 50/s durante uma transmissão",
        waits[int(len(waits) * 0.95)],
        REPLY_FIGURE,
        "ms",
        1,
    )


def _answers(server: TelegramProcess) -> dict[int, float]:
    """The moment at which the answer to each line was accepted."""
    found = ((_ITEM.search(call["params"]["text"]), call["wall"]) for call in server.accepted())
    return {int(item[1]): at for item, at in found if item}


def _talk(server: TelegramProcess, seconds: int) -> dict[int, float]:
    """Say 50 lines a second, people by turns; returns the moment at which each arrived."""
    arrived: dict[int, float] = {}

    def say(n: int) -> None:
        user = FIRST_USER + n % (COMMANDS_A_SECOND * 2)
        arrived[n] = time.time()
        server.control("say", user_id=user, text=f"tarefa conferir o item {n} até sexta 17h")

    start = time.monotonic()
    with ThreadPoolExecutor(4) as talkers:
        for n in range(seconds * COMMANDS_A_SECOND):
            time.sleep(max(0.0, start + n / COMMANDS_A_SECOND - time.monotonic()))
            talkers.submit(say, n)
    return arrived


if __name__ == "__main__":
    sys.exit(report(run()))
