"""The check of a verification code: what the house says of a document to whoever has it in hand."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.papers import of
from models import documents
from models.documents import Document
from models.people import Person
from models.records import is_visible


@dataclass(frozen=True, slots=True)
class Checked:
    """A document of ours, and whether what it tells still stands."""

    title: str
    made_at: datetime
    sha256: str
    size: int
    state: str


def check(session: Session, typed: str, *, by: Person | None = None, now: datetime) -> Checked | None:
    """The document of that code; None where there is none, or where `by` (None: the public) may not know of it."""
    document = documents.by_code(session, typed)
    if document is None or not _may_know(session, document, by, now):
        return None
    record, state = documents.record_of(session, document), of(document.kind).state
    told = state(session, record) if state and record else ""
    assert document.sha256 is not None
    return Checked(document.title, document.made_at, document.sha256, document.size, told)


def _may_know(session: Session, document: Document, by: Person | None, now: datetime) -> bool:
    if documents.is_public(session, document):
        return True
    if by is None:
        return False
    record = documents.record_of(session, document)
    if record is None or not document.open_to_all:
        return documents.was_sent_to(session, document, by) and (
            record is None or is_visible(session, record, by=by, now=now)
        )
    return is_visible(session, record, by=by, now=now)
