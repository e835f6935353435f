"""Payloads are committed before Slack is answered, in time or not at all; files are fetched after the answer."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.channels.slack.files import FilesIn
from bot.channels.slack.members import Members
from bot.channels.slack.reading import Envelope, Facts, facts, is_submission, malformed
from bot.dispatch import Incoming, transaction, wrong_fields
from bot.hub import Hub
from bot.inbox import Parser, Update
from models import inbox
from models.inbox import InboxState

log = logging.getLogger("bot.slack")
NAME = "slack"
_IN_TIME = 2.3  # seconds until we answer, one way or the other; Slack waits three
_ASKING = 0.8  # of which for asking who the writer is
_FETCHING = timedelta(seconds=90)  # after so long a message is handled without its files


class TooSlow(Exception):
    """The payload could not be committed in time: Slack must not believe that it was."""


class Keeper:
    """Keeps payloads. `opened` is called with whoever opens our page. `team`, `me`, `url`: our workspace and user."""

    def __init__(
        self, hub: Hub, parse: Parser, members: Members, files: FilesIn, opened: Callable[[str], None]
    ) -> None:
        self._hub, self._parse, self._members, self._files, self._opened = hub, parse, members, files, opened
        self._fetching: set[asyncio.Task[None]] = set()
        self.team = self.me = self.url = ""

    async def keep(self, body: dict[str, Any]) -> dict[str, str]:
        """Commit a payload; field -> what is wrong with it, for a form. Raises TooSlow."""
        started = asyncio.get_running_loop().time()
        if not self.team:
            raise TooSlow
        known = facts(body)
        member = await self._members.is_full(known.user, _ASKING) if known.user else True
        envelope = Envelope(self.team, self.me, body, member, url=self.url)
        if known.files:
            envelope = replace(envelope, files=None)
        in_time = _Deadline(started + _IN_TIME)
        work = asyncio.ensure_future(self._hub.run(self._store, known, envelope, in_time))
        try:
            async with asyncio.timeout_at(in_time.at):
                row_id, wrong = await asyncio.shield(work)
        except TimeoutError:
            in_time.is_over = True
            work.add_done_callback(self._late)
            raise TooSlow from None
        self._hub.arrived.set()
        if known.files and row_id is not None:
            self._start(self._fetch(row_id, envelope, known))
        if known.opens_home and member is not False:
            self._opened(known.user)
        return wrong

    async def keep_malformed(self, text: str) -> None:
        try:
            async with asyncio.timeout(_IN_TIME):
                await self._hub.keep(NAME, self.team, [malformed(text)])
        except TimeoutError:
            raise TooSlow from None

    async def close(self) -> None:
        for task in self._fetching:
            task.cancel()
        await asyncio.gather(*self._fetching, return_exceptions=True)

    def _store(self, known: Facts, envelope: Envelope, deadline: "_Deadline") -> tuple[int | None, dict[str, str]]:
        """In the database's thread. A form with something wrong is kept as refused, in the same commit."""
        if deadline.is_over:
            raise TooSlow
        app, now, raw = self._hub.app, self._hub.app.clock(), envelope.raw()
        wrong = self._wrong(self._parse(raw)) if is_submission(envelope.body) else {}
        with transaction(app.engine, NAME) as session:
            update = Update(known.key, known.user or self.team, raw)
            row_id = inbox.store(
                session, source=NAME, bot=self.team, key=update.key, place=update.place, raw=raw, now=now
            )
            if row_id is not None and wrong:
                inbox.settle(session, row_id, InboxState.REFUSED)
            if row_id is not None and envelope.files is None:
                inbox.hold(session, row_id, now + _FETCHING)
        return row_id, wrong

    def _wrong(self, incoming: Incoming) -> dict[str, str]:
        return {} if incoming.ignored else wrong_fields(self._hub.app.engine, NAME, incoming, self._hub.app.clock())

    def _late(self, done: "asyncio.Future[Any]") -> None:
        """Kept after all, though Slack was told otherwise: what it sends again is a repeat."""
        if not done.cancelled() and done.exception() is None:
            self._hub.arrived.set()

    async def _fetch(self, row_id: int, envelope: Envelope, known: Facts) -> None:
        fetched = await self._files.fetch_all(known.files)
        await self._hub.run(self._complete, row_id, replace(envelope, files=fetched).raw())
        self._hub.arrived.set()

    def _complete(self, row_id: int, raw: str) -> None:
        with transaction(self._hub.app.engine, NAME) as session:
            inbox.complete(session, row_id, raw, self._hub.app.clock())

    def _start(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._fetching.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._fetching.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("the files of a message could not be kept", exc_info=task.exception())


class _Deadline:
    """Shared with the database's thread: once it is over, nothing is written any more."""

    def __init__(self, at: float) -> None:
        self.at = at
        self.is_over = False
