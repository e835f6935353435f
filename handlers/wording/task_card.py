"""The card of a task: all its data, and the next steps of the reader."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.reading.dates import Recurrence
from handlers.wording.cards import card, due_text, sheet
from models import deadlines, extensions, moments
from models.deadlines import Deadline
from models.extensions import Extension
from models.people import Orgao, Person, Role, Standing, responsible, stand_in, standing
from models.tasks import Assignment, AssignmentState, Task, TaskPriority, TaskStatus, assignments
from models.texts import plural


@card("task")
def task_card(session: Session, task: Task, person: Person, now: datetime) -> Reply:
    parts = assignments(session, task)
    waiting = extensions.waiting(session, task)
    who = standing(session, person, now)
    lines = [_given(task), *_marks(task), *([task.text] if task.text else [])]
    lines += _who(session, task, parts, now) + _items(task)
    lines += [_asked(session, each) for each in waiting] + _in_place_of(session, person, who, parts)
    buttons = (*_answers(session, task, waiting, who, person), *_steps(task, parts, who))
    return sheet(session, task, lines, person, now, buttons, is_dated=False)


def _given(task: Task) -> str:
    author = task.author.name if task.author else "sistema"
    state = "" if task.status == TaskStatus.ABERTA else f"{task.status.capitalize()}. "
    return f"{state}Pedida por {author} {moments.on_text(task.created_at, date_only=True)}."


def _marks(task: Task) -> list[str]:
    urgent = [] if task.priority == TaskPriority.NORMAL else [f"Prioridade: {task.priority}"]
    tags = [" ".join(f"#{tag}" for tag in task.tags)] if task.tags else []
    again = [f"Repete-se: {Recurrence.parse_text(task.recurrence).describe()}"] if task.recurrence else []
    return [*urgent, *again, *tags]


def _who(session: Session, task: Task, parts: list[Assignment], now: datetime) -> list[str]:
    """Each assignee with the own state and date; the date once when all have the same."""
    due = {each.item_id: each for each in deadlines.open_of(session, task.id)}
    texts = {due_text(each, now) for each in due.values()}
    common = texts.pop() if len(texts) == 1 else None
    heading = (
        [f"Prazo: {common}"] if common else [] if due else ["Sem prazo"] if task.status == TaskStatus.ABERTA else []
    )
    return heading + ["Com:"] + [_part(session, each, None if common else due.get(each.id), now) for each in parts]


def _part(session: Session, part: Assignment, deadline: Deadline | None, now: datetime) -> str:
    state = AssignmentState(part.state)
    when = f" em {moments.short_text(part.done_at)}" if part.done_at and state is AssignmentState.CONCLUIDA else ""
    date = f", prazo {due_text(deadline, now)}" if deadline else ""
    note = f" — {part.note}" if part.note else ""
    return f"• {_assignee(session, part.assignee, now)}: {state}{when}{date}{note}"


def _assignee(session: Session, who: Person | Orgao, now: datetime) -> str:
    today = moments.today(now)
    if isinstance(who, Orgao):
        person = responsible(session, who, today)
        return f"{who.name} (responde {person.name})" if person else f"{who.name} (sem titular)"
    answers = stand_in(session, who, today)
    return who.called if answers.id == who.id else f"{who.called} (hoje responde {answers.name})"


def _items(task: Task) -> list[str]:
    if not task.checklist:
        return []
    done = sum(item["done"] for item in task.checklist)
    lines = [f"{'☑' if item['done'] else '☐'} {n}. {item['text']}" for n, item in enumerate(task.checklist, 1)]
    return [f"Lista ({done} de {plural(len(lines), 'item', 'itens')}):", *lines]


def _asked(session: Session, request: Extension) -> str:
    asker = session.get_one(Person, request.asked_by_id)
    return f"Pedido de prazo de {asker.name}: até {request.due.text}. Motivo: {request.reason}"


def _in_place_of(session: Session, person: Person, who: Standing, parts: list[Assignment]) -> list[str]:
    held = {part.person_id for part in parts if part.is_open and part.person_id in who.person_ids} - {person.id}
    return [f"Você responde em substituição a {session.get_one(Person, each).name}." for each in sorted(held) if each]


def _answers(
    session: Session, task: Task, waiting: list[Extension], who: Standing, person: Person
) -> tuple[Button, ...]:
    mine = [e for e in waiting if (e.asked_of_id in who.person_ids or who.commands) and e.asked_by_id != person.id]
    handles = [session.get_one(Person, each.asked_by_id).handle for each in mine[:2]]
    pairs = [(verb, handle) for handle in handles for verb in ("conceder", "recusar")]
    return tuple(Button(f"{verb.capitalize()} prazo", f"{verb} {task.code} @{handle}") for verb, handle in pairs)


def _steps(task: Task, parts: list[Assignment], who: Standing) -> tuple[Button, ...]:
    """The reader's buttons for the open parts: the own ones, or all for the chefia."""
    if who.has(Role.CONTROLE):
        return ()
    open_parts = [part for part in parts if part.is_open]
    mine = [part for part in open_parts if part.person_id in who.person_ids or part.orgao_id in who.leads]
    acting = mine or (open_parts if who.commands else [])
    if not acting:
        asked = any(part.state == AssignmentState.PEDIDA and part.person_id in who.person_ids for part in parts)
        answers = Button("Aceitar", f"aceitar {task.code}"), Button("Recusar", f"recusar pedido {task.code}")
        return answers if asked else ()
    fresh = any(part.state == AssignmentState.ABERTA for part in mine)
    todo = [n for n, item in enumerate(task.checklist, 1) if not item["done"]][:3]
    return (
        *((Button("Iniciar", f"iniciar {task.code}"),) if fresh else ()),
        Button("Concluir", f"concluir {task.code}"),
        *(Button(f"Marcar {n}", f"marcar {task.code} {n}") for n in todo),
    )
