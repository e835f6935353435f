"""Files that the house made to be sent: removed once there was time to fetch them.

What is asked for again is made again.
The rows of documents stay, by which a code is checked; so do the requests that say to whom one was sent.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import storage
from models.attachments import Attachment
from models.attachments_kept import KeptMessage
from models.chart_requests import ChartRequest
from models.documents import Document, DocumentRequest, RequestState
from models.outbox import Outbox
from models.sheet_imports import SheetImport
from models.spreadsheets import Spreadsheet

SENT = 30  # days: spreadsheets and charts, with the rows that asked for them, and documents that could not be made
PAPERS = 180  # days: PDFs, of which only the file goes
_PART = 500
_LAST = "\U0010ffff"


def purge(session_of: Callable[[], Session], now: datetime) -> Iterator[None]:
    """Remove the files older than their term, in batches, each in the session that `session_of` then gives."""
    old = now - timedelta(days=SENT)
    failed = (DocumentRequest.state == RequestState.FAILED, DocumentRequest.asked_at < old)
    session_of().connection().execute(delete(DocumentRequest).where(*failed))
    sheets = select(Spreadsheet.id, Spreadsheet.sha256).where(Spreadsheet.ended_at < old).limit(_PART)
    while rows := session_of().execute(sheets).all():
        _remove(session_of(), (row.sha256 for row in rows))
        session_of().connection().execute(delete(Spreadsheet).where(Spreadsheet.id.in_([row.id for row in rows])))
        yield
    charts = select(ChartRequest.id).where(ChartRequest.ended_at < old).limit(_PART)
    while ids := list(session_of().scalars(charts)):
        _remove(session_of(), _drawn(session_of(), ids))
        session_of().connection().execute(delete(ChartRequest).where(ChartRequest.id.in_(ids)))
        yield
    last, papers = 0, select(Document.id, Document.sha256).where(Document.made_at < now - timedelta(days=PAPERS))
    while rows := session_of().execute(papers.where(Document.id > last).order_by(Document.id).limit(_PART)).all():
        _remove(session_of(), (row.sha256 for row in rows))
        last = rows[-1].id
        yield


def _drawn(session: Session, ids: Iterable[int]) -> Iterator[str]:
    """The hashes of the pictures of these charts, as they were sent."""
    for each in ids:
        key = f"chart:{each}>"  # the address follows
        theirs = (Outbox.key >= key, Outbox.key < key + _LAST)
        for payload in session.scalars(select(Outbox.payload).where(*theirs)):
            yield from (file["sha256"] for file in payload.get("files", ()))


def _remove(session: Session, hashes: Iterable[str | None]) -> None:
    """Remove the contents with these hashes that are nothing else besides."""
    found = {each for each in hashes if each and storage.may_hold(each)}
    if not found:
        return
    used = set(session.scalars(select(Attachment.sha256).where(Attachment.sha256.in_(found))))
    used |= set(session.scalars(select(SheetImport.sha256).where(SheetImport.imported_at.is_(None))))
    kept = session.scalars(select(KeptMessage.files).where(KeptMessage.placed_at.is_(None)))
    used |= {file["sha256"] for files in kept for file in files}
    for each in found - used:
        storage.remove(each)
