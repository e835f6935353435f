"""Reads the texts of attachments, one file after the other, each in a process of its own with limits."""

import asyncio
import logging
import subprocess
import sys
from pathlib import Path

from bot import text_program
from bot.app import App
from bot.hub import Hub
from bot.transactions import transaction
from models import attachment_texts, storage
from models.attachment_texts import TextState, UnreadFile
from models.base import take_turn

log = logging.getLogger("bot.texts")
_IDLE, _AFTER_FAILURE = 2.0, 10.0  # seconds between two looks for new files
_LONGEST = 60.0  # seconds by the clock: the machine may be busy
_PROGRAM = str(Path(text_program.__file__))
Found = tuple[TextState, str]


class AttachmentReader:
    """Reads what is kept, from the start of the bot until it is cancelled."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def run(self) -> None:
        """Read until cancelled."""
        while True:
            try:
                unread = await self._hub.run(take, self._hub.app)
                if unread is not None:
                    found = await asyncio.to_thread(text_of, unread)
                    await self._hub.run(settle, self._hub.app, unread, found)
            except Exception as error:  # the database may be gone for a while; the files wait in it
                log.error("attachments cannot be read", exc_info=error)
                await asyncio.sleep(_AFTER_FAILURE)
                continue
            if unread is None:
                await asyncio.sleep(_IDLE)


def read_all(app: App) -> None:
    """Read every file that waits, in this thread: at the terminal."""
    while (unread := take(app)) is not None:
        settle(app, unread, text_of(unread))


def take(app: App) -> UnreadFile | None:
    """The next file."""
    with transaction(app.engine) as session:
        return attachment_texts.next_unread(session)


def text_of(unread: UnreadFile) -> Found:
    """The text of a file, or why there is none. Blocks."""
    path = Path(unread.path)
    try:
        found = path if path.is_file() else storage.fetched(path.name)
        command = [sys.executable, "-I", _PROGRAM, unread.kind, str(found)]
        done = subprocess.run(command, capture_output=True, env={}, timeout=_LONGEST, check=False)  # noqa: S603
    except (subprocess.TimeoutExpired, FileNotFoundError):
        return TextState.UNREADABLE, ""
    if done.returncode:
        log.info("attachment %s has no text that can be read: %s", unread.attachment_id, done.returncode)
        return TextState.LOCKED if done.returncode == text_program.LOCKED else TextState.UNREADABLE, ""
    words = " ".join(done.stdout.decode("utf-8", "replace").replace("\0", " ").split())
    return (TextState.READ, words) if words else (TextState.EMPTY, "")


def settle(app: App, unread: UnreadFile, found: Found) -> None:
    """Keep the text."""
    with transaction(app.engine) as session:
        take_turn(session)
        attachment_texts.settle(session, unread, *found, now=app.clock())
