"""Groups, topics and channels: where the house posts, and what is answered to whoever writes there."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Reply
from models.outbox import Message
from models.people import Person

ONLY_IN_PRIVATE = "Por aqui só publico avisos. Fale comigo em particular."


@dataclass(frozen=True, slots=True)
class Here:
    """A group, topic or channel at one door."""

    channel: str
    address: str
    title: str


@dataclass(frozen=True, slots=True)
class Happened:
    """`joined`, `removed`: the bot, in a place; `blocked`: by a person."""

    event: str
    channel: str
    address: str
    place: str
    title: str


def written(session: Session, here: Here, person: Person | None, text: str, now: datetime) -> Message | None:
    """The answer, in the place itself, to what somebody wrote there to the bot."""
    return Reply(ONLY_IN_PRIVATE)


def happened(session: Session, what: Happened, person: Person | None, now: datetime) -> Message | None:
    """What follows when the bot is added to a place, removed from it, or blocked by a person."""
    return None
