"""Open conversations in the database: a form being answered, or a held request; a restart goes on from them."""

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
) -> None:
    """Store the open conversation of an address, instead of the former one."""
    session.merge(
        Conversation(channel=channel, address=address, command=command, answers=answers, asked_at=now, wants=wants)
    )


def forget(session: Session, channel: str, address: str) -> None:
    session.execute(delete(Conversation).where(Conversation.channel == channel, Conversation.address == address))
