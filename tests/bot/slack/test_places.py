"""Channels that the bot is added to and removed from."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.transactions import transaction
from models.places import Place
from tests.bot.slack.conftest import Slack, user
from tests.servers.slack import fates
from tests.servers.slack.happenings import text_of

SECRETARIES, PRIVATE, GENERAL = "C0SECRETARIOS", "G0GABINETE", "C0GERAL"
HELLO = "Olá. Por aqui publico atos do gabinete. Para falar comigo, escreva em particular."
NOT_INVITED = "Só o gabinete ou o administrador me põe em um grupo. Vou sair; fale comigo em particular."
REGISTERED = "Registrei secretarios (Slack). Para publicar um ato lá, ponha na minuta a linha: publicar em secretarios"


def places(slack: Slack) -> list[tuple[str, str, bool]]:
    with transaction(slack.app.engine) as session:
        return [(place.address, place.name, place.active) for place in session.scalars(select(Place))]


def happens(slack: Slack, payload: dict[str, Any]) -> None:
    slack.sends(payload)
    assert slack.settled(), (slack.rows(), slack.sent())


def told(slack: Slack, handle: str) -> list[str]:
    """The messages sent to that person, without the morning's greeting."""
    return [text for text in slack.server.reads(user(handle)) if not text.startswith("Bom dia")]


def said_in(slack: Slack, channel: str) -> list[str]:
    return [text_of(message) for message in slack.server.messages(channel)]


def left(slack: Slack) -> list[str]:
    return [call.params["channel"] for call in slack.server.tried("conversations.leave")]


def test_the_cabinet_registers_a_channel_by_adding_the_bot(both: Slack) -> None:
    happens(both, both.server.invites(user("ana"), SECRETARIES))
    assert told(both, "ana") == [REGISTERED]
    assert said_in(both, SECRETARIES) == [HELLO]
    assert places(both) == [(SECRETARIES, "secretarios", True)]
    assert left(both) == []


@pytest.mark.parametrize("channel", [SECRETARIES, PRIVATE])
def test_anybody_else_who_adds_the_bot_is_told_and_it_leaves(slack: Slack, channel: str) -> None:
    happens(slack, slack.server.invites(user("bruno"), channel))
    assert said_in(slack, channel) == [NOT_INVITED]
    assert left(slack) == [channel]
    assert not slack.server.room(channel).has_us
    assert [active for _, _, active in places(slack)] == [False]


@pytest.mark.parametrize("inviter", [user("igor"), ""])
def test_a_stranger_and_nobody_may_not(slack: Slack, inviter: str) -> None:
    happens(slack, slack.server.invites(inviter, SECRETARIES))
    assert said_in(slack, SECRETARIES) == [NOT_INVITED]
    assert left(slack) == [SECRETARIES]


def test_a_guest_of_the_workspace_adds_us_as_nobody(slack: Slack) -> None:
    slack.server.person(user("ana"), is_restricted=True)
    happens(slack, slack.server.invites(user("ana"), SECRETARIES))
    assert said_in(slack, SECRETARIES) == [NOT_INVITED]
    assert left(slack) == [SECRETARIES]


def test_a_channel_that_cannot_be_left_is_not_published_in(slack: Slack) -> None:
    happens(slack, slack.server.invites(user("bruno"), GENERAL))
    assert said_in(slack, GENERAL) == [NOT_INVITED]
    assert places(slack) == [(GENERAL, "geral", False)]


def test_removed_from_a_channel_the_adder_is_notified(both: Slack) -> None:
    happens(both, both.server.invites(user("ana"), SECRETARIES))
    happens(both, both.server.puts_out(user("bruno"), SECRETARIES))
    assert told(both, "ana") == [REGISTERED, "O bot foi tirado de secretarios: nada mais é publicado lá."]
    assert places(both) == [(SECRETARIES, "secretarios", False)]


def test_the_bot_leaves_when_told_to(slack: Slack) -> None:
    happens(slack, slack.server.invites(user("ana"), PRIVATE))
    happens(slack, slack.server.message(user("ana"), "deixar lugar gabinete"))
    assert said_in(slack, PRIVATE) == [HELLO, "Encerro por aqui as publicações do gabinete. Até logo."]
    assert left(slack) == [PRIVATE]
    happens(slack, slack.server.puts_out(user("ana"), PRIVATE))
    assert told(slack, "ana")[1:] == ["Vou sair de gabinete. Nada mais é publicado lá."]


def test_slack_does_not_say_what_the_channel_is_called(slack: Slack) -> None:
    slack.server.fate(fates.broken(), method="conversations.info")
    happens(slack, slack.server.invites(user("ana"), SECRETARIES))
    assert places(slack) == [(SECRETARIES, "Grupo", True)]


def test_other_people_joining_cause_no_call(slack: Slack) -> None:
    happens(slack, slack.server.invites(user("ana"), SECRETARIES, user=user("bruno")))
    assert slack.rows()[-1] == ("ignored", None)
    assert places(slack) == []
    assert slack.server.tried("users.info", "conversations.info") == []


def test_events_of_another_workspace(slack: Slack) -> None:
    slack.sends({**slack.server.invites(user("ana"), SECRETARIES), "team_id": "T0OUTRA"})
    slack.sends({**slack.server.puts_out(user("ana"), SECRETARIES), "team_id": "T0OUTRA"})
    assert slack.settled()
    assert [state for state, _ in slack.rows()[-2:]] == ["ignored", "ignored"]
    assert places(slack) == []
