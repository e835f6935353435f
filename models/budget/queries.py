"""What the budget is asked: the dotações of an órgão, of a natureza, and how old the copy is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, case, func, select, true
from sqlalchemy.orm import Session

from models import moments, municipal_days
from models.budget import ledger
from models.budget.ledger import AccountSums
from models.budget.tables import PEDIDO, Dotacao, Empenho, EmpenhoStatus, LedgerEntry, Measure, Pedido, PedidoStatus
from models.deadlines import Deadline, is_late
from models.people import Orgao, Person, standing
from models.records import Record, visible_to
from models.searchable import words_of

STALE = 5  # dias úteis
ENTREGA = "entrega"
NEARLY, LATE_MONTH, UNBEGUN = 80, 9, 60  # percent committed, the month, days without a liquidação
_MONTHS, _LONG = 12, 4  # letters of a word that says something
_SETTLED = (EmpenhoStatus.PAGO.value, EmpenhoStatus.ANULADO.value)
_ASKED = (PedidoStatus.ABERTO.value, PedidoStatus.AUTORIZADO.value, PedidoStatus.ENVIADO.value)
FEW = 10  # a tenth of what was authorised


@dataclass(frozen=True, slots=True)
class DotacaoLine:
    """A dotação with its balance."""

    dotacao: Dotacao
    balance: AccountSums


def dotacoes(
    session: Session, where: ColumnElement[bool], *, by: Person, now: datetime, year: int | None = None
) -> list[DotacaoLine]:
    """The dotações of a year, else of this one, that the person may see, by ficha."""
    of_year = select(Dotacao).where(Dotacao.ano == (year or moments.today(now).year), where)
    found = list(session.scalars(of_year.where(visible_to(standing(session, by, now))).order_by(Dotacao.ficha)))
    balances = ledger.balances(session, [each.id for each in found]) if found else {}
    return [DotacaoLine(each, balances.get(each.id, AccountSums())) for each in found]


def of_orgao(session: Session, orgao: Orgao, *, by: Person, now: datetime) -> list[DotacaoLine]:
    return dotacoes(session, Record.orgao_id == orgao.id, by=by, now=now)


def of_natureza(session: Session, natureza: str, *, by: Person, now: datetime) -> list[DotacaoLine]:
    return dotacoes(session, Dotacao.natureza.startswith(natureza, autoescape=True), by=by, now=now)


def of_words(session: Session, text: str, *, by: Person, now: datetime) -> list[DotacaoLine]:
    """The dotações whose name has every longer word of a text."""
    wanted = [word for word in words_of(text) if len(word) >= _LONG]
    found = dotacoes(session, true(), by=by, now=now) if wanted else []
    return [each for each in found if set(wanted) <= set(words_of(each.dotacao.title))]


def position(lines: Sequence[DotacaoLine]) -> tuple[date, datetime] | None:
    """The oldest day of which these dotações speak, and when it was imported."""
    known = [(d.posicao, d.importada_em) for d in (each.dotacao for each in lines) if d.posicao and d.importada_em]
    return min(known) if known else None


def nearly_spent(lines: Sequence[DotacaoLine]) -> list[DotacaoLine]:
    """The dotações of which little is left."""
    return [each for each in lines if each.balance.livre * FEW < each.balance.autorizado]


def committed(lines: Sequence[DotacaoLine], *, at_least: int) -> list[DotacaoLine]:
    """The dotações of which so many percent, or more, are committed; the most before."""
    found = [each for each in lines if each.balance.autorizado and _share(each) >= at_least]
    return sorted(found, key=lambda each: -_share(each))


def _share(each: DotacaoLine) -> int:
    return each.balance.empenhado * 100 // each.balance.autorizado


def unmoved(lines: Sequence[DotacaoLine], now: datetime) -> list[DotacaoLine]:
    """The dotações of which nothing is committed though the year is nearly over."""
    return [each for each in lines if not each.balance.empenhado] if moments.today(now).month >= LATE_MONTH else []


def not_begun(session: Session, *, by: Person, now: datetime) -> list[Empenho]:
    """The empenhos of this year of which nothing was liquidated in sixty days."""
    since, seen = moments.today(now) - timedelta(days=UNBEGUN), visible_to(standing(session, by, now))
    old = (Record.status == EmpenhoStatus.EMITIDO.value, Empenho.emitido_em <= since)
    same = (Empenho.ano == moments.today(now).year, *old, seen)
    return list(session.scalars(select(Empenho).where(*same).order_by(Empenho.emitido_em, Empenho.numero)))


def overrunning(session: Session, *, by: Person, now: datetime) -> list[tuple[Empenho, AccountSums]]:
    """The estimativos of this year that will not last to December at their monthly pace."""
    today, seen = moments.today(now), visible_to(standing(session, by, now))
    same = (Empenho.ano == today.year, Empenho.tipo.icontains("estimativ"), Record.status.not_in(_SETTLED), seen)
    found = list(session.scalars(select(Empenho).where(*same).order_by(Empenho.numero)))
    known = ledger.balances(session, [each.id for each in found]) if found else {}
    sums = [(each, known.get(each.id, AccountSums())) for each in found]
    return [(each, it) for each, it in sums if it.liquidado * _MONTHS > it.empenhado * _months(each, today)]


def _months(each: Empenho, today: date) -> int:
    """How many twelfths of the months in which an empenho can be used have begun."""
    first = each.emitido_em.month if each.emitido_em else 1
    return _MONTHS * (today.month - first + 1) // (_MONTHS + 1 - first)


def stopped(session: Session, *, by: Person, now: datetime) -> list[Pedido]:
    """The requests that nobody settled for some dias úteis."""
    calendar, seen = municipal_days.current(session), visible_to(standing(session, by, now))
    since = moments.start_of(calendar.add_business_days(moments.today(now), -STALE))
    is_open = (Record.kind == PEDIDO, Record.status.in_(_ASKED), Record.created_at < since, seen)
    return list(session.scalars(select(Pedido).where(*is_open).order_by(Pedido.id)))


def overdue(session: Session, *, by: Person, now: datetime) -> list[Empenho]:
    """The empenhos whose delivery is past its day."""
    seen = visible_to(standing(session, by, now))
    late = select(Deadline.record_id).where(Deadline.kind == ENTREGA, is_late(now))
    return list(session.scalars(select(Empenho).where(Empenho.id.in_(late), seen).order_by(Empenho.entrega)))


def is_stale(session: Session, day: date, now: datetime) -> bool:
    """Whether a position is older than any that is still worth answering with."""
    return municipal_days.current(session).add_business_days(day, STALE) < moments.today(now)


def _more(one: Measure, other: Measure) -> ColumnElement[bool]:
    """The condition that more was moved of the one than of the other, of an empenho."""
    signed = case((LedgerEntry.measure == one.value, LedgerEntry.cents), else_=-LedgerEntry.cents)
    moved = select(func.sum(signed)).where(LedgerEntry.measure.in_((one.value, other.value)))
    return moved.where(LedgerEntry.record_id == Record.id).correlate(Record).scalar_subquery() > 0


UNLIQUIDATED = _more(Measure.EMPENHADO, Measure.LIQUIDADO)
UNPAID = _more(Measure.LIQUIDADO, Measure.PAGO)


def of_creditor(words: str) -> ColumnElement[bool]:
    """The condition that an empenho is of a creditor with these words in its name."""
    return Empenho.credor.icontains(words, autoescape=True)
