"""The pages that the chat has no form for: the calendar of a month, and the charts."""

import calendar
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers import charts as drawing
from handlers.base import Refusal
from handlers.wording import weekly
from models import charts, moments
from models.charts import Chart
from models.deadlines import Deadline, DeadlineState, owned_by
from models.events.calendar import busy
from models.people import Person, Standing, standing
from models.records import Record, visible_to

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_OPEN = (DeadlineState.OPEN.value, DeadlineState.PAUSED.value)
_MOST = 500  # deadlines of a month
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class DayEntry:
    """A deadline or an event in its day; `code`: empty for what a calendar kept elsewhere holds."""

    code: str
    title: str
    hour: str
    is_event: bool = False


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
    """A chart with its numbers as a text, and the line that draws it alone in the chat, if any."""

    picture: Markup
    said: str
    line: str


def month(session: Session, person: Person, asked: str, now: datetime) -> Month:
    """The deadlines that a person has to meet, and the events, in a month: `2026-12`, by default the present one."""
    found, today = _MONTH.fullmatch(asked), moments.today(now)
    first = date(int(found[1]), int(found[2]), 1) if found else today.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    days, count = defaultdict[date, list[DayEntry]](list), 0
    start, end = moments.start_of(first), moments.start_of(after)
    for day, entry in sorted(
        [*_events(session, person, start, end), *_deadlines(session, standing(session, person, now), start, end)],
        key=lambda each: (each[0], each[1].hour != "", each[1].hour.zfill(5)),
    ):
        days[day].append(entry)
        count += 1
    weeks = [
        [(day, days.get(day, [])) if day.month == first.month else None for day in week]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
    name = f"{moments.MONTHS[first.month - 1]} de {first.year}"
    return Month(name, f"{first - timedelta(days=1):%Y-%m}", f"{after:%Y-%m}", weeks, count)


def _deadlines(session: Session, who: Standing, start: datetime, end: datetime) -> Iterator[tuple[date, DayEntry]]:
    query = (
        select(Deadline.due_at, Deadline.date_only, Record.code, Record.title)
        .join(Record, Record.id == Deadline.record_id)
        .where(owned_by(who), visible_to(who), Deadline.state.in_(_OPEN))
        .where(Deadline.due_at >= start, Deadline.due_at < end)
        .order_by(Deadline.due_at)
        .limit(_MOST)
    )
    for row in session.execute(query):
        here = moments.local(row.due_at)
        yield here.date(), DayEntry(row.code, row.title, "" if row.date_only else moments.hour_text(here))


def _events(session: Session, person: Person, start: datetime, end: datetime) -> Iterator[tuple[date, DayEntry]]:
    for each in busy(session, person.id, start, end):
        here, last = moments.local(max(each.starts, start)), moments.local(min(each.ends, end) - _MOMENT)
        hour = "" if each.all_day else moments.hour_text(here)
        for day in range((last.date() - here.date()).days + 1):
            yield here.date() + timedelta(day), DayEntry(each.code, each.title, "" if day else hour, is_event=True)


def pictures(session: Session, person: Person, now: datetime) -> list[Drawn]:
    """The charts of the house, of what the person may see; those with nothing to show are left out."""
    found = []
    for line, draw in _CHARTS.items():
        try:
            chart = draw(session, person, now)
        except Refusal:
            continue
        found.append(_drawn(chart, line))
    return found


def of_week(session: Session, person: Person, now: datetime) -> list[Drawn]:
    """The charts of the report of the week."""
    return [_drawn(each) for each in weekly.drawn(session, person, now)]


def _drawn(chart: Chart, line: str = "") -> Drawn:
    return Drawn(Markup(charts.svg(chart)), charts.said(chart), line)  # noqa: S704  # svg() escapes


_CHARTS = {
    "gráfico atrasos": drawing.delays,
    "gráfico semanas": drawing.by_week,
    "gráfico carga": drawing.loads,
}
