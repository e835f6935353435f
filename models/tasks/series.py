"""Recurring tasks: when the date of one has come, the next of the series is created."""

from collections.abc import Iterable
from datetime import datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import moments, municipal_days
from models.deadlines import Due
from models.records import Record
from models.recurrences import Recurrence
from models.tasks.queries import assignments
from models.tasks.rules import NewTask, create
from models.tasks.tables import AssignmentState, Task, TaskPriority


def next_series_at(session: Session) -> datetime | None:
    return session.scalar(select(func.min(Task.renews_at)))


def due_for_renewal(session: Session, now: datetime) -> list[int]:
    """The ids of the tasks whose series goes on, as their date has passed."""
    return list(session.scalars(select(Task.id).where(Task.renews_at <= now).order_by(Task.renews_at)))


def renew(session: Session, ids: Iterable[int], *, now: datetime) -> list[str]:
    """Create the next task of each of these; returns their numbers."""
    return [_renew(session, session.get_one(Task, task_id), now) for task_id in ids]


def _renew(session: Session, task: Task, now: datetime) -> str:
    task.renews_at = None
    author = task.author
    assert task.recurrence is not None
    assert author is not None
    due = _next_due(session, task.recurrence, now)
    next_day = municipal_days.current(session).add_business_days(moments.today(now), 1)
    given = [each.assignee for each in assignments(session, task) if each.state != AssignmentState.REPASSADA]
    new = NewTask(
        title=task.title,
        text=task.text,
        due=due,
        priority=TaskPriority(task.priority),
        tags=tuple(task.tags),
        checklist=tuple(item["text"] for item in task.checklist),
        recurrence=task.recurrence,
        series_id=task.series_id or task.id,
        parent=session.get(Record, task.parent_id) if task.parent_id else None,
        level=task.access_level,
        assignees=given,
        in_digest=moments.today(due.at) > next_day,
    )
    return create(session, new, by=author, now=now)


def _next_due(session: Session, recurrence: str, now: datetime) -> Due:
    calendar = municipal_days.current(session)
    moment = Recurrence.parse_text(recurrence).next_after(moments.local(now), calendar)
    if moment.time() == time():
        return Due(datetime.combine(moment.date(), calendar.work_day_end(moment.date()), moment.tzinfo), True)
    return Due(moment)
