"""The actions of people in the workspace, as the payloads that Slack sends for them."""

import json
import time
from typing import TYPE_CHECKING, Any

from tests.servers.slack.limits import elements_of
from tests.servers.slack.methods import blocked, put
from tests.servers.slack.state import APP, GENERAL, HOST, ME, TEAM, Json, Room, State, im

if TYPE_CHECKING:
    from tests.servers.loop import LoopbackServer

EMPTY: dict[str, Json] = {
    "datepicker": {"selected_date": None},
    "timepicker": {"selected_time": None},
    "static_select": {"selected_option": None},
    "users_select": {"selected_user": None},
    "multi_static_select": {"selected_options": []},
    "multi_users_select": {"selected_users": []},
    "plain_text_input": {"value": None},
}


class Happenings:
    """Makers of payloads, each of which may be delivered once, several times or never. `more` changes its fields."""

    def __init__(self, state: State, loop: "LoopbackServer") -> None:
        self.state, self._loop = state, loop

    def event(self, event: Json, event_id: str = "", team: str = TEAM) -> Json:
        """An event in its envelope."""
        number = event_id or f"Ev{self.state.number():09d}"
        us = [{"team_id": team, "user_id": ME, "is_bot": True, "is_enterprise_install": False}]
        about = {"team_id": team, "api_app_id": APP, "event_id": number, "event_time": int(time.time())}
        return {"token": "velho", "type": "event_callback", **about, "authorizations": us, "event": event}

    def message(self, user: str, text: str, **more: Any) -> Json:
        """A person writes to us in private."""
        said = {"type": "message", "user": user, "text": text, "ts": self.state.ts(), "team": TEAM, **more}
        self._on_loop(lambda: put(self.state, self.state.room(im(user)), said))
        return self.event({**said, "channel": im(user), "channel_type": "im", "event_ts": said["ts"], **more})

    def correction(self, user: str, text: str, **more: Any) -> Json:
        """A person edits the last message to us."""
        kept = next(one for one in reversed(self.room(user).messages.values()) if one["user"] == user)
        old, new = {**kept}, {**kept, "text": text, "edited": {"user": user, "ts": self.state.ts()}, **more}
        self._on_loop(lambda: kept.update(new))
        changed = {"type": "message", "subtype": "message_changed", "channel": im(user), "channel_type": "im"}
        ts = self.state.ts()
        return self.event({**changed, "hidden": True, "message": new, "previous_message": old, "ts": ts})

    def mention(self, user: str, text: str, channel: str = GENERAL, **more: Any) -> Json:
        """A person writes to us in a channel."""
        said = {"user": user, "text": f"<@{ME}> {text}", "ts": self.state.ts(), "team": TEAM, **more}
        self._on_loop(lambda: put(self.state, self.state.room(channel), said))
        return self.event({"type": "app_mention", "channel": channel, "event_ts": said["ts"], **said})

    def invites(self, inviter: str, channel: str = GENERAL, **more: Any) -> Json:
        """A person adds us to a channel."""
        self._on_loop(lambda: setattr(self.state.room(channel), "has_us", True))
        kind = {"type": "member_joined_channel", "channel": channel, "channel_type": channel[:1], "team": TEAM}
        return self.event({**kind, "user": ME, "inviter": inviter, "event_ts": self.state.ts(), **more})

    def puts_out(self, user: str, channel: str = GENERAL) -> Json:
        """A person removes us from a channel."""
        self._on_loop(lambda: setattr(self.state.room(channel), "has_us", False))
        kind = "group_left" if channel[:1] == "G" else "channel_left"
        return self.event({"type": kind, "channel": channel, "actor_id": user, "event_ts": self.state.ts()})

    def opens_home(self, user: str, tab: str = "home") -> Json:
        """A person opens our page."""
        shown = {"view": self.state.homes[user]} if user in self.state.homes else {}
        opened = {"type": "app_home_opened", "user": user, "channel": im(user), "tab": tab, **shown}
        return self.event({**opened, "event_ts": self.state.ts()})

    def command(self, user: str, command: str, text: str, channel: str = GENERAL) -> Json:
        """A person uses a slash command; every field of it is a text."""
        where = {"channel_id": channel, "channel_name": "geral", "team_id": TEAM, "team_domain": "cidade"}
        who = {"user_id": user, "user_name": user.lower(), "api_app_id": APP, "is_enterprise_install": "false"}
        back = {"response_url": f"{self.state.url}/response", "trigger_id": self.state.trigger(user)}
        return {"token": "velho", **where, **who, **back, "command": command, "text": text}

    def press(self, user: str, label: str, *, home: bool = False) -> Json:
        """A person presses the newest visible button of that label. Raises LookupError."""
        found = list(self._on_loop(lambda: self._seen(user, label, home=home)))
        if not found:
            raise LookupError(f"{user} sees no button {label!r}")
        container, message, button = found[-1]
        return self.pressed(user, button["value"], container, message, button)

    def pressed(
        self, user: str, value: str, container: Json | None = None, message: Json | None = None, button: Json | None = None
    ) -> Json:  # fmt: skip
        """A person presses a button of that value, whether there is one or not."""
        where = container or {"type": "message", "channel_id": im(user), "message_ts": "1.1"}
        pressed = {**(button or {"type": "button", "action_id": "b0"}), "value": value, "action_ts": self.state.ts()}
        of_home = {"view": message} if where["type"] == "view" else {"message": message or {}}
        channel = {"channel": {"id": where["channel_id"], "name": "x"}} if "channel_id" in where else {}
        return {**self._by(user, "block_actions"), "container": where, **of_home, **channel, "actions": [pressed]}

    def submit(self, user: str, **values: Any) -> Json:
        """A person hands in the form opened last, with these values by block, and the others empty."""
        opened = self.modal(user)
        state = {block["block_id"]: _filled(block, values) for block in opened["blocks"] if block["type"] == "input"}
        handed_in = {key: value for key, value in opened.items() if key != "user"}
        return {**self._by(user, "view_submission"), "view": {**handed_in, "state": {"values": state}}}

    def shortcut(self, user: str, callback_id: str, text: str, channel: str = GENERAL, **more: Any) -> Json:
        """A person uses a shortcut of ours on a message of another person."""
        said = {"type": "message", "user": "U0OUTRO", "ts": self.state.ts(), "text": text, **more}
        self._on_loop(lambda: put(self.state, self.state.room(channel), said))
        about = {"callback_id": callback_id, "channel": {"id": channel, "name": "geral"}, "message": said}
        when = {"message_ts": said["ts"], "action_ts": self.state.ts()}
        return {**self._by(user, "message_action"), **about, **when, "response_url": f"{self.state.url}/response"}

    def modal(self, user: str) -> Json:
        """The form that was opened last for that person. Raises LookupError."""
        mine = [view for view in list(self.state.modals.values()) if view["user"] == user]
        if not mine:
            raise LookupError(f"no form was opened for {user}")
        return mine[-1]

    def room(self, place: str) -> Room:
        """A channel, or our direct messages with a person."""
        room: Room = self._on_loop(lambda: self.state.room(place))
        return room

    def permalink(self, channel: str, ts: str) -> str:
        """The address of a message."""
        return f"{HOST}archives/{channel}/p{ts.replace('.', '')}"

    def _seen(self, user: str, label: str, *, home: bool) -> list[tuple[Json, Json, Json]]:
        """(container, message or view, button) of each button of that label, oldest first."""
        if home:
            page = self.state.homes.get(user, {"id": "", "blocks": []})
            return [({"type": "view", "view_id": page["id"]}, page, one) for one in buttons_of(page) if _is(one, label)]
        found = []
        for room in self.state.rooms.values():
            mine = [one for one in room.shown if one["user_shown"] == user]
            private = list(room.messages.values()) if room.id == im(user) else []
            for message in (*private, *mine):
                where = {"type": "message", "channel_id": room.id, "message_ts": message["ts"]}
                where |= {"thread_ts": message["thread_ts"]} if message.get("thread_ts") else {}
                where["is_ephemeral"] = message.get("is_ephemeral", False)
                found += [(where, message, one) for one in buttons_of(message) if _is(one, label)]
        return sorted(found, key=lambda one: str(one[1]["ts"]))

    def _by(self, user: str, kind: str) -> Json:
        person = {"id": user, "username": user.lower(), "name": user.lower(), "team_id": TEAM}
        where = {"team": {"id": TEAM, "domain": "cidade"}, "api_app_id": APP, "token": "velho"}
        return {"type": kind, "user": person, **where, "trigger_id": self.state.trigger(user)}

    def _on_loop(self, function: Any) -> Any:
        return self._loop.call(function)


