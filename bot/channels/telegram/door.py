"""The Telegram door, put together from its parts."""

import logging
from contextlib import suppress
from typing import Any

from starlette.routing import Route
from telegram import InputFile

from bot.buttons import Sealer
from bot.channels.files import stored
from bot.channels.telegram import webhook, writing
from bot.channels.telegram.files import FilesIn
from bot.channels.telegram.ingest import NAME, Ingest
from bot.channels.telegram.menu import Menus
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.reading import Reader
from bot.channels.telegram.web import Api
from bot.channels.telegram.webhook import Webhook
from bot.channels.telegram.writing import place_of
from bot.delivery import Moved, NotSent, Rejected, Shut, Unreachable, Unsure
from bot.dispatch import Incoming
from bot.hub import Hub
from models.deliveries import Delivery, Limits

log = logging.getLogger("bot.telegram")
_PERSON, _GROUP = 1.02, 3.05  # seconds between two messages to one place: a little more than Telegram asks for
_SAME = "message is not modified"
_SETTLED = ("message to edit not found", "message can't be edited", "message_id_invalid", "there is no text in")
_UNPARSED = "can't parse entities"


class TelegramDoor:
    """See bot.hub.OpenDoor."""

    name = NAME

    def __init__(self, hub: Hub) -> None:
        settings = hub.app.settings
        self._hub = hub
        self._sealer = Sealer(settings)
        self._api = Api(settings)
        self._reader = Reader(self._sealer)
        incoming = FilesIn(self._api, settings.data_dir.absolute() / "recebidos")
        self._ingest = Ingest(hub, self._api, incoming, settings.telegram_bot_name.removeprefix("@"))
        self._menus = Menus(hub, self._api, NAME)
        url, secret = settings.telegram_webhook_url, settings.telegram_webhook_secret.get_secret_value()
        self._webhook = Webhook(hub, self._api, self._ingest, url, secret) if url and secret else None
        self.limits = Limits(settings.telegram_rate, _spacing)

    @property
    def bot(self) -> str:
        return self._ingest.bot

    def parse(self, raw: str) -> Incoming:
        return self._reader.parse(raw)

    def routes(self) -> list[Route]:
        return [self._webhook.route()] if self._webhook else []

    async def check(self) -> None:
        me = await self._api.call("getMe")
        self._ingest.username = str(me.get("username") or "")
        if self._webhook:
            await self._webhook.put_in_place()
        else:
            await webhook.remove(self._api)
        await self._ingest.resume()
        await self._menus.set_default()

    async def listen(self) -> None:
        if self._webhook is None:
            await Polling(self._hub, self._api, self._ingest).run()

    async def tell(self, place: str, sentence: str) -> None:
        try:
            await self._api.call("sendMessage", {**place_of(place), "text": sentence})
        except Exception as error:  # the caller cannot do anything about it
            log.warning("somebody could not be told at once: %s", type(error).__name__)

    async def busy(self, place: str) -> None:
        with suppress(NotSent, Rejected, Shut, Moved, Unsure, ValueError):
            await self._api.call("sendChatAction", {**place_of(place), "action": "typing"})

    async def find(self, delivery: Delivery) -> str | None:
        """Always None: Telegram lets no bot look into a chat."""
        return None

    async def close(self) -> None:
        for part in (self._ingest, self._menus, self._api):
            await part.close()

    # --- the way out ---------------------------------------------------------------------------------------------

    def parts(self, delivery: Delivery) -> int:
        return 1 if delivery.edits is not None else len(writing.pieces(delivery))

    async def send(self, delivery: Delivery) -> str:
        try:
            if delivery.edits is not None:
                return await self._edit(delivery)
            message = await self._send(delivery)
            if delivery.payload.get("leave") and delivery.part + 1 >= self.parts(delivery):
                await self._leave(delivery)
        except Moved as moved:
            thread = delivery.address.partition("/")[2]
            raise Moved(f"{moved.address}/{thread}" if thread else moved.address) from moved
        if delivery.reply_to is not None and not delivery.address.startswith(("-", "@")):
            self._menus.look(delivery.address, known=delivery.person_id is not None)
        return str(message["message_id"])

    async def _send(self, delivery: Delivery) -> Any:
        pieces = writing.pieces(delivery)
        last = delivery.part + 1 >= len(pieces)
        piece = pieces[min(delivery.part, len(pieces) - 1)]
        if piece.file is None:
            return await self._call("sendMessage", writing.text_body(delivery, piece, self._sealer, last=last))
        body = writing.file_body(delivery, piece, self._sealer, last=last)
        document = InputFile(await stored(piece.file), filename=str(piece.file["name"]))
        return await self._call("sendDocument", {**body, "document": document})

    async def _leave(self, delivery: Delivery) -> None:
        """Leave a place after the last message to it; a failure leaves us there until somebody removes us."""
        with suppress(NotSent, Rejected, Shut, Moved, Unsure):
            await self._api.call("leaveChat", {"chat_id": place_of(delivery.address)["chat_id"]})

    async def _edit(self, delivery: Delivery) -> str:
        try:
            await self._call(*writing.edit_of(delivery, self._sealer))
        except Unreachable:
            log.info("a message cannot be changed any more where it stands")
        except Rejected as error:
            if not any(words in str(error).casefold() for words in (_SAME, *_SETTLED)):
                raise
        return delivery.edits or ""

    async def _call(self, method: str, body: dict[str, Any]) -> Any:
        """Call a method; a text in which Telegram finds broken markup is sent once more, without entities."""
        try:
            return await self._api.call(method, body, upload="document" in body)
        except Rejected as error:
            if _UNPARSED not in str(error):
                raise
        marks = "caption_entities" if "caption" in body else "entities"
        return await self._api.call(method, {**body, marks: []}, upload="document" in body)


def _spacing(address: str) -> float:
    return _GROUP if address.startswith(("-", "@")) else _PERSON


def open_door(hub: Hub) -> TelegramDoor:
    return TelegramDoor(hub)
