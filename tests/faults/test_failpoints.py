"""The process ends at every named failpoint, as by SIGKILL; a second one takes over; the invariants hold."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from models.base import arm_failpoints
from tests import processes
from tests.conftest import MONDAY, House
from tests.faults.failpoints import failpoints
from tests.faults.invariants import broken

SCRIPT = [
    ("davi", "ordem @saude @obras @fazenda Enviar o plano de férias.\ncumprir até 20/12/2030"),
    ("ana", "aprovar R-1"),
    ("bruno", "ciente OS-1/2026"),
    ("bruno", "ciente OS-1/2026"),
    ("otavio", "ciente OS-1/2026"),
    ("ana", "tarefa @bruno conferir o estoque"),
    ("bruno", "concluir T-1"),
    ("otavio", "cumprida OS-1/2026 enviado"),
]
LINES = [{"as": who, "text": text, "id": f"line-{n}"} for n, (who, text) in enumerate(SCRIPT)]
KEYS = [f"{line['as']}:{line['id']}" for line in LINES]


def talk(url: str, folder: Path, fail_at: str = "") -> tuple[int, list[dict[str, Any]]]:
    """Send the whole script to a console process; its exit code and everything it showed."""
    environment = {**os.environ, "DATABASE_URL": url, "FAIL_AT": fail_at}
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in LINES)
    done = processes.run(["bot", "console", "--json"], folder, environment, text)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def database(tmp_path: Path, new_database: Callable[[Path], str]) -> str:
    url = new_database(tmp_path / "house.db")
    House(url, MONDAY).app.engine.dispose()
    return url


@pytest.mark.slow
def test_without_a_fault(database: str, tmp_path: Path) -> None:
    code, delivered = talk(database, tmp_path)
    assert code == 0
    assert broken(database, delivered, KEYS) == []


@pytest.mark.slow
@pytest.mark.parametrize("times", [1, 2, 4])
@pytest.mark.parametrize("point", failpoints())
def test_killed_at(point: str, times: int, database: str, tmp_path: Path) -> None:
    # The second process gets the same updates again, as a platform would send them: nothing lost, nothing doubled.
    code, before = talk(database, tmp_path, f"{point}:{times}")
    if code == 0:
        pytest.skip(f"{point} is not reached {times} times by this script")
    assert code == -9
    code, after = talk(database, tmp_path)
    assert code == 0
    assert broken(database, before + after, KEYS) == []


@pytest.mark.parametrize("point", failpoints())
def test_raising_at(point: str, house: House) -> None:
    # An exception costs that one request; the person gets a sentence with a code, and the house goes on.
    delivered: list[dict[str, Any]] = []
    house.desk._show = delivered.append

    def reached(here: str) -> None:
        if here == point:
            arm_failpoints(None)
            raise RuntimeError(here)

    arm_failpoints(reached)
    try:
        for n, line in enumerate(LINES):
            try:
                house.desk.say(line, n)
            except RuntimeError:
                house.desk.open()  # the process died here: another takes over
                house.desk.say(line, n)
    finally:
        arm_failpoints(None)
    house.desk.open()
    assert broken(house.url, delivered, KEYS) == []
    assert not any(
        "Traceback" in message["text"] or "RuntimeError" in message["text"]
        for message in delivered
        if message["to"] != "igor"
    )


def test_fail_at_is_off_unless_asked() -> None:
    assert Settings(_env_file=None).fail_at == ""  # type: ignore[call-arg]
