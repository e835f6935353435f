"""Open conversations in the database: a form being answered, or a held request; a restart goes on from them.

One opened while another waits goes first, and the other comes back after it.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class Conversation(Base):
    """The open conversation of an address: a form with its answers so far, or a held request (`wants`)."""

    __tablename__ = "conversations"
    channel: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True)
    command: Mapped[str]
    answers: Mapped[dict[str, Any]]
    asked_at: Mapped[datetime]
    wants: Mapped[str | None]  # the piece a held request waits for; none for a form
    before: Mapped[dict[str, Any] | None]  # the one that waits behind it, as `set_aside` gives it

    def set_aside(self) -> dict[str, Any]:
        """The conversation without its place, to wait behind another."""
        return {"command": self.command, "answers": self.answers, "wants": self.wants}


_IS_OPEN = select(Conversation.command).where(
    Conversation.channel == bindparam("channel"), Conversation.address == bindparam("address")
)


def current(session: Session, channel: str, address: str) -> Conversation | None:
    place = {"channel": channel, "address": address}
    if session.connection().scalar(_IS_OPEN, place) is None:
        return None  # every line passes here, and few find a form: an object is built for those only
    return session.get(Conversation, (channel, address))


def keep(
    session: Session,
    channel: str,
    address: str,
    command: str,
    answers: dict[str, Any],
    now: datetime,
    *,
    wants: str | None = None,
    before: dict[str, Any] | None = None,
) -> None:
    """Store the open conversation of an address, instead of the former one; `before` waits behind it."""
    what = {"command": command, "answers": answers, "wants": wants, "before": before}
    session.merge(Conversation(channel=channel, address=address, asked_at=now, **what))


def end(session: Session, channel: str, address: str, now: datetime) -> Conversation | None:
    """End the open conversation of an address; the one that waited behind it is open again, and returned."""
    opened = session.get(Conversation, (channel, address))
    if opened is None or opened.before is None:
        forget(session, channel, address)
        return None
    opened.command, opened.answers = opened.before["command"], opened.before["answers"]
    opened.wants, opened.before, opened.asked_at = opened.before["wants"], None, now
    return opened


def forget(session: Session, channel: str, address: str) -> None:
    session.execute(delete(Conversation).where(Conversation.channel == channel, Conversation.address == address))
