"""Who sent an act learns, in one notice, whom it did not reach and what was done instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models import failures, outbox, places
from models.base import Button
from models.failures import Cause, Failure, Lack
from models.outbox import Message, Priority, Push
from models.people import Function, Person, leading, ways_to
from models.records import Record, readers
from models.subjects import Addressees, addressees_of

_GATHERED_FOR = timedelta(seconds=30)  # so that a broadcast to many ends in few notices


@dataclass(frozen=True, slots=True)
class Missed:
    """One addressee whom an act did not reach; `adjunto`: who was told instead, because there is no other address."""

    name: str
    lack: Lack
    adjunto: Person | None = None


@dataclass(frozen=True, slots=True)
class Unpublished:
    """One place where an act could not be published."""

    name: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class Report:
    """What is to be told of one act, and to whom."""

    record: Record
    senders: list[Person]
    missed: list[Missed]
    unpublished: list[Unpublished]
    key: str


def next_telling_at(session: Session) -> datetime | None:
    """When the next notice is due."""
    first = failures.first_untold_at(session)
    return first + _GATHERED_FOR if first else None


def untold(session: Session, now: datetime) -> list[tuple[int, list[Failure]]]:
    """What is to be told now, act by act."""
    return list(failures.untold(session, now - _GATHERED_FOR).items())


def gather(session: Session, acts: Iterable[tuple[int, list[Failure]]], now: datetime) -> list[Report]:
    """What is told of these acts; where there is no other address, the adjunto is called in."""
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


def _missed(session: Session, record: Record, of: Addressees, found: list[Failure], now: datetime) -> list[Missed]:
    """Those who took note meanwhile, from another copy, are missed no more."""
    lacks = failures.lacks(found)
    waiting = [each for i in lacks if not of.has_answered(each := session.get_one(of.model, i))]
    return [
        Missed(
            each.person.name,
            lacks[each.id],
            None if lacks[each.id].other else _to_adjunto(session, record, of, each, now),
        )
        for each in waiting
    ]


def _to_adjunto(session: Session, record: Record, of: Addressees, recipient: Any, now: datetime) -> Person | None:
    """Whoever is adjunto of the órgão addressed hears of the act, and is asked to pass it on."""
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


def _unpublished(session: Session, found: list[Failure]) -> list[Unpublished]:
    named = [
        (each, places.at(session, each.channel or "", each.address or "")) for each in found if not each.recipient_id
    ]
    return [Unpublished(place.name, Cause(each.cause)) for each, place in named if place is not None]
