"""Drains the outbox. Nobody else pushes a message."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Engine

from bot.dispatch import transaction
from models import deliveries, house_state
from models.base import crash_point
from models.deliveries import Delivery

log = logging.getLogger("bot.delivery")
IN_FLIGHT = 6  # the most messages that a crash can leave uncertain


class NotSent(Exception):
    """The message certainly did not go out; it may be tried again after `wait`."""

    def __init__(self, reason: str, wait: timedelta = timedelta(seconds=5)) -> None:
        super().__init__(reason)
        self.wait = wait


class Rejected(Exception):
    """The message certainly did not go out, and trying again would not help."""


class Door(Protocol):
    """A channel: `send` returns the platform's id of the message; anything else it raises leaves the fate unknown."""

    name: str

    def send(self, delivery: Delivery) -> str | None: ...


@dataclass(slots=True)
class Courier:
    """Delivers what is due through the doors it holds."""

    engine: Engine
    doors: dict[str, Door]
    worker: str
    clock: Callable[[], datetime]
    _free: bool = False  # whether the house was seen not to hold its messages back

    @property
    def holds(self) -> bool:
        """Whether nothing goes out until somebody releases a restored database (as of the last claim)."""
        return not self._free

    def recover(self) -> int:
        """Once at start: settle what an earlier process left, and queue uncertain messages again, marked."""
        with transaction(self.engine) as session:
            deliveries.recover(session, list(self.doors))
            return deliveries.repeat_uncertain(session, list(self.doors), self.clock())

    def drain(self) -> int:
        """Deliver until nothing is due; returns how many messages were sent."""
        total = 0
        while batch := self._claim():
            total += self._deliver(batch)
        return total

    def _claim(self) -> list[Delivery]:
        with transaction(self.engine) as session:
            self._free = self._free or house_state.held_since(session) is None
            if not self._free:
                return []
            batch = deliveries.claim(session, list(self.doors), worker=self.worker, now=self.clock(), most=IN_FLIGHT)
        crash_point("after_claim")
        return batch

    def _deliver(self, batch: list[Delivery]) -> int:
        with transaction(self.engine) as session:
            deliveries.sending(session, [each.id for each in batch], worker=self.worker)
        crash_point("after_sending_commit")
        sent = [each for each in batch if self._send(each)]
        crash_point("after_send_before_mark")
        with transaction(self.engine) as session:
            deliveries.sent(session, _ids(sent), worker=self.worker, now=self.clock())
        crash_point("after_mark")
        return len(sent)

    def _send(self, delivery: Delivery) -> bool:
        try:
            self.doors[delivery.channel].send(delivery)
        except NotSent as refusal:
            again_at = self.clock() + refusal.wait
            with transaction(self.engine) as session:
                deliveries.not_sent(session, delivery.id, error=str(refusal), again_at=again_at)
            return False
        except Rejected as rejection:
            with transaction(self.engine) as session:
                deliveries.failed(session, delivery.id, error=str(rejection))
            return False
        except Exception as error:  # whatever happened after the bytes left: nobody knows
            log.warning("delivery %s is uncertain: %s", delivery.id, type(error).__name__)
            with transaction(self.engine) as session:
                deliveries.uncertain(session, delivery.id, error=type(error).__name__)
            return False
        return True


def _ids(batch: Iterable[Delivery]) -> list[int]:
    return [each.id for each in batch]
