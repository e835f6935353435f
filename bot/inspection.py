"""Files are looked into before their message is handled, in threads of their own: nobody else waits for that."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence

from handlers.base import FileIn
from models import attachments
from models.attachments import Verdict

_AT_ONCE = 2  # in all; and one of each chat, so that whoever sends many keeps only himself waiting
_VERDICT = ("sha256", "mime", "refused")


class Inspector:
    """Writes beside each file what was found in it, so that the verdict travels with the message."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._of_chat: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def turn(self, place: str) -> asyncio.Lock:
        """Held while the files of one message of that chat are fetched and looked into."""
        return self._of_chat[place]

    async def look_into(self, files: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
        """The same files, each with its verdict; what cannot be read goes on without one."""
        return [await self._with_verdict(file) for file in files]

    async def _with_verdict(self, file: Mapping[str, str]) -> dict[str, str]:
        async with self._room:
            verdict = await asyncio.to_thread(attachments.look_into, file["name"], file["path"])
        return {**file, **{name: getattr(verdict, name) for name in _VERDICT}} if verdict else dict(file)


def file_in(file: Mapping[str, str]) -> FileIn:
    """A file of a kept message, with the verdict it has."""
    verdict = Verdict(*(file.get(name, "") for name in _VERDICT)) if "sha256" in file else None
    return FileIn(file["name"], file["path"], verdict)
