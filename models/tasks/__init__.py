"""Tasks: given to people or órgãos, each with an own state; checklist, recurrence, hand-over."""

from models.tasks.queries import assignments, has_tag, named_assignees
from models.tasks.requests import above, accept, decline
from models.tasks.rules import (
    NewTask,
    cancel,
    complete,
    create,
    hand_over,
    postpone,
    reopen,
    start,
    tick,
)
from models.tasks.series import due_for_renewal, next_series_at, renew
from models.tasks.subject import SUBJECT
from models.tasks.tables import Assignment, AssignmentState, Task, TaskDeadline, TaskPriority, TaskStatus

__all__ = [
    "SUBJECT",
    "Assignment",
    "AssignmentState",
    "NewTask",
    "Task",
    "TaskDeadline",
    "TaskPriority",
    "TaskStatus",
    "above",
    "accept",
    "assignments",
    "cancel",
    "complete",
    "create",
    "decline",
    "due_for_renewal",
    "hand_over",
    "has_tag",
    "named_assignees",
    "next_series_at",
    "postpone",
    "renew",
    "reopen",
    "start",
    "tick",
]
