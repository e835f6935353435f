"""Pending decisions of all subjects, and the requests for time that nobody has answered."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import or_, select, true
from sqlalchemy.orm import Session, joinedload

from models import moments, subjects
from models.base import Button
from models.extensions import Extension
from models.people import Person, Standing, standing
from models.records import Record, visible_to
from models.subjects import Decision
from models.texts import clip

_LONGEST_REASON = 80


def waiting_for(session: Session, person: Person, now: datetime) -> list[Decision]:
    """The decisions this person may make, also as a substitute: by their date, then the oldest."""
    who = standing(session, person, now)
    found = [*_extensions(session, who)]
    for subject in subjects.known():
        if subject.decisions is not None:
            found += subject.decisions(session, person, now)
    return sorted(found, key=lambda each: (each.until is None, each.until or each.since, each.since, each.code))


def _extensions(session: Session, who: Standing) -> Iterator[Decision]:
    """The requests for time made to this person; a person in command may answer any but their own."""
    asked_of_me = true() if who.commands else Extension.asked_of_id.in_(who.person_ids)
    query = (
        select(Extension, Record, Person)
        .join(Record, Record.id == Extension.record_id)
        .join(Person, Person.id == Extension.asked_by_id)
        .where(Extension.granted.is_(None), asked_of_me, Extension.asked_by_id.not_in(who.person_ids))
        .where(or_(visible_to(who), Extension.asked_of_id.in_(who.person_ids)))
        .options(joinedload(Record.author))
    )
    for asked, record, by in session.execute(query):
        yield Decision(
            record.code,
            f"{by.name} pede prazo até {asked.due.text}: {clip(record.title, 60)}. "
            f"Motivo: {clip(asked.reason, _LONGEST_REASON)}",
            since=asked.asked_at,
            buttons=(
                Button(f"Conceder {record.code}", f"conceder {record.code} @{by.handle}"),
                Button(f"Recusar {record.code}", f"recusar {record.code} @{by.handle}"),
            ),
        )


def age(decision: Decision, now: datetime) -> str:
    """The age of a pending decision, in words: `desde hoje`, `desde ontem`, `há 5 dias`."""
    days = (moments.today(now) - moments.today(decision.since)).days
    return "desde hoje" if days < 1 else "desde ontem" if days == 1 else f"há {days} dias"
