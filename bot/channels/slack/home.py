"""The App Home page of a person: due deadlines, acts that wait for a ciência, and buttons for frequent requests."""

import logging
import secrets
from typing import Any

from sqlalchemy.orm import Session

from bot.background import Background
from bot.buttons import Sealer
from bot.channels.slack import writing
from bot.channels.slack.web import Api
from bot.dispatch import STRANGER
from bot.hub import Hub
from bot.transactions import transaction
from handlers.wording import home as wording
from models.outbox import Message
from models.people import at_address

log = logging.getLogger("bot.slack")
_MOST_BLOCKS = 98


class Homes:
    """Publishes pages in the background; one that fails is published at the next opening."""

    def __init__(self, hub: Hub, api: Api, sealer: Sealer, channel: str) -> None:
        self._hub, self._api, self._sealer, self._channel = hub, api, sealer, channel
        self._background = Background(log)

    def show(self, user: str) -> None:
        self._background.start(self._publish(user))

    async def close(self) -> None:
        await self._background.close()

    async def _publish(self, user: str) -> None:
        try:
            messages = await self._hub.run(self._messages, user)
            page = {"type": "home", "blocks": self.blocks(messages, user)}
            await self._api.call("views.publish", json={"user_id": user, "view": page})
        except Exception as error:
            code = secrets.token_hex(2).upper()
            log.warning("a page could not be shown (%s), code %s", type(error).__name__, code)

    def _messages(self, user: str) -> list[Message]:
        with transaction(self._hub.app.engine, self._channel) as session:
            return messages_of(session, self._channel, user, self._hub)

    def blocks(self, messages: list[Message], user: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for place, message in enumerate(messages):
            found += writing.sections(message.text)
            elements = [
                writing.button(each.label, self._sealer.seal_line(each.line, user), f"h{place}.{index}")
                for index, each in enumerate(message.buttons)
            ]
            found += [*writing.rows(elements), {"type": "divider"}]
        return found[:_MOST_BLOCKS]


def messages_of(session: Session, channel: str, user: str, hub: Hub) -> list[Message]:
    person = at_address(session, channel, user)
    return wording.page(session, person, hub.app.clock()) if person is not None else [Message(STRANGER)]
