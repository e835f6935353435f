"""What people do at the Slack door, through the whole service, over HTTP and over a socket."""

import json
from typing import Any

from sqlalchemy import select

from bot.dispatch import transaction
from models.tasks import Task
from tests.bot.paper import eventually
from tests.bot.slack.conftest import Slack, user
from tests.bot.slack.workspace import shown

ABOUT_BRUNO = """Bruno Lima (@bruno)
Secretário de Saúde, titular, Secretaria de Saúde (SAUDE)
Papel: secretário
Recebe mensagens por: Slack"""
FORM = {
    "título": {"value": {"type": "plain_text_input", "value": "Enviar o relatório"}},
    "para": {"value": {"type": "multi_users_select", "selected_users": ["U0BRUNO"]}},
    "para:orgaos": {"value": {"type": "multi_static_select", "selected_options": []}},
    "prazo": {"value": {"type": "datepicker", "selected_date": "2030-11-27"}},
    "prazo:hora": {"value": {"type": "timepicker", "selected_time": "17:00"}},
    "prioridade": {"value": {"type": "static_select", "selected_option": None}},
}


def titles(slack: Slack) -> list[str]:
    with transaction(slack.app.engine) as session:
        return list(session.scalars(select(Task.title).order_by(Task.id)))


def filled(slack: Slack, view: dict[str, Any], **values: Any) -> dict[str, Any]:
    sent = slack.workspace.submit(user("ana"), view)
    sent["view"]["state"] = {"values": {**FORM, **values}}
    return sent


def view_of(slack: Slack) -> dict[str, Any]:
    assert eventually(lambda: bool(slack.workspace.called("views.open")))
    found: dict[str, Any] = slack.workspace.called("views.open")[-1]["view"]
    return found


def test_a_line_in_private_is_answered(both: Slack) -> None:
    assert both.writes("bruno", "eu") == [ABOUT_BRUNO]
    body = both.workspace.called("chat.postMessage")[-1]
    assert (body["channel"], body["text"]) == ("D0BRUNO", ABOUT_BRUNO)
    assert (body["unfurl_links"], body["unfurl_media"]) == (False, False)
    assert body["metadata"]["event_type"] == "gabinete_message"


def test_a_stranger_enters_with_a_code(slack: Slack) -> None:
    [unknown] = slack.writes("igor", "eu")
    assert unknown == "Ainda não conheço você por aqui. Peça um convite ao administrador e escreva: entrar CÓDIGO"


def test_people_are_named_by_their_mention(slack: Slack) -> None:
    [answer] = slack.writes("ana", "tarefa <@U0BRUNO|bruno> enviar ofício &amp; anexo até 27/11/2030")
    assert answer.startswith("Tarefa T-1 criada para Bruno Lima: enviar ofício & anexo.")
    assert titles(slack) == ["enviar ofício & anexo"]
    told = "Ana Prado passou a você a tarefa T-1: enviar ofício & anexo. Prazo: quarta-feira, 27/11/2030."
    assert slack.workspace.texts("U0BRUNO") == [told]


def test_a_pressed_button_changes_the_message(both: Slack) -> None:
    both.writes("ana", "tarefa @bruno enviar o relatório até 27/11/2030")
    [answer] = both.presses("bruno", "Iniciar")
    assert answer == "Tarefa T-1 iniciada."
    [changed] = both.workspace.called("chat.update")
    assert "✓ Iniciar: Bruno Lima, " in shown(changed)
    assert changed["channel"] == "D0BRUNO"
    [finished] = both.presses("bruno", "Concluir")
    assert finished.startswith("Tarefa T-1 concluída")


def test_somebody_elses_button_does_nothing(slack: Slack) -> None:
    slack.writes("ana", "tarefa @bruno enviar o relatório até 27/11/2030")
    stolen = slack.workspace.press(user("edna"), slack.button("bruno", "Iniciar"))
    slack.sends(stolen)
    assert slack.settled()
    assert slack.rows()[-1] == ("ignored", None)


def test_a_mention_in_a_channel_is_answered_for_one_pair_of_eyes(slack: Slack) -> None:
    said = {"type": "app_mention", "user": "U0BRUNO", "text": "<@U0GABINETE> eu", "ts": "17.5", "channel": "C0GERAL"}
    slack.sends(slack.workspace.event({**said, "team": "T0CIDADE"}))
    assert slack.settled()
    [body] = slack.workspace.called("chat.postEphemeral")
    assert shown(body) == ABOUT_BRUNO
    assert (body["channel"], body["user"], body["thread_ts"]) == ("C0GERAL", "U0BRUNO", "17.5")
    assert slack.workspace.called("chat.postMessage") == []


def test_where_it_cannot_be_shown_the_answer_goes_in_private(slack: Slack) -> None:
    slack.workspace.fates["chat.postEphemeral"] = ["channel_not_found"]
    slack.commands("bruno", "/gab", "eu")
    assert [body["channel"] for body in slack.workspace.called("chat.postMessage")] == ["U0BRUNO"]


def test_slash_commands(both: Slack) -> None:
    assert both.commands("bruno", "/gab", "eu") == [ABOUT_BRUNO]
    assert both.commands("bruno", "/pessoas", "eu") == [ABOUT_BRUNO]
    [body] = both.workspace.called("chat.postEphemeral")[-1:]
    assert (body["channel"], body["user"]) == ("C0GERAL", "U0BRUNO")
    assert both.commands("bruno", "/tarefas", "") == ["Tarefas abertas: nenhuma."]


