"""How long what passed is kept, in days. Acts, their transmissions and the history are never purged.

Who did what, and when, stays in the history for ever; what is purged here are copies of conversations.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Delete, delete
from sqlalchemy.orm import Session

from models.inbox import Inbox, InboxState
from models.outbox import Occasion, Outbox, Priority, State
from models.people import Invite

REPLIES = 90  # answers in the chat
DIGESTS = 30  # digests of the day and of the week
INBOX = 180  # lines people wrote, once answered; a quarantined one stays until somebody has looked at it
INVITES = 30  # codes used or expired
OCCASIONS = 400  # what was said once; longer than any ladder runs


def purge(session: Session, now: datetime) -> int:
    """Delete what is older than its term; returns how many rows."""
    total = 0
    for statement in _statements(now):
        done = session.connection().execute(statement)
        total += int(done.rowcount)
    return total


def _statements(now: datetime) -> Iterator[Delete]:
    sent = delete(Outbox).where(Outbox.state == State.SENT, Outbox.recipient_id.is_(None))
    yield sent.where(Outbox.reply_to.is_not(None), Outbox.sent_at < _ago(now, REPLIES))
    yield sent.where(Outbox.priority == int(Priority.DIGEST), Outbox.sent_at < _ago(now, DIGESTS))
    ended = (InboxState.DONE, InboxState.REFUSED, InboxState.IGNORED)
    yield delete(Inbox).where(Inbox.state.in_(ended), Inbox.received_at < _ago(now, INBOX))
    yield delete(Invite).where(Invite.expires_at < _ago(now, INVITES))
    yield delete(Occasion).where(Occasion.at < _ago(now, OCCASIONS))


def _ago(now: datetime, days: int) -> datetime:
    return now - timedelta(days=days)
