"""The menus of commands: one for each role, set at Telegram when they change."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.channels.telegram import menu
from bot.transactions import transaction
from handlers import base
from models.people import Person
from tests.bot.paper import eventually
from tests.bot.telegram.conftest import IDS, Telegram, polling
from tests.servers.telegram import TelegramServer, fates


@pytest.fixture(scope="module", autouse=True)
def _walked() -> None:
    base.walk()


def test_every_command_is_understood_as_the_menu_names_it() -> None:
    for entry in base.commands():
        line = menu.line_of(f"/{menu.slash(entry.name)} x", "gabinete_bot")
        found, rest = base.match(line.removeprefix("/"))
        assert entry in found
        assert rest == "x"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("/pauta@Gabinete_Bot", "/pauta"),
        ("/onde_esta@gabinete_bot T-1", "/onde está T-1"),
        ("/pauta@outro_bot", "/pauta@outro_bot"),
        ("/nao_existe x", "/nao_existe x"),
        ("/start ABC_def", "/start ABC_def"),
        ("concluir T-1", "concluir T-1"),
    ],
)
def test_lines_behind_a_slash(typed: str, read: str) -> None:
    assert menu.line_of(typed, "gabinete_bot") == read


def test_the_menu_fits_what_telegram_takes() -> None:
    found = menu.menu(base.commands())
    assert 40 < len(found) <= 100
    assert [each["command"] for each in found][:4] == ["pauta", "minhas", "tarefa", "ajuda"]
    assert len({each["command"] for each in found}) == len(found)


def shown(server: TelegramServer, who: str) -> list[str]:
    commands: list[dict[str, Any]] = server.state.commands.get(f"chat/{IDS[who]}", [])
    return [each["command"] for each in commands]


def test_each_person_has_the_menu_of_their_role(telegram: Telegram) -> None:
    telegram.writes("ana", "eu")
    telegram.writes("sergio", "eu")
    assert eventually(lambda: bool(shown(telegram.server, "ana") and shown(telegram.server, "sergio")))
    assert "desligar" in shown(telegram.server, "ana")
    assert "desligar" not in shown(telegram.server, "sergio")
    everybody = [each["command"] for each in telegram.server.state.commands["default"]]
    assert "desligar" not in everybody
    assert "onde_esta" in everybody
    assert telegram.server.state.commands["default/pt"] == telegram.server.state.commands["default"]
    telegram.writes("igor", "eu")
    assert shown(telegram.server, "igor") == []


@pytest.mark.slow
def test_a_menu_is_set_once_and_again_when_the_role_changes(tmp_path: Any, server: TelegramServer) -> None:
    with polling(tmp_path, server) as telegram:
        telegram.writes("sergio", "eu")
        telegram.writes("sergio", "eu")
        assert eventually(lambda: len(server.calls("setMyCommands")) == 3)
        with transaction(telegram.app.engine) as session:
            session.execute(update(Person).where(Person.handle == "ana").values(role="servidor"))
    with polling(tmp_path, server) as telegram:
        telegram.writes("sergio", "eu")
        assert len(server.calls("setMyCommands")) == 3
        with transaction(telegram.app.engine) as session:
            session.execute(update(Person).where(Person.handle == "sergio").values(role="chefia"))
    with polling(tmp_path, server) as telegram:
        telegram.writes("sergio", "eu")
        assert eventually(lambda: "desligar" in shown(server, "sergio"))
        assert len(server.calls("setMyCommands")) == 4


def test_without_its_menu_the_door_opens_all_the_same(tmp_path: Path, server: TelegramServer) -> None:
    server.fate(None, fates.broken(404), method="setMyCommands")
    with polling(tmp_path, server) as telegram:
        assert telegram.writes("ana", "eu")[0].startswith("Ana Prado")
