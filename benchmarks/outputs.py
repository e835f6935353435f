"""Calendars and spreadsheets: ``python -m benchmarks.outputs``. Each beside the time or the memory it may take."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from subprocess import PIPE, Popen
from time import process_time
from typing import Any

from sqlalchemy.orm import Session

from benchmarks.measure import Figure, report, size
from bot import calendar_page, schema
from bot.app import App, build
from bot.settings import Settings
from bot.transactions import transaction
from models import audit, calendar_feeds, records, spreadsheets
from models.base import insert_row
from models.calendar_feeds.tokens import token_of
from models.deadlines import Due, NewDeadline, open_all
from models.people import Orgao, Person
from models.sheets import workbook
from models.spreadsheets import Wish
from models.tasks import Task

ENTRIES, ROWS, LOOKS = size(1_000, 20), size(10_000, 50), size(50, 3)
NOW = datetime.fromisoformat("2026-11-24T07:30:00-03:00")
MOST_SECONDS, MOST_MEGABYTES, MOST_MILLISECONDS = 4.0, 40.0, 5.0


def run() -> Iterator[Figure]:
    """The calendar of 1,000 entries seen again, and a spreadsheet of 10,000 rows."""
    with tempfile.TemporaryDirectory(prefix="gabinete-bench-") as folder:
        path = Path(folder, "house.db")
        values: dict[str, Any] = {"database_url": f"sqlite:///{path}", "secret_key": "s" * 32}
        settings = Settings(**{"_env_file": None, **values})
        app = build(settings, clock=lambda: NOW)
        schema.create(app.engine)
        person_id = _furnish(app)
        yield from _calendar(app, person_id)
        yield from _spreadsheet(app, person_id)
        app.engine.dispose()


def _furnish(app: App) -> int:
    """A person with so many tasks, the first of which have a date."""
    with transaction(app.engine) as session:
        orgao_id = insert_row(session, Orgao, sigla="OBRAS", key="obras", name="Secretaria de Obras")
        who = {"handle": "ana", "name": "Ana Prado", "name_key": "ana prado", "cargo": "Chefe", "role": "chefia"}
        none = {"function": "", "email": "", "phone": ""}
        person_id = insert_row(session, Person, **who, **none, orgao_id=orgao_id)
        person = session.get_one(Person, person_id)
        ids = [_task(session, person, n) for n in range(ROWS)]
        due = [Due(NOW + timedelta(hours=n + 1)) for n in range(ENTRIES)]
        new = [NewDeadline(each, "task", when, person) for each, when in zip(ids, due, strict=False)]
        open_all(session, new, now=NOW)
    return person_id


def _task(session: Session, person: Person, n: int) -> int:
    values: dict[str, Any] = {"code": f"T-{n}", "title": f"Reformar a ponte {n}", "status": "aberta"}
    values |= {"author_id": person.id, "orgao_id": person.orgao_id, "text": "", "priority": "normal", "tags": []}
    values |= {"checklist": [], "recurrence": None, "series_id": None, "renews_at": None}
    return records.create(session, Task, now=NOW, **values)


def _calendar(app: App, person_id: int) -> Iterator[Figure]:
    with transaction(app.engine) as session:
        feed_id = calendar_feeds.open_feed(session, by=session.get_one(Person, person_id), now=NOW)
        token = token_of(feed_id, session.get_one(calendar_feeds.CalendarFeed, feed_id).salt)
    etag = calendar_page.answer(app, token, "").headers["etag"]
    _touch(app, person_id)
    assert calendar_page.answer(app, token, etag).status_code == 304

    def quiet() -> None:
        assert calendar_page.answer(app, token, etag).status_code == 304

    def busy() -> None:
        _touch(app, person_id)
        quiet()

    yield Figure(f"agenda de {ENTRIES} prazos, 304", _milliseconds(quiet), MOST_MILLISECONDS, "ms de CPU", 1)
    touched = _milliseconds(lambda: _touch(app, person_id))
    name = f"agenda de {ENTRIES} prazos, 304 depois de outra mudança na casa"
    yield Figure(name, _milliseconds(busy) - touched, MOST_MILLISECONDS, "ms de CPU", 1)


def _touch(app: App, person_id: int) -> None:
    """Something else happens in the house: a task without a date is commented on."""
    with transaction(app.engine) as session:
        person = session.get_one(Person, person_id)
        audit.write(session, "comentario", by=person, now=NOW, record_id=ROWS, text="outra coisa")


def _milliseconds(work: Callable[[], None]) -> float:
    times = []
    for _ in range(LOOKS):
        start = process_time()
        work()
        times.append((process_time() - start) * 1e3)
    return median(times)


def _spreadsheet(app: App, person_id: int) -> Iterator[Figure]:
    start = sum(os.times()[:4])
    with transaction(app.engine) as session:
        person = session.get_one(Person, person_id)
        wish = Wish("task", "Tarefas", "tarefas planilha", tuple(range(1, ROWS + 1)))
        made = spreadsheets.order(session, wish, by=person, now=NOW)
    app.run_job("spreadsheets", NOW)
    seconds = sum(os.times()[:4]) - start  # with the program's own
    with transaction(app.engine) as session:
        assert session.get_one(spreadsheets.Spreadsheet, made).sha256
    yield Figure(f"planilha de {ROWS} linhas, do pedido ao arquivo", seconds, MOST_SECONDS, "s de CPU", 1)
    yield Figure(f"planilha de {ROWS} linhas, memória do processo", _megabytes(), MOST_MEGABYTES, "MB", 1)


def _megabytes() -> float:
    """The most memory of the program that writes a workbook of so many rows."""
    show = "import sys; sys.stderr.write(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
    whole = f"runpy.run_path({workbook.__file__!r}, run_name='__main__')"
    code = f"import runpy, sys; sys.exit = lambda *_: None; {whole}; {show}"
    plan = workbook.Plan(
        "Tarefas", (workbook.Heading("título"), workbook.Heading("prazo", workbook.MOMENT)), (), f"{NOW:%Y-%m-%d}"
    )
    with tempfile.TemporaryDirectory() as folder:
        program = Popen([sys.executable, "-I", "-c", code, f"{folder}/o.xlsx"], stdin=PIPE, stderr=PIPE)
        rows = "\n".join(f'["Reformar a ponte {n}", "2026-11-24 17:00"]' for n in range(ROWS))
        _, said = program.communicate(f"{plan.as_line()}\n{rows}\n".encode())
    return int(said) / 1024


if __name__ == "__main__":
    sys.exit(report(run()))
