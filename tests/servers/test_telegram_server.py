"""The Telegram server answers the real client library as the real one does."""

import asyncio
import json
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
from aiohttp import web
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import HTTPXRequest

from tests.servers.loop import LoopbackServer
from tests.servers.telegram import Fate, TelegramServer, control, fates

T = TypeVar("T")
TOKEN = "900000001:TESTE-do-servidor-de-mentira"
JSON = {"Content-Type": "application/json"}
ANA, BRUNO, GROUP = 11, 12, -1001


@pytest.fixture(autouse=True)
def _retry_after_is_a_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as running:
        yield running


def ask(server: TelegramServer, ask_bot: Callable[[Bot], Awaitable[T]], *, token: str = TOKEN, wait: float = 5.0) -> T:
    """The result of something done with the real client library against the server."""

    async def run() -> T:
        request = HTTPXRequest(read_timeout=wait, connection_pool_size=64)
        bot = Bot(token, server.url + "/bot", server.url + "/file/bot", request, request)
        await request.initialize()
        try:
            return await ask_bot(bot)
        finally:
            await request.shutdown()

    return asyncio.run(run())


def raw(server: TelegramServer, method: str, **params: Any) -> tuple[int, dict[str, Any]]:
    """Status and answer of one call without the client library."""
    answer = httpx.post(f"{server.url}/bot{TOKEN}/{method}", content=json.dumps(params), headers=JSON)
    return answer.status_code, answer.json()


def test_a_conversation(server: TelegramServer) -> None:
    async def talk(bot: Bot) -> None:
        me = await bot.get_me()
        assert (me.id, me.username) == (900000001, "gabinete_bot")
        server.say(ANA, "/start ABC", username="ana", first_name="Ana")
        (update,) = await bot.get_updates()
        assert update.message is not None
        assert update.message.from_user is not None
        assert (update.message.text, update.message.from_user.username) == ("/start ABC", "ana")
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Ciente", callback_data="c1")]])
        quote = ReplyParameters(update.message.message_id)
        sent = await bot.send_message(ANA, "Ordem 1 🏛", reply_markup=keyboard, reply_parameters=quote)
        assert sent.reply_to_message is not None
        assert sent.reply_to_message.text == "/start ABC"
        pressed = server.press(ANA, label="Ciente")
        (update,) = await bot.get_updates(offset=pressed)
        assert update.callback_query is not None
        assert (update.callback_query.data, update.callback_query.from_user.id) == ("c1", ANA)
        await update.callback_query.answer("Registrado")
        assert (server.answer(update.callback_query.id) or {})["text"] == "Registrado"
        await bot.edit_message_text("Ordem 1 🏛 — ciente", chat_id=ANA, message_id=sent.message_id)
        await bot.send_chat_action(ANA, "typing")

    ask(server, talk)
    assert server.sent(ANA) == ["Ordem 1 🏛 — ciente"]
    assert "reply_markup" not in server.messages(ANA)[-1]
    assert [call.method for call in server.log] == [
        "getMe", "sendMessage", "answerCallbackQuery", "editMessageText", "sendChatAction",
    ]  # fmt: skip
    assert server.log[1].message_id == 2
    assert server.violations == []
    assert TOKEN not in repr(server.log)


def test_edits(server: TelegramServer) -> None:
    async def edit(bot: Bot) -> None:
        sent = await bot.send_message(ANA, "um")
        await bot.edit_message_text("dois", ANA, sent.message_id)
        with pytest.raises(BadRequest, match="Message is not modified"):
            await bot.edit_message_text("dois", ANA, sent.message_id)
        with pytest.raises(BadRequest, match="Message is not modified"):
            await bot.edit_message_reply_markup(ANA, sent.message_id)
        with pytest.raises(BadRequest, match="Message to edit not found"):
            await bot.edit_message_text("dois", ANA, 999)
        await bot.delete_message(ANA, sent.message_id)
        with pytest.raises(BadRequest, match="Message to delete not found"):
            await bot.delete_message(ANA, sent.message_id)

    ask(server, edit)
    assert server.sent(ANA) == []
    assert server.violations == []


