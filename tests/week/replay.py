"""The replay of a week through the demonstration: every message that nobody asked for, and when it came."""

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from statistics import median
from typing import Any

from bot import demo
from bot.app import build
from bot.console import Console, Line
from bot.protocol import Protocol
from bot.settings import Settings
from bot.simulation import FrozenClock, Simulation
from models import moments

_NAMES_A_RECORD = re.compile(r"\b[A-Z]{1,5}-\d+")
_ANCHOR = "Âncora de hoje"


@dataclass(frozen=True, slots=True)
class Pushed:
    """One message to a person; `by_the_clock`: it came while time passed, of no line that somebody wrote."""

    to: str
    at: datetime
    text: str
    by_the_clock: bool

    @property
    def day(self) -> date:
        return moments.today(self.at)


class _Stamped(Protocol):
    """The protocol of the demonstration, which keeps what it shows."""

    def __init__(self, clock: FrozenClock) -> None:
        super().__init__(sys.stdout)
        self._clock = clock
        self._moves = False
        self.pushed: list[Pushed] = []

    def show(self, message: dict[str, Any]) -> None:
        is_pushed = "to" in message and "reply_to" not in message and not message["files"]  # a file was asked for
        if is_pushed and not message["text"].startswith(_ANCHOR):
            self.pushed.append(Pushed(message["to"], self._clock(), message["text"], self._moves))

    def live(self, console: Console, lines: Iterable[str]) -> None:
        for number, text in enumerate(lines, 1):
            self._moves = '"now"' in text or '"advance"' in text
            self.run(console, [Line(number, text)])


def replay(lines: Sequence[str], start: datetime) -> list[Pushed]:
    """The messages of a week, without the daily anchors of the controle. `lines`: as `demo --json` reads them."""
    with tempfile.TemporaryDirectory(prefix="semana-") as folder:
        clock = FrozenClock(start)
        settings = Settings(database_url=f"sqlite:///{folder}/demo.db", anchor_file=Path(folder, "ancoras.txt"))
        app = build(settings, clock=clock)
        try:
            demo.prepare(app, clock)
            week = _Stamped(clock)
            console = Console(app, week.show, Simulation(app.engine, clock))
            console.open()
            week.live(console, lines)
        finally:
            app.engine.dispose()
    return week.pushed


def by_person_and_day(pushed: Iterable[Pushed]) -> Counter[tuple[str, date]]:
    return Counter((each.to, each.day) for each in pushed)


def busiest_median(pushed: Iterable[Pushed]) -> float:
    """The messages of the person who, on their own median day, gets the most."""
    counts = by_person_and_day(pushed)
    days = {day for _, day in counts}
    return max(median(counts[who, day] for day in days) for who, _ in counts)


def read_twice(pushed: Iterable[Pushed]) -> list[tuple[str, date, str]]:
    """The lines about a record that somebody was told twice on one day, neither time because of what anybody wrote."""
    told = Counter(
        (each.to, each.day, line)
        for each in pushed
        if each.by_the_clock
        for line in set(each.text.splitlines())
        if _NAMES_A_RECORD.search(line)
    )
    return [key for key, times in told.items() if times > 1]


def table(pushed: Sequence[Pushed]) -> str:
    """The messages of each person on each day."""
    counts = by_person_and_day(pushed)
    days = sorted({day for _, day in counts})
    rows = [f"{who:10}" + "".join(f"{counts[who, day]:6}" for day in days) for who in sorted({w for w, _ in counts})]
    heading = " " * 10 + "".join(f"{day:%d/%m}".rjust(6) for day in days)
    return "\n".join(
        [heading, *rows, f"{len(pushed)} ao todo; {busiest_median(pushed):g} no dia mediano de quem tem mais"]
    )
