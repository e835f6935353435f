"""What the bot says about tasks."""

from datetime import datetime

from handlers.base import Button, Reply
from models import moments
from models.deadlines import Deadline
from models.people import Orgao, Person
from models.tasks import NewTask, Priority, Scope, Task
from models.texts import clip, ended, plural
from models.texts import listed as enumerated

_LONGEST_LIST = 30
_TITLES = {
    Scope.ALL: "Tarefas abertas",
    Scope.TODAY: "Tarefas para hoje",
    Scope.WEEK: "Tarefas desta semana",
    Scope.OVERDUE: "Tarefas atrasadas",
}


def created(code: str, new: NewTask, by: Person, nobody: str = "") -> Reply:
    names = ["você" if isinstance(who, Person) and who.id == by.id else who.name for who in new.assignees]
    urgent = "" if new.priority is Priority.NORMAL else f" Prioridade {new.priority}."
    when = f" Prazo: {new.due.text}." if new.due else ""
    again = " Repete-se; crio a próxima quando o prazo desta chegar." if new.recurrence else ""
    return Reply(
        f"Tarefa {code} criada para {enumerated(names)}: {ended(new.title)}{when}{urgent}{again}{nobody}",
        (Button("Ver", f"ver {code}"), Button("Minhas tarefas", "minhas")),
    )


def list_title(scope: Scope, who: list[Person | Orgao], given: bool) -> str:
    title = _TITLES[scope] + (" dadas por você" if given else "")
    return f"{title} de {who[0].name}" if who else title


def listed(title: str, found: list[tuple[Task, Deadline | None]], total: int, now: datetime) -> Reply:
    if not found:
        return Reply(f"{title}: nenhuma.")
    lines = [line(task, deadline, now) for task, deadline in found[:_LONGEST_LIST]]
    more = total - len(lines)
    lines += [f"… e mais {plural(more, 'tarefa', 'tarefas')}. Filtre com @órgão, hoje ou semana."] if more > 0 else []
    buttons = tuple(Button(task.code, f"ver {task.code}") for task, _ in found[:5])
    return Reply(f"{title} ({total}):\n" + "\n".join(lines), buttons)


def line(task: Task, deadline: Deadline | None, now: datetime) -> str:
    mark = "" if task.priority == Priority.NORMAL else f" [{task.priority}]"
    return f"{task.code}{mark} {clip(task.title)}{_when(deadline, now)}"


def _when(deadline: Deadline | None, now: datetime) -> str:
    if deadline is None:
        return " (sem prazo)"
    due = moments.short_text(deadline.due_at, date_only=deadline.date_only)
    return f" — atrasada desde {due}" if deadline.is_overdue(now) else f" — até {due}"
