"""The inbox: raw updates are committed before they are acknowledged, then handled in the order of their chat."""

import hashlib
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, Row

from bot.dispatch import Incoming, Postponed, handle
from bot.transactions import again, reading, transaction
from models import inbox
from models.base import failpoint
from models.inbox import InboxState

log = logging.getLogger("bot.inbox")
Chat = tuple[str, str]  # source and place
Parser = Callable[[str], Incoming]


@dataclass(frozen=True, slots=True)
class Update:
    """One raw update: `key` identifies a repeat of it, `place` is the chat within which order is kept."""

    key: str
    place: str
    raw: str


def digest(text: str) -> str:
    """The key of an update that has none: the hash of its content."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


class InboxQueue:
    """The queue of raw updates in the table `inbox`. `parsers`: one for each source.

    The updates of a source without a parser here wait for the process that has that door.
    """

    def __init__(self, engine: Engine, parsers: dict[str, Parser]) -> None:
        self._engine = engine
        self.parsers = parsers

    def ingest(self, source: str, bot: str, updates: Sequence[Update], now: datetime) -> list[int | None]:
        """Commit raw updates: the ids of their rows, None for a repeat. After this returns they are never lost."""
        ids = again(self._store, source, bot, updates, now)
        failpoint("after_inbox_commit")
        return ids

    def pending(self, now: datetime) -> Sequence[Row[int, str, str]]:
        """The first row of every chat with something to handle now, oldest first: id, source and place."""
        with transaction(self._engine) as session:
            return inbox.pending(session, now, list(self.parsers))

    def handle_next(self, chat: Chat, now: datetime) -> bool:
        """Handle the first row of a chat; False where there is none, or another process has it. Raises Postponed."""
        source, place = chat
        with reading(self._engine) as connection:
            row = inbox.first(connection, source, place, now)
        return row is not None and self.handle(row.id, source, row.raw, now)

    def handle(self, row_id: int, source: str, raw: str, now: datetime) -> bool:
        """Handle one row; False: an older one comes first, or another process has it. Raises Postponed."""
        try:
            incoming = self.parsers[source](raw)
        except Exception as error:  # a malformed update must not stop the others
            log.error("update %s from %s cannot be read: %s", row_id, source, type(error).__name__)
            with transaction(self._engine, source) as session:
                inbox.settle(session, row_id, InboxState.QUARANTINED, type(error).__name__)
            return True
        return handle(self._engine, row_id, source, incoming, now)

    def handle_all(self, now: datetime) -> None:
        """Handle every row that a crash or a busy database left."""
        with suppress(Postponed):
            while sum(self.handle_next((row.source, row.place), now) for row in self.pending(now)):
                pass

    def _store(self, source: str, bot: str, updates: Sequence[Update], now: datetime) -> list[int | None]:
        with transaction(self._engine, source) as session:
            return [
                inbox.store(session, source=source, bot=bot, key=each.key, place=each.place, raw=each.raw, now=now)
                for each in updates
            ]
