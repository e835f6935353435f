"""The reader of raw updates of Telegram: from JSON to Incoming. No network, no clock."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot import inspection
from bot.buttons import Forged, Sealer
from bot.channels.telegram import files, menu, shared
from bot.channels.telegram.files import Sent
from bot.dispatch import Incoming
from bot.inbox import digest

EDITED = "Você corrigiu uma mensagem já enviada. A correção não vale: escreva o pedido de novo, numa mensagem nova."
VIA_BOT = "Mensagem escrita por outro bot não vale como pedido. Escreva você mesmo."
UNREADABLE = "Isso eu não sei ler: por aqui entendo texto, fotos e arquivos. Escreva o pedido; para ver o que há: ajuda"
OLD_BUTTON = "Esse botão não vale mais. Escreva o pedido, ou comece pela sua pauta: pauta"
ANONYMOUS = 1087968824  # the user that stands for every anonymous administrator of a group
_SHOWN = ("sticker", "dice", "story", "game", "checklist", "paid_media")
_NAMES = {"audio": "audio.mp3", "voice": "voz.ogg", "video": "video.mp4", "video_note": "video.mp4"}
_HERE, _GONE = ("member", "administrator", "creator"), ("left", "kicked")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Envelope:
    """An update as it is stored, with the values that the door knew when it came.

    `me`, `name`: our own number and user name. `files`: the fetched ones; None: those of the message are still to be
    fetched. `trouble`: why they cannot be. `joined`: its file goes with another message of the same album.
    """

    update: Any
    me: int = 0
    name: str = ""
    files: list[dict[str, str]] | None = field(default_factory=list)
    trouble: str = ""
    joined: bool = False

    def raw(self) -> str:
        return json.dumps({name: getattr(self, name) for name in self.__slots__})

    @staticmethod
    def of(raw: str) -> "Envelope":
        return Envelope(**json.loads(raw))


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts needed to store an update: its key, its place, its files."""

    key: str
    place: str = ""
    files: tuple[Sent, ...] = ()
    album: str = ""
    query: str = ""
    number: int | None = None


def facts(update: Any) -> Facts:
    """The facts of an update. Never raises: an update that cannot be read is stored all the same."""
    number = update.get("update_id") if isinstance(update, dict) else None
    number = number if isinstance(number, int) else None
    key = str(number) if number is not None else digest(json.dumps(update))
    try:
        return _facts(update, key, number)
    except (AttributeError, KeyError, TypeError, ValueError):
        return Facts(key, number=number)


def _facts(update: Json, key: str, number: int | None) -> Facts:
    if "callback_query" in update:
        query = update["callback_query"]
        return Facts(key, _place(query["message"]), query=str(query["id"]), number=number)
    if "message" in update:
        message = update["message"]
        carried = files_of(message) if _is_private(message) and _is_by_a_person(message) else ()
        return Facts(key, _place(message), carried, str(message.get("media_group_id") or ""), number=number)
    content: Any = next((value for name, value in update.items() if name != "update_id"), None)
    return Facts(key, _place(content), number=number)


def files_of(message: Json) -> tuple[Sent, ...]:
    """The file of a message, of a photograph the largest size; at most one."""
    if message.get("photo"):
        photo = max(message["photo"], key=lambda size: int(size["width"]) * int(size["height"]))
        return (Sent(str(photo["file_id"]), f"foto-{message['message_id']}.jpg", int(photo.get("file_size") or 0)),)
    for kind in ("document", *_NAMES):
        if kind in message:
            file = message[kind]
            name = str(file.get("file_name") or _NAMES.get(kind) or "arquivo")
            return (Sent(str(file["file_id"]), name, int(file.get("file_size") or 0)),)
    return ()


