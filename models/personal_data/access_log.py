"""The log of who opened restricted and secret records, for whoever answers for the protection of personal data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, confirmations, moments, seals
from models.base import Base, Refusal, insert_into, insert_rows
from models.confirmations import Asking, Confirmation, tell_own
from models.house_state import HouseState
from models.people import Person, Role, standing
from models.records import AccessLevel, Record

_KEY = "encarregado"
_MAY_NAME = (Role.PREFEITO, Role.CHEFIA)


class RecordView(Base):
    """A day on which somebody opened a record that is not public, with the number of times."""

    __tablename__ = "record_views"
    __table_args__ = (UniqueConstraint("record_id", "person_id", "day"), Index("ix_record_views_day", "day"))
    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    day: Mapped[date]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    times: Mapped[int]


seals.protect(RecordView, "o acesso de uma pessoa", by="record_id", but=("last_at", "times"))


@dataclass(frozen=True, slots=True)
class View:
    """A line of the log; no title, so that it shows nothing of the record but its number."""

    code: str
    name: str
    first_at: datetime
    times: int


def note(session: Session, record: Record, *, by: Person, now: datetime) -> None:
    """Note that a person opened the record, unless it is public."""
    if record.access_level == AccessLevel.PUBLICO:
        return
    statement = _note(session.get_bind().dialect.name)
    values = {"record_id": record.id, "person_id": by.id, "day": moments.today(now), "times": 1}
    session.connection().execute(statement, {**values, "first_at": now, "last_at": now})


def views(
    session: Session, *, person: Person | None = None, codes: Sequence[str] = (), by: Person, now: datetime
) -> list[View]:
    """The log, the newest first, of one person or of one number. Raises Refusal for one who may not read it."""
    require_reader(session, by, now)
    query = select(Record.code, Person.name, RecordView.first_at, RecordView.times)
    query = query.join(Record, Record.id == RecordView.record_id).join(Person, Person.id == RecordView.person_id)
    query = query.where(RecordView.person_id == person.id) if person else query
    query = query.where(Record.code.in_(codes)) if codes else query
    rows = session.execute(query.order_by(RecordView.day.desc(), RecordView.id.desc()).limit(5_000))
    audit.write(session, "consulta", by=by, now=now, text="leu o registro de acessos aos restritos e sigilosos")
    return [View(*row) for row in rows]


def require_reader(session: Session, person: Person, now: datetime) -> None:
    """Raises Refusal for a person other than the encarregado and the controle interno."""
    if encarregado(session) == person or standing(session, person, now).has(Role.CONTROLE):
        return
    raise Refusal("Esse pedido cabe ao encarregado pelos dados pessoais e ao controle interno.")


def encarregado(session: Session) -> Person | None:
    """The person who answers for the protection of personal data (LGPD art. 41), if one was named."""
    row = session.get(HouseState, _KEY)
    person = session.get(Person, int(row.value)) if row else None
    return person if person is not None and person.active else None


def name_encarregado(session: Session, person: Person, *, by: Person, now: datetime) -> Confirmation:
    """The confirmation asked for of naming the encarregado, who reads the log. Raises Refusal."""
    if not standing(session, by, now).has(*_MAY_NAME):
        raise Refusal("Só o prefeito ou a chefia de gabinete designa o encarregado.")
    text = f"{person.name} passa a ser encarregado pelos dados pessoais"
    asking = Asking(_KEY, {"person": person.id}, text, person=person, gains=person)
    return confirmations.ask(session, asking, by=by, now=now)


@confirmations.kind(_KEY)
def _named(session: Session, row: Confirmation, by: Person, now: datetime) -> None:
    person = session.get_one(Person, row.details["person"])
    state = session.get(HouseState, _KEY)
    if state is not None:
        state.value = str(person.id)
    else:
        insert_rows(session, HouseState, [{"key": _KEY, "value": str(person.id)}])
    text = f"{person.name} designado encarregado pelos dados pessoais"
    audit.write(session, _KEY, by=by, now=now, text=text)
    said = f"Você foi designado encarregado pelos dados pessoais (LGPD art. 41); confirmou {by.name}. Veja: acessos"
    tell_own(session, person, said, key=f"encarregado:{row.id}", now=now)


def purge_views(session: Session, until: datetime) -> None:
    """Delete the log of the days before."""
    session.connection().execute(delete(RecordView).where(RecordView.day < moments.today(until)))


@cache
def _note(dialect: str) -> Any:
    new = insert_into(RecordView.__table__, dialect)
    again = {"times": RecordView.times + 1, "last_at": new.excluded.last_at}
    return new.on_conflict_do_update(index_elements=["record_id", "person_id", "day"], set_=again)
