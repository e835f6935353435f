"""Another way for an undelivered message: another address of the same reader."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import failures, outbox, places
from models.failures import FailureCause
from models.outbox import Outbox, State
from models.people import Address, Destination, ways_to

_LOST = (State.FAILED, State.CANCELLED)


def gave_up(session: Session, row_id: int, reason: str, *, address_is_dead: bool, now: datetime) -> None:
    """Mark a dead address, try another way for a failed message, and write down the failure of an act."""
    row = session.get_one(Outbox, row_id, populate_existing=True)
    cause = failures.cause_of(reason)
    if address_is_dead and row.channel and row.address:
        mark(session, row.channel, row.address, cause, now)
    if row.state != State.FAILED or row.edits_id is not None or row.reply_to is not None:
        return  # another process has it by now; or it is an edit or an answer, not worth another way
    other = elsewhere(session, row, now)
    if row.recipient_id is not None or row.person_id is None:
        failures.note(session, row, cause, other, now)


def mark(session: Session, channel: str, address: str, cause: FailureCause, now: datetime) -> None:
    """Mark an address as unreachable: nothing is sent there until somebody writes from there again."""
    here = (Address.channel == channel, Address.address == address, Address.unreachable_since.is_(None))
    session.execute(update(Address).where(*here).values(unreachable_since=now, unreachable_why=cause.value))
    places.gone(session, channel, address, now=now)


def elsewhere(session: Session, row: Outbox, now: datetime) -> str | None:
    """The door at which the reader has a copy, or gets one now; None where there is no other address."""
    if row.meant_for_id is None:
        return None
    ways = [each for each in ways_to(session, row.meant_for_id, now) if each.address != row.address]
    copies = _copies(session, row, ways)
    for way in ways:
        if copies.get((way.channel, way.address), State.FAILED) not in _LOST:
            return way.channel
    for way in ways:
        if (way.channel, way.address) not in copies:
            outbox.copy_to(session, row, way, now, key=outbox.key_at(row, way))
            return way.channel
    return None


def _copies(session: Session, row: Outbox, ways: list[Destination]) -> dict[tuple[str | None, str | None], str]:
    """The states of the copies of a message at the reader's other addresses, by channel and address."""
    query = select(Outbox.channel, Outbox.address, Outbox.state).order_by(Outbox.id)
    if row.recipient_id is not None:
        query = query.where(Outbox.recipient_id == row.recipient_id, Outbox.edits_id.is_(None))
    else:
        query = query.where(Outbox.key.in_([outbox.key_at(row, each) for each in ways]))
    return {(each.channel, each.address): each.state for each in session.execute(query)}


def withdraw(session: Session, channel: str, address: str, *, now: datetime) -> None:
    """Redirect the messages that wait for an address that was given up."""
    here = (Outbox.channel == channel, Outbox.address == address, Outbox.state == State.PENDING)
    for row in session.scalars(select(Outbox).where(*here, Outbox.reply_to.is_(None))):
        row.state = State.CANCELLED
        if row.edits_id is None:
            elsewhere(session, row, now)
