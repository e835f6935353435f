"""What did not arrive: the address is marked, whoever sent it is told, and another way is tried."""

from datetime import datetime

from sqlalchemy.orm import Session


def gave_up(session: Session, row_id: int, reason: str, *, address_is_dead: bool, now: datetime) -> None:
    """A message that no further try would deliver."""


def delayed(session: Session, channel: str, until: datetime, *, now: datetime) -> None:
    """The platform makes everything wait; a long wait is told to who waits for answers to an act."""


def door_shut(session: Session, channel: str, reason: str, *, now: datetime) -> None:
    """Nothing goes out through a door until the administrator has seen to it."""
