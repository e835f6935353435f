"""Counted due dates: the basis of each is kept, so that a late decree can count it again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zlib import crc32

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import audit, moments, municipal_days, notices, outbox, rule_book
from models.base import Button
from models.calendar import Calendar, CalendarError
from models.counting import (
    Count,
    Rule,
    count,
    describe,
    prevailing,
    rule_from_json,
    unconfirmed,
    unconfirmed_years,
)
from models.counting.wording import weekday_date
from models.deadlines.rules import move
from models.deadlines.tables import Deadline, DeadlineState, Due
from models.outbox import Message
from models.people import Orgao, Person
from models.records import readers
from models.texts import clip, plural

_LIVING = (DeadlineState.OPEN, DeadlineState.PAUSED)
_MOST_LINES = 20


@dataclass(frozen=True, slots=True)
class Basis:
    """The basis of a due date: a rule of the book or a length written out, the event, and later changes."""

    rule: str | dict[str, Any] | None  # none: a date that was imported, and nothing to count
    start: date | datetime
    calendar: str = municipal_days.OURS
    then: tuple[dict[str, Any], ...] = ()  # prorrogações granted, each from the end of the one before
    stood_still: int = 0  # dias úteis it was paused
    printed: date | None = None  # the date the document gives: it prevails
    imported: date | None = None  # the date the official system gives: it prevails over the count alone

    def as_json(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "start": self.start.isoformat(),
            "calendar": self.calendar,
            "then": list(self.then),
            "stood_still": self.stood_still,
            "printed": self.printed.isoformat() if self.printed else None,
            "imported": self.imported.isoformat() if self.imported else None,
        }

    @staticmethod
    def from_json(data: dict[str, Any]) -> "Basis":
        start, printed, imported = data["start"], data["printed"], data.get("imported")
        return Basis(
            rule=data["rule"],
            start=datetime.fromisoformat(start) if "T" in start else date.fromisoformat(start),
            calendar=data["calendar"],
            then=tuple(data["then"]),
            stood_still=data["stood_still"],
            printed=date.fromisoformat(printed) if printed else None,
            imported=date.fromisoformat(imported) if imported else None,
        )

    @property
    def given(self) -> date | None:
        """The date that came with it and was not counted."""
        return self.printed or self.imported

    @property
    def is_legal(self) -> bool:
        """Whether it is a rule of the book, and not a length somebody wrote."""
        return isinstance(self.rule, str)

    @property
    def is_imported(self) -> bool:
        """Whether the imported date prevails."""
        return self.imported is not None and self.printed is None and not self.then


def paused(basis: dict[str, Any] | None, days: int) -> dict[str, Any] | None:
    """The same basis after the term stood still for `days` dias úteis."""
    if basis is None:
        return None
    known = Basis.from_json(basis)
    return replace(known, stood_still=known.stood_still + days).as_json()


@dataclass(frozen=True, slots=True)
class MovedDeadline:
    """A recounted deadline, with its former and its new date."""

    deadline: Deadline
    old: Due
    new: Due


def rule_of(session: Session, basis: Basis) -> Rule:
    """The rule with the prorrogações granted. CalendarError where the book no longer has it."""
    assert basis.rule is not None
    if isinstance(basis.rule, str):
        day = moments.local(basis.start).date() if isinstance(basis.start, datetime) else basis.start
        found = rule_book.rule(session, basis.rule, day)
    else:
        found = rule_from_json(basis.rule)
    return replace(found, then=(*found.then, *map(rule_from_json, basis.then))) if basis.then else found


def due_of(session: Session, basis: Basis, calendar: Calendar | None = None) -> Due:
    """The due date: the earlier one where there is a doubt, the printed one where the document has it."""
    rule = rule_of(session, basis)
    calendar = calendar or municipal_days.current(session, basis.calendar)
    counted = _count(rule, basis, calendar)
    memory, notes = list(counted.memory), [*_doubts(counted), *_unconfirmed(counted, basis)]
    end = counted.end
    if basis.given is not None and not basis.then:
        end, difference = prevailing(basis.printed, basis.imported, _day(end))
        memory += [difference] if difference else [imported_line(basis.imported)] if basis.imported else []
        notes += [difference] if difference else []
    if basis.stood_still:
        end = _later(end, basis.stood_still, calendar)
        memory.append(f"Parado por {plural(basis.stood_still, 'dia útil', 'dias úteis')}: {_text(end)}.")
    hours = isinstance(end, datetime)
    at = end if isinstance(end, datetime) else moments.at(end, calendar.work_day_end(end))
    return Due(at, not hours, rule.name or rule.id or describe(rule), tuple(memory), basis.as_json(), tuple(notes))


def _count(rule: Rule, basis: Basis, calendar: Calendar) -> Count:
    """The count; a prorrogação of a term with a printed or imported end runs from that end."""
    if basis.given is None or not basis.then:
        return count(rule, basis.start, calendar)
    first, *more = map(rule_from_json, basis.then)
    return count(replace(first, then=tuple(more)), basis.given, calendar)


def imported_line(day: date) -> str:
    return f"Data importada do sistema oficial: {weekday_date(day)}."


def recount(session: Session, calendar: str, *, why: str, by: Person | None, now: datetime) -> list[MovedDeadline]:
    """Count again the terms on a changed calendar. The history keeps the old dates; the owners are notified."""
    changed = list(_changed(session, _counted_on(session, calendar), municipal_days.current(session, calendar)))
    for each in changed:
        move(session, each.deadline, each.new, now=now)
        text = f"prazo contado de novo: de {each.old.text} para {each.new.text} ({why})"
        audit.write(session, "recontagem", by=by, now=now, record_id=each.deadline.record_id, text=text)
    _tell_owners(session, changed, why, by=by, now=now)
    return changed


def touched(session: Session, calendar: str, supposed: Calendar) -> list[MovedDeadline]:
    """The deadlines with another date on the supposed calendar; nothing is changed."""
    return list(_changed(session, _counted_on(session, calendar), supposed))


def _counted_on(session: Session, calendar: str) -> Iterable[Deadline]:
    loaded = (joinedload(Deadline.record), joinedload(Deadline.person), joinedload(Deadline.orgao))
    query = select(Deadline).where(Deadline.counted_on == calendar, Deadline.state.in_(_LIVING)).options(*loaded)
    return session.scalars(query.order_by(Deadline.due_at, Deadline.id)).all()


def _changed(session: Session, found: Iterable[Deadline], calendar: Calendar) -> Iterator[MovedDeadline]:
    for deadline in found:
        assert deadline.basis is not None
        try:
            new = due_of(session, Basis.from_json(deadline.basis), calendar)
        except CalendarError:
            continue  # the rule is no longer in the book: the date stands as it was counted
        if new.at != deadline.due_at:
            yield MovedDeadline(deadline, deadline.due, new)


def _tell_owners(session: Session, changed: list[MovedDeadline], why: str, *, by: Person | None, now: datetime) -> None:
    """Send one message to each person about all their moved deadlines."""
    mine: dict[int, list[MovedDeadline]] = {}
    for each in changed:
        owner: Person | Orgao | None = each.deadline.person or each.deadline.orgao
        people = [session.get_one(Person, i) for i in notices.reached(session, [owner] if owner else [], now)]
        for person in readers(session, each.deadline.record, people, now):
            mine.setdefault(person.id, []).append(each)
    for person_id, moved in mine.items():
        if by is not None and person_id == by.id:
            continue
        message = _notice(moved, why)
        key = f"recount:{person_id}:{now.timestamp():.6f}:{crc32(message.text.encode()):08x}"
        outbox.enqueue(session, key=key, to=session.get_one(Person, person_id), message=message, now=now)


def _notice(moved: list[MovedDeadline], why: str) -> Message:
    heading = "Um prazo seu mudou" if len(moved) == 1 else f"{len(moved)} prazos seus mudaram"
    lines = [f"{heading} ({why}):", *map(line, moved[:_MOST_LINES])]
    lines += [f"… e mais {len(moved) - _MOST_LINES}. Veja todos com: pauta"] if len(moved) > _MOST_LINES else []
    codes = dict.fromkeys(each.deadline.record.code for each in moved)
    return Message("\n".join(lines), tuple(Button(f"A conta de {code}", f"prazo {code}") for code in list(codes)[:5]))


def line(moved: MovedDeadline) -> str:
    """`• T-3 enviar os números: de quarta-feira, 23/12/2026, para segunda-feira, 28/12/2026`"""
    record = moved.deadline.record
    return f"• {record.code} {clip(record.title, 60)}: de {moved.old.text}, para {moved.new.text}"


def _doubts(counted: Count) -> list[str]:
    if counted.other_end is None:
        return []
    return [f"Há dúvida: pode ser também {_text(counted.other_end)}. Os avisos seguem a primeira data."]


def _unconfirmed(counted: Count, basis: Basis) -> list[str]:
    """A sentence about the unconfirmed years of a count beyond the next one; empty where there are none."""
    # That the days of this year and the next may still change surprises nobody.
    years = unconfirmed_years(counted, basis.start.year + 1)
    return [unconfirmed(years)] if years else []


def _later(end: date | datetime, days: int, calendar: Calendar) -> date | datetime:
    day = calendar.add_business_days(_day(end), days)
    return datetime.combine(day, end.timetz()) if isinstance(end, datetime) else day


def _day(end: date | datetime) -> date:
    return end.date() if isinstance(end, datetime) else end


def _text(end: date | datetime) -> str:
    return moments.moment_text(end) if isinstance(end, datetime) else moments.day_text(end)
