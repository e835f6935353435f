"""Raw updates are committed before they are acknowledged, then worked off in order."""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from bot.dispatch import Incoming, Postponed, handle
from bot.transactions import again, transaction
from models import inbox
from models.base import crash_point
from models.inbox import InboxState

log = logging.getLogger("bot.inbox")
Parser = Callable[[str], Incoming]


@dataclass(frozen=True, slots=True)
class Update:
    """One raw update: `key` tells a repeat of it, `place` is the chat within which order is kept."""

    key: str
    place: str
    raw: str


@dataclass(slots=True, eq=False)
class Kept:
    """An update of the inbox, as much of it as handling it takes. `id`: 0 if it is not there, or not yet.

    `took`: the seconds of work it was, once it was handled.
    """

    source: str
    place: str
    raw: str
    id: int = 0
    took: float = 0.0


class Receiver:
    """The one way in: `receive` keeps raw updates, `work_off` handles what waits. `parsers`: one for each source.

    What comes from a source without a parser here waits for the process that has that door.
    """

    def __init__(self, engine: Engine, parsers: dict[str, Parser]) -> None:
        self._engine = engine
        self.parsers = parsers

    def receive(self, source: str, bot: str, update: Update, now: datetime) -> int | None:
        """Commit one raw update, as `receive_all`."""
        return self.receive_all(source, bot, [update], now)[0]

    def receive_all(self, source: str, bot: str, updates: Sequence[Update], now: datetime) -> list[int | None]:
        """Commit raw updates; their ids, None for one received before. After this returns they are never lost."""
        ids = again(self._store, source, bot, updates, now)
        crash_point("after_inbox_commit")
        return ids

    def waiting(self, now: datetime) -> list[Kept]:
        """What is to be handled now: the first of every chat, oldest first."""
        with transaction(self._engine) as session:
            return [Kept(*row) for row in inbox.waiting(session, now, list(self.parsers))]

    def handle(self, row_id: int, source: str, raw: str, now: datetime) -> bool:
        """Work off one row; False: it is not its turn, or another process has it. Raises Postponed for now."""
        try:
            incoming = self.parsers[source](raw)
        except Exception as error:  # a malformed update must not stop the others
            log.error("update %s from %s cannot be read: %s", row_id, source, type(error).__name__)
            with transaction(self._engine, source) as session:
                inbox.settle(session, row_id, InboxState.QUARANTINED, type(error).__name__)
            return True
        return handle(self._engine, row_id, source, incoming, now)

    def work_off(self, now: datetime) -> None:
        """Handle every row left waiting by a crash or a busy database."""
        with suppress(Postponed):
            while sum(self.handle(row.id, row.source, row.raw, now) for row in self.waiting(now)):
                pass

    def _store(self, source: str, bot: str, updates: Sequence[Update], now: datetime) -> list[int | None]:
        with transaction(self._engine, source) as session:
            return [
                inbox.store(session, source=source, bot=bot, key=each.key, place=each.place, raw=each.raw, now=now)
                for each in updates
            ]
