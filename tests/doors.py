"""Other doors of the fixture `house`: true inbox, outbox and delivery, and a platform that fails as a test says."""

import json
from collections.abc import Callable
from typing import Any

from bot.app import App
from bot.delivery import IN_FLIGHT, Paused, Relay, Result, Shut
from bot.dispatch import Incoming, Pressed
from bot.inbox import Update
from bot.transactions import transaction
from models import doors
from models.deliveries import Delivery


class Elsewhere:
    """A door at which people and places have addresses of their own. `fates`: exceptions by address."""

    def __init__(self, app: App, name: str) -> None:
        self.name = name
        self.fates: dict[str, Callable[[], Exception]] = {}
        self.fate: Callable[[], Exception] | None = None  # of all messages
        self.shown: dict[str, dict[str, Any]] = {}  # the messages as they stand, by their own id
        self.order: list[str] = []  # the addresses, as messages left
        self._app = app
        self._relay: Relay = app.relay(name)
        self._answers: dict[int, dict[str, Any]] = {}
        self._unread: dict[str, list[dict[str, Any]]] = {}
        app.inbox.parsers[name] = parse

    def say(self, line: int, update: dict[str, Any]) -> dict[str, Any]:
        """Handle one update; returns its answer, at any address."""
        raw = json.dumps(update)
        place = str(update.get("place") or update["as"])
        (row_id,) = self._app.inbox.ingest(self.name, "bot", [Update(str(line), place, raw)], self._app.clock())
        assert row_id is not None
        self._app.inbox.handle(row_id, self.name, raw, self._app.clock())
        self.deliver()
        return self._answers.pop(row_id, {"text": "", "buttons": []})

    def tray(self, address: str) -> list[dict[str, Any]]:
        return self._unread.pop(address, [])

    def deliver(self) -> int:
        """Send the due messages; returns their number."""
        results, before = list[Result](), len(self.order)
        room = 0 if self._may_not_send() else IN_FLIGHT
        while (taken := self._relay.turn(results, room)).batch:
            results = [self._sent(each) for each in taken.batch]
            if any(isinstance(each.error, Paused | Shut) for each in results):
                room = 0
        return len(self.order) - before

    def _may_not_send(self) -> bool:
        with transaction(self._app.engine) as session:
            return doors.shut_until(session, self.name, self._app.clock()) is not None

    def _sent(self, delivery: Delivery) -> Result:
        fate = self.fate or self.fates.get(delivery.address)
        if fate is not None:
            return Result(delivery, self._app.clock(), error=fate())
        reference = delivery.edits or f"{self.name}-{delivery.id}"
        message = {"id": delivery.id, "text": delivery.text, **delivery.payload}
        self.shown[reference] = message
        if delivery.reply_to is not None and delivery.edits is None:
            self._answers[delivery.reply_to] = message
        elif delivery.edits is None:
            self._unread.setdefault(delivery.address, []).append(message)
        self.order += [delivery.address]
        return Result(delivery, self._app.clock(), reference)


def parse(raw: str) -> Incoming:
    update = json.loads(raw)
    return Incoming(
        address=str(update["as"]),
        text=str(update.get("text", "")),
        pressed=Pressed(*update["pressed"]) if "pressed" in update else None,
        place=str(update.get("place", "")),
        title=str(update.get("title", "")),
        event=str(update.get("event", "")),
    )
