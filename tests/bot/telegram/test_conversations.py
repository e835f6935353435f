"""Conversations at the Telegram door, through the whole service, over long polling and over the webhook."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.reading import ANONYMOUS, EDITED, OLD_BUTTON, UNREADABLE, VIA_BOT
from bot.transactions import transaction
from models.base import Button, insert_rows
from models.outbox import FileOut, Message, Outbox, Priority, State
from models.people import by_handle, make_invitation
from tests.bot.paper import eventually
from tests.bot.telegram.conftest import IDS, Telegram, polling
from tests.servers.telegram import TelegramServer, fates

GROUP = -1001
ONLY_IN_PRIVATE = "Por aqui só publico avisos. Fale comigo em particular."
ABOUT_BRUNO = """Bruno Lima (@bruno)
Secretário de Saúde, titular, Secretaria de Saúde (SAUDE)
Papel: secretário
Recebe mensagens por: Telegram"""
ASK = "tarefa @bruno enviar o relatório até 27/11/2030"


def titles(telegram: Telegram) -> list[str]:
    return [title for (title,) in telegram.ask("SELECT title FROM records WHERE kind = 'task' ORDER BY id")]


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


def test_a_question_opens_the_field_of_its_answer(both: Telegram) -> None:
    both.writes("ana", ASK)
    assert both.writes("ana", "cancelar T-1")[0].startswith("Por que cancelar?")
    assert last_send(both)["reply_markup"] == {"force_reply": True, "input_field_placeholder": "Escreva a resposta"}
    assert both.writes("ana", "feito por telefone") == ["Tarefa T-1 cancelada."]


def test_a_question_with_likely_answers_has_them_as_buttons(both: Telegram) -> None:
    both.writes("ana", ASK)
    assert both.writes("bruno", "repassar T-1")[0].startswith("Para quem?")
    labels = [each["text"] for row in last_send(both)["reply_markup"]["inline_keyboard"] for each in row]
    assert labels == ["Carla Dias", "Sérgio Pinto"]
    assert both.writes("bruno", "carla") == ["Tarefa T-1 repassada para Carla Dias."]


def test_a_quoted_message_gives_the_record(both: Telegram) -> None:
    both.writes("ana", ASK)
    told = next(each for each in both.server.messages(IDS["bruno"]) if "T-1" in each.get("text", ""))
    both.writes("ana", ASK)
    said = both.writes("bruno", "já fiz", reply_to=told["message_id"])
    assert said[0].startswith("Entendi: concluir T-1\n")


def test_a_deep_link_enters_and_one_with_authority_is_confirmed(telegram: Telegram) -> None:
    with transaction(telegram.app.engine) as session:
        igor = by_handle(session, "igor")
        assert igor is not None
        code = make_invitation(session, igor, by=None, now=telegram.app.clock()).code
    [welcome] = telegram.writes("igor", f"/start {code}")
    assert welcome == "Falta um passo: outra pessoa que aprova atos vai confirmar que é você. Aviso aqui em seguida."
    assert telegram.writes("ana", "/confirmar CF-1")[0].startswith("Confirmado: Igor Alves entra pelo Telegram")
    assert telegram.writes("igor", "/eu@Gabinete_Bot")[0].startswith("Igor Alves (@igor)")


def test_commands_of_the_menu_are_understood(telegram: Telegram) -> None:
    assert telegram.writes("ana", "/dias_uteis entre 03/11/2026 e 10/11/2026")[0].startswith(
        "5 dias úteis de terça-feira"
    )
    assert telegram.writes("ana", "/eu")[0].startswith("Ana Prado")


def test_people_without_a_name_are_named_by_their_account(telegram: Telegram) -> None:
    text = "tarefa 😀Bruno enviar ofício & <b>anexo</b> até 27/11/2030"
    user = {"id": IDS["bruno"], "is_bot": False, "first_name": "Bruno"}
    mention = {"type": "text_mention", "offset": 9, "length": 5, "user": user}
    [answer] = telegram.writes("ana", text, entities=[mention])
    assert answer.startswith("Tarefa T-1 criada para Bruno Lima: 😀 enviar ofício & <b>anexo</b>.")


@pytest.mark.slow
def test_somebody_elses_button_and_a_forged_one_do_nothing(telegram: Telegram) -> None:
    telegram.writes("ana", ASK)
    stolen = telegram.server.messages(IDS["bruno"])[-1]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    assert telegram.presses("bruno", "Iniciar") == ["Tarefa T-1 iniciada."]
    telegram.writes("edna", "eu")
    telegram.writes("edna", "ajuda")
    for data in (stolen, "1.0.AAAAAAAAAAAA", "x", "", "9" * 64, "é" * 32):
        pressed = telegram.answered("edna", lambda data=data: telegram.server.press(IDS["edna"], data=data))
        assert pressed == [OLD_BUTTON]
    [task] = [telegram.writes("ana", "ver T-1")[0]]
    assert "Edna" not in task


def test_a_late_press_is_still_handled(telegram: Telegram) -> None:
    telegram.writes("ana", ASK)
    telegram.server.fate(None, fates.refused(400, "Bad Request: query is too old"), 1, method="answerCallbackQuery")
    assert telegram.presses("bruno", "Iniciar") == ["Tarefa T-1 iniciada."]


@pytest.mark.slow
def test_a_form_is_asked_one_question_at_a_time_and_outlives_a_restart(tmp_path: Path, server: TelegramServer) -> None:
    with polling(tmp_path, server) as before:
        assert before.writes("ana", "/tarefa") == [
            "Vamos criar uma tarefa. O que precisa ser feito?\n(escreva cancelar para parar)"
        ]
        assert before.writes("ana", "enviar o relatório") == [
            "Para quem? (por exemplo, @ana ou @saude)\n(escreva cancelar para parar)"
        ]
    with polling(tmp_path, server) as after:
        [until] = after.writes("ana", "@bruno")
        assert until.startswith("Até quando?")
        after.writes("ana", "27/11/2030")
        [created] = after.presses("ana", "normal")
        assert created.startswith("Tarefa T-1 criada para Bruno Lima: enviar o relatório.")


# --- refused updates ------------------------------------------------------------------------------------------


def test_only_a_persons_own_words_are_a_request(telegram: Telegram) -> None:
    assert telegram.writes("ana", ASK, via_bot={"id": 5, "is_bot": True, "first_name": "x"}) == [VIA_BOT]
    assert telegram.writes("ana", ASK, sender_chat={"id": -5, "type": "channel", "title": "x"}) == []
    assert telegram.rows() == [("ignored", None)] * 2
    assert titles(telegram) == []


def test_a_forwarded_message_is_kept_and_never_obeyed(telegram: Telegram) -> None:
    forwarded = {"type": "hidden_user", "date": 1, "sender_user_name": "José Silva"}
    [kept] = telegram.writes("ana", ASK, forward_origin=forwarded)
    assert kept.startswith("Guardei a mensagem; não faço nada só porque alguém disse.")
    assert titles(telegram) == []
    [created] = telegram.presses("ana", "Tarefa nova")
    assert created.startswith("Tarefa T-1 criada para você")
    assert "de José Silva: “" in telegram.writes("ana", "ver T-1")[0]


def test_a_corrected_message_is_not_obeyed(telegram: Telegram) -> None:
    telegram.writes("ana", "eu")
    first = telegram.server.messages(IDS["ana"])[0]["message_id"]
    assert telegram.answered("ana", lambda: telegram.server.edited(IDS["ana"], first, ASK)) == [EDITED]
    assert titles(telegram) == []


def test_a_sticker_is_answered_and_a_service_message_is_not(telegram: Telegram) -> None:
    def happens(**content: Any) -> list[str]:
        chat = {"id": IDS["ana"], "type": "private", "first_name": "Ana"}
        sender = {"id": IDS["ana"], "is_bot": False, "first_name": "Ana"}
        message = {"message_id": 77, "date": 1, "chat": chat, "from": sender, **content}
        return telegram.answered("ana", lambda: telegram.server.update({"message": message}))

    assert happens(sticker={"emoji": "👍"}) == [UNREADABLE]
    assert happens(message_auto_delete_timer_changed={"message_auto_delete_time": 1}) == []


# --- groups --------------------------------------------------------------------------------------------------


def test_in_a_group_we_say_that_we_speak_in_private(telegram: Telegram) -> None:
    telegram.server.say(IDS["ana"], "/pauta@gabinete_bot", chat=GROUP)
    assert eventually(lambda: telegram.server.sent(GROUP) == [ONLY_IN_PRIVATE])
    assert telegram.server.calls("sendMessage")[0].params["reply_parameters"]["message_id"] == 1


def test_in_a_topic_the_answer_stands_in_the_topic(telegram: Telegram) -> None:
    telegram.server.say(IDS["ana"], "/eu@gabinete_bot", chat=GROUP, message_thread_id=7, is_topic_message=True)
    assert eventually(lambda: telegram.server.sent(GROUP) == [ONLY_IN_PRIVATE])
    assert last_send(telegram)["message_thread_id"] == 7


def test_a_message_to_others_is_not_answered(telegram: Telegram) -> None:
    telegram.server.say(IDS["ana"], "bom dia a todos", chat=GROUP)
    anonymous = {"id": GROUP, "type": "supergroup", "title": "x"}
    telegram.server.say(ANONYMOUS, "/eu@gabinete_bot", chat=GROUP, sender_chat=anonymous)
    assert eventually(lambda: telegram.rows() == [("ignored", None)] * 2)
    assert telegram.server.sent(GROUP) == []


def test_a_press_in_a_group_is_sent_to_private(telegram: Telegram) -> None:
    telegram.server.say(IDS["ana"], "bom dia", chat=GROUP)
    telegram.server.press(IDS["ana"], 1, "1.0.AAAA", chat=GROUP)
    assert eventually(lambda: (telegram.server.answer("1") or {}).get("text") == ONLY_IN_PRIVATE)


# --- files ---------------------------------------------------------------------------------------------------

PDF = b"%PDF-1.4 conteudo"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 4


def test_a_file_is_kept_with_what_its_caption_says_and_comes_back(both: Telegram) -> None:
    both.writes("ana", ASK)
    [kept] = both.sends("ana", "ofício nº 1.pdf", PDF, "anexar T-1")
    assert kept.startswith("Guardei em T-1: ofício nº 1.pdf")
    [caption] = both.writes("ana", "anexos T-1")
    [sent] = both.server.calls("sendDocument")
    assert sent.params["document"]["name"] == "ofício nº 1.pdf"
    message = both.server.messages(IDS["ana"])[-1]
    assert both.server.file(message["document"]["file_id"]) == PDF
    assert message["caption"] == caption


def test_a_file_that_is_too_large_is_refused_in_a_sentence(telegram: Telegram) -> None:
    [answer] = telegram.sends("ana", "grande.pdf", b"%PDF-" + b"0" * (20 * 2**20), "anexar T-1")
    assert answer.startswith("O arquivo grande.pdf tem 20,0 MB e o máximo é 20 MB. Nada foi feito;")


@pytest.mark.slow
def test_the_files_of_an_album_go_with_its_one_caption(telegram: Telegram) -> None:
    telegram.writes("ana", ASK)

    def album() -> None:
        for n, caption in enumerate((None, "anexar T-1", None)):
            telegram.server.send_file(IDS["ana"], f"{n}.pdf", PDF + bytes([n]), caption, media_group_id="77")

    [kept] = telegram.answered("ana", album)
    assert all(f"{n}.pdf" in kept for n in range(3))
    assert [state for state, _ in telegram.rows()[1:]] == ["ignored", "done", "ignored"]


def test_the_largest_of_a_photographs_sizes_is_taken(telegram: Telegram) -> None:
    telegram.writes("ana", ASK)
    [kept] = telegram.sends("ana", "x.png", b"\xff\xd8\xff\xe0" + b"0" * 90, "anexar T-1", kind="photo")
    assert "foto-" in kept
    assert ".jpg" in kept


@pytest.mark.slow
def test_files_being_fetched_outlive_a_restart(tmp_path: Path, server: TelegramServer) -> None:
    with polling(tmp_path, server) as before:
        before.writes("ana", ASK)
        server.fate(None, fates.broken(502), method="getFile")
        server.send_file(IDS["ana"], "a.pdf", PDF, "anexar T-1")
        assert eventually(lambda: before.kept() == 2)
    server.forgive()
    with polling(tmp_path, server) as after:
        assert after.settled()
        assert after.texts("ana")[-1].startswith("Guardei em T-1: a.pdf")


# --- posts in places -----------------------------------------------------------------------------------------


def post(telegram: Telegram, address: str, message: Message) -> None:
    now = telegram.app.clock()
    row = {"key": f"post:{address}:{message.text[:20]}", "channel": "telegram", "address": address}
    state = {"priority": int(Priority.NOTICE), "state": State.PENDING.value, "not_before": now, "created_at": now}
    with transaction(telegram.app.engine) as session:
        insert_rows(session, Outbox, [{**row, **state, "payload": message.payload()}])


@pytest.mark.slow
def test_groups_topics_and_channels_are_reached_by_their_address(telegram: Telegram) -> None:
    telegram.server.chat(-1002, username="canal_da_cidade", type="channel")
    for address in ("-1001", "-1001/9", "@canal_da_cidade"):
        post(telegram, address, Message(f"Aviso para {address}."))
    assert eventually(lambda: len(telegram.server.calls("sendMessage")) == 3)
    sent = {each.params["text"]: each.params for each in telegram.server.calls("sendMessage")}
    assert sent["Aviso para -1001/9."]["message_thread_id"] == 9
    assert sent["Aviso para @canal_da_cidade."]["chat_id"] == -1002
    assert "message_thread_id" not in sent["Aviso para -1001."]


@pytest.mark.slow
def test_a_long_text_goes_in_numbered_pieces_with_the_buttons_below(telegram: Telegram) -> None:
    text = "\n".join(f"{n} 😀 linha de um texto comprido" for n in range(400))
    post(telegram, str(IDS["ana"]), Message(text, (Button("Pauta", "pauta"),)))
    assert eventually(lambda: len(telegram.texts("ana")) >= 4)
    assert telegram.settled()
    parts = telegram.texts("ana")
    assert [part[:6] for part in parts] == [f"({n}/{len(parts)})\n" for n in range(1, len(parts) + 1)]
    assert "".join(part[6:] for part in parts) == text
    keyboards = ["reply_markup" in each.params for each in telegram.server.calls("sendMessage")]
    assert keyboards == [False] * (len(parts) - 1) + [True]
    telegram.presses("ana", "Pauta")
    [edit] = telegram.server.calls("editMessageText")
    assert edit.params["text"].startswith(parts[-1])
    assert "✓ Pauta: Ana Prado, " in edit.params["text"]


@pytest.mark.slow
def test_under_a_document_the_caption_changes(telegram: Telegram, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(PDF)
    file = FileOut("a.pdf", hashlib.sha256(PDF).hexdigest(), str(path))
    post(telegram, str(IDS["ana"]), Message("Segue o ofício.", (Button("Pauta", "pauta"),), (file,)))
    assert eventually(lambda: telegram.texts("ana") == ["Segue o ofício."])
    telegram.presses("ana", "Pauta")
    [edit] = telegram.server.calls("editMessageCaption")
    assert edit.params["caption"].startswith("Segue o ofício.\n\n✓ Pauta: Ana Prado, ")


def test_a_file_that_changed_in_the_store_is_not_sent(telegram: Telegram, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"outra coisa")
    post(telegram, str(IDS["ana"]), Message("Segue.", files=(FileOut("a.pdf", "0" * 64, str(path)),)))
    assert eventually(lambda: telegram.sent()[:1] == [("failed", 0, "o arquivo guardado mudou")]), telegram.sent()
    assert telegram.texts("ana") == []
