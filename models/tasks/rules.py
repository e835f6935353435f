"""The life of a task: rights, changes and notices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from models import access, audit, deadlines, extensions, moves, notices, records
from models.base import Answer, Button, Question, Refusal, insert_row
from models.deadlines import Due
from models.moves import Move, by_author
from models.people import Orgao, Person, Role, is_above, standing
from models.records import AccessLevel, Record
from models.tasks import requests
from models.tasks.queries import assignments, named_assignees
from models.tasks.tables import Assignment, AssignmentState, Task, TaskDeadline, TaskPriority, TaskStatus
from models.tasks.undoing import before
from models.texts import clip, ended


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task to create; `recurrence` is the text of a Recurrence. Without a `level`, that of its parent."""

    title: str
    text: str = ""
    due: Due | None = None
    priority: TaskPriority = TaskPriority.NORMAL
    tags: tuple[str, ...] = ()
    checklist: tuple[str, ...] = ()
    recurrence: str | None = None
    parent: Record | None = None
    series_id: int | None = None
    level: str = ""
    assignees: Sequence[Person | Orgao] = field(default_factory=tuple)
    in_digest: bool = False  # those who read a digest learn of it there


_CANCEL = Move(
    verb="cancelar",
    past="cancelou",
    done="cancelada",
    action="cancelamento",
    sources=(TaskStatus.ABERTA,),
    to=TaskStatus.CANCELADA,
    may=by_author,
    who="quem a deu ou pela chefia",
    why="não é mais necessária",
    met=False,
)


_NOT_REOPENED = (AssignmentState.REPASSADA, AssignmentState.RECUSADA, AssignmentState.PEDIDA)


def create(session: Session, new: NewTask, *, by: Person, now: datetime) -> str:
    """Create a task, tell its assignees, and return its number."""
    if not new.title:
        raise Question("Qual é a tarefa? Exemplo: tarefa @bruno enviar o relatório até sexta 17h", Answer.TEXT)
    code = f"T-{records.draw_number(session, 'T')}"
    level = new.level or (new.parent.access_level if new.parent else AccessLevel.PUBLICO.value)
    task_id = records.create(
        session,
        Task,
        now=now,
        code=code,
        title=new.title,
        status=TaskStatus.ABERTA.value,
        access_level=level,
        author_id=by.id,
        orgao_id=by.orgao_id,
        parent_id=new.parent.id if new.parent else None,
        text=new.text,
        priority=new.priority.value,
        tags=list(new.tags),
        checklist=[{"text": item, "done": False} for item in new.checklist],
        recurrence=new.recurrence,
        series_id=new.series_id,
        renews_at=new.due.at if new.recurrence and new.due else None,
        search=(new.text, *new.tags),
    )
    if level != AccessLevel.PUBLICO:
        access.grant(session, task_id, [by, *new.assignees])
    audit.write(session, "criacao", by=by, now=now, record_id=task_id, text=f"tarefa criada: {new.title}")
    urgent = " (urgente)" if new.priority is TaskPriority.URGENTE else ""
    said = f"{urgent}: {ended(new.title)}{until(new.due)}" + (f"\n{new.text}" if new.text else "")
    give(session, task_id, code, said, new.assignees, new.due, by=by, now=now, in_digest=new.in_digest)
    return code


def start(session: Session, task: Task, *, by: Person, now: datetime) -> None:
    parts = assignments(session, task)
    found, was = _mine(session, task, parts, by, now, "iniciar"), before(session, task, parts)
    for mine in found:
        mine.state, mine.started_at = AssignmentState.INICIADA, now
    audit.write(session, "inicio", by=by, now=now, record_id=task.id, text="tarefa iniciada", data=was)


