"""Queries about the recipients of acts: their messages, ciência and compliance."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from models import deadlines, extensions, failures
from models.acts.tables import (
    IN_FORCE,
    Act,
    ActStatus,
    Recipient,
    RecipientOrgao,
)
from models.failures import Unreached
from models.outbox import Outbox, State
from models.people import Orgao, Person, Standing, standing
from models.places import Place
from models.records import visible_to


@dataclass(frozen=True, slots=True)
class Situation:
    """The status of one addressee: each step by itself, in the order in which they happen."""

    recipient: Recipient
    sent_at: datetime | None
    unreached: Unreached | None  # why nothing arrived and nothing is under way
    asked_until: datetime | None  # the date of an unanswered request for more time
    overdue: bool
    further: tuple[Orgao, ...] = ()  # the órgãos that person answers for besides the first

    @property
    def label(self) -> str:
        who = self.recipient
        if who.cancelled_at:
            return "transmissão cancelada"
        if who.complied_at:
            return "cumprida"
        if who.impossible_at:
            return "impossibilidade informada"
        if self.asked_until:
            return "pedido de prazo"
        if who.started_at:
            return "em execução"
        if who.ciencia_at:
            return "ciente"
        return "entregue" if self.sent_at else "não entregue" if self.unreached else "enviada"


def recipients_of(session: Session, act: Act) -> list[Recipient]:
    query = select(Recipient).where(Recipient.act_id == act.id).order_by(Recipient.id)
    return list(session.scalars(query))


def answering(who: Standing) -> ColumnElement[bool]:
    """The condition for recipients a person answers for: the own, of holders substituted, of órgãos led."""
    further = select(RecipientOrgao.recipient_id).where(RecipientOrgao.orgao_id.in_(who.leads))
    own = or_(Recipient.person_id.in_(who.person_ids), Recipient.orgao_id.in_(who.leads))
    return or_(own, Recipient.id.in_(further)) if who.leads else own


def further_orgaos(session: Session, act: Act) -> dict[int, list[Orgao]]:
    """Recipient id -> the órgãos that person answers for besides the first."""
    query = (
        select(RecipientOrgao.recipient_id, Orgao)
        .join(Orgao, Orgao.id == RecipientOrgao.orgao_id)
        .join(Recipient, Recipient.id == RecipientOrgao.recipient_id)
        .where(Recipient.act_id == act.id)
    )
    found: dict[int, list[Orgao]] = {}
    for recipient_id, orgao in session.execute(query):
        found.setdefault(recipient_id, []).append(orgao)
    return found


def situation(session: Session, act: Act, now: datetime) -> list[Situation]:
    """Every addressee of a transmitted act."""
    delivered = _delivered(session, act)
    unreached = failures.of_record(session, act.id)
    asked = {request.item_id: request.new_due_at for request in extensions.waiting(session, act)}
    late = {d.item_id for d in deadlines.open_of(session, act.id) if d.is_overdue(now)}
    further = further_orgaos(session, act)
    return [
        Situation(
            recipient=each,
            sent_at=delivered.get(each.id, (None, 0))[0],
            unreached=None if any(delivered.get(each.id, (None, 0))) else unreached.get(each.id),
            asked_until=asked.get(each.id),
            overdue=each.id in late,
            further=tuple(further.get(each.id, ())),
        )
        for each in recipients_of(session, act)
    ]


def pending_of(session: Session, *, by: Person, now: datetime) -> list[tuple[Act, Recipient]]:
    """Acts in force that wait for this person: without ciência, or with a compliance still due."""
    who = standing(session, by, now)
    query = (
        select(Act, Recipient)
        .join(Recipient, Recipient.act_id == Act.id)
        .where(answering(who), _waits(), visible_to(who))
        .order_by(Act.ciencia_due_at, Act.id)
    )
    return [(act, recipient) for act, recipient in session.execute(query)]


def unfinished(session: Session, *, by: Person, now: datetime) -> list[tuple[Act, int, int]]:
    """Acts in force with addressees still owing: (act, without ciência, without compliance)."""
    no_ciencia = func.sum(case((Recipient.ciencia_at.is_(None), 1), else_=0))
    owes = and_(Act.comply_until.is_not(None), Recipient.complied_at.is_(None))
    no_compliance = func.sum(case((owes, 1), else_=0))
    query = (
        select(Act, no_ciencia, no_compliance)
        .join(Recipient, Recipient.act_id == Act.id)
        .where(_waits(), visible_to(standing(session, by, now)))
        .group_by(Act.id)
        .order_by(Act.ciencia_due_at, Act.id)
    )
    return [(act, int(first), int(second)) for act, first, second in session.execute(query)]


def _waits() -> ColumnElement[bool]:
    owes = or_(
        Recipient.ciencia_at.is_(None),
        and_(Act.comply_until.is_not(None), Recipient.complied_at.is_(None), Recipient.impossible_at.is_(None)),
    )
    return and_(Act.status.in_((*IN_FORCE, ActStatus.SUSPENSA)), Recipient.cancelled_at.is_(None), owes)


_DELIVERED_AT = case((Outbox.state == State.SENT, Outbox.sent_at))
_UNDER_WAY = case(
    (and_(Outbox.state.in_((State.PENDING, State.SENDING, State.UNCERTAIN)), Outbox.channel.is_not(None)), 1)
)


@dataclass(frozen=True, slots=True)
class Publishing:
    """One place of publication: the moment it was published, or that it could not be."""

    place: Place
    sent_at: datetime | None
    failed: bool


def publishings(session: Session, act: Act) -> list[Publishing]:
    """The result of each publication of a transmitted act."""
    rows = select(Outbox.channel, Outbox.address, Outbox.state, Outbox.sent_at).where(
        Outbox.record_id == act.id, Outbox.person_id.is_(None)
    )
    found = {(row.channel, row.address): row for row in session.execute(rows)}
    result = []
    for place in act.places:
        row = found.get((place.channel, place.address))
        sent_at = row.sent_at if row and row.state == State.SENT else None
        result.append(Publishing(place, sent_at, row is None or row.state in (State.FAILED, State.CANCELLED)))
    return result


def _delivered(session: Session, act: Act) -> dict[int, tuple[datetime | None, int]]:
    """Recipient id -> (first delivery, how many copies are under way)."""
    rows = session.execute(
        select(Outbox.recipient_id, func.min(_DELIVERED_AT), func.count(_UNDER_WAY))
        .where(Outbox.record_id == act.id, Outbox.recipient_id.is_not(None))
        .group_by(Outbox.recipient_id)
    )
    return {int(recipient or 0): (sent_at, waiting) for recipient, sent_at, waiting in rows}
