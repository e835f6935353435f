"""The effects of methods. One that is neither here nor in about.py is checked and answered `true`."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from tests.servers.telegram.limits import Refused
from tests.servers.telegram.state import Json, Room, State, Stored
from tests.servers.telegram.table import Upload

Uploads = Mapping[str, Upload]
Method = Callable[[State, Json, Uploads], Any]
METHODS: dict[str, Method] = {}
CARRIED = ("message_thread_id", "caption", "caption_entities", "has_spoiler", "show_caption_above_media")
MEDIA = {
    "sendDocument": "document",
    "sendPhoto": "photo",
    "sendVideo": "video",
    "sendAudio": "audio",
    "sendVoice": "voice",
    "sendAnimation": "animation",
}
SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def method(*names: str) -> Callable[[Method], Method]:
    """Register the answer of these methods."""

    def register(function: Method) -> Method:
        METHODS.update(dict.fromkeys(names, function))
        return function

    return register


@method("sendMessage")
def _send_message(state: State, values: Json, uploads: Uploads) -> Json:
    room = state.room(values)
    return state.post(
        room,
        state.bot,
        text=values["text"],
        entities=values.get("entities"),
        message_thread_id=values.get("message_thread_id"),
        reply_markup=_shown(values),
        reply_to_message=_quoted(room, values),
        link_preview_options=values.get("link_preview_options"),
    )


@method(*MEDIA)
def _send_media(state: State, values: Json, uploads: Uploads) -> Json:
    kind = next(kind for kind in MEDIA.values() if kind in values)
    room = state.room(values)
    stored = _stored(state, values[kind], uploads)
    carried = {key: values[key] for key in CARRIED if key in values}
    quoted = _quoted(room, values)
    return state.post(
        room, state.bot, **media(kind, stored), **carried, reply_markup=_shown(values), reply_to_message=quoted
    )


@method("sendMediaGroup")
def _send_group(state: State, values: Json, uploads: Uploads) -> list[Json]:
    room = state.room(values)
    sent = []
    for item in values["media"]:
        content = media(item["type"], _stored(state, item["media"], uploads))
        carried = {key: item[key] for key in CARRIED if key in item}
        sent.append(state.post(room, state.bot, **content, **carried, reply_to_message=_quoted(room, values)))
    return sent


@method("sendLocation", "sendVenue", "sendContact", "sendPoll", "sendDice", "sendSticker", "sendVideoNote")
def _send_other(state: State, values: Json, uploads: Uploads) -> Json:
    room = state.room(values)
    return state.post(room, state.bot, reply_markup=_shown(values), reply_to_message=_quoted(room, values))


@method("copyMessage")
def _copy(state: State, values: Json, uploads: Uploads) -> Json:
    return {"message_id": _forward(state, values, uploads)["message_id"]}


@method("forwardMessage")
def _forward(state: State, values: Json, uploads: Uploads) -> Json:
    source = state.chat(state.number(values["from_chat_id"])).messages.get(values["message_id"])
    if source is None:
        raise Refused("Bad Request: message to forward not found")
    fixed = {"message_id", "chat", "from", "date", "reply_markup", "reply_to_message"}
    return state.post(
        state.room(values), state.bot, **{key: value for key, value in source.items() if key not in fixed}
    )


@method("editMessageText")
def _edit_text(state: State, values: Json, uploads: Uploads) -> Json:
    content = {"text": values["text"], "entities": values.get("entities"), "reply_markup": _shown(values)}
    return _edited(state, values, content)


@method("editMessageCaption")
def _edit_caption(state: State, values: Json, uploads: Uploads) -> Json:
    content = {key: values.get(key) for key in ("caption", "caption_entities")}
    return _edited(state, values, {**content, "reply_markup": _shown(values)})


@method("editMessageReplyMarkup")
def _edit_markup(state: State, values: Json, uploads: Uploads) -> Json:
    return _edited(state, values, {"reply_markup": _shown(values)})


@method("editMessageMedia")
def _edit_media(state: State, values: Json, uploads: Uploads) -> Json:
    item = values["media"]
    content = media(item["type"], _stored(state, item["media"], uploads))
    return _edited(state, values, {**content, "caption": item.get("caption"), "reply_markup": _shown(values)})


@method("deleteMessage")
def _delete(state: State, values: Json, uploads: Uploads) -> bool:
    if state.room(values).messages.pop(values["message_id"], None) is None:
        raise Refused("Bad Request: message to delete not found")
    return True


def _shown(values: Json) -> Json | None:
    """The inline keyboard of a message; None for an empty one, or for another kind of markup."""
    markup = values.get("reply_markup")
    return markup if markup and markup.get("inline_keyboard") else None


def _quoted(room: Room, values: Json) -> Json | None:
    given = values.get("reply_parameters")
    if given is None:
        return None
    found = room.messages.get(given["message_id"])
    if found is None and not given.get("allow_sending_without_reply"):
        raise Refused("Bad Request: message to be replied not found")
    return found and {key: value for key, value in found.items() if key != "reply_to_message"}


def _stored(state: State, given: Any, uploads: Uploads) -> Stored:
    if isinstance(given, str) and given.startswith("attach://"):
        given = uploads.get(given.removeprefix("attach://"))
    if isinstance(given, Upload):
        return state.keep(given.name, given.content)
    if given not in state.files:
        raise Refused("Bad Request: wrong file identifier/HTTP URL specified")
    return state.files[given]


def media(kind: str, stored: Stored) -> Json:
    """A message's field for a file of that kind."""
    about = stored.described()
    if kind == "photo":
        size = {key: about[key] for key in ("file_id", "file_unique_id", "file_size")}
        small = {"file_id": "SMALL", "file_unique_id": "SMALL", "width": 9, "height": 9}
        return {"photo": [small, {**size, "width": 90, "height": 90}]}
    shape = {"video": ("width", "height", "duration"), "animation": ("width", "height", "duration")}
    more = dict.fromkeys(shape.get(kind, ("duration",) if kind in {"audio", "voice"} else ()), 1)
    return {kind: {**about, **more}}


def _edited(state: State, values: Json, content: Json) -> Json:
    if "chat_id" not in values or "message_id" not in values:
        raise Refused("Bad Request: message identifier is not specified")
    message = state.room(values).messages.get(values["message_id"])
    if message is None:
        raise Refused("Bad Request: message to edit not found")
    if message.get("from") is not state.bot:
        raise Refused("Bad Request: message can't be edited")
    if all(message.get(key) == value for key, value in content.items()):
        raise Refused(SAME)
    message.update({key: value for key, value in content.items() if value is not None})
    for key in [key for key, value in content.items() if value is None]:
        message.pop(key, None)
    message["edit_date"] = int(time.time())
    return message
