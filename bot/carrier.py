"""Delivers through one door while the bot runs: several messages at once, each settled when it is answered."""

import asyncio
import logging
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.delivery import IN_FLIGHT, Courier, Paused, Result, Unsure
from bot.hub import Hub, OpenDoor, Rank, first_of
from bot.transactions import transaction
from models import deliveries, heartbeats
from models.deliveries import Claim, Delivery
from models.outbox import Outbox

log = logging.getLogger("bot.carrier")
HEARTBEAT = "entrega"
_IDLE = 1.0  # seconds between two looks when nothing rings
_ROUND = timedelta(seconds=5)  # between two looks after leases and messages of unknown fate
_TOGETHER = 0.005  # seconds that the first answer waits for the others, where more could leave after them
_ALONG = 0.05  # seconds that an answer waits for the next turn to settle it, where nothing waits for it
_KNOWN_AFTER = 10  # answers, before which nothing is known of how fast one may be
_DRAIN = 8.0  # seconds that messages under way are waited for at the end


class Carrier:
    """One door's deliveries, from `run` until it is cancelled; then `drain` settles what is under way."""

    def __init__(self, hub: Hub, door: OpenDoor) -> None:
        self._hub, self._door = hub, door
        self._courier: Courier = hub.app.courier(door.name, door.limits)
        self._bell = hub.bell()
        self._flying: set[asyncio.Task[Result]] = set()
        self._results: list[Result] = []
        self._fastest: timedelta | None = None
        self._answers = 0
        self._looked_at: datetime | None = None
        self._hurries = False  # whether more could leave as soon as answers are there
        self._silence: tuple[datetime, str] | None = None  # until when the platform wants none, and why

    async def run(self) -> None:
        """Deliver until cancelled."""
        while True:
            try:
                await self._round()
                again_at = await self._turn()
            except Exception as error:  # the database may be gone for a while: the queue waits in it
                log.error("delivery failed, code %s", secrets.token_hex(2).upper(), exc_info=error)
                await asyncio.sleep(_IDLE)
                continue
            await self._wait(again_at)

    async def drain(self) -> None:
        """Wait for what is under way and settle it; what does not end in time is settled by its lease."""
        if self._flying:
            await asyncio.wait(self._flying, timeout=_DRAIN)
        self._collect()
        if self._results:
            await self._hub.run(self._courier.turn, self._results, 0)

    async def _turn(self) -> datetime | None:
        """Settle what ended, and send what may leave now; when the next may."""
        self._collect()
        results, self._results = self._results, []
        room = IN_FLIGHT - len(self._flying)
        turning = asyncio.ensure_future(self._hub.run(self._take_turn, results, room, rank=Rank.LAST))
        try:
            await asyncio.wait([turning])
        except asyncio.CancelledError:  # the turn is under way: what it takes goes out before the end
            await asyncio.wait([turning])
            self._launch(turning, results)
            raise
        return self._launch(turning, results)

    def _take_turn(self, results: list[Result], room: int) -> Claim:
        self._bell.seen = self._hub.handled
        return self._courier.turn(results, room)

    def _launch(self, turning: "asyncio.Future[Claim]", results: list[Result]) -> datetime | None:
        if (error := turning.exception()) is not None:  # nothing was settled: these are settled with the next
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
            await first_of(self._bell, min(seconds, _IDLE))
        else:
            self._bell.clear()

    def _landed(self) -> None:
        """What leaves together comes back nearly together: one transaction settles it all, and takes what follows."""
        if self._hurries and all(task.done() for task in self._flying):
            self._bell.set()
        else:
            asyncio.get_running_loop().call_later(_TOGETHER if self._hurries else _ALONG, self._settle_soon)

    def _settle_soon(self) -> None:
        if any(task.done() for task in self._flying):  # else a turn came by meanwhile
            self._bell.set()

    async def _send(self, delivery: Delivery) -> Result:
        clock = self._hub.app.clock
        if delivery.at is not None and (early := (delivery.at - clock()).total_seconds()) > 0:
            await asyncio.sleep(early)
        parts = 1
        start = clock()
        try:
            self._keep_silent(start)
            parts = self._door.parts(delivery)
            reference = await self._door.send(delivery)
        except Exception as error:
            if isinstance(error, Paused | Unsure):
                self._silence = clock() + error.wait, str(error)
            return Result(delivery, clock(), error=error, parts=parts)
        return Result(delivery, self._accepted_at(start, clock()), reference, parts=parts)

    def _keep_silent(self, now: datetime) -> None:
        """Raises Paused for what was taken before the door was paused by how another message ended."""
        if self._silence is not None and now < self._silence[0]:
            raise Paused(self._silence[1], self._silence[0] - now)

    def _accepted_at(self, start: datetime, end: datetime) -> datetime:
        """When the platform took the message: the answer's moment, less what an answer takes at least."""
        taken = end - start
        self._fastest = taken if self._fastest is None else min(taken, self._fastest * 1.02)
        self._answers += 1
        return end - self._fastest if self._answers > _KNOWN_AFTER else end

    async def _round(self) -> None:
        """Now and then: what nobody knows to have arrived is looked up where possible, and repeated in its time."""
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
            await self._hub.run(self._courier.turn, [Result(delivery, self._hub.app.clock(), reference)], 0)

    def _unsure(self) -> list[Delivery]:
        with transaction(self._hub.app.engine) as session:
            return list(_as_deliveries(deliveries.unsure(session, self._door.name, self._hub.app.clock())))

    def _look_after(self, unsure: list[int]) -> None:
        self._courier.look_after(unsure)
        with transaction(self._hub.app.engine) as session:
            heartbeats.beat(session, HEARTBEAT, self._hub.app.clock())


def _as_deliveries(rows: Iterable[Outbox]) -> Iterable[Delivery]:
    for row in rows:
        yield Delivery(
            id=row.id,
            row_id=row.id,
            channel=row.channel or "",
            address=row.address or "",
            person_id=row.person_id,
            payload=row.payload,
            reply_to=row.reply_to,
            repeats=row.repeats,
            attempt=row.attempts,
            part=row.part,
            origin=row.origin or {},
        )
