"""One person who heads two órgãos: notified once, answers for both."""

import pytest

from models.people import register
from models.people.register.rows import COLUMNS
from tests.conftest import House

ROWS = (
    "otavio,Otávio Reis,Secretário de Obras,OBRAS,,secretario,titular,,,sim",
    "otavio,Otávio Reis,Secretário interino,SERV,Secretaria de Serviços,secretario,titular,,,sim",
)


@pytest.fixture
def two(house: House) -> House:
    with house.transaction() as session:
        register.load(session, "\n".join([",".join(COLUMNS), *ROWS]).encode(), now=house.now)
    return house


def test_both_are_shown(two: House) -> None:
    assert "\nTambém titular: Secretaria de Serviços (SERV)\n" in two.says("otavio", "eu")
    assert "SERV — Secretaria de Serviços: Otávio Reis" in two.says("ana", "órgãos")
    assert "Otávio Reis (@otavio), Secretário de Obras — titular" in two.says("ana", "pessoas @serv")


def test_what_is_given_to_the_second_reaches_the_person(two: House) -> None:
    said = two.says("ana", "tarefa @serv limpar a praça até hoje 17h")
    assert said == "Tarefa T-1 criada para Secretaria de Serviços: limpar a praça. Prazo: segunda-feira, 23/11, 17h."
    assert len(two.tray("otavio")) == 1
    assert "T-1 limpar a praça" in two.says("otavio", "minhas")
    assert "limpar a praça" in two.says("otavio", "pauta")
    assert two.says("otavio", "concluir T-1") == "Tarefa T-1 concluída."


def test_an_act_for_both_goes_once_and_is_noted_for_both(two: House) -> None:
    two.says("ana", "ordem @obras @serv Vistoriem as pontes.\ncumprir até 04/12")
    two.says("helena", "ver R-1")
    two.says("helena", "aprovar R-1")
    assert len([text for text in two.tray("otavio") if "Vistoriem" in text]) == 1
    two.says("otavio", "ciente OS-1/2026")
    two.says("otavio", "cumprida OS-1/2026")
    assert "OBRAS e SERV, Otávio Reis" in two.says("ana", "situação OS-1/2026")


def test_the_substitute_answers_for_both(two: House) -> None:
    two.says("ana", "substituição @otavio por @paula de 23/11 a 27/11 portaria 3/2026")
    two.says("ana", "tarefa @serv limpar a praça até sexta")
    assert "T-1 limpar a praça" in two.says("paula", "minhas")


def test_the_digest_has_both(two: House) -> None:
    two.says("ana", "tarefa @serv limpar a praça até amanhã")
    two.passes("2026-11-24T07:31")
    two.runs("digests")
    assert any("limpar a praça" in text for text in two.tray("otavio"))


def test_everybody_is_each_orgao(two: House) -> None:
    assert "Secretaria de Obras, Secretaria de Saúde e Secretaria de Serviços" in two.says(
        "ana", "tarefa @todos enviar a escala"
    )