class Reader:
    """Reads stored updates. Raises for one that cannot be read, which is then quarantined."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    def parse(self, raw: str) -> Incoming:
        envelope = Envelope.of(raw)
        update = envelope.update
        if not isinstance(update, dict):
            raise TypeError("no update")
        if "message" in update:
            message = update["message"]
            return _private(envelope, message) if _is_private(message) else _in_a_place(envelope, message)
        if "callback_query" in update:
            return self._press(update["callback_query"])
        if "my_chat_member" in update:
            return _membership(update["my_chat_member"])
        return _edited(update["edited_message"]) if "edited_message" in update else Incoming("", ignored=True)

    def _press(self, query: Json) -> Incoming:
        user = str(int(query["from"]["id"]))
        message = query.get("message")
        if not message or not _is_private(message):
            return Incoming(user, ignored=True)
        try:
            pressed = self._sealer.open(str(query.get("data") or ""), user)
        except (Forged, ValueError):
            return Incoming(user, ignored=True, advice=OLD_BUTTON)
        return Incoming(user, pressed=pressed, origin=_origin(message))


def _private(envelope: Envelope, message: Json) -> Incoming:
    user = str(int(message["from"]["id"]))
    origin = _origin(message)
    if message["from"].get("is_bot") or message.get("sender_chat") or envelope.joined:
        return Incoming(user, ignored=True)
    if "via_bot" in message and not shared.is_forwarded(message):
        return Incoming(user, ignored=True, advice=VIA_BOT, origin=origin)
    if envelope.files is None or envelope.trouble:
        return Incoming(user, ignored=True, advice=envelope.trouble or files.LOST, origin=origin)
    arrived = tuple(inspection.file_in(each) for each in envelope.files)
    if words := shared.words(message):
        return Incoming(user, files=arrived, origin=origin, words=words)
    text, mentions = _typed(envelope, message)
    if not text and not envelope.files:
        shown = any(kind in message for kind in _SHOWN)
        return Incoming(user, ignored=True, advice=UNREADABLE if shown else "", origin=origin)
    quoted = _quoted(envelope, message)
    return Incoming(user, text, files=arrived, mentions=mentions, origin=origin, quotes_external=quoted)


def _quoted(envelope: Envelope, message: Json) -> str:
    """The number of our own message that is quoted; empty where none is."""
    quoted = message.get("reply_to_message") or {}
    return str(quoted["message_id"]) if (quoted.get("from") or {}).get("id") == envelope.me else ""


def _in_a_place(envelope: Envelope, message: Json) -> Incoming:
    """A message in a group, if it is addressed to us; the answer is that we speak in private."""
    sender = message.get("from") or {}
    user = str(int(sender.get("id") or 0))
    if not _obeyed(message) or not _is_for_us(envelope, message):
        return Incoming(user, ignored=True)
    text, _ = _typed(envelope, message)
    title, origin = str(message["chat"].get("title") or ""), {"message": int(message["message_id"])}
    return Incoming(user, text, place=_place(message), title=title, origin=origin)


def _obeyed(message: Json) -> bool:
    """Whether a new message is written by a person, in their own name."""
    return _is_by_a_person(message) and not shared.is_forwarded(message) and "via_bot" not in message


def _is_by_a_person(message: Json) -> bool:
    sender = message.get("from") or {}
    return bool(sender) and not sender.get("is_bot") and sender["id"] != ANONYMOUS and "sender_chat" not in message


def _is_for_us(envelope: Envelope, message: Json) -> bool:
    text, entities = _text_of(message)
    answered = message.get("reply_to_message") or {}
    if (answered.get("from") or {}).get("id") == envelope.me and "forum_topic_created" not in answered:
        return True
    name = f"@{envelope.name}".casefold()
    for entity in entities:
        words = _slice(text, entity).casefold()
        if entity["type"] == "mention" and words == name:
            return True
        if entity["type"] == "bot_command" and words.endswith(name):
            return True
        if entity["type"] == "text_mention" and entity["user"]["id"] == envelope.me:
            return True
    return False


def _typed(envelope: Envelope, message: Json) -> tuple[str, dict[str, str]]:
    """The line without our own name, and the people named by their account, as `<@123>` in the line."""
    text, entities = _text_of(message)
    mentions: dict[str, str] = {}
    for entity in sorted(entities, key=lambda each: -int(each["offset"])):
        if entity["type"] == "text_mention":
            user = str(int(entity["user"]["id"]))
            mentions[f"<@{user}>"] = user
            text = _replaced(text, entity, f"<@{user}>")
        elif entity["type"] == "mention" and _slice(text, entity).casefold() == f"@{envelope.name}".casefold():
            text = _replaced(text, entity, "")
    return menu.line_of(text.strip(), envelope.name), mentions


def _text_of(message: Json) -> tuple[str, list[Json]]:
    if "text" in message:
        return str(message["text"]), message.get("entities") or []
    return str(message.get("caption") or ""), message.get("caption_entities") or []


def _slice(text: str, entity: Json) -> str:
    """The part of a text that an entity covers; Telegram counts in UTF-16 units."""
    start, end = _bounds(entity)
    return text.encode("utf-16-le", "surrogatepass")[start:end].decode("utf-16-le", "replace")


def _replaced(text: str, entity: Json, words: str) -> str:
    start, end = _bounds(entity)
    units = text.encode("utf-16-le", "surrogatepass")
    return (units[:start] + words.encode("utf-16-le") + units[end:]).decode("utf-16-le", "replace")


def _bounds(entity: Json) -> tuple[int, int]:
    start = int(entity["offset"]) * 2
    return start, start + int(entity["length"]) * 2


def _edited(message: Json) -> Incoming:
    user = str(int((message.get("from") or {}).get("id") or 0))
    by_hand = _is_private(message) and _obeyed(message) and bool(message.get("text") or message.get("caption"))
    return Incoming(user, ignored=True, advice=EDITED if by_hand else "", origin=_origin(message))


def _membership(change: Json) -> Incoming:
    """The event of a person who blocks or unblocks us, or of a place that we enter or leave."""
    user = str(int(change["from"]["id"]))
    before, after = _is_in(change["old_chat_member"]), _is_in(change["new_chat_member"])
    if before == after:
        return Incoming(user, ignored=True)
    if change["chat"]["type"] == "private":
        return Incoming(user, event="joined" if after else "blocked")
    place, title = str(int(change["chat"]["id"])), str(change["chat"].get("title") or "")
    return Incoming(user, event="joined" if after else "removed", place=place, title=title)


def _is_in(member: Json) -> bool:
    status = member["status"]
    return status in _HERE or (status not in _GONE and bool(member.get("is_member")))


def _is_private(message: Json) -> bool:
    return bool(message["chat"]["type"] == "private")


def _place(message: Json) -> str:
    """The chat of a message, with its topic where it has one."""
    chat = str(int(message["chat"]["id"]))
    in_topic = message.get("is_topic_message") and message["chat"]["type"] != "private"
    return f"{chat}/{int(message['message_thread_id'])}" if in_topic else chat


def _origin(message: Json) -> Json:
    thread = {"thread": int(message["message_thread_id"])} if message.get("is_topic_message") else {}
    return {"message": int(message["message_id"]), **thread}
