"""Retention, in days, of copies of conversations. Acts, their transmissions and the history are never purged.

The history keeps the author and the time of every effect for ever.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from models.attachments_kept import KeptMessage
from models.inbox import Inbox, InboxState
from models.outbox import IdempotencyKey, Outbox, Priority, State
from models.panel import PanelLink, PanelSession
from models.people import Invite

REPLIES = 90  # answers in the chat
DIGESTS = 30  # digests of the day and of the week
INBOX = 180  # lines people wrote, once answered; a quarantined one stays until somebody has looked at it
INVITES = 30  # codes, and links and sessions of the panel, used or expired
KEPT = 180  # files and words kept until somebody said their record; what went to a record is there
OCCASIONS = 400  # idempotency keys; longer than any escalation runs
_PART = 5_000  # rows looked at in one transaction


def purge(session_of: Callable[[], Session], now: datetime) -> Iterator[None]:
    """Delete the rows older than their term, in batches, each in the session that `session_of` then gives."""
    connection = session_of().connection()
    connection.execute(delete(Invite).where(Invite.expires_at < _ago(now, INVITES)))
    for opened in (PanelLink, PanelSession):
        connection.execute(delete(opened).where(opened.expires_at < _ago(now, INVITES)))
    connection.execute(delete(KeptMessage).where(KeptMessage.at < _ago(now, KEPT)))
    connection.execute(delete(IdempotencyKey).where(IdempotencyKey.at < _ago(now, OCCASIONS)))
    for table, is_past in ((Outbox, _past_messages(now)), (Inbox, _past_lines(now))):
        last = 0
        while (until := _after(session_of(), table, last)) is not None:
            session_of().connection().execute(delete(table).where(table.id > last, table.id <= until, is_past))
            last = until
            yield


def _past_messages(now: datetime) -> ColumnElement[bool]:
    answers = and_(Outbox.reply_to.is_not(None), Outbox.sent_at < _ago(now, REPLIES))
    digests = and_(Outbox.priority == int(Priority.DIGEST), Outbox.sent_at < _ago(now, DIGESTS))
    return and_(Outbox.state == State.SENT, Outbox.recipient_id.is_(None), or_(answers, digests))


def _past_lines(now: datetime) -> ColumnElement[bool]:
    ended = (InboxState.DONE, InboxState.REFUSED, InboxState.IGNORED)
    return and_(Inbox.state.in_(ended), Inbox.received_at < _ago(now, INBOX))


def _after(session: Session, table: type[Outbox | Inbox], last: int) -> int | None:
    """The id of the last row of the next batch; None: there are no more."""
    following = select(table.id).where(table.id > last).order_by(table.id).limit(_PART).subquery()
    found: int | None = session.scalar(select(func.max(following.c.id)))
    return found


def _ago(now: datetime, days: int) -> datetime:
    return now - timedelta(days=days)
