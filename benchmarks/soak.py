"""Memory over a long day: commands through the whole service, then messages out, with its size read now and then.

In full 200,000 commands and 100,000 messages, else some thousands, which end before the caches are full: then the
figure is only shown. Caches are bounded, so after a warm-up in full nothing grows. SQLite does not wait for the disk
here, as only memory is measured.
"""

import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression
from typing import Any

from sqlalchemy import event, func, select

from benchmarks import measure
from benchmarks.measure import Figure, report
from benchmarks.register import NOUNS
from bot import schema
from bot.app import App, build
from bot.settings import Settings
from bot.transactions import transaction
from models.base import insert_row, insert_rows
from models.inbox import Inbox, InboxState
from models.outbox import Message, Outbox, Priority, State
from models.people import Address, Person
from tests.bot.paper import AtWork, Paper, at_work, eventually

COMMANDS, MESSAGES = measure.size(4_000, 60, 200_000), measure.size(4_000, 60, 100_000)
WARM_UP, READINGS = 0.3, 20  # the share of the work before the first reading, and how many are taken
MOST = 5.0  # MB for 100,000: the error of a reading
PEOPLE, AT_ONCE = 40, 200
_PAGES = 2**20 / resource.getpagesize()  # in a MB


@dataclass
class Sink(Paper):
    """An API that takes every message and keeps none."""

    count: int = 0

    async def send(self, delivery: object) -> str:
        self.count += 1
        return f"m{self.count}"


def run() -> Iterator[Figure]:
    """The growth of the process for each 100,000 commands or messages, beside none."""
    with tempfile.TemporaryDirectory(prefix="gabinete-bench-") as folder:
        app, sink = _house(Path(folder)), Sink()
        with at_work(app, sink) as bot:
            grown = _growth(COMMANDS, lambda first, last: _command(bot, first, last))
            yield _figure(f"{COMMANDS} comandos e {sink.count} mensagens", grown)
            grown = _growth(MESSAGES, lambda first, last: _deliver(bot, first, last))
            yield _figure(f"{MESSAGES} mensagens de um ato", grown)
        app.engine.dispose()


def _figure(work: str, grown: float) -> Figure:
    must = measure.size(0, 0, 1) or None
    return Figure(f"memória a mais por 100.000, medida em {work}, ao lado de {MOST:g} MB", grown, MOST, "MB", must)


def _growth(total: int, work: Callable[[int, int], None]) -> float:
    """MB for each 100,000 pieces of work: the slope of the readings after the warm-up."""
    done = 0
    readings: list[tuple[int, float]] = []
    for reading in range(READINGS + 1):
        until = int(total * (WARM_UP + (1 - WARM_UP) * reading / READINGS))
        while done < until:
            work(done, min(done + AT_ONCE, until))
            done = min(done + AT_ONCE, until)
        readings.append((done, _resident()))
        print(f"    {done:>8} {readings[-1][1]:8.1f} MB", flush=True)
    return linear_regression(*zip(*readings, strict=True)).slope * 100_000


def _resident() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) / _PAGES


def _house(folder: Path) -> App:
    settings = Settings(_env_file=None, database_url=f"sqlite:///{folder}/soak.db", http_port=0)  # type: ignore[call-arg]
    app = build(settings)
    event.listen(app.engine, "connect", _hurried)
    schema.create(app.engine)
    with transaction(app.engine) as session:
        for n in range(PEOPLE):
            person = {"handle": f"p{n}", "name": f"Pessoa {n}", "name_key": f"pessoa {n}", "role": "chefia"}
            rest = {"cargo": "", "function": "", "email": "", "phone": "", "active": True, "preferences": {}}
            person_id = insert_row(session, Person, **person, **rest)
            place = {"channel": "paper", "address": f"p{n}", "active": True, "bound_at": app.clock()}
            insert_row(session, Address, person_id=person_id, **place)
    return app


def _hurried(connection: Any, _record: Any) -> None:
    """Make SQLite wait for no disk, and readers wait for a writer without a limit."""
    for pragma in ("synchronous = OFF", "busy_timeout = 60000"):
        connection.execute(f"PRAGMA {pragma}").close()


def _command(bot: AtWork, first: int, last: int) -> None:
    """Say the lines of a day: much of it new, some of it wrong."""
    chance = random.Random(first)
    for n in range(first, last):
        bot.write(f"p{n % PEOPLE}", _line(chance, n))
    waiting = select(func.count()).where(Inbox.state == InboxState.PENDING)
    assert eventually(lambda: _count(bot.hub.app, waiting) == 0, 600)


def _line(chance: random.Random, n: int) -> str:
    words = " ".join(chance.choices(NOUNS, k=3))
    return chance.choices(
        (
            f"tarefa @p{chance.randrange(PEOPLE)} {words} {_new_word(chance)} até sexta 17h",
            f"concluir T-{chance.randint(1, n + 1)}",
            f"buscar {words.rpartition(' ')[0]}",
            f"buscar {_new_word(chance)}",
            f"ver T-{chance.randint(1, n + 1)}",
            f"comentar T-{chance.randint(1, n + 1)} {words}",
            "minhas",
            f"{_new_word(chance)} T-1",
        ),
        weights=(8, 3, 3, 1, 2, 2, 1, 1),
    )[0]


def _new_word(chance: random.Random) -> str:
    return "".join(chance.choices(("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru"), k=5))


def _deliver(bot: AtWork, first: int, last: int) -> None:
    now = bot.hub.app.clock()
    shared = {"channel": "paper", "priority": int(Priority.ACT), "state": State.PENDING, "not_before": now}
    rows = [
        {
            "key": f"soak:{n}",
            "address": f"p{n % PEOPLE}",
            "payload": Message(f"Ordem de Serviço {n}: {' '.join(NOUNS[:30])}").payload(),
            "created_at": now,
            **shared,
        }
        for n in range(first, last)
    ]
    with transaction(bot.hub.app.engine) as session:
        insert_rows(session, Outbox, rows)
    leaves_now = Outbox.joins.is_not(True)  # what joins others waits on purpose
    waiting = select(func.count()).where(Outbox.state.in_((State.PENDING, State.SENDING)), leaves_now)
    assert eventually(lambda: _count(bot.hub.app, waiting) == 0, 600)


def _count(app: App, query: object) -> int:
    time.sleep(0.05)
    with transaction(app.engine) as session:
        return int(session.scalar(query) or 0)  # type: ignore[call-overload]


if __name__ == "__main__":
    report(run())
