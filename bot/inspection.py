"""Inspection of received files before their message is handled, in threads, so that no other chat waits."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence

from handlers.base import FileIn
from models import attachments
from models.attachments import FileVerdict

_AT_ONCE = 2  # in all; and one of each chat, so that a person who sends many files delays nobody else
_VERDICT = ("sha256", "mime", "refused")


class Inspector:
    """Adds the verdict about each file to its description, so that it is stored with the message."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._of_chat: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def turn(self, place: str) -> asyncio.Lock:
        """The lock of a chat, to be held while the files of one of its messages are fetched and inspected."""
        return self._of_chat[place]

    async def look_into(self, files: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
        """The same files, each with its verdict; one that cannot be read has none."""
        return [await self._with_verdict(file) for file in files]

    async def _with_verdict(self, file: Mapping[str, str]) -> dict[str, str]:
        async with self._room:
            verdict = await asyncio.to_thread(attachments.look_into, file["name"], file["path"])
        return {**file, **{name: getattr(verdict, name) for name in _VERDICT}} if verdict else dict(file)


def file_in(file: Mapping[str, str]) -> FileIn:
    """A file of a stored message, with its verdict if there is one."""
    verdict = FileVerdict(*(file.get(name, "") for name in _VERDICT)) if "sha256" in file else None
    return FileIn(file["name"], file["path"], verdict)
