"""The chat in a terminal: the effect of a line, apart from the display. Uses inbox and outbox like any door."""

import json
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy.exc import DBAPIError

from bot import attachment_reader
from bot.app import App
from bot.channels.console_channel import NAME, ConsoleDoor
from bot.database import will_pass
from bot.delivery import NotSent, drain
from bot.dispatch import Postponed
from bot.inbox import Update
from bot.paper import press
from bot.simulation import Simulation
from bot.transactions import transaction
from models import addresses, people
from models.deliveries import Delivery

MAX_LINE = 1024 * 1024  # bytes
_FARTHEST = timedelta(days=731)  # a jump of the clock: every job on the way is run
_PATIENCE = 30.0  # seconds that a busy database is waited for
UNSAVED = (
    "O banco de dados não está respondendo (ocupado ou sem espaço). Nada foi feito ainda: "
    "seu pedido espera aqui e será feito assim que ele voltar. Não é preciso repetir."
)

HELD = (
    "O banco foi restaurado de uma cópia e nada sai até o administrador liberar (python -m bot release). "
    "Seu pedido está guardado e foi feito; a resposta chega depois disso."
)


class Misread(Exception):
    """A line that asks for nothing that can be done; the sentence says why. Nothing was done."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it came in, counted from 1; `problem` says why it could not be read."""

    number: int
    text: str
    problem: str = ""


