"""The doctor's findings about the Telegram door."""

import pytest

from tests.bot.admin import Admin, admin
from tests.bot.telegram.conftest import TOKEN
from tests.servers.telegram import TelegramServer, fates

__all__ = ["admin"]  # the fixture, found here by pytest


@pytest.fixture
def ready(admin: Admin, server: TelegramServer, monkeypatch: pytest.MonkeyPatch) -> Admin:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_URL", server.url)
    admin.runs("migrate")
    return admin


def telegram(admin: Admin) -> list[str]:
    said = admin.runs("doctor")
    assert TOKEN not in said.out + said.err
    return [line for line in said.out.splitlines() if " Telegram: " in line]


def test_all_is_well(ready: Admin) -> None:
    assert telegram(ready) == [
        "ok     Telegram: token de @gabinete_bot",
        "ok     Telegram: o bot consulta o Telegram; 0 mensagens esperam lá",
        "ok     Telegram: o relógio confere com o do Telegram",
    ]
    assert ready.runs("doctor").code == 0


def test_a_token_that_is_refused(ready: Admin, server: TelegramServer) -> None:
    server.revoke(TOKEN)
    refused = "o token foi recusado (401 Unauthorized). Confira TELEGRAM_BOT_TOKEN no @BotFather."
    assert telegram(ready) == [f"falha  Telegram: {refused}"]
    assert ready.runs("doctor").code == 1


def test_no_answer_or_that_of_a_gateway(ready: Admin, server: TelegramServer) -> None:
    server.fate(None, fates.broken(502), 1, method="getMe")
    [line] = telegram(ready)
    assert "não responde (HTTP 502)" in line
    server.unplug()
    [line] = telegram(ready)
    assert line.startswith(f"falha  Telegram: {server.url} não responde (ClientConnectorError).")
    server.plug()


def test_privacy_a_webhook_and_waiting_updates(ready: Admin, server: TelegramServer) -> None:
    server.state.bot["can_read_all_group_messages"] = True
    server._on_loop(lambda: server.updates.set_webhook({"url": "http://127.0.0.1:9/velho"}))
    server.say(1001, "oi")
    server.wait_until(lambda served: "last_error_message" in served.updates.webhook.info)
    found = telegram(ready)
    assert "aviso  Telegram: a privacidade em grupos está desligada. No @BotFather: /setprivacy, Enable" in found
    assert any("há um webhook para http://127.0.0.1:9/velho" in line for line in found)
    assert any("última falha ao chamar o bot: Connection failed" in line for line in found)
    assert any("1 mensagens esperam lá" in line for line in found)


def test_half_set_settings_are_named(ready: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_WEBHOOK_URL", "https://bot.exemplo.sp.gov.br/telegram")
    assert any("só valem juntos" in line for line in telegram(ready))


def test_the_name_is_compared_with_the_one_of_the_token(ready: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_NAME", "@Gabinete_Bot")
    assert not [line for line in telegram(ready) if line.startswith("falha")]
    monkeypatch.setenv("TELEGRAM_BOT_NAME", "outro_bot")
    wrong = "TELEGRAM_BOT_NAME diz @outro_bot, mas o token é de @gabinete_bot. Acerte o nome."
    assert f"falha  Telegram: {wrong}" in telegram(ready)
    assert ready.runs("doctor").code == 1
