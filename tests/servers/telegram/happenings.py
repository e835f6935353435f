"""The actions of people as updates: they write, press, edit, block; updates come twice or out of order."""

import itertools
import time
from collections.abc import Callable
from typing import Any, TypeVar

from tests.servers.loop import LoopbackServer
from tests.servers.telegram.about import membership
from tests.servers.telegram.methods import media
from tests.servers.telegram.state import Json, Room, State
from tests.servers.telegram.updates import Updates

T = TypeVar("T")


class Happenings:
    """The maker of updates. Methods may be called from any thread, and return the number of the update they make."""

    def __init__(self, state: State, updates: Updates, server: LoopbackServer) -> None:
        self.state, self.updates = state, updates
        self._serving = server
        self._queries = itertools.count(1)

    def say(
        self,
        user_id: int,
        text: str,
        *,
        chat: int | None = None,
        username: str | None = None,
        first_name: str | None = None,
        entities: list[Json] | None = None,
        reply_to: int | None = None,
        **more: Any,
    ) -> int:
        """A person writes, in private or in `chat`. `more` are fields of the message. Returns the update's number."""
        if entities is None and text.startswith("/"):
            entities = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]

        def happen() -> int:
            self.state.person(user_id, username=username, first_name=first_name)
            content = {"text": text, "entities": entities, **more}
            return self.updates.add({"message": self._said(user_id, chat, reply_to, content)})

        return self._on_loop(happen)

    def send_file(
        self,
        user_id: int,
        name: str,
        content: bytes,
        caption: str | None = None,
        *,
        chat: int | None = None,
        kind: str = "document",
        **more: Any,
    ) -> int:
        """A person sends a document, or another kind of file: photo, video, audio, voice."""

        def happen() -> int:
            carried = {**media(kind, self.state.keep(name, content)), "caption": caption, **more}
            return self.updates.add({"message": self._said(user_id, chat, None, carried)})

        return self._on_loop(happen)

    def edited(self, user_id: int, message_id: int, text: str, *, chat: int | None = None) -> int:
        """A person edits a message."""

        def happen() -> int:
            message = self.state.chat(chat or user_id).messages[message_id]
            message.update(text=text, edit_date=int(time.time()))
            return self.updates.add({"edited_message": dict(message)})

        return self._on_loop(happen)

    def post(self, chat: int, text: str, **more: Any) -> int:
        """A person posts in a channel."""

        def happen() -> int:
            room = self.state.chat(chat, type="channel")
            message = self.state.post(room, None, sender_chat=room.chat, text=text, **more)
            return self.updates.add({"channel_post": message})

        return self._on_loop(happen)

    def press(
        self,
        user_id: int,
        message_id: int | None = None,
        data: str | None = None,
        *,
        label: str | None = None,
        chat: int | None = None,
    ) -> int:
        """A person presses a button: of the given message, or of the latest with any button (or with that `label`).

        `data` need not be a button's: clients can send anything. Raises LookupError where there is no such button.
        """

        def happen() -> int:
            room = self.state.chat(chat or user_id)
            message, found = _button(room, message_id, data, label)
            query = str(next(self._queries))
            self.state.queries[query] = None
            person = self.state.person(user_id)
            about = {
                "id": query,
                "from": person,
                "chat_instance": str(room.id),
                "message": dict(message),
                "data": found,
            }
            return self.updates.add({"callback_query": about})

        return self._on_loop(happen)

    def my_chat_member(
        self, user_id: int, status: str = "kicked", *, chat: int | None = None, old: str = "member"
    ) -> int:
        """The bot's own membership changes: a person blocks it ("kicked") or adds it to a group ("member")."""

        def happen() -> int:
            room = self.state.chat(chat or user_id)
            room.statuses[self.state.bot["id"]] = status
            before, after = (membership(self.state.bot, one) for one in (old, status))
            person = self.state.person(user_id)
            change = {"chat": room.chat, "from": person, "date": int(time.time())}
            return self.updates.add({"my_chat_member": {**change, "old_chat_member": before, "new_chat_member": after}})

        return self._on_loop(happen)

    def update(self, raw: Json) -> int:
        """Queue any update, with a number if it has none."""
        return self._on_loop(lambda: self.updates.add(raw))

    def malformed(self, user_id: int = 1) -> int:
        """A message that no client library can parse."""
        broken = {"message_id": {}, "date": "ontem", "chat": [], "from": {"id": user_id}, "text": ["?"]}
        return self.update({"message": broken})

    def repeat(self, update_id: int) -> None:
        """Queue the same update once more, though it was confirmed."""
        self._on_loop(lambda: self.updates.repeat(update_id))

    def reorder(self) -> None:
        """Reverse the order of the waiting updates."""
        self._on_loop(self.updates.reorder)

    def jump(self, update_id: int) -> None:
        """Set the number of the next update, upwards or downwards."""

        def happen() -> None:
            self.updates.next_id = update_id

        self._on_loop(happen)

    def chat(self, chat_id: int, **fields: Any) -> None:
        """Set fields of a chat: type, title, username, is_forum..."""
        self._on_loop(lambda: self.state.chat(chat_id, **fields))

    def member(self, chat_id: int, user_id: int, status: str) -> None:
        """Set the answer of getChatMember."""

        def happen() -> None:
            self.state.chat(chat_id).statuses[user_id] = status

        self._on_loop(happen)

    def _said(self, user_id: int, chat: int | None, reply_to: int | None, content: Json) -> Json:
        room = self.state.chat(chat or user_id)
        answered = None if reply_to is None else dict(room.messages[reply_to])
        return self.state.post(room, self.state.person(user_id), reply_to_message=answered, **content)

    def _on_loop(self, function: Callable[[], T]) -> T:
        result: T = self._serving.call(function)
        return result


def _button(room: Room, message_id: int | None, data: str | None, label: str | None) -> tuple[Json, str]:
    for message in reversed(list(room.messages.values()) if message_id is None else [room.messages[message_id]]):
        if data is not None and (message_id is not None or "reply_markup" in message):
            return message, data
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if "callback_data" in button and label in {None, button["text"]}:
                    return message, button["callback_data"]
    raise LookupError(f"no button {label or ''} in chat {room.id}")
