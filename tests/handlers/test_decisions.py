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
        "• T-1 Bruno Lima pede prazo até sexta-feira, 27/11: conferir a frota. "
        "Motivo: faltam dois carros (desde hoje, decidir até 25/11 18h)\n"
        "• R-1 minuta de ordem de serviço de Davi Rocha: Enviar o inventário. (desde hoje, decidir até 27/11 18h)"
    )
    assert waiting.buttons("ana", "decisões") == ["conceder T-1 @bruno", "recusar T-1 @bruno", "ver R-1"]


def test_first_in_the_pauta(waiting: House) -> None:
    lines = waiting.says("ana", "pauta").splitlines()
    assert lines[:3] == ["Pauta de segunda-feira, 23/11.", "", "Esperam a sua decisão (2):"]
    assert waiting.buttons("ana", "pauta")[0] == "decisões"


def test_first_in_the_morning(waiting: House) -> None:
    waiting.passes("2026-11-24 07:31")
    waiting.runs("digests")
    assert "\n\nEsperam a sua decisão (2):\n• T-1 Bruno Lima" in waiting.tray("ana")[-1]


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


# --- before it is too late --------------------------------------------------------------------------------------

URGENT = "ordem @bruno Fechar a ponte.\nciência até hoje 17h"


def test_half_of_the_time_and_an_hour_before_the_end(house: House) -> None:
    house.says("davi", URGENT)
    house.tray("ana"), house.tray("helena")
    house.passes("2026-11-23 13:00")
    line = "Esperam a sua decisão (1):\n• R-1 minuta de ordem de serviço de Davi Rocha: Fechar a ponte. (desde hoje, "
    assert house.tray("ana") == house.tray("helena") == [f"{line}decidir até 23/11 17h)"]
    assert house.tray("davi") == [
        "R-1 ainda espera a decisão de Helena Duarte ou Ana Prado. Ela é precisa até segunda-feira, 23/11, 17h."
    ]
    house.passes("2026-11-23 15:59")
    assert house.tray("ana") == []
    house.passes("2026-11-23 16:00")
    assert house.tray("ana") == [f"{line}decidir em 1 hora)"]
    house.passes("2026-11-23 17:15")
    assert house.tray("davi") == ["A data de R-1 passou sem decisão. Quem decidir agora pode escolher outra data."]
    house.passes("2026-11-23 20:00")
    assert house.tray("davi") == []


def test_what_is_decided_is_not_spoken_of_again(house: House) -> None:
    house.says("davi", URGENT)
    house.says("ana", "devolver R-1 falta a hora")
    house.tray("ana"), house.tray("davi")
    house.passes("2026-11-23 17:15")
    assert house.tray("ana") == house.tray("davi") == []


def test_a_request_for_time_goes_up_to_whoever_else_may_grant_it(house: House) -> None:
    house.says("otavio", "tarefa @bruno conferir a frota até hoje 17h")
    house.says("bruno", "adiar T-1 sexta faltam dois carros")
    house.tray("otavio"), house.tray("ana")
    house.passes("2026-11-23 13:00")
    assert [text for text in house.tray("otavio") if text.startswith("Esperam")]
    assert not [text for text in house.tray("ana") if text.startswith("Esperam")]
    house.passes("2026-11-23 16:00")
    assert [text for text in house.tray("ana") if text.startswith("Esperam a sua decisão (1):\n• T-1 Bruno Lima")]


def test_the_substitute_of_whoever_decides_is_reminded(house: House) -> None:
    house.says("helena", "substituição @helena por @otavio de hoje a amanhã portaria 1/2026")
    house.says("davi", URGENT)
    house.tray("otavio")
    house.passes("2026-11-23 13:00")
    assert [text for text in house.tray("otavio") if "Esperam a sua decisão (1):" in text]


def test_a_late_approval_asks_for_a_new_date(house: House) -> None:
    house.says("davi", URGENT)
    house.says("ana", "ver R-1")
    house.passes("2026-11-24 09:00")
    answer = house.answer("ana", text="aprovar R-1")
    assert answer["text"] == ("A data de ciência era segunda-feira, 23/11, 17h, e passou. Até quando passa a ser?")
    assert answer["buttons"][1]["line"] == "aprovar R-1 ciência até sexta;"
    house.tray("davi")
    assert house.says("ana", "sexta 12h").startswith("Ordem de serviço OS-1/2026 aprovada")
    assert "sexta-feira, 27/11/2026, 12h" in house.says("bruno", "ver OS-1/2026")
    assert "na aprovação: ciência até sexta-feira, 27/11, 12h" in house.says("davi", "histórico OS-1/2026")


def test_only_a_date_gone_by_is_moved_at_the_signature(house: House) -> None:
    house.says("davi", "ordem @bruno Fechar a ponte.\nciência até sexta 12h")
    house.says("ana", "ver R-1")
    assert house.says("ana", "aprovar R-1 ciência até quinta 12h").startswith("A data de ciência ainda não passou")


def test_two_who_decide_at_the_same_moment(house: House) -> None:
    house.says("davi", URGENT)
    house.says("ana", "ver R-1"), house.says("helena", "ver R-1")
    house.says("ana", "aprovar R-1")
    assert (
        house.says("helena", "aprovar R-1")
        == "A ordem de serviço OS-1/2026 já foi transmitida na segunda-feira, 23/11, 9h."
    )
    house.says("otavio", "tarefa @bruno conferir a frota até quarta")
    house.says("bruno", "adiar T-1 sexta faltam dois carros")
    house.says("ana", "conceder T-1")
    assert house.says("otavio", "recusar T-1 @bruno") == "Bruno Lima não tem pedido de prazo em aberto em T-1."


def test_a_decision_on_what_was_withdrawn(house: House) -> None:
    house.says("davi", URGENT)
    house.says("davi", "cancelar R-1 saiu errada")
    assert house.says("ana", "aprovar R-1") == "A ordem de serviço R-1 já está cancelada."
    house.says("otavio", "tarefa @bruno conferir a frota até quarta")
    house.says("bruno", "adiar T-1 sexta faltam dois carros")
    house.says("otavio", "cancelar T-1 já não é preciso")
    assert house.says("otavio", "conceder T-1") == "Não há pedido de prazo em aberto em T-1."
    assert "T-1" not in house.says("otavio", "decisões")
