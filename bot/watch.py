"""A watch over disk and database, which warns the administrators before room runs out, or after a failure."""

import asyncio
import logging
import shutil
from datetime import date, datetime, timedelta
from zlib import crc32

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot import certificates, encryption
from bot.causes import Cause, cause_in
from bot.hub import Hub
from bot.settings import Settings
from bot.transactions import transaction
from models import heartbeats, moments, outbox
from models.outbox import Message, Priority
from models.people import Role, with_role

log = logging.getLogger("bot.watch")
HEARTBEAT = "vigia"
EVERY = 10.0  # seconds
SCARCE, FULL = 1024, 200  # MB free, below which the administrator is told
_WORTH_TELLING = timedelta(seconds=20)


class DatabaseWatch:
    """Checks that the database can be written, and that its disk has room."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._failing_since: datetime | None = None
        self._cause: Cause | None = None
        self._looked_around: date | None = None
        self._around: list[str] = []  # what is amiss with copies and certificates, looked at once a day

    async def run(self) -> None:
        """Check until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(EVERY)

    async def look(self) -> None:
        now = self._hub.app.clock()
        if moments.today(now) != self._looked_around:
            self._looked_around = moments.today(now)
            self._around = await asyncio.to_thread(_around, self._hub.app.settings, now)
        try:
            if await self._hub.run(self._write, now):
                self._hub.notify_outbox()
            self._around = []
        except SQLAlchemyError as error:
            self._failing_since = self._failing_since or now
            self._cause = cause_in(error) or self._cause
            log.error("the database takes no write", exc_info=error)
            return
        if self._failing_since is not None:
            log.warning("the database serves again, after %s", now - self._failing_since)
            self._failing_since = self._cause = None

    def _write(self, now: datetime) -> bool:
        """Write a heartbeat, and enqueue warnings; returns whether there are any."""
        with transaction(self._hub.app.engine) as session:
            heartbeats.beat(session, HEARTBEAT, now)
            since = self._failing_since
            if since is not None and now - since >= _WORTH_TELLING:
                tell_administrators(session, f"banco:{since:%Y%m%d%H%M}", _is_back(since, now, self._cause), now)
            if free := self._scarce():
                tell_administrators(session, f"disco:{moments.today(now)}:{free < FULL}", _little_room(free), now)
            for text in self._around:
                tell_administrators(session, f"volta:{moments.today(now)}:{crc32(text.encode()):08x}", text, now)
        return bool(self._around) or bool(self._scarce()) or since is not None

    def _scarce(self) -> int:
        """The free space in MB where it is scarce; else 0."""
        try:
            free = shutil.disk_usage(self._hub.app.settings.data_dir).free // 2**20
        except OSError:
            return 0
        return max(free, 1) if free < SCARCE else 0


def _around(settings: Settings, now: datetime) -> list[str]:
    """The sentences about copies and certificates that need somebody."""
    found = list(certificates.complaints(settings, now))
    if settings.backup_dir is not None:
        try:
            said = encryption.complaint(settings.backup_dir, now, is_encrypted=bool(settings.backup_recipient))
        except OSError as error:
            said = f"não consegui ver as cópias em {settings.backup_dir} ({type(error).__name__})"
        found += [said] if said else []
    return [f"Atenção: {each}." for each in found]


def _is_back(since: datetime, now: datetime, cause: Cause | None) -> str:
    why = f": {cause.sentence.partition('.')[0]}" if cause else ""
    return (
        f"O banco de dados ficou sem gravar de {moments.short_text(since)} a {moments.short_text(now)}{why}. "
        "Voltou, e o que chegou nesse tempo está sendo feito."
    )


def _little_room(free: int) -> str:
    now_or_soon = "O bot está prestes a parar" if free < FULL else "Quando acabar, o bot para"
    return f"O disco do bot tem só {free} MB livres. {now_or_soon}: peça a quem cuida do servidor que libere espaço."


def tell_administrators(session: Session, key: str, text: str, now: datetime) -> None:
    """Enqueue a warning to every administrator, once for each key, however many processes see it."""
    for administrator in with_role(session, Role.ADMINISTRADOR):
        outbox.enqueue(
            session,
            key=f"watch:{key}:{administrator.id}",
            to=administrator,
            message=Message(text),
            now=now,
            priority=Priority.URGENT,
        )
