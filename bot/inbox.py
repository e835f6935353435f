"""Raw updates are committed before they are acknowledged, then worked off in order."""

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine

from bot.dispatch import Incoming, Postponed, handle, transaction
from models import inbox
from models.base import crash_point
from models.inbox import Inbox, InboxState

log = logging.getLogger("bot.inbox")
Parser = Callable[[str], Incoming]


class Receiver:
    """The one way in: `receive` keeps a raw update, `work_off` handles what waits."""

    def __init__(self, engine: Engine, parsers: dict[str, Parser]) -> None:
        self._engine = engine
        self._parsers = parsers

    def receive(self, source: str, bot: str, key: str, place: str, raw: str, now: datetime) -> int | None:
        """Commit a raw update; None when it was received before. After this returns it is never lost."""
        with transaction(self._engine, source) as session:
            row_id = inbox.store(session, source=source, bot=bot, key=key, place=place, raw=raw, now=now)
        crash_point("after_inbox_commit")
        return row_id

    def handle(self, row_id: int, source: str, raw: str, now: datetime) -> None:
        """Work off one row. Raises Postponed when the database refuses for now."""
        try:
            incoming = self._parsers[source](raw)
        except Exception as error:  # a malformed update must not stop the others
            log.error("update %s from %s cannot be read: %s", row_id, source, type(error).__name__)
            with transaction(self._engine, source) as session:
                inbox.settle(session, row_id, InboxState.QUARANTINED, type(error).__name__)
            return
        handle(self._engine, row_id, source, incoming, now)

    def work_off(self, now: datetime, but: frozenset[int] = frozenset()) -> int:
        """Handle every row left waiting by a crash or a busy database; returns how many were."""
        with transaction(self._engine) as session:
            rows: list[Inbox] = [row for row in inbox.waiting(session, now) if row.id not in but]
        for row in rows:
            try:
                self.handle(row.id, row.source, row.raw, now)
            except Postponed:
                break
        return len(rows)
