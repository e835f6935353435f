"""Faults at the Telegram door: limits, silence, repeats, unreadable updates, a database that is gone."""

import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import update

from bot.channels.telegram import polling as listening
from bot.channels.telegram.web import POLL
from bot.delivery import IN_FLIGHT
from bot.sqlite import sqlite3
from bot.transactions import transaction
from models import doors
from models.base import insert_rows
from models.deliveries import REPEAT_MARK, endings
from models.doors import DoorState
from models.outbox import Message, Outbox, Priority, State
from tests import engines
from tests.bot.paper import eventually, serving
from tests.bot.telegram.conftest import IDS, SECRET, TOKEN, Telegram, built, by_webhook, polling
from tests.servers.telegram import Fate, TelegramServer, fates

ASK = "tarefa @bruno enviar o relatório até 27/11/2030"


def crowd(telegram: Telegram, size: int, first: int = 5001) -> None:
    """Enqueue one message for each of `size` addresses."""
    now = telegram.app.clock()
    shared = {"channel": "telegram", "priority": int(Priority.ACT), "state": State.PENDING, "not_before": now}
    rows = [
        {"key": f"c{n}", "address": str(n), "payload": Message(f"Aviso {n}.").payload(), "created_at": now, **shared}
        for n in range(first, first + size)
    ]
    with transaction(telegram.app.engine) as session:
        insert_rows(session, Outbox, rows)


def tasks(telegram: Telegram) -> int:
    return int(telegram.ask("SELECT count(*) FROM tasks")[0][0])


def state(telegram: Telegram) -> DoorState:
    with transaction(telegram.app.engine) as session:
        return doors.known(session, "telegram")


def states(telegram: Telegram) -> set[str]:
    return {each for each, _, _ in telegram.sent()}


# --- outgoing -----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_storm_of_429_is_waited_out_without_a_call_inside_a_window(telegram: Telegram) -> None:
    for _ in range(3):
        telegram.server.fate(None, fates.flood(1), 1, method="sendMessage")
    telegram.server.fate(None, fates.OK, None, method="sendMessage")
    crowd(telegram, 25)
    assert telegram.settled()
    assert states(telegram) == {"sent"}
    assert len(telegram.server.calls("sendMessage")) == 25
    assert telegram.server.inside_window == 0


def test_a_long_429_pauses_the_door_for_all(telegram: Telegram) -> None:
    telegram.server.fate(None, fates.flood(3600), 3, method="sendMessage")
    crowd(telegram, 3)
    assert eventually(lambda: state(telegram).paused_until is not None)
    paused = state(telegram).paused_until
    assert paused is not None
    assert timedelta(minutes=59) < paused - engines.office_clock() <= timedelta(hours=1)
    assert states(telegram) == {"pending"}


@pytest.mark.slow
def test_after_an_outage_everything_goes_out_in_its_order(telegram: Telegram, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endings, "REPEAT_AFTER", timedelta(seconds=0.2))
    telegram.writes("ana", "eu")
    assert telegram.settled()
    telegram.server.unplug()
    crowd(telegram, 20)
    time.sleep(1.5)
    telegram.server.plug()
    assert telegram.settled()
    assert states(telegram) == {"sent"}
    # One may have left over the line that was not yet seen to be cut: it alone is repeated, later.
    repeated = [n for n, (_, repeats, _) in enumerate(telegram.sent(), 5000) if repeats]
    assert len(repeated) <= 1
    numbers = [int(each.chat_id or 0) for each in telegram.server.calls("sendMessage")[1:]]
    assert sorted({*numbers}) == list(range(5001, 5021))
    in_order = [n for n in numbers if n not in repeated]
    assert all(abs(place - n) <= 7 for place, n in enumerate(in_order, 5001))


@pytest.mark.slow
@pytest.mark.parametrize("fate", [fates.broken(502, accepted=True), fates.garbage(), fates.DROP])
def test_a_message_of_unknown_fate_is_repeated_with_a_mark(
    telegram: Telegram, fate: Fate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endings, "REPEAT_AFTER", timedelta(seconds=0.2))
    monkeypatch.setattr("bot.sender._ROUND", timedelta(seconds=0.3))
    telegram.server.fate(IDS["ana"], fate, 1)
    first, again = telegram.writes("ana", "eu")
    assert again == REPEAT_MARK + first
    assert telegram.sent() == [("sent", 1, None)]


