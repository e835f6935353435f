"""Pending decisions: a list of their own, and the first lines of the approver's pauta."""

import pytest

from tests.conftest import House


@pytest.fixture
def waiting(house: House) -> House:
    house.says("davi", "ordem @bruno Enviar o inventário.\ncumprir até sexta")
    house.says("ana", "tarefa @bruno conferir a frota até quarta")
    house.says("bruno", "adiar T-1 sexta faltam dois carros")
    return house


@pytest.mark.every_door
def test_what_waits_for_a_decision(waiting: House) -> None:
    assert waiting.says("ana", "decisões") == (
        "Esperam a sua decisão (2):\n"
        "• R-1 minuta de ordem de serviço de Davi Rocha: Enviar o inventário. (desde hoje, decidir até 27/11 18h)\n"
        "• T-1 Bruno Lima pede prazo até sexta-feira, 27/11/2026: conferir a frota. "
        "Motivo: faltam dois carros (desde hoje)"
    )
    assert waiting.buttons("ana", "decisões") == ["ver R-1", "conceder T-1 @bruno", "recusar T-1 @bruno"]


def test_first_in_the_pauta(waiting: House) -> None:
    lines = waiting.says("ana", "pauta").splitlines()
    assert lines[:3] == ["Pauta de segunda-feira, 23/11/2026.", "", "Esperam a sua decisão (2):"]
    assert waiting.buttons("ana", "pauta")[0] == "decisões"


def test_first_in_the_morning(waiting: House) -> None:
    waiting.passes("2026-11-24 07:31")
    waiting.runs("digests")
    assert "\n\nEsperam a sua decisão (2):\n• R-1 minuta de ordem" in waiting.tray("ana")[-1]


def test_what_was_decided_is_gone(waiting: House) -> None:
    waiting.says("ana", "conceder T-1")
    waiting.says("ana", "devolver R-1 falta a data")
    assert waiting.says("ana", "decisões") == "Nada espera a sua decisão."
    assert waiting.says("ana", "minutas") == (
        "Minutas (1):\n• R-1 Enviar o inventário. — de Davi Rocha, devolvida a quem a escreveu"
    )


def test_what_somebody_cannot_comply_with(waiting: House) -> None:
    waiting.says("ana", "ver R-1")
    waiting.says("ana", "aprovar R-1")
    waiting.says("bruno", "ciente OS-1/2026")
    waiting.says("bruno", "impossível OS-1/2026 não há verba")
    assert "OS-1/2026 Bruno Lima diz que não pode cumprir" in waiting.says("ana", "decisões")


def test_nobody_decides_what_is_theirs(waiting: House) -> None:
    assert waiting.says("bruno", "decisões") == "Nada espera a sua decisão."
    assert waiting.says("davi", "decisões") == "Nada espera a sua decisão."
    assert "R-1" in waiting.says("davi", "minutas")
    assert waiting.says("bruno", "minutas") == "Não há minutas esperando."
