"""Undoing one's own last change: for ten minutes, and while nobody else was told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.outbox import Outbox, State
from tests.conftest import House


@pytest.mark.every_door
def test_a_task_just_given_to_oneself(house: House) -> None:
    house.says("bruno", "tarefa conferir a frota até sexta")
    assert house.says("bruno", "desfazer") == "Desfiz em T-1: tarefa criada: conferir a frota."
    assert "T-1" not in house.says("bruno", "minhas")
    history = house.says("bruno", "histórico T-1")
    assert "tarefa criada: conferir a frota" in history
    assert "desfeito: tarefa criada: conferir a frota" in history


@pytest.mark.parametrize(
    "change",
    [
        "concluir T-1 por telefone",
        "iniciar T-1",
        "adiar T-1 até dia 10 falta um dado",
        "corrigir T-1 título outra coisa",
        "corrigir T-1 prazo dia 10",
        "corrigir T-1 prioridade urgente",
        "cancelar T-1 já não é preciso",
        "marcar T-1 2",
    ],
)
def test_every_change_of_ones_own_task(house: House, change: str) -> None:
    house.says("bruno", "tarefa conferir a frota até sexta\n- carros\n- motos")
    before = house.says("bruno", "ver T-1"), house.says("bruno", "minhas")
    house.passes(timedelta(minutes=1))
    assert not house.says("bruno", change).startswith(("Não", "Falta")), change
    assert (house.says("bruno", "ver T-1"), house.says("bruno", "minhas")) != before
    assert house.says("bruno", "desfazer").startswith("Desfiz em T-1: ")
    assert (house.says("bruno", "ver T-1"), house.says("bruno", "minhas")) == before


def test_what_others_read_stays(house: House) -> None:
    house.says("ana", "tarefa @bruno conferir a frota até sexta")
    house.passes(timedelta(minutes=1))
    house.says("bruno", "concluir T-1")
    assert house.says("bruno", "desfazer") == (
        "Ana Prado já recebeu o aviso, e o que outro leu não se desfaz calado. Faça às claras: reabrir T-1"
    )
    assert house.buttons("bruno", "desfazer") == ["reabrir T-1"]
    assert "T-1" not in house.says("bruno", "minhas")


def test_what_waits_for_the_morning_is_withdrawn(house: House) -> None:
    house.says("ana", "tarefa @bruno conferir a frota até sexta")
    house.settles("ana")
    house.passes(timedelta(minutes=1))
    house.says("bruno", "comentar T-1 faltam dois carros")
    assert house.says("bruno", "desfazer") == "Desfiz em T-1: faltam dois carros."
    with house.transaction() as session:
        waiting = select(Outbox.payload).where(Outbox.state == State.PENDING)
        assert list(session.scalars(waiting)) == []


def test_somebody_elses_change(house: House) -> None:
    house.says("ana", "tarefa @bruno conferir a frota")
    assert house.says("bruno", "desfazer T-1") == (
        "A última mudança em T-1 é de Ana Prado; cada um desfaz o que é seu."
    )
    assert house.says("bruno", "desfazer") == "Não há mudança sua, dos últimos dez minutos, que se possa desfazer."


def test_after_somebody_went_on(house: House) -> None:
    house.says("ana", "tarefa @bruno conferir a frota")
    house.says("ana", "acompanhar T-1")
    house.says("bruno", "iniciar T-1")
    assert house.says("ana", "desfazer") == "Depois disso Bruno Lima já mexeu em T-1."


def test_twice(house: House) -> None:
    house.says("bruno", "tarefa conferir a frota")
    house.says("bruno", "desfazer")
    assert house.says("bruno", "desfazer") == "A sua última mudança já está desfeita."


def test_too_late(house: House) -> None:
    house.says("bruno", "tarefa conferir a frota")
    house.passes(timedelta(minutes=10))
    assert house.says("bruno", "desfazer") == "Não há mudança sua, dos últimos dez minutos, que se possa desfazer."


def test_an_act(house: House) -> None:
    house.says("davi", "ordem @bruno Enviar o inventário.")
    assert house.says("davi", "desfazer") == "Quem aprova já recebeu a minuta. Para tirá-la: cancelar R-1 motivo"
    house.says("ana", "aprovar R-1")
    assert house.says("ana", "desfazer") == (
        "O que se disse num ato não se desfaz. Para mudar OS-1/2026: retificar OS-1/2026 texto"
    )


def test_what_has_no_way_back(house: House) -> None:
    house.says("davi", 'expediente novo ofício "Poda da praça"')
    assert house.says("davi", "desfazer").startswith("Isto não se desfaz: ")


def test_preferences(house: House) -> None:
    before = house.says("vera", "preferências")
    house.says("vera", "preferências lembretes não")
    assert house.says("vera", "desfazer") == "Desfiz: preferências: reminders."
    assert house.says("vera", "preferências") == before


def test_following(house: House) -> None:
    house.says("ana", "tarefa @bruno conferir a frota")
    house.says("davi", "acompanhar T-1")
    assert house.says("davi", "desfazer") == "Desfiz em T-1: Davi Rocha acompanha."
    assert house.says("davi", "acompanhar T-1") == "Você acompanha T-1: aviso você de cada novidade."


def test_a_request_for_time(house: House) -> None:
    house.says("ana", "tarefa @bruno conferir a frota até quarta")
    house.settles("ana")
    house.says("bruno", "adiar T-1 sexta faltam dois carros")
    assert house.says("bruno", "desfazer").startswith("Desfiz em T-1: pede prazo até sexta-feira")
    assert house.says("helena", "decisões") == "Nada espera a sua decisão."


@pytest.mark.parametrize("said", ["desfaz", "desfaz isso", "volta atrás", "ops, errei", "foi engano"])
def test_as_people_say_it(house: House, said: str) -> None:
    house.says("bruno", "tarefa conferir a frota")
    assert "Desfiz em T-1: tarefa criada: conferir a frota." in house.says("bruno", said)