def buttons_of(shown: Json) -> list[Json]:
    """The buttons of a message or a page, each with its block."""
    blocks = blocked(shown).get("blocks") or []
    found = [{**one, "block_id": block["block_id"]} for block in blocks for one in elements_of(block)]
    return [one for one in found if one.get("type") == "button"]


def text_of(shown: Json) -> str:
    """The text a person reads: of the blocks, or else the text itself."""
    sections = [one["text"]["text"] for one in shown.get("blocks") or [] if one["type"] == "section"]
    return "\n".join(sections) if shown.get("blocks") else str(shown.get("text", ""))


def _is(button: Json, label: str) -> bool:
    return bool(button["text"]["text"] == label)


def _filled(block: Json, values: Json) -> Json:
    element = block["element"]
    empty = {"type": element["type"], **EMPTY.get(element["type"], {"value": None})}
    given = values.get(block["block_id"])
    return {element["action_id"]: {**empty, **_given(element, given)} if given is not None else empty}


def _given(element: Json, given: Any) -> Json:
    """A value of that element. Raises LookupError for a choice it does not offer, ValueError for a text too long."""
    kind = element["type"]
    if kind == "static_select":
        return {"selected_option": _option(element, given)}
    if kind == "multi_static_select":
        return {"selected_options": [_option(element, one) for one in given]}
    if kind == "plain_text_input" and len(given) > element.get("max_length", 3000):
        raise ValueError("longer than the input takes")
    return {next(iter(EMPTY[kind])): given}


def _option(element: Json, value: str) -> Json:
    found = [one for one in element["options"] if value in (one["value"], one["text"]["text"])]
    if not found:
        raise LookupError(f"no option {value!r} in {json.dumps(element['options'])[:200]}")
    return dict(found[0])
