"""Files that come with a message, and files that go with one."""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.channels.files import Folder, stored
from bot.channels.slack.web import Api
from bot.delivery import NotSent, Rejected
from models.attachments import LARGEST

log = logging.getLogger("bot.slack")
_HOSTS = ("files.slack.com", "slack-files.com")  # where our token may go besides the host of the API
_MOST_AT_ONCE = 20
_PAGE = "text/html"


class FilesIn:
    """Fetches files into a folder, under random names."""

    def __init__(self, api: Api, token: str, folder: Path) -> None:
        self._api, self._token, self._folder = api, token, Folder(folder)
        self._hosts = {*_HOSTS, urlsplit(api.base_url).netloc}

    async def fetch_all(self, files: Sequence[Mapping[str, Any]]) -> list[dict[str, str]] | None:
        """The name and the path of each, all or none; None where one cannot be fetched."""
        self._folder.sweep()
        try:
            return [await self._fetch(each) for each in files[:_MOST_AT_ONCE]]
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, KeyError) as error:
            log.warning("a file cannot be fetched: %s", type(error).__name__)
            return None

    async def _fetch(self, file: Mapping[str, Any]) -> dict[str, str]:
        url = str(file.get("url_private_download") or file["url_private"])
        if int(file.get("size") or 0) > LARGEST or not self._may_know_us(url):
            raise ValueError("too large, or kept elsewhere")
        headers = {"Authorization": f"Bearer {self._token}"}
        async with self._api.session.get(url, headers=headers, allow_redirects=False) as response:
            is_page = response.content_type == _PAGE and file.get("mimetype") != _PAGE
            if response.status != 200 or is_page:  # Slack answers with its login page where the token does not serve
                raise ValueError("no file")
            return await self._folder.save(response, str(file.get("name") or file.get("title") or "arquivo"))

    def _may_know_us(self, url: str) -> bool:
        parts = urlsplit(url)
        is_api = parts.netloc == urlsplit(self._api.base_url).netloc
        return parts.netloc in self._hosts and (parts.scheme == "https" or is_api)


async def upload(api: Api, file: Mapping[str, Any], channel: str, thread: str, comment: str) -> str:
    """Send a file; Slack's id of it. A failure before the last call is certain: until then nobody sees the file."""
    content = await stored(file)
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
