"""The electoral period, in which promises and inaugurations are flagged: its days are said by the chefia."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models import audit
from models.base import Refusal, insert_row
from models.house_state import HouseState
from models.people import Person, standing

_KEY = "periodo-eleitoral"


@dataclass(frozen=True, slots=True)
class Period:
    """The first and last day, and what says so."""

    first: date
    last: date
    act: str


def current(session: Session) -> Period | None:
    """The period that was said last."""
    row = session.get(HouseState, _KEY)
    if row is None:
        return None
    first, last, act = row.value.split(" ", 2)
    return Period(date.fromisoformat(first), date.fromisoformat(last), act)


def settle(session: Session, period: Period, *, by: Person, now: datetime) -> None:
    """Say the days; others take their place. Raises Refusal."""
    if not standing(session, by, now).commands:
        raise Refusal("O período eleitoral é dito pela chefia de gabinete. Peça a ela.")
    value = f"{period.first} {period.last} {period.act}"
    if (row := session.get(HouseState, _KEY)) is None:
        insert_row(session, HouseState, key=_KEY, value=value)
    else:
        row.value = value
    text = f"período eleitoral de {period.first:%d/%m/%Y} a {period.last:%d/%m/%Y}, {period.act}"
    audit.write(session, "periodo_eleitoral", by=by, now=now, text=text)


def warning(session: Session, day: date) -> str:
    """What is said of a promise or an inauguration of that day; empty outside the period."""
    it = current(session)
    if it is None or not it.first <= day <= it.last:
        return ""
    return f" Atenção: período eleitoral até {it.last:%d/%m/%Y} ({it.act}); consulte a Procuradoria."
