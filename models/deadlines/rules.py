"""Opening, moving and closing deadlines. History is written by the subject whose deadline it is."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import municipal_days
from models.base import Refusal, insert_row
from models.deadlines.ladders import ladder, next_step
from models.deadlines.tables import Deadline, DeadlineKind, DeadlineState, Due
from models.people import Orgao, Person

_LADDERS = {DeadlineKind.CIENCIA: "ciencia", DeadlineKind.CUMPRIMENTO: "cumprimento"}


def open_deadline(
    session: Session,
    record_id: int,
    kind: DeadlineKind,
    due: Due,
    *,
    owner: Person | Orgao,
    now: datetime,
    item_id: int | None = None,
) -> int:
    """Open a deadline owned by a person or an órgão; returns its id."""
    name = _LADDERS.get(kind, "prazo")
    step, next_at = _coming(session, name, due.at, now)
    return insert_row(
        session,
        Deadline,
        record_id=record_id,
        item_id=item_id,
        kind=kind.value,
        person_id=owner.id if isinstance(owner, Person) else None,
        orgao_id=owner.id if isinstance(owner, Orgao) else None,
        due_at=due.at,
        date_only=due.date_only,
        rule=due.rule,
        memory=list(due.memory) or None,
        ladder=name,
        step=step,
        next_at=next_at,
        state=DeadlineState.OPEN.value,
        opened_at=now,
        closed_at=None,
    )


def move(session: Session, deadline: Deadline, due: Due, *, now: datetime) -> None:
    """Set a new date; the ladder starts again from it."""
    deadline.due_at, deadline.date_only = due.at, due.date_only
    deadline.rule, deadline.memory = due.rule, list(due.memory) or None
    deadline.step, deadline.next_at = _coming(session, deadline.ladder, due.at, now)


def close(
    session: Session,
    record_id: int,
    *,
    now: datetime,
    kind: DeadlineKind | None = None,
    item_id: int | None = None,
    void: bool = False,
) -> int:
    """Close the open deadlines of a record (of one kind, of one item): met, met late, or void. Returns how many."""
    query = select(Deadline).where(Deadline.record_id == record_id, Deadline.closed_at.is_(None))
    if kind is not None:
        query = query.where(Deadline.kind == kind)
    if item_id is not None:
        query = query.where(Deadline.item_id == item_id)
    found = list(session.scalars(query))
    for deadline in found:
        deadline.state = _outcome(deadline, now, void)
        deadline.closed_at, deadline.next_at = now, None
    return len(found)


def pause(session: Session, record_id: int, kind: DeadlineKind) -> None:
    """Stop the deadlines of a record that is sobrestado."""
    for deadline in _in_state(session, record_id, kind, DeadlineState.OPEN):
        deadline.state, deadline.next_at = DeadlineState.PAUSED, None


def resume(session: Session, record_id: int, kind: DeadlineKind, *, now: datetime) -> None:
    for deadline in _in_state(session, record_id, kind, DeadlineState.PAUSED):
        deadline.state = DeadlineState.OPEN
        deadline.step, deadline.next_at = _coming(session, deadline.ladder, deadline.due_at, now)


def snooze(session: Session, deadline: Deadline, until: datetime, *, now: datetime) -> None:
    """Be quiet about this deadline until then; the due date stays."""
    if until <= now:
        raise Refusal("Esse momento já passou. Exemplo: lembrar T-12 amanhã às 9h")
    deadline.next_at = until


def advance(session: Session, deadline: Deadline, *, now: datetime) -> None:
    """Go to the step after `now`, once what was due has been said."""
    deadline.reminded_at = now
    deadline.step, deadline.next_at = _coming(session, deadline.ladder, deadline.due_at, now)


def _coming(session: Session, name: str, due_at: datetime, now: datetime) -> tuple[int, datetime | None]:
    coming = next_step(ladder(session, name, now), due_at, now, municipal_days.current(session))
    return coming if coming else (-1, None)


def _in_state(session: Session, record_id: int, kind: DeadlineKind, state: DeadlineState) -> list[Deadline]:
    query = select(Deadline).where(
        Deadline.record_id == record_id, Deadline.kind == kind, Deadline.state == state
    )
    return list(session.scalars(query))


def _outcome(deadline: Deadline, now: datetime, void: bool) -> str:
    if void:
        return DeadlineState.VOID
    return DeadlineState.MET if now <= deadline.due_at else DeadlineState.MET_LATE
