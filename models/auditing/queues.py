"""Queues and failures of the house, as whoever looks after the machine reads them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, literal_column, select
from sqlalchemy.orm import Session

from models.attachment_texts import AttachmentText
from models.chart_requests import ChartRequest
from models.documents import IS_WAITING, DocumentRequest
from models.failures import FailureCause, cause_of
from models.inbox import Inbox, InboxState
from models.outbox import ALTERED, IS_FAILED, IS_PENDING, Outbox
from models.people import Person, Standing
from models.records import Record, visible_to
from models.spreadsheets import Spreadsheet

_MOST = 20  # failures shown


@dataclass(frozen=True, slots=True)
class Queue:
    """Things that wait: their name, at which door, how many, and since when the oldest."""

    name: str
    door: str
    count: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class FailedMessage:
    """A message that no further try delivers. `code`: of its record, if the reader may see it.

    `cause`: None where it was held back, because it was not what had been approved.
    """

    at: datetime
    name: str
    door: str
    cause: FailureCause | None
    code: str


def queues(session: Session, now: datetime) -> list[Queue]:
    """Every queue with something in it."""
    asked = [
        *_doors("mensagens", session, _messages().where(Outbox.not_before <= now)),
        *_doors("mensagens para mais tarde", session, _messages().where(Outbox.not_before > now)),
        *_doors("pedidos por responder", session, _lines(InboxState.PENDING)),
        *_doors("pedidos que não pude tratar", session, _lines(InboxState.QUARANTINED)),
    ]
    for name, query in _PAPER.items():
        count, oldest = session.execute(query).one()
        asked.append(Queue(name, "", count, oldest))
    return [each for each in asked if each.count]


def failed(session: Session, who: Standing) -> list[FailedMessage]:
    """The last messages that failed, the newest first."""
    query = (
        select(Outbox.created_at, Outbox.channel, Outbox.error, Person.name, Record.code)
        .outerjoin(Person, Person.id == Outbox.person_id)
        .outerjoin(Record, (Record.id == Outbox.record_id) & visible_to(who))
        .where(IS_FAILED)
        .order_by(Outbox.created_at.desc())
        .limit(_MOST)
    )
    return [_failed(row) for row in session.execute(query)]


def _failed(row: Any) -> FailedMessage:
    cause = None if row.error == ALTERED else cause_of(row.error or "")
    return FailedMessage(row.created_at, row.name or "", row.channel or "", cause, row.code or "")


def _messages() -> Select[Any, Any, Any]:
    columns = (Outbox.channel, func.count(), func.min(Outbox.created_at))
    return select(*columns).where(IS_PENDING).group_by(Outbox.channel).order_by(Outbox.channel)


def _lines(state: InboxState) -> Select[Any, Any, Any]:
    columns = (Inbox.source, func.count(), func.min(Inbox.received_at))
    return select(*columns).where(Inbox.state == state).group_by(Inbox.source).order_by(Inbox.source)


def _doors(name: str, session: Session, query: Select[Any, Any, Any]) -> list[Queue]:
    return [Queue(name, door or "", count, oldest) for door, count, oldest in session.execute(query)]


_PAPER = {
    "documentos por fazer": select(func.count(), func.min(DocumentRequest.asked_at)).where(IS_WAITING),
    "gráficos por desenhar": select(func.count(), func.min(ChartRequest.asked_at)).where(
        ChartRequest.ended_at.is_(None)
    ),
    "planilhas por escrever": select(func.count(), func.min(Spreadsheet.asked_at)).where(
        Spreadsheet.ended_at.is_(None)
    ),
    "anexos por ler": select(func.count(), literal_column("NULL")).where(
        AttachmentText.state == literal_column("'waiting'")
    ),
}
