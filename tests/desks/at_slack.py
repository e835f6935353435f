"""The desk at Slack: lines are typed in direct messages of the test workspace, and a socket brings them."""

import asyncio
from pathlib import Path
from typing import Any

from bot.channels import slack_channel
from bot.hub import OpenDoor
from models.deliveries import Delivery
from tests.desks.desk import PlatformDesk, Shown
from tests.servers.slack import SlackServer
from tests.servers.slack.happenings import buttons_of, text_of

TOKEN, APP_TOKEN = "xoxb-teste-0123456789", "xapp-teste-0123456789"


class SlackDesk(PlatformDesk):
    channel, called = "slack", "Slack"

    def __init__(self, server: SlackServer, *given: Any) -> None:
        self._server = server
        self._known: dict[str, dict[str, Any]] = {}
        self._brought = True
        super().__init__(*given)

    def open(self) -> OpenDoor:
        return slack_channel.open_door(self._hub)

    def address(self, handle: str) -> str:
        return f"U0{handle.upper()}"

    async def type(self, address: str, text: str, again: str) -> None:
        if again not in self._known:
            self._known[again] = await asyncio.to_thread(self._server.message, address, _escaped(text))
        payload = self._known[again] if again else self._known.pop(again)
        await self._bring(payload)

    async def push(self, address: str, data: str) -> None:
        await self._bring(await asyncio.to_thread(self._server.pressed, address, data))

    async def hand_over(self, address: str, paths: list[str], caption: str) -> None:
        kept = [
            await asyncio.to_thread(self._server.keep_file, Path(each).name, Path(each).read_bytes()) for each in paths
        ]
        more = {"subtype": "file_share", "files": kept}
        await self._bring(await asyncio.to_thread(lambda: self._server.message(address, _escaped(caption), **more)))

    async def pass_on(self, address: str, text: str, author: str) -> None:
        shared = {"is_share": True, "author_name": author, "text": _escaped(text)}
        await self._bring(await asyncio.to_thread(lambda: self._server.message(address, "", attachments=[shared])))

    async def confirmed(self) -> bool:
        return self._brought

    def taken(self, delivery: Delivery, reference: str) -> Shown:
        channel, _, ts = reference.partition(":")
        if not ts:  # a file
            return {"text": "", "buttons": []}
        message = next(one for one in self._server.messages(channel) if one["ts"] == ts)
        buttons = [(each["text"]["text"], each["value"]) for each in buttons_of(message)]
        return {"text": text_of(message), "buttons": buttons}

    def violations(self) -> list[Any]:
        return self._server.violations

    async def _bring(self, payload: dict[str, Any]) -> None:
        delivery = await asyncio.to_thread(self._server.deliver, payload)
        assert delivery.acknowledged, delivery.tries


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
