"""Reminders a person asks for: a text at a moment, once or again and again. Nobody else sees them."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from sqlalchemy import ForeignKey, Index, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import moments, municipal_days, outbox
from models.base import Base, Button, Refusal, insert_row, partial_index
from models.outbox import Message, Push
from models.people import Destination, Person, destinations
from models.recurrences import Recurrence
from models.texts import clip

_MOST = 100  # open ones of a person
_MORNING = time(9)
_LATE_AFTER = timedelta(minutes=15)


class PersonalReminder(Base):
    """One reminder; `next_at` is null once it was said for the last time or is no longer wanted."""

    __tablename__ = "personal_reminders"
    __table_args__ = (
        partial_index("ix_personal_reminders_next", "next_at", where="next_at IS NOT NULL"),
        Index("ix_personal_reminders_person", "person_id", "next_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str]
    next_at: Mapped[datetime | None]
    recurrence: Mapped[str | None]  # Recurrence.text


def ask(session: Session, person: Person, what: str, at: datetime, recurrence: Recurrence | None, now: datetime) -> int:
    """Remember to tell the person at that moment. Returns the id; raises Refusal for a moment gone by."""
    if at <= now:
        raise Refusal("Esse momento já passou. Exemplo: lembrar-me ligar para o TCE amanhã 9h")
    if len(waiting(session, person)) >= _MOST:
        raise Refusal(f"Você já tem {_MOST} lembretes. Apague algum antes: lembretes")
    again = recurrence.text if recurrence else None
    return insert_row(session, PersonalReminder, person_id=person.id, text=what, next_at=at, recurrence=again)


def waiting(session: Session, person: Person) -> list[PersonalReminder]:
    """What the person will be told, the soonest first."""
    query = select(PersonalReminder).where(
        PersonalReminder.person_id == person.id, PersonalReminder.next_at.is_not(None)
    )
    return list(session.scalars(query.order_by(PersonalReminder.next_at, PersonalReminder.id).limit(_MOST)))


def forget(session: Session, person: Person, reminder_id: int) -> PersonalReminder | None:
    """Say it no more; None where the person has none of that number."""
    found = session.get(PersonalReminder, reminder_id)
    if found is None or found.person_id != person.id or found.next_at is None:
        return None
    found.next_at = None
    return found


def next_at(session: Session) -> datetime | None:
    """When the next reminder of anybody is due."""
    return session.scalar(select(func.min(PersonalReminder.next_at)))


def due(session: Session, now: datetime) -> list[int]:
    """The ids of those whose moment has come."""
    query = select(PersonalReminder.id).where(PersonalReminder.next_at <= now)
    return list(session.scalars(query.order_by(PersonalReminder.next_at)))


def say(session: Session, ids: Iterable[int], now: datetime) -> list[None]:
    """Queue each for its person, and set the next moment of those that repeat."""
    for reminder_id in ids:
        row = session.get_one(PersonalReminder, reminder_id)
        assert row.next_at is not None
        late = now - row.next_at > _LATE_AFTER
        heading = f"Lembrete de {moments.moment_text(row.next_at)}" if late else "Lembrete"
        key = f"personal:{row.id}:{row.next_at.timestamp():.0f}"
        message = Message(f"{heading}: {row.text}", _buttons(row))
        # It is the person's own, whoever answers for them meanwhile.
        places = destinations(session, [row.person_id], now, now=now, everywhere=False, own=True)[row.person_id]
        push = Push(key, row.person_id, message)
        nowhere = [Destination(row.person_id, row.person_id, "", "")]
        outbox.enqueue_at(session, [(push, place) for place in places or nowhere], now=now)
        row.next_at = _again(session, row.recurrence, now)
    return []


def moment_of(recurrence: Recurrence, session: Session, now: datetime) -> datetime:
    """The next moment of a rule; without an hour, in the morning of that day."""
    found = recurrence.next_after(moments.local(now), municipal_days.current(session))
    return moments.at(found.date(), _MORNING) if found.time() == time() else found


def _again(session: Session, recurrence: str | None, now: datetime) -> datetime | None:
    return moment_of(Recurrence.parse_text(recurrence), session, now) if recurrence else None


def _buttons(row: PersonalReminder) -> tuple[Button, ...]:
    if row.recurrence:
        return (Button("Parar de lembrar", f"esquecer lembrete {row.id}"),)
    again = f"lembrar-me {clip(row.text, 200)}"
    return (Button("Daqui a 1 hora", f"{again} em 1 hora"), Button("Amanhã 9h", f"{again} amanhã 9h"))
