"""Forms as modals: opened, corrected beside the field, handed in, and opened by shortcuts of a message."""

import itertools
from typing import Any

import pytest

from tests.bot.slack.conftest import Slack, user
from tests.bot.slack.test_conversations import titles
from tests.servers.slack import fates

FILLED: dict[str, Any] = {
    "título": "Enviar o relatório",
    "para": ["U0BRUNO"],
    "prazo": "2030-11-27",
    "prazo:hora": "17:00",
}
SHAPE = {
    "título": "plain_text_input",
    "para": "multi_users_select",
    "para:orgaos": "multi_static_select",
    "prazo": "datepicker",
    "prazo:hora": "timepicker",
    "prioridade": "static_select",
}


def shape(view: dict[str, Any]) -> dict[str, str]:
    return {block["block_id"]: block["element"]["type"] for block in view["blocks"]}


def submits(slack: Slack, handle: str, **values: Any) -> Any:
    return slack.sends(slack.server.submit(user(handle), **{**FILLED, **values}))


def test_a_form_is_a_modal_with_problems_beside_the_fields(both: Slack) -> None:
    both.commands("ana", "/gab", "tarefa")
    view = both.modal("ana")
    assert view["title"]["text"] == "Tarefa"
    assert shape(view) == SHAPE
    sentence = "Esta resposta é necessária. Para quem? (por exemplo, @ana ou @saude)"
    assert submits(both, "ana", para=[]) == {"response_action": "errors", "errors": {"para": sentence}}
    assert both.rows()[-1] == ("refused", None)
    assert titles(both) == []
    assert not submits(both, "ana")
    assert both.settled()
    assert titles(both) == ["Enviar o relatório"]
    created = both.server.reads("U0ANA")[-1]
    assert created.startswith("Tarefa T-1 criada para Bruno Lima: Enviar o relatório.")
    assert "quarta-feira, 27/11/2030, 17h" in created


def test_a_form_handed_in_twice_counts_once(slack: Slack) -> None:
    slack.commands("ana", "/gab", "tarefa")
    assert slack.modal("ana")
    handed_in = slack.server.submit(user("ana"), **FILLED)
    for _ in range(3):
        assert not slack.sends(handed_in)
    assert slack.settled()
    assert titles(slack) == ["Enviar o relatório"]


def test_orgaos_and_options_are_chosen(slack: Slack) -> None:
    slack.commands("ana", "/gab", "tarefa")
    assert slack.modal("ana")
    submits(slack, "ana", **{"para": [], "para:orgaos": ["@SAUDE", "@OBRAS"], "prioridade": "alta"})
    assert slack.settled()
    created = slack.server.reads("U0ANA")[-1]
    assert created.startswith("Tarefa T-1 criada para Secretaria de Saúde e Secretaria de Obras: Enviar o relatório.")
    assert created.split("\n")[0].endswith("Prioridade alta.")


def test_a_date_that_does_not_serve_is_told_beside_its_field(slack: Slack) -> None:
    slack.commands("ana", "/gab", "tarefa")
    assert slack.modal("ana")
    wrong = submits(slack, "ana", prazo="2020-01-02")
    assert list(wrong["errors"]) == ["prazo"]


def test_a_form_that_came_too_late_is_a_message_with_a_button(slack: Slack) -> None:
    slack.server.fate(fates.refused("expired_trigger_id"), method="views.open")
    assert slack.commands("ana", "/gab", "tarefa") == ["Preencha o formulário: tarefa"]
    slack.presses("ana", "Abrir o formulário")
    assert shape(slack.modal("ana")) == SHAPE


@pytest.mark.slow
@pytest.mark.parametrize("fate", [fates.limited(1), fates.broken(500), fates.LOST])
def test_a_form_that_may_not_have_opened_is_offered_again(slack: Slack, fate: fates.Fate) -> None:
    # A form offered twice harms nobody; a request that leads to nothing does.
    slack.server.fate(fate, method="views.open")
    slack.sends(slack.server.command(user("ana"), "/gab", "tarefa"))
    for _ in itertools.takewhile(lambda _: not slack.settled(1), range(8)):
        slack.clock.passes(40)
    assert "Preencha o formulário: tarefa" in slack.server.reads("U0ANA")[-1]


def test_a_message_becomes_a_task(both: Slack) -> None:
    shortcut = both.server.shortcut(user("ana"), "criar_tarefa", "Faltam remédios na UBS &lt;Centro&gt;")
    both.sends(shortcut)
    first = both.modal("ana")["blocks"][0]
    link = both.server.permalink("C0GERAL", shortcut["message_ts"])
    assert first["element"]["initial_value"] == f"Faltam remédios na UBS <Centro>\n{link}"
    assert not submits(both, "ana", título=first["element"]["initial_value"])
    assert both.settled()
    assert titles(both)[0].startswith("Faltam remédios na UBS <Centro>")


def test_a_message_becomes_an_expediente(slack: Slack) -> None:
    slack.sends(slack.server.shortcut(user("ana"), "registrar_expediente", "Ofício da Câmara"))
    view = slack.modal("ana")
    quoted = [one["element"].get("initial_value", "") for one in view["blocks"] if one["type"] == "input"]
    assert any(text.startswith("Ofício da Câmara") for text in quoted)


def test_a_very_long_message_still_makes_a_form(slack: Slack) -> None:
    shortcut = slack.server.shortcut(user("ana"), "criar_tarefa", "😀é " * 4000)
    slack.sends(shortcut)
    quoted = slack.modal("ana")["blocks"][0]["element"]["initial_value"]
    assert quoted.startswith("😀é ")
    assert quoted.endswith(slack.server.permalink("C0GERAL", shortcut["message_ts"]))


def test_a_stranger_gets_no_form(slack: Slack) -> None:
    assert slack.does("igor", slack.server.shortcut(user("igor"), "criar_tarefa", "Faltam remédios")) == [
        "Ainda não conheço você por aqui. Peça um convite ao administrador e escreva: entrar CÓDIGO"
    ]
    assert slack.server.calls("views.open") == []
