"""A form being answered one question at a time: kept in the database, so that a restart goes on where it was."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class Conversation(Base):
    """The open form of one address: the command, and the answers so far by the name of the field."""

    __tablename__ = "conversations"
    channel: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True)
    command: Mapped[str]
    answers: Mapped[dict[str, Any]]
    asked_at: Mapped[datetime]


_IS_OPEN = select(Conversation.command).where(
    Conversation.channel == bindparam("channel"), Conversation.address == bindparam("address")
)


def current(session: Session, channel: str, address: str) -> Conversation | None:
    place = {"channel": channel, "address": address}
    if session.connection().scalar(_IS_OPEN, place) is None:
        return None  # every line passes here, and few find a form: an object is built for those only
    return session.get(Conversation, (channel, address))


def keep(session: Session, channel: str, address: str, command: str, answers: dict[str, Any], now: datetime) -> None:
    """Remember the answers given so far."""
    session.merge(Conversation(channel=channel, address=address, command=command, answers=answers, asked_at=now))


def forget(session: Session, channel: str, address: str) -> None:
    session.execute(delete(Conversation).where(Conversation.channel == channel, Conversation.address == address))
