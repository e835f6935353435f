"""A year of a town of 200,000 people, 40 of whom work with the bot: `python -m tests.faults.year [--days 250]`.

Every line is answered, every message goes out once, the history holds, and nobody is told too much.
"""

import argparse
import random
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from bot import demo
from bot.app import build
from bot.channels import console_channel
from bot.console import Console
from bot.settings import Settings
from bot.simulation import FrozenClock, Simulation
from bot.transactions import transaction
from models import audit, moments, municipal_days
from models.base import insert_rows
from models.inbox import Inbox
from models.outbox import Outbox, State
from models.people import Address, Person, register
from tests.faults import town as desks
from tests.faults.town import Town

START = datetime.fromisoformat("2027-01-04T07:00:00-03:00")
MOST_A_DAY = 12
_HOURS = (9, 11, 14, 16)
_FAULT = re.compile(r"Algo falhou|algo falhou")
_REFUSED = re.compile(r"^(?:Não|Só|Falta|Qual|De |Que |Por que|Isso)", re.MULTILINE)
_ENDED = ("done", "refused")
_MEGABYTE = 1024 * 1024


@dataclass
class Year:
    """The lines written in a year, and the messages read."""

    console: Console | None = None
    lines: int = 0
    answer: dict[str, Any] = field(default_factory=dict)
    pushed: Counter[tuple[str, Any]] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    clock: FrozenClock | None = None

    def show(self, message: dict[str, Any]) -> None:
        """Take what the console shows."""
        if message.get("reply_to") == self.lines:
            self.answer = message
        elif "to" in message and not message["files"] and self.clock is not None:
            self.pushed[message["to"], moments.today(self.clock())] += 1

    def say(self, who: str, text: str, file: str | None = None) -> str:
        """Write a line; the answer. A table is confirmed at once."""
        assert self.console is not None
        self.lines += 1
        self.answer = {}
        self.console.say({"as": who, "text": text, **({"file": [file]} if file else {})}, self.lines)
        answer = str(self.answer.get("text", ""))
        if not answer or _FAULT.search(answer):
            self.faults.append(f"{who}: {text[:100]}: {answer[:200] or 'no answer'}")
        if _REFUSED.match(answer):
            self.refused[f"{text.split(' ')[0]}: {answer[:90]}"] += 1
        for button in self.answer.get("buttons", []) if file else []:
            if button["label"] == "Importar":
                return self.say(who, button["line"])
        return answer


def live(folder: Path, days: int, seed: int) -> tuple[Year, list[str], dict[str, str]]:
    """Live so many working days; what was written, the broken promises, the figures."""
    clock, year = FrozenClock(START), Year()
    settings = Settings(database_url=f"sqlite:///{folder}/ano.db", anchor_file=folder / "ancoras.txt")
    app = build(settings, clock=clock)
    demo.prepare(app, clock)
    with transaction(app.engine) as session:
        _enrol(session, clock())
        calendar = municipal_days.current(session)
        seen = session.scalar(select(func.count()).select_from(Inbox)) or 0
    year.clock, year.console = clock, Console(app, year.show, Simulation(app.engine, clock))
    year.console.open()
    town = Town(year.say, folder, calendar, random.Random(seed))
    began, day = time.process_time(), moments.today(START)
    for n in range(days):
        day = calendar.next_business_day(day)
        town.day = day
        if n == 0:
            desks.begin(town)
        sittings = desks.morning(town)
        for hour in _HOURS:
            year.console.set_clock(moments.at(day, datetime.min.time().replace(hour=hour)))
            next(sittings, None)
        day += timedelta(days=1)
    year.console.set_clock(moments.at(day, datetime.min.time().replace(hour=12)))
    year.console.settle()
    spent = time.process_time() - began
    broken = [*year.faults, *_kept(app.engine, seen + year.lines), *_quiet(year)]
    app.engine.dispose()
    return year, broken, _figures(folder, year, spent)


def _enrol(session: Session, now: datetime) -> None:
    """The eight people whom the demonstration does not have, each with an address at the terminal."""
    known = set(session.scalars(select(Person.handle)))
    register.load(session, desks.NEW_PEOPLE.encode(), now=now)
    rows = [each for each in session.execute(select(Person.id, Person.handle)) if each.handle not in known]
    shared = {"channel": console_channel.NAME, "active": True, "bound_at": now}
    insert_rows(session, Address, [{"person_id": row.id, "address": row.handle, **shared} for row in rows])


def _kept(engine: Engine, lines: int) -> list[str]:
    """Violations of: what was kept of the lines ended, every message went out, the history is whole.

    That each line was answered is seen as it is written; rows that are old are swept away by then.
    """
    with transaction(engine) as session:
        by_state = session.execute(select(Inbox.state, func.count()).group_by(Inbox.state))
        states = Counter({str(row[0]): int(row[1]) for row in by_state})
        waiting = session.scalar(
            select(func.count()).where(Outbox.state.in_([State.PENDING, State.SENDING]), Outbox.joins.is_not(True))
        )
        verdict = audit.verify(session)
    open_ones = {state: n for state, n in states.items() if state not in _ENDED}
    broken = [f"lines did not end: {open_ones}"] if open_ones else []
    broken += [] if 0 < sum(states.values()) <= lines else [f"{sum(states.values())} rows of {lines} lines"]
    broken += [f"{waiting} messages wait at noon of a day"] if waiting else []
    return broken + ([f"history broken at {verdict.broken_id}: {verdict.reason}"] if verdict.broken_id else [])


def _quiet(year: Year) -> list[str]:
    """Violations of: nobody gets more than so many messages on a median working day."""
    return [f"{who} gets {most:g} on a median day" for who, most in _medians(year) if most > MOST_A_DAY]


def _medians(year: Year) -> list[tuple[str, float]]:
    days = {day for _, day in year.pushed if day.weekday() < 5}
    people = {who for who, _ in year.pushed}
    found = [(who, median(year.pushed[who, day] for day in days)) for who in people]
    return sorted(found, key=lambda each: (-each[1], each[0]))


def _figures(folder: Path, year: Year, spent: float) -> dict[str, str]:
    size = sum(each.stat().st_size for each in folder.glob("ano.db*"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {
        "lines": f"{year.lines}, {spent * 1000 / max(year.lines, 1):.0f} ms of CPU each with all that followed",
        "messages": f"{sum(year.pushed.values())}; median day: "
        + ", ".join(f"{who} {most:g}" for who, most in _medians(year)[:4]),
        "database": f"{size / _MEGABYTE:.1f} MB",
        "memory": f"{memory / _MEGABYTE:.0f} MB at the most",
        "refused": f"{sum(year.refused.values())}; {'; '.join(f'{n}x {text}' for text, n in year.refused.most_common(12))}",
    }


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.year", description=__doc__)
    parser.add_argument("--days", type=int, default=250)
    parser.add_argument("--seed", type=int, default=7)
    asked, _ = parser.parse_known_args(arguments)
    with tempfile.TemporaryDirectory(prefix="ano-") as folder:
        _, broken, figures = live(Path(folder), asked.days, asked.seed)
    sys.stdout.write("".join(f"{name}: {value}\n" for name, value in figures.items()))
    sys.stdout.write("".join(f"BROKEN: {each}\n" for each in broken[:40]))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
