"""Socket Mode: no payload is lost when a connection ends, is refreshed, dies or does not open."""

from pathlib import Path

import pytest
from sqlalchemy import select

from models.doors import DoorState
from tests.bot.paper import eventually
from tests.bot.slack.conftest import APP_TOKEN, over_socket, user
from tests.servers.slack import SlackServer, fates


def test_a_line_is_answered_over_a_socket(tmp_path: Path, server: SlackServer) -> None:
    with over_socket(tmp_path, server) as slack:
        assert slack.writes("ana", "eu")[0].startswith("Ana Prado")
        assert slack.commands("ana", "/gab", "eu")[0].startswith("Ana Prado")
        with slack.app.engine.connect() as connection:
            heard_at = connection.scalar(select(DoorState.heard_at).where(DoorState.name == "slack"))
        assert heard_at is not None  # by which an alert knows how long the line has been closed


@pytest.mark.slow
@pytest.mark.parametrize("how", ["drop", "say_disconnect"])
def test_a_line_that_ends_is_replaced(tmp_path: Path, server: SlackServer, how: str) -> None:
    with over_socket(tmp_path, server) as slack:
        first = server.newest_socket
        getattr(server, how)()
        assert eventually(lambda: server.newest_socket not in (None, first), 15)
        assert slack.writes("ana", "eu")[0].startswith("Ana Prado")


@pytest.mark.slow
@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
def test_a_refresh_in_a_burst_loses_nothing(tmp_path: Path, server: SlackServer, reason: str) -> None:
    with over_socket(tmp_path, server) as slack:
        for number in range(12):
            if number % 4 == 1:
                server.say_disconnect(reason, closes_in=0.3)
            slack.sends(server.message(user("ana"), f"tarefa @bruno enviar o relatório {number} até 27/11/2030"))
        assert slack.settled()
        # Who is told much is told the rest later.
        assert sum("Tarefa T-" in each for each in server.reads("U0ANA")) == 12
        assert eventually(lambda: server.sockets <= 2, 15)  # the old ones close a moment after the new one opened


@pytest.mark.slow
def test_a_line_that_goes_deaf_is_replaced_within_a_minute(tmp_path: Path, server: SlackServer) -> None:
    with over_socket(tmp_path, server) as slack:
        first = server.newest_socket
        server.mute()
        assert eventually(lambda: server.newest_socket not in (None, first), 60)
        server.mute(False)
        assert slack.writes("ana", "eu")[0].startswith("Ana Prado")


@pytest.mark.slow
def test_a_line_that_does_not_open_is_tried_again(tmp_path: Path, server: SlackServer) -> None:
    server.fate(fates.refused("internal_error"), method="apps.connections.open")
    with over_socket(tmp_path, server) as slack:
        assert slack.writes("ana", "eu")[0].startswith("Ana Prado")


@pytest.mark.slow
def test_a_token_of_the_app_that_is_refused_is_tried_again(tmp_path: Path, server: SlackServer) -> None:
    with over_socket(tmp_path, server) as slack:
        server.revoke(APP_TOKEN, "invalid_auth")
        server.drop()
        assert eventually(lambda: bool(server.tried("apps.connections.open")[1:]), 15)
        server.restore()
        assert eventually(lambda: server.sockets == 1, 20)
        assert slack.writes("ana", "eu")[0].startswith("Ana Prado")
