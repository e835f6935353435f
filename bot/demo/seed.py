"""The invented municipality of the demonstration: its people, and the lines they wrote on the days before."""

import gc
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from io import BytesIO
from pathlib import Path

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.app import App
from bot.channels import console_channel
from bot.inbox import Update
from bot.simulation import FrozenClock
from bot.transactions import transaction
from jobs import base as jobs
from models import authorities, delegations, moments, municipal_days, sheet_imports, sheets
from models.base import insert_rows
from models.calendar import Calendar
from models.catalogues import Catalogue
from models.chart_requests import ChartRequest
from models.outbox import Outbox, State
from models.people import Address, Person, register
from models.quiet_hours import DIGEST_AT
from models.records import Record
from models.subjects import Subject

_DATA = Path(__file__).parent / "data"
_MOMENT = re.compile(r"(-\d+) (\d\d:\d\d)")
_LINE = re.compile(r"(?:\[(?P<label>\w+)\] )?(?P<who>\w+): (?P<text>.+)")
_TABLE = "tabela"
_DAY = re.compile(r"\{([+-]?\d+)\}")
_YEAR = re.compile(r"\{ano([+-]\d+)\}")


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the story: how many business days before, at what hour, by whom; `label` keeps the new number."""

    days: int
    hour: time
    who: str
    text: str
    label: str | None


def sow(app: App, clock: FrozenClock) -> None:
    """Fill an empty database, always alike for the same moment. The clock is as before, and no message is due."""
    start = clock()
    gc.freeze()  # imported modules are never garbage: looking through them costs a tenth of a second
    with _without_waiting_for_the_disk(app):
        _settle(app, start)
        with transaction(app.engine) as session:
            calendar = municipal_days.current(session)
        _tell(app, clock, calendar, moments.today(start))
        clock.move_to(start)
        with transaction(app.engine) as session:
            _table(session, delegations.SUBJECT, "delegacoes.csv", start)
        if (morning := moments.at(moments.today(start), DIGEST_AT)) < start:
            app.run_job("digests", morning)
        for name in jobs.jobs():
            app.run_job(name, start)
        _read_everything(app, start)


def story() -> Iterator[Said]:
    """The lines of the story, in order."""
    days, hour = 0, time()
    for line in (_DATA / "historia.txt").read_text(encoding="utf-8").splitlines():
        if moment := _MOMENT.fullmatch(line):
            days, hour = int(moment[1]), time.fromisoformat(moment[2])
        elif said := _LINE.fullmatch(line):
            yield Said(days, hour, said["who"], said["text"].replace("\\n", "\n"), said["label"])


def _settle(app: App, now: datetime) -> None:
    """Create the people, each with an address at the terminal: their user name."""
    with transaction(app.engine) as session:
        outcome = register.load(session, (_DATA / "pessoas.csv").read_bytes(), now=now)
        if outcome.faults:
            raise ValueError(f"pessoas.csv: {outcome.faults[0]}")
        rows = session.execute(select(Person.id, Person.handle))
        _table(session, authorities.CATALOGUE, "autoridades.csv", now)
        shared = {"channel": console_channel.NAME, "active": True, "bound_at": now}
        insert_rows(session, Address, [{"person_id": row.id, "address": row.handle, **shared} for row in rows])


def _table(session: Session, of: Subject | Catalogue, name: str, now: datetime) -> None:
    """Import a table of the invented municipality: the bodies outside, the delegations."""
    with (_DATA / name).open("rb") as source:
        sheets.load(session, of, sheets.Upload(source, name, report=_stop), operator="Cadastro", now=now)


def _stop(fault: sheets.Fault) -> None:
    raise ValueError(str(fault))


def _tell(app: App, clock: FrozenClock, calendar: Calendar, today: date) -> None:
    """Say every line at its moment, through the terminal's inbox."""
    numbers: dict[str, str] = {}
    for count, said in enumerate(story()):
        moment = moments.at(calendar.add_business_days(today, said.days), said.hour)
        if moment != clock():
            _read_everything(app, clock())
            clock.move_to(moment)
        numbers["ano"] = str(moment.year)
        if said.who == _TABLE:
            _load(app, partial(_filled, calendar=calendar, today=today, numbers=numbers), said.text, moment)
            continue
        text = _filled(said.text, calendar=calendar, today=today, numbers=numbers)
        _say(app, said.who, text, f"demo:{count}", moment)
        if said.label:
            numbers[said.label] = _newest(app)


def _filled(text: str, *, calendar: Calendar, today: date, numbers: dict[str, str]) -> str:
    """A text of the story with its days and numbers."""
    text = _YEAR.sub(lambda day: str(_day(calendar, today, int(day[1])).year), text)
    text = _DAY.sub(lambda day: f"{_day(calendar, today, int(day[1])):%d/%m/%Y}", text)
    return re.sub(r"\{(\w+)\}", lambda label: numbers[label[1]], text)


def _load(app: App, filled: Callable[[str], str], line: str, now: datetime) -> None:
    """Import a table of the folder: `dotações balancete.csv {-1}`."""
    name, file, *said = filled(line).split()
    table, _ = sheet_imports.subject_called(name)
    if table is None:
        raise ValueError(f"{name}: no table")
    options = {each.name: said[0] for each in getattr(table.sheet, "options", ()) if said}
    content = filled((_DATA / file).read_text(encoding="utf-8")).encode()
    with transaction(app.engine) as session:
        upload = sheets.Upload(BytesIO(content), file, report=_stop, options=options)
        sheets.load(session, table, upload, operator="Cadastro", now=now)


def _day(calendar: Calendar, today: date, n: int) -> date:
    """n business days from today; 0 is today, or the next day on which anybody works."""
    if n < 0:
        return calendar.add_business_days(today, n)
    first = calendar.next_business_day(today)
    return calendar.add_business_days(first, n) if n else first


def _say(app: App, who: str, text: str, key: str, now: datetime) -> None:
    raw = json.dumps({"as": who, "text": text}, ensure_ascii=False)
    (row_id,) = app.inbox.ingest(console_channel.NAME, "local", [Update(key, who, raw)], now)
    if row_id is not None:
        app.inbox.handle(row_id, console_channel.NAME, raw, now)


def _newest(app: App) -> str:
    with transaction(app.engine) as session:
        return session.scalars(select(Record.code).order_by(Record.id.desc()).limit(1)).one()


def _read_everything(app: App, now: datetime) -> None:
    """Mark every message as sent, even those put off by the night or a Sunday, and leave no picture to be drawn."""
    with transaction(app.engine) as session:
        session.execute(
            update(Outbox)
            .where(Outbox.state == State.PENDING, Outbox.channel.is_not(None))
            .values(state=State.SENT, sent_at=now, attempts=1)
            .execution_options(synchronize_session=False)
        )
        session.execute(delete(ChartRequest).execution_options(synchronize_session=False))


@contextmanager
def _without_waiting_for_the_disk(app: App) -> Iterator[None]:
    """A block during which SQLite commits without waiting for the disk."""
    # A hundred commits would take seconds, and none is worth keeping until all are there.
    if app.engine.dialect.name != "sqlite":
        yield
        return
    _synchronous(app, "off")
    try:
        yield
    finally:
        _synchronous(app, "full")


def _synchronous(app: App, mode: str) -> None:
    connection = app.engine.raw_connection()
    try:
        connection.cursor().execute(f"pragma synchronous={mode}")
    finally:
        connection.close()
