"""What the budget is asked: the dotações of an órgão, of a natureza, and how old the copy is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from models import moments, municipal_days
from models.budget import ledger
from models.budget.ledger import AccountSums
from models.budget.tables import Dotacao, Empenho, LedgerEntry, Measure
from models.people import Orgao, Person, standing
from models.records import Record, visible_to

STALE = 5  # dias úteis
FEW = 10  # a tenth of what was authorised


@dataclass(frozen=True, slots=True)
class DotacaoLine:
    """A dotação with its balance."""

    dotacao: Dotacao
    balance: AccountSums


def dotacoes(session: Session, where: ColumnElement[bool], *, by: Person, now: datetime) -> list[DotacaoLine]:
    """The dotações of this year that the person may see, by ficha."""
    of_year = select(Dotacao).where(Dotacao.ano == moments.today(now).year, where)
    found = list(session.scalars(of_year.where(visible_to(standing(session, by, now))).order_by(Dotacao.ficha)))
    balances = ledger.balances(session, [each.id for each in found]) if found else {}
    return [DotacaoLine(each, balances.get(each.id, AccountSums())) for each in found]


def of_orgao(session: Session, orgao: Orgao, *, by: Person, now: datetime) -> list[DotacaoLine]:
    return dotacoes(session, Record.orgao_id == orgao.id, by=by, now=now)


def of_natureza(session: Session, natureza: str, *, by: Person, now: datetime) -> list[DotacaoLine]:
    return dotacoes(session, Dotacao.natureza.startswith(natureza, autoescape=True), by=by, now=now)


def position(lines: Sequence[DotacaoLine]) -> tuple[date, datetime] | None:
    """The oldest day of which these dotações speak, and when it was imported."""
    known = [(d.posicao, d.importada_em) for d in (each.dotacao for each in lines) if d.posicao and d.importada_em]
    return min(known) if known else None


def nearly_spent(lines: Sequence[DotacaoLine]) -> list[DotacaoLine]:
    """The dotações of which little is left."""
    return [each for each in lines if each.balance.livre * FEW < each.balance.autorizado]


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
