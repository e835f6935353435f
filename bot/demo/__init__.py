"""The demonstration: an invented municipality in a temporary database, with a clock that can be moved."""

import tempfile
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import ArgumentError

from bot import chat, lock, schema
from bot.app import App, build, wall_clock
from bot.demo import seed, tray
from bot.demo.site import DemoSite
from bot.settings import Settings
from bot.simulation import FrozenClock, Simulation
from bot.transactions import transaction

WRONG_USE = 2


def run(*, now: datetime | None, script: str | None, url: str | None, as_json: bool, person: str) -> int:
    """Open the chat on the demonstration, for a person or for a program; returns the exit code.

    Without `now` the clock begins at the present and flows; with it, it stands until it is moved.
    """
    if script is not None and not Path(script).is_file():
        return chat.complain(f"Não encontrei o roteiro {script}.", WRONG_USE)
    chat.leave_cleanly_when_told()
    with tempfile.TemporaryDirectory(prefix="gabinete-") as folder:
        clock, site = FrozenClock(now or wall_clock(), flowing=now is None), DemoSite()
        try:
            address = url or f"sqlite:///{Path(folder) / 'demo.db'}"
            anchors = Path(folder, "ancoras.txt")
            settings = Settings(database_url=address, anchor_file=anchors, public_url=site.address, public_agenda=True)
            app = build(settings, clock=clock)
        except (ArgumentError, ImportError):
            return chat.complain(f"Não entendi o endereço do banco: {url}. Exemplo: sqlite:///demo.db", WRONG_USE)
        try:
            with lock.alone(app.settings.database_url):  # it moves the clock, and runs the jobs itself
                prepare(app, clock)
                site.open(app)
                path, simulation = Path(script) if script else None, Simulation(app.engine, clock, tray.lay)
                return chat.converse(app, simulation, as_json=as_json, person=person, script=path)
        except (chat.Unusable, lock.InUse) as reason:
            return chat.complain(str(reason))
        finally:
            site.close()
            app.engine.dispose()


def prepare(app: App, clock: FrozenClock) -> None:
    """Create and fill an empty database; one that already has people is left as it is."""
    if chat.revision(app) is None:
        schema.create(app.engine)
    with transaction(app.engine) as session:
        empty = schema.is_empty(session)
    if empty:
        seed.sow(app, clock)
