"""Tasks asked of somebody above: a request, which is a task once it is accepted."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import audit, deadlines, notices
from models.base import Button, Refusal
from models.deadlines import Deadline, DeadlineState
from models.people import Orgao, Person, Standing, is_above, standing
from models.records import Record, visible_to
from models.subjects import Decision
from models.tasks.queries import assignments
from models.tasks.tables import Assignment, AssignmentState, Task, TaskDeadline, TaskStatus
from models.texts import clip, ended

_ASKED = select(Assignment.person_id).where(Assignment.state == AssignmentState.PEDIDA)
PENDING = _ASKED.exists()


def above(session: Session, whom: Sequence[Person | Orgao], by: Person, now: datetime) -> list[Person | Orgao]:
    """Those, of these, of whom it is a request."""
    return [each for each in whom if is_above(session, each, by, now)]


def buttons(code: str) -> tuple[Button, ...]:
    """What somebody above may answer to a request."""
    refuse = Button("Recusar", f"recusar pedido {code}")
    return (Button("Aceitar", f"aceitar {code}"), refuse, Button("Ver", f"ver {code}"))


def accept(session: Session, task: Task, *, by: Person, now: datetime) -> None:
    """Accept what was asked: it is a task of theirs from now on."""
    for part in _asked(session, task, by, now):
        part.state = AssignmentState.ABERTA
        deadlines.resume(session, task.id, TaskDeadline.TAREFA, now=now, item_id=part.id)
    audit.write(session, "aceite", by=by, now=now, record_id=task.id, text="pedido aceito")
    told = f"{by.name} aceitou a tarefa {task.code}: {ended(task.title)}"
    notices.tell(session, task, told, task.authors, by=by, now=now)


def decline(session: Session, task: Task, *, reason: str = "", by: Person, now: datetime) -> None:
    """Decline what was asked; without anybody else who has it, the task ends."""
    for part in _asked(session, task, by, now):
        part.state, part.note = AssignmentState.RECUSADA, reason
        deadlines.close(session, task.id, item_id=part.id, now=now, void=True)
    if not any(each.is_open or each.is_asked for each in assignments(session, task)):
        task.status, task.renews_at = TaskStatus.CANCELADA, None
    why = f": {reason}" if reason else ""
    audit.write(session, "recusa", by=by, now=now, record_id=task.id, text=f"pedido recusado{why}")
    told = f"{by.name} não aceitou a tarefa {task.code} ({task.title}){ended(why) if why else '.'}"
    notices.tell(session, task, told, task.authors, by=by, now=now)


def decisions(session: Session, person: Person, now: datetime) -> list[Decision]:
    """The requests that this person may accept."""
    who = standing(session, person, now)
    date = (
        select(func.min(Deadline.due_at))
        .where(Deadline.record_id == Record.id, Deadline.item_id == Assignment.id)
        .where(Deadline.state == DeadlineState.PAUSED)
        .scalar_subquery()
    )
    query = (
        select(Task, date)
        .join(Assignment, Assignment.task_id == Task.id)
        .where(Assignment.state == AssignmentState.PEDIDA, Assignment.person_id.in_(who.person_ids), visible_to(who))
    )
    return [_decision(task, until) for task, until in session.execute(query)]


def asked(session: Session) -> list[Person]:
    """The people of whom something is asked."""
    return list(session.scalars(select(Person).where(Person.id.in_(_ASKED))))


def _decision(task: Task, until: datetime | None) -> Decision:
    by, code = task.author.name if task.author else "alguém que saiu", task.code
    choices = tuple(Button(f"{each.label} {code}", each.line) for each in buttons(code)[:2])
    text = f"{by} pede: {clip(task.title, 60)}"
    return Decision(code, text, since=task.created_at, until=until, buttons=choices, asked_by_id=task.author_id)


def _asked(session: Session, task: Task, by: Person, now: datetime) -> list[Assignment]:
    who: Standing = standing(session, by, now)
    found = [each for each in assignments(session, task) if each.is_asked and each.person_id in who.person_ids]
    if not found:
        raise Refusal(f"Não há pedido a você em {task.code}.", [Button("Ver", f"ver {task.code}")])
    return found
