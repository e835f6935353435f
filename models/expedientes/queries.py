"""Queries about expedientes: their itinerary, the list of an órgão, joined and linked ones."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, literal_column, or_, select, union_all
from sqlalchemy.orm import Session, joinedload

from models import moments, municipal_days
from models.calendar import Calendar
from models.deadlines import Basis, Deadline, DeadlineState, Due, is_late
from models.expedientes.tables import ENDED, OF_STAYS, Expediente, ExpedienteDeadline, Tramitacao
from models.lists import Wanted, counted
from models.people import Orgao, Person, Standing, standing
from models.records import Record, visible_to
from models.search import having
from models.subjects import STOPPED_AFTER

_LONGEST_FIRST = (Tramitacao.sent_at, Tramitacao.id)


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay with one órgão; `until` None: it is there still. `business_days`: dias úteis spent there so far."""

    orgao: Orgao
    since: datetime
    until: datetime | None
    sent_by: Person | None
    received_by: Person | None
    received_at: datetime | None
    despacho: str
    due: Due | None
    business_days: int
    until_by_rule: Due | None = None  # the end of the time the órgão has for it, where there is a rule
    used: int = 0  # dias úteis of that time


@dataclass(frozen=True, slots=True)
class Itinerary:
    """The whole way, oldest stay first. `principal`: what it is joined to; its own way ended there."""

    stays: tuple[Stay, ...]
    principal: Expediente | None = None

    @property
    def here(self) -> tuple[Stay, ...]:
        return tuple(stay for stay in self.stays if stay.until is None)

    def days_by_orgao(self) -> dict[str, int]:
        """Dias úteis in each órgão (by name), in the order it first went there."""
        days: dict[str, int] = {}
        for stay in self.stays:
            days[stay.orgao.name] = days.get(stay.orgao.name, 0) + stay.business_days
        return days


@dataclass(frozen=True, slots=True)
class HeldExpediente:
    """An expediente in the list of the órgão it is with."""

    expediente: Expediente
    stay: Stay


def itinerary(session: Session, expediente: Expediente, now: datetime) -> Itinerary:
    """The órgãos of an expediente, since when and until when, with whom, and the days in each."""
    calendar = municipal_days.current(session)
    query = select(Tramitacao).where(Tramitacao.expediente_id == expediente.id).order_by(Tramitacao.id)
    running = _running(session, [expediente.id])
    stays = tuple(_stay(row, calendar, running, now) for row in session.scalars(query))
    above = session.get(Expediente, expediente.joined_to_id) if expediente.joined_to_id else None
    return Itinerary(stays, above)


def listed(session: Session, wanted: Wanted, *, by: Person, now: datetime) -> tuple[list[HeldExpediente], int]:
    """The expedientes with these órgãos (none: anywhere), longest there first, and their total."""
    query = _narrowed(session, wanted, by, now)
    if len(wanted.orgao_ids) > 1 and not (wanted.late or wanted.before or wanted.terms):
        page = select(Tramitacao, Expediente).join(Expediente, Expediente.id == Tramitacao.expediente_id)
        page = page.where(Tramitacao.id.in_(session.scalars(_merged(session, wanted, by, now)).all()))
    else:
        page = query.limit(literal_column(str(wanted.size))).offset(wanted.skipped)
    ordered = page.order_by(*_LONGEST_FIRST)
    loaded = ordered.options(joinedload(Tramitacao.sent_by), joinedload(Tramitacao.received_by))
    found = _places(session, [(stay, record) for stay, record in session.execute(loaded)], now)
    return found, counted(session, query, wanted, len(found))


def _merged(session: Session, wanted: Wanted, by: Person, now: datetime) -> Select[int]:
    """The ids of the stays of a page of several órgãos: the index has the stays of each in their order."""
    of_each = [
        _narrowed(session, replace(wanted, orgao_ids=(each,)), by, now).with_only_columns(
            Tramitacao.id, Tramitacao.sent_at, maintain_column_froms=True
        )
        for each in wanted.orgao_ids
    ]
    merged = union_all(*of_each).order_by("sent_at", "id").limit(literal_column(str(wanted.size)))
    return select(merged.offset(wanted.skipped).subquery().c.id)


def listed_ids(session: Session, wanted: Wanted, *, by: Person, now: datetime) -> tuple[int, ...]:
    """The ids of all expedientes with these órgãos, longest there first; one that is with several, once."""
    query = _narrowed(session, wanted, by, now).with_only_columns(Expediente.id, maintain_column_froms=True)
    return tuple(dict.fromkeys(session.scalars(query.order_by(*_LONGEST_FIRST))))


