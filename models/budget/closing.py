"""The last day on which the decree of the year lets anything be committed or liquidated."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models import audit
from models.base import Answer, Question, insert_row
from models.budget import ledger
from models.house_state import HouseState
from models.people import Person

_KEY = "fechamento-{}"


@dataclass(frozen=True, slots=True)
class ClosingDay:
    """The day, and the act that says so."""

    day: date
    act: str


def of_year(session: Session, year: int) -> ClosingDay | None:
    """The closing day of a year, where it was said."""
    row = session.get(HouseState, _KEY.format(year))
    if row is None:
        return None
    day, _, act = row.value.partition(" ")
    return ClosingDay(date.fromisoformat(day), act)


def settle(session: Session, day: date, act: str, *, by: Person, now: datetime) -> ClosingDay:
    """Say what the decree says; another one takes its place. Raises Question."""
    ledger.require_desk(session, by, now)
    if not act:
        raise Question("Que decreto o diz? Exemplo: decreto 6.558/2026", Answer.TEXT)
    key, value = _KEY.format(day.year), f"{day.isoformat()} {act}"
    row = session.get(HouseState, key)
    if row is None:
        insert_row(session, HouseState, key=key, value=value)
    else:
        row.value = value
    audit.write(session, "fechamento", by=by, now=now, text=f"encerramento de {day.year}: {day:%d/%m/%Y}, {act}")
    return ClosingDay(day, act)
