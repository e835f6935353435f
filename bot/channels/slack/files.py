"""Files that come with a message, and files that go with one."""

import asyncio
import hashlib
import logging
import re
import secrets
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.channels.slack.web import Api
from bot.delivery import NotSent, Rejected
from models.attachments import LARGEST

log = logging.getLogger("bot.slack")
_HOSTS = ("files.slack.com", "slack-files.com")  # where our token may go besides the host of the API
_MOST_AT_ONCE = 20
_KEPT = 24 * 3600.0  # seconds; by then the message was handled and the house has its own copy
_CHUNK = 64 * 1024
_PAGE = "text/html"


class FilesIn:
    """Fetches files into a folder, under names of ours."""

    def __init__(self, api: Api, token: str, folder: Path) -> None:
        self._api, self._token, self._folder = api, token, folder
        self._hosts = {*_HOSTS, urlsplit(api.base_url).netloc}

    async def fetch_all(self, files: Sequence[Mapping[str, Any]]) -> list[dict[str, str]] | None:
        """The name and the path of each; None when any cannot be had: all of them or none."""
        self._sweep()
        try:
            return [await self._fetch(each) for each in files[:_MOST_AT_ONCE]]
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, KeyError) as error:
            log.warning("a file cannot be fetched: %s", type(error).__name__)
            return None

    async def _fetch(self, file: Mapping[str, Any]) -> dict[str, str]:
        url = str(file.get("url_private_download") or file["url_private"])
        if int(file.get("size") or 0) > LARGEST or not self._may_know_us(url):
            raise ValueError("too large, or kept elsewhere")
        path = self._folder / secrets.token_hex(16)
        headers = {"Authorization": f"Bearer {self._token}"}
        async with self._api.session.get(url, headers=headers, allow_redirects=False) as response:
            is_page = response.content_type == _PAGE and file.get("mimetype") != _PAGE
            if response.status != 200 or is_page:  # Slack answers with its login page where the token does not serve
                raise ValueError("no file")
            await _write(response, path)
        return {"name": str(file.get("name") or file.get("title") or "arquivo"), "path": str(path)}

    def _may_know_us(self, url: str) -> bool:
        parts = urlsplit(url)
        is_api = parts.netloc == urlsplit(self._api.base_url).netloc
        return parts.netloc in self._hosts and (parts.scheme == "https" or is_api)

    def _sweep(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for old in self._folder.iterdir():
            if re.fullmatch(r"[0-9a-f]{32}", old.name) and old.stat().st_mtime < time.time() - _KEPT:
                old.unlink(missing_ok=True)


async def _write(response: aiohttp.ClientResponse, path: Path) -> None:
    size = 0
    with path.open("wb") as target:
        async for chunk in response.content.iter_chunked(_CHUNK):
            size += len(chunk)
            if size > LARGEST:
                raise ValueError("too large")
            target.write(chunk)


async def upload(api: Api, file: Mapping[str, Any], channel: str, thread: str, comment: str) -> str:
    """Send a file; Slack's id of it. Until the last call nobody sees it, so what fails before is certainly not sent."""
    content = await asyncio.to_thread(_whole, file)
    try:
        place = await api.call("files.getUploadURLExternal", form={"filename": file["name"], "length": len(content)})
        async with api.session.post(place["upload_url"], data=content) as response:
            if response.status != 200:
                raise NotSent(f"upload: HTTP {response.status}")
    except (NotSent, Rejected):
        raise
    except Exception as error:
        raise NotSent(f"upload: {type(error).__name__}") from error
    done: dict[str, Any] = {"files": [{"id": place["file_id"], "title": file["name"]}], "channel_id": channel}
    done |= {"thread_ts": thread} if thread else {}
    done |= {"initial_comment": comment} if comment else {}
    await api.call("files.completeUploadExternal", json=done)
    return str(place["file_id"])


def _whole(file: Mapping[str, Any]) -> bytes:
    """The bytes that were kept. Raises Rejected where they are gone or changed."""
    try:
        content = Path(str(file["path"])).read_bytes()
    except OSError as error:
        raise Rejected("file_gone") from error
    if hashlib.sha256(content).hexdigest() != file["sha256"]:
        raise Rejected("file_changed")
    return content
