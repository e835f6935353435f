"""The texts of attachments, by which their records are found. They are read beside the bot, after the file is kept."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import searchable, storage
from models.attachments import Attachment, configure_reading
from models.base import Base, insert_rows, partial_index

_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {"application/pdf": "pdf", _OFFICE: "docx", "application/vnd.oasis.opendocument.text": "odt"}
_WAITING = "state = 'waiting'"
_LONGEST = 50_000  # characters kept of one file


class TextState(StrEnum):
    """What became of the reading of a file."""

    WAITING = "waiting"
    READ = "read"
    EMPTY = "empty"  # a picture of a page has no text
    LOCKED = "locked"  # it asks for a password
    UNREADABLE = "unreadable"  # damaged, too large inside, or too slow


class AttachmentText(Base):
    """The text of one attachment."""

    __tablename__ = "attachment_texts"
    __table_args__ = (partial_index("ix_attachment_texts_waiting", "attachment_id", where=_WAITING),)
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachments.id"), primary_key=True, autoincrement=False)
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), index=True)
    state: Mapped[str]
    text: Mapped[str]
    read_at: Mapped[datetime | None]


searchable.source(AttachmentText.record_id, AttachmentText.text)


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file to be read: its kind, and the place of its content."""

    attachment_id: int
    kind: str
    path: str


def await_reading(session: Session, attachments: list[Attachment]) -> None:
    """Note the files, of these, that have a text to be read."""
    fixed = {"state": TextState.WAITING.value, "text": "", "read_at": None}
    known = [each for each in attachments if each.mime in KINDS]
    rows = [{"attachment_id": each.id, "record_id": each.record_id, **fixed} for each in known]
    insert_rows(session, AttachmentText, rows)


configure_reading(await_reading)


def next_unread(session: Session) -> UnreadFile | None:
    """The file to be read next."""
    query = select(Attachment).join(AttachmentText, AttachmentText.attachment_id == Attachment.id)
    found = session.scalar(query.where(text("attachment_texts.state = 'waiting'")).order_by(Attachment.id).limit(1))
    return UnreadFile(found.id, KINDS[found.mime], str(storage.place(found.sha256))) if found else None


def of(session: Session, attachment: Attachment) -> str:
    """The whole text of a file; empty where it has none, was not read yet, or is too long to be kept whole."""
    row = session.get(AttachmentText, attachment.id)
    return row.text if row is not None and len(row.text) < _LONGEST else ""


def settle(session: Session, unread: UnreadFile, state: TextState, found: str, *, now: datetime) -> None:
    """Keep the text of a file; from now on its record is found by it."""
    row = session.get_one(AttachmentText, unread.attachment_id)
    if row.state != TextState.WAITING:
        return
    row.state, row.text, row.read_at = state.value, found[:_LONGEST], now
    searchable.add(session, row.record_id, row.text)
