"""The demonstration: an invented municipality in a temporary database, with a clock that can be moved."""

import sys
import tempfile
from datetime import datetime
from pathlib import Path

from bot import console, schema
from bot.app import build, wall_clock
from bot.clockwork import Clockwork, HeldClock
from bot.demo import seed
from bot.settings import Settings


def run(*, now: datetime | None, script: str | None, url: str | None, as_json: bool, person: str) -> int:
    """Open the seeded chat, for a person or for a program; returns the exit code."""
    with tempfile.TemporaryDirectory(prefix="gabinete-") as folder:
        settings = Settings(database_url=url or f"sqlite:///{Path(folder) / 'demo.db'}")
        clock = HeldClock(now or wall_clock())
        app = build(settings, clock=clock)
        if schema.current(app.engine) is None:
            schema.create(app.engine)
            seed.sow(app, clock)
        session = console.Console(app, console.printer(sys.stdout), Clockwork(app.engine, clock))
        session.open()
        lines = Path(script).read_text(encoding="utf-8").splitlines() if script else console.stdin_lines()
        console.run_json(session, lines, sys.stdout)
        app.engine.dispose()
    return 0
