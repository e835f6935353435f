"""What is asked of many convênios: those near their end, without vigência, standing still; and by concedente."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, not_, or_, select
from sqlalchemy.orm import Session, contains_eager

from models import deadlines, moments
from models.authorities import Esfera
from models.convenios.rules import follows_all
from models.convenios.tables import Convenio, Fase, Movimento, TipoMovimento
from models.deadlines import Deadline
from models.people import Person, standing
from models.records import Record, visible_to

SOON, STILL = 120, 180  # days
RUNNING = (str(Fase.ASSINADO), str(Fase.EM_EXECUCAO))
_PENDING = and_(Convenio.suspensiva_ate.is_not(None), Convenio.suspensiva_retirada.is_(None))
_HAS_GESTOR = select(Person.id).where(Person.id == Convenio.gestor_id, Person.active).exists()
Condition = Callable[[date, int], ColumnElement[bool]]


def _ending(today: date, days: int) -> ColumnElement[bool]:
    until = today + timedelta(days=days or SOON)
    return and_(Convenio.status.in_(RUNNING), Convenio.fim.between(today, until))


def _still(today: date, days: int) -> ColumnElement[bool]:
    since = today - timedelta(days=days or STILL)
    paid = and_(Movimento.convenio_id == Convenio.id, Movimento.tipo == TipoMovimento.DESEMBOLSO)
    moved = select(Movimento.id).where(paid, Movimento.dia > since).exists()
    signed = or_(Convenio.assinado_em.is_(None), Convenio.assinado_em <= since)
    return and_(Convenio.status.in_(RUNNING), signed, not_(moved))


FILTERS: dict[str, Condition] = {
    "vencendo": _ending,
    "parados": _still,
    "sem vigência": lambda _today, _days: Convenio.fim.is_(None),
    "com suspensiva": lambda _today, _days: _PENDING,
    "sem gestor": lambda _today, _days: not_(_HAS_GESTOR),
    "do estado": lambda _today, _days: Convenio.esfera == Esfera.ESTADUAL,
    "da união": lambda _today, _days: Convenio.esfera == Esfera.FEDERAL,
    "sumidos do arquivo": lambda _today, _days: Convenio.sumiu_em.is_not(None),
}


def with_date(session: Session, until: datetime, *, by: Person, now: datetime) -> list[Deadline]:
    """The open dates until then of the convênios that a person follows, the nearest first.

    The cabinet and the Planejamento follow all; another person those of an órgão led, and those of which gestor.
    """
    who = standing(session, by, now)
    query = select(Deadline).join(Record, Record.id == Deadline.record_id).options(contains_eager(Deadline.record))
    query = query.where(deadlines.IS_OPEN, Record.kind == "convenio", Deadline.due_at < until, visible_to(who))
    if not follows_all(session, by, now):
        mine = or_(Deadline.orgao_id.in_(sorted(who.leads)), Deadline.person_id.in_(sorted(who.person_ids)))
        query = query.where(mine)
    return list(session.scalars(query.order_by(Deadline.due_at, Deadline.id)))


@dataclass(slots=True)
class OfConcedente:
    """What one concedente promised and released, and the convênios that stand, each with the reason."""

    name: str
    agreed: Decimal = Decimal()
    released: Decimal = Decimal()
    count: int = 0
    stuck: list[tuple[Convenio, str]] = field(default_factory=list)


def briefing(session: Session, *, by: Person, now: datetime) -> list[OfConcedente]:
    """The open convênios by concedente, the largest sum first."""
    query = select(Convenio).where(
        Convenio.kind == "convenio", Convenio.status != Fase.ENCERRADO, visible_to(standing(session, by, now))
    )
    found: dict[str, OfConcedente] = {}
    released = _released(session)
    for each in session.scalars(query.order_by(Convenio.id)):
        name = each.concedente.sigla if each.concedente else ("União" if each.esfera == Esfera.FEDERAL else "Estado")
        line = found.setdefault(name, OfConcedente(name))
        line.count += 1
        line.agreed += each.repasse or 0
        line.released += released.get(each.id) or each.desembolsado or 0
        if reason := why_stuck(session, each, moments.today(now)):
            line.stuck.append((each, reason))
    return sorted(found.values(), key=lambda line: (-line.agreed, line.name))


def running(session: Session, *, by: Person, now: datetime) -> list[Convenio]:
    """The convênios in force that a person may see, the first to end first."""
    query = select(Convenio).where(Convenio.status.in_(RUNNING), Convenio.fim >= moments.today(now))
    return list(session.scalars(query.where(visible_to(standing(session, by, now))).order_by(Convenio.fim)))


def by_fase(session: Session, *, by: Person, now: datetime) -> dict[str, tuple[Decimal, Decimal]]:
    """What was agreed and what was released, by the phase of the open convênios."""
    query = select(Convenio).where(Convenio.status != Fase.ENCERRADO, visible_to(standing(session, by, now)))
    found, released = dict[str, tuple[Decimal, Decimal]](), _released(session)
    for each in session.scalars(query):
        agreed, came = found.get(each.status, (Decimal(), Decimal()))
        out = released.get(each.id) or each.desembolsado or Decimal()
        found[each.status] = agreed + (each.repasse or 0), came + out
    return {fase: found[fase] for fase in Fase if fase in found}


def _released(session: Session) -> dict[int, Decimal]:
    sums: dict[int, Decimal] = {}
    of_kind = Movimento.tipo == TipoMovimento.DESEMBOLSO
    for row in session.execute(select(Movimento.convenio_id, Movimento.valor).where(of_kind)):
        sums[row.convenio_id] = sums.get(row.convenio_id, Decimal()) + row.valor
    return sums


def why_stuck(session: Session, convenio: Convenio, today: date) -> str:
    """Why nothing moves; empty where it does."""
    if convenio.status == Fase.PROBLEMA:
        return "contas rejeitadas"
    if convenio.suspensiva_ate and not convenio.suspensiva_retirada:
        return f"suspensiva até {convenio.suspensiva_ate:%d/%m/%Y}"
    if convenio.fim is None:
        return "ainda sem assinatura"
    late = [each for each in deadlines.open_of(session, convenio.id) if moments.local(each.due_at).date() < today]
    if late and convenio.status in (Fase.CONTAS, Fase.EM_COMPLEMENTACAO):
        return "contas atrasadas"
    if convenio.status in RUNNING and convenio.fim <= today + timedelta(days=90):
        return f"vigência acaba em {convenio.fim:%d/%m/%Y}"
    return ""


@dataclass(frozen=True, slots=True)
class Sums:
    """The house's convênios in a few numbers."""

    running: Decimal
    at_risk: int
    at_risk_amount: Decimal
    released: Decimal  # in the last seven days


def sums(session: Session, *, by: Person, now: datetime) -> Sums:
    """The numbers of the convênios that the person may see."""
    today, seen = moments.today(now), visible_to(standing(session, by, now))
    query = select(Convenio.repasse, Convenio.fim).where(
        Convenio.kind == "convenio", Convenio.status.in_(RUNNING), seen
    )
    running = session.execute(query).all()
    risky = [row.repasse or Decimal() for row in running if row.fim and row.fim <= today + timedelta(days=90)]
    paid = Movimento.tipo == TipoMovimento.DESEMBOLSO, Movimento.dia > today - timedelta(days=7)
    paid_out = select(Movimento.valor).join(Convenio, Convenio.id == Movimento.convenio_id).where(*paid, seen)
    released = session.scalars(paid_out)
    return Sums(
        sum((row.repasse or Decimal() for row in running), Decimal()),
        len(risky),
        sum(risky, Decimal()),
        sum(released, Decimal()),
    )
