"""Texts about tasks."""

from handlers.base import Button, Reply
from models import moments
from models.calendar import Calendar
from models.deadlines import Due
from models.people import Person
from models.recurrences import Recurrence
from models.tasks import NewTask, Task, TaskPriority, TaskStatus
from models.texts import ended
from models.texts import listed as enumerated


def created(code: str, new: NewTask, by: Person, nobody: str = "", *, calendar: Calendar) -> Reply:
    names = ["você" if isinstance(who, Person) and who.id == by.id else who.name for who in new.assignees]
    urgent = "" if new.priority is TaskPriority.NORMAL else f" Prioridade {new.priority}."
    when = f" Prazo: {new.due.text}." if new.due else ""
    again = _repeated(new.recurrence, new.due, calendar) if new.recurrence else ""
    return Reply(
        f"Tarefa {code} criada para {enumerated(names)}: {ended(new.title)}{when}{urgent}{again}{nobody}",
        (Button("Ver", f"ver {code}"), Button("Minhas tarefas", "minhas")),
    )


def _repeated(recurrence: str, due: Due | None, calendar: Calendar) -> str:
    """The rule of a repetition as it was understood, and the date after the first."""
    rule = Recurrence.parse_text(recurrence)
    following = f"; a próxima {moments.on_text(rule.next_after(due.at, calendar))}" if due else ""
    return f" Repete-se: {rule.describe()}{following}."


def mark(task: Task) -> str:
    """The mark of a task in a list: that it is over, or urgent."""
    return (
        str(task.status)
        if task.status != TaskStatus.ABERTA
        else ""
        if task.priority == TaskPriority.NORMAL
        else task.priority
    )
