"""Messages in Slack's form: plain text in sections, without markup, and sealed buttons."""

import hashlib
from typing import Any

from bot.buttons import Sealer
from bot.channels.slack.escapes import clipped, escaped
from bot.splitting import split, utf16_units
from models.deliveries import Delivery

EVENT = "gabinete_message"
LONGEST = 2800  # of a piece, as escaped; a mark before it, or a note after it, still fits into one section
_SECTION, _LABEL, _IN_ROW = 3000, 75, 25
Block = dict[str, Any]


def size(text: str) -> int:
    """The length of a text in UTF-16 units once escaped: the strictest count."""
    return utf16_units(escaped(text))


def pieces(text: str) -> list[str]:
    """The text, or its numbered pieces where it is too long for one message."""
    cut = fitting(text, LONGEST)
    return cut if len(cut) == 1 else [f"({n}/{len(cut)})\n{piece}" for n, piece in enumerate(cut, 1)]


def fitting(text: str, longest: int) -> list[str]:
    """The text in pieces that fit, without the blanks at which it was cut: Slack would not show them."""
    if size(text) <= longest:
        return [text]
    return [piece for each in split(text, longest, size) if (piece := each.strip())] or [""]


def texts_of(payload: dict[str, Any]) -> list[str]:
    return pieces(payload["text"]) if payload["text"] or not payload.get("files") else []


def content(delivery: Delivery, text: str, sealer: Sealer, *, last: bool) -> Block:
    """The `text` and `blocks` of one piece; the last one has the buttons."""
    blocks = sections(text)
    if last:
        blocks += buttons(delivery, sealer)
    return {"text": escaped(text) if size(text) <= _SECTION else escaped(clipped(text, 150)), "blocks": blocks}


def sections(text: str) -> list[Block]:
    return [
        {"type": "section", "text": {"type": "plain_text", "text": piece or "—", "emoji": False}}
        for piece in fitting(text, _SECTION)
    ]


def buttons(delivery: Delivery, sealer: Sealer) -> list[Block]:
    elements = [
        button(each["label"], sealer.seal(delivery.id, each.get("index", index), delivery.address), f"b{index}")
        for index, each in enumerate(delivery.payload.get("buttons", []))
    ]
    return rows(elements)


def button(label: str, value: str, action_id: str) -> Block:
    text = {"type": "plain_text", "text": clipped(label, _LABEL) or "—", "emoji": False}
    return {"type": "button", "text": text, "value": value, "action_id": action_id}


def rows(elements: list[Block]) -> list[Block]:
    cut = [elements[start : start + _IN_ROW] for start in range(0, len(elements), _IN_ROW)]
    return [{"type": "actions", "elements": each} for each in cut]


def metadata(delivery: Delivery, text: str) -> Block:
    """The metadata by which a message is found again. Its hash is in it: a restored database counts anew."""
    known = {"delivery": delivery.row_id, "part": delivery.part, "content": _fingerprint(text)}
    return {"event_type": EVENT, "event_payload": {**known, "attempt": delivery.attempt}}


def is_copy(found: dict[str, Any], delivery: Delivery, text: str) -> bool:
    """Whether a message of the history is this text of this delivery."""
    about = found.get("metadata") or {}
    wanted = metadata(delivery, text)
    names = ("delivery", "part", "content")
    said = about.get("event_payload") or {}
    return about.get("event_type") == EVENT and all(said.get(n) == wanted["event_payload"][n] for n in names)


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
