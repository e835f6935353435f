"""Delivery through Slack: limits, silence, lost answers, dead addresses, a revoked token."""

import time
from itertools import pairwise
from pathlib import Path

import pytest

from bot import service
from bot.delivery import IN_FLIGHT
from bot.transactions import transaction
from models.deliveries import REPEAT_MARK
from models.doors import DoorState
from models.outbox import Priority
from tests import engines
from tests.bot.paper import eventually, free_port, serving
from tests.bot.slack.conftest import Clock, Slack, built, over_http, user
from tests.servers.slack import SlackServer, fates
from tests.servers.slack.signing import SECRET, post

ASK = "tarefa @bruno enviar o relatório até 27/11/2030"
CROWD = ("helena", "ana", "davi", "bruno", "carla", "otavio", "paula", "fabio", "edna", "sergio", "vera")


def reason(slack: Slack) -> str:
    """The reason why the door is shut."""
    with transaction(slack.app.engine) as session:
        state = session.get(DoorState, "slack")
        return state.reason if state else ""


def test_a_limit_is_kept_to_the_second(slack: Slack) -> None:
    slack.server.fate(fates.limited(1), method="chat.postMessage")
    start = time.monotonic()
    slack.writes("ana", "eu")
    assert time.monotonic() - start >= 1
    first, second = [call.at for call in slack.server.tried("chat.postMessage")]
    assert second - first >= 1
    assert slack.sent() == [("sent", 0, None)]


def test_a_limit_without_a_number_or_with_an_odd_one(slack: Slack) -> None:
    slack.server.fate(fates.limited(None), method="chat.postMessage")
    slack.sends(slack.server.message(user("ana"), "eu"))
    assert eventually(lambda: [error for _, _, error in slack.sent()] == ["ratelimited"])
    assert len(slack.server.tried("chat.postMessage")) == 1


@pytest.mark.slow
def test_one_a_second_in_each_conversation(tmp_path: Path) -> None:
    with SlackServer(limits=True) as server, over_http(tmp_path, server, slack_rate=1) as slack:
        for number in range(2):
            for handle in CROWD[:4]:
                slack.queue(handle, f"{number} para {handle}")
        assert slack.settled()
        assert (server.refused, server.violations) == (0, [])
        assert server.reads("U0ANA") == ["0 para ana", "1 para ana"]


@pytest.mark.parametrize(
    "fate",
    [
        fates.DROP,
        pytest.param(fates.broken(502, accepted=True), marks=pytest.mark.slow),
        pytest.param(fates.garbage(), marks=pytest.mark.slow),
        pytest.param(fates.refused("fatal_error"), marks=pytest.mark.slow),
    ],
)
def test_a_message_of_unknown_fate_is_not_sent_again_at_once(slack: Slack, fate: fates.Fate) -> None:
    slack.server.fate(fate, method="chat.postMessage")
    slack.sends(slack.server.message(user("ana"), "eu"))
    assert eventually(lambda: [state for state, _, _ in slack.sent()] == ["uncertain"])
    assert len(slack.server.tried("chat.postMessage")) == 1


@pytest.mark.parametrize("arrived", [True, False])
def test_a_message_of_unknown_fate_is_settled_by_the_history(slack: Slack, arrived: bool) -> None:
    slack.server.fate(fates.DROP if arrived else fates.LOST, method="chat.postMessage")
    slack.sends(slack.server.message(user("ana"), "eu"))
    assert eventually(lambda: [state for state, _, _ in slack.sent()] == ["uncertain"])
    slack.clock.passes(40)
    assert slack.settled()
    [text] = slack.server.reads("U0ANA")
    assert text.startswith(REPEAT_MARK) is not arrived
    assert slack.server.calls("conversations.history")[0].params["channel"] == "D0ANA"
    assert [state for state, _, _ in slack.sent()] == ["sent"]


def test_one_of_two_pieces_of_unknown_fate_is_found_in_its_thread(slack: Slack) -> None:
    first = slack.server.message(user("ana"), "oi")["event"]["ts"]
    slack.server.fate(fates.DROP, method="chat.postMessage")
    slack.sends(slack.server.message(user("ana"), "eu", thread_ts=first))
    assert eventually(lambda: [state for state, _, _ in slack.sent()] == ["uncertain"])
    slack.clock.passes(40)
    assert slack.settled()
    assert slack.server.calls("conversations.replies")[0].params["ts"] == first
    assert len(slack.server.reads("U0ANA")) == 1


