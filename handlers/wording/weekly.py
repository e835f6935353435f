"""The report of a week: each subject says in a line or two what changed in it, and draws what it has to show."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from handlers.base import Refusal
from handlers.wording import cards
from models import chart_requests, moments
from models.calendar import Calendar
from models.charts import Chart
from models.digests import first_work_day
from models.people import Person
from models.records import which_hold

MOST_CHARTS = 2


@dataclass(frozen=True, slots=True)
class WeekScope:
    """The week gone by, of these órgãos (None: of the whole house), as a person may see it."""

    since: date
    until: date
    orgao_ids: frozenset[int] | None

    def holds(self, orgao_id: int | None) -> bool:
        return self.orgao_ids is None or orgao_id in self.orgao_ids

    @property
    def title(self) -> str:
        return f"A semana de {moments.date_text(self.since)} a {moments.date_text(self.until)}:"


Line = Callable[[Session, Person, WeekScope, datetime], list[str]]
Draw = Callable[[Session, Person, datetime], Chart]
_lines: dict[Line, tuple[int, ColumnElement[bool]]] = {}
_charts: list[tuple[int, Draw]] = []


def line(rank: int, may_be: ColumnElement[bool]) -> Callable[[Line], Line]:
    """Register what a subject says of a week: `function(session, person, scope, now) -> lines`, none for no change.

    `rank`: its place, the lowest first; `may_be`: the condition that there may be anything.
    """

    def register(function: Line) -> Line:
        _lines[function] = (rank, may_be)
        return function

    return register


def chart(rank: int, draw: Draw) -> Draw:
    """Register a chart for the report; it may raise Refusal where there is nothing to draw."""
    _charts.append((rank, draw))
    return draw


def scope_of(today: date, orgao_ids: Collection[int] | None) -> WeekScope:
    """The seven days before this one's Monday."""
    monday = today - timedelta(days=today.weekday())
    ids = None if orgao_ids is None else frozenset(orgao_ids)
    return WeekScope(monday - timedelta(days=7), monday - timedelta(days=1), ids)


def is_due(now: datetime, calendar: Calendar) -> bool:
    """Whether today the report goes with the pauta: on the first work day of the week."""
    return first_work_day(moments.today(now), calendar) == moments.today(now)


def said(session: Session, person: Person, scope: WeekScope, now: datetime) -> list[str]:
    """What changed in the week, subject by subject; nothing where nothing did."""
    cards.walk()
    order = sorted(_lines, key=lambda each: _lines[each][0])
    holds = which_hold(session, tuple(_lines[each][1] for each in order)) if order else ()
    found = [
        row for each, may_be in zip(order, holds, strict=True) if may_be for row in each(session, person, scope, now)
    ]
    return [scope.title, *(f"• {each}" for each in found)] if found else []


def drawn(session: Session, person: Person, now: datetime) -> list[Chart]:
    """The charts of the report, at most two."""
    cards.walk()
    found = list[Chart]()
    for _, draw in sorted(_charts, key=lambda each: each[0]):
        try:
            found.append(draw(session, person, now))
        except Refusal:
            continue
        if len(found) == MOST_CHARTS:
            break
    return found


def send_charts(session: Session, person: Person, now: datetime) -> int:
    """Ask for the pictures of the report, which follow it; returns how many."""
    found = drawn(session, person, now)
    for each in found:
        chart_requests.ask(session, each, by=person, now=now)
    return len(found)
