"""Corrections of a task by whoever gave it: its title, its priority, the people who have it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models import access, audit, deadlines, extensions, notices, searchable
from models.base import Refusal
from models.deadlines import Due
from models.people import Orgao, Person
from models.records import AccessLevel
from models.tasks.queries import assignments
from models.tasks.rules import assignees, gave, give, set_due, until
from models.tasks.tables import Assignment, AssignmentState, Task, TaskPriority, TaskStatus
from models.tasks.undoing import before
from models.texts import ended, listed

Parts = list[Assignment]


def retitle(session: Session, task: Task, title: str, *, by: Person, now: datetime) -> None:
    """Give the task another title; everybody who has it is told."""
    parts = _checked(session, task, by, now)
    was = before(session, task, parts)
    old, task.title = task.title, title
    session.flush()
    searchable.refresh(session, task.id)
    told = f"A tarefa {task.code} agora é: {ended(title)}"
    _changed(session, task, f"título corrigido, era: {old}", told, parts, was, by, now)


def set_priority(session: Session, task: Task, priority: TaskPriority, *, by: Person, now: datetime) -> None:
    """Give the task another priority."""
    parts = _checked(session, task, by, now)
    if task.priority == priority:
        raise Refusal(f"A prioridade da tarefa {task.code} já é {priority}.")
    was, task.priority = before(session, task, parts), priority
    told = f"A tarefa {task.code} ({task.title}) agora é {priority}."
    _changed(session, task, f"prioridade {priority}", told, parts, was, by, now)


def set_date(session: Session, task: Task, due: Due, *, by: Person, now: datetime) -> None:
    """Give every open part of the task another date."""
    parts = _checked(session, task, by, now)
    was = before(session, task, parts)
    for part in _open(parts):
        set_due(session, task, part, due, now)
    text = f"O prazo da tarefa {task.code} ({task.title}) agora é {due.text}."
    _changed(session, task, f"prazo corrigido para {due.text}", text, parts, was, by, now)


def set_people(session: Session, task: Task, who: Sequence[Person | Orgao], *, by: Person, now: datetime) -> None:
    """Leave the task with just these: the open parts of others end, whoever is new is told."""
    everyone = _checked(session, task, by, now)
    parts = [each for each in everyone if each.is_open or each.is_asked]
    due = next((each.due for each in deadlines.open_of(session, task.id)), None)
    gone = [part for part in parts if part.assignee not in who]
    new = [each for each in who if each not in [part.assignee for part in parts]]
    if not gone and not new:
        raise Refusal(f"A tarefa {task.code} já está com {listed([each.name for each in who])}.")
    was = before(session, task, everyone)
    for part in gone:
        part.state = AssignmentState.REPASSADA
        deadlines.close(session, task.id, item_id=part.id, now=now, void=True)
    extensions.withdraw(session, task, [part.id for part in gone])
    if new and task.access_level != AccessLevel.PUBLICO:
        access.grant(session, task.id, new)
    give(session, task.id, task.code, f": {ended(task.title)}{until(due)}", new, due, by=by, now=now)
    names = listed([each.name for each in who])
    audit.write(session, "correcao", by=by, now=now, record_id=task.id, text=f"agora com {names}", data=was)
    told = f"{by.name} corrigiu: a tarefa {task.code} ({task.title}) está com {names}."
    notices.tell(session, task, told, assignees(gone), by=by, now=now)


def _checked(session: Session, task: Task, by: Person, now: datetime) -> Parts:
    """The parts of an open task that this person may correct."""
    if not gave(session, task, by, now):
        author = task.author.name if task.author else "quem a deu"
        raise Refusal(f"A tarefa {task.code} é corrigida por quem a deu ({author}) ou pela chefia.")
    if task.status != TaskStatus.ABERTA:
        raise Refusal(f"A tarefa {task.code} já está {task.status}. Para continuar: reabrir {task.code} motivo")
    return assignments(session, task)


def _open(parts: Parts) -> Parts:
    return [each for each in parts if each.is_open]


def _changed(
    session: Session, task: Task, history: str, told: str, parts: Parts, was: dict[str, Any], by: Person, now: datetime
) -> None:
    audit.write(session, "correcao", by=by, now=now, record_id=task.id, text=history, data=was)
    text = f"{by.name} corrigiu: {told[0].lower()}{told[1:]}"
    notices.tell(session, task, text, assignees(_open(parts)), by=by, now=now)
