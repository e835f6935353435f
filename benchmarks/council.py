"""Reading 5,000 matérias from a council's system, with the newest step of each: ``python -m benchmarks.council``.

The floor asks the same system the same questions one at a time, and throws the answers away.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from time import perf_counter

from sqlalchemy import func, select

from benchmarks.measure import Figure, report, size
from bot import schema
from bot.app import build
from bot.outside import OutsideClient
from bot.settings import Settings
from bot.transactions import transaction
from models import contacts
from models.contacts import Inquiry, OutsideReply
from models.materias import Materia, sapl
from tests.servers.council import Council, matter, step

COUNT = size(5_000, 50)
NOW = datetime.fromisoformat("2026-11-24T10:00:00-03:00")


def run(count: int = COUNT) -> Iterator[Figure]:
    """Seconds of a whole reading beside those of its questions alone."""
    council = Council()
    council.matters = [matter(n, n) for n in range(1, count + 1)]
    council.steps = {n: step(n, 77) for n in range(1, count + 1)}
    asked: list[Inquiry] = []
    client = OutsideClient()

    def ask(inquiry: Inquiry) -> OutsideReply:
        asked.append(inquiry)
        return client.ask(inquiry)

    with tempfile.TemporaryDirectory(prefix="gabinete-bench-") as folder:
        settings = Settings(_env_file=None, database_url=f"sqlite:///{Path(folder, 'a.db')}", sapl_url=council.url)  # type: ignore[call-arg]
        app = build(settings, clock=lambda: NOW)
        schema.create(app.engine)
        contacts.configure(ask)
        seconds = _seconds(lambda: app.run_job(sapl.NAME, NOW))
        with transaction(app.engine) as session:
            assert session.scalar(select(func.count()).select_from(Materia)) == count
        app.engine.dispose()
    least = _seconds(lambda: [client.ask(each) for each in asked])
    council.server.close()
    assert council.most_at_once == 1
    name = f"ler {count:,} matérias do sistema da Câmara / as mesmas perguntas".replace(",", ".")
    # Only reported: a first reading is made once, in the two minutes of an hour that it takes; each step is on disk.
    yield Figure(name, seconds, least, "s")


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


if __name__ == "__main__":
    sys.exit(report(list(run())))
