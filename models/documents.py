"""Documents: the PDF made of the state of a record, its verification code and hash; and the requests for them.

A request is a row in the transaction of its cause, so that nothing waits for paper. The same state gives the same
document: the row that has its fingerprint, hence the same code and the same bytes.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, literal_column, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, outbox, quiet_hours, storage
from models.base import Base, insert_new_rows, insert_row, partial_index, take_turn
from models.outbox import FileOut, Message, Priority, Push
from models.people import Destination, Person, Role, with_role
from models.records import AccessLevel, Record
from models.storage import NotServing
from models.texts import usual_figures

MADE, EXPORTED = "documento", "exportacao"  # entries of the history about documents, not about the record's own state
MOST_WAITING = 20  # documents a person may have asked for and not yet have
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without what looks alike
_LENGTH, _GROUP = 16, 4  # 79 bits
_MAKING = timedelta(minutes=3)  # after that long another process takes the request


class RequestState(StrEnum):
    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


class Document(Base):
    """One document. `open_to_all`: anybody with its code may know that it exists, as long as its record is public."""

    __tablename__ = "documents"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    fingerprint: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    record_id: Mapped[int | None] = mapped_column(ForeignKey("records.id"), index=True)
    title: Mapped[str]
    file_name: Mapped[str]
    open_to_all: Mapped[bool]
    made_at: Mapped[datetime]
    sha256: Mapped[str | None]  # null until it is made
    size: Mapped[int] = mapped_column(default=0)

    @property
    def is_kept(self) -> bool:
        """Whether it was made, and the store still holds it."""
        try:
            return self.sha256 is not None and storage.holds(self.sha256)
        except NotServing:  # made again it is the same
            return False

    def as_file(self) -> FileOut:
        assert self.sha256 is not None
        return FileOut(self.file_name, self.sha256, str(storage.place(self.sha256)))


class DocumentRequest(Base):
    """A document that a person asked for, or is to get; without an address it goes where that person is reached."""

    __tablename__ = "document_requests"
    __table_args__ = (
        partial_index("ix_document_requests_pending", "id", where="state = 'pending'"),
        Index("ix_document_requests_person", "person_id", "document_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    record_id: Mapped[int | None] = mapped_column(ForeignKey("records.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
    channel: Mapped[str | None]
    address: Mapped[str | None]
    asked_at: Mapped[datetime]
    state: Mapped[str]
    busy_until: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Likeness:
    """The identity of a document: two of the same fingerprint are the same one."""

    kind: str
    record_id: int | None
    title: str
    file_name: str
    open_to_all: bool
    fingerprint: str


IS_WAITING = DocumentRequest.state == literal_column("'pending'")
IS_ASKED = select(DocumentRequest.id).where(IS_WAITING).exists()


def ask(
    session: Session,
    kind: str,
    record: Record | None,
    *,
    by: Person,
    channel: str,
    address: str,
    now: datetime,
) -> bool:
    """Ask for a document, to be sent to that address; False when too many are asked for already.

    Of a secret record it is an export, and its history says so.
    """
    mine = select(DocumentRequest.id).where(IS_WAITING, DocumentRequest.person_id == by.id)
    if len(session.scalars(mine.limit(MOST_WAITING)).all()) == MOST_WAITING:
        return False
    if record is not None and record.access_level == AccessLevel.SIGILOSO:
        audit.write(session, EXPORTED, by=by, now=now, record_id=record.id, text=f"levou {record.code} em PDF ({kind})")
    values = {"kind": kind, "record_id": record.id if record else None, "person_id": by.id, "asked_at": now}
    where = {"channel": channel, "address": address}
    insert_row(session, DocumentRequest, key=secrets.token_hex(8), state=RequestState.PENDING.value, **values, **where)
    return True


def send_along(session: Session, kind: str, record: Record, person_ids: Iterable[int], *, now: datetime) -> None:
    """Let those of these people who prefer so get a document beside the message about it, once."""
    wishes = quiet_hours.preferences_of(session, person_ids)
    chosen = sorted(person_id for person_id, preferences in wishes.items() if preferences.pdf)
    shared = {"kind": kind, "record_id": record.id, "asked_at": now, "state": RequestState.PENDING.value}
    keyed = [{**shared, "person_id": each, "key": f"{kind}:{record.id}:{each}"} for each in chosen]
    insert_new_rows(session, DocumentRequest, keyed)
    if chosen and record.access_level == AccessLevel.SIGILOSO:
        told, facts = f"{record.code} segue em PDF a quem prefere assim", {"people": chosen}
        audit.write(session, EXPORTED, by=None, now=now, record_id=record.id, text=told, data=facts)


def next_request(session: Session, now: datetime) -> DocumentRequest | None:
    """The oldest request that nobody is at, taken by the caller for a while."""
    is_free = or_(DocumentRequest.busy_until.is_(None), DocumentRequest.busy_until < now)
    query = select(DocumentRequest.id).where(IS_WAITING, is_free).order_by(DocumentRequest.id)
    if session.scalars(query.limit(1)).first() is None:
        return None
    take_turn(session)  # before the row, as everywhere
    free = session.scalars(query.limit(1)).first()
    found = session.get(DocumentRequest, free) if free is not None else None
    if found is not None:
        found.busy_until = now + _MAKING
    return found


def of(session: Session, wanted: Likeness, now: datetime) -> Document:
    """The document of that fingerprint, drawn up now where there is none yet."""
    query = select(Document).where(Document.fingerprint == wanted.fingerprint)
    found = session.scalar(query)
    if found is None:
        values = {name: getattr(wanted, name) for name in Likeness.__slots__}
        insert_new_rows(session, Document, [{**values, "code": _new_code(), "made_at": now, "size": 0}])
        found = session.scalars(query).one()
    return found


def made(session: Session, document: Document, sha256: str, size: int, *, now: datetime) -> None:
    """Record the hash of a document, in its row and in the history of its record."""
    if document.sha256 is None:
        document.sha256, document.size = sha256, size
        facts = {"sha256": sha256, "code": document.code}
        told = f"PDF feito: {document.title}, sha256 {sha256}"
        audit.write(session, MADE, by=None, now=now, record_id=document.record_id, text=told, data=facts)


def settle(
    session: Session, request: DocumentRequest, message: Message, *, now: datetime, document: Document | None
) -> None:
    """End a request: the message goes to whoever asked."""
    request.state = RequestState.DONE if document else RequestState.FAILED
    request.document_id = document.id if document else None
    key, person = f"document:{request.id}", request.person_id
    if request.channel and request.address:
        place = Destination(person, person, request.channel, request.address)
        outbox.enqueue_at(session, [(Push(key, person, message), place)], now=now, priority=Priority.URGENT)
    else:
        outbox.enqueue(session, key=key, to=person, message=message, now=now, priority=Priority.ACT)


def by_code(session: Session, typed: str) -> Document | None:
    """The made document of that code, however it is typed; None where there is none."""
    code = written(typed)
    return session.scalar(select(Document).where(Document.code == code, Document.sha256.is_not(None)))


def record_of(session: Session, document: Document) -> Record | None:
    return session.get(Record, document.record_id) if document.record_id else None


def is_public(session: Session, document: Document) -> bool:
    """Whether anybody may know of it now."""
    record = record_of(session, document)
    return document.open_to_all and record is not None and record.access_level == AccessLevel.PUBLICO


def was_sent_to(session: Session, document: Document, person: Person) -> bool:
    mine = (DocumentRequest.person_id == person.id, DocumentRequest.document_id == document.id)
    return session.scalar(select(DocumentRequest.id).where(*mine).limit(1)) is not None


def tell_administrators(session: Session, key: str, sentence: str, *, now: datetime) -> None:
    """Notify the administrators, once for each key."""
    for each in with_role(session, Role.ADMINISTRADOR):
        outbox.enqueue(session, key=f"{key}:{each.id}", to=each, message=Message(sentence), now=now)


def written(typed: str) -> str:
    """A code as it is kept: `k7qm2xrv 9pdwh3tn` -> `K7QM-2XRV-9PDW-H3TN`."""
    signs = "".join(each for each in usual_figures(typed).upper() if each.isalnum())[: _LENGTH + 1]
    return "-".join(signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP))


def _new_code() -> str:
    return written("".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)))
