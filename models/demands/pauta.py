"""The open demands as a pauta reads them, by one statement: which are near, stand still, or wait for a hand."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, select
from sqlalchemy.orm import Session, aliased

from models.authorities import Authority
from models.deadlines import IS_OPEN, Deadline
from models.demands.tables import LEGAL, Demand, DemandExtension
from models.expedientes import Tramitacao
from models.oficios import OficioAnswer, OficioStatus, OwedOutside, owing
from models.people import Person, Standing, cabinet, standing
from models.records import Record, visible_to
from models.texts import clip

ANY_OPEN = select(Demand.id).where(Demand.closed_at.is_(None)).exists()
_LEFT = (OficioStatus.ASSINADA, OficioStatus.EXPEDIDA)


def open_rows(session: Session, person: Person, now: datetime) -> Sequence[Row[*tuple[Any, ...]]]:
    """The open demands that the person may see, those with the nearest legal date first.

    Of each: `id`, `code`, `title`, `created_at`, `authority_id`, `due_at`; whether any órgão was asked (`asked`) and
    owes its part (`owing`), an answer was begun (`answered`) and is `signed`, more time was asked for (`extending`).
    """
    own = cabinet(session)
    query = _open(standing(session, person, now), own.id if own else 0)
    return session.execute(query).all()


def unproven() -> ColumnElement[bool]:
    """The condition that the answer was signed or left, and the proof of protocol has not come."""
    return Record.id.in_(select(Demand.id).where(Demand.closed_at.is_(None), _answer(*_LEFT)))


@owing
def owed(session: Session, to: Sequence[Authority], by: Person, now: datetime) -> list[OwedOutside]:
    """What the house owes these authorities."""
    ids = {each.id for each in to}
    rows = [each for each in open_rows(session, by, now) if each.authority_id in ids]
    return [OwedOutside(each.code, clip(each.title, 60), each.due_at) for each in rows]


@lru_cache(maxsize=100)  # to build it costs more than to ask it
def _open(viewer: Standing, own_id: int) -> Select[*tuple[Any, ...]]:
    stays = (Tramitacao.expediente_id == Demand.id, Tramitacao.to_orgao_id != own_id)
    was_asked = select(Tramitacao.id).where(*stays, Tramitacao.from_orgao_id.is_not(None)).exists()
    owes = select(Tramitacao.id).where(*stays, Tramitacao.closed_at.is_(None)).exists()
    extending = select(DemandExtension.id).where(
        DemandExtension.demand_id == Demand.id, DemandExtension.granted.is_(None)
    )
    return (
        select(
            Demand.id,
            Demand.authority_id,
            Record.code,
            Record.title,
            Record.created_at,
            Deadline.due_at,
            was_asked.label("asked"),
            owes.label("owing"),
            _answer(OficioStatus.CANCELADA, OficioStatus.SEM_EFEITO, but=True).label("answered"),
            _answer(*_LEFT).label("signed"),
            extending.exists().label("extending"),
        )
        .join(Record, Record.id == Demand.id)
        .outerjoin(Deadline, and_(Deadline.record_id == Demand.id, Deadline.kind == LEGAL, IS_OPEN))
        .where(Demand.closed_at.is_(None), visible_to(viewer))
        .order_by(Deadline.due_at.is_(None), Deadline.due_at, Demand.id)
    )


def _answer(*states: OficioStatus, but: bool = False) -> ColumnElement[bool]:
    """The condition that an ofício in one of these states answers it, or in any other, `but` these."""
    answer = aliased(Record, flat=True)
    wanted = answer.status.not_in(states) if but else answer.status.in_(states)
    return (
        select(OficioAnswer.oficio_id)
        .join(answer, answer.id == OficioAnswer.oficio_id)
        .where(OficioAnswer.record_id == Demand.id, wanted)
        .exists()
    )
