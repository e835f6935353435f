"""Texts about tasks."""

from handlers.base import Button, Reply
from models.people import Person
from models.tasks import NewTask, Task, TaskPriority, TaskStatus
from models.texts import ended
from models.texts import listed as enumerated


def created(code: str, new: NewTask, by: Person, nobody: str = "") -> Reply:
    names = ["você" if isinstance(who, Person) and who.id == by.id else who.name for who in new.assignees]
    urgent = "" if new.priority is TaskPriority.NORMAL else f" Prioridade {new.priority}."
    when = f" Prazo: {new.due.text}." if new.due else ""
    again = " Repete-se; crio a próxima quando o prazo desta chegar." if new.recurrence else ""
    return Reply(
        f"Tarefa {code} criada para {enumerated(names)}: {ended(new.title)}{when}{urgent}{again}{nobody}",
        (Button("Ver", f"ver {code}"), Button("Minhas tarefas", "minhas")),
    )


def mark(task: Task) -> str:
    """The mark of a task in a list: that it is over, or urgent."""
    return (
        str(task.status)
        if task.status != TaskStatus.ABERTA
        else ""
        if task.priority == TaskPriority.NORMAL
        else task.priority
    )
