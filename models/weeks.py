"""The last weeks: how many deadlines came in and how many were met, of what a person may see."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from models import moments
from models.deadlines import IS_OURS, Deadline, DeadlineState
from models.people import Person, standing
from models.records import Record, visible_to

_MOST = 8
_MET = (DeadlineState.MET, DeadlineState.MET_LATE)


@dataclass(frozen=True, slots=True)
class WeekCount:
    """A week by its Monday."""

    since: date
    opened: int
    met: int


def last(session: Session, *, by: Person, now: datetime, count: int = _MOST) -> list[WeekCount]:
    """The last weeks, the oldest first, this one included."""
    today = moments.today(now)
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - timedelta(days=7 * n) for n in reversed(range(count))]
    since = moments.start_of(mondays[0])
    columns = []
    for each in mondays:
        begin, end = moments.start_of(each), moments.start_of(each + timedelta(days=7))
        opened = and_(Deadline.opened_at >= begin, Deadline.opened_at < end)
        met = and_(Deadline.closed_at >= begin, Deadline.closed_at < end, Deadline.state.in_(_MET))
        columns += [func.count().filter(opened), func.count().filter(met)]
    query = select(*columns).select_from(Deadline).join(Record, Record.id == Deadline.record_id)
    query = query.where(IS_OURS, visible_to(standing(session, by, now)))
    row = session.execute(query.where(or_(Deadline.opened_at >= since, Deadline.closed_at >= since))).one()
    return [WeekCount(each, int(row[2 * n]), int(row[2 * n + 1])) for n, each in enumerate(mondays)]