@pytest.mark.slow
def test_a_gateway_that_is_broken_is_left_alone(telegram: Telegram) -> None:
    telegram.server.fate(None, fates.broken(502), 100, method="sendMessage")
    began = time.monotonic()
    crowd(telegram, 100)
    time.sleep(2.5)
    uncertain = sum(each == "uncertain" for each, _, _ in telegram.sent())
    tries = 1 + int(time.monotonic() - began)  # after each at least a second, however slow the machine
    assert uncertain <= tries * IN_FLIGHT


@pytest.mark.slow
def test_a_dead_address_is_given_up_and_the_others_are_not(telegram: Telegram) -> None:
    telegram.server.fates({str(5001 + n): "blocked" if n % 4 else "deactivated" for n in range(0, 20, 5)})
    telegram.server.fate(5002, fates.NOT_FOUND)
    crowd(telegram, 20)
    assert telegram.settled()
    failed = [error for each, _, error in telegram.sent() if each == "failed"]
    assert len(failed) == 5
    assert len(telegram.server.calls("sendMessage")) == 15


@pytest.mark.slow
def test_a_group_that_moved_gets_everything_at_its_new_number(telegram: Telegram) -> None:
    telegram.server.fate(-55, fates.migrated(-100777))
    now = telegram.app.clock()
    shared = {"channel": "telegram", "priority": int(Priority.NOTICE), "state": State.PENDING, "not_before": now}
    row = {"key": "g", "address": "-55", "payload": Message("Aviso.").payload(), "created_at": now, **shared}
    with transaction(telegram.app.engine) as session:
        insert_rows(session, Outbox, [row])
    assert eventually(lambda: telegram.server.sent(-100777) == ["Aviso."])


