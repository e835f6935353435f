"""Payloads are committed before Slack is answered, in time or not at all; files are fetched after the answer."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.channels.slack.channels import Channels
from bot.channels.slack.files import FilesIn
from bot.channels.slack.members import Members
from bot.channels.slack.reading import Envelope, Facts, facts, is_submission, malformed
from bot.dispatch import wrong_fields
from bot.hub import Hub, Rank
from bot.inbox import Kept, Parser
from bot.inspection import Inspector
from bot.transactions import transaction
from models import inbox
from models.inbox import InboxState

log = logging.getLogger("bot.slack")
NAME = "slack"
_IN_TIME = 2.3  # seconds until we answer, one way or the other; Slack waits three
_ASKING = 0.8  # of which for asking who the writer is
_FETCHING = timedelta(seconds=90)  # then a message is handled without its files, a channel without its title
Fate = tuple[Kept | None, dict[str, str]]  # the row (None: a repeat), and what is wrong with a form


class TooSlow(Exception):
    """The payload could not be committed in time: Slack must not believe that it was."""


class _Deadline:
    """Shared with the database's thread: once it is over, nothing is written any more."""

    def __init__(self, at: float) -> None:
        self.at = at
        self.is_over = False


class Keeper:
    """Keeps payloads. `opened` is called with whoever opens our page.

    `team`, `me`, `url`: our workspace and user.
    """

    def __init__(
        self,
        hub: Hub,
        parse: Parser,
        members: Members,
        channels: Channels,
        files: FilesIn,
        opened: Callable[[str], None],
    ) -> None:
        self._hub, self._parse, self._opened = hub, parse, opened
        self._members, self._channels, self._files = members, channels, files
        self._inspector = Inspector()
        self._working: set[asyncio.Task[None]] = set()
        self.team = self.me = self.url = ""

    async def keep(self, body: dict[str, Any]) -> dict[str, str]:
        """Commit a payload; field -> what is wrong with it, for a form. Raises TooSlow."""
        in_time = _Deadline(asyncio.get_running_loop().time() + _IN_TIME)
        if not self.team:
            raise TooSlow
        known = facts(body, self.me)
        member = await self._members.is_full(known.user, _ASKING) if known.user else True
        title = None if known.joined else ""
        envelope = Envelope(self.team, self.me, body, member, None if known.files else [], self.url, title)
        row, wrong = await self._in_time(known, envelope, in_time)
        if row is not None and envelope.lacks_something:
            self._start(self._fetch(row.id, envelope, known), "what belongs to a payload could not be kept")
        elif row is not None and not wrong:
            self._hub.came(row)
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
        for task in self._working:
            task.cancel()
        await asyncio.gather(*self._working, return_exceptions=True)

    async def _in_time(self, known: Facts, envelope: Envelope, in_time: _Deadline) -> Fate:
        keeping = asyncio.ensure_future(self._hub.run(self._store, known, envelope, in_time, rank=Rank.FIRST))
        try:
            async with asyncio.timeout_at(in_time.at):
                return await asyncio.shield(keeping)
        except TimeoutError:
            in_time.is_over = True
            keeping.add_done_callback(self._late)
            raise TooSlow from None

    def _store(self, known: Facts, envelope: Envelope, in_time: _Deadline) -> Fate:
        """In the database's thread. A form with something wrong is kept as refused."""
        raw, now = envelope.raw(), self._hub.app.clock()
        wrong = self._wrong(envelope, raw)
        place = known.place or known.user or self.team
        with transaction(self._hub.app.engine, NAME) as session:
            if in_time.is_over:
                return None, {}
            row_id = inbox.store(session, source=NAME, bot=self.team, key=known.key, place=place, raw=raw, now=now)
            if row_id is not None and wrong:
                inbox.settle(session, row_id, InboxState.REFUSED)
            if row_id is not None and envelope.lacks_something:
                inbox.hold(session, row_id, now + _FETCHING)
        return (Kept(NAME, place, raw, row_id) if row_id is not None else None), wrong

    def _wrong(self, envelope: Envelope, raw: str) -> dict[str, str]:
        if not is_submission(envelope.body):
            return {}
        incoming = self._parse(raw)
        return {} if incoming.ignored else wrong_fields(self._hub.app.engine, NAME, incoming, self._hub.app.clock())

    def _late(self, done: "asyncio.Future[Fate]") -> None:
        """Perhaps kept after all, though Slack was told otherwise: what it sends again is a repeat then."""
        if not done.cancelled() and done.exception() is None:
            self._hub.look()

    async def _fetch(self, row_id: int, envelope: Envelope, known: Facts) -> None:
        title = await self._channels.title(known.place) if known.joined else ""
        files = await self._files_of(known) if known.files else []
        await self._hub.run(self._complete, row_id, replace(envelope, files=files, title=title).raw())
        self._hub.look()

    async def _files_of(self, known: Facts) -> list[dict[str, str]] | None:
        """All of them or none; of one chat those of one message at a time."""
        async with self._inspector.turn(known.place or known.user):
            files = await self._files.fetch_all(known.files)
            return await self._inspector.look_into(files) if files else files

    def _complete(self, row_id: int, raw: str) -> None:
        with transaction(self._hub.app.engine, NAME) as session:
            inbox.complete(session, row_id, raw, self._hub.app.clock())

    def _start(self, work: Coroutine[Any, Any, None], failure: str) -> None:
        task = asyncio.create_task(work)
        self._working.add(task)
        task.add_done_callback(lambda _: self._ended(task, failure))

    def _ended(self, task: "asyncio.Task[None]", failure: str) -> None:
        self._working.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error(failure, exc_info=task.exception())
