"""Who sent an act learns, in one notice, whom it did not reach and what was done instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models import failures, outbox, places
from models.base import Button
from models.directives import Directive, Recipient, act_text
from models.failures import Cause, Failure, Lack
from models.outbox import Message, Priority, Push
from models.people import Function, Person, leading, ways_to
from models.records import readers

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
    """What is to be told of one act."""

    directive: Directive
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
        directive = session.get(Directive, record_id)
        if directive is not None:
            missed = _missed(session, directive, found, now)
            reports.append(Report(directive, missed, _unpublished(session, found), f"missed:{found[-1].id}"))
    return [each for each in reports if each.missed or each.unpublished]


def _missed(session: Session, directive: Directive, found: list[Failure], now: datetime) -> list[Missed]:
    """Those who took note meanwhile, from another copy, are missed no more."""
    lacks = failures.lacks(found)
    waiting = [each for i in lacks if (each := session.get_one(Recipient, i)).ciencia_at is None]
    return [
        Missed(
            each.person.name,
            lacks[each.id],
            None if lacks[each.id].other else _to_adjunto(session, directive, each, now),
        )
        for each in waiting
    ]


def _to_adjunto(session: Session, directive: Directive, recipient: Recipient, now: datetime) -> Person | None:
    """Whoever is adjunto of the órgão addressed hears of the act, and is asked to pass it on."""
    if recipient.orgao is None:
        return None
    adjuntos = leading(session, recipient.orgao, Function.ADJUNTO)
    others = [each for each in readers(session, directive, adjuntos, now) if each.id != recipient.person_id]
    others = [each for each in others if ways_to(session, each.id, now)]
    if not others:
        return None
    opening = f"Não consegui entregar este ato a {recipient.person.name}. Faça com que chegue por outro meio."
    message = Message(f"{opening}\n\n{act_text(directive)}", (Button("Ver", f"ver {directive.code}"),))
    push = Push(f"adjunto:{recipient.id}", others[0].id, message)
    outbox.enqueue_all(session, [push], now=now, priority=Priority.ACT, record_id=directive.id)
    return others[0]


def _unpublished(session: Session, found: list[Failure]) -> list[Unpublished]:
    named = [
        (each, places.at(session, each.channel or "", each.address or "")) for each in found if not each.recipient_id
    ]
    return [Unpublished(place.name, Cause(each.cause)) for each, place in named if place is not None]