def test_files_both_ways(server: TelegramServer) -> None:
    async def carry(bot: Bot) -> None:
        sent = await bot.send_document(ANA, b"%PDF-1", filename="ofício.pdf", caption="Segue <b>")
        assert sent.document is not None
        assert sent.document.file_name == "ofício.pdf"
        await bot.send_photo(ANA, b"\x89PNG", caption="foto")
        again = await bot.send_document(BRUNO, sent.document.file_id)
        assert again.document is not None
        group = await bot.send_media_group(ANA, [InputMediaDocument(b"a", filename="a.txt"), InputMediaDocument(b"b")])
        assert len(group) == 2
        server.send_file(ANA, "planilha.xlsx", b"PK", "para o gabinete")
        (update,) = await bot.get_updates()
        assert update.message is not None
        assert update.message.document is not None
        file = await update.message.document.get_file()
        assert bytes(await file.download_as_bytearray()) == b"PK"
        with pytest.raises(BadRequest, match="Wrong file identifier"):
            await bot.send_document(ANA, "nada")

    ask(server, carry)
    document = server.messages(ANA)[0]["document"]
    assert server.file(document["file_id"]) == b"%PDF-1"
    assert server.log[0].params["document"] == {"name": "ofício.pdf", "size": 6}
    assert server.violations == []


def test_settings_chats_and_members(server: TelegramServer) -> None:
    server.chat(GROUP, title="Secretários", username="secretarios", is_forum=True)
    server.member(GROUP, ANA, "administrator")

    async def look(bot: Bot) -> None:
        scope = BotCommandScopeChat(ANA)
        await bot.set_my_commands([BotCommand("tarefa", "Abre uma tarefa")], scope=scope, language_code="pt")
        assert [one.command for one in await bot.get_my_commands(scope, "pt")] == ["tarefa"]
        assert await bot.get_my_commands() == ()
        await bot.delete_my_commands(scope, "pt")
        await bot.set_my_description("O dia do gabinete")
        await bot.set_chat_menu_button(ANA)
        chat = await bot.get_chat("@secretarios")
        assert (chat.title, chat.is_forum) == ("Secretários", True)
        assert (await bot.get_chat_member(GROUP, ANA)).status == "administrator"
        assert [one.user.id for one in await bot.get_chat_administrators(GROUP)] == [ANA]
        await bot.send_message("@secretarios", "Bom dia", message_thread_id=7)
        await bot.leave_chat(GROUP)
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message("@ninguem", "Bom dia")

    ask(server, look)
    assert server.sent(GROUP) == ["Bom dia"]
    assert server.violations == []


NO_CAUSE = type(None)
FATES: list[tuple[Fate, type[Exception], type[Any], int]] = [
    (fates.delay(0.6), TimedOut, httpx.ReadTimeout, 1),
    (fates.DROP, NetworkError, httpx.RemoteProtocolError, 1),
    (fates.RESET, NetworkError, httpx.ReadError, 0),
    (fates.broken(502), NetworkError, TelegramError, 0),
    (fates.broken(500, accepted=True), NetworkError, TelegramError, 1),
    (fates.garbage(), TelegramError, json.JSONDecodeError, 1),
    (fates.flood(3), RetryAfter, NO_CAUSE, 0),
    (fates.flood(None), NetworkError, NO_CAUSE, 0),
    (fates.NOT_FOUND, BadRequest, NO_CAUSE, 0),
    (fates.CANNOT_PARSE, BadRequest, NO_CAUSE, 0),
    (fates.TOO_LONG, BadRequest, NO_CAUSE, 0),
    (fates.BLOCKED, Forbidden, NO_CAUSE, 0),
    (fates.DEACTIVATED, Forbidden, NO_CAUSE, 0),
    (fates.CANNOT_INITIATE, Forbidden, NO_CAUSE, 0),
    (fates.migrated(-1002), ChatMigrated, NO_CAUSE, 0),
    (fates.REVOKED, InvalidToken, NO_CAUSE, 0),
]


