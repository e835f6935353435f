"""The cost of the first line: only the modules it needs are imported."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_house import ROOT

HEAVY = (
    "alembic",
    "apscheduler",
    "telegram",
    "slack_bolt",
    "dateparser",
    "rich",
    "prompt_toolkit",
    "httpx",
    "starlette",
)
PROBE = """
import atexit, json, sys
from bot.cli import main
atexit.register(lambda: print(json.dumps({"loaded": sorted({name.partition(".")[0] for name in sys.modules})})))
raise SystemExit(main(sys.argv[1:]))
"""


@pytest.mark.slow
def test_a_plain_line_imports_nothing_heavy(tmp_path: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'house.db'}", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-m", "bot", "migrate"], env=environment, cwd=tmp_path, check=True)
    done = subprocess.run(
        [sys.executable, "-c", PROBE, "console", "--json"],
        input='{"as": "ana", "text": "minhas"}\n',
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    reply, loaded = map(json.loads, done.stdout.splitlines())
    assert reply["reply_to"] == 1
    assert not set(HEAVY) & set(loaded["loaded"]), "Import these inside the function that needs them."
    assert done.stderr == ""


@pytest.mark.slow
def test_a_reader_of_the_beginning_only_gets_no_complaint(tmp_path: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "bot", "manifest", "slack"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout is not None
    running.stdout.close()
    assert running.communicate(timeout=60)[1] == b""
    assert running.returncode == 1
