"""Retention of copies of conversations, by the temporality table. Acts, their transmissions and the history are never
purged: the history keeps the author and the time of every effect for ever.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from models import personal_data, temporality
from models.attachments_kept import KeptMessage
from models.inbox import Inbox, InboxState
from models.outbox import IdempotencyKey, Outbox, Priority, State
from models.panel import PanelLink, PanelSession
from models.people import Invite

_PART = 5_000  # rows looked at in one transaction


def purge(session_of: Callable[[], Session], now: datetime) -> Iterator[None]:
    """Delete the rows older than their term, in batches, each in the session that `session_of` then gives."""
    days = {key: term.days for key, term in temporality.terms(session_of()).items() if term.days is not None}
    until = {key: now - timedelta(days=each) for key, each in days.items()}
    connection = session_of().connection()
    for opened in (Invite, PanelLink, PanelSession):
        connection.execute(delete(opened).where(opened.expires_at < until["convites"]))
    connection.execute(delete(KeptMessage).where(KeptMessage.at < until["guardados"]))
    connection.execute(delete(IdempotencyKey).where(IdempotencyKey.at < until["ocasioes"]))
    personal_data.purge_views(session_of(), until["acessos"])
    personal_data.purge_copies(session_of(), until["dados"])
    for table, is_past in ((Outbox, _past_messages(until)), (Inbox, _past_lines(until))):
        last = 0
        while (end := _after(session_of(), table, last)) is not None:
            session_of().connection().execute(delete(table).where(table.id > last, table.id <= end, is_past))
            last = end
            yield


def _past_messages(until: dict[str, datetime]) -> ColumnElement[bool]:
    answers = and_(Outbox.reply_to.is_not(None), Outbox.sent_at < until["respostas"])
    digests = and_(Outbox.priority == int(Priority.DIGEST), Outbox.sent_at < until["resumos"])
    return and_(Outbox.state == State.SENT, Outbox.recipient_id.is_(None), or_(answers, digests))


def _past_lines(until: dict[str, datetime]) -> ColumnElement[bool]:
    ended = (InboxState.DONE, InboxState.REFUSED, InboxState.IGNORED)
    return and_(Inbox.state.in_(ended), Inbox.received_at < until["mensagens"])


def _after(session: Session, table: type[Outbox | Inbox], last: int) -> int | None:
    """The id of the last row of the next batch; None: there are no more."""
    following = select(table.id).where(table.id > last).order_by(table.id).limit(_PART).subquery()
    found: int | None = session.scalar(select(func.max(following.c.id)))
    return found
