"""Systems outside that are asked for data: how they are asked, and since when one does not answer.

Nothing is asked while the house has its turn: a job yields what it asks for (jobs/base.py), and gets an `OutsideReply`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, insert_row
from models.texts import clip

AFTER_FAILURES = 3  # in a row: from then on people are told that there is no contact


@dataclass(frozen=True, slots=True)
class OutsideReply:
    """What a system answered. `why`: the reason for which there are no data; `status`: 0 where nothing came."""

    status: int
    data: Any = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One request for data: an address with its parameters, and the token it needs, if any."""

    url: str
    params: Mapping[str, str]
    token: str = ""

    def __call__(self) -> OutsideReply:
        """Ask, and wait for the outcome. It never raises for what the other side does."""
        return _ask(self)


def _nobody(_inquiry: Inquiry) -> OutsideReply:
    return OutsideReply(0, why="não há ligação com a rede")


_ask: Callable[[Inquiry], OutsideReply] = _nobody


def configure(ask: Callable[[Inquiry], OutsideReply]) -> None:
    """Set how systems outside are asked, once, when the house is built."""
    global _ask
    _ask = ask


class Contact(Base):
    """The contact with one system: when it last answered, and since when it does not."""

    __tablename__ = "contacts"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    ok_at: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    failures: Mapped[int]  # in a row
    why: Mapped[str]


def of(session: Session, name: str) -> Contact:
    """The contact of that name, made where there is none."""
    found = session.scalar(select(Contact).where(Contact.name == name))
    if found is None:
        values = {"name": name, "ok_at": None, "failing_since": None, "failures": 0, "why": ""}
        found = session.get_one(Contact, insert_row(session, Contact, **values))
    return found


def fails(session: Session, name: str, why: str, now: datetime) -> bool:
    """Record a run that failed; True for the one after which people are told."""
    row = of(session, name)
    row.failures, row.why, row.failing_since = row.failures + 1, clip(why, 200), row.failing_since or now
    return row.failures == AFTER_FAILURES


def succeeds(session: Session, name: str, now: datetime) -> bool:
    """Record a run that read everything; True where people had been told that there was no contact."""
    row = of(session, name)
    was_told = row.failures >= AFTER_FAILURES
    row.failures, row.failing_since, row.why, row.ok_at = 0, None, "", now
    return was_told
