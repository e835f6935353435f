"""The desk at Telegram: lines are typed in private chats of the test server, and long polling fetches them."""

import asyncio
from functools import partial
from pathlib import Path
from typing import Any

from bot.channels import telegram_channel
from bot.hub import OpenDoor
from models.deliveries import Delivery
from tests.desks.desk import PlatformDesk, Shown
from tests.servers.telegram import TelegramServer

TOKEN = "900000001:teste_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
_FIRST = 1001


class TelegramDesk(PlatformDesk):
    channel, called = "telegram", "Telegram"

    def __init__(self, server: TelegramServer, *given: Any) -> None:
        self._server = server
        self._ids: dict[str, int] = {}
        self._known: dict[str, int] = {}
        super().__init__(*given)

    def open(self) -> OpenDoor:
        return telegram_channel.open_door(self._hub)

    def address(self, handle: str) -> str:
        return str(self._ids.setdefault(handle, _FIRST + len(self._ids)))

    async def type(self, address: str, text: str, again: str) -> None:
        if again in self._known:
            await asyncio.to_thread(self._server.repeat, self._known[again])
            return
        number = await asyncio.to_thread(self._server.say, int(address), text)
        if again:
            self._known[again] = number

    async def push(self, address: str, data: str) -> None:
        await asyncio.to_thread(self._server.press, int(address), data=data)

    async def hand_over(self, address: str, paths: list[str], caption: str) -> None:
        album: dict[str, Any] = {"media_group_id": paths[0]} if len(paths) > 1 else {}
        for path, said in zip(map(Path, paths), (caption, *paths), strict=False):
            words = (said if said == caption else "") or None
            one = partial(self._server.send_file, int(address), path.name, path.read_bytes(), words, **album)
            await asyncio.to_thread(one)

    async def pass_on(self, address: str, text: str, author: str) -> None:
        origin = {"type": "hidden_user", "date": 1, "sender_user_name": author}
        await asyncio.to_thread(partial(self._server.say, int(address), text, forward_origin=origin))

    async def confirmed(self) -> bool:
        return not self._server.updates.pending

    def taken(self, delivery: Delivery, reference: str) -> Shown:
        message = next(
            one for one in self._server.messages(int(delivery.address)) if one["message_id"] == int(reference)
        )
        keys = message.get("reply_markup", {}).get("inline_keyboard", [])
        buttons = [(key["text"], key["callback_data"]) for row in keys for key in row]
        return {"text": str(message.get("text", message.get("caption", ""))), "buttons": buttons}

    def violations(self) -> list[Any]:
        return self._server.violations
