"""The twelfth of a month: while the year has no budget law, and in the last month of a mayor's term."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from models import audit, moments
from models.base import Answer, Button, Question, Refusal, insert_row
from models.budget import ledger
from models.budget.tables import Dotacao
from models.house_state import HouseState
from models.money import of_cents
from models.people import Person

_KEY = "duodecimos-{}"
_MONTHS = 12
_TERM = 4  # years; the last ones are 2028, 2032 and so on
TERM_LAW = "último mês do mandato, Lei 4.320 art. 59 § 1º"


@dataclass(frozen=True, slots=True)
class Twelfth:
    """What may be committed of a dotação by now, and what is or is asked for, in centavos; `why`: what says so."""

    limit: int
    used: int
    why: str

    @property
    def left(self) -> int:
        return self.limit - self.used


def act_of(session: Session, year: int) -> str:
    """What lets a year without a budget law be spent by twelfths; empty where it has one."""
    row = session.get(HouseState, _KEY.format(year))
    return row.value if row else ""


def begin(session: Session, year: int, act: str, *, by: Person, now: datetime) -> None:
    """Say that a year begins without a budget law, and what lets it be spent by twelfths. Raises Refusal."""
    ledger.require_desk(session, by, now)
    if not act:
        raise Question(f"Que artigo o diz? Exemplo: duodécimos {year} Lei 5.100/{year - 1} art. 20", Answer.TEXT)
    if (row := session.get(HouseState, _KEY.format(year))) is None:
        insert_row(session, HouseState, key=_KEY.format(year), value=act)
    else:
        row.value = act
    audit.write(session, "duodecimos", by=by, now=now, text=f"{year} por duodécimos: {act}")


def end(session: Session, year: int, law: str, *, by: Person, now: datetime) -> None:
    """Say that the budget law of a year was approved. Raises Refusal."""
    ledger.require_desk(session, by, now)
    if not act_of(session, year):
        raise Refusal(f"{year} não corre por duodécimos.")
    if not law:
        raise Question(f"Que lei? Exemplo: orçamento aprovado {year} Lei 5.200/{year}", Answer.TEXT)
    session.execute(delete(HouseState).where(HouseState.key == _KEY.format(year)))
    audit.write(session, "duodecimos", by=by, now=now, text=f"orçamento de {year} aprovado: {law}")


def of(session: Session, dotacao: Dotacao, now: datetime) -> Twelfth | None:
    """The twelfth that binds a dotação this month; None where none does."""
    today, it = moments.today(now), ledger.balance(session, dotacao)
    if dotacao.ano != today.year:
        return None
    if act := act_of(session, today.year):
        return Twelfth(it.autorizado * today.month // _MONTHS, it.empenhado + it.pedido, act)
    if today.month == _MONTHS and today.year % _TERM == 0:
        committed, _ = ledger.by_month(session, [dotacao.id], today.year).get(_MONTHS, (0, 0))
        return Twelfth(it.autorizado // _MONTHS, committed + it.pedido, TERM_LAW)
    return None


def beyond(session: Session, dotacao: Dotacao, cents: int, *, again: str, now: datetime) -> str:
    """What the history says of a request beyond the twelfth, empty within it; until one insists it raises Refusal."""
    it = of(session, dotacao, now)
    if it is None or cents <= it.left:
        return ""
    missing = of_cents(cents - it.left)
    if again:
        raise Refusal(
            f"Passa do duodécimo da ficha {dotacao.ficha} em {missing}: até este mês cabem {of_cents(it.limit)}, e "
            f"{of_cents(it.used)} já foram ({it.why}). Pedir mesmo assim?",
            [Button("Pedir mesmo assim", f"{again} mesmo assim")],
        )
    return f"passa do duodécimo em {missing} ({it.why})"
