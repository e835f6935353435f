"""Comments on a record: kept in its history, and told to whom the record concerns."""

from datetime import datetime

from sqlalchemy.orm import Session

from models import deadlines, notices, records, searchable
from models.audit import Audit
from models.base import Button
from models.people import Orgao, Person
from models.records import Record

searchable.source(Audit.record_id, Audit.text, where=Audit.action == "comentario")


def comment(session: Session, record: Record, text: str, *, by: Person, now: datetime) -> None:
    """Write a comment; the author of the record, who has a date to meet in it and its followers are told."""
    records.comment(session, record, text, by=by, now=now)
    concerned: list[Person | Orgao] = [record.author] if record.author else []
    for deadline in deadlines.open_of(session, record.id):
        concerned += [who for who in (deadline.person, deadline.orgao) if who is not None]
    said = f"{by.name} comentou em {record.code} ({record.title}): {text}"
    notices.tell(session, record, said, concerned, by=by, now=now, buttons=(Button("Ver", f"ver {record.code}"),))
