"""Both directions with authorities: what the house owes them (whoever keeps it registers), and what they owe."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.authorities import Authority, Esfera, Poder
from models.oficios.queries import with_authority
from models.oficios.tables import Oficio, OficioStatus
from models.people import Person

_LEFT = (OficioStatus.EXPEDIDA, OficioStatus.PROTOCOLADA)


@dataclass(frozen=True, slots=True)
class OwedOutside:
    """One thing that the house owes: the number of its record, a few words, and until when."""

    code: str
    text: str
    until: datetime | None = None


Owing = Callable[[Session, Sequence[Authority], Person, datetime], list[OwedOutside]]
_owing: list[Owing] = []


def owing(function: Owing) -> Owing:
    """Register who knows what is owed to authorities: `function(session, authorities, by, now)`, as `by` may see it."""
    _owing.append(function)
    return function


def owed_to(session: Session, to: Sequence[Authority], *, by: Person, now: datetime) -> list[OwedOutside]:
    """What the house owes these authorities, the soonest first; what has no date stands last."""
    found = [each for ask in _owing for each in ask(session, to, by, now)]
    return sorted(found, key=lambda each: (each.until is None, each.until or now, each.code))


def awaited_from(session: Session, to: Sequence[Authority], *, by: Person, now: datetime) -> list[Oficio]:
    """What was sent to them and is still to be answered, the soonest first."""
    found = [each for each in with_authority(session, to, by=by, now=now) if each.status in _LEFT]
    waits = [each for each in found if each.awaited_at is not None and each.answered_at is None]
    return sorted(waits, key=lambda each: each.awaited_at or now)


def of_sphere(session: Session, *, esfera: Esfera | None = None, poder: Poder | None = None) -> list[Authority]:
    """The authorities of a sphere, or of a Power, in whatever state of use."""
    query = select(Authority).order_by(Authority.sigla)
    query = query.where(Authority.esfera == esfera.value) if esfera else query
    return list(session.scalars(query.where(Authority.poder == poder.value) if poder else query))
