"""The methods: the scopes they need, their effects and their answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.servers.slack.limits import FILE, Refused
from tests.servers.slack.state import APP, BOT, GENERAL, HOST, ME, TEAM, Json, Room, State, Stored, owner

Act = Callable[[State, Json], Json]
FORM_ONLY = ("conversations.history", "conversations.info", "conversations.list", "conversations.replies")
TAKES_JSON = ("chat.", "views.", "conversations.", "reactions.", "auth.test", "files.completeUploadExternal")
HISTORY = {"C": "channels:history", "G": "groups:history", "D": "im:history"}
READ = {"C": "channels:read", "G": "groups:read"}
MANAGE = {"C": "channels:manage", "G": "groups:write", "D": "im:write"}
PAGE = 100


@dataclass(frozen=True, slots=True)
class Method:
    """A method. `scope`: the one the token needs; by the first letter of the channel where that decides."""

    act: Act
    scope: str | Mapping[str, str] = ""

    def needs(self, values: Json) -> str:
        """The scope this call needs; empty: none."""
        return self.scope if isinstance(self.scope, str) else self.scope.get(str(values.get("channel"))[:1], "")


METHODS: dict[str, Method] = {}


def method(name: str, scope: str | Mapping[str, str] = "") -> Callable[[Act], Act]:
    """Register the effect of a method."""

    def register(act: Act) -> Act:
        METHODS[name] = Method(act, scope)
        return act

    return register


def takes_json(name: str) -> bool:
    """Whether the method reads a JSON body: those that only read take a form."""
    return name.startswith(TAKES_JSON) and name not in FORM_ONLY


@method("auth.test")
def _auth_test(state: State, values: Json) -> Json:
    return {"url": HOST, "team": "Cidade", "user": "gabinete", "team_id": TEAM, "user_id": ME, "bot_id": BOT}


@method("users.info", "users:read")
def _users_info(state: State, values: Json) -> Json:
    return {"user": state.person(values["user"])}


@method("conversations.open", "im:write")
def _open(state: State, values: Json) -> Json:
    if "," in str(values.get("users")):
        raise Refused("missing_scope", "mpim:write")
    return {"channel": {"id": state.room(values.get("users") or values["channel"]).id}}


@method("conversations.info", READ)
def _info(state: State, values: Json) -> Json:
    """The answer about a channel; a private one that we are not in does not exist for us."""
    room = state.room(values["channel"])
    if room.id[:1] == "D":
        raise Refused("missing_scope", "needed: im:read")
    if room.id[:1] == "G" and not room.has_us:
        raise Refused("channel_not_found")
    return {"channel": {"id": room.id, "name": room.name, "is_private": room.id[:1] == "G", "is_member": room.has_us}}


@method("conversations.leave", MANAGE)
def _leave(state: State, values: Json) -> Json:
    room = state.room(values["channel"])
    if room.id == GENERAL:
        raise Refused("cant_leave_general")
    if room.id[:1] == "D":
        raise Refused("method_not_supported_for_channel_type")
    was_in, room.has_us = room.has_us, False
    return {} if was_in else {"not_in_channel": True}


@method("chat.postMessage", "chat:write")
def _post(state: State, values: Json) -> Json:
    room = _ours(state, values["channel"])
    if values.get("thread_ts"):
        parent = state.thread(room, values["thread_ts"])
        parent["reply_count"] = parent.get("reply_count", 0) + 1
    message = put(state, room, {**_mine(values), "ts": state.ts()})
    return {"channel": room.id, "ts": message["ts"], "message": message}


@method("chat.postEphemeral", "chat:write")
def _show(state: State, values: Json) -> Json:
    room = _ours(state, values["channel"])
    if owner(room.id) not in ("", values["user"]):
        raise Refused("user_not_in_channel")
    state.room(values["user"])
    ts = state.ts()
    room.shown.append({**_mine(values), "ts": ts, "user_shown": values["user"], "is_ephemeral": True})
    return {"message_ts": ts}


@method("chat.update", "chat:write")
def _update(state: State, values: Json) -> Json:
    if values["channel"][:1] in ("U", "W"):
        raise Refused("channel_not_found")
    room = state.room(values["channel"])
    message = room.messages.get(values["ts"])
    if message is None:
        raise Refused("message_not_found")
    if message.get("bot_id") != BOT:
        raise Refused("cant_update_message")
    message.update(blocked({key: values[key] for key in ("text", "blocks", "metadata") if key in values}))
    message["edited"] = {"user": ME, "ts": state.ts()}
    return {"channel": room.id, "ts": values["ts"], "text": message.get("text", ""), "message": message}


@method("conversations.history", HISTORY)
def _history(state: State, values: Json) -> Json:
    room = _readable(state, values["channel"])
    top = [one for one in room.messages.values() if one.get("thread_ts") in (None, one["ts"])]
    return _page(list(reversed(top)), values)


@method("conversations.replies", HISTORY)
def _replies(state: State, values: Json) -> Json:
    room = _readable(state, values["channel"])
    parent = state.thread(room, values["ts"])
    replies = [one for one in room.messages.values() if one.get("thread_ts") == parent["ts"] != one["ts"]]
    return _page([parent, *replies], values)


@method("views.open")
def _open_view(state: State, values: Json) -> Json:
    user = state.spend(values["trigger_id"])
    opened = {**values["view"], "id": f"V{state.number()}", "hash": f"{state.ts()}.v", "team_id": TEAM}
    opened |= {"bot_id": BOT, "app_id": APP, "state": {"values": {}}}
    state.modals[opened["id"]] = {**blocked(opened), "user": user}
    return {"view": opened}


@method("views.publish")
def _publish(state: State, values: Json) -> Json:
    if state.person(values["user_id"])["deleted"]:
        raise Refused("user_disabled")
    page = {**blocked(values["view"]), "id": f"V{state.number()}", "hash": f"{state.ts()}.v"}
    state.homes[values["user_id"]] = page
    return {"view": page}


@method("files.getUploadURLExternal", "files:write")
def _place_for(state: State, values: Json) -> Json:
    if not 0 < values["length"] <= FILE:
        raise Refused("invalid_arguments", "length")
    stored = Stored(f"F{state.number()}", values["filename"], int(values["length"]))
    state.files[stored.id] = stored
    return {"upload_url": f"{state.url}/upload/{stored.id}", "file_id": stored.id}


@method("files.completeUploadExternal", "files:write")
def _complete(state: State, values: Json) -> Json:
    files = [state.files.get(one["id"]) for one in values["files"]]
    if any(one is None or one.content is None for one in files):
        raise Refused("file_not_found")
    if "channel_id" in values:
        if values["channel_id"][:1] in ("U", "W"):
            raise Refused("channel_not_found")
        room = _ours(state, values["channel_id"])
        shared = {"subtype": "file_share", "files": [{"id": one.id, "name": one.name} for one in files if one]}
        text = {"text": values.get("initial_comment", ""), "thread_ts": values.get("thread_ts")}
        put(state, room, {**_mine(text), **shared, "ts": state.ts()})
        for one in files:
            if one:
                one.shared_in.append(room.id)
    return {"files": [{"id": one.id, "title": one.name} for one in files if one]}


def put(state: State, room: Room, message: Json) -> Json:
    """Store a message in its channel."""
    message = {"type": "message", "team": TEAM, **message}
    room.messages[message["ts"]] = message
    return message


def blocked(content: Json) -> Json:
    """The content with an id for each block that has none, as Slack adds them."""
    blocks = content.get("blocks")
    if blocks is None:
        return content
    return {**content, "blocks": [{"block_id": f"bl{index}", **one} for index, one in enumerate(blocks)]}


def _mine(values: Json) -> Json:
    kept = {key: values[key] for key in ("text", "blocks", "metadata", "thread_ts") if values.get(key)}
    return blocked({"text": "", **kept, "user": ME, "bot_id": BOT, "app_id": APP})


def _ours(state: State, place: str) -> Room:
    room = state.room(place)
    if not room.has_us:
        raise Refused("not_in_channel")
    return room


def _readable(state: State, channel: str) -> Room:
    if channel[:1] in ("U", "W"):
        raise Refused("channel_not_found")
    return _ours(state, channel)


def _page(messages: list[Json], values: Json) -> Json:
    start, limit = int(values.get("cursor") or 0), int(values.get("limit", PAGE))
    oldest, latest = values.get("oldest", "0"), values.get("latest", "9")
    within = [one for one in messages if oldest < one["ts"] < latest]
    page = within[start : start + limit]
    if not values.get("include_all_metadata"):
        page = [{key: value for key, value in one.items() if key != "metadata"} for one in page]
    more = len(within) > start + limit
    cursor = {"response_metadata": {"next_cursor": str(start + limit)}} if more else {}
    return {"messages": page, "has_more": more, **cursor}
