"""Dates imported from the official system: kept as they came, and compared with the result of a rule."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from models import audit, moments, municipal_days, notices
from models.base import Refusal
from models.calendar import Calendar
from models.counting import Rule
from models.deadlines.counted import Basis, due_of, imported_line
from models.deadlines.queries import in_charge, open_of
from models.deadlines.rules import move
from models.deadlines.tables import Deadline, Due
from models.people import Person
from models.records import Record


def imported(day: date, received: date, calendar: Calendar) -> Due:
    """An imported date; `received`: the day from which a rule given later counts."""
    basis = Basis(None, received, imported=day)
    at = moments.at(day, calendar.work_day_end(day))
    return Due(at, date_only=True, memory=(imported_line(day),), basis=basis.as_json())


def give_rule(
    session: Session,
    record: Record,
    rule: Rule,
    event: date | datetime | None,
    printed: date | None,
    *,
    by: Person,
    now: datetime,
) -> Due:
    """Count an imported deadline by a rule too: printed prevails over imported, imported over counted."""
    deadline = _imported_of(session, record)
    if not in_charge(session, deadline, by, now):
        raise Refusal("A regra de um prazo importado é dada por quem responde por ele ou pela chefia.")
    known, old = Basis.from_json(deadline.basis or {}), deadline.due
    basis = replace(
        known,
        rule=rule.id,
        start=event or known.start,
        calendar=municipal_days.key_of(rule.calendar),
        printed=printed or known.printed,
    )
    due = due_of(session, basis)
    move(session, deadline, due, now=now)
    text = f"prazo pela regra {due.rule}: {_change(old, due)}"
    audit.write(session, "regra_de_prazo", by=by, now=now, record_id=record.id, text=" ".join([text, *due.notes]))
    owner = deadline.person or deadline.orgao
    if owner is not None and due.at != old.at:
        notices.tell(session, record, f"{by.name}: {record.code} ({record.title}), {text}", [owner], by=by, now=now)
    return due


def _imported_of(session: Session, record: Record) -> Deadline:
    for each in open_of(session, record.id):
        if each.basis and Basis.from_json(each.basis).imported:
            return each
    raise Refusal(f"{record.code} não tem prazo importado em aberto, e só a esse se dá uma regra depois.")


def _change(old: Due, new: Due) -> str:
    return f"continua {new.text}." if new.at == old.at else f"de {old.text} para {new.text}."
