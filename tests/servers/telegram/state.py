"""The state of Telegram: chats with their messages, people, files and the bot's own settings."""

import hashlib
import itertools
import mimetypes
import time
from dataclasses import dataclass, field
from typing import Any

from tests.servers.telegram.limits import Refused

Json = dict[str, Any]
BOT = {
    "is_bot": True,
    "first_name": "Gabinete",
    "username": "gabinete_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
}


@dataclass(slots=True)
class Room:
    """A chat. `messages`: their present state by number, those of people too."""

    chat: Json
    numbers: "itertools.count[int]"
    messages: dict[int, Json] = field(default_factory=dict)
    statuses: dict[int, str] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """The chat's number."""
        number: int = self.chat["id"]
        return number


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of the server. `path`: the answer of getFile."""

    id: str
    path: str
    name: str
    kind: str
    content: bytes

    def described(self) -> Json:
        """The file as a Document, without the fields of other media."""
        about = {"file_id": self.id, "file_unique_id": self.id[-16:], "file_size": len(self.content)}
        return {**about, "file_name": self.name, "mime_type": self.kind}


class State:
    """The whole state. Belongs to the server's loop."""

    def __init__(self, bot_id: int = 900000001) -> None:
        self.bot: Json = {"id": bot_id, **BOT}
        self.rooms: dict[int, Room] = {}
        self.names: dict[str, int] = {}
        self.people: dict[int, Json] = {}
        self.files: dict[str, Stored] = {}
        self.paths: dict[str, Stored] = {}
        self.queries: dict[str, Json | None] = {}
        self.commands: dict[str, list[Json]] = {}
        self.texts: dict[str, str] = {}
        self._private = itertools.count(1)

    def chat(self, chat_id: int, **fields: Any) -> Room:
        """The chat, made on first use: private above zero, else a supergroup, unless `fields` say otherwise."""
        room = self.rooms.get(chat_id)
        if room is None:
            room = self.rooms[chat_id] = self._new(chat_id)
        room.chat.update(fields)
        if "username" in fields:
            self.names[fields["username"].lower()] = chat_id
        return room

    def room(self, values: Json) -> Room:
        """The chat of a call. Raises Refused where an @name is unknown."""
        given = values["chat_id"]
        if type(given) is not int:
            values["chat_id"] = given = self.number(given)
        return self.rooms.get(given) or self.chat(given)

    def number(self, given: int | str) -> int:
        """The number of a chat given by number or @name."""
        if isinstance(given, int) or not given.startswith("@"):
            return int(given)
        if given[1:].lower() not in self.names:
            raise Refused("Bad Request: chat not found")
        return self.names[given[1:].lower()]

    def person(self, user_id: int, **fields: Any) -> Json:
        """A user, made on first use."""
        if user_id not in self.people:
            self.people[user_id] = {
                "id": user_id,
                "is_bot": False,
                "first_name": f"Pessoa {user_id}",
                "language_code": "pt-br",
            }
        self.people[user_id].update({key: value for key, value in fields.items() if value is not None})
        return self.people[user_id]

    def post(self, room: Room, sender: Json | None, **content: Any) -> Json:
        """A new message in the chat; None among the content is left out."""
        number = next(room.numbers)
        message: Json = {"message_id": number, "date": int(time.time()), "chat": room.chat}
        if sender is not None:
            message["from"] = sender
        for key, value in content.items():
            if value is not None:
                message[key] = value
        room.messages[number] = message
        return message

    def keep(self, name: str, content: bytes, folder: str = "documents") -> Stored:
        """Store a file's bytes."""
        number = len(self.files) + 1
        digest = hashlib.sha256(content).hexdigest()[:24]
        suffix = name[name.rfind(".") :] if "." in name else ""
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        stored = Stored(f"FILE{number:06d}{digest}", f"{folder}/file_{number}{suffix}", name, kind, content)
        self.files[stored.id] = self.paths[stored.path] = stored
        return stored

    def _new(self, chat_id: int) -> Room:
        if chat_id > 0:
            known = self.person(chat_id)
            fields: Json = {key: known[key] for key in ("first_name", "last_name", "username") if key in known}
            return Room({"id": chat_id, "type": "private", **fields}, self._private)
        return Room({"id": chat_id, "type": "supergroup", "title": f"Grupo {-chat_id}"}, itertools.count(1))
