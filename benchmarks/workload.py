"""Who owes what among 5,000 people and 50,000 deadlines, beside its bare queries: ``python -m benchmarks.workload``."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import process_time

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from benchmarks.digest import NOW, PEOPLE, furnished
from benchmarks.measure import Figure, report, size
from bot.sqlite import sqlite3
from bot.transactions import transaction
from handlers import base, conversation
from handlers.base import Request
from models.people import by_handle

LINES = ("decisões", "deve @s7", "deve @p70", "carga", "carga @s7", "resumo da semana", "resumo da semana @s7")
LONGEST = 100.0  # ms
RATIO = 2.0
_TIMES = size(9, 2)


def run() -> Iterator[Figure]:
    """The milliseconds of CPU of each line, beside those of its SQL statements alone and beside 100 ms."""
    base.walk()
    with tempfile.TemporaryDirectory(prefix="gabinete-bench-") as folder:
        path = Path(folder) / "workload.db"
        app = furnished(f"sqlite:///{path}", PEOPLE)
        with sqlite3.connect(path) as bare:
            for line in LINES:
                value, floor = _measured(app.engine, bare, line)
                goal = None if line == "decisões" else RATIO  # nothing waits: what is left is the cost of any line
                yield Figure(f"`{line}` / as suas consultas com sqlite3 à mão", value, floor, "ms de CPU", goal)
                yield Figure(f"`{line}`, ao lado de 100 ms", value, LONGEST, "ms de CPU", 1)
        app.engine.dispose()


def _measured(engine: Engine, bare: sqlite3.Connection, line: str) -> tuple[float, float]:
    sent: list[tuple[str, object]] = []

    def keep(_connection: object, _cursor: object, statement: str, given: object, *_: object) -> None:
        sent.append((statement, given))

    with transaction(engine) as session:
        event.listen(engine, "before_cursor_execute", keep)
        _say(session, line)  # warms what is compiled
        sent.clear()
        session.info.clear()
        _say(session, line)
        event.remove(engine, "before_cursor_execute", keep)
        statements = [each for each in sent if each[0].startswith(("SELECT", "WITH"))]
        whole, alone = [], []
        for _ in range(_TIMES):  # in turns: the noise of the machine hits both
            whole.append(_timed(lambda: _say(session, line)))
            alone.append(_timed(lambda: _read(bare, statements)))
    return median(whole), median(alone)


def _say(session: Session, line: str) -> None:
    session.info.clear()
    session.expire_all()
    person = by_handle(session, "p1")
    assert person is not None
    conversation.answer(Request(session, person, NOW, text=line, channel="console", address="p1"))


def _read(bare: sqlite3.Connection, statements: list[tuple[str, object]]) -> None:
    for statement, given in statements:
        bare.execute(statement, given).fetchall()  # type: ignore[arg-type]


def _timed(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return (process_time() - began) * 1e3


if __name__ == "__main__":
    sys.exit(report(run()))
