"""Sends files to the object store beside the bot, and tells the administrators when it cannot."""

import asyncio
import logging
from datetime import date, datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.hub import Hub
from bot.transactions import transaction
from bot.watch import tell_administrators
from models import moments, storage
from models.storage import NotServing

log = logging.getLogger("bot.objects")
_IDLE, _AFTER_FAILURE = 2.0, 15.0  # seconds
_WORTH_TELLING, _BEING_WRITTEN = timedelta(minutes=1), timedelta(hours=1)


class ObjectSender:
    """Sends files to the object store from the start of the bot until it is cancelled, and tells when it cannot."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._failing_since: datetime | None = None
        self._is_told = False
        self._thinned: date | None = None

    async def run(self) -> None:
        """Send until cancelled."""
        while True:
            await asyncio.sleep(_IDLE if await self.turn() else _AFTER_FAILURE)

    async def turn(self) -> bool:
        """Send what waits; False where it waits on."""
        now = self._hub.app.clock()
        try:
            await asyncio.to_thread(self._settled, now)
        except (NotServing, OSError) as error:
            why = str(error) if isinstance(error, NotServing) else f"não consegui ler a pasta ({type(error).__name__})"
            if self._failing_since is None:
                log.error("files wait to be sent to the object store: %s", why, exc_info=error)
            self._failing_since = self._failing_since or now
            if now - self._failing_since >= _WORTH_TELLING and not self._is_told:
                self._is_told = await self._tell("parou", f"Arquivos esperam para ser guardados: {why}.", now)
            return False
        if self._is_told:
            await self._tell("voltou", "O armazenamento de arquivos voltou; o que esperava foi guardado.", now)
        self._failing_since, self._is_told = None, False
        return True

    def _settled(self, now: datetime) -> None:
        storage.settle((now - _BEING_WRITTEN).timestamp())
        if self._thinned != moments.today(now):
            storage.thin((now - timedelta(days=self._hub.app.settings.storage_days)).timestamp())
            self._thinned = moments.today(now)

    async def _tell(self, key: str, text: str, now: datetime) -> bool:
        try:
            await self._hub.run(self._written, f"armazenamento:{key}:{self._failing_since:%Y%m%d%H%M}", text, now)
        except SQLAlchemyError as error:  # said by the watch over the database
            log.error("the administrators cannot be told", exc_info=error)
            return False
        self._hub.notify_outbox()
        return True

    def _written(self, key: str, text: str, now: datetime) -> None:
        with transaction(self._hub.app.engine) as session:
            tell_administrators(session, key, f"{text} Nada se perdeu: estão na pasta da máquina.", now)
