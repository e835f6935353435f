"""Pending decisions of all subjects, and the requests for time that nobody has answered."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session, joinedload

from models import moments, municipal_days, subjects
from models.base import Button
from models.calendar import Calendar
from models.deadlines import IS_OPEN, Deadline
from models.extensions import Extension
from models.people import Person, Standing, approvers, stand_in, standing
from models.records import Record, visible_to, which_hold
from models.subjects import Decision, Subject
from models.texts import clip

EVERY = timedelta(minutes=15)  # how often the decisions are looked at
_LONGEST_REASON = 80
_LAST = timedelta(hours=1)
_MORNING = time(9)
_UNANSWERED = select(Extension.asked_of_id).where(Extension.granted.is_(None))
_TIME_ASKED, _ALWAYS = _UNANSWERED.exists(), true()


class Step(StrEnum):
    """The moments at which a pending decision is spoken of again."""

    HALF = "half"  # to whoever was asked, and to whoever waits
    LAST = "last"  # to everybody who may decide
    OVER = "over"  # its date has passed


@dataclass(frozen=True, slots=True, eq=False)
class Questions:
    """Decisions kept in a table of their own, about records of any subject: as a `Subject` says them of its records."""

    decisions: Callable[[Session, Person, datetime], list[Decision]]
    pending: ColumnElement[bool]
    asked: Callable[[Session], list[Person]]


_questions: list[Questions] = []


def declare(questions: Questions) -> None:
    """Make a table of questions known."""
    _questions.append(questions)


def waiting_for(session: Session, person: Person, now: datetime) -> list[Decision]:
    """The decisions this person may make, also as a substitute: by their date, then the oldest."""
    who = standing(session, person, now)
    time_asked, waiting = _pending(session)
    found = [*_extensions(session, who)] if time_asked else []
    for subject in waiting:
        found += subject.decisions(session, person, now) if subject.decisions is not None else []
    return sorted(found, key=lambda each: (each.until is None, each.until or each.since, each.since, each.code))


def _pending(session: Session) -> tuple[bool, list[Subject | Questions]]:
    """Whether any request for time waits for an answer, and the subjects of which anything may wait for a decision."""
    deciding: list[Subject | Questions] = [each for each in subjects.known() if each.decisions is not None]
    deciding += _questions
    pending = (_ALWAYS if each.pending is None else each.pending for each in deciding)
    time_asked, *waits = which_hold(session, (_TIME_ASKED, *pending))
    return time_asked, [subject for subject, does in zip(deciding, waits, strict=True) if does]


def _extensions(session: Session, who: Standing) -> Iterator[Decision]:
    """The requests for time made to this person; a person in command may answer any but their own."""
    asked_of_me = true() if who.commands else Extension.asked_of_id.in_(who.person_ids)
    until = (
        select(func.min(Deadline.due_at))
        .where(Deadline.record_id == Extension.record_id, Deadline.item_id == Extension.item_id, IS_OPEN)
        .where(Deadline.kind.not_in(subjects.kinds_by_ciencia()), Deadline.due_at > Extension.asked_at)
        .scalar_subquery()
    )
    query = (
        select(Extension, Record, Person, until)
        .join(Record, Record.id == Extension.record_id)
        .join(Person, Person.id == Extension.asked_by_id)
        .where(Extension.granted.is_(None), asked_of_me, Extension.asked_by_id.not_in(who.person_ids))
        .where(Record.status.not_in(subjects.final_states()))
        .where(or_(visible_to(who), Extension.asked_of_id.in_(who.person_ids)))
        .options(joinedload(Record.author))
    )
    for asked, record, by, ends in session.execute(query):
        yield Decision(
            record.code,
            f"{by.name} pede prazo até {asked.due.text}: {clip(record.title, 60)}. "
            f"Motivo: {clip(asked.reason, _LONGEST_REASON)}",
            since=asked.asked_at,
            until=ends,
            asked_by_id=by.id,
            first_id=asked.asked_of_id,
            buttons=(
                Button(f"Conceder {record.code}", f"conceder {record.code} @{by.handle}"),
                Button(f"Recusar {record.code}", f"recusar {record.code} @{by.handle}"),
            ),
        )


def deciders(session: Session, now: datetime) -> list[Person]:
    """The people who may have something to decide today, with substitutes in the place of the absent."""
    time_asked, waiting = _pending(session)
    found = list(session.scalars(select(Person).where(Person.id.in_(_UNANSWERED)))) if time_asked else []
    found += approvers(session) if time_asked else []
    for subject in waiting:
        found += subject.asked(session) if subject.asked is not None else []
    here = [stand_in(session, each, moments.today(now)) for each in dict.fromkeys(found)]
    return [each for each in dict.fromkeys(here) if each.active]


def key(decision: Decision) -> str:
    """The key of a decision: another once it is asked again, or to be made by another date."""
    until = f"{decision.until:%y%m%d%H%M}" if decision.until else ""
    return f"decision:{decision.code}:{decision.asked_by_id}:{decision.since:%y%m%d%H%M%S}:{until}"


def step(decision: Decision, calendar: Calendar, now: datetime) -> Step | None:
    """The last step of a decision that has come: half of the time, an hour before the end, the end.

    Without an end: the first and the second business day after.
    """
    passed = [name for name, at in _steps(decision, calendar) if at <= now and not decision.has_ladder]
    return passed[-1] if passed else None


def is_for(decision: Decision, step: Step, who: Standing) -> bool:
    """Whether a person is reminded at a step: at first only the one who was asked."""
    return step is not Step.HALF or decision.first_id is None or decision.first_id in who.person_ids


def next_check(session: Session, after: datetime) -> datetime | None:
    """When the next step of a pending decision is looked at; None while none is to come."""
    calendar = municipal_days.current(session)
    coming = [
        at
        for person in deciders(session, after)
        for each in waiting_for(session, person, after)
        if not each.has_ladder
        for _, at in _steps(each, calendar)
    ]
    looks = [_look(at) for at in coming if _look(at) > after]
    return min(looks, default=None)


def _look(at: datetime) -> datetime:
    """The first look at or after that moment."""
    quarters = -(-at.timestamp() // EVERY.total_seconds())
    return datetime.fromtimestamp(quarters * EVERY.total_seconds(), UTC)


def _steps(decision: Decision, calendar: Calendar) -> list[tuple[Step, datetime]]:
    since, until = decision.since, decision.until
    if until is None:
        day = moments.today(since)
        days = [calendar.add_business_days(day, count) for count in (1, 2)]
        return [(name, moments.at(day, _MORNING)) for name, day in zip((Step.HALF, Step.LAST), days, strict=True)]
    last = max(since, until - _LAST)
    half = since + (until - since) / 2
    return [*([(Step.HALF, half)] if half < last else []), (Step.LAST, last), (Step.OVER, until)]


def age(decision: Decision, now: datetime) -> str:
    """The age of a pending decision, in words: `desde hoje`, `desde ontem`, `há 5 dias`."""
    days = (moments.today(now) - moments.today(decision.since)).days
    return "desde hoje" if days < 1 else "desde ontem" if days == 1 else f"há {days} dias"
