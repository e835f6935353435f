"""The doctor's findings about the Slack door."""

import asyncio
from collections.abc import Iterator

import pytest

from bot.channels.slack.manifest import scopes
from bot.channels.slack_channel import examine
from bot.doctor import Health
from bot.settings import Settings
from tests.servers.slack import SlackServer, fates

TOKEN, APP_TOKEN = "xoxb-teste", "xapp-teste"
WELL = [
    (Health.OK, "conectado a Cidade como gabinete"),
    (Health.OK, "todas as permissões"),
    (Health.OK, "relógio certo"),
]


@pytest.fixture
def server() -> Iterator[SlackServer]:
    with SlackServer() as running:
        running.grant(set(scopes()))
        yield running
        assert running.violations == []


def examined(server: SlackServer, app_token: str = "") -> list[tuple[Health, str]]:
    values = {"slack_bot_token": TOKEN, "slack_app_token": app_token, "slack_api_url": server.api_url}
    return asyncio.run(examine(Settings(_env_file=None, **values)))  # type: ignore[call-arg,arg-type]


def test_all_is_well(server: SlackServer) -> None:
    assert examined(server) == [*WELL, (Health.OK, "recebe por HTTP")]
    assert examined(server, APP_TOKEN) == [*WELL, (Health.OK, "recebe por Socket Mode")]
    assert {call.method for call in server.log} == {"auth.test", "apps.connections.open"}


def test_a_token_that_is_refused(server: SlackServer) -> None:
    server.revoke(TOKEN, "invalid_auth")
    where = "Confira SLACK_BOT_TOKEN: Slack, em OAuth & Permissions."
    assert examined(server)[0] == (Health.BAD, f"o Slack recusou (invalid_auth). {where}")
    server.restore()
    server.revoke(APP_TOKEN, "token_revoked")
    where = "Confira SLACK_APP_TOKEN: Slack, em Basic Information, App-Level Tokens, com connections:write."
    assert examined(server, APP_TOKEN) == [*WELL, (Health.BAD, f"o Slack recusou (token_revoked). {where}")]


def test_permissions_that_are_missing(server: SlackServer) -> None:
    server.grant(set(scopes()) - {"files:read", "im:write"})
    what = "Atualize o aplicativo com: python -m bot manifest slack, e instale-o de novo."
    assert examined(server)[1] == (Health.BAD, f"faltam files:read e im:write. {what}")


@pytest.mark.parametrize(
    ("skew", "said"),
    [
        (-600, "relógio adiantado 10 min. Acerte-o: o que o Slack assina seria recusado."),
        (600, "relógio atrasado 10 min. Acerte-o: o que o Slack assina seria recusado."),
    ],
)
def test_a_clock_that_is_wrong(server: SlackServer, skew: float, said: str) -> None:
    server.skew(skew)
    assert examined(server)[2] == (Health.BAD, said)


def test_slack_does_not_answer(server: SlackServer) -> None:
    server.fate(fates.broken(503), method="auth.test")
    what = "Confira a rede e SLACK_API_URL."
    assert examined(server)[0] == (Health.BAD, f"o Slack não respondeu (HTTP 503). {what}")
    server.unplug()
    assert examined(server)[0] == (Health.BAD, f"o Slack não respondeu (ClientConnectorError). {what}")