def test_while_the_history_cannot_be_read_nothing_is_repeated(slack: Slack) -> None:
    slack.server.fate(fates.DROP, method="chat.postMessage")
    slack.server.fate(fates.broken(503), method="conversations.history")
    slack.sends(slack.server.message(user("ana"), "eu"))
    assert eventually(lambda: [state for state, _, _ in slack.sent()] == ["uncertain"])
    slack.clock.passes(40)
    assert eventually(lambda: bool(slack.server.tried("conversations.history")))
    slack.clock.passes(10)
    assert slack.settled()
    assert len(slack.server.reads("U0ANA")) == 1


def test_a_dead_address_is_given_up_and_the_others_go_on(slack: Slack) -> None:
    codes = {"bruno": "user_not_found", "carla": "cannot_dm_bot", "davi": "channel_not_found", "edna": "is_archived"}
    slack.server.fates({user(handle): code for handle, code in codes.items()})
    slack.server.person(user("fabio"), deleted=True)
    for handle in (*codes, "fabio", "ana"):
        slack.queue(handle, f"oi {handle}")
    assert eventually(lambda: {state for state, _, _ in slack.sent()[:6]} == {"failed", "sent"})
    assert [error for _, _, error in slack.sent()[:6]] == [*codes.values(), "user_disabled", None]
    assert "oi ana" in slack.server.reads("U0ANA")


def test_a_message_that_slack_refuses_is_not_sent_again(slack: Slack) -> None:
    slack.server.fate(fates.refused("invalid_blocks"), method="chat.postMessage")
    slack.sends(slack.server.message(user("bruno"), "eu"))
    assert eventually(lambda: slack.sent()[:1] == [("failed", 0, "invalid_blocks")])
    assert len(slack.server.tried("chat.postMessage")) == 1


@pytest.mark.parametrize("code", ["token_revoked", pytest.param("token_expired", marks=pytest.mark.slow)])
def test_a_revoked_token_shuts_the_door(slack: Slack, code: str) -> None:
    slack.server.fate(fates.refused(code), method="chat.postMessage")
    slack.sends(slack.server.message(user("bruno"), "eu"))
    assert eventually(lambda: reason(slack).startswith(code))
    assert slack.sent()[0][0] == "pending"
    assert len(slack.server.tried("chat.postMessage")) == 1


def broadcasts(slack: Slack, times: int) -> list[str]:
    """Enqueue so many messages for each address; their texts."""
    texts = [f"{number} para {handle}" for number in range(times) for handle in CROWD]
    for text in texts:
        slack.queue(text.split()[-1], text)
    return texts


def copies(server: SlackServer) -> list[tuple[str, str]]:
    """The messages that arrived, without the notice that the door is open again."""
    return [(place, text) for place, text in server.copies() if not text.startswith("O Slack ficou um tempo")]