def complete(session: Session, task: Task, *, note: str = "", by: Person, now: datetime) -> bool:
    """Complete the person's part (the chefia: every part). True when no part is left open."""
    parts = assignments(session, task)
    done, was = _mine(session, task, parts, by, now, "concluir"), before(session, task, parts)
    for mine in done:
        mine.state, mine.done_at, mine.done_by_id, mine.note = AssignmentState.CONCLUIDA, now, by.id, note
        deadlines.close(session, task.id, item_id=mine.id, now=now)
    extensions.withdraw(session, task, [each.id for each in done])
    finished = not any(each.is_open or each.is_asked for each in parts)
    if finished:
        task.status = TaskStatus.CONCLUIDA
    said = f"concluída{': ' + note if note else ''}"
    audit.write(session, "conclusao", by=by, now=now, record_id=task.id, text=said, data=was)
    ending = f"\n{note}" if note else ""
    notices.tell(
        session,
        task,
        f"{by.name} concluiu a tarefa {task.code}: {ended(task.title)}{ending}",
        task.authors,
        by=by,
        now=now,
    )
    return finished


def reopen(session: Session, task: Task, *, reason: str, by: Person, now: datetime) -> None:
    """Reopen a completed or cancelled task; its author, an assignee or the chefia may."""
    parts = assignments(session, task)
    if task.status == TaskStatus.ABERTA and not any(each.state == AssignmentState.CONCLUIDA for each in parts):
        raise Refusal(f"A tarefa {task.code} já está aberta.")
    if not reason:
        raise Question(f"Por que reabrir? Exemplo: reabrir {task.code} faltou o anexo", Answer.TEXT)
    closed = [each for each in parts if each.state not in _NOT_REOPENED]
    if not gave(session, task, by, now) and not _belonging(session, closed, by, now):
        raise Refusal(f"A tarefa {task.code} só pode ser reaberta por quem a deu, por quem a tem ou pela chefia.")
    if not closed:
        raise Refusal(f"A tarefa {task.code} não foi aceita. Peça de novo, ou a outra pessoa: tarefa @quem")
    was = before(session, task, parts)
    for each in closed:
        each.state, each.done_at, each.done_by_id, each.note = AssignmentState.ABERTA, None, None, ""
    task.status = TaskStatus.ABERTA
    audit.write(session, "reabertura", by=by, now=now, record_id=task.id, text=f"reaberta: {reason}", data=was)
    text = f"{by.name} reabriu a tarefa {task.code}: {ended(task.title)}\nMotivo: {reason}"
    to, buttons = [*task.authors, *assignees(closed)], next_steps(task.code)
    notices.tell(session, task, text, to, by=by, now=now, buttons=buttons)


def hand_over(session: Session, task: Task, to: Person | Orgao, *, by: Person, now: datetime) -> None:
    """Pass the person's part on, with its deadline; the author and the new assignee are notified."""
    parts = assignments(session, task)
    mine = _mine(session, task, parts, by, now, "repassar")
    if any(_is_with(each, to) for each in parts if each.is_open):
        raise Refusal(f"A tarefa {task.code} já está com {_name(to)}.")
    if isinstance(to, Person) and is_above(session, to, by, now):
        raise Refusal(f"A {to.name} se pede, não se repassa. Peça assim: tarefa @{to.handle} {clip(task.title, 60)}")
    if len(mine) > 1:
        raise Refusal(f"A tarefa {task.code} está com várias pessoas; peça a cada uma que repasse a sua parte.")
    due = next((d.due for d in deadlines.open_of(session, task.id, item_id=mine[0].id)), None)
    was = before(session, task, parts)
    mine[0].state = AssignmentState.REPASSADA
    deadlines.close(session, task.id, item_id=mine[0].id, now=now, void=True)
    extensions.withdraw(session, task, [mine[0].id])
    if task.access_level != AccessLevel.PUBLICO:
        access.grant(session, task.id, [to])
    open_part(session, task.id, to, due, now)
    text = f"repassada de {named_assignees(mine)} para {_name(to)}"
    audit.write(session, "repasse", by=by, now=now, record_id=task.id, text=text, data=was)
    notices.tell(
        session,
        task,
        f"{by.name} repassou a você a tarefa {task.code}: {ended(task.title)}{until(due)}",
        [to],
        by=by,
        now=now,
        buttons=next_steps(task.code),
    )
    told = f"{by.name} repassou a tarefa {task.code} ({task.title}) para {_name(to)}."
    authors = [
        each for each in task.authors if each.role != Role.PREFEITO
    ]  # who learns of the end, and with whom it is
    notices.tell(session, task, told, [*authors, *assignees(mine)], by=by, now=now, but=[to])


