"""Comments on a record: kept in its history, found by their words, and sent to the people concerned."""

import re
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models import audit, deadlines, notices, searchable, undo
from models.audit import Audit
from models.base import Answer, Button, Question
from models.people import Orgao, Person, by_handle
from models.records import Record
from models.texts import fold

_NAME = re.compile(r"(?<![\w.])@([a-z][\w.-]*\w)")
searchable.source(Audit.record_id, Audit.text, where=Audit.action == "comentario")


def comment(session: Session, record: Record, text: str, *, by: Person, now: datetime) -> None:
    """Write a comment, and notify the people it names; without names, everybody concerned.

    Concerned are the author of the record, the owners of its open deadlines and its followers.
    """
    if not text:
        raise Question(f"O que devo anotar? Exemplo: comentar {record.code} falei com o fornecedor", Answer.TEXT)
    audit.write(session, "comentario", by=by, now=now, record_id=record.id, text=text)
    searchable.add(session, record.id, text)
    said = f"{by.name} comentou em {record.code} ({record.title}): {text}"
    buttons = (Button("Ver", f"ver {record.code}"),)
    if named := _named(session, text):
        notices.send(session, record, said, named, by=by, now=now, buttons=buttons)
    else:
        notices.tell(session, record, said, _concerned(session, record), by=by, now=now, buttons=buttons)


def _named(session: Session, text: str) -> list[Person]:
    """The people whose user names stand in a text."""
    found = [by_handle(session, name) for name in dict.fromkeys(_NAME.findall(fold(text)))]
    return [person for person in found if person is not None]


def _concerned(session: Session, record: Record) -> list[Person | Orgao]:
    concerned: list[Person | Orgao] = [*record.authors]
    for deadline in deadlines.open_of(session, record.id):
        concerned += [who for who in (deadline.person, deadline.orgao) if who is not None]
    return concerned


@undo.inverse("comentario", openly="comentar {code}", needs_data=False)
def _withdraw(_session: Session, _record: Record, _data: dict[str, Any], _by: Person, _now: datetime) -> None:
    """Nothing but the messages to withdraw: the words stay in the history, marked as undone."""
