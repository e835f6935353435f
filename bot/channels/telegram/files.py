"""Files that come with a message, and files that go with one."""

import asyncio
import hashlib
import re
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from telegram import InputFile

from bot.channels.telegram.web import Api
from bot.delivery import NotSent, Rejected, Unsure
from models.attachments import LARGEST, size_text

TOO_LARGE = (
    "O arquivo {name} tem {size} e o máximo é 20 MB. Nada foi feito; divida ou reduza o arquivo e mande de novo."
)
LOST = "Não consegui buscar o arquivo no Telegram e nada foi feito. Mande-o de novo, com até 20 MB."
_TRIES = 4
_KEPT = 24 * 3600.0  # seconds; by then the message was handled and the house has its own copy
_CHUNK = 64 * 1024
_GONE = 400


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as an update names it."""

    file_id: str
    name: str
    size: int = 0


class NotHad(Exception):
    """The files cannot be had; the sentence says why."""


class FilesIn:
    """Fetches files into a folder, under names of ours."""

    def __init__(self, api: Api, folder: Path) -> None:
        self._api, self._folder = api, folder

    async def fetch_all(self, files: Sequence[Sent]) -> list[dict[str, str]]:
        """The name and the path of each, all or none. Raises NotHad."""
        for each in files:
            if each.size > LARGEST:
                raise NotHad(TOO_LARGE.format(name=each.name, size=size_text(each.size)))
        self._sweep()
        return [await self._patiently(each) for each in files]

    async def _patiently(self, file: Sent) -> dict[str, str]:
        for attempt in range(_TRIES):
            try:
                return await self._fetch(file)
            except (NotSent, Unsure, aiohttp.ClientError, TimeoutError) as error:
                wait = error.wait.total_seconds() if isinstance(error, NotSent | Unsure) else 0.0
                await asyncio.sleep(max(wait, 2.0**attempt))
            except (Rejected, OSError) as error:
                raise NotHad(LOST) from error
        raise NotHad(LOST)

    async def _fetch(self, file: Sent) -> dict[str, str]:
        found = await self._api.call("getFile", {"file_id": file.file_id})
        path = self._folder / secrets.token_hex(16)
        url = self._api.file_url(str(found["file_path"]))
        async with self._api.request.session.get(url, allow_redirects=False) as response:
            if response.status >= _GONE:
                raise aiohttp.ClientError
            await _write(response, path, file.name)
        return {"name": file.name, "path": str(path)}

    def _sweep(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for old in self._folder.iterdir():
            if re.fullmatch(r"[0-9a-f]{32}", old.name) and old.stat().st_mtime < time.time() - _KEPT:
                old.unlink(missing_ok=True)


async def _write(response: aiohttp.ClientResponse, path: Path, name: str) -> None:
    size = 0
    with path.open("wb") as target:
        async for chunk in response.content.iter_chunked(_CHUNK):
            size += len(chunk)
            if size > LARGEST:
                raise NotHad(TOO_LARGE.format(name=name, size="mais de 20 MB"))
            target.write(chunk)


async def document(file: Mapping[str, Any]) -> InputFile:
    """The bytes that were kept, to be sent. Raises Rejected where they are gone or changed."""
    content = await asyncio.to_thread(_whole, file)
    return InputFile(content, filename=str(file["name"]))


def _whole(file: Mapping[str, Any]) -> bytes:
    try:
        content = Path(str(file["path"])).read_bytes()
    except OSError as error:
        raise Rejected("o arquivo não está mais guardado") from error
    if hashlib.sha256(content).hexdigest() != file["sha256"]:
        raise Rejected("o arquivo guardado mudou")
    return content
