"""Undoing: a person's own last change, for ten minutes, while nobody else was told of it. The history keeps both."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models import audit, records
from models.audit import Audit
from models.base import Button, Refusal
from models.outbox import Outbox, State
from models.people import Person
from models.records import Follower, Record
from models.texts import listed

WITHIN = timedelta(minutes=10)
UNDONE = "desfeito"
_NO_CHANGE = ("entendimento", "consulta")  # entries that stand beside a change, or tell of none
_TOLD = (State.SENT, State.SENDING, State.UNCERTAIN)
_PAGE = 200

Inverse = Callable[[Session, Any, dict[str, Any], Person, datetime], None]


@dataclass(frozen=True, slots=True)
class Undoing:
    """How a kind of change is undone: from the record and the data of its entry; None: it never is.

    `openly`: the line that takes it back before everybody's eyes, with {code}; `tells`: others are told of the change;
    `needs_data`: an entry without data cannot be undone; `why`: why it is never undone.
    """

    inverse: Inverse | None
    openly: str = ""
    tells: bool = True
    needs_data: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone: the words of the history, and the number of the record; empty where it is about none."""

    text: str
    code: str


_ways: dict[tuple[str, str], Undoing] = {}


def inverse(
    *actions: str, kind: str = "", openly: str = "", tells: bool = True, needs_data: bool = True
) -> Callable[[Inverse], Inverse]:
    """Register the inverse of what the history calls so; `kind`: of records of that kind only."""

    def register(done: Inverse) -> Inverse:
        _ways.update({(action, kind): Undoing(done, openly, tells, needs_data) for action in actions})
        return done

    return register


def never(*actions: str, kind: str, why: str) -> None:
    """Register a change that is never undone, with the reason, which names the other way; with {code}."""
    _ways.update({(action, kind): Undoing(None, why=why) for action in actions})


def undo(session: Session, record: Record | None, *, by: Person, now: datetime) -> Undone:
    """Undo the last change of this person; `record`: only if it is about that one. Raises Refusal."""
    entry = _last(session, record, by, now)
    about = records.load(session, Record, entry.record_id) if entry.record_id is not None else None
    if about is not None and not records.readers(session, about, [by], now):
        raise _nothing()
    code = about.code if about is not None else ""
    way = _way(entry, about)
    if about is not None:
        _check_others(session, entry, about, way, by)
    assert way.inverse is not None
    way.inverse(session, about, entry.data or {}, by, now)
    text = entry.text or entry.action
    audit.write(session, UNDONE, by=by, now=now, record_id=entry.record_id, text=f"desfeito: {text}")
    return Undone(text, code)


def _last(session: Session, record: Record | None, by: Person, now: datetime) -> Audit:
    entry = next((each for each in _recent(session, now) if _counts(each, record, by)), None)
    if entry is None:
        raise _nothing()
    if entry.actor_id != by.id:
        name = session.get_one(Person, entry.actor_id).name
        raise Refusal(f"A última mudança em {record.code if record else ''} é de {name}; cada um desfaz o que é seu.")
    if entry.action == UNDONE:
        raise Refusal("A sua última mudança já está desfeita.")
    return entry


def _counts(entry: Audit, record: Record | None, by: Person) -> bool:
    """Whether an entry is the change that is meant."""
    if entry.action in _NO_CHANGE or entry.actor_id is None:
        return False
    return entry.actor_id == by.id if record is None else entry.record_id == record.id


def _recent(session: Session, now: datetime) -> Iterator[Audit]:
    """The entries of the last ten minutes, the newest first."""
    audit.settle(session)
    newest = select(Audit).order_by(Audit.id.desc()).limit(_PAGE)
    page = session.scalars(newest).all()
    while page:
        for each in page:
            if each.at <= now - WITHIN:
                return
            yield each
        page = session.scalars(newest.where(Audit.id < page[-1].id)).all()


def _way(entry: Audit, record: Record | None) -> Undoing:
    kind, code = (record.kind, record.code) if record is not None else ("", "")
    way = _ways.get((entry.action, kind)) or _ways.get((entry.action, ""))
    see = [Button("Ver", f"ver {code}")] if code else []
    if way is not None and way.why:
        raise Refusal(way.why.format(code=code), see)
    if way is None or way.inverse is None or (way.needs_data and not entry.data):
        raise Refusal(f"Isto não se desfaz: {entry.text or entry.action}{f' ({code})' if code else ''}.", see)
    return way


def _check_others(session: Session, entry: Audit, record: Record, way: Undoing, by: Person) -> None:
    """Withdraw the messages that have not gone out. Raises Refusal where others were told, or went on from there."""
    line = way.openly.format(code=record.code)
    other = f" Faça às claras: {line}" if line else ""
    buttons = [Button(line.partition(" ")[0].capitalize(), line)] if line else [Button("Ver", f"ver {record.code}")]
    later = select(Person.name).join(Audit, Audit.actor_id == Person.id)
    went_on = later.where(Audit.record_id == record.id, Audit.id > entry.id, Audit.actor_id != by.id)
    if (name := session.scalar(went_on.limit(1))) is not None:
        raise Refusal(f"Depois disso {name} já mexeu em {record.code}.{other}", buttons)
    if way.tells and (names := _told(session, entry, record, by)):
        verb = "recebeu" if len(names) == 1 else "receberam"
        raise Refusal(f"{listed(names)} já {verb} o aviso, e o que outro leu não se desfaz calado.{other}", buttons)


def _told(session: Session, entry: Audit, record: Record, by: Person) -> list[str]:
    """The names of those who were told of a change; the messages that wait are cancelled first."""
    stem = f"notice:{record.id}:{entry.at.timestamp():.6f}:"
    messages = (Outbox.key >= stem, Outbox.key < f"{stem[:-1]};")
    waiting = update(Outbox).where(*messages, Outbox.state == State.PENDING, Outbox.part == 0)
    session.execute(waiting.values(state=State.CANCELLED).execution_options(synchronize_session=False))
    reached = select(Person.name).join(Outbox, Outbox.person_id == Person.id).where(*messages)
    return sorted(set(session.scalars(reached.where(Outbox.state.in_(_TOLD), Person.id != by.id))))


def _nothing() -> Refusal:
    return Refusal("Não há mudança sua, dos últimos dez minutos, que se possa desfazer.")


@inverse("acompanhamento", tells=False, needs_data=False)
def _unfollow(session: Session, record: Record, _data: dict[str, Any], by: Person, _now: datetime) -> None:
    session.execute(delete(Follower).where(Follower.record_id == record.id, Follower.person_id == by.id))


@inverse("preferencias")
def _prefer_as_before(_session: Session, _record: None, data: dict[str, Any], by: Person, _now: datetime) -> None:
    by.preferences = data["before"]
