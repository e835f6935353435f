"""The manifest: it asks for the permissions that the door uses, and no others."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from bot.channels.slack import manifest as made
from bot.channels.slack import subjects
from bot.channels.slack.reading import SHORTCUTS
from bot.channels.slack.web import METHODS
from bot.cli import main
from bot.settings import Settings
from handlers import base
from tests.servers.slack.manifest import wrongs
from tests.servers.slack.methods import METHODS as SLACKS

DOOR = Path(made.__file__).parent
BOT = "xoxb-teste"


def manifest(**settings: Any) -> dict[str, Any]:
    base.walk()
    return made.manifest(Settings(_env_file=None, **{"slack_bot_token": BOT, **settings}))  # type: ignore[call-arg]


def words_of(folder: Path) -> set[str]:
    """Every string in the code of the door, except in the table of methods itself."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in folder.glob("*.py") if path.name != "web.py"]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_method_with_a_scope_is_called() -> None:
    assert set(METHODS) - words_of(DOOR) == set()


def test_its_scopes_are_those_of_the_methods_and_events() -> None:
    assert manifest()["oauth_config"]["scopes"]["bot"] == [
        "app_mentions:read",
        "channels:history",
        "channels:manage",
        "channels:read",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "groups:write",
        "im:history",
        "im:write",
        "users:read",
    ]


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"slack_app_token": "xapp-teste"},
        {"slack_signing_secret": "segredo"},
        {"slack_signing_secret": "segredo", "slack_public_url": "https://gabinete.exemplo.gov.br"},
        {"municipality": "São José do Vale do Rio Preto " * 9},
    ],
)
def test_slack_would_accept_the_manifest(settings: dict[str, str]) -> None:
    assert wrongs(manifest(**settings)) == []


def test_its_scopes_cover_every_method_by_slacks_own_word() -> None:
    scopes = set(manifest()["oauth_config"]["scopes"]["bot"])
    channels = [{"channel": place} for place in ("C0GERAL", "D0ANA", "G0PRIVADO")]
    needed = {SLACKS[name].needs(values) for name in METHODS if name in SLACKS for values in channels}
    assert needed - {""} <= scopes


def test_its_commands_are_the_subjects_of_the_house() -> None:
    features = manifest()["features"]
    names = [each["command"] for each in features["slash_commands"]]
    assert names == ["/gab", *(f"/{name}" for name in subjects.slash_names())]
    assert {"/tarefas", "/expedientes", "/ordens", "/pessoas", "/dia", "/ajuda"} <= set(names)
    assert all(name[1:].isascii() and name.islower() and len(name) <= 32 for name in names)
    covered = {each for name in names for each in map(id, subjects.commands_of(name[1:]))}
    assert covered == set(map(id, base.commands()))
    assert [each["callback_id"] for each in features["shortcuts"]] == list(SHORTCUTS)
    assert [each["name"] for each in features["shortcuts"]] == ["Criar tarefa", "Registrar expediente"]


@pytest.mark.parametrize(
    ("slash", "text", "line"),
    [
        ("gab", "concluir T-1", "concluir T-1"),
        ("tarefas", "concluir T-1", "concluir T-1"),
        ("tarefas", "hoje", "tarefas hoje"),
        ("tarefas", "", "tarefas"),
        ("ordens", "", "ajuda ordens"),
        ("desconhecido", "eu", "eu"),
    ],
)
def test_a_slash_command_stands_for_a_line(slash: str, text: str, line: str) -> None:
    base.walk()
    assert subjects.line_of(slash, text) == line


def test_over_a_socket_the_manifest_has_no_address() -> None:
    socket = manifest(slack_app_token="xapp-teste")
    assert socket["settings"]["socket_mode_enabled"] is True
    assert "url" not in json.dumps(socket)


def test_over_http_everything_goes_to_one_address() -> None:
    http = manifest(slack_signing_secret="segredo", slack_public_url="https://gabinete.exemplo.gov.br/")
    url = "https://gabinete.exemplo.gov.br/slack/events"
    assert http["settings"]["socket_mode_enabled"] is False
    assert http["settings"]["event_subscriptions"]["request_url"] == url
    assert http["settings"]["interactivity"]["request_url"] == url
    assert {each["url"] for each in http["features"]["slash_commands"]} == {url}


def test_the_manifest_is_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest", "slack"]) == 0
    assert json.loads(capsys.readouterr().out)["display_information"]["name"] == "Gabinete"