@pytest.mark.slow
def test_a_token_revoked_in_the_middle_stops_everything_and_loses_nothing(
    tmp_path: Path, server: SlackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_PROBE", 1.0)
    with over_http(tmp_path, server) as slack:
        texts = broadcasts(slack, 6)
        assert eventually(lambda: len(server.calls("chat.postMessage")) > 5, 20)
        server.revoke()
        tried = len(server.tried("chat.postMessage"))
        assert eventually(lambda: bool(reason(slack)))
        assert len(server.tried("chat.postMessage")) - tried <= IN_FLIGHT  # the messages under way
        posts = len(server.tried("chat.postMessage"))
        time.sleep(0.5)
        assert len(server.tried("chat.postMessage")) == posts
        assert {state for state, _, _ in slack.sent()} <= {"sent", "pending"}
        server.restore()
        assert slack.settled()
        assert reason(slack) == ""
        assert sorted(copies(server)) == sorted((user(text.split()[-1]), text) for text in texts)
        assert set(server.copies().values()) == {1}


@pytest.mark.slow
def test_with_a_new_token_it_goes_on_after_a_restart(tmp_path: Path, server: SlackServer) -> None:
    with over_http(tmp_path, server) as slack:
        server.revoke()
        texts = broadcasts(slack, 1)
        assert eventually(lambda: bool(reason(slack)))
    server.restore()
    server.revoke("xoxb-teste-0123456789")
    with over_http(tmp_path, server, slack_bot_token="xoxb-outro-0123456789") as slack:
        assert slack.settled()
        assert len(copies(server)) == len(texts)


@pytest.mark.slow
def test_the_urgent_overtakes_the_digests(tmp_path: Path, server: SlackServer) -> None:
    with over_http(tmp_path, server, slack_rate=4) as slack:
        for number in range(6):
            slack.queue("ana", f"resumo {number}", Priority.DIGEST)
        assert eventually(lambda: len(server.reads("U0ANA")) >= 1)
        slack.queue("ana", "urgente", Priority.URGENT)
        assert slack.settled()
        read = server.reads("U0ANA")
        assert read.index("urgente") <= 4
        assert [text for text in read if text != "urgente"] == [f"resumo {number}" for number in range(6)]
        moments = [call.at for call in server.calls("chat.postMessage")]
        assert min(later - sooner for sooner, later in pairwise(moments)) > 0.2


def test_a_message_that_is_gone_needs_no_change(slack: Slack) -> None:
    slack.writes("ana", ASK)
    slack.server.fate(fates.refused("message_not_found"), method="chat.update")
    slack.presses("bruno", "Iniciar")
    assert {state for state, _, _ in slack.sent()} == {"sent"}


def test_a_change_of_unknown_fate_is_made_again(slack: Slack) -> None:
    slack.writes("ana", ASK)
    slack.server.fate(fates.DROP, method="chat.update")
    slack.sends(slack.server.press(user("bruno"), "Iniciar"))
    assert eventually(lambda: "uncertain" in [state for state, _, _ in slack.sent()])
    slack.clock.passes(40)
    assert slack.settled()
    assert "✓ Iniciar: Bruno Lima, " in slack.server.reads("U0BRUNO")[0]
    assert slack.server.reads("U0BRUNO").count("Tarefa T-1 iniciada.") == 1


def test_a_file_whose_upload_fails_is_sent_later(slack: Slack) -> None:
    slack.writes("ana", ASK)
    pdf = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    slack.writes("ana", "anexar T-1", subtype="file_share", files=[slack.server.keep_file("a.pdf", pdf)])
    slack.server.fate(fates.broken(500), method="files.getUploadURLExternal")
    slack.sends(slack.server.message(user("ana"), "anexos T-1"))
    assert eventually(lambda: bool(slack.server.tried("files.getUploadURLExternal")))
    slack.clock.passes(10)
    assert slack.settled()
    assert slack.server.files("U0ANA") == [("a.pdf", pdf)]


def test_while_the_token_is_refused_at_the_start_slack_is_told_to_come_again(
    tmp_path: Path, server: SlackServer
) -> None:
    server.revoke()
    port, event = free_port(), server.message(user("ana"), "eu")
    own = {"slack_signing_secret": SECRET, "slack_api_url": server.api_url, "http_port": port}
    app = built(tmp_path, Clock(), **own)
    with serving(app):
        assert eventually(lambda: bool(server.tried("auth.test")))
        status, body = post(f"http://127.0.0.1:{port}/slack/events", event)
    assert (status, body) == (503, "")
    engines.give_back(app.engine)


@pytest.mark.slow
def test_without_slack_at_the_start_nothing_is_lost(tmp_path: Path, server: SlackServer) -> None:
    """Queued messages go out once the Web API answers."""
    server.fate(fates.broken(503), method="auth.test")
    with over_http(tmp_path, server) as slack:
        assert slack.writes("ana", "eu")[0].startswith("Ana Prado")


@pytest.mark.slow
def test_while_slack_cannot_be_reached_everything_waits_in_its_order(slack: Slack) -> None:
    slack.writes("ana", "eu")
    assert slack.settled()  # the answer's own fate is known
    slack.server.unplug()
    for number in range(3):
        slack.queue("ana", f"aviso {number}")
    time.sleep(2)
    slack.server.plug()
    slack.clock.passes(60)
    assert slack.settled()
    assert slack.server.reads("U0ANA")[1:] == [f"aviso {number}" for number in range(3)]
    # The first may have left over a line that was not yet seen to be cut.
    assert sum(repeats for _, repeats, _ in slack.sent()) <= 1
