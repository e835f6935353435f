"""The agenda of a day and what a time collides with, among 20,000 events: ``python -m benchmarks.agenda``.

Beside the same SQL asked by hand of the same database.
"""

import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from time import process_time
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from benchmarks.measure import Figure, report, size
from bot import schema
from bot.app import App, build
from bot.settings import Settings
from bot.sqlite import sqlite3
from bot.transactions import transaction
from models import moments
from models.base import insert_rows
from models.events import Event, Participant, Venue, calendar
from models.events.calendar import BusyTime
from models.people import Person, Role
from models.records import Record

NOW = datetime.fromisoformat("2026-11-30T09:00:00-03:00")
EVENTS, PEOPLE, DAYS = size(20_000, 400), 40, 500
LONGEST, RATIO = 50.0, 2.0  # ms
_TIMES, _SEED = size(200, 5), 17
_NEW = BusyTime(NOW + timedelta(hours=5), NOW + timedelta(hours=6), "visita", "UBS", 2)


def run() -> Iterator[Figure]:
    """The milliseconds of CPU of a day and of a check of conflicts, beside those of their queries, and beside 50 ms."""
    with tempfile.TemporaryDirectory(prefix="gabinete-bench-") as folder:
        path = Path(folder) / "agenda.db"
        app = build(Settings(_env_file=None, database_url=f"sqlite:///{path}"), clock=lambda: NOW)  # type: ignore[call-arg]
        schema.create(app.engine)
        _fill(app)
        today = moments.today(NOW)
        asked = {
            "a agenda de um dia": lambda session: calendar.day_of(session, 1, today),
            "os conflitos de um horário": lambda session: calendar.clashes(session, 1, _NEW),
        }
        for of_what, ask in asked.items():
            whole, alone = _measured(app, path, ask)
            name = f"{of_what}, entre {EVENTS} eventos"
            yield Figure(f"{name} / as consultas com sqlite3 à mão", whole, alone, "ms de CPU", RATIO)
            yield Figure(f"{name}, ao lado de 50 ms", whole, LONGEST, "ms de CPU", 1)
        app.engine.dispose()


def _measured(app: App, path: Path, ask: Callable[[Session], Any]) -> tuple[float, float]:
    """The least milliseconds of CPU of a question in a warm session, and of its statements alone."""
    with transaction(app.engine) as session, sqlite3.connect(path) as bare:
        ask(session)
        sent = _statements(app, session, ask)
        whole = _least(lambda: ask(session))
        alone = _least(lambda: [bare.execute(sql, values).fetchall() for sql, values in sent])
    return whole, alone


def _least(do: Callable[[], Any]) -> float:
    """The least of many: what others do on the machine only adds."""
    found = []
    for _ in range(_TIMES):
        began = process_time()
        do()
        found.append((process_time() - began) * 1e3)
    return min(found)


def _statements(app: App, session: Session, ask: Callable[[Session], Any]) -> list[tuple[str, Any]]:
    """The statements that a question sends, with their values."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, sql: str, values: Any, *_: Any) -> None:
        sent.append((sql, values))

    event.listen(app.engine, "before_cursor_execute", note)
    try:
        ask(session)
    finally:
        event.remove(app.engine, "before_cursor_execute", note)
    return sent


def _fill(app: App) -> None:
    """Insert people, venues, and events of an hour, each with its owner and two more."""
    draw = random.Random(_SEED)
    record = {"kind": "event", "title": "Visita", "access_level": "publico", "created_at": NOW, "author_id": 1}
    record |= {"status": "confirmado", "orgao_id": None, "parent_id": None}
    own = {"event_kind": "compromisso", "all_day": False, "travel": None, "visibility": "público", "requester": ""}
    own |= {"contact": "", "details": {}, "closes_at": None, "outcome": "", "ata": "", "ata_text": "", "series": ""}
    guest = {"answer": "confirmou", "for_id": None, "orgao_id": None, "name": "", "capacity": "", "reason": ""}
    guest |= {"presence": "", "ata_answer": "", "ata_note": ""}
    people = [
        {"id": n, "handle": f"p{n}", "name": f"Pessoa {n}", "name_key": "", "role": Role.SERVIDOR} for n in range(1, 41)
    ]
    events, guests = [], []
    for n in range(1, EVENTS + 1):
        owner, venue = draw.randint(1, PEOPLE), draw.randint(1, 2)
        starts = moments.at(moments.days_after(moments.today(NOW), draw.randrange(-DAYS // 2, DAYS // 2)), NOW.time())
        starts += timedelta(hours=draw.randrange(9))
        times = {"starts_at": starts, "ends_at": starts + timedelta(hours=1), "sequence": 0}
        events.append(
            {"id": n, "owner_id": owner, "venue_id": venue, "place": ("Paço", "UBS")[venue - 1], **times, **own}
        )
        guests += [
            {"event_id": n, "person_id": who, **guest}
            for who in {owner, draw.randint(1, PEOPLE), draw.randint(1, PEOPLE)}
        ]
    venues = [
        {"id": n, "name": name, "key": name.lower(), "address": "", "is_base": n == 1}
        for n, name in enumerate(("Paço", "UBS"), 1)
    ]
    records = [{"id": n, "code": f"AG-{n}/2026", **record} for n in range(1, EVENTS + 1)]
    filled = ((Person, people), (Venue, venues), (Record, records), (Event, events), (Participant, guests))
    with app.engine.connect() as connection, connection.begin(), Session(connection) as session:
        for model, rows in filled:
            insert_rows(session, model, rows)


if __name__ == "__main__":
    sys.exit(report(run()))
