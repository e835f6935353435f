"""Changes of state: who may make one and from where, the reason it owes, the history, the notice, the dates it ends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from models import audit, deadlines, notices
from models.base import Answer, Button, Question, Refusal
from models.deadlines import Due
from models.people import Orgao, Person, standing
from models.records import Record
from models.subjects import the
from models.texts import ended

May = Callable[[Session, Any, Person, datetime], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One change of state, as the people of the house know it.

    `verb`, `past`, `done`: "cancelar", "cancelou", "cancelada"; `action`: as the history stores it; `who`: whom `may`
    lets, as a refusal says it; `why`: the example of a reason, where one is owed; `met`: the open dates end as met, or,
    False, as void (None: they go on); `opens`: the kind of deadline that the new state has.
    """

    verb: str
    past: str
    done: str
    action: str
    sources: tuple[str, ...]
    to: str
    may: May
    who: str
    why: str = ""
    met: bool | None = None
    opens: str = ""


cancelling = partial(Move, verb="cancelar", past="cancelou", action="cancelamento", met=False)
refusing = partial(Move, verb="recusar", past="recusou", action="recusa")


def by_command(session: Session, _record: Record, by: Person, now: datetime) -> bool:
    """Whether the person decides for the cabinet."""
    return standing(session, by, now).commands


def by_author(session: Session, record: Record, by: Person, now: datetime) -> bool:
    """Whether the person made the record, or decides for the cabinet."""
    who = standing(session, by, now)
    return record.author_id in who.person_ids or who.commands


def by_orgao(session: Session, record: Record, by: Person, now: datetime) -> bool:
    """Whether the person is of the record's órgão, or of the cabinet."""
    who = standing(session, by, now)
    return record.orgao_id in who.orgao_ids or who.is_cabinet


def require(session: Session, record: Record, move: Move, reason: str, *, by: Person, now: datetime) -> None:
    """Refuse a move to a person without the right, from a state it does not leave, or without the reason it owes."""
    name = f"{the(record).capitalize()} {record.code}"
    if not move.may(session, record, by, now):
        raise Refusal(f"{name} só pode ser {move.done} por {move.who}.")
    if record.status not in move.sources:
        raise Refusal(f"{name} já está {record.status}.")
    if move.why and not reason:
        raise Question(f"Por que {move.verb}? Exemplo: {move.verb} {record.code} {move.why}", Answer.TEXT)


def make(
    session: Session,
    record: Record,
    move: Move,
    reason: str = "",
    *,
    tell: Sequence[Person | Orgao] = (),
    due: Due | None = None,
    owner: Person | Orgao | None = None,
    buttons: tuple[Button, ...] = (),
    data: dict[str, Any] | None = None,
    by: Person,
    now: datetime,
) -> None:
    """Make a move: state, dates, history (with `data`), and a notice to these people and whoever follows the record."""
    require(session, record, move, reason, by=by, now=now)
    record.status = move.to
    if move.met is not None:
        deadlines.close(session, record.id, now=now, void=not move.met)
    if move.opens and due is not None:
        deadlines.open_deadline(session, record.id, move.opens, due, owner=owner or by, now=now)
    said = f"{move.done}: {reason}" if reason else move.done
    audit.write(session, move.action, by=by, now=now, record_id=record.id, text=said, data=data)
    why = f"\nMotivo: {reason}" if reason else ""
    until = f"\nPrazo: {due.text}." if due else ""
    text = f"{by.name} {move.past} {the(record)} {record.code}: {ended(record.title)}{why}{until}"
    notices.tell(session, record, text, tell, by=by, now=now, buttons=buttons)
