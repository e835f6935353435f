"""Single sends against the server: the meaning of each answer, and the bytes of each call."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import Bot

from bot.backoff import Backoff
from bot.buttons import Sealer
from bot.channels.telegram import writing
from bot.channels.telegram.door import TelegramDoor
from bot.channels.telegram.web import Api
from bot.delivery import Moved, Paused, Rejected, Shut, Unreachable, Unsure
from bot.hub import Hub
from bot.settings import Settings
from bot.splitting import utf16_units
from models.deliveries import REPEAT_MARK, Delivery
from models.outbox import Message
from tests import engines
from tests.bot.telegram.conftest import TOKEN
from tests.servers.telegram import Fate, TelegramServer, fates
from tests.work import calls


class Sender:
    """A door without a service around it."""

    def __init__(self, url: str, folder: Path) -> None:
        values = {"telegram_bot_token": TOKEN, "telegram_api_url": url, "database_url": f"sqlite:///{folder / 'x.db'}"}
        self._app = engines.built(Settings(_env_file=None, **values))  # type: ignore[call-arg, arg-type]

    def sends(self, *deliveries: Delivery) -> Any:
        """The result of the last send, or its exception."""

        async def work() -> Any:
            hub = Hub(self._app)
            door = TelegramDoor(hub)
            result: Any = None
            for each in deliveries:
                try:
                    result = await door.send(each)
                except Exception as error:
                    result = error
            await door.close()
            await hub.close()
            return result

        return asyncio.run(work())

    def close(self) -> None:
        engines.give_back(self._app.engine)


@pytest.fixture
def sender(tmp_path: Path, server: TelegramServer) -> Iterator[Sender]:
    made = Sender(server.url, tmp_path)
    yield made
    made.close()


def delivery(text: str = "oi", address: str = "1001", **more: Any) -> Delivery:
    values = {"id": 5, "row_id": 5, "channel": "telegram", "person_id": 1, "reply_to": None, "repeats": 0, **more}
    return Delivery(address=address, payload={**Message(text).payload(), **values.pop("payload", {})}, **values)


TABLE: list[tuple[Fate, type[Exception], str, float]] = [
    (fates.flood(7), Paused, "Too Many Requests: retry after 7", 7),
    (fates.flood(3600), Paused, "Too Many Requests: retry after 3600", 3600),
    (fates.flood(None), Paused, "Too Many Requests", 30),
    (fates.broken(502), Unsure, "HTTP 502", 1),
    (fates.broken(500, accepted=True), Unsure, "HTTP 500", 1),
    (fates.broken(403), Unsure, "HTTP 403", 1),
    (fates.refused(500, "Internal Server Error"), Unsure, "HTTP 500", 1),
    (fates.garbage(), Unsure, "no JSON", 1),
    (Fate(body="[]"), Unsure, "no JSON", 1),
    (Fate(body='{"ok": true}'), Unsure, "no JSON", 1),
    (fates.DROP, Unsure, "ServerDisconnectedError", 1),
    (fates.RESET, Unsure, "ClientOSError", 1),
    (fates.REVOKED, Shut, "401 Unauthorized", 0),
    (fates.refused(404, "Not Found"), Shut, "404 Not Found", 0),
    (fates.BLOCKED, Unreachable, "Forbidden: bot was blocked by the user", 0),
    (fates.DEACTIVATED, Unreachable, "Forbidden: user is deactivated", 0),
    (fates.KICKED, Unreachable, "Forbidden: bot was kicked from the group chat", 0),
    (fates.NOT_FOUND, Unreachable, "Bad Request: chat not found", 0),
    (fates.refused(400, "Bad Request: TOPIC_DELETED"), Unreachable, "Bad Request: TOPIC_DELETED", 0),
    (fates.TOO_LONG, Rejected, "Bad Request: message is too long", 0),
    (fates.refused(413, "Request Entity Too Large"), Rejected, "Request Entity Too Large", 0),
]


@pytest.mark.parametrize(("fate", "kind", "words", "wait"), TABLE)
def test_the_meaning_of_an_answer(
    sender: Sender, server: TelegramServer, fate: Fate, kind: type[Exception], words: str, wait: float
) -> None:
    server.fate(None, fate, 1, method="sendMessage")
    error = sender.sends(delivery())
    assert type(error) is kind, repr(error)
    assert str(error) == words
    assert not isinstance(error, Paused | Unsure) or error.wait.total_seconds() == pytest.approx(wait, abs=0.2)
    assert TOKEN not in repr(error)


def test_a_refused_connection_is_certainly_not_sent(sender: Sender, server: TelegramServer) -> None:
    server.unplug()
    error = sender.sends(delivery())
    assert (type(error), str(error)) == (Paused, "ClientConnectorError")
    server.plug()


def test_no_such_machine_is_certainly_not_sent(tmp_path: Path) -> None:
    made = Sender("http://telegram.invalid", tmp_path)
    assert type(made.sends(delivery())) is Paused
    made.close()


def test_a_slow_answer_is_waited_for_and_no_answer_is_uncertain(
    sender: Sender, server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.fate(None, fates.delay(0.5), 1, method="sendMessage")
    assert sender.sends(delivery()).isdigit()
    monkeypatch.setattr("bot.channels.telegram.web.LONGEST", 0.3)
    server.fate(None, fates.delay(1), 1, method="sendMessage")
    error = sender.sends(delivery())
    assert type(error) is Unsure
    assert "Timeout" in str(error)


def test_a_group_that_moved(sender: Sender, server: TelegramServer) -> None:
    server.fate(None, fates.migrated(-100777), 2, method="sendMessage")
    for address, new in (("-55", "-100777"), ("-55/9", "-100777/9")):
        error = sender.sends(delivery(address=address))
        assert (type(error), error.address) == (Moved, new)


def test_within_a_wait_nothing_is_asked(sender: Sender, server: TelegramServer) -> None:
    server.fate(None, fates.flood(5), 1)
    error = sender.sends(delivery(), delivery(), delivery())
    assert type(error) is Paused
    assert error.wait.total_seconds() == pytest.approx(5, abs=0.3)
    assert len(server.denied) == 1
    assert server.inside_window == 0


def test_failures_that_come_together_are_one_and_waits_grow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [100.0]
    monkeypatch.setattr("bot.backoff.monotonic", lambda: now[0])
    backoff = Backoff(longest=60)
    waits = []
    for _ in range(9):
        assert backoff.wait() == backoff.wait()
        waits.append(backoff.left)
        now[0] += backoff.left
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    backoff.reset()
    backoff.wait()
    assert backoff.left == 1


def test_marks_that_cannot_be_read_go_once_more_without_any(sender: Sender, server: TelegramServer) -> None:
    server.fate(None, fates.CANNOT_PARSE, 1, method="sendMessage")
    assert sender.sends(delivery("<b>oi")).isdigit()
    assert server.sent(1001) == ["<b>oi"]
    server.fate(None, fates.CANNOT_PARSE, 2, method="sendMessage")
    assert type(sender.sends(delivery("<b>oi"))) is Rejected
    assert len(server.calls("sendMessage")) == 1


@pytest.mark.parametrize(
    ("fate", "kind"),
    [
        (fates.refused(400, "Bad Request: message is not modified: specified new message content"), str),
        (fates.refused(400, "Bad Request: message to edit not found"), str),
        (fates.refused(400, "Bad Request: message can't be edited"), str),
        (fates.BLOCKED, str),
        (fates.refused(400, "Bad Request: BUTTON_DATA_INVALID"), Rejected),
        (fates.DROP, Unsure),
        (fates.flood(5), Paused),
    ],
)
def test_the_meaning_of_an_answer_to_an_edit(sender: Sender, server: TelegramServer, fate: Fate, kind: type) -> None:
    server.say(1001, "oi")
    sender.sends(delivery())
    server.fate(None, fate, 1, method="editMessageText")
    result = sender.sends(delivery("mudou", edits="2"))
    assert type(result) is kind, repr(result)
    assert kind is not str or result == "2"


def test_after_the_last_message_to_a_place_the_bot_leaves_it(sender: Sender, server: TelegramServer) -> None:
    sender.sends(delivery("Até logo.", "-55/9", payload={"leave": True}))
    assert [call.method for call in server.log] == ["sendMessage", "leaveChat"]
    assert server.calls("leaveChat")[0].params == {"chat_id": -55}
    server.fate(None, fates.broken(), method="leaveChat")
    assert sender.sends(delivery("Até logo.", "-56", payload={"leave": True})).isdigit()


def test_a_change_takes_the_buttons_away(sender: Sender, server: TelegramServer) -> None:
    buttons = {"buttons": [{"label": "Ciente", "line": "ciente OS-1"}]}
    sender.sends(delivery("Ordem", payload=buttons))
    sender.sends(delivery("Ordem\n\n✓ Ciente", edits="1"))
    [message] = server.messages(1001)
    assert message["text"] == "Ordem\n\n✓ Ciente"
    assert "reply_markup" not in message


def test_a_proxy_page_with_our_token_in_it_stays_out_of_the_log(
    sender: Sender, server: TelegramServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    server.fate(None, Fate(body=f"<html>{TOKEN} segredo do povo"), 1)
    sender.sends(delivery("segredo do povo"))
    for word in (TOKEN, "segredo do povo"):
        assert word not in caplog.text


# --- the bytes on the wire -----------------------------------------------------------------------------------


def parts(text: str, **more: Any) -> list[str]:
    return [piece.text for piece in writing.pieces(delivery(text, **more))]


def test_a_text_that_just_fits_is_one_message() -> None:
    assert parts("a" * 4096) == ["a" * 4096]
    assert len(parts("a" * 4097)) == 2
    assert len(parts("😀" * 2048)) == 1
    assert len(parts("😀" * 2049)) == 2
    assert parts("") == ["—"]


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet=st.sampled_from("aé \n😀"), min_size=1, max_size=9000), st.booleans())
def test_every_piece_fits_and_no_word_is_lost(text: str, repeated: bool) -> None:
    found = parts(text, repeats=int(repeated))
    assert all(0 < utf16_units(piece) <= 4096 and piece.strip() for piece in found)
    bare = [piece.removeprefix(REPEAT_MARK) for piece in found]
    bare = [piece.split("\n", 1)[1] for piece in bare] if len(bare) > 1 else bare
    assert "".join("".join(bare).split()) == ("".join(text.split()) or "—")


def test_files_go_first_and_a_short_text_is_the_last_ones_caption() -> None:
    files = [{"name": name, "sha256": "", "path": ""} for name in "ab"]
    short = writing.pieces(delivery("Seguem.", payload={"files": files}))
    assert [(piece.text, bool(piece.file)) for piece in short] == [("", True), ("Seguem.", True)]
    long = writing.pieces(delivery("x" * 1500, payload={"files": files}))
    assert [(piece.text[:1], bool(piece.file)) for piece in long] == [("", True), ("", True), ("x", False)]


@pytest.mark.parametrize(
    ("labels", "shape"),
    [
        (["Sim", "Não", "Depois"], [3]),
        (["Sim", "Não", "Depois", "Nunca"], [3, 1]),
        (["Conceder até sexta", "Recusar"], [1, 1]),
        (["Conceder o prazo", "Recusar o prazo"], [2]),
        (["x" * 200], [1]),
    ],
)
def test_buttons_stand_in_rows_that_can_be_read(labels: list[str], shape: list[int]) -> None:
    assert [len(row) for row in writing.rows([{"text": label} for label in labels])] == shape


def test_the_data_of_a_button_fits() -> None:
    seal = Sealer(Settings(_env_file=None)).seal(2**62, 99, "-1001234567890/123456")  # type: ignore[call-arg]
    assert len(seal.encode()) <= 64


def test_a_change_of_a_text_that_grew_too_long_keeps_its_end() -> None:
    text = "a" * 4090 + "\n\n✓ Ciente: Ana"
    _, body = writing.edit_of(delivery(text, edits="7"), Sealer(Settings(_env_file=None)))  # type: ignore[call-arg]
    assert utf16_units(body["text"]) <= 4096
    assert body["text"].endswith("✓ Ciente: Ana")


def test_a_send_does_a_third_of_what_the_librarys_own_does(sender: Sender, server: TelegramServer) -> None:
    # Calls of functions are counted on this thread alone; the server has its own.

    async def bare(times: int) -> None:
        async with Bot(TOKEN, base_url=f"{server.url}/bot") as bot:
            for _ in range(times):
                await bot.send_message(1001, "oi")

    async def ours(times: int) -> None:
        values = {"telegram_bot_token": TOKEN, "telegram_api_url": server.url}
        api = Api(Settings(_env_file=None, **values))  # type: ignore[call-arg, arg-type]
        for _ in range(times):
            await api.call("sendMessage", {"chat_id": 1001, "text": "oi"})
        await api.close()

    def a_send(kind: Callable[[int], Coroutine[Any, Any, None]]) -> float:
        few, many = (calls(lambda times=times: asyncio.run(kind(times))) for times in (5, 25))  # type: ignore[misc]
        return (many - few) / 20

    assert a_send(bare) >= 3 * a_send(ours)
