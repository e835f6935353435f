"""A conversation at a platform's door: the real door and client library before a test server, and a clock we hold."""

import asyncio
import re
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, Protocol, TypeVar

from bot.app import App
from bot.buttons import Sealer
from bot.clockwork import Clockwork
from bot.delivery import Result
from bot.dispatch import Postponed, transaction
from bot.hub import Hub, OpenDoor
from models.deliveries import Delivery
from models.outbox import Outbox

Shown = dict[str, Any]
T = TypeVar("T")
_NUMBERED = re.compile(r"\(\d+/\d+\)\n")


class Desk(Protocol):
    """Where people of a house sit: `say` is typed there, `show` is called with what they read."""

    def say(self, update: dict[str, Any], line: int) -> None: ...

    def deliver(self) -> object: ...

    def set_clock(self, moment: datetime) -> None: ...

    def close(self) -> None: ...


class PlatformDesk:
    """What the desks at the platforms share. `show` gets messages in the console's shape, as the platform took them.

    Nobody listens and nothing ticks: an update is fetched, kept, worked off and answered before `say` returns.
    """

    channel: str

    def __init__(self, app: App, show: Callable[[Shown], None], clockwork: Clockwork) -> None:
        self._app, self._show, self._clockwork = app, show, clockwork
        self._loop = asyncio.new_event_loop()
        self._hub = Hub(app)
        self._sealer = Sealer(app.settings)
        self.door: OpenDoor = self.run(self._opened())
        app.receiver.parsers[self.channel] = self.door.parse
        self._courier = app.courier(self.channel)
        self._lines: dict[int, int] = {}
        self._pieces: dict[int, list[str]] = {}

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._loop.run_until_complete(work)

    def say(self, update: dict[str, Any], line: int) -> None:
        """One update of a person, typed, pressed or sent at the platform, and all that follows from it delivered."""
        if "form" in update:
            self.fill(update["as"], dict(update["form"]), line)
            return
        if "press" in update:
            self.press(update["as"], update["press"])
        elif "file" in update:
            self.hand_over(update["as"], update["file"], update.get("text", ""))
        else:
            self.type(update["as"], update["text"], update.get("id", ""))
        self._answered(line)

    def deliver(self) -> bool:
        self._work_off()
        results: list[Result] = []
        while (taken := self._courier.turn(results)).batch:
            results = [self.run(self._sent(each)) for each in taken.batch]
        return True

    def set_clock(self, moment: datetime) -> None:
        self._clockwork.run_until(moment, self.deliver)

    def close(self) -> None:
        self.run(self.door.close())
        self.run(asyncio.sleep(0))
        self._hub.close()
        self._loop.close()

    # --- what each platform does in its own way ------------------------------------------------------------------

    def address(self, handle: str) -> str:
        raise NotImplementedError

    async def open(self) -> OpenDoor:
        """The door, after it was checked."""
        raise NotImplementedError

    def type(self, handle: str, text: str, again: str) -> None:
        """`again`: the same word twice is the same update twice."""
        raise NotImplementedError

    def press(self, handle: str, line: str) -> None:
        raise NotImplementedError

    def hand_over(self, handle: str, path: str, caption: str) -> None:
        raise NotImplementedError

    def fill(self, handle: str, form: dict[str, Any], line: int) -> None:
        raise NotImplementedError

    def keep(self) -> None:
        """Fetch what the platform has for us, if it does not bring it."""

    def taken(self, delivery: Delivery, reference: str) -> Shown:
        """`text`, `buttons` (label -> data) and `files` of a message as the platform has it."""
        raise NotImplementedError

    # --- the way in and out --------------------------------------------------------------------------------------

    async def _opened(self) -> OpenDoor:
        return await self.open()

    def _answered(self, line: int) -> None:
        self.keep()
        for row in self._app.receiver.waiting(self._app.clock()):
            self._lines[row.id] = line
        self.deliver()

    def _work_off(self) -> None:
        for row in self._app.receiver.waiting(self._app.clock()):
            try:
                self._app.receiver.handle(row.id, row.source, row.raw, self._app.clock())
            except Postponed:
                return

    async def _sent(self, delivery: Delivery) -> Result:
        try:
            parts = self.door.parts(delivery)
            reference = await self.door.send(delivery)
        except Exception as error:
            return Result(delivery, self._app.clock(), error=error)
        if delivery.edits is None:
            self._read(delivery, reference, parts)
        return Result(delivery, self._app.clock(), reference, parts=parts)

    def _read(self, delivery: Delivery, reference: str, parts: int) -> None:
        """A message in several pieces is read as one."""
        seen = self.taken(delivery, reference)
        pieces = self._pieces.setdefault(delivery.row_id, [])
        pieces.append(_NUMBERED.sub("", str(seen["text"]), count=1) if parts > 1 else str(seen["text"]))
        if delivery.part + 1 < parts:
            return
        answered = {"reply_to": self._lines[delivery.reply_to]} if delivery.reply_to in self._lines else {}
        buttons = [self._button(label, data, delivery) for label, data in seen["buttons"].items()]
        rest = {"buttons": buttons, "form": delivery.payload.get("form"), "files": seen["files"]}
        text = "\n".join(piece for piece in self._pieces.pop(delivery.row_id) if piece)
        self._show({"to": self.handle(delivery.address), **answered, "text": text, **rest})

    def handle(self, address: str) -> str:
        raise NotImplementedError

    def _button(self, label: str, data: str, delivery: Delivery) -> dict[str, str]:
        return {"label": label, "line": self.line_of(data, delivery.address)}

    def line_of(self, data: str, address: str) -> str:
        """The line that a press of this button would stand for."""
        pressed = self._sealer.open(data, address)
        with transaction(self._app.engine) as session:
            row = session.get_one(Outbox, pressed.row_id)
            return str(row.payload["buttons"][pressed.index]["line"])
