"""The terminal door: an update is one JSON object; a message is printed by the chat."""

import json
from collections.abc import Callable
from typing import Any

from bot.dispatch import Incoming
from handlers.base import FileIn
from handlers.wording.attachments import quotation
from models.deliveries import Delivery

NAME = "console"


class ConsoleDoor:
    """Hands each delivery to `show`, which prints it for a person or for a program."""

    name = NAME

    def __init__(self, show: Callable[[Delivery], None]) -> None:
        self._show = show

    def send(self, delivery: Delivery) -> str | None:
        if delivery.edits is None:  # printed text cannot be edited
            self._show(delivery)
        return None


def parse(raw: str) -> Incoming:
    """{"as", "text" | "press" | "form" | "file" | "forward", "in"} -> Incoming. Raises KeyError or ValueError."""
    update: dict[str, Any] = json.loads(raw)
    form = {str(name): _text(value) for name, value in update.get("form", {}).items()}
    sent = update.get("file", [])
    files = tuple(
        FileIn(str(path).rpartition("/")[2], str(path)) for path in ([sent] if isinstance(sent, str) else sent)
    )
    forwarded = str(update.get("forward", ""))
    text = update.get("press", update.get("text", ""))
    place = str(update.get("in", ""))
    return Incoming(
        address=str(update["as"]),
        text=str(text),
        form=form,
        files=files,
        place=place,
        title=place,
        quotes=int(update.get("quotes", 0)),
        words=quotation(forwarded, str(update.get("author", ""))) if forwarded else "",
    )


def _text(value: Any) -> str:
    return " ".join(str(each) for each in value) if isinstance(value, list) else str(value)
