"""The terms of matérias: opened by their rule on its own calendar, closed as of the instant of a paper."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import deadlines, moments, municipal_days, rule_book
from models.base import Refusal
from models.calendar import CalendarError
from models.counting import Count, count
from models.deadlines import Basis, Deadline, DeadlineState, Due
from models.materias.tables import Materia, MateriaTerm
from models.people import Orgao, Person, Role, cabinet, orgaos, with_role
from models.texts import fold

Start = date | datetime
_COUNCIL = "camara"


def counted(session: Session, term: MateriaTerm, start: Start) -> Due:
    """The date by the rule of that term. Raises Refusal where the book of the house no longer has it."""
    try:
        rule = rule_book.rule(session, term, moments.local(start).date() if isinstance(start, datetime) else start)
        return deadlines.due_of(session, Basis(term, _local(start), municipal_days.key_of(rule.calendar)))
    except CalendarError as error:
        raise Refusal(str(error)) from error


def begin(
    session: Session, materia: Materia, term: MateriaTerm, start: Start, owner: Person | Orgao, now: datetime
) -> Due:
    """Open a term from that event; returns its date."""
    due = counted(session, term, start)
    deadlines.open_deadline(session, materia.id, term, due, owner=owner, now=now)
    return due


def finish(session: Session, materia: Materia, *terms: MateriaTerm, at: datetime, void: bool = False) -> None:
    """Close terms as of an instant, which is that of the paper and not of the typing."""
    for term in terms:
        deadlines.close(session, materia.id, kind=term, now=at, void=void)


def open_one(session: Session, materia: Materia, term: MateriaTerm) -> Deadline | None:
    """The open deadline of that term."""
    return next((each for each in deadlines.open_of(session, materia.id) if each.kind == term), None)


def council_rests(session: Session, first: date, last: date) -> bool:
    """Whether the council is in recess on one of these days, both included."""
    calendar = municipal_days.current(session, _COUNCIL)
    days = (moments.days_after(first, n) for n in range((last - first).days + 1))
    return any(not calendar.is_running_day(each) for each in days)


def in_time(session: Session, materia: Materia, term: MateriaTerm) -> bool | None:
    """Whether the last closed deadline of a term was met in time; None where there is none."""
    query = select(Deadline.state).where(Deadline.record_id == materia.id, Deadline.kind == term)
    state = session.scalar(query.where(Deadline.closed_at.is_not(None)).order_by(Deadline.id.desc()).limit(1))
    return None if state in (None, DeadlineState.VOID) else state == DeadlineState.MET


def reading(session: Session, deadline: Deadline) -> Count | None:
    """The count behind a deadline, with the other end where days are in doubt; None for one that was not counted."""
    if deadline.basis is None or deadline.basis["rule"] is None:
        return None
    basis = Basis.from_json(deadline.basis)
    try:
        return count(deadlines.rule_of(session, basis), basis.start, municipal_days.current(session, basis.calendar))
    except CalendarError:
        return None


def mayor(session: Session) -> Person | Orgao:
    """The mayor; while there is none, the cabinet."""
    found = next(iter(with_role(session, Role.PREFEITO)), None) or cabinet(session)
    if found is None:
        raise Refusal("A casa ainda não tem prefeito nem gabinete. Peça ao administrador que os cadastre.")
    return found


def legal_office(session: Session) -> Orgao | None:
    """The Procuradoria, by its name or its sigla."""
    known = orgaos(session)
    by_name = (each for each in known if fold(each.name).startswith(("procuradoria", "secretaria juridica")))
    return next(by_name, None) or next((each for each in known if each.key in ("juridico", "pgm")), None)


def _local(start: Start) -> Start:
    return moments.local(start) if isinstance(start, datetime) else start
