"""Queries about the assignees of tasks."""

import json

from sqlalchemy import ColumnElement, String, cast, select
from sqlalchemy.orm import Session

from models.records import Record
from models.tasks.tables import Assignment, Task


def assignments(session: Session, task: Record) -> list[Assignment]:
    """The assignees of a task in the order they were given it; those who handed it over stay in the list."""
    return list(session.scalars(select(Assignment).where(Assignment.task_id == task.id).order_by(Assignment.id)))


def named_assignees(found: list[Assignment]) -> str:
    return ", ".join(each.person.name if each.person else each.assignee.sigla for each in found)  # type: ignore[union-attr]


def has_tag(tag: str) -> ColumnElement[bool]:
    """The condition that a task has this tag (folded)."""
    return cast(Task.tags, String).contains(json.dumps(tag), autoescape=True)
