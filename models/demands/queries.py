"""Reading demands: their phase, told from the facts, and those that are open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from models.authorities import Profile
from models.base import Button, Refusal
from models.demands.answers import answers
from models.demands.extensions import waits
from models.demands.parts import asked_count, parts, waiting
from models.demands.profiles import handling
from models.demands.tables import Demand, DemandExtension, DemandItem, DemandResult
from models.expedientes import Expediente, Tramitacao
from models.oficios import DRAFTS, OficioStatus
from models.people import Orgao, Person, cabinet, standing
from models.records import Record, visible_to

_MOST_ITEMS = 100


@dataclass(frozen=True, slots=True)
class Phase:
    """The phase of a demand, what stands beside it, and with whom the next step is."""

    name: str
    beside: tuple[str, ...] = ()
    ball: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return ", ".join((self.name, *self.beside))


def of(session: Session, record: Record) -> Demand | None:
    """The demand that an expediente is; None for any other."""
    return session.get(Demand, record.id)


def require(session: Session, expediente: Expediente) -> Demand:
    """The demand that an expediente is. Raises Refusal for one that came from no authority."""
    found = session.get(Demand, expediente.id)
    if found is None:
        raise Refusal(
            f"{expediente.code} não veio de uma autoridade de fora: aqui se usa tramitar, receber e concluir.",
            (Button("Ver", f"ver {expediente.code}"),),
        )
    return found


def phase(session: Session, demand: Demand) -> Phase:
    """The phase, told from the tramitações, the parts and the answers."""
    beside = ["parcial"] if demand.resultado == DemandResult.PARCIAL else []
    beside += ["prorrogação pedida"] if waits(session, demand) is not None else []
    own = cabinet(session)
    ours = (own.sigla,) if own else ()
    if demand.judgment:
        return Phase("julgada", (demand.judgment,))
    if demand.closed_at is not None:
        return Phase("protocolada" if demand.protocolled_at else "encerrada")
    if (written := _answer_phase(session, demand)) and written != "em minuta":
        return Phase(written, tuple(beside), ours)
    with_whom = waiting(session, demand)
    returned = [each for each in parts(session, demand) if each.is_returned]
    if with_whom:
        return Phase("distribuída", tuple(beside), tuple(each.to_orgao.sigla for each in with_whom))
    if written := _answer_phase(session, demand):
        return Phase(written, tuple(beside), ours)
    if returned and returned[-1] is parts(session, demand)[-1]:
        beside.append("devolvida")
    if not asked_count(session, demand):
        return Phase("recebida", tuple(beside), ours)
    return Phase("informada", tuple(beside), ours)


def _answer_phase(session: Session, demand: Demand) -> str:
    """The phase of the ofício that answers it; empty where none was begun."""
    found = answers(session, demand)
    if not found:
        return ""
    status = found[-1].status
    if status in DRAFTS:
        needs_review = handling(demand.profile).legal_review and demand.reviewed_at is None
        return "em revisão jurídica" if needs_review else "em minuta"
    return "em assinatura" if status == OficioStatus.APROVADA else "assinada"


def visible(session: Session, *where: ColumnElement[bool], by: Person, now: datetime) -> list[Demand]:
    """The demands of these conditions that the person may see, in order of arrival."""
    query = select(Demand).join(Expediente, Expediente.id == Demand.id)
    query = query.where(visible_to(standing(session, by, now)), *where)
    return list(session.scalars(query.order_by(Demand.id)))


def is_demand() -> ColumnElement[bool]:
    """The condition that a record is a demand."""
    return Record.id.in_(select(Demand.id))


def of_authorities(ids: Sequence[int]) -> ColumnElement[bool]:
    return Record.id.in_(select(Demand.id).where(Demand.authority_id.in_(ids)))


def of_profiles(profiles: Sequence[Profile]) -> ColumnElement[bool]:
    return Record.id.in_(select(Demand.id).where(Demand.profile.in_([each.value for each in profiles])))


def of_year(year: int) -> ColumnElement[bool]:
    """The condition that it was received in that year."""
    is_of = Expediente.recebido_em.between(date(year, 1, 1), date(year, 12, 31))
    return Record.id.in_(select(Demand.id).join(Expediente, Expediente.id == Demand.id).where(is_of))


def with_result(result: DemandResult) -> ColumnElement[bool]:
    return Record.id.in_(select(Demand.id).where(Demand.resultado == result.value))


def urgent() -> ColumnElement[bool]:
    """The condition that a judge ordered something at once."""
    return Record.id.in_(select(Demand.id).where(Demand.urgent))


def extending() -> ColumnElement[bool]:
    """The condition that more time was asked of the authority, which has not answered."""
    return Record.id.in_(select(DemandExtension.demand_id).where(DemandExtension.granted.is_(None)))


def is_open() -> ColumnElement[bool]:
    return Demand.closed_at.is_(None)


def undistributed(own: Orgao | None) -> ColumnElement[bool]:
    """The condition that nobody was asked for a part of it."""
    sent = select(Tramitacao.expediente_id).where(Tramitacao.from_orgao_id.is_not(None))
    sent = sent.where(Tramitacao.to_orgao_id != own.id) if own else sent
    still = select(Demand.id).where(Demand.closed_at.is_(None))
    return and_(Record.id.in_(still), Record.id.not_in(sent))


def same_process(session: Session, demand: Demand, *, by: Person, now: datetime) -> Sequence[Demand]:
    """The other demands with the same number of a process, which every paper of it repeats."""
    return [
        each
        for each in visible(session, Expediente.numero == demand.expediente.numero, by=by, now=now)
        if each.id != demand.id and each.profile == demand.profile
    ]


def missing_items(session: Session, *, by: Person, now: datetime) -> list[DemandItem]:
    """The questions of open demands that nobody answered, as far as the person may see them, by órgão."""
    query = select(DemandItem).join(Demand, Demand.id == DemandItem.demand_id).join(Record, Record.id == Demand.id)
    query = query.where(Demand.closed_at.is_(None), DemandItem.answered_at.is_(None))
    query = query.where(visible_to(standing(session, by, now)))
    return list(
        session.scalars(query.order_by(DemandItem.orgao_id, DemandItem.demand_id, DemandItem.number).limit(100))
    )
