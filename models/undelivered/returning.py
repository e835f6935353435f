"""A person who blocks the bot, and one who is back: acts that are still open are sent again, and nothing else."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from models import outbox, subjects
from models.base import Button
from models.failures import FailureCause
from models.outbox import Message, Outbox, Push, State
from models.people import Address, Destination, Person
from models.records import Record
from models.texts import plural
from models.undelivered.elsewhere import elsewhere, mark

_OFTEN_ENOUGH = timedelta(minutes=10)  # so that a conversation does not write a row for each line
_MOST_ACTS = 5
_WHO = (
    select(Person, Address.id, Address.last_used_at, Address.unreachable_since)
    .join(Address, Address.person_id == Person.id)
    .where(Address.channel == bindparam("channel"), Address.address == bindparam("address"))
    .where(Address.active, Person.active)
)

_SERVES = (
    update(Address)
    .where(Address.id == bindparam("row_id"))
    .values(last_used_at=bindparam("now"), unreachable_since=None, unreachable_why=None)
    .execution_options(synchronize_session=False)
)


def blocked(session: Session, channel: str, address: str, *, now: datetime) -> None:
    """Redirect the messages that wait for a person who has blocked the bot at a platform."""
    mark(session, channel, address, FailureCause.BLOCKED, now)
    here = (Outbox.channel == channel, Outbox.address == address, Outbox.state == State.PENDING)
    for row in session.scalars(select(Outbox).where(*here, Outbox.reply_to.is_(None), Outbox.edits_id.is_(None))):
        if elsewhere(session, row, now):
            row.state = State.CANCELLED


def heard_from(session: Session, channel: str, address: str, *, now: datetime) -> Person | None:
    """The person who wrote from an address, if known; the address is reachable, and the last one used."""
    row = session.execute(_WHO, {"channel": channel, "address": address}).first()
    if row is None:
        return None
    person: Person = row.Person
    if row.unreachable_since is not None or row.last_used_at is None or now - row.last_used_at > _OFTEN_ENOUGH:
        session.connection().execute(_SERVES, {"row_id": row.id, "now": now})
    if row.unreachable_since is not None:
        here = Destination(person.id, person.id, channel, address)
        _send_what_is_open(session, here, row.unreachable_since, now)
    return person


def _send_what_is_open(session: Session, here: Destination, since: datetime, now: datetime) -> None:
    """Send the undelivered acts without ciência again, in their order, and the number of the other notices."""
    missed = _open_acts(session, here.person_id)
    for row in missed[:_MOST_ACTS]:
        place = Destination(here.person_id, row.meant_for_id or here.person_id, here.channel, here.address)
        key = f"again:{row.id}:{now.timestamp():.6f}>{here.channel}:{here.address}"
        outbox.copy_to(session, row, place, now, key=key)
    acts, notices = len(missed) - _MOST_ACTS, _drop_waiting(session, here.person_id)
    parts = [f"{plural(acts, 'outro ato espera', 'outros atos esperam')} a sua ciência"] if acts > 0 else []
    parts += [f"{plural(notices, 'aviso não foi entregue', 'avisos não foram entregues')}"] if notices else []
    if parts:
        text = f"Este endereço voltou a receber. Enquanto esteve parado, {' e '.join(parts)}. Veja tudo na sua pauta."
        buttons = (Button("Minha pauta", "pauta"), Button("Pendentes", "pendentes"))
        stem = f"back:{here.person_id}:{since.timestamp():.6f}"
        push = Push(stem, here.person_id, Message(text, buttons))
        outbox.enqueue_at(session, [(push, here)], now=now)


def _open_acts(session: Session, person_id: int) -> list[Outbox]:
    """One message of each act in force that reached the person nowhere and waits for a ciência."""
    arrived = select(Outbox.recipient_id).where(
        Outbox.person_id == person_id,
        Outbox.recipient_id.is_not(None),
        Outbox.channel.is_not(None),
        Outbox.state.not_in((State.FAILED, State.CANCELLED)),
    )
    found: list[Outbox] = []
    for of in subjects.addressees():
        query = (
            select(Outbox)
            .join(of.model, of.model.id == Outbox.recipient_id)
            .join(Record, Record.id == of.record_id)
            .where(Outbox.record_id == Record.id, Outbox.person_id == person_id, _lost(), of.is_waited_for)
            .where(Outbox.edits_id.is_(None), Outbox.recipient_id.not_in(arrived))
        )
        found += session.scalars(query)
    found.sort(key=lambda row: row.id)
    return list({(row.record_id, row.recipient_id): row for row in found}.values())


def _lost() -> ColumnElement[bool]:
    """Failed, or waiting for an address that nobody gave."""
    homeless = and_(Outbox.state == State.PENDING, Outbox.channel.is_(None))
    return or_(Outbox.state == State.FAILED, homeless)


def _drop_waiting(session: Session, person_id: int) -> int:
    """Cancel the messages that waited for an address; returns how many of them were notices."""
    waiting = (Outbox.person_id == person_id, Outbox.channel.is_(None), Outbox.state == State.PENDING)
    notices = session.scalar(select(func.count(Outbox.id)).where(*waiting, Outbox.recipient_id.is_(None))) or 0
    dropped = update(Outbox).where(*waiting).values(state=State.CANCELLED)
    session.execute(dropped.execution_options(synchronize_session=False))
    return notices
