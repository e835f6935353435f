"""Findings: things that wait too long or ended badly, counted, with their age."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, TextClause, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models import subjects
from models.auditing.chain import ChainCheck
from models.deadlines import Deadline, DeadlineState
from models.inbox import Inbox, InboxState
from models.outbox import ALTERED, IS_FAILED, IS_PENDING, IS_UNSETTLED, Outbox, State
from models.records import Record
from models.searchable import SearchText

PATIENCE = timedelta(minutes=5)
LONG_PATIENCE = timedelta(minutes=10)
RECENT = timedelta(days=1)  # failures are news for a day
SEARCHED = 1_000  # newest records, looked at for words to find them by


class FindingKind(StrEnum):
    """The kinds of finding."""

    INBOX = "entrada-parada"
    QUARANTINE = "quarentena"
    OUTBOX = "saida-parada"
    LEASE = "envio-interrompido"
    UNCERTAIN = "incerta"
    FAILED = "falhou"
    REMINDER = "lembrete"
    DIGEST = "resumo"
    JOB = "rotina"
    CHAIN = "historico"
    ALTERED = "adulterada"
    SEARCH = "busca"


@dataclass(frozen=True, slots=True)
class Finding:
    """`count` things, the oldest `since` then; `detail` names one of them (a number, a job, a person)."""

    kind: str  # a FindingKind, or a kind that a subject declares as watched
    count: int
    since: datetime | None = None
    detail: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.detail}" if self.kind in (FindingKind.JOB, FindingKind.CHAIN) else str(self.kind)


def findings(session: Session, now: datetime) -> list[Finding]:
    """All present findings, except missing digests and silent jobs."""
    found = [finding for look in _LOOKS for finding in look(session, now)]
    return [finding for finding in found if finding.count]


def _inbox(session: Session, now: datetime) -> Iterator[Finding]:
    waiting = (Inbox.state == InboxState.PENDING, Inbox.received_at < now - PATIENCE)
    yield _counted(session, FindingKind.INBOX, Inbox.id, Inbox.received_at, *waiting)
    poison = (Inbox.state == InboxState.QUARANTINED, Inbox.received_at > now - RECENT)
    yield _counted(session, FindingKind.QUARANTINE, Inbox.id, Inbox.received_at, *poison)


def _outbox(session: Session, now: datetime) -> Iterator[Finding]:
    due = (IS_PENDING, Outbox.channel.is_not(None), Outbox.not_before < now - PATIENCE)
    lost = (IS_UNSETTLED, Outbox.state == State.SENDING, Outbox.lease_until < now)
    doubtful = (IS_UNSETTLED, Outbox.state == State.UNCERTAIN, Outbox.created_at < now - LONG_PATIENCE)
    failed = (IS_FAILED, Outbox.created_at > now - RECENT)
    for kind, conditions in (
        (FindingKind.OUTBOX, due),
        (FindingKind.LEASE, lost),
        (FindingKind.UNCERTAIN, doubtful),
        (FindingKind.FAILED, (*failed, Outbox.error.is_distinct_from(ALTERED))),
        (FindingKind.ALTERED, (*failed, Outbox.error == ALTERED)),
    ):
        yield _counted(session, kind, Outbox.id, Outbox.created_at, *conditions)


def _reminders(session: Session, now: datetime) -> Iterator[Finding]:
    unsaid = (Deadline.state == DeadlineState.OPEN, Deadline.next_at < now - LONG_PATIENCE)
    yield _counted(session, FindingKind.REMINDER, Deadline.id, Deadline.next_at, *unsaid)


def _subjects(session: Session, now: datetime) -> Iterator[Finding]:
    """The findings of what each subject declares as watched."""
    for watch in subjects.watches():
        yield Finding(watch.kind, *watch.look(session, now))


def _chain(session: Session, now: datetime) -> Iterator[Finding]:
    del now
    check = session.get(ChainCheck, 1)
    if check is not None and check.broken_id is not None:
        yield Finding(FindingKind.CHAIN, 1, None, str(check.broken_id))


def _search(session: Session, now: datetime) -> Iterator[Finding]:
    """The finding that new records are missing in the index."""
    # Only the newest are looked at: a scan of millions every few minutes would cost more than it finds.
    del now
    newest = select(Record.id).order_by(Record.id.desc()).limit(SEARCHED).subquery()
    text = SearchText.record_id
    query = select(func.count()).select_from(newest).outerjoin(SearchText, text == newest.c.id).where(text.is_(None))
    yield Finding(FindingKind.SEARCH, session.scalar(query) or 0)


def _counted(
    session: Session,
    kind: FindingKind,
    column: InstrumentedAttribute[int],
    age: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
    *conditions: ColumnElement[bool] | TextClause,
) -> Finding:
    count, oldest = session.execute(select(func.count(column), func.min(age)).where(*conditions)).one()
    return Finding(kind, count, oldest)


_LOOKS: tuple[Callable[[Session, datetime], Iterator[Finding]], ...] = (
    _inbox,
    _outbox,
    _reminders,
    _subjects,
    _chain,
    _search,
)
