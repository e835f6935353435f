"""Payloads are committed before Slack is answered, in time or not at all; files are fetched after the answer."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.channels.slack.channels import Channels
from bot.channels.slack.files import FilesIn
from bot.channels.slack.members import Members
from bot.channels.slack.reading import Envelope, Facts, facts, is_submission, malformed
from bot.dispatch import wrong_fields
from bot.hub import Hub
from bot.inbox import Parser, Update
from bot.transactions import transaction
from models import inbox
from models.inbox import InboxState

log = logging.getLogger("bot.slack")
NAME = "slack"
_IN_TIME = 2.3  # seconds until we answer, one way or the other; Slack waits three
_ASKING = 0.8  # of which for asking who the writer is
_FETCHING = timedelta(seconds=90)  # then a message is handled without its files, a channel without its title
_AT_ONCE = 50  # payloads in one transaction
Kept = tuple[int | None, dict[str, str]]


class TooSlow(Exception):
    """The payload could not be committed in time: Slack must not believe that it was."""


class _Deadline:
    """Shared with the database's thread: once it is over, nothing is written any more."""

    def __init__(self, at: float) -> None:
        self.at = at
        self.is_over = False


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A payload that is to be committed. `kept`: the row's id (None: a repeat), and what is wrong with a form."""

    known: Facts
    envelope: Envelope
    in_time: _Deadline
    kept: "asyncio.Future[Kept]"


class Keeper:
    """Keeps payloads: those that come together are committed together. `opened` is called with whoever opens our page.

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
        self._working: set[asyncio.Task[None]] = set()
        self._waiting: list[_Waiting] = []
        self._is_committing = False
        self.team = self.me = self.url = ""

    async def keep(self, body: dict[str, Any]) -> dict[str, str]:
        """Commit a payload; field -> what is wrong with it, for a form. Raises TooSlow."""
        loop = asyncio.get_running_loop()
        started = loop.time()
        if not self.team:
            raise TooSlow
        known = facts(body, self.me)
        member = await self._members.is_full(known.user, _ASKING) if known.user else True
        title = None if known.joined else ""
        envelope = Envelope(self.team, self.me, body, member, None if known.files else [], self.url, title)
        waiting = _Waiting(known, envelope, _Deadline(started + _IN_TIME), loop.create_future())
        self._commit_soon(waiting)
        row_id, wrong = await self._in_time(waiting)
        self._hub.arrived.set()
        if envelope.lacks_something and row_id is not None:
            self._start(self._fetch(row_id, envelope, known), "what belongs to a payload could not be kept")
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

    async def _in_time(self, waiting: _Waiting) -> Kept:
        try:
            async with asyncio.timeout_at(waiting.in_time.at):
                return await asyncio.shield(waiting.kept)
        except TimeoutError:
            waiting.in_time.is_over = True
            waiting.kept.add_done_callback(self._late)
            raise TooSlow from None

    def _commit_soon(self, waiting: _Waiting) -> None:
        self._waiting.append(waiting)
        if not self._is_committing:
            self._is_committing = True
            self._start(self._commit(), "payloads could not be committed")

    async def _commit(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
                await self._settle(batch)
        finally:
            self._is_committing = False

    async def _settle(self, batch: list[_Waiting]) -> None:
        """One that cannot be kept does not keep the others out."""
        try:
            found = await self._hub.run(self._store, batch, first=True)
        except Exception as error:
            if len(batch) == 1:
                batch[0].kept.set_exception(error)
                return
            for each in batch:
                await self._settle([each])
        else:
            for each, kept in zip(batch, found, strict=True):
                each.kept.set_result(kept)

    def _store(self, batch: list[_Waiting]) -> list[Kept]:
        """In the database's thread, in one transaction. A form with something wrong is kept as refused."""
        written = [(each, each.envelope.raw()) for each in batch]
        wrong = [self._wrong(each.envelope, raw) for each, raw in written]
        with transaction(self._hub.app.engine, NAME) as session:
            return [(self._store_one(session, *one, bad), bad) for one, bad in zip(written, wrong, strict=True)]

    def _store_one(self, session: Session, waiting: _Waiting, raw: str, wrong: dict[str, str]) -> int | None:
        if waiting.in_time.is_over:
            return None
        known, now = waiting.known, self._hub.app.clock()
        update = Update(known.key, known.place or known.user or self.team, raw)
        row_id = inbox.store(session, source=NAME, bot=self.team, key=update.key, place=update.place, raw=raw, now=now)
        if row_id is not None and wrong:
            inbox.settle(session, row_id, InboxState.REFUSED)
        if row_id is not None and waiting.envelope.lacks_something:
            inbox.hold(session, row_id, now + _FETCHING)
        return row_id

    def _wrong(self, envelope: Envelope, raw: str) -> dict[str, str]:
        if not is_submission(envelope.body):
            return {}
        incoming = self._parse(raw)
        return {} if incoming.ignored else wrong_fields(self._hub.app.engine, NAME, incoming, self._hub.app.clock())

    def _late(self, done: "asyncio.Future[Kept]") -> None:
        """Perhaps kept after all, though Slack was told otherwise: what it sends again is a repeat then."""
        if not done.cancelled() and done.exception() is None:
            self._hub.arrived.set()

    async def _fetch(self, row_id: int, envelope: Envelope, known: Facts) -> None:
        title = await self._channels.title(known.place) if known.joined else ""
        files = await self._files.fetch_all(known.files) if known.files else []
        await self._hub.run(self._complete, row_id, replace(envelope, files=files, title=title).raw())
        self._hub.arrived.set()

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
