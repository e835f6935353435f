"""A mistake in a task is corrected by whoever gave it, and whoever has it is told."""

import pytest

from tests.conftest import House


@pytest.fixture
def given(house: House) -> House:
    house.says("ana", "tarefa @bruno conferir a frota até sexta")
    house.tray("bruno")
    return house


@pytest.mark.every_door
def test_the_title(given: House) -> None:
    assert given.says("ana", "corrigir T-1 título conferir os carros") == "Corrigido. T-1: conferir os carros."
    assert given.tray("bruno") == ["Ana Prado corrigiu: a tarefa T-1 agora é: conferir os carros."]
    assert "T-1" in given.says("otavio", "buscar carros")
    assert "título corrigido, era: conferir a frota" in given.says("ana", "histórico T-1")


def test_the_date(given: House) -> None:
    assert given.says("ana", "corrigir T-1 prazo quinta 15h") == (
        "Corrigido. Prazo da tarefa T-1: quinta-feira, 26/11, 15h."
    )
    assert given.says("ana", "corrigir T-1 prazo").startswith("Qual é o novo prazo?")
    assert given.says("ana", "quarta 10h") == "Corrigido. Prazo da tarefa T-1: quarta-feira, 25/11, 10h."


def test_the_people(given: House) -> None:
    assert given.says("ana", "corrigir T-1 responsável @otavio") == "Corrigido. A tarefa T-1 está com Otávio Reis."
    assert given.tray("otavio") == [
        "Ana Prado passou a você a tarefa T-1: conferir a frota. Prazo: sexta-feira, 27/11."
    ]
    assert given.tray("bruno") == ["Ana Prado corrigiu: a tarefa T-1 (conferir a frota) está com Otávio Reis."]
    assert "T-1" not in given.says("bruno", "minhas")


def test_the_priority(given: House) -> None:
    assert given.says("ana", "corrigir T-1 prioridade urgente") == "Corrigido. Prioridade da tarefa T-1: urgente."
    assert given.says("ana", "corrigir T-1 prioridade urgente") == "A prioridade da tarefa T-1 já é urgente."
    assert given.says("ana", "corrigir T-1 prioridade máxima") == "Que prioridade: normal, alta ou urgente?"


def test_what_to_correct_is_asked(given: House) -> None:
    assert given.says("ana", "corrigir T-1") == ("O que corrigir em T-1: título, prazo, responsável ou prioridade?")
    assert given.buttons("ana", "corrigir T-1")[0] == "corrigir T-1 título"


def test_by_whoever_gave_it(given: House) -> None:
    assert given.says("bruno", "corrigir T-1 título outra coisa") == (
        "A tarefa T-1 é corrigida por quem a deu (Ana Prado) ou pela chefia."
    )


def test_what_is_done_stays(given: House) -> None:
    given.says("bruno", "concluir T-1")
    assert given.says("ana", "corrigir T-1 prioridade alta") == (
        "A tarefa T-1 já está concluída. Para continuar: reabrir T-1 motivo"
    )


def test_a_date_gone_by(given: House) -> None:
    assert given.says("ana", "corrigir T-1 prazo 20/11/2026 10h").startswith("Sexta-feira, 20/11, 10h, já passou.")


def test_somebody_who_left(given: House) -> None:
    given.says("igor", "desligar @otavio confirmo")
    assert given.says("ana", "corrigir T-1 responsável @otavio").startswith("Otávio Reis já não está na casa.")
    assert given.says("ana", "corrigir T-1 responsável").startswith("Quem fica com a tarefa?")
    again = given.answer("ana", text="otavio")
    assert again["text"].startswith("Otávio Reis já não está na casa.")
    assert "corrigir T-1 responsável @" in again["buttons"][0]["line"]
    assert given.says("ana", "carla").startswith("Corrigido. A tarefa T-1 está com Carla Dias.")
    assert "Bruno Lima" in given.says("ana", "ver T-1")
