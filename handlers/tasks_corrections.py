"""Corrections of a task by whoever gave it."""

from collections.abc import Callable

from handlers.base import WRITERS, Answer, Button, Question, Refusal, Reply, Request, command
from handlers.reading import due, people
from handlers.saying import tasks_corrections as said
from models.tasks import Task, TaskPriority, changes
from models.texts import clip, fold, listed

_LONGEST_TITLE = 300  # characters


@command(
    "corrigir",
    usage="corrigir T-12 prazo sexta",
    about="task",
    aliases=("mudar", "alterar"),
    said=said.CORRECT,
    offered_to=WRITERS,
)
def correct(request: Request) -> Reply:
    """Corrige uma tarefa que você deu: título, prazo, responsável ou prioridade.

    Exemplos:
    corrigir T-12 título enviar o relatório de novembro
    corrigir T-12 prazo sexta 17h
    corrigir T-12 responsável @quem
    corrigir T-12 prioridade urgente
    """
    task = request.about(Task)
    word, _, value = request.text.strip().partition(" ")
    change = _CHANGES.get(fold(word).rstrip(":"))
    if change is None:
        buttons = [Button(name.capitalize(), f"corrigir {task.code} {name}") for name in _NAMES]
        raise Refusal(f"O que corrigir em {task.code}: {listed(_NAMES, 'ou')}?", buttons)
    return Reply(change(request, task, value.strip()), (Button("Ver", f"ver {task.code}"),))


def _title(request: Request, task: Task, value: str) -> str:
    if not value:
        raise Question("Qual é o novo título? Exemplo: corrigir T-12 título enviar o relatório", Answer.TEXT)
    title = clip(" ".join(value.split()), _LONGEST_TITLE)
    changes.retitle(request.session, task, title, by=request.person, now=request.now)
    return f"Corrigido. {task.code}: {title}."


def _date(request: Request, task: Task, value: str) -> str:
    if not value:
        sentence = "Qual é o novo prazo? Exemplo: corrigir T-12 prazo sexta 17h"
        raise Question(sentence, Answer.DATE, instead="prazo", typed="prazo {}")
    until = due.read(request, value)
    changes.set_date(request.session, task, until, by=request.person, now=request.now)
    return f"Corrigido. Prazo da tarefa {task.code}: {until.text}."


def _people(request: Request, task: Task, value: str) -> str:
    if not value:
        word = request.line.split()[-1]
        sentence = "Quem fica com a tarefa? Exemplo: corrigir T-12 responsável @carla"
        raise Question(sentence, Answer.WHO, instead=word, typed=f"{word} {{}}")
    who = people.mentioned(request, people.listed(request, value)).everyone
    changes.set_people(request.session, task, who, by=request.person, now=request.now)
    return f"Corrigido. A tarefa {task.code} está com {listed([each.name for each in who])}."


def _priority(request: Request, task: Task, value: str) -> str:
    known = {fold(each): each for each in TaskPriority}
    if (priority := known.get(fold(value))) is None:
        buttons = [Button(each, f"corrigir {task.code} prioridade {each}") for each in TaskPriority]
        raise Refusal(f"Que prioridade: {listed(list(TaskPriority), 'ou')}?", buttons)
    changes.set_priority(request.session, task, priority, by=request.person, now=request.now)
    return f"Corrigido. Prioridade da tarefa {task.code}: {priority}."


_NAMES = ["título", "prazo", "responsável", "prioridade"]
_CHANGES: dict[str, Callable[[Request, Task, str], str]] = {
    "titulo": _title,
    "prazo": _date,
    "responsavel": _people,
    "responsaveis": _people,
    "prioridade": _priority,
}
