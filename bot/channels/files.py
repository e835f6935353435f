"""Files at the doors: received ones wait in a folder until they are handled, stored ones are read to be sent."""

import asyncio
import hashlib
import re
import secrets
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp

from bot.delivery import NotSent, Rejected
from models import storage
from models.attachments import LARGEST
from models.storage import NotServing

_KEPT = 24 * 3600.0  # seconds; by then the message was handled, and attachments have a copy
_CHUNK = 64 * 1024
_UNTIL_SERVING, _UNTIL_SENT = timedelta(seconds=30), timedelta(seconds=5)
_ON_ITS_WAY = 600.0  # seconds in which another machine may still be sending a file that it keeps
_missed: dict[str, float] = {}


class TooLarge(ValueError):
    """A file larger than an attachment may be."""


class Folder:
    """The folder of received files, under random names; files of yesterday are removed."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def sweep(self) -> None:
        """Make the folder, and remove its old files."""
        self._path.mkdir(parents=True, exist_ok=True)
        for old in self._path.iterdir():
            if re.fullmatch(r"[0-9a-f]{32}", old.name) and old.stat().st_mtime < time.time() - _KEPT:
                old.unlink(missing_ok=True)

    async def save(self, response: aiohttp.ClientResponse, name: str) -> dict[str, str]:
        """Write the body of a response; its name and path. Raises TooLarge."""
        path, size = self._path / secrets.token_hex(16), 0
        with path.open("wb") as target:
            async for chunk in response.content.iter_chunked(_CHUNK):
                size += len(chunk)
                if size > LARGEST:
                    raise TooLarge(name)
                target.write(chunk)
        return {"name": name, "path": str(path)}


async def stored(file: Mapping[str, Any]) -> bytes:
    """The content of a stored file. Raises Rejected where it is gone or changed."""
    return await asyncio.to_thread(_stored, file)


def _stored(file: Mapping[str, Any]) -> bytes:
    path = Path(str(file["path"]))
    try:
        content = (path if path.is_file() else storage.fetched(str(file["sha256"]))).read_bytes()
    except NotServing as error:
        raise NotSent(str(error), _UNTIL_SERVING) from error
    except OSError as error:
        if storage.objects() is not None and _is_on_its_way(str(file["sha256"])):
            raise NotSent("o arquivo ainda não chegou ao armazenamento", _UNTIL_SENT) from error
        raise Rejected("o arquivo não está mais guardado") from error
    if hashlib.sha256(content).hexdigest() != file["sha256"]:
        raise Rejected("o arquivo guardado mudou")
    return content


def _is_on_its_way(sha256: str) -> bool:
    """Whether a file was missed for the first time not long ago."""
    now = time.monotonic()
    for old in [each for each, since in _missed.items() if now - since > 2 * _ON_ITS_WAY]:
        del _missed[old]
    return now - _missed.setdefault(sha256, now) < _ON_ITS_WAY
