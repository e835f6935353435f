"""Demands in figures: answered in time or late, the days an answer took, the days with each órgão."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import moments
from models.authorities import Authority, Profile
from models.deadlines import Deadline, DeadlineState
from models.demands.tables import LEGAL, Demand
from models.expedientes import Expediente, Tramitacao
from models.people import Orgao, Person, cabinet, standing
from models.records import Record, visible_to


@dataclass(slots=True)
class Figures:
    """How many arrived, how they ended, and the days each answer took."""

    arrived: int = 0
    in_time: int = 0
    late: int = 0
    open: int = 0
    days: list[int] = field(default_factory=list)

    @property
    def rate(self) -> int | None:
        """The per cent answered in time; None where no term ended."""
        ended = self.in_time + self.late
        return round(100 * self.in_time / ended) if ended else None

    @property
    def median(self) -> int | None:
        return round(median(self.days)) if self.days else None

    @property
    def slowest(self) -> int | None:
        """The 90th percentile of the days: nine of ten took no longer."""
        return sorted(self.days)[-(-9 * len(self.days) // 10) - 1] if self.days else None


def by_month(
    session: Session, *, profiles: Sequence[Profile] = tuple(Profile), by: Person, now: datetime
) -> dict[str, Figures]:
    """The demands of each month of arrival (`2026-11`), the oldest month first."""
    rows = _rows(session, by, now)
    return _summed((f"{row[2]:%Y-%m}", row) for row in rows if row[1] in profiles)


def by_authority(session: Session, *, by: Person, now: datetime) -> dict[str, Figures]:
    """The demands of each authority, by its name."""
    return dict(sorted(_summed((row[0], row) for row in _rows(session, by, now)).items()))


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


_Row = tuple[str, str, datetime, datetime | None, datetime | None, str | None]


def _rows(session: Session, by: Person, now: datetime) -> list[_Row]:
    """Authority, profile, day of receipt, end, protocol and the end of the legal term of all that may be seen."""
    last = (
        select(Deadline.record_id, Deadline.state)
        .where(Deadline.kind == LEGAL, Deadline.state.in_((DeadlineState.MET, DeadlineState.MET_LATE)))
        .subquery()
    )
    query = (
        select(
            Authority.nome,
            Demand.profile,
            Expediente.recebido_em,
            Demand.closed_at,
            Demand.protocolled_at,
            last.c.state,
        )
        .select_from(Demand)
        .join(Expediente, Expediente.id == Demand.id)
        .join(Authority, Authority.id == Demand.authority_id)
        .outerjoin(last, last.c.record_id == Demand.id)
        .where(visible_to(standing(session, by, now)))
    )
    return [tuple(row) for row in session.execute(query.order_by(Expediente.recebido_em))]


def _summed(rows: Iterable[tuple[str, _Row]]) -> dict[str, Figures]:
    found: dict[str, Figures] = defaultdict(Figures)
    for key, (_, _, received, closed, protocolled, state) in rows:
        each = found[key]
        each.arrived += 1
        each.open += closed is None
        each.in_time += state == DeadlineState.MET
        each.late += state == DeadlineState.MET_LATE
        if protocolled is not None:
            day = received.date() if isinstance(received, datetime) else received
            each.days.append((moments.today(protocolled) - day).days)
    return dict(found)
