"""The answers of methods about the bot, chats, people and files."""

from tests.servers.telegram.limits import DOWNLOAD, Refused
from tests.servers.telegram.methods import METHODS, Uploads, method
from tests.servers.telegram.state import Json, State

__all__ = ["METHODS", "membership"]

GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
STATUS: dict[str, Json] = {
    "creator": {"is_anonymous": False},
    "kicked": {"until_date": 0},
}
POWERS = (
    "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
    "can_delete_stories", "can_pin_messages", "can_manage_topics",
)  # fmt: skip
RIGHTS: Json = {"can_be_edited": False, **dict.fromkeys(POWERS, True)}


@method("getMe")
def _get_me(state: State, values: Json, uploads: Uploads) -> Json:
    return state.bot


@method("answerCallbackQuery")
def _answer_query(state: State, values: Json, uploads: Uploads) -> bool:
    if values["callback_query_id"] not in state.queries:
        raise Refused("Bad Request: query is too old and response timeout expired or query ID is invalid")
    state.queries[values["callback_query_id"]] = values
    return True


@method("getFile")
def _get_file(state: State, values: Json, uploads: Uploads) -> Json:
    stored = state.files.get(values["file_id"])
    if stored is None:
        raise Refused("Bad Request: invalid file_id")
    if len(stored.content) > DOWNLOAD:
        raise Refused("Bad Request: file is too big")
    about = stored.described()
    return {key: about[key] for key in ("file_id", "file_unique_id", "file_size")} | {"file_path": stored.path}


@method("getChat")
def _get_chat(state: State, values: Json, uploads: Uploads) -> Json:
    needed = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(GIFTS, False)}
    return {**state.room(values).chat, **needed}


@method("getChatMember")
def _get_member(state: State, values: Json, uploads: Uploads) -> Json:
    room, user_id = state.room(values), values["user_id"]
    user = state.bot if user_id == state.bot["id"] else state.person(user_id)
    status = room.statuses.get(user_id, "member")
    return membership(user, status)


@method("getChatAdministrators")
def _get_administrators(state: State, values: Json, uploads: Uploads) -> list[Json]:
    high = {"administrator", "creator"}
    found = [user_id for user_id, status in state.room(values).statuses.items() if status in high]
    return [_get_member(state, {**values, "user_id": user_id}, uploads) for user_id in found]


@method("getChatMemberCount")
def _count_members(state: State, values: Json, uploads: Uploads) -> int:
    return len(state.room(values).statuses) + 1


@method("leaveChat")
def _leave(state: State, values: Json, uploads: Uploads) -> bool:
    state.room(values).statuses[state.bot["id"]] = "left"
    return True


@method("setMyCommands")
def _set_commands(state: State, values: Json, uploads: Uploads) -> bool:
    state.commands[scope_key(values)] = values["commands"]
    return True


@method("getMyCommands")
def _get_commands(state: State, values: Json, uploads: Uploads) -> list[Json]:
    return state.commands.get(scope_key(values), [])


@method("deleteMyCommands")
def _delete_commands(state: State, values: Json, uploads: Uploads) -> bool:
    state.commands.pop(scope_key(values), None)
    return True


@method("setMyName", "setMyDescription", "setMyShortDescription")
def _set_text(state: State, values: Json, uploads: Uploads) -> bool:
    state.texts.update({key: value for key, value in values.items() if key != "language_code"})
    return True


@method("getMyName")
def _get_name(state: State, values: Json, uploads: Uploads) -> Json:
    return {"name": state.texts.get("name", state.bot["first_name"])}


@method("getMyDescription")
def _get_description(state: State, values: Json, uploads: Uploads) -> Json:
    return {"description": state.texts.get("description", "")}


@method("getMyShortDescription")
def _get_short(state: State, values: Json, uploads: Uploads) -> Json:
    return {"short_description": state.texts.get("short_description", "")}


@method("getChatMenuButton")
def _get_menu(state: State, values: Json, uploads: Uploads) -> Json:
    return {"type": "commands"}


@method("createForumTopic")
def _create_topic(state: State, values: Json, uploads: Uploads) -> Json:
    number = next(state.room(values).numbers)
    return {"message_thread_id": number, "name": values["name"], "icon_color": 7322096}


def scope_key(values: Json) -> str:
    """The key of a command menu: the scope's kind, its chat and user, and the language."""
    scope = values.get("scope") or {"type": "default"}
    parts = [scope["type"], scope.get("chat_id"), scope.get("user_id"), values.get("language_code") or None]
    return "/".join(str(part) for part in parts if part is not None)


def membership(user: Json, status: str) -> Json:
    """A ChatMember of that status with the fields it must have."""
    return {"status": status, "user": user, **(RIGHTS if status == "administrator" else STATUS.get(status, {}))}