@pytest.mark.parametrize(("fate", "error", "cause", "accepted"), FATES)
def test_each_fate_is_the_documented_exception(
    server: TelegramServer, fate: Fate, error: type[Exception], cause: type[Any], accepted: int
) -> None:
    server.fate(ANA, fate, 1)
    with pytest.raises(error) as caught:
        ask(server, lambda bot: bot.send_message(ANA, "oi"), wait=0.3)
    assert type(caught.value) is error
    assert isinstance(caught.value.__cause__, cause)
    assert len(server.calls("sendMessage")) == accepted
    ask(server, lambda bot: bot.send_message(ANA, "oi"))
    assert server.sent(ANA) == ["oi"] * (1 + accepted)


def test_error_parameters(server: TelegramServer) -> None:
    server.fate(GROUP, fates.migrated(-1002), 1)
    server.fate(None, fates.flood(7), 1)
    with pytest.raises(ChatMigrated) as moved:
        ask(server, lambda bot: bot.send_message(GROUP, "oi"))
    assert moved.value.new_chat_id == -1002
    with pytest.raises(RetryAfter) as flooded:
        ask(server, lambda bot: bot.send_message(BRUNO, "oi"))
    assert flooded.value.retry_after == timedelta(seconds=7)
    assert server.inside_window == 0
    time.sleep(0.15)
    ask(server, lambda bot: bot.send_message(BRUNO, "cedo demais"))
    assert server.inside_window == 1


def test_fates_queue_up_and_can_be_a_table(server: TelegramServer) -> None:
    server.fates({str(ANA): "blocked", str(BRUNO): {"code": 400, "accepted": False, "description": "Bad Request: x"}})
    server.fate(None, fates.DROP, method="getMe")
    assert raw(server, "sendMessage", chat_id=ANA, text="a")[0] == 403
    assert raw(server, "sendMessage", chat_id=ANA, text="a")[0] == 403
    assert raw(server, "editMessageText", chat_id=BRUNO, message_id=1, text="a")[0] == 400
    with pytest.raises(NetworkError):
        ask(server, lambda bot: bot.get_me())
    server.forgive()
    server.fate(ANA, fates.BLOCKED, 2)
    server.fate(ANA, fates.NOT_FOUND, 1)
    assert [raw(server, "sendMessage", chat_id=ANA, text="a")[0] for _ in range(4)] == [403, 403, 400, 200]


def test_tokens(server: TelegramServer) -> None:
    with pytest.raises(InvalidToken):
        ask(server, lambda bot: bot.get_me(), token="sem-forma")
    ask(server, lambda bot: bot.get_me())
    server.revoke()
    with pytest.raises(InvalidToken):
        ask(server, lambda bot: bot.get_me())
    ask(server, lambda bot: bot.get_me(), token="900000001:novo")


