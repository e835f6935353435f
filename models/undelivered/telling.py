"""The notice to the sender of an act: whom it did not reach, and what was done instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models import failures, outbox, places
from models.base import Button
from models.failures import DeliveryFailure, FailureCause, Unreached
from models.outbox import Message, Priority, Push
from models.people import Function, Person, leading, ways_to
from models.records import Record, readers
from models.subjects import Addressees, addressees_of

_GATHERED_FOR = timedelta(seconds=30)  # so that many failures of one act end in few notices


@dataclass(frozen=True, slots=True)
class Missed:
    """An addressee whom an act did not reach. `adjunto`: notified instead, for unreached of another address."""

    name: str
    unreached: Unreached
    adjunto: Person | None = None


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A place where an act could not be published."""

    name: str
    cause: FailureCause


@dataclass(frozen=True, slots=True)
class Report:
    """The content of the notice about one act, and its addressees."""

    record: Record
    senders: list[Person]
    missed: list[Missed]
    unpublished: list[Unpublished]
    key: str


def next_telling_at(session: Session) -> datetime | None:
    """The moment at which the next notice is due; None: there is none."""
    first = failures.first_untold_at(session)
    return first + _GATHERED_FOR if first else None


def untold(session: Session, now: datetime) -> list[tuple[int, list[DeliveryFailure]]]:
    """The failures to notify of now, act by act."""
    return list(failures.untold(session, now - _GATHERED_FOR).items())


def gather(session: Session, acts: Iterable[tuple[int, list[DeliveryFailure]]], now: datetime) -> list[Report]:
    """The notices about these acts; an adjunto is notified of an act for which there is no other address."""
    reports = []
    for record_id, found in acts:
        failures.mark_told(session, found, now)
        record = session.get(Record, record_id)
        of = addressees_of(record) if record else None
        if record is not None and of is not None:
            missed, unpublished = _missed(session, record, of, found, now), _unpublished(session, found)
            key = f"missed:{found[-1].id}"
            reports.append(Report(record, of.sender(session, record), missed, unpublished, key))
    return [each for each in reports if each.missed or each.unpublished]


def _missed(
    session: Session, record: Record, of: Addressees, found: list[DeliveryFailure], now: datetime
) -> list[Missed]:
    """The addressees not reached, without those who took note from another copy meanwhile."""
    unreached = failures.unreached(found)
    waiting = [each for i in unreached if not of.has_answered(each := session.get_one(of.model, i))]
    return [
        Missed(
            each.person.name,
            unreached[each.id],
            None if unreached[each.id].other else _to_adjunto(session, record, of, each, now),
        )
        for each in waiting
    ]


def _to_adjunto(session: Session, record: Record, of: Addressees, recipient: Any, now: datetime) -> Person | None:
    """Ask the adjunto of the órgão addressed to pass the act on; returns the adjunto, if there is one to ask."""
    if recipient.orgao is None:
        return None
    adjuntos = leading(session, recipient.orgao, Function.ADJUNTO)
    others = [each for each in readers(session, record, adjuntos, now) if each.id != recipient.person_id]
    others = [each for each in others if ways_to(session, each.id, now)]
    if not others:
        return None
    opening = f"Não consegui entregar este ato a {recipient.person.name}. Faça com que chegue por outro meio."
    message = Message(f"{opening}\n\n{of.text(record)}", (Button("Ver", f"ver {record.code}"),))
    push = Push(f"adjunto:{recipient.id}", others[0].id, message)
    outbox.enqueue_all(session, [push], now=now, priority=Priority.ACT, record_id=record.id)
    return others[0]


def _unpublished(session: Session, found: list[DeliveryFailure]) -> list[Unpublished]:
    named = [
        (each, places.at(session, each.channel or "", each.address or "")) for each in found if not each.recipient_id
    ]
    return [Unpublished(place.name, FailureCause(each.cause)) for each, place in named if place is not None]