class Console:
    """One terminal session over a built house. `closed`: the reader of the output has gone."""

    def __init__(self, app: App, show: Callable[[dict[str, Any]], None], simulation: Simulation | None = None) -> None:
        self._app = app
        self._show = show
        self._simulation = simulation
        self._lines: dict[int, int] = {}  # inbox row -> input line
        self._session_key = secrets.token_hex(4)
        self._relay = app.relay(NAME)
        self._door = ConsoleDoor(self._deliver)
        self._unsaved: list[tuple[dict[str, Any], int]] = []  # updates that the database refused, in order
        self.closed = False

    @property
    def now(self) -> datetime:
        return self._app.clock()

    @property
    def moves_time(self) -> bool:
        """Whether the clock may be moved: only in the demonstration."""
        return self._simulation is not None

    def open(self) -> None:
        """Deliver the messages that an earlier session left behind."""
        self._app.inbox.handle_all(self.now)
        self._relay.recover()
        self._drain()

    def say(self, update: dict[str, Any], line: int) -> None:
        """Store, handle and answer one update of a person, and deliver everything due.

        While the database refuses, updates are kept here in order, and the person is told so.
        """
        self._unsaved.append((update, line))
        if not self.deliver() and (update, line) in self._unsaved:
            self._tell(update, line, UNSAVED)
        elif self._relay.holds:
            self._tell(update, line, HELD)

    def deliver(self) -> bool:
        """Run the due jobs, store the updates kept here, and deliver; False while the database refuses."""
        try:
            self.catch_up()
            while self._unsaved:
                self._take(*self._unsaved[0])
            self._app.inbox.handle_all(self.now)
            self._drain()
        except DBAPIError as error:
            if not will_pass(error):
                raise
            return False
        return True

    def _take(self, update: dict[str, Any], line: int) -> None:
        try:
            self._receive(update, line)
        except Postponed as wait:  # it is in the inbox, and waits there
            self._tell(update, line, str(wait))
        del self._unsaved[0]

    def settle(self) -> None:
        """Wait until all due messages are delivered. Raises Misread when the database refuses for too long."""
        self.catch_up()
        give_up = time.monotonic() + _PATIENCE
        while not self.deliver():
            if time.monotonic() > give_up:
                raise Misread("o banco de dados não responde; o que falta entregar está guardado")
            time.sleep(0.2)

    def catch_up(self) -> None:
        """Run the jobs that fell due since the last line, where the clock flows."""
        if self._simulation is not None:
            self._simulation.catch_up(self._drain)

    def set_clock(self, moment: datetime, *, hold: bool = False) -> None:
        """Demonstration only: move the clock to `moment`, running what falls due on the way, and `hold` it there.

        Raises Misread.
        """
        if self._simulation is None:
            raise Misread("o relógio só se move na demonstração")
        if not datetime(2000, 1, 2, tzinfo=UTC) < moment < datetime(2100, 1, 1, tzinfo=UTC):
            raise Misread("o relógio da demonstração vai de 2000 a 2099")
        if moment - self.now > _FARTHEST:
            raise Misread("o relógio avança no máximo dois anos de cada vez")
        self._simulation.run_until(moment, self.deliver)
        if hold:
            self._simulation.hold()

    def advance(self, step: timedelta) -> None:
        if step > _FARTHEST:
            raise Misread("o relógio avança no máximo dois anos de cada vez")
        self.set_clock(self.now + step)

    def _receive(self, update: dict[str, Any], line: int) -> None:
        update = {**update, "as": self._introduce(str(update["as"]))}
        if (quoted := update.pop("reply_to", None)) is not None:
            update["quotes"] = next((row for row, number in self._lines.items() if number == quoted), 0)
        raw = json.dumps(update, ensure_ascii=False)
        key = f"{update['as']}:{update['id']}" if "id" in update else f"{self._session_key}:{line}"
        (row_id,) = self._app.inbox.ingest(NAME, "local", [Update(key, update["as"], raw)], self.now)
        if row_id is not None:
            self._lines[row_id] = line
            self._app.inbox.handle(row_id, NAME, raw, self.now)
            if "file" in update:
                attachment_reader.read_all(self._app)

    def _drain(self) -> int:
        sent = drain(self._relay, self._door)
        return sent + drain(self._relay, self._door) if press.make_all(self._app) else sent

    def _introduce(self, name: str) -> str:
        """The address of a person at the terminal, by any of their names: their user name."""
        with transaction(self._app.engine, NAME) as session:
            if self.moves_time and people.at_address(session, NAME, name):
                return name
            person = people.by_handle(session, name.removeprefix("@"))
            if person is None:
                return name
            addresses.at_terminal(session, person, now=self.now, is_trusted=self.moves_time)
            return person.handle

    def _deliver(self, delivery: Delivery) -> None:
        answered = {"reply_to": self._lines[delivery.reply_to]} if delivery.reply_to in self._lines else {}
        shown = {"to": delivery.address, **answered, "text": delivery.text}
        try:
            self._show({**shown, **self._laid(_parts(delivery.payload))})
        except OSError as error:
            self.closed = True
            raise NotSent(type(error).__name__) from error

    def _laid(self, parts: dict[str, Any]) -> dict[str, Any]:
        """The parts of a message with its files where people of the demonstration can open them."""
        lay = self._simulation.lay if self._simulation is not None else None
        files = parts["files"]
        return (
            {**parts, "files": [{**each, "path": lay(each["name"], each["path"])} for each in files]} if lay else parts
        )

    def _tell(self, update: dict[str, Any], line: int, sentence: str) -> None:
        try:
            self._show({"to": str(update["as"]), "reply_to": line, "text": sentence, **_parts({})})
        except OSError:
            self.closed = True


def read_lines(source: BinaryIO) -> Iterator[Line]:
    """The lines of a stream; one that is not UTF-8 or too long becomes a line with a problem."""
    number = 0
    while chunk := source.readline(MAX_LINE):
        number += 1
        if len(chunk) == MAX_LINE and not chunk.endswith(b"\n"):
            while chunk and not chunk.endswith(b"\n"):
                chunk = source.readline(MAX_LINE)
            yield Line(number, "", "a linha é longa demais (o máximo é 1 MB)")
            continue
        try:
            yield Line(number, chunk.decode("utf-8").removeprefix("\ufeff").rstrip("\r\n"))
        except UnicodeDecodeError:
            yield Line(number, "", "a linha não está em UTF-8")


def existing_file(name: str) -> str:
    """The path of a file to be sent. Raises Misread where there is none."""
    try:
        if Path(name).is_file():
            return name
    except (OSError, ValueError):  # a name too long or with a NUL
        pass
    raise Misread(f"não encontrei o arquivo {name[:200]}")


def _parts(payload: dict[str, Any]) -> dict[str, Any]:
    return {"buttons": payload.get("buttons", []), "form": payload.get("form"), "files": payload.get("files", [])}