def postpone(session: Session, task: Task, due: Due, *, reason: str, by: Person, now: datetime) -> bool:
    """Set a new date, or ask the author for it. True when the date was set at once."""
    if not reason:
        raise Question(
            f"Por que adiar? Exemplo: adiar {task.code} para segunda 10h aguardando parecer", Answer.TEXT, typed=": {}"
        )
    parts = assignments(session, task)
    if gave(session, task, by, now):
        was = before(session, task, parts)
        for each in [a for a in parts if a.is_open]:
            set_due(session, task, each, due, now)
        said = f"prazo para {due.text}: {reason}"
        audit.write(session, "adiamento", by=by, now=now, record_id=task.id, text=said, data=was)
        text = f"{by.name} mudou o prazo da tarefa {task.code} ({task.title}) para {due.text}.\nMotivo: {reason}"
        notices.tell(session, task, text, assignees(parts), by=by, now=now)
        return True
    mine = _mine(session, task, parts, by, now, "adiar")
    author = task.author
    assert author is not None
    extensions.ask(session, task, mine[0].id, due, reason=reason, of=author, by=by, now=now)
    return False


def cancel(session: Session, task: Task, *, reason: str, by: Person, now: datetime) -> None:
    """Cancel it, with every open part and a reason; its author or the chefia may."""
    parts = assignments(session, task)
    data = before(session, task, parts)
    moves.make(session, task, _CANCEL, reason, tell=assignees(parts), data=data, by=by, now=now)
    for each in parts:
        each.state = AssignmentState.CANCELADA if each.is_open or each.is_asked else each.state
    extensions.withdraw(session, task, [each.id for each in parts])
    task.renews_at = None


def tick(session: Session, task: Task, item: int, *, by: Person, now: datetime) -> bool:
    """Mark or unmark an item of the checklist (1 is the first); True when it is now done."""
    if not 1 <= item <= len(task.checklist):
        raise Refusal(f"A tarefa {task.code} tem {len(task.checklist)} itens na lista. Exemplo: marcar {task.code} 1")
    parts = assignments(session, task)
    if not gave(session, task, by, now):
        _mine(session, task, parts, by, now, "marcar")
    chosen, was = task.checklist[item - 1], before(session, task, parts)
    done = not chosen["done"]
    task.checklist = [{**each, "done": done} if each is chosen else each for each in task.checklist]
    mark = "feito" if done else "por fazer"
    said = f"item {item} {mark}: {chosen['text']}"
    audit.write(session, "item", by=by, now=now, record_id=task.id, text=said, data=was)
    return done


def give(
    session: Session,
    task_id: int,
    code: str,
    said: str,
    to: Sequence[Person | Orgao],
    due: Due | None,
    *,
    by: Person,
    now: datetime,
    in_digest: bool = False,
) -> None:
    """Give a part of a task to each of these, or ask it of those above, and tell them. `said`: after the number.

    `in_digest`: those who read a digest are told of what they are given by that alone.
    """
    asked = requests.above(session, to, by, now)
    given = [each for each in to if each not in asked]
    for each in to:
        open_part(session, task_id, each, due, now, is_asked=each in asked)
    for whom, verb, buttons in (
        (notices.without_digest(session, given, now) if in_digest else given, "passou", next_steps(code)),
        (asked, "pede", requests.buttons(code)),
    ):
        notices.assign(
            session, task_id, f"{by.name} {verb} a você a tarefa {code}{said}", whom, by=by, now=now, buttons=buttons
        )