@pytest.mark.slow
def test_a_revoked_token_stops_everything_and_a_new_one_resumes(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.service._PROBE", 0.5)
    telegram.writes("ana", "eu")
    telegram.server.revoke()
    crowd(telegram, 30)
    assert eventually(lambda: state(telegram).reason.startswith("401 Unauthorized"))
    assert len(telegram.server.calls("sendMessage")) == 1
    telegram.server.restore()
    assert eventually(lambda: len(telegram.server.calls("sendMessage")) == 32, 75)  # one says that it is open again
    assert telegram.settled()
    assert {(each, repeats) for each, repeats, _ in telegram.sent()} == {("sent", 0)}


@pytest.mark.slow
def test_the_rate_of_a_chat_and_of_all_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with TelegramServer(limits=True) as server, polling(tmp_path, server, telegram_rate=30) as telegram:
        crowd(telegram, 40)
        assert telegram.settled()
        server.say(IDS["ana"], "eu")
        server.say(IDS["ana"], "eu")
        assert eventually(lambda: len(telegram.texts("ana")) == 2)
        assert (server.refused, server.inside_window) == (0, 0)
        assert server.peak_per_second() <= 30


# --- incoming, by polling -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_repeats_disorder_and_jumps_do_no_harm(telegram: Telegram) -> None:
    first = telegram.server.say(IDS["ana"], ASK)
    offsets = telegram.server.updates.offsets
    assert eventually(lambda: tasks(telegram) == 1 and max(offsets, default=0) > first)  # the bot has asked for more
    asked = len(offsets)
    telegram.server.repeat(first)
    assert eventually(lambda: len(offsets) > asked)
    telegram.server.jump(5)
    telegram.server.say(IDS["ana"], ASK)
    assert eventually(lambda: tasks(telegram) == 2)
    telegram.server.jump(900_000_000)
    telegram.server.say(IDS["ana"], ASK)
    assert eventually(lambda: tasks(telegram) == 3)
    assert [each for each, _ in telegram.rows()] == ["done"] * 3
    assert eventually(lambda: not telegram.server.updates.pending)


@pytest.mark.slow
def test_updates_that_waited_out_of_order_are_handled_once(tmp_path: Path, server: TelegramServer) -> None:
    for n in range(90):
        server.say(IDS["ana"], f"tarefa @bruno item {n} até 27/11/2030")
    server.reorder()
    with polling(tmp_path, server) as telegram:
        assert eventually(lambda: tasks(telegram) == 90, 30)
        assert telegram.kept() == 90


def test_an_unreadable_update_is_quarantined_and_the_others_are_handled(
    tmp_path: Path, server: TelegramServer, caplog: pytest.LogCaptureFixture
) -> None:
    for n in range(9):
        server.say(IDS["ana"], f"tarefa @bruno segredo {n} até 27/11/2030")
        if n == 4:
            server.malformed()
            server.update({"something_new": {"text": "segredo"}})
            server.update({"message": None})
    with polling(tmp_path, server) as telegram:
        assert eventually(lambda: tasks(telegram) == 9)
        assert eventually(lambda: "pending" not in {each for each, _ in telegram.rows()})
        assert [each for each, _ in telegram.rows()].count("quarantined") == 2
        assert eventually(lambda: not server.updates.pending)
    assert "segredo" not in caplog.text
    assert TOKEN not in caplog.text


@pytest.mark.slow
@pytest.mark.parametrize("fate", [fates.broken(502), fates.garbage(), fates.DROP, fates.flood(1)])
def test_a_poll_that_fails_is_asked_again(tmp_path: Path, server: TelegramServer, fate: Fate) -> None:
    server.fate(None, fate, 1, method="getUpdates")
    with polling(tmp_path, server) as telegram:
        assert telegram.writes("ana", "eu")[0].startswith("Ana Prado")


def test_another_poller_with_our_token_is_an_alert(
    tmp_path: Path, server: TelegramServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.channels.telegram.polling._CONFLICT", 0.2)
    server.fate(None, fates.CONFLICT, 3, method="getUpdates")
    with polling(tmp_path, server) as telegram:
        assert telegram.writes("ana", "eu")[0].startswith("Ana Prado")
    assert "ALERT: somebody else takes this bot's messages" in caplog.text


@pytest.mark.slow
def test_a_deaf_connection_is_given_up(
    tmp_path: Path, server: TelegramServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.channels.telegram.polling._DEAF", 0.5)
    server.fate(None, fates.DROP, 2, method="getUpdates")
    with polling(tmp_path, server) as telegram:
        assert telegram.writes("ana", "eu")[0].startswith("Ana Prado")
    assert "opening new connections" in caplog.text


@pytest.mark.slow
def test_only_one_process_polls_and_the_other_takes_over(tmp_path: Path, server: TelegramServer) -> None:
    with polling(tmp_path, server) as first:
        first.writes("ana", "eu")
        assert state(first).listener == first.app.worker
        other = built(tmp_path, server)
        with serving(other):
            time.sleep(1)
            assert state(first).listener == first.app.worker
            assert not any("Conflict" in each.outcome for each in server.denied)
            with transaction(first.app.engine) as session:  # as a process of another machine that died
                old = engines.office_clock() - timedelta(seconds=1)
                session.execute(update(DoorState).values(listener="elsewhere/1/x/y", listener_until=old))
            assert eventually(lambda: state(first).listener in (first.app.worker, other.worker))
        engines.give_back(other.engine)


def test_another_machine_takes_over_within_half_a_minute_and_never_during_a_poll() -> None:
    lease = listening._LEASE.total_seconds()
    assert lease > POLL * 2
    assert lease + listening._LOOK < 30


def test_a_dead_process_on_this_machine_is_succeeded_at_once(tmp_path: Path, server: TelegramServer) -> None:
    app = built(tmp_path, server)
    host = app.worker.partition("/")[0]
    with transaction(app.engine) as session:
        now = engines.office_clock()
        doors.listen(session, "telegram", f"{host}/999999999/dead/beef", now, now + timedelta(hours=1))
    with serving(app):
        assert Telegram(app, server).writes("ana", "eu")[0].startswith("Ana Prado")
    engines.give_back(app.engine)


@pytest.mark.slow
def test_after_more_than_a_day_people_are_told_once(tmp_path: Path, server: TelegramServer) -> None:
    app = built(tmp_path, server)
    with transaction(app.engine) as session:
        doors.known(session, "telegram")
        doors.heard(session, "telegram", datetime.fromisoformat("2026-11-20T09:00:00-03:00"))
    engines.give_back(app.engine)
    for _ in range(2):
        with polling(tmp_path, server) as telegram:
            assert telegram.writes("ana", "eu")
            assert telegram.settled()
            told = [text for text in telegram.texts("bruno") if text.startswith("Fiquei sem contato com o Telegram")]
            assert len(told) == 1
            assert "entre 20/11/2026 9h e " in told[0]


@pytest.mark.slow
def test_a_webhook_left_behind_is_removed_and_nothing_dropped(tmp_path: Path, server: TelegramServer) -> None:
    server._on_loop(lambda: server.updates.set_webhook({"url": "http://127.0.0.1:9/velho"}))
    server.say(IDS["ana"], ASK)
    with polling(tmp_path, server) as telegram:
        assert eventually(lambda: tasks(telegram) == 1)
        [call] = server.calls("deleteWebhook")
        assert call.params == {"drop_pending_updates": False}


@pytest.mark.slow
def test_a_database_that_refuses_loses_nothing(
    tmp_path: Path, server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.database.BUSY_TIMEOUT", 0.3)
    with polling(tmp_path, server) as telegram:
        telegram.writes("ana", "eu")
        with locked(tmp_path):
            server.say(IDS["ana"], ASK)
            time.sleep(1.5)
            assert server.updates.pending
        assert eventually(lambda: tasks(telegram) == 1, 30)


# --- incoming, by webhook -----------------------------------------------------------------------------------


@contextmanager
def locked(tmp_path: Path) -> Iterator[None]:
    """A block in which another connection holds the write lock of the database."""
    with closing(sqlite3.connect(tmp_path / "house.db", isolation_level=None, timeout=30)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def post(url: str, body: bytes, secret: str | None = SECRET, **headers: str) -> tuple[int, Any]:
    parts = urlsplit(url)
    with closing(http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)) as line:
        given = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret is not None else {}
        line.request("POST", parts.path, body, {"Content-Type": "application/json", **given, **headers})
        answer = line.getresponse()
        answer.read()
        return answer.status, answer.headers


def announce(url: str, size: int) -> int:
    """The status of a request that announces a body of `size` bytes and sends none."""
    parts = urlsplit(url)
    with closing(http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)) as line:
        line.putrequest("POST", parts.path)
        line.putheader("X-Telegram-Bot-Api-Secret-Token", SECRET)
        line.putheader("Content-Length", str(size))
        line.endheaders()
        return line.getresponse().status


def message(number: int, text: str) -> bytes:
    person = {"id": IDS["ana"], "is_bot": False, "first_name": "Ana"}
    chat = {"id": IDS["ana"], "type": "private", "first_name": "Ana"}
    said = {"message_id": number, "date": 1, "chat": chat, "from": person, "text": text}
    return json.dumps({"update_id": number, "message": said}).encode()


def test_the_webhook_is_for_telegram_alone(tmp_path: Path, server: TelegramServer) -> None:
    with by_webhook(tmp_path, server) as telegram:
        for secret in (None, "", "outro", SECRET + "x", "é"):
            encoded = secret.encode().decode("latin-1") if secret is not None else None
            assert post(telegram.url, message(1, ASK), encoded)[0] == 401
        assert announce(telegram.url, 2**20 + 1) == 413
        assert telegram.kept() == 0
        for _ in range(3):
            assert post(telegram.url, message(1, ASK))[0] == 200
        assert eventually(lambda: tasks(telegram) == 1)
        assert telegram.kept() == 1
        call = server.calls("setWebhook")[0].params
        assert (call["url"], call["secret_token"]) == (telegram.url, "***")
        assert sorted(call["allowed_updates"]) == ["callback_query", "edited_message", "message", "my_chat_member"]
        assert "drop_pending_updates" not in call


@pytest.mark.slow
@pytest.mark.parametrize("body", [b"{", b"[]", b"null", b"", b"\xff\0", b"[" * 9000, b'{"update_id": 7, "message": 3}'])
def test_a_poison_body_is_taken_and_put_aside(tmp_path: Path, server: TelegramServer, body: bytes) -> None:
    with by_webhook(tmp_path, server) as telegram:
        assert post(telegram.url, body)[0] == 200
        assert eventually(lambda: [each for each, _ in telegram.rows()] == ["quarantined"])
        assert telegram.writes("ana", "eu")[0].startswith("Ana Prado")


def test_while_the_database_is_down_telegram_is_asked_to_come_again(
    tmp_path: Path, server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.webhook._IN_TIME", 0.3)
    with by_webhook(tmp_path, server) as telegram:
        with locked(tmp_path):
            status, headers = post(telegram.url, message(1, ASK))
            assert (status, headers["Retry-After"]) == (503, "5")
        assert eventually(lambda: post(telegram.url, message(1, ASK))[0] == 200)
        assert eventually(lambda: tasks(telegram) == 1)
        assert telegram.kept() == 1


@pytest.mark.slow
def test_many_at_once_are_each_taken_once(tmp_path: Path, server: TelegramServer) -> None:
    with by_webhook(tmp_path, server) as telegram:
        threads = [
            threading.Thread(target=post, args=(telegram.url, message(n % 10, f"tarefa @bruno item {n % 10} amanhã")))
            for n in range(30)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert eventually(lambda: tasks(telegram) == 10)
        assert telegram.kept() == 10


def test_blocked_by_a_person_is_read_as_such(telegram: Telegram) -> None:
    telegram.server.my_chat_member(IDS["ana"], "kicked")
    telegram.server.my_chat_member(IDS["ana"], "member", chat=-1005, old="left")
    assert eventually(lambda: [each for each, _ in telegram.rows()] == ["done", "done"])
