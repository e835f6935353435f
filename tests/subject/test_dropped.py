"""A subject of the tests' own, dropped into a copy of the folders: it lives there with no other file changed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DROPPED = Path(__file__).parent / "dropped"
ROOMS = ("bot", "handlers", "jobs", "models", "tests")
HELP = ("test_the_whole_by_subject", "test_every_command_has_help_a_title_and_every_example_is_a_command")
MOST = 250  # lines of models and handlers together


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_it_is_small() -> None:
    assert sum(lines_of(path) for path in DROPPED.rglob("loans.py")) <= MOST


@pytest.mark.slow
def test_a_subject_is_what_is_in_its_own_files(tmp_path: Path) -> None:
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", ".env.example"):
        shutil.copy(ROOT / name, tmp_path / name)
    for room in ("models", "handlers"):
        shutil.copy(DROPPED / room / "loans.py", tmp_path / room)
    rules = ("test_what_is_shared_knows_no_subject", "test_every_command_explains_itself")
    told = ["-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "-p", "tests.bot.admin", "tests/subject/life.py"]
    told += [f"tests/test_house.py::{rule}" for rule in rules]
    told += [f"tests/handlers/test_help.py::{rule}" for rule in HELP]
    done = subprocess.run([sys.executable, *told], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
