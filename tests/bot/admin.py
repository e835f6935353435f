"""The administrator at the shell, in a folder of its own with a database of its own."""

import io
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import cli
from bot.app import App, build
from bot.settings import Settings

DATABASE = "data/gabinete.db"


@dataclass(frozen=True, slots=True)
class Said:
    """The answer of a command: exit code and output."""

    code: int
    out: str
    err: str


class Admin:
    """Types commands: `python -m bot ...`."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def runs(self, *words: str, given: str = "") -> Said:
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        self._capsys.readouterr()
        try:
            code = cli.main(words)
        except SystemExit as end:
            code = int(end.code or 0)
        return Said(code, *self._capsys.readouterr())

    def app(self) -> App:
        return build(Settings())


@pytest.fixture
def admin(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Admin]:
    """An administrator with default settings; the logging of the process is restored afterwards."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))  # where anchors are kept by default
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
        monkeypatch.delenv(f"{name.upper()}_FILE", raising=False)
    root = logging.root
    before = root.handlers[:], root.level, sys.excepthook, threading.excepthook, warnings.showwarning
    yield Admin(capsys, monkeypatch)
    logging.captureWarnings(False)
    root.handlers[:], root.level, sys.excepthook, threading.excepthook, warnings.showwarning = before
    logging.raiseExceptions = True
