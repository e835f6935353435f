"""A lost phone: all that it reaches is closed at once."""

from datetime import datetime

from sqlalchemy.orm import Session

from models import addresses, calendar_feeds, panel
from models.confirmations import Confirmation
from models.people import Address, Person, door_name


def lose(session: Session, *, keep: tuple[str, str], by: Person, now: datetime) -> list[Address]:
    """Close all that a lost phone of one's own reaches: each address but the one in use (`keep`), panel, calendar."""
    lost = [each for each in addresses.of(session, by) if (each.channel, each.address) != keep]
    for each in lost:
        here = "O celular foi dado como perdido. Se não foi você, avise o administrador."
        addresses.unbind(
            session, by, each, f"{by.name} perdeu o celular: saiu do {door_name(each.channel)}", here, by=by, now=now
        )
    panel.leave(session, by=by, now=now)
    calendar_feeds.close(session, by, by=by, now=now)
    return lost


def lose_of(session: Session, person: Person, *, by: Person, now: datetime) -> Confirmation | None:
    """Close all that the lost phone of another person reaches. Returns what it waits for, as `close` does."""
    theirs = addresses.seen(session, person, by=by, now=now)
    calendar_feeds.close(session, person, by=by, now=now)
    waits = [addresses.close(session, person, each, by=by, now=now) for each in theirs]
    return next(filter(None, waits), None)
