"""The way in from Slack: payloads are committed, then answered, in time or not at all; files are fetched later."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from bot.background import Background
from bot.channels.slack.channels import Channels
from bot.channels.slack.files import FilesIn
from bot.channels.slack.members import Members
from bot.channels.slack.reading import Envelope, Facts, facts, is_submission, malformed
from bot.dispatch import wrong_fields
from bot.hub import Hub
from bot.inbox import Chat, Parser
from bot.inspection import Inspector
from bot.transactions import transaction
from bot.work_queue import Rank
from models import inbox
from models.inbox import InboxState

log = logging.getLogger("bot.slack")
NAME = "slack"
_IN_TIME = 2.3  # seconds until we answer, one way or the other; Slack waits three
_ASKING = 0.8  # of it, for asking Slack about the writer
_FETCHING = timedelta(seconds=90)  # then a message is handled without its files, a channel without its title
Stored = tuple[int | None, dict[str, str]]  # the id of the row (None: a repeat), and the problems of a form


class TooSlow(Exception):
    """The payload could not be committed in time: Slack must not believe that it was."""


class _TimeToAnswer:
    """The end of the time to answer, shared with the database's thread: once it is over, nothing is written."""

    def __init__(self, at: float) -> None:
        self.at = at
        self.is_over = False


class Ingest:
    """Stores payloads. `opened`: called with the user who opens our page.

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
        self._background = Background(log)
        self.team = self.me = self.url = ""

    async def store(self, body: dict[str, Any]) -> dict[str, str]:
        """Commit a payload; of a form, field -> its problem. Raises TooSlow."""
        in_time = _TimeToAnswer(asyncio.get_running_loop().time() + _IN_TIME)
        if not self.team:
            raise TooSlow
        known = facts(body, self.me)
        member = await self._members.is_full(known.user, _ASKING) if known.user else True
        title = None if known.joined else ""
        envelope = Envelope(self.team, self.me, body, member, None if known.files else [], self.url, title)
        row_id, wrong = await self._in_time(known, envelope, in_time)
        if row_id is not None and envelope.lacks_something:
            self._background.start(self._fetch(row_id, envelope, known))
        elif row_id is not None and not wrong:
            self._hub.notify_inbox(self._chat(known))
        if known.opens_home and member is not False:
            self._opened(known.user)
        return wrong

    async def store_malformed(self, text: str) -> None:
        try:
            async with asyncio.timeout(_IN_TIME):
                await self._hub.ingest(NAME, self.team, [malformed(text)])
        except TimeoutError:
            raise TooSlow from None

    async def close(self) -> None:
        await self._background.close()

    async def _in_time(self, known: Facts, envelope: Envelope, in_time: _TimeToAnswer) -> Stored:
        storing = asyncio.ensure_future(self._hub.run(self._store, known, envelope, in_time, rank=Rank.FIRST))
        try:
            async with asyncio.timeout_at(in_time.at):
                return await asyncio.shield(storing)
        except TimeoutError:
            in_time.is_over = True
            storing.add_done_callback(partial(self._stored_late, known))
            raise TooSlow from None

    def _store(self, known: Facts, envelope: Envelope, in_time: _TimeToAnswer) -> Stored:
        """Store the payload, in the database's thread. A form with problems is refused."""
        raw, now = envelope.raw(), self._hub.app.clock()
        wrong = self._wrong(envelope, raw)
        with transaction(self._hub.app.engine, NAME) as session:
            if in_time.is_over:
                return None, {}
            new = {"source": NAME, "bot": self.team, "key": known.key, "place": self._chat(known)[1], "raw": raw}
            row_id = inbox.store(session, **new, now=now)
            if row_id is not None and wrong:
                inbox.settle(session, row_id, InboxState.REFUSED)
            if row_id is not None and envelope.lacks_something:
                inbox.hold(session, row_id, now + _FETCHING)
        return row_id, wrong

    def _chat(self, known: Facts) -> Chat:
        return NAME, known.place or known.user or self.team

    def _wrong(self, envelope: Envelope, raw: str) -> dict[str, str]:
        if not is_submission(envelope.body):
            return {}
        incoming = self._parse(raw)
        return {} if incoming.ignored else wrong_fields(self._hub.app.engine, NAME, incoming, self._hub.app.clock())

    def _stored_late(self, known: Facts, storing: "asyncio.Future[Stored]") -> None:
        """Handle a payload that was stored though Slack was told otherwise; Slack's next try is a repeat then."""
        if not storing.cancelled() and storing.exception() is None:
            self._hub.notify_inbox(self._chat(known))

    async def _fetch(self, row_id: int, envelope: Envelope, known: Facts) -> None:
        title = await self._channels.title(known.place) if known.joined else ""
        files = await self._files_of(known) if known.files else []
        await self._hub.run(self._complete, row_id, replace(envelope, files=files, title=title).raw())
        self._hub.notify_inbox(self._chat(known))

    async def _files_of(self, known: Facts) -> list[dict[str, str]] | None:
        """The files of a payload, all or none (None); a chat has one message's files examined at a time."""
        async with self._inspector.turn(known.place or known.user):
            files = await self._files.fetch_all(known.files)
            return await self._inspector.look_into(files) if files else files

    def _complete(self, row_id: int, raw: str) -> None:
        with transaction(self._hub.app.engine, NAME) as session:
            inbox.complete(session, row_id, raw, self._hub.app.clock())
