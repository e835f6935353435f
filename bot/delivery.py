"""The outbox relay: claims due messages and settles how sending them ended. Nothing else sends to people."""

import logging
import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from socket import gethostname
from typing import Protocol

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot.transactions import transaction
from models import deliveries, doors, house_state, moments, outbox, undelivered
from models.base import failpoint, take_turn
from models.deliveries import Claim, Delivery, Limits

log = logging.getLogger("bot.delivery")
_PROCESS = secrets.token_hex(4)
IN_FLIGHT = 16  # messages being sent at a time: the most that a crash can leave uncertain


class NotSent(Exception):
    """The message certainly did not go out; it may be tried again after `wait`."""

    def __init__(self, reason: str, wait: timedelta = timedelta(seconds=5)) -> None:
        super().__init__(reason)
        self.wait = wait


class Paused(NotSent):
    """As NotSent, and the whole door must be silent until `wait` is over."""


class Shut(Exception):
    """The message certainly did not go out, and none will until somebody intervenes: the token is revoked."""


class Moved(Exception):
    """The message certainly did not go out: the place has another address now."""

    def __init__(self, address: str) -> None:
        super().__init__("moved")
        self.address = address


class Rejected(Exception):
    """The message certainly did not go out, and trying again would not help."""


class Unreachable(Rejected):
    """As Rejected; the address is dead: blocked, deleted."""


class Unsure(Exception):
    """The fate of the message is unknown, and the door should be silent for `wait`."""

    def __init__(self, reason: str, wait: timedelta) -> None:
        super().__init__(reason)
        self.wait = wait


class Door(Protocol):
    """A channel. `send` returns the platform's id of a message; any exception not defined here leaves its fate open."""

    name: str

    def send(self, delivery: Delivery) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Result:
    """The end of one delivery: the platform's id, or the exception of `send`. `parts`: the pieces of the message."""

    delivery: Delivery
    at: datetime
    reference: str | None = None
    error: Exception | None = None
    parts: int = 1