def test_unplugged_refuses_connections(server: TelegramServer) -> None:
    server.unplug()
    with pytest.raises(NetworkError) as caught:
        ask(server, lambda bot: bot.send_message(ANA, "oi"))
    assert isinstance(caught.value.__cause__, httpx.ConnectError)
    server.plug()
    ask(server, lambda bot: bot.send_message(ANA, "oi"))
    assert server.sent(ANA) == ["oi"]


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"chat_id": 1, "txt": "a"}, "sendMessage has no parameter txt"),
    ("sendMessage", {"chat_id": 1}, "parameter text is missing"),
    ("sendMessage", {"chat_id": "x", "text": "a"}, "chat_id: must be a number or an @name"),
    ("sendMessage", {"chat_id": 1, "text": 5}, "text: must be a text"),
    ("sendMessage", {"chat_id": 1, "text": " \n"}, "message text is empty"),
    ("sendMessage", {"chat_id": 1, "text": "a\ud83d"}, "text: strings must be encoded in UTF-8"),
    ("sendMessage", {"chat_id": 1, "text": "x" * 4097}, "message is too long"),
    ("sendMessage", {"chat_id": 1, "text": "😀" * 2049}, "message is too long"),
    ("sendMessage", {"chat_id": 1, "text": "a", "disable_notification": "sim"}, "disable_notification: can't parse JSON"),
    ("sendMessage", {"chat_id": 1, "text": "a", "reply_parameters": {"id": 4}}, "reply_parameters: ReplyParameters has no field id"),
    ("sendMessage", {"chat_id": 1, "text": "a", "reply_parameters": {}}, "reply_parameters: ReplyParameters needs the field message_id"),
    ("sendMessage", {"chat_id": 1, "text": "a", "link_preview_options": {"disabled": True}}, "link_preview_options: LinkPreviewOptions has no field disabled"),
    ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[{"text": "x", "data": "y"}]]}}, "reply_markup: inline_keyboard: [0] [0] InlineKeyboardButton has no field data"),
    ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[{"text": "x"}]]}}, "can't parse inline keyboard button: exactly one action must be used"),
    ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "é" * 33}]]}}, "BUTTON_DATA_INVALID"),
    ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "y"}] * 9]}}, "reply markup is too long"),
    ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]] * 101}}, "reply markup is too long"),
    ("sendMessage", {"chat_id": 1, "text": "a", "entities": [{"type": "bold", "offset": 0, "length": 2}]}, "entity beginning at 0 ends outside the text"),
    ("sendMessage", {"chat_id": 1, "text": "😀", "entities": [{"type": "bold", "offset": 0, "length": 1}]}, "entity at 0 splits a surrogate pair"),
    ("sendMessage", {"chat_id": 1, "text": "a", "entities": [{"type": "bold", "offset": 0, "length": 1}] * 101}, "too many entities"),
    ("sendMessage", {"chat_id": 1, "text": "a <x", "parse_mode": "HTML"}, "can't parse entities: Unsupported start tag \"\" at byte offset 2"),
    ("sendMessage", {"chat_id": 1, "text": "<b>a</i>", "parse_mode": "HTML"}, 'can\'t parse entities: Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("sendMessage", {"chat_id": 1, "text": "<b>a", "parse_mode": "HTML"}, 'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"'),
    ("sendDocument", {"chat_id": 1, "document": "x", "caption": "x" * 1025}, "message caption is too long"),
    ("sendMediaGroup", {"chat_id": 1, "media": [{"type": "photo", "media": "x", "nada": 1}] * 2}, "media: [0] InputMediaPhoto has no field nada"),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
    ("setMyCommands", {"commands": [{"command": "Tarefa", "description": "x"}]}, "BOT_COMMAND_INVALID Tarefa"),
    ("setMyCommands", {"commands": [{"command": "tarefa", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID tarefa"),
    ("setMyCommands", {"commands": [{"command": "a", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", {"commands": [], "scope": {"type": "chat"}}, "scope: BotCommandScopeChat needs the field chat_id"),
    ("setWebhook", {"url": "https://x", "secret_token": "ç"}, "secret token contains unallowed characters"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "params", "complaint"), WRONG)
def test_violations_of_the_interface_are_refused_and_logged(
    server: TelegramServer, method: str, params: dict[str, Any], complaint: str
) -> None:
    status, answer = raw(server, method, **params)
    assert (status, answer["description"]) == (400, f"Bad Request: {complaint}")
    assert [call.outcome for call in server.violations] == [f"400 Bad Request: {complaint}"]
    assert server.log == []


def test_an_unknown_method_is_not_found(server: TelegramServer) -> None:
    assert raw(server, "sendMensagem", chat_id=1)[0] == 404
    assert len(server.violations) == 1


def test_calls_just_within_the_limits_pass(server: TelegramServer) -> None:
    async def send(bot: Bot) -> None:
        rows = [[InlineKeyboardButton("x", callback_data="é" * 32)] * 8] * 12
        bold = MessageEntity("bold", 4094, 2)
        preview = LinkPreviewOptions(is_disabled=True)
        await bot.send_message(
            ANA, "😀" * 2048, entities=[bold], reply_markup=InlineKeyboardMarkup(rows), link_preview_options=preview
        )
        await bot.send_message(ANA, "<b>a &lt; 😀</b> <i>b</i>", parse_mode="HTML")

    ask(server, send)
    last = server.messages(ANA)[-1]
    assert last["text"] == "a < 😀 b"
    assert [(one["type"], one["offset"], one["length"]) for one in last["entities"]] == [
        ("bold", 0, 6),
        ("italic", 7, 1),
    ]
    assert server.violations == []


def test_polling_confirms_by_offset(server: TelegramServer) -> None:
    first = [server.say(ANA, f"linha {number}") for number in range(103)]

    async def poll(bot: Bot) -> None:
        assert len(await bot.get_updates()) == 100
        assert len(await bot.get_updates()) == 1, "the same offset again at once"
        assert [one.update_id for one in await bot.get_updates(offset=first[100], limit=2)] == first[100:102]
        assert [one.update_id for one in await bot.get_updates(offset=-1)] == first[-1:]
        assert await bot.get_updates(offset=first[-1] + 1) == ()
        server.repeat(first[0])
        assert [one.update_id for one in await bot.get_updates(offset=first[-1] + 2)] == first[:1]
        server.jump(5)
        assert server.say(ANA, "número menor") == 5

    ask(server, poll)


def test_long_polling_waits_and_filters(server: TelegramServer) -> None:
    async def poll(bot: Bot) -> None:
        started = time.monotonic()
        waiting = asyncio.create_task(bot.get_updates(timeout=30, allowed_updates=["message"]))
        await asyncio.sleep(0.1)
        server.my_chat_member(ANA)
        server.say(ANA, "oi")
        assert [one.message is not None for one in await waiting] == [True]
        assert time.monotonic() - started < 25

    ask(server, poll)


def test_order_can_be_turned_and_a_malformed_update_stops_the_library(server: TelegramServer) -> None:
    one, two = server.say(ANA, "um"), server.say(ANA, "dois")
    server.reorder()

    async def poll(bot: Bot) -> None:
        assert [update.update_id for update in await bot.get_updates()] == [two, one]
        server.malformed()
        with pytest.raises((TypeError, AttributeError, ValueError)):
            await bot.get_updates(offset=two + 1)

    ask(server, poll)


def test_a_second_poll_ends_the_first(server: TelegramServer) -> None:
    async def poll(bot: Bot) -> None:
        first = asyncio.create_task(bot.get_updates(timeout=5))
        await asyncio.sleep(0.1)
        assert await bot.get_updates() == ()
        with pytest.raises(Conflict, match="terminated by other getUpdates"):
            await first
        second = asyncio.create_task(bot.get_updates(timeout=5))
        await asyncio.sleep(0.1)
        await bot.set_webhook("https://example.org/")
        with pytest.raises(Conflict, match="terminated by setWebhook"):
            await second
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()
        await bot.delete_webhook()
        assert await bot.get_updates() == ()

    ask(server, poll)
    assert server.violations == []


class Receiver:
    """A webhook that answers as told, then 200."""

    def __init__(self, *answers: web.Response) -> None:
        self.seen: list[tuple[str | None, int, float]] = []
        self._answers = list(answers)

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.seen.append((secret, update["update_id"], time.monotonic()))
        return self._answers.pop(0) if self._answers else web.Response()


def test_the_webhook_gets_updates_in_order_until_it_takes_them(server: TelegramServer) -> None:
    receiver = Receiver(web.Response(status=503, headers={"Retry-After": "1"}), web.Response(status=500))
    app = web.Application()
    app.router.add_post("/gancho", receiver.take)
    first = server.say(ANA, "antes")
    with LoopbackServer(app) as hook:
        ask(server, lambda bot: bot.set_webhook(hook.url + "/gancho", secret_token="Segredo_1"))
        second = server.say(ANA, "depois")
        server.wait_until(lambda one: not one.updates.pending)
        ask(server, lambda bot: bot.delete_webhook())
    assert [(secret, number) for secret, number, _ in receiver.seen] == [
        ("Segredo_1", first), ("Segredo_1", first), ("Segredo_1", first), ("Segredo_1", second),
    ]  # fmt: skip
    assert receiver.seen[1][2] - receiver.seen[0][2] >= 1.0
    assert "Segredo_1" not in repr(server.log)


def test_webhook_info_tells_of_failures(server: TelegramServer) -> None:
    with LoopbackServer(web.Application()) as hook:
        ask(server, lambda bot: bot.set_webhook(hook.url + "/nada", allowed_updates=["message"]))
        server.say(ANA, "oi")
        server.wait_until(lambda one: len(one.updates.webhook.statuses) >= 2)
        info = ask(server, lambda bot: bot.get_webhook_info())
    assert info.last_error_message == "Wrong response from the webhook: 404"
    assert (info.pending_update_count, info.allowed_updates) == (1, ("message",))


@pytest.mark.slow
def test_enforced_limits() -> None:
    async def flood(bot: Bot) -> list[Any]:
        return await asyncio.gather(*(bot.send_message(n, "oi") for n in range(1, 41)), return_exceptions=True)

    with TelegramServer(limits=True) as server:
        refused = [one for one in ask(server, flood) if isinstance(one, RetryAfter)]
        assert (len(refused), server.refused, server.peak_per_second()) == (10, 10, 30)
        assert refused[0].retry_after == timedelta(seconds=1)
        time.sleep(1.05)
        statuses = [raw(server, "sendMessage", chat_id=ANA, text="oi")[0] for _ in range(2)]
        assert statuses == [200, 429]
        time.sleep(1.05)
        assert [raw(server, "sendMessage", chat_id=GROUP, text="oi")[0] for _ in range(21)] == [200] * 20 + [429]


def test_copies_and_kinds_of_updates(server: TelegramServer) -> None:
    ask(server, lambda bot: asyncio.gather(*(bot.send_message(n, "oi") for n in (ANA, ANA, BRUNO))))
    assert server.copies() == {(ANA, "oi"): 2, (BRUNO, "oi"): 1}
    server.say(ANA, "no grupo", chat=GROUP, message_thread_id=4, is_topic_message=True)
    server.edited(ANA, server.messages(GROUP)[-1]["message_id"], "mudado", chat=GROUP)
    server.post(-1005, "no canal")
    server.my_chat_member(ANA)
    server.update({"message_reaction_removed": {}})
    updates = ask(server, lambda bot: bot.get_updates())
    kinds = ["message", "edited_message", "channel_post", "my_chat_member"]
    assert all(getattr(update, kind) is not None for update, kind in zip(updates, kinds, strict=False))
    assert len(updates) == 5


def test_as_a_process_of_its_own(tmp_path: Path) -> None:
    log = tmp_path / "calls.jsonl"
    command = [sys.executable, "-m", "tests.servers.telegram", "--log", str(log), "--limits"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        try:
            _drive(url)
        finally:
            process.send_signal(signal.SIGTERM)
    assert process.returncode in {0, -signal.SIGTERM}
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [(line["method"], line["outcome"][:3]) for line in lines] == [("sendMessage", "403"), ("sendMessage", "acc")]


def _drive(url: str) -> None:
    control(url, "fate", chat_id=ANA, fate="blocked", times=1)
    number = control(url, "say", user_id=ANA, text="oi")
    statuses = [httpx.post(f"{url}/bot{TOKEN}/sendMessage", json={"chat_id": ANA, "text": "olá"}) for _ in range(2)]
    assert [answer.status_code for answer in statuses] == [403, 200]
    assert control(url, "sent", chat_id=ANA) == ["olá"]
    assert control(url, "copies") == [[ANA, "olá", 1]]
    assert control(url, "stats")["sends"] == 1
    assert control(url, "log", since=0)[0]["message_id"] == 2
    assert number == 700000001
