"""Lists of tasks, and who they are with."""

import json
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Select, String, cast, func, or_, select
from sqlalchemy.orm import Session

from models import moments
from models.deadlines import Deadline, DeadlineState
from models.people import Orgao, Person, Standing, standing
from models.records import Record, visible_to
from models.tasks.tables import OPEN_STATES, Assignment, Task, TaskDeadline


class Scope(StrEnum):
    ALL = "todas"
    TODAY = "hoje"
    WEEK = "semana"
    OVERDUE = "atrasadas"


def assignments(session: Session, task: Record) -> list[Assignment]:
    """The assignees of a task in the order they were given it; those who handed it over stay in the list."""
    return list(session.scalars(select(Assignment).where(Assignment.task_id == task.id).order_by(Assignment.id)))


def owed_by(session: Session, task: Record) -> list[Person | Orgao]:
    """The assignees who are not done."""
    return [each.assignee for each in assignments(session, task) if each.is_open]


def named_assignees(found: list[Assignment]) -> str:
    return ", ".join(each.person.name if each.person else each.assignee.sigla for each in found)  # type: ignore[union-attr]


def listed(
    session: Session,
    *,
    by: Person,
    now: datetime,
    scope: Scope = Scope.ALL,
    who: Person | Orgao | Standing | None = None,
    given_by: Person | None = None,
    tag: str = "",
    priority: str = "",
    limit: int = 100,
) -> tuple[list[tuple[Task, Deadline | None]], int]:
    """Open tasks the person may see, soonest first (those without a date last), each with its soonest deadline.

    Of those of `limit` assignees; and how many tasks there are in all.
    """
    query = (
        select(Task, Deadline)
        .join(Assignment, Assignment.task_id == Task.id)
        .outerjoin(
            Deadline,
            (Deadline.record_id == Assignment.task_id)
            & (Deadline.item_id == Assignment.id)
            & (Deadline.kind == TaskDeadline.TAREFA)
            & (Deadline.state == DeadlineState.OPEN),
        )
        .where(Assignment.state.in_(OPEN_STATES), visible_to(standing(session, by, now)))
    )
    query = _within(_of(query, who), scope, now)
    if given_by is not None:
        query = query.where(Task.author_id == given_by.id)
    if priority:
        query = query.where(Task.priority == priority)
    if tag:
        query = query.where(cast(Task.tags, String).contains(json.dumps(tag), autoescape=True))
    rows = session.execute(query.order_by(Deadline.due_at.is_(None), Deadline.due_at, Task.id).limit(limit)).all()
    soonest: dict[int, tuple[Task, Deadline | None]] = {}
    for task, deadline in rows:
        soonest.setdefault(task.id, (task, deadline))
    return list(soonest.values()), len(soonest) if len(rows) < limit else _count(session, query)


def _count(session: Session, query: Select[Task, Deadline]) -> int:
    tasks = query.with_only_columns(func.count(Task.id.distinct()), maintain_column_froms=True)
    return session.scalars(tasks).one()


def _of(query: Select[Task, Deadline], who: Person | Orgao | Standing | None) -> Select[Task, Deadline]:
    if isinstance(who, Person):
        return query.where(Assignment.person_id == who.id)
    if isinstance(who, Orgao):
        members = select(Person.id).where(Person.orgao_id == who.id)
        return query.where(or_(Assignment.orgao_id == who.id, Assignment.person_id.in_(members)))
    if isinstance(who, Standing):
        return query.where(or_(Assignment.person_id.in_(who.person_ids), Assignment.orgao_id.in_(who.leads)))
    return query


def _within(query: Select[Task, Deadline], scope: Scope, now: datetime) -> Select[Task, Deadline]:
    today = moments.today(now)
    if scope is Scope.OVERDUE:
        return query.where(Deadline.due_at < now)
    if scope is Scope.TODAY:
        return query.where(Deadline.due_at < moments.start_of(today + timedelta(days=1)))
    if scope is Scope.WEEK:
        next_monday = today + timedelta(days=7 - today.weekday())
        return query.where(Deadline.due_at < moments.start_of(next_monday))
    return query
