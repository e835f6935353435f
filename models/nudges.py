"""Nudges: requests for news of a record, to the people who still owe something for it; at most every two hours."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, deadlines, moments, municipal_days, notices, outbox, subjects
from models.base import Answer, Base, Button, Question, Refusal, insert_rows
from models.deadlines import Due
from models.outbox import Message, Priority, Push
from models.people import Person, Standing, standing
from models.records import Record, readers
from models.texts import clip, listed

NOT_AGAIN_FOR = timedelta(hours=2)
_MOST_BUTTONS = 4


class Nudge(Base):
    """A request for news of a record, to one person."""

    __tablename__ = "nudges"
    __table_args__ = (Index("ix_nudges_record", "record_id", "person_id", "at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Nudged:
    """The people asked, and the people spared, as they were asked less than two hours ago.

    `read_at`: when it reaches them, of one that was asked outside the hours of work.
    """

    asked: tuple[Person, ...]
    spared: tuple[Person, ...]
    read_at: datetime | None


def answer(
    session: Session, record: Record, text: str, until: Due | None, *, by: Person, now: datetime
) -> list[Person]:
    """Answer the nudges of a record, with the day until which its reminders wait; returns who asked. Raises Refusal."""
    mine, code = standing(session, by, now), record.code
    query = select(Nudge.by_id).where(Nudge.record_id == record.id, Nudge.person_id.in_(mine.person_ids)).distinct()
    asked_by = [session.get_one(Person, each) for each in sorted(session.scalars(query))]
    if not asked_by:
        raise Refusal(f"Ninguém cobrou {code} de você.", [Button("Ver", f"ver {code}")])
    if not text:
        raise Question(f"Que resposta? Exemplo: responder cobrança {code} aguardo a medição, até sexta", Answer.TEXT)
    if until is not None:
        for deadline in deadlines.open_of(session, record.id):
            if deadline.person_id in mine.person_ids or deadline.orgao_id in mine.leads:
                deadlines.snooze(session, deadline, until.at, now=now)
    said = text + (f" (até {until.text})" if until else "")
    audit.write(session, "resposta_cobranca", by=by, now=now, record_id=record.id, text=f"resposta à cobrança: {said}")
    told = f"{by.name} responde sobre {code}, {clip(record.title, 60)}: {said}"
    notices.tell(session, record, told, asked_by, by=by, now=now, buttons=(Button("Ver", f"ver {code}"),))
    return asked_by


def debtors(session: Session, record: Record, now: datetime) -> list[Person]:
    """The people with something to do for a record; for an órgão, the person who answers for it on the day."""
    owing = subjects.owing(session, record)
    found = [session.get_one(Person, each) for each in notices.reached(session, owing, now)]
    if not owing:
        audience = deadlines.Audience(session, now)
        for deadline in deadlines.open_of(session, record.id):
            found += audience.of(deadline, deadlines.OWNER)
    return readers(session, record, list(dict.fromkeys(found)), now)


def nudge(
    session: Session, records: Sequence[Record], whom: Sequence[Person], text: str, *, by: Person, now: datetime
) -> Nudged:
    """Ask for news of some records, one message a person; `whom`: only these. Raises Refusal where nobody owes any."""
    owed = {record: _chosen(session, record, whom, by, now) for record in records}
    people = list(dict.fromkeys(person for found in owed.values() for person in found))
    late = {(record.id, person.id) for record, found in owed.items() for person in _lately(session, record, found, now)}
    asked = {each: [r for r in records if each in owed[r] and (r.id, each.id) not in late] for each in people}
    asked = {person: theirs for person, theirs in asked.items() if theirs}
    for record in records:
        told = [person.name for person, theirs in asked.items() if record in theirs]
        if told:
            audit.write(session, "cobranca", by=by, now=now, record_id=record.id, text=f"cobrança a {listed(told)}")
    insert_rows(
        session,
        Nudge,
        [
            {"record_id": record.id, "person_id": person.id, "by_id": by.id, "at": now}
            for person, theirs in asked.items()
            for record in theirs
        ],
    )
    read_at = _opens(session, now)
    for first, pushes in _by_first(session, asked, text, by, now).items():
        outbox.enqueue_all(session, pushes, now=now, priority=Priority.NOTICE, not_before=read_at, record_id=first)
    return Nudged(tuple(asked), tuple(person for person in people if person not in asked), read_at)


def _opens(session: Session, now: datetime) -> datetime | None:
    """When the offices open again; None while they are open."""
    calendar, today, hour = municipal_days.current(session), moments.today(now), moments.local(now).time()
    is_open = calendar.is_business_day(today)
    if is_open and calendar.work_day_start(today) <= hour < calendar.work_day_end(today):
        return None
    is_early = is_open and hour < calendar.work_day_start(today)
    day = today if is_early else calendar.add_business_days(today, 1)
    return moments.at(day, calendar.work_day_start(day))


def _by_first(
    session: Session, asked: dict[Person, list[Record]], text: str, by: Person, now: datetime
) -> dict[int, list[Push]]:
    """The messages, by the first record that each is about."""
    stem, found = f"nudge:{by.id}:{now.timestamp():.6f}", defaultdict[int, list[Push]](list)
    for person, theirs in asked.items():
        message = _message(session, theirs, text, by, now)
        found[theirs[0].id].append(Push(f"{stem}:{person.id}", person.id, message))
    return found


def _chosen(session: Session, record: Record, whom: Sequence[Person], by: Person, now: datetime) -> list[Person]:
    owing = debtors(session, record, now)
    if not owing:
        raise Refusal(f"Ninguém deve nada em {record.code} ({record.status}).", [Button("Ver", f"ver {record.code}")])
    strangers = [each.name for each in whom if each not in owing]
    if strangers:
        raise Refusal(
            f"{listed(strangers)} não tem nada em aberto em {record.code}. Está com {listed([p.name for p in owing])}."
        )
    chosen = [each for each in (whom or owing) if each.id != by.id]
    if not chosen:
        raise Refusal(f"{record.code} está com você.", [Button("Ver", f"ver {record.code}")])
    _require_right(session, record, by, now)
    return chosen


def _require_right(session: Session, record: Record, by: Person, now: datetime) -> None:
    """Raises Refusal, except for the author, a follower of the cabinet, or the head of the record's órgão."""
    if may_ask(standing(session, by, now), record):
        return
    raise Refusal(f"{record.code} é cobrado por quem o deu ou pelo gabinete.")