@dataclass(slots=True)
class Relay:
    """The outbox as the sender of one channel sees it. `worker`: the holder of its leases."""

    engine: Engine
    channel: str
    worker: str
    clock: Callable[[], datetime]
    limits: Limits | None = None
    holds: bool = True  # as of the last turn: the database was restored, and nothing goes out until its release

    def turn(self, results: Sequence[Result] = (), room: int = IN_FLIGHT) -> Claim:
        """Settle these results and claim at most `room` messages, in one transaction."""
        if results:
            failpoint("after_send_before_mark")
        with moments.read_on(self.clock()), transaction(self.engine, self.channel) as session:
            if any(each.error for each in results):  # people may have to be notified
                take_turn(session)
            self._settle(session, results)
            self.holds = house_state.held_since(session) is not None
            claimed = Claim(())
            if not self.holds:
                now = self.clock()
                claimed = deliveries.claim(
                    session, self.channel, worker=self.worker, now=now, room=room, limits=self.limits
                )
        failpoint("after_sending_commit")
        return claimed

    def recover_lost(self, unsure: Sequence[int]) -> None:
        """Repeat, marked, these messages of unknown fate, and expire the leases that ended or whose holder is dead.

        `unsure`: messages that the door could not find. One whose lease expires now has to be looked for first.
        """
        with transaction(self.engine, self.channel) as session:
            deliveries.repeat_uncertain(session, self.channel, unsure)
            deliveries.expire(session, self.channel, self.clock())
            for worker in filter(is_dead, deliveries.workers(session, self.channel)):
                deliveries.expire(session, self.channel, None, worker=worker)

    def recover(self) -> int:
        """Expire every lease and repeat the messages, marked, at a start where nobody else delivers. How many."""
        with transaction(self.engine, self.channel) as session:
            deliveries.expire(session, self.channel, None)
            return deliveries.repeat_uncertain(session, self.channel)

    def _settle(self, session: Session, results: Sequence[Result]) -> None:
        plain = [each for each in results if each.error is None and each.delivery.part + 1 >= each.parts]
        marks = [(each.delivery.row_id, each.delivery.attempt, each.at, each.reference) for each in plain]
        deliveries.sent(session, marks, worker=self.worker)
        for each in results:
            if each not in plain:
                self._settle_alone(session, each)

    def _settle_alone(self, session: Session, result: Result) -> None:
        """Settle one result in a savepoint; where that fails its fate is unknown, and the others stand."""
        try:
            with session.begin_nested():
                self._settle_one(session, result)
        except DBAPIError:
            raise
        except Exception as error:
            log.error("delivery %s cannot be settled", result.delivery.row_id, exc_info=error)
            row, reason = result.delivery, type(error).__name__
            deliveries.uncertain(session, row.row_id, row.attempt, worker=self.worker, error=reason, now=self.clock())

    def _settle_one(self, session: Session, result: Result) -> None:
        row, now, error = result.delivery, self.clock(), result.error
        mine = {"worker": self.worker}
        match error:
            case None:
                space = timedelta(seconds=self.limits.spacing(row.address)) if self.limits else timedelta()
                again_at = result.at + space
                deliveries.part_sent(session, row.row_id, row.attempt, **mine, at=result.at, again_at=again_at)
            case Paused() | NotSent():
                again_at = now + error.wait
                deliveries.not_sent(session, row.row_id, row.attempt, **mine, error=str(error), again_at=again_at)
                if isinstance(error, Paused):
                    doors.pause(session, self.channel, again_at)
                    undelivered.delayed(session, self.channel, again_at, now=now)
            case Shut():
                deliveries.not_sent(session, row.row_id, row.attempt, **mine, error=str(error), again_at=now)
                if doors.shut(session, self.channel, str(error)):
                    log.critical("the door %s is shut: %s", self.channel, error)
                    undelivered.door_shut(session, self.channel, str(error), now=now)
            case Moved():
                deliveries.not_sent(session, row.row_id, row.attempt, **mine, error=str(error), again_at=now)
                outbox.move(session, self.channel, row.address, error.address)
            case Rejected():
                deliveries.failed(session, row.row_id, row.attempt, **mine, error=str(error))
                dead = isinstance(error, Unreachable)
                undelivered.gave_up(session, row.row_id, str(error), address_is_dead=dead, now=now)
            case _:  # something happened after the bytes left
                reason = str(error) if isinstance(error, Unsure) else type(error).__name__
                log.warning("delivery %s is uncertain: %s", row.row_id, reason)
                deliveries.uncertain(session, row.row_id, row.attempt, **mine, error=reason, now=now)
                if isinstance(error, Unsure):
                    doors.pause(session, self.channel, now + error.wait)


def worker_name() -> str:
    """The name of this process among all that share the database: its machine, its number, and two random parts."""
    return f"{gethostname()}/{os.getpid()}/{_PROCESS}/{secrets.token_hex(3)}"


def is_dead(worker: str) -> bool:
    """Whether a worker is known to have ended: one of this machine whose process is gone."""
    host, _, rest = worker.partition("/")
    number, _, process = rest.partition("/")
    if host != gethostname() or not number.isdigit():
        return False
    if int(number) == os.getpid():  # in a container every process has the same number
        return not process.startswith(_PROCESS)
    try:
        os.kill(int(number), 0)
    except OSError as error:
        return isinstance(error, ProcessLookupError)
    return False


def drain(relay: Relay, door: Door) -> int:
    """Send messages one after the other until none is due; returns how many were sent."""
    total = 0
    results: list[Result] = []
    while (claimed := relay.turn(results)).batch:
        results = [_sent(relay, door, each) for each in claimed.batch]
        total += sum(each.error is None for each in results)
    return total


def _sent(relay: Relay, door: Door, delivery: Delivery) -> Result:
    try:
        reference = door.send(delivery)
    except Exception as error:
        return Result(delivery, relay.clock(), error=error)
    return Result(delivery, relay.clock(), reference)
