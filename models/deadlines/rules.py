"""Opening, moving and closing deadlines. History is written by the subject whose deadline it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models import confirmations, municipal_days
from models.base import Refusal, insert_row, insert_rows
from models.confirmations import Asking, Confirmation
from models.deadlines.chasing import next_chase_at
from models.deadlines.ladders import KEEP_LADDERS, ladder, next_step_at, require_ladder_keeper, set_ladder
from models.deadlines.tables import Deadline, DeadlineState, Due
from models.escalation import EscalationStep
from models.people import Orgao, Person, is_being_set_up
from models.subjects import deadline_kind

_UNCLOSED = select(Deadline).where(Deadline.record_id == bindparam("record_id"), Deadline.closed_at.is_(None))


@dataclass(frozen=True, slots=True)
class NewDeadline:
    """A deadline to be opened: of which record, on what date, owned by whom, for which item of the record.

    `runs_for`: the other Power that has to meet it, where its kind does not say so.
    """

    record_id: int
    kind: str
    due: Due
    owner: Person | Orgao
    item_id: int | None = None
    runs_for: str = ""

    @property
    def external_to(self) -> str:
        return self.runs_for or deadline_kind(self.kind).runs_for

    @property
    def ladder(self) -> str:
        return deadline_kind(self.kind).ladder_of(self.external_to)


def open_deadline(
    session: Session,
    record_id: int,
    kind: str,
    due: Due,
    *,
    owner: Person | Orgao,
    now: datetime,
    item_id: int | None = None,
    runs_for: str = "",
) -> int:
    """Open a deadline owned by a person or an órgão; returns its id."""
    new = NewDeadline(record_id, kind, due, owner, item_id, runs_for)
    return insert_row(session, Deadline, **_row(new, _next_at(session, new.ladder, due.at, now, opened_at=now), now))


def open_all(session: Session, new: Sequence[NewDeadline], *, now: datetime) -> None:
    """Open many deadlines at once; those that share ladder and date are placed on it once."""
    places = {(each.ladder, each.due.at) for each in new}
    next_at = {(name, at): _next_at(session, name, at, now, opened_at=now) for name, at in places}
    insert_rows(session, Deadline, [_row(each, next_at[each.ladder, each.due.at], now) for each in new])


def move(session: Session, deadline: Deadline, due: Due, *, now: datetime) -> None:
    """Set a new date; the ladder starts again from it."""
    deadline.due_at, deadline.date_only = due.at, due.date_only
    deadline.rule, deadline.memory = due.rule, list(due.memory) or None
    deadline.basis, deadline.counted_on = due.basis, _counted_on(due)
    deadline.snoozed_until = None
    if deadline.state == DeadlineState.OPEN:
        advance(session, deadline, now=now)


def close(
    session: Session,
    record_id: int,
    *,
    now: datetime,
    kind: str | None = None,
    item_id: int | None = None,
    void: bool = False,
) -> int:
    """Close the open deadlines of a record (of one kind, of one item): met, met late, or void. Returns how many."""
    unclosed = session.scalars(_UNCLOSED, {"record_id": record_id})
    found = [each for each in unclosed if kind in (None, each.kind) and item_id in (None, each.item_id)]
    for deadline in found:
        deadline.state = _outcome(deadline, now, void)
        deadline.closed_at, deadline.next_at = now, None
    return len(found)


def pause(session: Session, record_id: int, kind: str, *, item_id: int | None = None) -> None:
    """Stop the deadlines of a record (of one item) that does not run for now."""
    for deadline in _in_state(session, record_id, kind, DeadlineState.OPEN, item_id):
        deadline.state, deadline.next_at = DeadlineState.PAUSED, None


def resume(session: Session, record_id: int, kind: str, *, now: datetime, item_id: int | None = None) -> None:
    for deadline in _in_state(session, record_id, kind, DeadlineState.PAUSED, item_id):
        deadline.state = DeadlineState.OPEN
        advance(session, deadline, now=now)


def snooze(session: Session, deadline: Deadline, until: datetime, *, now: datetime) -> None:
    """Say nothing of it to the responsible until then; the due date stays, and so does what adjunto and chefia hear."""
    if until <= now:
        raise Refusal("Esse momento já passou. Exemplo: lembrar T-12 amanhã às 9h")
    deadline.snoozed_until = until
    deadline.next_at = _next_of(session, deadline, now)


def advance(session: Session, deadline: Deadline, *, now: datetime) -> None:
    """Go to the step after `now`: what was due has been said, or no longer needs to be."""
    deadline.reminded_at = now
    deadline.next_at = _next_of(session, deadline, now)


def change_ladder(
    session: Session, name: str, steps: Sequence[EscalationStep], said: str, *, by: Person, now: datetime
) -> Confirmation | None:
    """Replace a ladder, which says who is told of whose delay: the confirmation asked for; None where it is done.

    `said`: the steps in the words of the chat.
    """
    require_ladder_keeper(session, by, now)
    if is_being_set_up(session):
        _replace_ladder(session, name, steps, said, by=by, now=now)
        return None
    values = {"ladder": name, "steps": [step.as_dict() for step in steps], "said": said}
    asking = Asking("escada", values, f"a escada {name} passa a ser: {said}")
    return confirmations.ask(session, asking, by=by, now=now)


@confirmations.kind("escada", roles=KEEP_LADDERS, oversight=False)
def _ladder_confirmed(session: Session, row: Confirmation, by: Person, now: datetime) -> None:
    steps = tuple(EscalationStep.of(each) for each in row.details["steps"])
    _replace_ladder(session, row.details["ladder"], steps, row.details["said"], by=by, now=now)


def _replace_ladder(
    session: Session, name: str, steps: Sequence[EscalationStep], said: str, *, by: Person, now: datetime
) -> None:
    """Set every open deadline on the new steps. Those already past are not said again."""
    set_ladder(session, name, steps, said, by=by, now=now)
    on_it = select(Deadline).where(Deadline.ladder == name, Deadline.state == DeadlineState.OPEN)
    for deadline in session.scalars(on_it.execution_options(yield_per=1000)):
        advance(session, deadline, now=now)


def _row(new: NewDeadline, next_at: datetime | None, now: datetime) -> dict[str, Any]:
    return {
        "record_id": new.record_id,
        "item_id": new.item_id,
        "kind": str(new.kind),
        "person_id": new.owner.id if isinstance(new.owner, Person) else None,
        "orgao_id": new.owner.id if isinstance(new.owner, Orgao) else None,
        "due_at": new.due.at,
        "date_only": new.due.date_only,
        "rule": new.due.rule,
        "memory": list(new.due.memory) or None,
        "basis": new.due.basis,
        "counted_on": _counted_on(new.due),
        "ladder": new.ladder,
        "next_at": next_at,
        "runs_for": new.external_to or None,
        "state": DeadlineState.OPEN.value,
        "opened_at": now,
    }


def _counted_on(due: Due) -> str | None:
    return due.basis["calendar"] if due.basis and due.basis["rule"] else None


def _next_of(session: Session, deadline: Deadline, now: datetime) -> datetime | None:
    until = deadline.snoozed_until
    return _next_at(session, deadline.ladder, deadline.due_at, now, opened_at=deadline.opened_at, snoozed_until=until)


def _next_at(
    session: Session,
    name: str,
    due_at: datetime,
    now: datetime,
    *,
    opened_at: datetime,
    snoozed_until: datetime | None = None,
) -> datetime | None:
    """When to look at a deadline again; at the moments of a chase whatever it is, as urgency is the record's."""
    calendar = municipal_days.current(session)
    step = next_step_at(ladder(session, name, now), due_at, now, calendar, snoozed_until=snoozed_until)
    chase = next_chase_at(opened_at, due_at, now)
    return min((each for each in (step, chase) if each is not None), default=None)


def _in_state(session: Session, record_id: int, kind: str, state: DeadlineState, item_id: int | None) -> list[Deadline]:
    query = select(Deadline).where(Deadline.record_id == record_id, Deadline.kind == kind, Deadline.state == state)
    return list(session.scalars(query if item_id is None else query.where(Deadline.item_id == item_id)))


def _outcome(deadline: Deadline, now: datetime, void: bool) -> str:
    if void:
        return DeadlineState.VOID
    return DeadlineState.MET_LATE if deadline.is_overdue(now) else DeadlineState.MET
