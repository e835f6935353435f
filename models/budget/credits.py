"""Credits moved between dotações by a decree or a law: the two legs together, or neither."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, moments
from models.base import Button, Refusal
from models.budget import ledger
from models.budget.tables import Dotacao, LedgerEntry, Measure
from models.money import of_cents
from models.people import Person

_TIPO = "remanejamento"


def transfer(
    session: Session, giving: Dotacao, taking: Dotacao, cents: int, act: str, *, by: Person, now: datetime
) -> None:
    """Move authorised money from one dotação to another; the balancete that brings it later changes nothing more."""
    ledger.require_desk(session, by, now)
    if giving.id == taking.id or giving.ano != taking.ano:
        raise Refusal("Um remanejamento é entre duas fichas do mesmo ano.")
    same = (LedgerEntry.record_id == taking.id, LedgerEntry.tipo == _TIPO, LedgerEntry.cents == cents)
    if session.scalar(select(LedgerEntry.id).where(*same, LedgerEntry.document == act).limit(1)) is not None:
        raise Refusal(
            f"Este remanejamento já está registrado: {of_cents(cents)} para a ficha {taking.ficha}, {act}. Nada mudou.",
            [Button(f"Ficha {taking.ficha}", f"saldo ficha {taking.ficha}")],
        )
    left = ledger.balance(session, giving).disponivel
    if cents > left:
        missing = of_cents(cents - left)
        raise Refusal(f"A ficha {giving.ficha} só tem {of_cents(left)} disponíveis: faltam {missing}. Nada mudou.")
    day = moments.today(now)
    for each, moved in ((giving, -cents), (taking, cents)):
        ledger.post(session, each, Measure.ALTERADO, moved, _TIPO, day=day, by=by, now=now, document=act)
        text = f"remanejamento de {of_cents(cents)} da ficha {giving.ficha} para a {taking.ficha}, {act}"
        audit.write(session, "remanejamento", by=by, now=now, record_id=each.id, text=text)
