"""Helpers of the tests of jobs: a house that sleeps and wakes, preferences, stored messages."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from models import moments
from models.outbox import Outbox
from models.people import by_handle, substitute
from tests.conftest import House


def sleeps_until(house: House, moment: str) -> None:
    """Move the clock to that moment with the process down: no job runs."""
    house.clock.move_to(datetime.fromisoformat(moment).replace(tzinfo=moments.zone()))


def wishes(house: House, who: str, **preferences: Any) -> None:
    with house.transaction() as session:
        person = by_handle(session, who)
        assert person is not None
        person.preferences = preferences


def replaces(house: House, holder: str, stand_in: str, first: str, last: str) -> None:
    with house.transaction() as session:
        away, there, chief = (by_handle(session, handle) for handle in (holder, stand_in, "ana"))
        assert away
        assert there
        assert chief
        days = datetime.fromisoformat(first).date(), datetime.fromisoformat(last).date()
        substitute(session, away, there, *days, "portaria 77/2026", by=chief, now=house.now)


def stored(house: House, stem: str) -> list[str]:
    """The keys, beginning with `stem`, of the messages written so far."""
    with house.transaction() as session:
        keys = session.scalars(select(Outbox.key).where(Outbox.key.startswith(stem)).order_by(Outbox.key))
        return list(keys)
