"""What a task was before a change, kept in the history, and brought back from there."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models import deadlines, searchable, undo
from models.deadlines import Deadline, DeadlineState, Due
from models.people import Person
from models.tasks.queries import assignments
from models.tasks.tables import Assignment, AssignmentState, Task, TaskStatus

_FIELDS = ("status", "title", "priority", "checklist")
_MOMENTS = ("started_at", "done_at")


def before(session: Session, task: Task, parts: list[Assignment]) -> dict[str, Any]:
    """The task as it is, with these parts and its open dates, as the entry of a change keeps it."""
    return {
        "before": {name: getattr(task, name) for name in _FIELDS}
        | {"renews_at": _written(task.renews_at)}
        | {"parts": {str(each.id): _part(each) for each in parts}}
        | {"dates": {str(each.id): _date(each.due) for each in deadlines.open_of(session, task.id)}}
    }


@undo.inverse("inicio", "item", kind="task", tells=False)
@undo.inverse("conclusao", kind="task", openly="reabrir {code}")
@undo.inverse("cancelamento", kind="task", openly="reabrir {code}")
@undo.inverse("reabertura", kind="task", openly="concluir {code}")
@undo.inverse("adiamento", kind="task", openly="adiar {code}")
@undo.inverse("correcao", kind="task", openly="corrigir {code}")
@undo.inverse("repasse", kind="task", openly="comentar {code}")
def _restore(session: Session, task: Task, data: dict[str, Any], _by: Person, now: datetime) -> None:
    was = data["before"]
    for name in _FIELDS:
        setattr(task, name, was[name])
    task.renews_at = _read(was["renews_at"])
    for part in assignments(session, task):
        _restore_part(part, was["parts"].get(str(part.id)))
    for deadline in deadlines.open_of(session, task.id):
        if str(deadline.id) not in was["dates"]:
            deadlines.close(session, task.id, item_id=deadline.item_id, now=now, void=True)
    for deadline_id, date in was["dates"].items():
        deadline = session.get_one(Deadline, int(deadline_id))
        deadline.state, deadline.closed_at = DeadlineState.OPEN, None
        deadlines.move(session, deadline, _due(date), now=now)
    session.flush()
    searchable.refresh(session, task.id)


@undo.inverse("criacao", kind="task", openly="cancelar {code}", needs_data=False)
def _take_back(session: Session, task: Task, _data: dict[str, Any], _by: Person, now: datetime) -> None:
    task.status, task.renews_at = TaskStatus.CANCELADA, None
    for part in assignments(session, task):
        part.state = AssignmentState.CANCELADA
    deadlines.close(session, task.id, now=now, void=True)


def _part(part: Assignment) -> dict[str, Any]:
    moments = {name: _written(getattr(part, name)) for name in _MOMENTS}
    return {"state": part.state, "note": part.note, "done_by_id": part.done_by_id, **moments}


def _restore_part(part: Assignment, was: dict[str, Any] | None) -> None:
    """As it was; a part that was not there is cancelled."""
    if was is None:
        part.state = AssignmentState.CANCELADA
        return
    part.state, part.note, part.done_by_id = was["state"], was["note"], was["done_by_id"]
    part.started_at, part.done_at = (_read(was[name]) for name in _MOMENTS)


def _date(due: Due) -> dict[str, Any]:
    kept = {"rule": due.rule, "memory": list(due.memory), "basis": due.basis} if due.rule or due.basis else {}
    return {"at": due.at.isoformat(), "date_only": due.date_only, **kept}


def _due(kept: dict[str, Any]) -> Due:
    at = datetime.fromisoformat(kept["at"])
    return Due(at, kept["date_only"], kept.get("rule"), tuple(kept.get("memory", ())), kept.get("basis"))


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _read(moment: str | None) -> datetime | None:
    return datetime.fromisoformat(moment) if moment is not None else None
