"""A door that is paused or shut: the people concerned are notified through the other doors."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import moments, outbox
from models.base import Button
from models.outbox import Message, Outbox, Priority, Push, State
from models.people import Person, Role, door_name, ways_to, with_role
from models.records import Record
from models.subjects import addressees_of
from models.texts import plural

_LONG = timedelta(minutes=2)
_WAITING = (State.PENDING, State.SENDING)  # messages sent together are refused together


def delayed(session: Session, channel: str, until: datetime, *, now: datetime) -> None:
    """Notify the senders of acts under way, once a day, of a pause that a platform imposes, if it is long."""
    if until - now <= _LONG:
        return
    waiting = _acts_waiting(session, channel)
    keys = {f"delayed:{channel}:{record_id}:{moments.today(now)}": record_id for record_id in waiting}
    for key in sorted(outbox.claim_keys(session, keys, now)) if keys else ():
        record = session.get(Record, keys[key])
        of = addressees_of(record) if record else None
        if record is not None and of is not None:
            people = plural(waiting[record.id], "destinatário", "destinatários")
            text = (
                f"O {door_name(channel)} pediu ao bot que espere até {moments.moment_text(until)}. A {record.code} "
                f"ainda não saiu por lá para {people}; sai sozinha depois disso."
            )
            message = Message(text, (Button("Situação", f"situação {record.code}"),))
            for person in of.sender(session, record):
                _tell_elsewhere(session, Push(f"{key}:{person.id}", person.id, message), channel, now, record.id)


def door_shut(session: Session, channel: str, reason: str, *, now: datetime) -> None:
    """Notify administrators and chefia that a platform refuses our token."""
    text = (
        f"O {door_name(channel)} não aceita mais a chave do bot. Nada entra nem sai por lá até que seja trocada; "
        "o que está na fila espera e nada se perde."
    )
    for person in _in_charge(session):
        what_to_do = (
            f"\nPeça uma chave nova à plataforma e ponha-a nas configurações do bot ({reason})."
            if person.role == Role.ADMINISTRADOR
            else ""
        )
        push = Push(f"door_shut:{channel}:{now.timestamp():.6f}:{person.id}", person.id, Message(text + what_to_do))
        _tell_elsewhere(session, push, channel, now)


def door_open(session: Session, channel: str, *, now: datetime) -> None:
    """Notify them that the door is open again: elsewhere, or here a person who could not be told elsewhere."""
    message = Message(f"O {door_name(channel)} voltou a funcionar. O que estava na fila está saindo.")
    late = Message(
        f"O {door_name(channel)} ficou um tempo sem aceitar a chave do bot, e nada entrava nem saía por aqui. "
        "Voltou, e o que estava na fila está saindo."
    )
    for person in _in_charge(session):
        key = f"door_open:{channel}:{now.timestamp():.6f}:{person.id}"
        if not _tell_elsewhere(session, Push(key, person.id, message), channel, now):
            outbox.enqueue(session, key=key, to=person, message=late, now=now, priority=Priority.URGENT)


def _in_charge(session: Session) -> list[Person]:
    return with_role(session, Role.ADMINISTRADOR, Role.CHEFIA)


def _acts_waiting(session: Session, channel: str) -> dict[int, int]:
    """The number of addressees that wait for each act at that door, by act."""
    query = (
        select(Outbox.record_id, func.count(Outbox.recipient_id.distinct()))
        .where(Outbox.channel == channel, Outbox.state.in_(_WAITING), Outbox.recipient_id.is_not(None))
        .group_by(Outbox.record_id)
    )
    return {int(record_id): int(count) for record_id, count in session.execute(query) if record_id}


def _tell_elsewhere(session: Session, push: Push, channel: str, now: datetime, record_id: int | None = None) -> bool:
    """Enqueue a message at every other door of that person; whether there is one."""
    ways = [(push, each) for each in ways_to(session, push.to_id, now) if each.channel != channel]
    outbox.enqueue_at(session, ways, now=now, priority=Priority.URGENT, record_id=record_id)
    return bool(ways)
