"""Conversations at the Slack door, through the whole service, over HTTP and over a socket."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.transactions import transaction
from models.tasks import Task
from tests.bot.slack.conftest import Slack, user
from tests.servers.slack import fates
from tests.servers.slack.happenings import text_of

ABOUT_BRUNO = """Bruno Lima (@bruno)
Secretário de Saúde, titular, Secretaria de Saúde (SAUDE)
Papel: secretário
Recebe mensagens por: Slack"""
ASK = "tarefa @bruno enviar o relatório até 27/11/2030"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def titles(slack: Slack) -> list[str]:
    with transaction(slack.app.engine) as session:
        return list(session.scalars(select(Task.title).order_by(Task.id)))


def posted(slack: Slack, *methods: str) -> list[dict[str, Any]]:
    return [call.params for call in slack.server.calls(*(methods or ("chat.postMessage",)))]


def test_a_line_in_private_is_answered(both: Slack) -> None:
    assert both.writes("bruno", "eu") == [ABOUT_BRUNO]
    [body] = posted(both)
    assert (body["channel"], body["text"]) == ("D0BRUNO", ABOUT_BRUNO)
    assert (body["unfurl_links"], body["unfurl_media"]) == (False, False)
    assert body["metadata"]["event_type"] == "gabinete_message"


def test_a_stranger_is_told_how_to_enter(slack: Slack) -> None:
    [unknown] = slack.writes("igor", "eu")
    assert unknown == "Ainda não conheço você por aqui. Peça um convite ao administrador e escreva: entrar CÓDIGO"


def test_people_are_named_by_their_mention(slack: Slack) -> None:
    [answer] = slack.writes("ana", "tarefa <@U0BRUNO|bruno> enviar ofício &amp; anexo até 27/11/2030")
    assert answer.startswith("Tarefa T-1 criada para Bruno Lima: enviar ofício & anexo.")
    assert titles(slack) == ["enviar ofício & anexo"]
    told = "Ana Prado passou a você a tarefa T-1: enviar ofício & anexo. Prazo: quarta-feira, 27/11/2030."
    assert slack.server.reads("U0BRUNO") == [told]


def test_a_pressed_button_changes_the_message(both: Slack) -> None:
    both.writes("ana", ASK)
    [answer] = both.presses("bruno", "Iniciar")
    assert answer == "Tarefa T-1 iniciada."
    [changed] = posted(both, "chat.update")
    assert "✓ Iniciar: Bruno Lima, " in text_of(changed)
    assert changed["channel"] == "D0BRUNO"
    assert "✓ Iniciar: Bruno Lima, " in both.server.reads("U0BRUNO")[0]
    [finished] = both.presses("bruno", "Concluir")
    assert finished.startswith("Tarefa T-1 concluída")


def test_a_button_pressed_twice_counts_once(slack: Slack) -> None:
    slack.writes("ana", ASK)
    press = slack.server.press(user("bruno"), "Iniciar")
    for _ in range(2):
        slack.sends(press)
    assert slack.settled()
    assert slack.server.reads("U0BRUNO").count("Tarefa T-1 iniciada.") == 1


def test_somebody_elses_button_does_nothing(slack: Slack) -> None:
    slack.writes("ana", ASK)
    value = slack.server.press(user("bruno"), "Iniciar")["actions"][0]["value"]
    slack.sends(slack.server.pressed(user("edna"), value))
    assert slack.settled()
    assert slack.rows()[-1] == ("ignored", None)


@pytest.mark.parametrize("line", ["eu", "ordem @saude Ler.", "aprovar R-1"])
def test_a_mention_in_a_channel_is_obeyed_in_private_only(both: Slack, line: str) -> None:
    mention = both.server.mention(user("bruno"), line)
    assert both.does("bruno", mention) == ["Por aqui só publico avisos. Fale comigo em particular."]
    [body] = posted(both, "chat.postEphemeral")
    said = mention["event"]["ts"]
    assert (body["channel"], body["user"], body["thread_ts"]) == ("C0GERAL", "U0BRUNO", said)
    assert posted(both) == []


def test_a_mention_in_a_thread_is_answered_in_it(slack: Slack) -> None:
    first = slack.server.mention(user("ana"), "eu")["event"]["ts"]
    slack.does("bruno", slack.server.mention(user("bruno"), "eu", thread_ts=first))
    [body] = posted(slack, "chat.postEphemeral")
    assert body["thread_ts"] == first


def test_an_answer_that_cannot_be_shown_in_a_channel_goes_in_private(slack: Slack) -> None:
    slack.server.leave("C0GERAL")
    assert slack.commands("bruno", "/gab", "eu") == [ABOUT_BRUNO]
    assert [body["channel"] for body in posted(slack)] == ["U0BRUNO"]


def test_a_channel_that_slack_no_longer_knows(slack: Slack) -> None:
    slack.server.fate(fates.refused("channel_not_found"), method="chat.postEphemeral")
    assert slack.commands("bruno", "/gab", "eu") == [ABOUT_BRUNO]


def test_authority_is_exercised_in_private_only(both: Slack) -> None:
    for line in ("ordem @saude Ler.", "desligar @bruno", "convidar"):
        assert both.commands("ana", "/gab", line) == ["Isso se faz em particular. Escreva-me numa conversa direta."]
    assert both.writes("ana", "ordem @saude Ler.")[0].startswith("Minuta R-1")


def test_slash_commands(both: Slack) -> None:
    assert both.commands("bruno", "/gab", "eu") == [ABOUT_BRUNO]
    assert both.commands("bruno", "/pessoas", "eu") == [ABOUT_BRUNO]
    body = posted(both, "chat.postEphemeral")[-1]
    assert (body["channel"], body["user"]) == ("C0GERAL", "U0BRUNO")
    assert both.commands("bruno", "/tarefas", "") == ["Tarefas abertas: nenhuma."]


def test_a_slash_command_in_private_is_answered_there(slack: Slack) -> None:
    assert slack.commands("bruno", "/gab", "eu", channel="D0BRUNO") == [ABOUT_BRUNO]
    assert posted(slack, "chat.postEphemeral") == []


def test_an_answer_in_a_thread_stays_in_it(slack: Slack) -> None:
    first = slack.server.message(user("bruno"), "oi")["event"]["ts"]
    slack.writes("bruno", "eu", thread_ts=first)
    [body] = posted(slack)
    assert (body["channel"], body["thread_ts"]) == ("D0BRUNO", first)


def test_the_thread_of_a_message_gives_its_record(slack: Slack) -> None:
    slack.writes("ana", ASK)
    slack.settled()
    told = next(each for each in slack.server.seen_by(user("bruno")) if "T-1" in each.get("text", ""))
    slack.writes("ana", ASK)
    said = slack.writes("bruno", "já fiz", thread_ts=told["ts"])
    assert said[-1].startswith("Entendi: concluir T-1\n")


def test_a_file_is_kept_with_a_record(slack: Slack) -> None:
    slack.writes("ana", ASK)
    file = slack.server.keep_file("relatório.pdf", PDF)
    [answer] = slack.writes("ana", "anexar T-1", subtype="file_share", files=[file])
    assert answer.startswith("Guardei em T-1: relatório.pdf.")
    slack.writes("ana", "anexos T-1")
    assert slack.server.files("U0ANA") == [("relatório.pdf", PDF)]


def test_several_files_come_together(both: Slack) -> None:
    both.writes("ana", ASK)
    files = [both.server.keep_file(f"{n}.pdf", PDF + str(n).encode()) for n in range(3)]
    [answer] = both.writes("ana", "anexar T-1", subtype="file_share", files=files)
    assert answer.startswith("Guardei em T-1: 0.pdf, 1.pdf e 2.pdf.")
    both.writes("ana", "anexos T-1")
    assert [name for name, _ in both.server.files("U0ANA")] == ["0.pdf", "1.pdf", "2.pdf"]


def test_a_file_that_cannot_be_had_is_told(slack: Slack) -> None:
    file = {"id": "F1", "name": "a.pdf", "size": 10, "url_private_download": "https://exemplo.invalid/a.pdf"}
    answers = slack.writes("ana", "anexar T-1", subtype="file_share", files=[file])
    assert answers == ["Não consegui buscar o arquivo no Slack e nada foi feito. Mande-o de novo, com até 20 MB."]


def test_a_long_text_comes_in_numbered_pieces(slack: Slack) -> None:
    text = " ".join(f"palavra{n} <b>&" for n in range(300))[:3900]
    slack.writes("ana", f"tarefa @bruno {text} até 27/11/2030")
    told = slack.server.reads("U0BRUNO")
    assert [piece.partition("\n")[0] for piece in told] == [f"({n}/{len(told)})" for n in range(1, len(told) + 1)]
    assert len(told) > 1
    [answer] = slack.presses("bruno", "Iniciar")
    assert answer == "Tarefa T-1 iniciada."


def test_text_is_never_interpreted_as_markup(slack: Slack) -> None:
    slack.writes("ana", "tarefa @bruno avise &lt;!channel&gt; *já* :smile: hoje não até 27/11/2030")
    for body in posted(slack):
        assert "<!channel>" not in body["text"]
        texts = [block["text"] for block in body["blocks"] if block["type"] == "section"]
        assert all(each["type"] == "plain_text" and each["emoji"] is False for each in texts)
    assert "avise <!channel> *já* :smile: hoje não" in slack.server.reads("U0BRUNO")[0]
