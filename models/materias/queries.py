"""Lists of matérias that the house asks for by name: the autógrafos that wait, the vetoes on their way."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.deadlines import IS_OPEN, Deadline
from models.materias.tables import KIND, VETOED, WITH_MAYOR, Materia, MateriaTerm
from models.people import Person, standing
from models.records import Record, visible_to

_MAIN = (MateriaTerm.SANCAO_VETO, MateriaTerm.PROMULGACAO)
_OF_VETO = (MateriaTerm.RAZOES, MateriaTerm.APRECIACAO, MateriaTerm.PROMULGACAO)
_MOST = 100


@dataclass(frozen=True, slots=True)
class DatedMateria:
    """A matéria with the date that comes next, if it has one."""

    materia: Materia
    deadline: Deadline | None


def autografos(session: Session, person: Person, now: datetime) -> list[DatedMateria]:
    """The bills of which the mayor still has to do something, the nearest date first."""
    return _dated(session, person, now, WITH_MAYOR, _MAIN)


def vetoes(session: Session, person: Person, now: datetime) -> list[DatedMateria]:
    """The bills with a veto, the nearest date first."""
    return _dated(session, person, now, VETOED, _OF_VETO)


def _dated(
    session: Session, person: Person, now: datetime, states: tuple[str, ...], terms: tuple[MateriaTerm, ...]
) -> list[DatedMateria]:
    seen = visible_to(standing(session, person, now))
    query = select(Materia).where(Record.kind == KIND, Record.status.in_(states), seen).order_by(Record.id.desc())
    found = list(session.scalars(query.limit(_MOST)))
    ids = [each.id for each in found]
    dates = select(Deadline).where(Deadline.record_id.in_(ids), IS_OPEN, Deadline.kind.in_(terms))
    latest_first = session.scalars(dates.order_by(Deadline.due_at.desc())) if ids else ()
    soonest = {each.record_id: each for each in latest_first}
    far = datetime.max.replace(tzinfo=now.tzinfo)
    dated = [DatedMateria(each, soonest.get(each.id)) for each in found]
    return sorted(dated, key=lambda each: each.deadline.due_at if each.deadline else far)
