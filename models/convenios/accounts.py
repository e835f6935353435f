"""The money of a convênio: what came in and went out, what is left, and how much of what was agreed is done."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import money
from models.base import Refusal, insert_row
from models.convenios.dates import settle
from models.convenios.rules import require_keeper
from models.convenios.tables import Convenio, Instrumento, Movimento, TipoMovimento
from models.people import Person

ADDS = (TipoMovimento.DESEMBOLSO, TipoMovimento.CONTRAPARTIDA, TipoMovimento.RENDIMENTO)


@dataclass(frozen=True, slots=True)
class Balance:
    """The sums of the movements, in percent of the whole value and of the contrapartida; None where none was agreed."""

    by_tipo: dict[str, Decimal]
    done: int | None
    counterpart: int | None

    @property
    def left(self) -> Decimal:
        return sum((v if t in ADDS else -v for t, v in self.by_tipo.items()), Decimal())


def movements(session: Session, convenio: Convenio) -> list[Movimento]:
    """By day, as an account is read."""
    order = (Movimento.dia, Movimento.id)
    return list(session.scalars(select(Movimento).where(Movimento.convenio_id == convenio.id).order_by(*order)))


def balance(session: Session, convenio: Convenio) -> Balance:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for each in movements(session, convenio):
        sums[each.tipo] += each.valor
    released = max(sums[TipoMovimento.DESEMBOLSO], convenio.desembolsado or Decimal())
    paid = max(sums[TipoMovimento.CONTRAPARTIDA], convenio.depositado or Decimal())
    return Balance(
        {name: value for name, value in sums.items() if value},
        _percent(released, convenio.valor_global),
        _percent(paid, convenio.contrapartida),
    )


def _percent(part: Decimal, whole: Decimal | None) -> int | None:
    return round(part * 100 / whole) if whole else None


def record_money(
    session: Session,
    convenio: Convenio,
    tipo: TipoMovimento,
    amount: Decimal,
    on: date,
    documento: str = "",
    *,
    by: Person | None,
    now: datetime,
) -> bool:
    """Register a movement; False where the same one is there already, by its document or else its day and amount."""
    require_keeper(session, convenio, by, now, money=True)
    if amount <= 0:
        raise Refusal(f"O valor {money.written(amount)} não vale aqui: escreva um valor positivo, como R$ 1.234,56.")
    if convenio.especie == Instrumento.ACORDO:
        raise Refusal(f"{convenio.code} é acordo sem repasse: não tem movimento de dinheiro.")
    same = Movimento.convenio_id == convenio.id, Movimento.tipo == tipo, Movimento.dia == on, Movimento.valor == amount
    found = session.scalars(select(Movimento.documento).where(*same)).all()
    if documento in found or (found and not documento):
        return False
    values = {"tipo": tipo.value, "dia": on, "valor": amount, "documento": documento}
    insert_row(session, Movimento, convenio_id=convenio.id, created_at=now, **values)
    text = f"{tipo.value} de {money.written(amount)} em {on:%d/%m/%Y}" + (f", {documento}" if documento else "")
    settle(session, convenio, "movimento", text, by=by, now=now)
    return True
