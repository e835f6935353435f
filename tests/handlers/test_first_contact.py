"""The first contact: a welcome of four lines, with what the person does most."""

import pytest

from tests.conftest import House
from tests.said import said


@pytest.mark.every_door
def test_a_greeting(house: House) -> None:
    answer = house.answer("ana", text="oi")
    assert answer["text"] == said("""
        Olá, Ana. Cuido de tarefas, ordens, expedientes e prazos.
        Escreva como fala. Por exemplo: tarefa @bruno enviar o relatório até sexta 17h
        O que faltar, eu pergunto; o que eu não entender, eu digo.
        Ou comece por aqui:
        """)
    assert [button["line"] for button in answer["buttons"]] == [
        "pauta",
        "decisões",
        "ajuda tarefa",
        "ajuda ordem",
        "pendentes",
        "ajuda cobrar",
        "ajuda tudo",
    ]


@pytest.mark.parametrize("line", ["menu", "?", "Bom dia!", "olá, tudo bem?", "/start", "", "👋"])
def test_every_way_of_beginning(house: House, line: str) -> None:
    assert house.says("bruno", line) == house.says("bruno", "oi")
    assert len(house.says("bruno", line).splitlines()) == 4


def test_it_shows_what_one_may_do(house: House) -> None:
    assert "tarefa" not in house.says("vera", "oi").splitlines()[1]
    assert house.buttons("vera", "oi")[-1] == "ajuda tudo"


def test_a_code_still_enters(house: House) -> None:
    assert house.says("bruno", "/start ABCD") != house.says("bruno", "oi")
