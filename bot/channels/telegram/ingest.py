"""The way in from Telegram: updates are committed, then confirmed; their files are fetched after that."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.background import Background
from bot.channels.telegram.files import FilesIn, Unavailable
from bot.channels.telegram.reading import Envelope, Facts, facts
from bot.channels.telegram.web import Api
from bot.delivery import NotSent, Rejected, Shut, Unsure
from bot.hub import Hub
from bot.inspection import Inspector
from bot.transactions import transaction
from models import inbox
from models.inbox import Inbox, InboxState

log = logging.getLogger("bot.telegram")
NAME = "telegram"
IN_PRIVATE = "Por aqui só publico avisos. Fale comigo em particular."
_HOLD = timedelta(hours=1)  # until a message is handled without its files; a process that starts fetches them anew
_ABANDONED = timedelta(minutes=3)  # after which the process that was fetching counts as dead
_ALBUM = 1.0  # seconds without another file after which an album is whole
Also = Callable[[Session, datetime], None]


@dataclass(frozen=True, slots=True)
class Held:
    """A stored message whose files are still to be fetched."""

    row_id: int
    envelope: Envelope
    about: Facts


class Ingest:
    """Stores updates. `bot`, `username`: our own account at Telegram.

    The files of an album come as one message each. These messages are held until no other comes for a moment; the one
    with a caption is then handled with all the files, the others are ignored as parts of it.
    """

    def __init__(self, hub: Hub, api: Api, files: FilesIn, username: str) -> None:
        self._hub, self._api, self._files = hub, api, files
        self._inspector = Inspector()
        self._albums: dict[str, list[Held]] = {}
        self._busy: set[int] = set()
        self._background = Background(log)
        self.bot = api.token.partition(":")[0]
        self.username = username
        self.resumed = False

    async def store(self, updates: Sequence[Any], also: Also | None = None) -> list[Facts]:
        """Commit updates, and what `also` writes with them: their facts. From then on they may be confirmed."""
        known = [facts(update) for update in updates]
        envelopes = [
            Envelope(update, int(self.bot), self.username, None if about.files else [])
            for update, about in zip(updates, known, strict=True)
        ]
        chats = [(NAME, self._place(about)) for about in known if not about.files]
        ids = await self._hub.store(self._store, known, envelopes, also, chats=chats)
        for row_id, envelope, about in zip(ids, envelopes, known, strict=True):
            if row_id is not None:
                self._follow_up(row_id, envelope, about)
        return known

    async def resume(self) -> None:
        """Fetch the files that a process was fetching when it died: at the start, and now and then."""
        for held in await self._hub.run(self._abandoned):
            self._hold(held)
        self.resumed = True

    async def close(self) -> None:
        await self._background.close()

    def _store(self, known: list[Facts], envelopes: list[Envelope], also: Also | None) -> list[int | None]:
        now = self._hub.app.clock()
        with transaction(self._hub.app.engine, NAME) as session:
            ids = [self._store_one(session, *each, now) for each in zip(known, envelopes, strict=True)]
            if also is not None:
                also(session, now)
        return ids

    def _store_one(self, session: Session, about: Facts, envelope: Envelope, now: datetime) -> int | None:
        new = {"source": NAME, "bot": self.bot, "key": about.key, "place": self._place(about), "raw": envelope.raw()}
        row_id = inbox.store(session, **new, now=now)
        if row_id is not None and about.files:
            inbox.hold(session, row_id, now + _HOLD)
        return row_id

    def _place(self, about: Facts) -> str:
        return about.place or self.bot

    def _follow_up(self, row_id: int, envelope: Envelope, about: Facts) -> None:
        if about.query:
            self._background.start(self._answer(about))
        if about.files:
            self._hold(Held(row_id, envelope, about))

    async def _answer(self, about: Facts) -> None:
        """Tell Telegram that the press arrived, so that the button stops turning; too late is no harm."""
        body: dict[str, Any] = {"callback_query_id": about.query}
        body |= {"text": IN_PRIVATE} if about.place.startswith("-") else {}
        with suppress(NotSent, Rejected, Shut, Unsure):
            await self._api.call("answerCallbackQuery", body)

    # --- files ---------------------------------------------------------------------------------------------------

    def _hold(self, held: Held) -> None:
        self._busy.add(held.row_id)
        album = held.about.album and f"{held.about.place}:{held.about.album}"
        if album in self._albums:
            self._albums[album].append(held)
        elif album:
            self._albums[album] = [held]
            self._background.start(self._gather(album))
        else:
            self._background.start(self._fetch([held]))

    async def _gather(self, album: str) -> None:
        seen = 0
        while len(self._albums[album]) > seen:
            seen = len(self._albums[album])
            await asyncio.sleep(_ALBUM)
        await self._fetch(sorted(self._albums.pop(album), key=lambda held: held.row_id))

    async def _fetch(self, album: list[Held]) -> None:
        lead = next((held for held in album if held.envelope.update["message"].get("caption")), album[0])
        fetched, trouble = list[dict[str, str]](), ""
        try:
            async with self._inspector.turn(lead.about.place):
                fetched = await self._files.fetch_all([file for held in album for file in held.about.files])
                fetched = await self._inspector.look_into(fetched)
        except Unavailable as error:
            trouble = str(error)
        finally:
            self._busy -= {held.row_id for held in album}
        done = {held.row_id: replace(held.envelope, files=[], joined=True).raw() for held in album if held is not lead}
        done[lead.row_id] = replace(lead.envelope, files=fetched, trouble=trouble).raw()
        await self._hub.run(self._complete, done)
        for held in album:
            self._hub.notify_inbox((NAME, self._place(held.about)))

    def _complete(self, done: dict[int, str]) -> None:
        with transaction(self._hub.app.engine, NAME) as session:
            for row_id, raw in done.items():
                inbox.complete(session, row_id, raw, self._hub.app.clock())

    def _abandoned(self) -> list[Held]:
        with transaction(self._hub.app.engine, NAME) as session:
            now = self._hub.app.clock()
            waiting = select(Inbox).where(Inbox.source == NAME, Inbox.bot == self.bot)
            rows = session.scalars(waiting.where(Inbox.state == InboxState.PENDING, Inbox.not_before > now)).all()
            return [held for row in rows if (held := self._as_held(row, now))]

    def _as_held(self, row: Inbox, now: datetime) -> Held | None:
        if row.id in self._busy or (self.resumed and row.received_at > now - _ABANDONED):
            return None
        envelope = Envelope.of(row.raw)
        return Held(row.id, envelope, facts(envelope.update)) if envelope.files is None else None
