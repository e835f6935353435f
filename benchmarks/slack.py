"""The delay of a slash command's acknowledgement while 10,000 messages go out: ``python -m benchmarks.slack``.

The service, the workspace and the floor (a bare Bolt app that inserts one row) are processes of their own. Commands
come at 50 a second, whether or not the ones before were answered.
"""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import Any

import aiohttp

from benchmarks.measure import Figure, report, size
from bot import schema
from bot.app import build
from bot.settings import Settings
from bot.transactions import transaction
from models.base import insert_rows
from models.outbox import Message, Outbox, Priority, State
from models.people import Address, Orgao, Person
from tests.servers.slack import control
from tests.servers.slack.signing import SECRET, signed, written

WAITING, PEOPLE = 10_000, size(50, 3)
PER_SECOND, SECONDS, WARM_UP = 50, size(10, 1), 1.0
FIGURE = 500.0  # milliseconds
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


def run() -> Iterator[Figure]:
    """Median and 99th percentile of the acknowledgements, beside those of the floor."""
    with tempfile.TemporaryDirectory(prefix="gabinete-bench-") as folder, _workspace() as workspace:
        path = Path(folder) / "house.db"
        _prepare(path)
        with _service(path, workspace) as address:
            ours = asyncio.run(_commands(address))
        stats = control(workspace, "stats")
        with _floor(Path(folder) / "floor.db", workspace) as address:
            floor = asyncio.run(_commands(address))
    assert stats["violations"] == 0, stats
    assert stats["posts"] > SECONDS, "the broadcast did not go out meanwhile"
    name = "comando do Slack confirmado com 10.000 mensagens saindo: p99, ao lado de 500 ms"
    yield Figure(name, ours[1], FIGURE, "ms", 1)
    yield Figure("o mesmo, p99 / o Bolt nu que insere uma linha", ours[1], floor[1], "ms")
    yield Figure("o mesmo, p50 / o Bolt nu que insere uma linha", ours[0], floor[0], "ms")


async def _commands(address: str) -> tuple[float, float]:
    """Milliseconds to the acknowledgement of a command: median and 99th percentile."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        for number in range(PEOPLE):  # everybody once: membership is asked for at the first message only
            await _command(session, address, f"w{number}", number)
        await asyncio.sleep(WARM_UP)
        start = asyncio.get_running_loop().time()
        tasks = []
        for number in range(PER_SECOND * SECONDS):
            await asyncio.sleep(max(0.0, start + number / PER_SECOND - asyncio.get_running_loop().time()))
            tasks.append(asyncio.create_task(_command(session, address, str(number), number)))
        found = sorted(await asyncio.gather(*tasks))
    cut = quantiles(found, n=100)
    return cut[49] * 1000, cut[98] * 1000


async def _command(session: aiohttp.ClientSession, address: str, trigger: str, number: int) -> float:
    place = {"team_id": "T0CIDADE", "channel_id": "C0GERAL", "user_id": f"U0P{number % PEOPLE}", "api_app_id": "A0"}
    body, kind = written({**place, "command": "/gab", "text": "minhas", "trigger_id": f"{trigger}.{time.time_ns()}"})
    began = time.perf_counter()
    async with session.post(address, data=body, headers={**signed(body), "Content-Type": kind}) as answer:
        await answer.read()
        assert answer.status == 200, answer.status
    return time.perf_counter() - began


def _prepare(path: Path) -> None:
    """Fifty people who may ask, and ten thousand messages that wait for other channels."""
    app = build(Settings(_env_file=None, database_url=f"sqlite:///{path}"))  # type: ignore[call-arg]
    schema.create(app.engine)
    with transaction(app.engine) as session:
        insert_rows(session, Orgao, [{"sigla": "GP", "key": "gp", "name": "Gabinete"}])
        insert_rows(session, Person, [_person(number) for number in range(PEOPLE)])
        insert_rows(session, Address, [_address(number) for number in range(PEOPLE)])
        insert_rows(session, Outbox, [_message(number) for number in range(WAITING)])
    app.engine.dispose()


def _person(number: int) -> dict[str, Any]:
    named = {"handle": f"p{number}", "name": f"Pessoa {number}", "name_key": f"pessoa {number}", "cargo": ""}
    place = {"orgao_id": 1, "role": "servidor", "function": "", "email": "", "phone": ""}
    return {**named, **place, "active": True, "preferences": {}}


def _address(number: int) -> dict[str, Any]:
    return {"person_id": number + 1, "channel": "slack", "address": f"U0P{number}", "active": True, "bound_at": NOW}


def _message(number: int) -> dict[str, Any]:
    where = {"key": f"b{number}", "channel": "slack", "address": f"C{number:06d}"}
    about = {"priority": int(Priority.NOTICE), "state": State.PENDING, "not_before": NOW, "created_at": NOW}
    return {**where, **about, "payload": Message(f"Aviso {number}: amanhã o expediente começa às 9h.").payload()}


@contextmanager
def _workspace() -> Iterator[str]:
    with _process(["-m", "tests.servers.slack"], {}, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        yield server.stdout.readline().decode().strip()


@contextmanager
def _service(path: Path, workspace: str) -> Iterator[str]:
    port = _free_port()
    secrets = {"SLACK_BOT_TOKEN": "xoxb-medida", "SLACK_SIGNING_SECRET": SECRET}
    places = {"DATABASE_URL": f"sqlite:///{path}", "SLACK_API_URL": f"{workspace}/api/", "HTTP_PORT": str(port)}
    code = {"PYTHONPATH": str(Path(__file__).parent.parent), "LOG_LEVEL": "ERROR"}
    with _process(["-m", "bot", "run"], {**secrets, **places, **code}, cwd=path.parent):  # where there is no .env
        yield _up(port)


@contextmanager
def _floor(path: Path, workspace: str) -> Iterator[str]:
    port = _free_port()
    with _process(["-m", "benchmarks.slack_floor", str(port), f"{workspace}/api/", str(path)], {}):
        yield _up(port)


@contextmanager
def _process(arguments: list[str], environment: dict[str, str], **more: Any) -> Iterator["subprocess.Popen[bytes]"]:
    running = subprocess.Popen([sys.executable, *arguments], env={**os.environ, **environment}, **more)
    try:
        yield running
    finally:
        running.terminate()
        running.wait(30)


def _up(port: int) -> str:
    """The address of a server, once it answers a command."""
    address = f"http://127.0.0.1:{port}/slack/events"
    give_up = time.monotonic() + 30
    while time.monotonic() < give_up:
        try:
            asyncio.run(_once(address))
        except (aiohttp.ClientError, OSError, AssertionError):
            time.sleep(0.1)
        else:
            return address
    raise RuntimeError(f"nothing answers at {address}")


async def _once(address: str) -> None:
    async with aiohttp.ClientSession() as session:
        await _command(session, address, "first", 0)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    report(run())
