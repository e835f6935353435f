"""Dates in the text of an act: one that no line sets is asked about before anybody is asked to sign."""

import pytest

from tests.conftest import House

FRIDAY = "Cumprimento até: sexta-feira, 27/11/2026, 17h"
NONE = "Cumprimento até: sem data"
ASKED = "O texto diz “até sexta 17h”: é o prazo para cumprir?"
LINE = "ordem @saude Enviar os relatórios até sexta 17h"


@pytest.mark.every_door
def test_a_date_of_the_text_alone_is_asked_about(house: House) -> None:
    asked = house.answer("davi", text=LINE)
    assert asked["text"] == ASKED
    assert [(each["label"], each["line"]) for each in asked["buttons"]] == [
        ("Cumprir até sexta-feira, 27/11, 17h", f"{LINE}\ncumprir: 27/11/2026 às 17:00"),
        ("Sem prazo: é só parte do texto", f"{LINE}\ncumprir: sem prazo"),
    ]
    assert house.tray("helena") == []
    assert house.says("davi", asked["buttons"][0]["line"]).startswith("Minuta R-1")
    assert FRIDAY in house.tray("helena")[0]


@pytest.mark.parametrize("head", ["ordem", "decisão", "diretriz"])
def test_every_kind_of_act_asks(house: House, head: str) -> None:
    assert house.says("davi", f"{head} @saude Enviar os relatórios até sexta 17h") == ASKED


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ("sim", FRIDAY),
        ("é o prazo", FRIDAY),
        ("não", NONE),
        ("sem prazo", NONE),
        ("é só parte do texto", NONE),
        ("quinta 12h", "Cumprimento até: quinta-feira, 26/11/2026, 12h"),
        ("cumprir até quinta 12h", "Cumprimento até: quinta-feira, 26/11/2026, 12h"),
        ("na terça da semana que vem", "Cumprimento até: terça-feira, 01/12/2026"),
        ("em 10 dias úteis", "Cumprimento até: segunda-feira, 07/12/2026"),
    ],
)
def test_the_answer_in_words(house: House, said: str, then: str) -> None:
    house.says("davi", LINE)
    assert then in house.says("davi", said)


def test_what_is_no_date_leaves_the_question_open(house: House) -> None:
    house.says("davi", LINE)
    assert house.says("davi", "quando a equipe puder").startswith("Não entendi")
    assert FRIDAY in house.says("davi", "sexta 17h")


def test_several_dates_ask_which(house: House) -> None:
    asked = house.answer("davi", text="ordem @saude Enviar o plano até sexta e o relatório até dia 10")
    assert asked["text"] == "O texto diz “até sexta” e “até dia 10”. Qual é o prazo para cumprir?"
    assert [each["label"] for each in asked["buttons"]] == [
        "Cumprir até sexta-feira, 27/11",
        "Cumprir até quinta-feira, 10/12",
        "Sem prazo: é só parte do texto",
    ]
    assert "Cumprimento até: quinta-feira, 10/12/2026" in house.says("davi", "dia 10")


def test_each_date_is_asked_for_what_it_is(house: House) -> None:
    asked = house.says("davi", "ordem @saude Enviar o plano até sexta 17h, ciência até quarta, sair amanhã 8h")
    assert asked == "O texto diz “até quarta”: é a data da ciência?"
    assert house.says("davi", "sim") == ASKED
    assert house.says("davi", "sim") == "O texto diz “amanhã 8h”: é a hora de transmitir?"
    draft = house.says("davi", "sim")
    assert "Ciência até: quarta-feira, 25/11/2026" in draft
    assert FRIDAY in draft
    assert "Transmissão: terça-feira, 24/11/2026, 8h" in draft


@pytest.mark.parametrize(
    "text",
    [
        "Enviar os relatórios até sexta 17h\ncumprir até sexta 17h",
        "Enviar os relatórios até sexta 17h\ncumprimento: sem prazo",
        "Suspender os empenhos a partir de amanhã, conforme o decreto de 10/11/2026",
        "Preparar o plano de carnaval e o calendário de 2027",
        "Conceder as férias de 30 dias",
        "Abrir o posto toda segunda 8h",
    ],
)
def test_what_is_settled_or_no_deadline_is_not_asked_about(house: House, text: str) -> None:
    assert house.says("davi", f"ordem @saude {text}").startswith("Minuta R-1")


def test_who_may_not_prepare_an_act_is_not_asked(house: House) -> None:
    assert house.says("bruno", LINE).startswith("Só o gabinete prepara")


def test_a_form_asked_already(house: House) -> None:
    for said in ("ordem", "saude", "Enviar os relatórios até sexta 17h", "pular", "pular"):
        house.says("davi", said)
    assert NONE in house.says("davi", "pular")


def test_a_corrected_text_asks_again(house: House) -> None:
    house.says("davi", f"{LINE}\ncumprir até sexta 17h")
    assert FRIDAY in house.says("davi", "corrigir R-1 Enviar os números até sexta 17h")
    assert house.says("davi", "corrigir R-1 Enviar os números até quinta").startswith("O texto diz “até quinta”")
    assert "Cumprimento até: quinta-feira, 26/11/2026" in house.says("davi", "sim")


def test_the_question_outlives_another_request(house: House) -> None:
    house.says("davi", LINE)
    assert house.says("davi", "minhas").startswith("Suas tarefas")
    assert FRIDAY in house.says("davi", "sim")
