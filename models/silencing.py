"""The messages that wait: for the end of a silence, or for the morning of the addressee."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from models import holding, people
from models.outbox import IS_PENDING, Outbox
from models.people import Person


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that waits: its row, its reader, and when it arrives. `in_silence`: as the reader wishes."""

    row_id: int
    name: str
    until: datetime
    in_silence: bool


def begin(session: Session, person: Person, until: datetime, *, now: datetime) -> None:
    """Keep silent until that moment; what waited for the end of a silence before waits for this one.

    Raises Refusal for a moment gone by, or too far.
    """
    before = people.silences(session, [person.id], now).get(person.id)
    people.be_silent(session, person, until, now=now)
    _move(session, person, before, until)


def end(session: Session, person: Person, *, now: datetime) -> bool:
    """End the silence, and let go what waited for its end; False where there was none."""
    before = people.silences(session, [person.id], now).get(person.id)
    people.end_silence(session, person)
    _move(session, person, before, now)
    return before is not None


def new_of(session: Session, person: Person, now: datetime) -> list[Waiting]:
    """The messages that this request of the person left waiting for somebody's morning."""
    keys = holding.noted(session)
    if not keys:
        return []
    mine = (Outbox.key.in_(keys), Outbox.sender_id == person.id, IS_PENDING)
    return _waiting(session, *mine, Outbox.not_before > now + holding.PAUSE, now=now)


def send_now(session: Session, ids: Sequence[int], *, by: Person, now: datetime) -> list[str]:
    """Let go these messages, as far as they are the person's own and wait for a morning.

    Returns the names of their readers. A silence that the reader asked for is kept.
    """
    mine = (Outbox.id.in_(ids), Outbox.sender_id == by.id, Outbox.joins.is_(True), IS_PENDING)
    found = [each for each in _waiting(session, *mine, Outbox.not_before > now, now=now) if not each.in_silence]
    let_go = update(Outbox).where(Outbox.id.in_([each.row_id for each in found])).values(not_before=now, joins=None)
    session.execute(let_go.execution_options(synchronize_session=False))
    return list(dict.fromkeys(each.name for each in found))


def _waiting(session: Session, *which: ColumnElement[bool], now: datetime) -> list[Waiting]:
    query = select(Outbox.id, Outbox.person_id, Outbox.not_before, Person.name)
    query = query.join(Person, Person.id == Outbox.person_id).where(*which).order_by(Outbox.id)
    rows = session.execute(query).all()
    silent = people.silences(session, [row.person_id for row in rows], now)
    return [Waiting(row.id, row.name, row.not_before, row.person_id in silent) for row in rows]


def _move(session: Session, person: Person, before: datetime | None, at: datetime) -> None:
    if before is None:
        return
    waiting = (
        Outbox.person_id == person.id,
        Outbox.joins.is_(True),
        IS_PENDING,
        Outbox.not_before == before,
    )
    moved = update(Outbox).where(*waiting).values(not_before=at)
    session.execute(moved.execution_options(synchronize_session=False))