def _narrowed(session: Session, wanted: Wanted, by: Person, now: datetime) -> Select[Tramitacao, Expediente]:
    query = _present(standing(session, by, now), wanted)
    by_date = wanted.late or wanted.before is not None
    if wanted.orgao_ids:
        # The dates, far fewer than the stays of an órgão, lead to them: the sum keeps its index out of it.
        query = query.where((Tramitacao.to_orgao_id + 0 if by_date else Tramitacao.to_orgao_id).in_(wanted.orgao_ids))
    if by_date:
        query = query.where(_is_due(wanted, now))
    if wanted.terms:
        query = query.where(having(session, Expediente.id, wanted.terms))
    return query


def stopped(session: Session, now: datetime) -> ColumnElement[bool]:
    """The condition that a stay has lasted too long."""
    calendar = municipal_days.current(session)
    since = moments.start_of(calendar.add_business_days(moments.today(now), -STOPPED_AFTER))
    return Tramitacao.sent_at < since


def joined(session: Session, expediente: Record, *, by: Person, now: datetime) -> list[Expediente]:
    """The expedientes joined to it that the person may see."""
    query = select(Expediente).where(Expediente.joined_to_id == expediente.id).order_by(Expediente.id)
    return list(session.scalars(query.where(visible_to(standing(session, by, now)))))


def _running(session: Session, ids: Collection[int]) -> dict[tuple[str, int | None], Due]:
    """The dates of stays that run now, by kind and tramitação: a term paused or counted again has moved since."""
    running = (DeadlineState.OPEN, DeadlineState.PAUSED)
    query = select(Deadline).where(
        Deadline.record_id.in_(ids), Deadline.kind.in_(OF_STAYS), Deadline.state.in_(running)
    )
    return {(each.kind, each.item_id): each.due for each in session.scalars(query)}


def _stay(row: Tramitacao, calendar: Calendar, running: dict[tuple[str, int | None], Due], now: datetime) -> Stay:
    days = calendar.business_days_between(moments.today(row.sent_at), moments.today(row.closed_at or now))
    by_rule = running.get((ExpedienteDeadline.PERMANENCIA, row.id))
    return Stay(
        orgao=row.to_orgao,
        since=row.sent_at,
        until=row.closed_at,
        sent_by=row.sent_by,
        received_by=row.received_by,
        received_at=row.received_at,
        despacho=row.despacho,
        due=running.get((ExpedienteDeadline.RETORNO, row.id))
        or (Due(row.return_at, row.return_date_only) if row.return_at else None),
        business_days=max(days, 0),
        until_by_rule=by_rule,
        used=_used(by_rule, calendar, now),
    )


def _used(due: Due | None, calendar: Calendar, now: datetime) -> int:
    """The dias úteis gone of a counted time, without those in which it stood still."""
    if due is None or due.basis is None:
        return 0
    basis = Basis.from_json(due.basis)
    start = basis.start.date() if isinstance(basis.start, datetime) else basis.start
    return max(calendar.business_days_between(start, moments.today(now)) - basis.stood_still, 0)


def _present(who: Standing, wanted: Wanted) -> Select[Tramitacao, Expediente]:
    query = (
        select(Tramitacao, Expediente)
        .join(Expediente, Expediente.id == Tramitacao.expediente_id)
        .where(Tramitacao.closed_at.is_(None), visible_to(who), *wanted.where)
    )
    return query.where(Record.status.in_(wanted.states) if wanted.states else Record.status.not_in(ENDED))


def _is_due(wanted: Wanted, now: datetime) -> ColumnElement[bool]:
    """The condition that a date of the stay, or of its expediente, is as wanted: the dates lead to the stays."""
    late = [is_late(now)] if wanted.late else []
    before = [Deadline.due_at < wanted.before] if wanted.before else []
    due = (Deadline.state == DeadlineState.OPEN, *late, *before)
    of_stay = or_(Deadline.item_id.is_(None), Deadline.item_id == Tramitacao.id)
    own = select(Deadline.id).where(Deadline.record_id == Tramitacao.expediente_id, of_stay, *due)
    return and_(Tramitacao.expediente_id.in_(select(Deadline.record_id).where(*due)), own.exists())


def _places(session: Session, rows: list[tuple[Tramitacao, Expediente]], now: datetime) -> list[HeldExpediente]:
    calendar = municipal_days.current(session)
    running = _running(session, {record.id for _, record in rows})
    return [HeldExpediente(record, _stay(stay, calendar, running, now)) for stay, record in rows]
