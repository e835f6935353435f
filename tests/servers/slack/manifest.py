"""An app's manifest: whether Slack would accept it, and the rights and events of an app made of it.

The bounds are those of Slack's published schema of manifests; the scopes of events those of its documentation.
"""

import re
from collections.abc import Iterator
from typing import Any

from tests.servers.slack.sending import COMMANDS, EVENTS, kind_of
from tests.servers.slack.state import Json
from tests.servers.slack.table import units

LENGTHS = {  # of a text: least and most
    "display_information.name": (1, 35),
    "display_information.description": (1, 140),
    "features.bot_user.display_name": (1, 80),
    "settings.event_subscriptions.request_url": (1, 3500),
    "settings.interactivity.request_url": (1, 3500),
}
OF_COMMANDS = {"command": (2, 32), "url": (1, 3000), "description": (1, 2000), "usage_hint": (1, 1000)}
OF_SHORTCUTS = {"name": (1, 24), "callback_id": (1, 255), "description": (1, 150), "type": (6, 7)}
PARTS = {"_metadata", "display_information", "features", "oauth_config", "settings"}
MOST_COMMANDS, MOST_SHORTCUTS, MOST_EVENTS, MOST_SCOPES = 50, 10, 100, 255
TAKEN = {  # by Slack itself
    "active", "apps", "archive", "away", "call", "collapse", "dm", "dnd", "expand", "feed", "feedback", "help",
    "huddle", "invite", "join", "kick", "leave", "me", "msg", "mute", "open", "people", "prefs", "remind", "remove",
    "rename", "search", "shortcuts", "shrug", "star", "status", "topic", "who",
}  # fmt: skip
COMMAND = re.compile(r"/[a-z0-9_-]+")
COLOUR = re.compile(r"#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?")
SCOPES = {  # event -> the scope it takes
    "app_home_opened": "",
    "app_mention": "app_mentions:read",
    "app_uninstalled": "",
    "channel_left": "channels:read",
    "group_left": "groups:read",
    "member_joined_channel": "channels:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "tokens_revoked": "",
}


def wrongs(manifest: Json) -> list[str]:
    """The errors for which Slack would refuse it; empty: none."""
    return list(_wrongs(manifest))


def would_send(manifest: Json, payload: Json) -> bool:
    """Whether Slack would send this payload to an app of that manifest."""
    kind = kind_of(payload)
    if kind == EVENTS:
        return _event_of(payload) in manifest["settings"]["event_subscriptions"]["bot_events"]
    if kind == COMMANDS:
        return payload["command"] in {each["command"] for each in manifest["features"]["slash_commands"]}
    if payload["type"] == "message_action":
        return payload["callback_id"] in {each["callback_id"] for each in manifest["features"]["shortcuts"]}
    return bool(manifest["settings"]["interactivity"]["is_enabled"])


def _event_of(payload: Json) -> str:
    event = payload["event"]
    kinds = {"D": "im", "C": "channels", "G": "groups"}
    return f"message.{kinds[event['channel'][:1]]}" if event["type"] == "message" else str(event["type"])


def _wrongs(manifest: Json) -> Iterator[str]:
    if extra := manifest.keys() - PARTS:
        yield f"unknown: {sorted(extra)}"
    for path, bounds in LENGTHS.items():
        yield from _length(path, _at(manifest, path), bounds)
    colour = _at(manifest, "display_information.background_color")
    if colour and not COLOUR.fullmatch(colour):
        yield f"background_color {colour}"
    yield from _commands(_at(manifest, "features.slash_commands") or [])
    yield from _shortcuts(_at(manifest, "features.shortcuts") or [])
    yield from _permissions(manifest)
    yield from _addresses(manifest)


def _commands(commands: list[Json]) -> Iterator[str]:
    names = [each["command"] for each in commands]
    if len(names) > MOST_COMMANDS or len(set(names)) < len(names):
        yield f"{len(names)} commands, {len(set(names))} different"
    for each in commands:
        if each["command"][1:] in TAKEN:
            yield f"{each['command']} is Slack's own"
        if not COMMAND.fullmatch(each["command"]) or each.keys() - OF_COMMANDS.keys() - {"should_escape"}:
            yield f"command {each}"
        for name, bounds in OF_COMMANDS.items():
            yield from _length(f"{each['command']} {name}", each.get(name), bounds)


def _shortcuts(shortcuts: list[Json]) -> Iterator[str]:
    if len(shortcuts) > MOST_SHORTCUTS:
        yield f"{len(shortcuts)} shortcuts"
    for each in shortcuts:
        if each.keys() != OF_SHORTCUTS.keys() or each["type"] not in ("message", "global"):
            yield f"shortcut {each}"
        for name, bounds in OF_SHORTCUTS.items():
            yield from _length(f"shortcut {name}", each.get(name), bounds)


def _permissions(manifest: Json) -> Iterator[str]:
    scopes = _at(manifest, "oauth_config.scopes.bot") or []
    events = _at(manifest, "settings.event_subscriptions.bot_events") or []
    if len(scopes) > MOST_SCOPES or len(events) > MOST_EVENTS or len(set(events)) < len(events):
        yield "too many scopes or events"
    for event in events:
        if event not in SCOPES:
            yield f"unknown event {event}"
        elif SCOPES[event] and SCOPES[event] not in scopes:
            yield f"{event} takes {SCOPES[event]}"
    if (_at(manifest, "features.slash_commands") or _at(manifest, "features.shortcuts")) and "commands" not in scopes:
        yield "commands and shortcuts take the scope commands"


def _addresses(manifest: Json) -> Iterator[str]:
    """The addresses that are missing: over HTTP every feature needs one, over a socket none."""
    urls = [_at(manifest, f"settings.{part}.request_url") for part in ("event_subscriptions", "interactivity")]
    urls += [each.get("url") for each in _at(manifest, "features.slash_commands") or []]
    if not _at(manifest, "settings.socket_mode_enabled") and not all(str(url).startswith("https://") for url in urls):
        yield "without Socket Mode everything needs an address"


def _length(path: str, text: Any, bounds: tuple[int, int]) -> Iterator[str]:
    if text is not None and not bounds[0] <= units(str(text)) <= bounds[1]:
        yield f"{path} has {units(str(text))} characters: {bounds[0]} to {bounds[1]}"


def _at(manifest: Any, path: str) -> Any:
    for name in path.split("."):
        manifest = manifest.get(name) if isinstance(manifest, dict) else None
    return manifest