def open_part(
    session: Session,
    task_id: int,
    assignee: Person | Orgao,
    due: Due | None,
    now: datetime,
    *,
    is_asked: bool = False,
) -> None:
    """Give somebody a part of a task; one that is only asked for does not run until it is accepted."""
    part_id = insert_row(
        session,
        Assignment,
        task_id=task_id,
        person_id=assignee.id if isinstance(assignee, Person) else None,
        orgao_id=assignee.id if isinstance(assignee, Orgao) else None,
        state=(AssignmentState.PEDIDA if is_asked else AssignmentState.ABERTA).value,
        note="",
        started_at=None,
        done_at=None,
        done_by_id=None,
    )
    if due is not None:
        deadlines.open_deadline(session, task_id, TaskDeadline.TAREFA, due, owner=assignee, now=now, item_id=part_id)
        if is_asked:
            deadlines.pause(session, task_id, TaskDeadline.TAREFA, item_id=part_id)


def set_due(session: Session, task: Task, part: Assignment, due: Due, now: datetime) -> None:
    current = deadlines.open_of(session, task.id, item_id=part.id)
    for deadline in current:
        deadlines.move(session, deadline, due, now=now)
    if not current:
        deadlines.open_deadline(
            session, task.id, TaskDeadline.TAREFA, due, owner=part.assignee, now=now, item_id=part.id
        )


def _mine(
    session: Session, task: Task, everyone: list[Assignment], by: Person, now: datetime, verb: str
) -> list[Assignment]:
    """The open parts the person answers for; the chefia answers for all. Raises Refusal without any."""
    parts = [each for each in everyone if each.is_open]
    asked = [each for each in everyone if each.is_asked]
    if _belonging(session, asked, by, now):
        raise Refusal(f"Antes, responda ao pedido {task.code}.", requests.buttons(task.code))
    if not parts and asked:
        raise Refusal(f"A tarefa {task.code} espera que {named_assignees(asked)} a aceite.")
    if not parts:
        raise Refusal(f"A tarefa {task.code} já está {task.status}.")
    mine = _belonging(session, parts, by, now)
    if mine:
        return mine
    done = [each for each in everyone if each.state == AssignmentState.CONCLUIDA]
    if _belonging(session, done, by, now):
        rest = f"Falta a parte de {named_assignees(parts)}."
        raise Refusal(f"A sua parte da tarefa {task.code} já está concluída. {rest}")
    if standing(session, by, now).commands:
        return parts
    raise Refusal(f"A tarefa {task.code} é de {named_assignees(parts)}; só quem a tem ou a chefia pode {verb}.")


def _belonging(session: Session, parts: list[Assignment], by: Person, now: datetime) -> list[Assignment]:
    who = standing(session, by, now)
    return [each for each in parts if each.person_id in who.person_ids or each.orgao_id in who.leads]


def gave(session: Session, task: Task, by: Person, now: datetime) -> bool:
    who = standing(session, by, now)
    return task.author_id in who.person_ids or who.commands


def _is_with(part: Assignment, to: Person | Orgao) -> bool:
    return to.id == (part.person_id if isinstance(to, Person) else part.orgao_id)


def assignees(parts: Iterable[Assignment]) -> list[Person | Orgao]:
    return [each.assignee for each in parts]


def _name(who: Person | Orgao) -> str:
    return who.name


def until(due: Due | None) -> str:
    return f" Prazo: {due.text}." if due else ""


def next_steps(code: str) -> tuple[Button, ...]:
    return (Button("Iniciar", f"iniciar {code}"), Button("Concluir", f"concluir {code}"), Button("Ver", f"ver {code}"))
