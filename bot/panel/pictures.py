"""The pages that the chat has no form for: the calendar of a month, and the charts."""

import calendar
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers import charts as drawing
from handlers.base import Refusal
from models import charts, moments
from models.deadlines import Deadline, DeadlineState, owned_by
from models.people import Person, Standing
from models.records import Record, visible_to

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_OPEN = (DeadlineState.OPEN.value, DeadlineState.PAUSED.value)
_MOST = 500  # deadlines of a month


@dataclass(frozen=True, slots=True)
class DayEntry:
    """A deadline in its day."""

    code: str
    title: str
    hour: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month as weeks of days, Monday first (None: of another month), each day with what falls due."""

    name: str
    before: str
    after: str
    weeks: list[list[tuple[date, list[DayEntry]] | None]]
    count: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with its numbers as a text, and the line that draws it in the chat."""

    picture: Markup
    said: str
    line: str


def month(session: Session, who: Standing, asked: str, today: date) -> Month:
    """The open deadlines that a person has to meet in a month: `2026-12`, by default the present one."""
    found = _MONTH.fullmatch(asked)
    first = date(int(found[1]), int(found[2]), 1) if found else today.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    query = (
        select(Deadline.due_at, Deadline.date_only, Record.code, Record.title)
        .join(Record, Record.id == Deadline.record_id)
        .where(owned_by(who), visible_to(who), Deadline.state.in_(_OPEN))
        .where(Deadline.due_at >= moments.start_of(first), Deadline.due_at < moments.start_of(after))
        .order_by(Deadline.due_at)
        .limit(_MOST)
    )
    days, count = defaultdict[date, list[DayEntry]](list), 0
    for row in session.execute(query):
        here, count = moments.local(row.due_at), count + 1
        days[here.date()].append(DayEntry(row.code, row.title, "" if row.date_only else moments.hour_text(here)))
    weeks = [
        [(day, days.get(day, [])) if day.month == first.month else None for day in week]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
    name = f"{moments.MONTHS[first.month - 1]} de {first.year}"
    return Month(name, f"{first - timedelta(days=1):%Y-%m}", f"{after:%Y-%m}", weeks, count)


def pictures(session: Session, person: Person, now: datetime) -> list[Drawn]:
    """The charts of the house, of what the person may see; those with nothing to show are left out."""
    found = []
    for line, draw in _CHARTS.items():
        try:
            chart = draw(session, person, now)
        except Refusal:
            continue
        found.append(Drawn(Markup(charts.svg(chart)), charts.said(chart), line))  # noqa: S704  # svg() escapes
    return found


_CHARTS = {
    "gráfico atrasos": drawing.delays,
    "gráfico semanas": drawing.by_week,
    "gráfico carga": drawing.loads,
}
