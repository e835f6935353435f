"""The published limits that types do not express. Each check raises Refused with the real server's words."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from tests.servers.telegram.markup import CannotParse, parse, units
from tests.servers.telegram.table import Upload

TEXT, CAPTION, ANSWER, ENTITIES = 4096, 1024, 200, 100
ROW, BUTTONS, DATA = 8, 100, 64
DOCUMENT, PHOTO, DOWNLOAD = 50 * 1024 * 1024, 10 * 1024 * 1024, 20 * 1024 * 1024
COMMANDS, ABOUT = 100, 256
DESCRIPTIONS = {"setMyDescription": ("description", 512), "setMyShortDescription": ("short_description", 120)}
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
ACTIONS = {
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
}  # fmt: skip


class Refused(ValueError):
    """A call that the server answers with an error."""

    def __init__(self, description: str, code: int = 400, **parameters: int) -> None:
        super().__init__(description)
        self.description, self.code, self.parameters = description, code, parameters


def check(method: str, values: dict[str, Any], uploads: Mapping[str, Upload]) -> None:
    """Check the values of one call and replace parse_mode by entities. Raises Refused."""
    for key in values.keys() & VALUES.keys():
        VALUES[key](values[key])
    if method == "answerCallbackQuery":
        _at_most(values.get("text", ""), ANSWER, "Bad Request: MESSAGE_TOO_LONG")
    elif "text" in values:
        formatted(values, "text", "entities", TEXT)
    if "caption" in values:
        formatted(values, "caption", "caption_entities", CAPTION)
    if method in DESCRIPTIONS:
        key, longest = DESCRIPTIONS[method]
        _at_most(values.get(key, ""), longest, f"Bad Request: {key} is too long")
    for upload in uploads.values():
        _weigh(method, upload)


def formatted(values: dict[str, Any], key: str, entities: str, longest: int) -> None:
    """Turn parse_mode into entities and check text, length and entities."""
    text = values[key]
    mode = values.pop("parse_mode", None)
    if mode:
        text, values[entities] = _parsed(mode, text)
        values[key] = text
    if key == "text" and not text.strip():
        raise Refused("Bad Request: message text is empty")
    what = "message" if key == "text" else "message caption"
    _at_most(text, longest, f"Bad Request: {what} is too long")
    if values.get(entities):
        _entities(text, values[entities])


def _parsed(mode: str, text: str) -> tuple[str, list[dict[str, Any]]]:
    if mode.lower() != "html":
        raise Refused(f"Bad Request: unsupported parse_mode {mode} (this server reads only HTML)")
    try:
        return parse(text)
    except CannotParse as error:
        raise Refused(f"Bad Request: can't parse entities: {error}") from None


def _at_most(text: str, longest: int, complaint: str) -> None:
    if len(text) * 2 > longest and units(text) > longest:
        raise Refused(complaint)


def _entities(text: str, entities: list[dict[str, Any]]) -> None:
    if len(entities) > ENTITIES:
        raise Refused("Bad Request: too many entities")
    whole = text.encode("utf-16-le")
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if start < 0 or end <= start or end * 2 > len(whole):
            raise Refused(f"Bad Request: entity beginning at {start} ends outside the text")
        if _splits(whole, start) or _splits(whole, end):
            raise Refused(f"Bad Request: entity at {start} splits a surrogate pair")


def _splits(whole: bytes, unit: int) -> bool:
    """Whether a cut before that unit falls inside a surrogate pair (its second half is DC00-DFFF)."""
    return unit * 2 < len(whole) and 0xDC <= whole[unit * 2 + 1] <= 0xDF


def _keyboard(markup: dict[str, Any]) -> None:
    rows = markup.get("inline_keyboard")
    if rows is None:
        return
    if any(len(row) > ROW for row in rows) or sum(map(len, rows)) > BUTTONS:
        raise Refused("Bad Request: reply markup is too long")
    for row in rows:
        for button in row:
            _button(button)


def _button(button: dict[str, Any]) -> None:
    if len(button.keys() & ACTIONS) != 1:
        raise Refused("Bad Request: can't parse inline keyboard button: exactly one action must be used")
    if not button["text"].strip():
        raise Refused("Bad Request: can't parse inline keyboard button: Text buttons are unallowed to be empty")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= DATA:
        raise Refused("Bad Request: BUTTON_DATA_INVALID")
    if "url" in button and urlsplit(button["url"]).scheme not in {"http", "https", "tg"}:
        raise Refused("Bad Request: BUTTON_URL_INVALID")


def _commands(commands: list[dict[str, Any]]) -> None:
    if len(commands) > COMMANDS:
        raise Refused("Bad Request: BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        if not COMMAND.fullmatch(one["command"]):
            raise Refused(f"Bad Request: BOT_COMMAND_INVALID {one['command']}")
        if not one["description"].strip() or units(one["description"]) > ABOUT:
            raise Refused(f"Bad Request: BOT_COMMAND_DESCRIPTION_INVALID {one['command']}")


def _secret(token: str) -> None:
    if token and not SECRET.fullmatch(token):
        raise Refused("Bad Request: secret token contains unallowed characters")


def _media(media: Any) -> None:
    items = media if isinstance(media, list) else [media]
    if isinstance(media, list) and not 2 <= len(media) <= 10:
        raise Refused("Bad Request: a media group has 2 to 10 items")
    for item in items:
        if "caption" in item:
            formatted(item, "caption", "caption_entities", CAPTION)


def _weigh(method: str, upload: Upload) -> None:
    if not upload.content:
        raise Refused("Bad Request: file must be non-empty")
    if len(upload.content) > (PHOTO if method == "sendPhoto" else DOCUMENT):
        raise Refused("Request Entity Too Large", 413)


VALUES: dict[str, Callable[[Any], None]] = {
    "reply_markup": _keyboard,
    "commands": _commands,
    "secret_token": _secret,
    "media": _media,
}
