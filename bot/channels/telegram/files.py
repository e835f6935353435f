"""The files of received messages."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.channels.files import Folder, TooLarge
from bot.channels.telegram.web import Api
from bot.delivery import NotSent, Rejected, Unsure
from models.attachments import LARGEST, size_text

TOO_LARGE = (
    "O arquivo {name} tem {size} e o máximo é 20 MB. Nada foi feito; divida ou reduza o arquivo e mande de novo."
)
LOST = "Não consegui buscar o arquivo no Telegram e nada foi feito. Mande-o de novo, com até 20 MB."
_TRIES = 4
_GONE = 400


@dataclass(frozen=True, slots=True)
class Sent:
    """A file of a message, as an update names it."""

    file_id: str
    name: str
    size: int = 0


class Unavailable(Exception):
    """Files that cannot be fetched; the sentence says why."""


class FilesIn:
    """Fetches files into a folder, under random names."""

    def __init__(self, api: Api, folder: Path) -> None:
        self._api, self._folder = api, Folder(folder)

    async def fetch_all(self, files: Sequence[Sent]) -> list[dict[str, str]]:
        """The name and the path of each, all or none. Raises Unavailable."""
        for each in files:
            if each.size > LARGEST:
                raise Unavailable(TOO_LARGE.format(name=each.name, size=size_text(each.size)))
        self._folder.sweep()
        return [await self._patiently(each) for each in files]

    async def _patiently(self, file: Sent) -> dict[str, str]:
        for attempt in range(_TRIES):
            try:
                return await self._fetch(file)
            except (NotSent, Unsure, aiohttp.ClientError, TimeoutError) as error:
                wait = error.wait.total_seconds() if isinstance(error, NotSent | Unsure) else 0.0
                await asyncio.sleep(max(wait, 2.0**attempt))
            except (Rejected, OSError) as error:
                raise Unavailable(LOST) from error
        raise Unavailable(LOST)

    async def _fetch(self, file: Sent) -> dict[str, str]:
        found = await self._api.call("getFile", {"file_id": file.file_id})
        url = self._api.file_url(str(found["file_path"]))
        async with self._api.request.session.get(url, allow_redirects=False) as response:
            if response.status >= _GONE:
                raise aiohttp.ClientError
            try:
                return await self._folder.save(response, file.name)
            except TooLarge as error:
                raise Unavailable(TOO_LARGE.format(name=file.name, size="mais de 20 MB")) from error
