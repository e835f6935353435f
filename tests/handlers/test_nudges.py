"""Asking for news: one message to each person who still owes something, not twice in two hours."""

from datetime import timedelta

import pytest

from tests.conftest import House


@pytest.fixture
def given(house: House) -> House:
    house.says("ana", "tarefa @bruno @otavio conferir a frota até quarta")
    house.tray("bruno"), house.tray("otavio")
    return house


@pytest.mark.every_door
def test_everyone_who_owes(given: House) -> None:
    assert given.says("ana", "cobrar T-1") == "Cobrei Bruno Lima e Otávio Reis (T-1)."
    news = "Ana Prado pede notícia de T-1, conferir a frota (vence na quarta-feira, 25/11)"
    assert given.tray("bruno") == given.tray("otavio") == [news]


def test_one_of_them_with_a_word(given: House) -> None:
    assert given.says("ana", "cobrar T-1 @otavio a oficina já respondeu?") == "Cobrei Otávio Reis (T-1)."
    assert given.tray("otavio")[0].endswith("\n“a oficina já respondeu?”")
    assert given.tray("bruno") == []


def test_who_is_done_is_left_alone(given: House) -> None:
    given.says("bruno", "concluir T-1")
    assert given.says("ana", "cobrar T-1") == "Cobrei Otávio Reis (T-1)."
    given.says("otavio", "concluir T-1")
    assert given.says("ana", "cobrar T-1") == "Ninguém deve nada em T-1 (concluída)."


def test_not_again_so_soon(given: House) -> None:
    given.says("ana", "cobrar T-1 @bruno")
    assert given.says("ana", "cobrar T-1 @bruno") == "Não mandei de novo: cobrança a Bruno Lima há menos de duas horas."
    assert given.says("ana", "cobrar T-1") == (
        "Cobrei Otávio Reis (T-1). Não repeti a cobrança a Bruno Lima, de menos de duas horas atrás."
    )
    given.passes(timedelta(hours=3))
    assert given.says("ana", "cobrar T-1 @bruno") == "Cobrei Bruno Lima (T-1)."


def test_several_records_one_message(given: House) -> None:
    given.says("ana", "tarefa @bruno pintar a sala")
    given.tray("bruno")
    assert given.says("ana", "cobrar T-1 e T-2 @bruno") == "Cobrei Bruno Lima (T-1 e T-2)."
    assert given.tray("bruno") == [
        "Ana Prado pede notícia de:\n• T-1, conferir a frota (vence na quarta-feira, 25/11)\n• T-2, pintar a sala"
    ]


def test_what_is_ones_own(house: House) -> None:
    house.says("ana", "tarefa @ana revisar a pauta")
    assert house.says("ana", "cobrar T-1") == "T-1 está com você."


def test_who_has_nothing_of_it(given: House) -> None:
    assert given.says("ana", "cobrar T-1 @davi") == (
        "Davi Rocha não tem nada em aberto em T-1. Está com Bruno Lima e Otávio Reis."
    )


def test_a_secret_answers_like_what_does_not_exist(house: House) -> None:
    house.says("davi", 'expediente novo "Apuração" número 77/2026 nível sigiloso @bruno')
    missing = house.says("otavio", "cobrar 78/2026")
    assert house.says("otavio", "cobrar 77/2026").replace("77/2026", "78/2026") == missing


def test_the_history_keeps_it(given: House) -> None:
    given.says("ana", "cobrar T-1 @bruno")
    assert "cobrança a Bruno Lima" in given.says("ana", "histórico T-1")


def test_the_button_stands_where_another_owes_and_the_person_may_ask(house: House) -> None:
    house.says("ana", "tarefa @bruno enviar o relatório até hoje 17h")
    assert "cobrar T-1" in house.buttons("ana", "ver T-1")
    assert "cobrar T-1" not in house.buttons("bruno", "ver T-1")  # it is with him
    assert "cobrar T-1" not in house.buttons("vera", "ver T-1")  # she only consults
    assert "cobrar T-1" not in house.buttons("ana", "tarefas")  # not late yet
    house.passes("2026-11-24T09:00")
    assert "cobrar T-1" in house.buttons("ana", "tarefas")
    assert "cobrar T-1" not in house.buttons("vera", "tarefas")
    house.says("bruno", "concluir T-1")
    assert "cobrar T-1" not in house.buttons("ana", "ver T-1")


def test_the_button_stands_on_an_act(house: House) -> None:
    house.says("davi", "ordem @saude enviar o plano")
    house.says("helena", "ver R-1")
    house.says("helena", "aprovar R-1")
    for line in ("ver OS-1/2026", "situação OS-1/2026", "pendentes OS-1/2026"):
        assert "cobrar OS-1/2026" in house.buttons("ana", line)
        assert "cobrar OS-1/2026" not in house.buttons("bruno", line)


def test_forty_at_once(given: House) -> None:
    for number in range(39):
        given.says("ana", f"tarefa @bruno item {number}")
    given.tray("bruno")
    given.passes(timedelta(minutes=20))
    given.tray("bruno")
    every = " ".join(f"T-{number}" for number in range(1, 41))
    assert given.says("ana", f"cobrar {every} @bruno").startswith("Cobrei Bruno Lima (")
    assert len(given.tray("bruno")) == 1
