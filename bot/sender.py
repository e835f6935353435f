"""The sender of one door: several messages at once, each settled when the platform has answered."""

import asyncio
import logging
import secrets
from datetime import datetime, timedelta

from bot.delivery import IN_FLIGHT, Paused, Relay, Result, Unsure
from bot.hub import Hub, OpenDoor, first_of
from bot.transactions import transaction
from bot.work_queue import Rank
from models import deliveries, heartbeats
from models.deliveries import AcceptedAt, Claim, Delivery

log = logging.getLogger("bot.sender")
HEARTBEAT = "entrega"
_IDLE = 1.0  # seconds between two looks into the outbox without a notice
_ROUND = timedelta(seconds=5)  # between two rounds for expired leases and messages of unknown fate
# Messages that leave together are answered nearly together: one transaction settles them all and claims the next.
_COALESCE = 0.005  # seconds that the first answer waits for the others, where more could leave after them
_COALESCE_IDLE = 0.05  # the same, where nothing waits to leave
_DRAIN = 8.0  # seconds that messages under way have to end at the end


class Sender:
    """Sends the messages of one door, from `run` until it is cancelled; then `drain` settles those under way."""

    def __init__(self, hub: Hub, door: OpenDoor) -> None:
        self._hub, self._door = hub, door
        self._relay: Relay = hub.app.relay(door.name, door.limits)
        self._wakeup = hub.wakeup()
        self._flying: set[asyncio.Task[Result]] = set()
        self._results: list[Result] = []
        self._accepted_at = AcceptedAt()
        self._looked_at: datetime | None = None
        self._hurries = False  # whether more could leave as soon as answers are there
        self._silence: tuple[datetime, str] | None = None  # the end of a pause that the platform needs, and why

    async def run(self) -> None:
        """Deliver until cancelled."""
        while True:
            try:
                await self._round()
                again_at = await self._turn()
            except Exception as error:  # the database may be gone for a while; the outbox waits in it
                log.error("delivery failed, code %s", secrets.token_hex(2).upper(), exc_info=error)
                await asyncio.sleep(_IDLE)
                continue
            await self._wait(again_at)

    async def drain(self) -> None:
        """Settle the messages under way; the lease of one that does not end in time settles it."""
        if self._flying:
            await asyncio.wait(self._flying, timeout=_DRAIN)
        self._collect()
        if self._results:
            await self._hub.run(self._relay.turn, self._results, 0)

    async def _turn(self) -> datetime | None:
        """Settle the answered messages, and send those that may leave now; returns when the next may leave."""
        self._collect()
        results, self._results = self._results, []
        room = IN_FLIGHT - len(self._flying)
        turning = self._hub.submit(self._take_turn, results, room, rank=Rank.LAST)
        try:
            await asyncio.wait([turning])
        except asyncio.CancelledError:  # the turn is under way: the messages it claims go out before the end
            await asyncio.wait([turning])
            self._launch(turning, results)
            raise
        return self._launch(turning, results)

    def _take_turn(self, results: list[Result], room: int) -> Claim:
        self._wakeup.seen = self._hub.handled
        return self._relay.turn(results, room)

    def _launch(self, turning: "asyncio.Future[Claim]", results: list[Result]) -> datetime | None:
        if (error := turning.exception()) is not None:  # nothing was settled: the next turn settles these
            self._results = results + self._results
            raise error
        for delivery in turning.result().batch:
            task = asyncio.create_task(self._send(delivery))
            task.add_done_callback(lambda _: self._landed())
            self._flying.add(task)
        return turning.result().again_at

    def _collect(self) -> None:
        done = {task for task in self._flying if task.done()}
        self._flying -= done
        self._results += [task.result() for task in done]

    async def _wait(self, again_at: datetime | None) -> None:
        seconds = _IDLE if again_at is None else (again_at - self._hub.app.clock()).total_seconds()
        self._hurries = seconds <= 0 or len(self._flying) == IN_FLIGHT
        if seconds > 0:
            await first_of(self._wakeup, min(seconds, _IDLE))
        else:
            self._wakeup.clear()

    def _landed(self) -> None:
        if self._hurries and all(task.done() for task in self._flying):
            self._wakeup.set()
        else:
            asyncio.get_running_loop().call_later(_COALESCE if self._hurries else _COALESCE_IDLE, self._settle_soon)

    def _settle_soon(self) -> None:
        if any(task.done() for task in self._flying):  # else a turn has settled them meanwhile
            self._wakeup.set()

    async def _send(self, delivery: Delivery) -> Result:
        clock = self._hub.app.clock
        if delivery.at is not None and (early := (delivery.at - clock()).total_seconds()) > 0:
            await asyncio.sleep(early)
        parts = 1
        start = clock()
        try:
            self._check_silence(start)
            parts = self._door.parts(delivery)
            reference = await self._door.send(delivery)
        except Exception as error:
            if isinstance(error, Paused | Unsure):
                self._silence = clock() + error.wait, str(error)
            return Result(delivery, clock(), error=error, parts=parts)
        return Result(delivery, self._accepted_at.of(start, clock()), reference, parts=parts)

    def _check_silence(self, now: datetime) -> None:
        """Raises Paused in a pause: the message was claimed before the answer to another one began it."""
        if self._silence is not None and now < self._silence[0]:
            raise Paused(self._silence[1], self._silence[0] - now)

    async def _round(self) -> None:
        """Now and then look up the messages of unknown fate, and repeat those that cannot be found."""
        now = self._hub.app.clock()
        if self._looked_at is not None and now - self._looked_at < _ROUND:
            return
        self._looked_at = now
        unsure = await self._hub.run(self._unsure)
        for delivery in unsure:
            await self._look_up(delivery)
        await self._hub.run(self._look_after, [delivery.row_id for delivery in unsure])

    async def _look_up(self, delivery: Delivery) -> None:
        reference = await self._door.find(delivery)
        if reference is not None:
            await self._hub.run(self._relay.turn, [Result(delivery, self._hub.app.clock(), reference)], 0)

    def _unsure(self) -> list[Delivery]:
        with transaction(self._hub.app.engine) as session:
            return deliveries.unsure(session, self._door.name, self._hub.app.clock())

    def _look_after(self, unsure: list[int]) -> None:
        self._relay.recover_lost(unsure)
        with transaction(self._hub.app.engine) as session:
            heartbeats.beat(session, HEARTBEAT, self._hub.app.clock())
