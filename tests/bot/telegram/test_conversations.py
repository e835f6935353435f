"""What people do at the Telegram door, through the whole service, over long polling and over the webhook."""

from typing import Any

from sqlalchemy import select

from bot.dispatch import transaction
from models.tasks import Task
from tests.bot.telegram.conftest import IDS, Telegram

ABOUT_BRUNO = """Bruno Lima (@bruno)
Secretário de Saúde, titular, Secretaria de Saúde (SAUDE)
Papel: secretário
Recebe mensagens por: Telegram"""
ASK = "tarefa @bruno enviar o relatório até 27/11/2030"


def titles(telegram: Telegram) -> list[str]:
    with transaction(telegram.app.engine) as session:
        return list(session.scalars(select(Task.title).order_by(Task.id)))


def last_send(telegram: Telegram) -> dict[str, Any]:
    return telegram.server.calls("sendMessage")[-1].params


def test_a_line_is_answered(both: Telegram) -> None:
    assert both.writes("bruno", "eu") == [ABOUT_BRUNO]
    body = last_send(both)
    asked = next(each for each in both.server.messages(IDS["bruno"]) if each.get("text") == "eu")
    assert body["reply_parameters"] == {"message_id": asked["message_id"], "allow_sending_without_reply": True}
    assert body["link_preview_options"] == {"is_disabled": True}
    assert "parse_mode" not in body


def test_a_stranger_is_told_how_to_enter(telegram: Telegram) -> None:
    [unknown] = telegram.writes("igor", "eu")
    assert unknown == "Ainda não conheço você por aqui. Peça um convite ao administrador e escreva: entrar CÓDIGO"


def test_a_pressed_button_changes_the_message(both: Telegram) -> None:
    both.writes("ana", ASK)
    assert both.presses("bruno", "Iniciar") == ["Tarefa T-1 iniciada."]
    [changed] = both.server.calls("editMessageText")
    assert "✓ Iniciar: Bruno Lima, " in changed.params["text"]
    labels = [each["text"] for row in changed.params["reply_markup"]["inline_keyboard"] for each in row]
    assert "Iniciar" not in labels
    assert both.server.answer("1") == {"callback_query_id": "1"}
    [finished] = both.presses("bruno", "Concluir")
    assert finished.startswith("Tarefa T-1 concluída")