def test_an_answer_in_a_thread_stays_in_it(slack: Slack) -> None:
    slack.writes("bruno", "eu", thread_ts="17.1")
    body = slack.workspace.called("chat.postMessage")[-1]
    assert (body["channel"], body["thread_ts"]) == ("D0BRUNO", "17.1")


def test_a_form_is_a_modal_with_what_is_wrong_beside_the_field(both: Slack) -> None:
    both.commands("ana", "/gab", "tarefa")
    view = view_of(both)
    assert view["title"]["text"] == "Tarefa"
    assert [block["block_id"] for block in view["blocks"]] == list(FORM)
    nobody = {"para": {"value": {"type": "multi_users_select", "selected_users": []}}}
    wrong = both.sends(filled(both, view, **nobody))
    wrong = wrong if isinstance(wrong, dict) else json.loads(wrong)
    sentence = "Esta resposta é necessária. Para quem? (por exemplo, @ana ou @saude)"
    assert wrong == {"response_action": "errors", "errors": {"para": sentence}}
    assert both.rows()[-1] == ("refused", None)
    assert titles(both) == []
    assert not both.sends(filled(both, view))
    assert both.settled()
    assert titles(both) == ["Enviar o relatório"]
    [created] = both.workspace.called("chat.postEphemeral")[-1:]
    assert shown(created).startswith("Tarefa T-1 criada para Bruno Lima: Enviar o relatório.")
    assert "quarta-feira, 27/11/2030, 17h" in shown(created)


def test_a_form_that_came_too_late_is_a_message_with_a_button(slack: Slack) -> None:
    slack.workspace.fates["views.open"] = ["expired_trigger_id"]
    assert slack.commands("ana", "/gab", "tarefa") == ["Preencha o formulário: tarefa"]
    slack.sends(slack.workspace.press(user("ana"), slack.button("ana", "Abrir o formulário")))
    assert eventually(lambda: len(slack.workspace.called("views.open")) == 2)


def test_a_message_becomes_a_task(slack: Slack) -> None:
    slack.sends(slack.workspace.shortcut(user("ana"), "criar_tarefa", "Faltam remédios na UBS &lt;Centro&gt;"))
    first = view_of(slack)["blocks"][0]
    link = "https://cidade.slack.com/archives/C0GERAL/p1700000001000100"
    assert first["element"]["initial_value"] == f"Faltam remédios na UBS <Centro>\n{link}"
    slack.sends(slack.workspace.shortcut(user("ana"), "registrar_expediente", "Ofício da Câmara"))
    assert eventually(lambda: len(slack.workspace.called("views.open")) == 2)
    values = [block["element"].get("initial_value") for block in view_of(slack)["blocks"]]
    assert f"Ofício da Câmara\n{link}" in values


def test_the_home_page_shows_the_day_and_obeys(both: Slack) -> None:
    both.writes("ana", "tarefa @bruno enviar o relatório até 27/11/2030")
    opened = {"type": "app_home_opened", "user": "U0BRUNO", "tab": "home", "channel": "D0BRUNO"}
    both.sends(both.workspace.event(opened))
    assert eventually(lambda: bool(both.workspace.called("views.publish")))
    page = both.workspace.called("views.publish")[-1]
    assert page["user_id"] == "U0BRUNO"
    assert shown(page["view"]).startswith("Bruno Lima, Secretário de Saúde. Hoje é ")
    rows = [block["elements"] for block in page["view"]["blocks"] if block["type"] == "actions"]
    value = next(each["value"] for row in rows for each in row if each["text"]["text"] == "Minhas tarefas")
    both.sends(both.workspace.press(user("bruno"), value, type="view", view_id="V9"))
    assert eventually(lambda: len(both.workspace.called("views.publish")) == 2)
    assert any("T-1" in text for text in both.workspace.texts("U0BRUNO")[1:])


def test_a_file_is_kept_with_a_record(slack: Slack) -> None:
    slack.writes("ana", "tarefa @bruno enviar o relatório até 27/11/2030")
    content = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    slack.workspace.files["F1"] = content
    url = f"{slack.workspace.server.url}/files/F1"
    file = {"id": "F1", "name": "relatório.pdf", "size": len(content), "url_private_download": url}
    [answer] = slack.writes("ana", "anexar T-1", subtype="file_share", files=[file])
    assert answer.startswith("Guardei em T-1: relatório.pdf.")
    slack.writes("ana", "anexos T-1")
    assert list(slack.workspace.uploads.values()) == [content]
    [done] = slack.workspace.called("files.completeUploadExternal")
    assert done["channel_id"] == "D0ANA"


def test_a_file_that_cannot_be_had_is_told(slack: Slack) -> None:
    file = {"id": "F1", "name": "a.pdf", "size": 10, "url_private_download": "https://exemplo.invalid/a.pdf"}
    answers = slack.writes("ana", "anexar T-1", subtype="file_share", files=[file])
    assert answers == ["Não consegui buscar o arquivo no Slack e nada foi feito. Mande-o de novo, com até 20 MB."]


def test_a_long_text_comes_in_numbered_pieces(slack: Slack) -> None:
    text = " ".join(f"palavra{n} <b>&" for n in range(300))[:3900]
    slack.writes("ana", f"tarefa @bruno {text} até 27/11/2030")
    posted = slack.workspace.called("chat.postMessage")
    assert all(len(body["text"]) <= 3000 for body in posted)
    assert all(len(block["text"]["text"]) <= 3000 for body in posted for block in body["blocks"] if "text" in block)
