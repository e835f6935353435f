"""The console as a protocol: one JSON object a line, both ways, for programs."""

import json
import logging
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, TextIO

from bot.console import Console, Line, Misread, existing_file

log = logging.getLogger("bot.protocol")
FAILED = "algo falhou do nosso lado ({}); a causa está no registro do servidor"
_VERBS = ("text", "press", "form", "file", "forward", "sync", "now", "advance")
_SPOKEN = ("text", "press", "form", "forward")
_MAX_NAME = 100
_DURATION = re.compile(r"P?(?:(\d{1,5})W)?(?:(\d{1,5})D)?T?(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?")
_NOT_AN_OBJECT = "a linha não é um objeto JSON"
_NOTHING_ASKED = "faltam campos: as com text, press, form, file ou forward; ou então now, advance ou sync"


class Protocol:
    """Reads lines and prints answers. `person`: the writer of the lines that name none."""

    def __init__(self, target: TextIO, person: str = "") -> None:
        self._target = target
        self._person = person

    def show(self, message: dict[str, Any]) -> None:
        """Print one object. Raises OSError once the reader of the output has gone."""
        self._target.write(json.dumps(message, ensure_ascii=False) + "\n")
        self._target.flush()

    def run(self, console: Console, source: Iterable[Line]) -> None:
        """Obey every line until the input ends or nobody reads the output."""
        for line in source:
            try:
                self._obey(console, line)
            except Misread as reason:
                self._complain(console, str(reason), line.number)
            except Exception as error:  # a fault of ours, most likely in a job: the stream goes on
                log.error("line %s failed", line.number, exc_info=error)
                self._complain(console, FAILED.format(type(error).__name__), line.number)
            if console.closed:
                return
        console.catch_up()
        console.deliver()

    def _obey(self, console: Console, line: Line) -> None:
        if line.problem:
            raise Misread(line.problem)
        if not line.text.strip():
            return
        update = _read(line.text)
        if "sync" in update:
            number = _plain(update["sync"], "sync")
            console.settle()
            self._print(console, {"sync": number})
        elif "now" in update:
            console.set_clock(_instant(update["now"]), hold=True)
        elif "advance" in update:
            console.advance(duration(update["advance"]))
        else:
            console.say(_said(update, self._person), line.number)

    def _complain(self, console: Console, reason: str, number: int) -> None:
        self._print(console, {"error": reason, "line": number})

    def _print(self, console: Console, message: dict[str, Any]) -> None:
        try:
            self.show(message)
        except OSError:
            console.closed = True


def duration(text: Any) -> timedelta:
    """ISO 8601 (PT2H, P1DT30M) and the short forms 2h, 30m, 1d. Raises Misread."""
    found = _DURATION.fullmatch(text.strip().upper()) if isinstance(text, str) else None
    if found is None or not any(found.groups()):
        raise Misread("advance não é uma duração: escreva PT2H, P1D ou 2h")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def _read(text: str) -> dict[str, Any]:
    """The object on the line, with exactly one verb. Raises Misread."""
    try:
        update = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Misread(_NOT_AN_OBJECT) from None
    if not isinstance(update, dict):
        raise Misread(_NOT_AN_OBJECT)
    asked = [verb for verb in _VERBS if verb in update]
    if not asked:
        raise Misread(_NOTHING_ASKED)
    if len(asked) > 1 and not (len(asked) == 2 and "file" in asked and set(asked) & set(_SPOKEN)):
        raise Misread(f"uma coisa de cada vez: a linha tem {' e '.join(asked)}")
    return update


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _said(update: dict[str, Any], person: str) -> dict[str, Any]:
    """The keys of an update that a person can cause, checked; everything else is left out."""
    said: dict[str, Any] = {"as": _name(update.get("as", person))}
    said |= {verb: _text(update[verb], verb) for verb in ("text", "press") if verb in update}
    if "form" in update:
        said["form"] = _form(update["form"])
    if "file" in update:
        paths = update["file"] if isinstance(update["file"], list) else [update["file"]]
        said["file"] = [existing_file(_text(path, "file")) for path in paths]
    said |= {name: _text(update[name], name) for name in ("forward", "author") if name in update}
    if "in" in update:
        said["in"] = _name(update["in"], "in")
    if "reply_to" in update:
        said["reply_to"] = _plain(update["reply_to"], "reply_to")
    if "id" in update:
        said["id"] = str(_plain(update["id"], "id"))
    return said


def _name(value: Any, field: str = "as") -> str:
    name = _text(value, field).strip()
    if not name or len(name) > _MAX_NAME or not name.isprintable():
        what = "quem fala, por exemplo ana" if field == "as" else "em que grupo ou canal"
        raise Misread(f"{field} deve dizer {what}")
    return name


def _text(value: Any, field: str) -> str:
    """A string that can be stored and shown: without lone surrogates."""
    if not isinstance(value, str):
        raise Misread(f"{field} deve ser um texto")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Misread(f"{field} tem um caractere que não existe") from None
    return value


def _form(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Misread("form deve ser um objeto com command e os campos")
    _text(value.get("command"), "command")
    return {_text(name, "form"): _answer(answer, name) for name, answer in value.items()}


def _answer(value: Any, name: str) -> Any:
    """One field of a form: text, whole number, list of texts, or null for none."""
    if isinstance(value, list):
        return [_text(each, name) for each in value]
    if value is None:
        return ""
    return str(_plain(value, name))


def _plain(value: Any, field: str) -> int | str:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, field)
    raise Misread(f"{field} deve ser um texto ou um número inteiro")


def _instant(text: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(_text(text, "now"))
        if moment.tzinfo is not None:
            return moment
    except ValueError:
        pass
    raise Misread("now deve ser um instante com fuso: 2026-11-24T07:30:00-03:00")
