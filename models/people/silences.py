"""Silences: until a moment a person hears only what cannot wait."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, bindparam, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Refusal, insert_row
from models.people.tables import Person

LONGEST = timedelta(days=3)


class Silence(Base):
    """The last silence that a person asked for."""

    __tablename__ = "silences"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, autoincrement=False)
    until: Mapped[datetime]


_OF = select(Silence.person_id, Silence.until).where(
    Silence.person_id.in_(bindparam("ids", expanding=True)), Silence.until > bindparam("now")
)


def silences(session: Session, person_ids: Iterable[int], now: datetime) -> dict[int, datetime]:
    """The ends of the silences of these people, of those who asked for one that is not over."""
    rows = session.connection().execute(_OF, {"ids": list(set(person_ids)), "now": now})
    return {row.person_id: row.until for row in rows}


def be_silent(session: Session, person: Person, until: datetime, *, now: datetime) -> None:
    """Keep silent until that moment, whatever was asked before. Raises Refusal for a moment gone by, or too far."""
    if until <= now:
        raise Refusal("Esse momento já passou: o silêncio acabaria antes de começar. Exemplo: silêncio até 14h")
    if until - now > LONGEST:
        raise Refusal(
            f"O silêncio vai no máximo até {LONGEST.days} dias. Para ausências maiores, peça uma substituição; para "
            "todo dia, mude as suas preferências. Exemplo: silêncio até amanhã 8h"
        )
    end_silence(session, person)
    insert_row(session, Silence, person_id=person.id, until=until)


def end_silence(session: Session, person: Person) -> None:
    session.execute(delete(Silence).where(Silence.person_id == person.id))
