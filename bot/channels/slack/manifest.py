"""The manifest of the Slack app, made from the registered commands, the calls we make and the settings."""

from typing import Any

from bot.channels.slack import subjects
from bot.channels.slack.escapes import clipped
from bot.channels.slack.reading import SHORTCUTS
from bot.channels.slack.web import METHODS
from bot.channels.slack.webhook import PATH
from bot.settings import Settings

EVENTS = {  # each event we listen to, with the scope it needs
    "app_home_opened": "",
    "app_mention": "app_mentions:read",
    "app_uninstalled": "",
    "channel_left": "channels:read",
    "group_left": "groups:read",
    "member_joined_channel": "channels:read",
    "message.im": "im:history",
    "tokens_revoked": "",
}
_COMMANDS, _FILES_IN = "commands", "files:read"  # slash commands and shortcuts; url_private of received files
_PLACE = "https://SEU-ENDERECO"
_SHORTCUT_NAMES = {
    "criar_tarefa": ("Criar tarefa", "Cria uma tarefa com o texto desta mensagem"),
    "registrar_expediente": ("Registrar expediente", "Registra um expediente com o texto desta mensagem"),
}


def scopes() -> list[str]:
    """The permissions of the app: no more than our calls and events need."""
    called = {scope for needed in METHODS.values() for scope in needed}
    heard = {scope for scope in EVENTS.values() if scope}
    return sorted(called | heard | {_COMMANDS, _FILES_IN})


def manifest(settings: Settings) -> dict[str, Any]:
    """The manifest: with Socket Mode, unless only settings of HTTP are there (the app exists before its secret)."""
    by_http = bool(settings.slack_signing_secret.get_secret_value() or settings.slack_public_url)
    socket = bool(settings.slack_app_token.get_secret_value()) or not by_http
    url = "" if socket else (settings.slack_public_url or _PLACE).rstrip("/") + PATH
    return {
        "display_information": {
            "name": "Gabinete",
            "description": clipped(f"O dia do gabinete: {settings.municipality}", 140),
            "background_color": "#1f3a5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Gabinete", "always_online": True},
            "shortcuts": [_shortcut(callback_id) for callback_id in SHORTCUTS],
            "slash_commands": [_slash(name, about, url) for name, about in _slashes().items()],
        },
        "oauth_config": {"scopes": {"bot": scopes()}},
        "settings": {
            "event_subscriptions": {**_at(url), "bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True, **_at(url)},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket,
            "token_rotation_enabled": False,
        },
    }


def _slashes() -> dict[str, str]:
    return {subjects.GENERAL: "Qualquer pedido ao gabinete", **subjects.slash_names()}


def _slash(name: str, about: str, url: str) -> dict[str, Any]:
    first = next((each.usage for each in subjects.commands_of(name)), "pauta")
    hint = {"usage_hint": clipped(first, 100)}
    named = {"command": f"/{name}", "description": clipped(about, 100), **hint, "should_escape": True}
    return {**named, **({"url": url} if url else {})}


def _shortcut(callback_id: str) -> dict[str, str]:
    name, description = _SHORTCUT_NAMES[callback_id]
    return {"name": name, "type": "message", "callback_id": callback_id, "description": description}


def _at(url: str) -> dict[str, str]:
    return {"request_url": url} if url else {}
