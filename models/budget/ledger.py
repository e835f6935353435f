"""The ledger: entries are appended, balances are their sums, and the stages of an expenditure keep their order."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Select, cast, extract, func, select
from sqlalchemy.orm import Session

from models import money
from models.base import Refusal, insert_row
from models.budget.tables import EMPENHO, LedgerEntry, Measure
from models.people import Person, Role, Standing, standing, with_role
from models.people.lists import confer, includes, members_of
from models.records import Record

DESK, AUTHORISERS = "orcamento", "ordenadores"
confer(DESK, AUTHORISERS)


class AccountSums(NamedTuple):
    """The sums of an account in centavos, in the order of Measure."""

    inicial: int = 0
    alterado: int = 0
    bloqueado: int = 0
    reservado: int = 0
    empenhado: int = 0
    liquidado: int = 0
    pago: int = 0
    pedido: int = 0
    atestado: int = 0
    diferenca: int = 0

    @property
    def autorizado(self) -> int:
        return self.inicial + self.alterado

    @property
    def calculado(self) -> int:
        """What is left by the figures; `disponivel` is as the accounting printed it."""
        return self.autorizado - self.bloqueado - self.reservado - self.empenhado

    @property
    def disponivel(self) -> int:
        return self.calculado + self.diferenca

    @property
    def livre(self) -> int:
        """What is left after the open requests of the house."""
        return self.disponivel - self.pedido

    @property
    def a_liquidar(self) -> int:
        return self.empenhado - self.liquidado

    @property
    def a_pagar(self) -> int:
        return self.liquidado - self.pago

    def moved(self, measure: Measure, cents: int) -> "AccountSums":
        """The balance after one more entry."""
        return AccountSums(*(value + cents * (n == measure) for n, value in enumerate(self, 1)))


def total(balances: Iterable[AccountSums]) -> AccountSums:
    """The sum of balances."""
    return AccountSums(*map(sum, zip(*balances, strict=True)))


@cache
def _sums(by: Any) -> Select[Any]:
    sums = [func.sum(LedgerEntry.cents).filter(LedgerEntry.measure == each.value) for each in Measure]
    # PostgreSQL adds integers up to a numeric.
    return select(by, *(cast(func.coalesce(each, 0), BigInteger) for each in sums)).group_by(by)


def balances_query() -> Select[Any]:
    """The query for the balance of every account."""
    return _sums(LedgerEntry.record_id)


def balances(session: Session, among: Select[int] | Collection[int] | None = None) -> dict[int, AccountSums]:
    """The balance of each account that has entries; `among`: of these records, or of those a query finds."""
    query = balances_query()
    query = query if among is None else query.where(LedgerEntry.record_id.in_(among))
    # The rows as the driver has them: half the time of the rest goes into making objects of them twice.
    cursor: Any = session.connection().execute(query).cursor
    return {row[0]: AccountSums(*row[1:]) for row in cursor.fetchall()}


def balance(session: Session, account: Record, line_id: int | None = None) -> AccountSums:
    """The balance of one account; `line_id`: of that line of it."""
    query = _sums(LedgerEntry.record_id).where(LedgerEntry.record_id == account.id)
    query = query if line_id is None else query.where(LedgerEntry.line_id == line_id)
    row = session.connection().execute(query).first()
    return AccountSums._make(row[1:]) if row else AccountSums()


def by_line(session: Session, account: Record) -> dict[int, AccountSums]:
    """The balance of each line of an account."""
    query = _sums(LedgerEntry.line_id).where(LedgerEntry.record_id == account.id)
    return {row[0]: AccountSums._make(row[1:]) for row in session.connection().execute(query)}


def by_month(session: Session, account_ids: Collection[int], year: int) -> dict[int, tuple[int, int]]:
    """What was committed and liquidated of these accounts in each month of a year, in centavos."""
    month = extract("month", LedgerEntry.day)
    sums = [
        cast(func.coalesce(func.sum(LedgerEntry.cents).filter(LedgerEntry.measure == each.value), 0), BigInteger)
        for each in (Measure.EMPENHADO, Measure.LIQUIDADO)
    ]
    of_year = LedgerEntry.day.between(date(year, 1, 1), date(year, 12, 31))
    query = select(month, *sums).where(LedgerEntry.record_id.in_(account_ids), of_year).group_by(month)
    return {int(row[0]): (int(row[1]), int(row[2])) for row in session.connection().execute(query)}


def post(
    session: Session,
    account: Record,
    measure: Measure,
    cents: int,
    tipo: str,
    *,
    day: date,
    by: Person | None,
    now: datetime,
    document: str = "",
    line_id: int = 0,
) -> None:
    """Append one entry. Raises Refusal where the account could not bear it."""
    after = balance(session, account, line_id).moved(measure, cents)
    if wrong := fault(after, has_credit=account.kind != EMPENHO):
        raise Refusal(f"{account.code}: {wrong}.")
    own = {"record_id": account.id, "line_id": line_id, "measure": int(measure), "cents": cents, "tipo": tipo}
    insert_row(session, LedgerEntry, **own, day=day, document=document, by_id=by.id if by else None, at=now)


def fault(it: AccountSums, *, has_credit: bool = True) -> str:
    """Which stage goes beyond the one before; empty where none does. `has_credit`: an empenho has none of its own."""
    stages = [("pago", it.pago), ("liquidado", it.liquidado), ("empenhado", it.empenhado)]
    stages += [("autorizado", it.autorizado)] if it.autorizado or has_credit else []
    for (low, less), (high, more) in pairwise(stages):
        if less > more:
            return f"o {low} ({money.of_cents(less)}) passa do {high} ({money.of_cents(more)})"
    negative = next((name for name, value in stages if value < 0), "")
    return f"o {negative} fica negativo" if negative else ""


# --- who ---------------------------------------------------------------------------------------------------------


def is_desk(session: Session, who: Standing) -> bool:
    """Whether a person keeps the budget: the list @orcamento, and whoever decides for the cabinet."""
    return who.commands or includes(session, DESK, who)


def may_import(session: Session, by: Person, now: datetime) -> bool:
    """Whether a person may import the tables of the budget."""
    return is_desk(session, standing(session, by, now))


def require_desk(session: Session, by: Person, now: datetime) -> None:
    """Raises Refusal for a person who does not keep the budget."""
    if not is_desk(session, standing(session, by, now)):
        raise Refusal("Isso cabe à mesa do orçamento (lista @orcamento) ou à chefia. Peça a eles.")


def authorisers(session: Session) -> list[Person]:
    """The ordenadores: the people on the list @ordenadores; without one, the mayor."""
    listed = [each for each in members_of(session, AUTHORISERS) if isinstance(each, Person)]
    return listed or with_role(session, Role.PREFEITO)
