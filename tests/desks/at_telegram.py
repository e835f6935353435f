"""The desk at Telegram: lines are typed in private chats of the test server, and long polling fetches them."""

import asyncio
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

    async def hand_over(self, address: str, path: str, caption: str) -> None:
        file = Path(path)
        await asyncio.to_thread(self._server.send_file, int(address), file.name, file.read_bytes(), caption or None)

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
