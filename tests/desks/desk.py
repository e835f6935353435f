"""A conversation at a platform's door: the real door and client library before a test server, and a clock we hold."""

import asyncio
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select

from bot.app import App
from bot.buttons import Sealer
from bot.delivery import Result
from bot.dispatch import Postponed
from bot.hub import Hub, OpenDoor
from bot.paper import press
from bot.simulation import Simulation
from bot.transactions import transaction
from handlers.base import commands
from models import doors
from models.deliveries import Delivery
from models.inbox import Inbox, InboxState
from models.outbox import Outbox
from models.texts import fold

Shown = dict[str, Any]
T = TypeVar("T")
_NUMBERED = re.compile(r"\(\d+/\d+\)\n")


class PlatformDesk(ABC):
    """The common part of the desks at platforms. `show` gets each accepted message in the console's shape.

    Time does not flow and nothing ticks: an update is fetched, stored, handled and answered before `say` returns.
    """

    channel: str
    called: str

    def __init__(self, app: App, show: Callable[[Shown], None], simulation: Simulation) -> None:
        self._app, self._show, self._simulation = app, show, simulation
        self._sealer = Sealer(app.settings)
        self._relay = app.relay(self.channel)
        self._lines: dict[int, int] = {}  # inbox row -> line of the test
        self._pieces: dict[int, Shown] = {}
        self._handles: dict[str, str] = {}
        self._loop = asyncio.new_event_loop()
        self._hub = Hub(app)
        self.door: OpenDoor = self.run(self._open())
        app.inbox.parsers[self.channel] = self.door.parse
        self._listening = self._loop.create_task(self.door.listen())

    # --- what each platform does in its own way ------------------------------------------------------------------

    @abstractmethod
    def open(self) -> OpenDoor: ...

    @abstractmethod
    def address(self, handle: str) -> str: ...

    @abstractmethod
    async def type(self, address: str, text: str, again: str) -> None:
        """A person writes a line. `again`: the same word twice is the same update twice."""

    @abstractmethod
    async def push(self, address: str, data: str) -> None:
        """A person pushes the button with this data."""

    @abstractmethod
    async def hand_over(self, address: str, paths: list[str], caption: str) -> None:
        """A person sends files, several of them as one album."""

    @abstractmethod
    async def pass_on(self, address: str, text: str, author: str) -> None:
        """A person forwards what somebody else wrote."""

    @abstractmethod
    async def confirmed(self) -> bool:
        """Whether the platform knows that all its updates arrived."""

    @abstractmethod
    def taken(self, delivery: Delivery, reference: str) -> Shown:
        """`text` and `buttons` (label, data) of a message as the platform has it."""

    @abstractmethod
    def violations(self) -> list[Any]:
        """Calls that break the platform's interface."""

    # --- what a house asks of a desk -----------------------------------------------------------------------------

    def place(self, handle: str) -> str:
        """The address of a person."""
        address = self.address(handle)
        self._handles[address] = handle
        return address

    def say(self, update: dict[str, Any], line: int) -> None:
        """Type, press or send one update of a person at the platform, and deliver all its messages."""
        address = self.place(str(update["as"]))
        if "form" in update:
            form = {name: _text(value) for name, value in update["form"].items()}
            self.fill(address, form, line)
        elif "press" in update:
            self.answered(self.push(address, self._data_of(address, update["press"])), line)
        elif "file" in update:
            paths = update["file"] if isinstance(update["file"], list) else [update["file"]]
            self.answered(self.hand_over(address, paths, update.get("text", "")), line)
        elif "forward" in update:
            self.answered(self.pass_on(address, update["forward"], update["author"]), line)
        else:
            self.answered(self.type(address, update["text"], update.get("id", "")), line)

    def fill(self, address: str, form: dict[str, str], line: int) -> None:
        """Fill in a form question by question; the answer to the last is the answer to the form."""
        given = {fold(name): value for name, value in form.items()}
        self.answered(self.type(address, form["command"], ""), 0)
        for name in questions_of(form["command"]):
            self.answered(self.type(address, given.get(fold(name)) or "pular", ""), line)

    def answered(self, happening: Coroutine[Any, Any, None], line: int) -> None:
        """Await a happening, and deliver all its messages."""
        self.run(self._kept(happening))
        for row in self._app.inbox.pending(self._app.clock()):
            self._lines[row.id] = line
        self.deliver()

    def deliver(self) -> bool:
        with suppress(Postponed):  # an album is several rows of one chat
            while sum(self._handled(row.source, row.place) for row in self._app.inbox.pending(self._app.clock())):
                pass
        results: list[Result] = []
        while (taken := self._relay.turn(results)).batch:
            results = [self.run(self._sent(each)) for each in taken.batch]
        return self.deliver() if press.make_all(self._app) else True

    def _handled(self, source: str, place: str) -> bool:
        return self._app.inbox.handle_next((source, place), self._app.clock())

    def set_clock(self, moment: datetime) -> None:
        self._simulation.run_until(moment, self._deliver_on_the_way)

    def close(self) -> None:
        self.run(self._close())
        self.run(self._hub.close())
        self._loop.close()
        assert not self.violations()

    def _deliver_on_the_way(self) -> bool:
        """Deliver while time passes, with the platform in contact all along."""
        with transaction(self._app.engine) as session:
            doors.heard(session, self.channel, self._app.clock())
        return self.deliver()

    # --- the way in ----------------------------------------------------------------------------------------------

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._loop.run_until_complete(work)

    async def _open(self) -> OpenDoor:
        door = self.open()
        await door.check()
        return door

    async def _close(self) -> None:
        self._listening.cancel()
        await asyncio.gather(self._listening, return_exceptions=True)
        await self.door.close()

    async def _kept(self, happening: Coroutine[Any, Any, None]) -> None:
        await happening
        async with asyncio.timeout(20):
            while not await self.confirmed() or await self._hub.run(self._incomplete):
                await asyncio.sleep(0.001)

    def _incomplete(self) -> bool:
        """Whether files of a message are still being fetched."""
        with transaction(self._app.engine) as session:
            held = select(Inbox.id).where(Inbox.state == InboxState.PENDING, Inbox.not_before > self._app.clock())
            return session.scalar(held.limit(1)) is not None

    # --- the way out ---------------------------------------------------------------------------------------------

    async def _sent(self, delivery: Delivery) -> Result:
        parts = 1
        try:
            parts = self.door.parts(delivery)
            reference = await self.door.send(delivery)
        except Exception as error:
            return Result(delivery, self._app.clock(), error=error, parts=parts)
        if delivery.edits is None:
            await asyncio.to_thread(self._read, delivery, reference, parts)
        return Result(delivery, self._app.clock(), reference, parts=parts)

    def _read(self, delivery: Delivery, reference: str, parts: int) -> None:
        """Show a message, which may come in several pieces, as one."""
        seen = self.taken(delivery, reference)
        whole = self._pieces.setdefault(delivery.row_id, {"text": "", "buttons": []})
        whole["text"] += _NUMBERED.sub("", seen["text"], count=1) if parts > 1 else seen["text"]
        whole["buttons"] += seen["buttons"]
        if delivery.part + 1 < parts:
            return
        del self._pieces[delivery.row_id]
        answered = {"reply_to": self._lines[delivery.reply_to]} if delivery.reply_to in self._lines else {}
        buttons = [self._button(label, data, delivery.address) for label, data in whole["buttons"]]
        rest = {"buttons": buttons, "form": delivery.payload.get("form"), "files": delivery.payload.get("files", [])}
        handle = self._handles.get(delivery.address, delivery.address)
        self._show({"to": handle, **answered, "text": whole["text"], **rest})

    # --- buttons -------------------------------------------------------------------------------------------------

    def _button(self, label: str, data: str, address: str) -> dict[str, str]:
        """The button with the line that a press of it would say."""
        pressed = self._sealer.open(data, address)
        with transaction(self._app.engine) as session:
            row = session.get_one(Outbox, pressed.row_id)
            return {"label": label, "line": str(row.payload["buttons"][pressed.index]["line"])}

    def _data_of(self, address: str, line: str) -> str:
        """The data of the person's newest button with that line."""
        with transaction(self._app.engine) as session:
            mine = select(Outbox).where(Outbox.channel == self.channel, Outbox.address == address)
            for row in session.scalars(mine.order_by(Outbox.id.desc())):
                for index, button in enumerate(row.payload.get("buttons", [])):
                    if button["line"] == line:
                        return self._sealer.seal(row.id, index, address)
        raise LookupError(f"no button says {line!r}")


def questions_of(command: str) -> list[str]:
    """The fields of a form in the order of the questions."""
    return [
        field.name for each in commands() if each.form and each.form.command == command for field in each.form.fields
    ]


def _text(value: Any) -> str:
    return " ".join(str(each) for each in value) if isinstance(value, list) else str(value)