def may_ask(who: Standing, record: Record) -> bool:
    """Whether a person may ask others for news of a record."""
    return who.is_cabinet or record.author_id in who.person_ids or record.orgao_id in who.leads


def is_owed_by_another(session: Session, record: Record, *, by: Person, now: datetime) -> bool:
    """Whether somebody else still owes something for a record, and `by` may ask for news of it."""
    if not may_ask(standing(session, by, now), record):
        return False
    return any(each.id != by.id for each in debtors(session, record, now))


def _lately(session: Session, record: Record, people: Sequence[Person], now: datetime) -> list[Person]:
    query = select(Nudge.person_id).where(
        Nudge.record_id == record.id, Nudge.at > now - NOT_AGAIN_FOR, Nudge.person_id.in_([p.id for p in people])
    )
    known = set(session.scalars(query))
    return [each for each in people if each.id in known]


def _message(session: Session, records: Sequence[Record], text: str, by: Person, now: datetime) -> Message:
    lines = [_line(session, record, now) for record in records]
    heading = f"{by.name} pede notícia de {lines[0]}" if len(lines) == 1 else f"{by.name} pede notícia de:"
    body = [] if len(lines) == 1 else [f"• {line}" for line in lines]
    buttons = [Button("Ver" if len(records) == 1 else f"Ver {r.code}", f"ver {r.code}") for r in records]
    return Message("\n".join([heading, *body, *([f"“{text}”"] if text else [])]), tuple(buttons[:_MOST_BUTTONS]))


def _line(session: Session, record: Record, now: datetime) -> str:
    soonest = next(iter(deadlines.open_of(session, record.id)), None)
    if soonest is None:
        return f"{record.code}, {clip(record.title, 60)}"
    verb = "venceu" if soonest.due_at < now else "vence"
    when = f" ({verb} {moments.on_text(soonest.due_at, date_only=soonest.date_only)})"
    return f"{record.code}, {clip(record.title, 60)}{when}"
