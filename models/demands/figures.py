"""Demands in figures: those that arrived and were answered in time, the days with each órgão."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from models import moments
from models.audit import Audit
from models.authorities import Authority, Poder, Profile
from models.deadlines import Deadline, DeadlineState
from models.demands.tables import LEGAL, Demand, DemandPart
from models.expedientes import Expediente, Tramitacao
from models.people import Orgao, Person, cabinet, standing
from models.records import AccessLevel, Record, visible_to


@dataclass(slots=True)
class Figures:
    """The number of demands that arrived, and of those answered within the legal term."""

    arrived: int = 0
    in_time: int = 0


def by_month(
    session: Session, *, profiles: Sequence[Profile] = tuple(Profile), by: Person, now: datetime
) -> dict[str, Figures]:
    """The demands of each month of arrival (`2026-11`), the oldest month first."""
    in_time = exists().where(
        Deadline.record_id == Demand.id, Deadline.kind == LEGAL, Deadline.state == DeadlineState.MET
    )
    query = (
        select(Expediente.recebido_em, in_time)
        .select_from(Demand)
        .join(Expediente, Expediente.id == Demand.id)
        .where(Demand.profile.in_(profiles), visible_to(standing(session, by, now)))
    )
    found = defaultdict[str, Figures](Figures)
    for received, is_in_time in session.execute(query.order_by(Expediente.recebido_em)):
        each = found[f"{received:%Y-%m}"]
        each.arrived += 1
        each.in_time += is_in_time
    return dict(found)


def days_by_orgao(session: Session, *, by: Person, now: datetime) -> dict[str, int]:
    """The median of the days that demands were in the hands of each órgão, the longest first."""
    own, found = cabinet(session), defaultdict[str, list[int]](list)
    query = select(Orgao.sigla, Tramitacao.sent_at, Tramitacao.closed_at).select_from(Tramitacao)
    query = query.join(Orgao, Orgao.id == Tramitacao.to_orgao_id).join(Demand, Demand.id == Tramitacao.expediente_id)
    query = query.join(Record, Record.id == Demand.id).where(visible_to(standing(session, by, now)))
    query = query.where(Orgao.id != own.id) if own else query
    for sigla, sent, closed in session.execute(query):
        found[sigla].append((moments.today(closed or now) - moments.today(sent)).days)
    return dict(sorted(((each, round(median(days))) for each, days in found.items()), key=lambda pair: -pair[1]))


@dataclass(slots=True)
class Attended:
    """What became of one request: when each órgão got it, what each did, the reason where it has no answer."""

    demand: Demand
    sent: list[Tramitacao]
    parts: list[DemandPart]
    reason: str = ""


def attendance(session: Session, *where: ColumnElement[bool]) -> list[Attended]:
    """The public requests of these conditions, in order of arrival, with what became of each."""
    query = select(Demand).join(Expediente, Expediente.id == Demand.id).where(*where)
    query = query.where(Record.access_level == AccessLevel.PUBLICO).order_by(Expediente.recebido_em, Demand.id)
    found = {each.id: Attended(each, [], []) for each in session.scalars(query)}
    own = cabinet(session)
    stays = select(Tramitacao).where(Tramitacao.expediente_id.in_(found), Tramitacao.from_orgao_id.is_not(None))
    stays = stays.where(Tramitacao.to_orgao_id != own.id) if own else stays
    for stay in session.scalars(stays.order_by(Tramitacao.id)):
        found[stay.expediente_id].sent.append(stay)
    for part in session.scalars(select(DemandPart).where(DemandPart.demand_id.in_(found)).order_by(DemandPart.id)):
        found[part.demand_id].parts.append(part)
    ends = select(Audit).where(Audit.record_id.in_(found), Audit.action == "encerramento").order_by(Audit.id)
    for end in session.scalars(ends):
        found[end.record_id or 0].reason = end.text or ""
    return list(found.values())


def of_council(year: int) -> ColumnElement[bool]:
    """The condition that it came from a legislature in that year."""
    councils = select(Authority.id).where(Authority.poder == Poder.LEGISLATIVO.value)
    first, last = date(year, 1, 1), date(year, 12, 31)
    return Demand.authority_id.in_(councils) & Expediente.recebido_em.between(first, last)
