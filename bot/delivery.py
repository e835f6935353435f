"""Drains the outbox. Nobody else pushes a message."""

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
from models import deliveries, doors, house_state, outbox, undelivered
from models.base import crash_point, take_turn
from models.deliveries import Claim, Delivery, Limits

log = logging.getLogger("bot.delivery")
_PROCESS = secrets.token_hex(4)
IN_FLIGHT = 16  # the most messages that a crash can leave uncertain


class NotSent(Exception):
    """The message certainly did not go out; it may be tried again after `wait`."""

    def __init__(self, reason: str, wait: timedelta = timedelta(seconds=5)) -> None:
        super().__init__(reason)
        self.wait = wait


class Paused(NotSent):
    """As NotSent, and nothing else may be sent through this door either before `wait` is over."""


class Shut(Exception):
    """The message certainly did not go out, and nothing will before somebody has seen to it: a revoked token."""


class Moved(Exception):
    """The message certainly did not go out: the place has another address now."""

    def __init__(self, address: str) -> None:
        super().__init__("moved")
        self.address = address


class Rejected(Exception):
    """The message certainly did not go out, and trying again would not help."""


class Unreachable(Rejected):
    """As Rejected, because nothing reaches that address any more: blocked, deleted."""


class Unsure(Exception):
    """Nobody knows whether the message went out, and the platform had better be left alone for `wait`."""

    def __init__(self, reason: str, wait: timedelta) -> None:
        super().__init__(reason)
        self.wait = wait


class Door(Protocol):
    """A channel: `send` returns the platform's id of the message; anything else it raises leaves the fate unknown."""

    name: str

    def send(self, delivery: Delivery) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Result:
    """How one delivery ended: `error` is what `send` raised. `parts`: of how many pieces the text is."""

    delivery: Delivery
    at: datetime
    reference: str | None = None
    error: Exception | None = None
    parts: int = 1


@dataclass(slots=True)
class Courier:
    """Takes what is due at one door from the outbox and settles how it ended. `worker` names this process' leases."""

    engine: Engine
    channel: str
    worker: str
    clock: Callable[[], datetime]
    limits: Limits | None = None
    holds: bool = True  # whether nothing goes out until somebody releases a restored database, as of the last turn

    def turn(self, results: Sequence[Result] = (), room: int = IN_FLIGHT) -> Claim:
        """Settle what ended and take what may go out now, in one transaction."""
        if results:
            crash_point("after_send_before_mark")
        with transaction(self.engine, self.channel) as session:
            if any(each.error for each in results):  # somebody may have to be told
                take_turn(session)
            self._settle(session, results)
            self.holds = house_state.held_since(session) is not None
            taken = Claim(())
            if not self.holds:
                now = self.clock()
                taken = deliveries.claim(
                    session, self.channel, worker=self.worker, now=now, room=room, limits=self.limits
                )
        crash_point("after_sending_commit")
        return taken

    def look_after(self, unsure: Sequence[int]) -> None:
        """Now and then: messages of unknown fate are repeated, marked; leases that ended leave new ones.

        `unsure`: those that the door was asked about, and could not tell. Another one has to be asked about first.
        """
        with transaction(self.engine, self.channel) as session:
            deliveries.repeat_uncertain(session, self.channel, unsure)
            deliveries.expire(session, self.channel, self.clock())
            for worker in filter(is_dead, deliveries.workers(session, self.channel)):
                deliveries.expire(session, self.channel, None, worker=worker)

    def recover(self) -> int:
        """Once at start, where nobody else delivers: settle what an earlier process left, and repeat it, marked."""
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
        """One that cannot be settled must not undo how the others ended: nobody knows, then, how it did."""
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
            case _:  # whatever happened after the bytes left: nobody knows
                reason = str(error) if isinstance(error, Unsure) else type(error).__name__
                log.warning("delivery %s is uncertain: %s", row.row_id, reason)
                deliveries.uncertain(session, row.row_id, row.attempt, **mine, error=reason, now=now)
                if isinstance(error, Unsure):
                    doors.pause(session, self.channel, now + error.wait)


def worker_name() -> str:
    """Names this process among all that share the database: its machine, its number there, and two random parts."""
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


def drain(courier: Courier, door: Door) -> int:
    """Deliver one after the other until nothing is due; returns how many messages were sent."""
    total = 0
    results: list[Result] = []
    while (taken := courier.turn(results)).batch:
        results = [_sent(courier, door, each) for each in taken.batch]
        total += sum(each.error is None for each in results)
    return total


def _sent(courier: Courier, door: Door, delivery: Delivery) -> Result:
    try:
        reference = door.send(delivery)
    except Exception as error:
        return Result(delivery, courier.clock(), error=error)
    return Result(delivery, courier.clock(), reference)
