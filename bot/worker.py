"""Works off the inbox while the bot runs: in order for each chat, by turns among chats."""

import asyncio
import logging
import secrets

from bot.dispatch import Postponed
from bot.hub import Hub, OpenDoor, first_of
from models.inbox import Inbox

log = logging.getLogger("bot.worker")
_IDLE = 0.5  # seconds between two looks when nothing rings: rows put off, or left by another process
_SOON = 1.0  # after so long the person sees that an answer is being prepared
_STILL_BUSY = 4.0


async def work(hub: Hub, doors: dict[str, OpenDoor]) -> None:
    """Handle what waits, until cancelled."""
    while True:
        try:
            if not await work_off(hub, doors):
                await first_of(hub.arrived, _IDLE)
        except Exception as error:  # the database may be gone for a while: the queue waits in it
            log.error("the inbox cannot be worked off, code %s", secrets.token_hex(2).upper(), exc_info=error)
            await asyncio.sleep(_IDLE)


async def work_off(hub: Hub, doors: dict[str, OpenDoor]) -> int:
    """Handle what waits first in every chat; returns how many were handled here, and not by another process."""
    rows = await hub.run(hub.app.receiver.waiting, hub.app.clock())
    return sum(await asyncio.gather(*(_handle(hub, doors.get(row.source), row) for row in rows)))


async def _handle(hub: Hub, door: OpenDoor | None, row: Inbox) -> bool:
    working = asyncio.ensure_future(hub.run(hub.app.receiver.handle, row.id, row.source, row.raw, hub.app.clock()))
    patience = _SOON
    while not (await asyncio.wait([working], timeout=patience))[0]:
        if door is not None:
            await door.busy(row.place)
        patience = _STILL_BUSY
    hub.ring()
    try:
        return await working
    except Postponed as wait:
        if door is not None:
            await door.tell(row.place, str(wait))
        return False
