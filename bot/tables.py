"""The subprocess that checks a long table, so that the bot neither waits for it nor grows by it."""

import json
import resource
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import Any

from bot.settings import Settings
from models.sheet_imports import MOST_FAULTS, Rehearsal
from models.sheet_imports_long import CheckOrder
from models.sheets import Fault, ImportResult

_STEP = 5.0  # seconds between two words of the progress
_SECONDS, _MEMORY = 600, 2 * 1024**3


class TableCheck:
    """One check, by a process of its own. `step` raises nothing: a check that ended badly has no result."""

    def __init__(self, settings: Settings, order: CheckOrder) -> None:
        asked = {"database": settings.database_url, "zone": settings.timezone, **asdict(order), "now": f"{order.now}"}
        self._size = max(Path(order.path).stat().st_size, 1)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot.tables"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asked))
        self._process.stdin.close()

    def step(self) -> float | Rehearsal | None:
        """The share that is read by now, or the result; None where there is none."""
        assert self._process.stdout is not None
        until, share = monotonic() + _STEP, 0.0
        for line in self._process.stdout:
            said = json.loads(line)
            if "read" not in said:
                return Rehearsal(ImportResult(**said["result"]), tuple(Fault(*each) for each in said["faults"]))
            share = float(said["read"]) / self._size
            if monotonic() > until:
                return share
        return None

    def stop(self) -> None:
        """End the process, whatever it has found."""
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


def _check(asked: dict[str, Any]) -> None:
    """Compare a table with what is registered, writing nothing; the result is the last line."""
    from datetime import datetime

    from sqlalchemy.orm import Session

    from bot.database import open_engine
    from bot.versions import tables
    from models import moments, sheets
    from models.base import Refusal
    from models.sheet_imports import of_kind

    tables()
    moments.set_zone(asked["zone"])
    faults, said = list[Fault](), [monotonic()]

    def progress(read: int) -> None:
        if monotonic() - said[0] >= 1:
            said[0] = monotonic()
            _say({"read": read})

    def report(fault: Fault) -> None:
        if len(faults) < MOST_FAULTS:
            faults.append(fault)

    result = ImportResult()
    with Path(asked["path"]).open("rb") as source, Session(open_engine(asked["database"], for_reading=True)) as session:
        upload = sheets.Upload(
            source, asked["name"], report, progress=progress, is_check=True, options=asked["options"]
        )
        try:
            result = sheets.load(
                session, of_kind(asked["kind"]), upload, operator="", now=datetime.fromisoformat(asked["now"])
            )
        except Refusal as refusal:
            faults.append(Fault(1, refusal.sentence))
    result.changes, result.notes = result.changes[:MOST_FAULTS], result.notes[:MOST_FAULTS]
    told = [(each.line, each.reason, each.column) for each in faults]
    _say({"result": asdict(result), "faults": told})


def _say(said: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    for limit, most in ((resource.RLIMIT_CPU, _SECONDS), (resource.RLIMIT_AS, _MEMORY)):
        resource.setrlimit(limit, (most, most))
    _check(json.load(sys.stdin))
