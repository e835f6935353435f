"""The chat in a terminal: what a line does, whoever shows the answer. Goes through inbox and outbox like any door."""

import json
import secrets
import sys
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, TextIO

from bot.app import App
from bot.channels.console_channel import NAME, ConsoleDoor
from bot.clockwork import Clockwork
from bot.dispatch import Postponed, transaction
from models import people
from models.base import insert_row
from models.deliveries import Delivery
from models.people import Address

UNSAVED = "Não consegui guardar seu pedido (disco cheio ou banco fora do ar). Nada foi feito; tente de novo em alguns minutos."


class Console:
    """One terminal session over a built house."""

    def __init__(self, app: App, show: Callable[[dict[str, Any]], None], clockwork: Clockwork | None = None) -> None:
        self._app = app
        self._show = show
        self._clockwork = clockwork
        self._lines: dict[int, int] = {}  # inbox row -> input line
        self._session_key = secrets.token_hex(4)
        self._courier = app.courier(ConsoleDoor(self._deliver))

    @property
    def now(self) -> datetime:
        return self._app.clock()

    def open(self) -> None:
        """Settle what an earlier session left behind."""
        self._app.receiver.work_off(self.now)
        self._courier.recover()
        self._courier.drain()

    def say(self, update: dict[str, Any], line: int) -> None:
        """One update of a person: kept, handled, answered, and everything due delivered."""
        try:
            self._receive(update, line)
        except Postponed as wait:
            self._tell(update, line, str(wait))
        except Exception as error:
            if not _is_database(error):
                raise
            self._tell(update, line, UNSAVED)
        self.deliver()

    def deliver(self) -> None:
        """Deliver all that is due, and do what a busy database had put off."""
        try:
            self._app.receiver.work_off(self.now)
            self._courier.drain()
        except Exception as error:
            if not _is_database(error):
                raise

    def set_clock(self, moment: datetime) -> None:
        """Demonstration only: move the clock to `moment`, running what falls due on the way."""
        if self._clockwork is None:
            raise ValueError("o relógio só se move na demonstração")
        self._clockwork.run_until(moment, self._courier.drain)

    def advance(self, step: timedelta) -> None:
        self.set_clock(self.now + step)

    def _receive(self, update: dict[str, Any], line: int) -> None:
        address = str(update["as"])
        raw = json.dumps(update, ensure_ascii=False)
        key = str(update.get("id") or f"{self._session_key}:{line}")
        self._introduce(address)
        row_id = self._app.receiver.receive(NAME, "local", key, address, raw, self.now)
        if row_id is not None:
            self._lines[row_id] = line
            self._app.receiver.handle(row_id, NAME, raw, self.now)

    def _introduce(self, address: str) -> None:
        """At the terminal a person is addressed by the user name: whoever sits there has the administrator's trust."""
        with transaction(self._app.engine) as session:
            if people.at_address(session, NAME, address):
                return
            person = people.by_handle(session, address)
            if person is None:
                return
            insert_row(
                session, Address, person_id=person.id, channel=NAME, address=address, active=True, bound_at=self.now
            )

    def _deliver(self, delivery: Delivery) -> None:
        shown: dict[str, Any] = {"to": delivery.address}
        if delivery.reply_to in self._lines:
            shown["reply_to"] = self._lines[delivery.reply_to]
        self._show({**shown, "form": None, **delivery.payload, "text": delivery.text})

    def _tell(self, update: dict[str, Any], line: int, sentence: str) -> None:
        self._show({"to": str(update["as"]), "reply_to": line, "text": sentence, "buttons": [], "form": None, "files": []})


def run_json(console: Console, source: Iterable[str], target: TextIO) -> None:
    """The console as a protocol: one JSON object a line, both ways."""
    for number, line in enumerate(source, start=1):
        if line.strip():
            error = _obey(console, line, number, target)
            if error:
                _print(target, {"error": error, "line": number})
    console.deliver()


def printer(target: TextIO) -> Callable[[dict[str, Any]], None]:
    return lambda message: _print(target, message)


def _obey(console: Console, line: str, number: int, target: TextIO) -> str | None:
    try:
        update = json.loads(line)
    except ValueError:
        return "a linha não é um objeto JSON"
    if not isinstance(update, dict):
        return "a linha não é um objeto JSON"
    try:
        return _one(console, update, number, target)
    except ValueError as error:
        return str(error)


def _one(console: Console, update: dict[str, Any], number: int, target: TextIO) -> str | None:
    if "sync" in update:
        console.deliver()
        _print(target, {"sync": update["sync"]})
    elif "now" in update:
        console.set_clock(_instant(update["now"]))
    elif "advance" in update:
        console.advance(_duration(str(update["advance"])))
    elif "as" in update and update.keys() & {"text", "press", "form", "file"}:
        if not isinstance(update.get("form", {}), dict):
            return "form deve ser um objeto"
        console.say(update, number)
    else:
        return "faltam campos: as e text, press, form ou file; ou now, advance, sync"
    return None


def _instant(text: Any) -> datetime:
    moment = datetime.fromisoformat(str(text))
    if moment.tzinfo is None:
        raise ValueError("now precisa do fuso: 2026-11-24T07:30:00-03:00")
    return moment


def _duration(text: str) -> timedelta:
    """ISO 8601 durations (PT2H, P1DT30M) and the short form 2h, 30m, 1d. Raises ValueError."""
    import re

    found = re.fullmatch(r"P?(?:(\d+)W)?(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?", text.strip().upper())
    if found is None or not any(found.groups()):
        raise ValueError(f"não entendi a duração {text}: escreva PT2H, P1D ou 2h")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def _print(target: TextIO, message: dict[str, Any]) -> None:
    target.write(json.dumps(message, ensure_ascii=False) + "\n")
    target.flush()


def _is_database(error: Exception) -> bool:
    from sqlalchemy.exc import OperationalError

    return isinstance(error, OperationalError)


def stdin_lines() -> Iterable[str]:
    return iter(sys.stdin.readline, "")
