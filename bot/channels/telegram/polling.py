"""Long polling: one process at a time asks for updates, commits them, and confirms them by the next question."""

import asyncio
import logging
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.channels.telegram.contact import note_contact
from bot.channels.telegram.ingest import NAME, Ingest
from bot.channels.telegram.reading import Facts
from bot.channels.telegram.web import Api, Conflict
from bot.delivery import NotSent, Shut, Unsure, is_dead
from bot.hub import Hub
from bot.transactions import transaction
from models import doors

log = logging.getLogger("bot.telegram")
_LEASE = timedelta(seconds=24)  # longer than the longest poll; another process takes over after it
_FRESH = 2.0  # seconds for which a renewed lease is not renewed again; with the longest poll, less than the lease
_LOOK = 2.0  # seconds between two looks for a listener that is gone
_CONFLICT, _SHUT, _DATABASE, _UNCONFIRMED = 10.0, 30.0, 1.0, 10.0  # seconds to wait
_DEAF = 60.0  # seconds without a completed poll after which the connection is given up


class Polling:
    """Asks for updates, in one process at a time."""

    def __init__(self, hub: Hub, api: Api, ingest: Ingest) -> None:
        self._hub, self._api, self._ingest = hub, api, ingest
        self._offset: int | None = None
        self._completed_at = _now()
        self._renewed_at: float | None = None

    async def run(self) -> None:
        """Ask until cancelled."""
        try:
            while True:
                await self._round()
        finally:
            await self._hub.run(self._resign)

    async def _round(self) -> None:
        try:
            if not self._is_fresh and not await self._hub.run(self._lead):
                self._offset, self._completed_at = None, _now()
                await asyncio.sleep(_LOOK)
                return
            updates = await self._api.updates(self._offset)
            self._completed_at = _now()
            self._offset = next_offset(await self._stored(updates))
            if updates and self._offset is None:  # they have no number by which they could be confirmed
                await asyncio.sleep(_UNCONFIRMED)
        except Exception as error:
            await asyncio.sleep(self._wait_after(error))
            if _now() - self._completed_at > _DEAF:
                log.error("Telegram has not answered a poll for %d s; opening new connections", _DEAF)
                self._completed_at = _now()
                await self._api.renew_polling()

    async def _stored(self, updates: Sequence[Any]) -> list[Facts]:
        if self._is_fresh:
            return await self._ingest.store(updates)
        self._renewed_at, began = None, _now()
        facts = await self._ingest.store(updates, self._renew)
        self._renewed_at = began
        return facts

    @property
    def _is_fresh(self) -> bool:
        return self._renewed_at is not None and _now() - self._renewed_at < _FRESH

    def _wait_after(self, error: Exception) -> float:
        if isinstance(error, Conflict):
            log.error("ALERT: somebody else takes this bot's messages; is its token in use elsewhere? (%s)", error)
            self._completed_at = _now()
            return _CONFLICT
        if isinstance(error, Shut):
            log.error("Telegram refuses our token")
            return _SHUT
        if isinstance(error, NotSent | Unsure):
            log.warning("Telegram does not answer a poll: %s", error)
            return error.wait.total_seconds()
        code = secrets.token_hex(2).upper()  # the database may be gone for a while: Telegram keeps our updates
        log.error("updates cannot be stored, code %s", code, exc_info=error)
        return _DATABASE

    def _lead(self) -> bool:
        """Whether this process is the listener; takes over from one that is gone."""
        app = self._hub.app
        with transaction(app.engine, NAME) as session:
            state = doors.known(session, NAME)
            if state.listener and state.listener != app.worker and is_dead(state.listener):
                state.listener_until = None
                session.flush()
            now = app.clock()
            return doors.listen(session, NAME, app.worker, now, now + _LEASE)

    def _renew(self, session: Session, now: datetime) -> None:
        doors.listen(session, NAME, self._hub.app.worker, now, now + _LEASE)
        note_contact(session, now)

    def _resign(self) -> None:
        with transaction(self._hub.app.engine, NAME) as session:
            doors.stop_listening(session, NAME, self._hub.app.worker)


def next_offset(batch: Sequence[Facts]) -> int | None:
    """The offset that confirms this batch. It is sent once: numbers may later start anew, below it."""
    numbers = [each.number for each in batch if each.number is not None]
    return max(numbers) + 1 if numbers else None


def _now() -> float:
    return asyncio.get_running_loop().time()
