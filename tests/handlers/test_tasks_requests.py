"""Requests to somebody above: each is a task once it is accepted."""

from datetime import timedelta

import pytest

from tests.conftest import House


@pytest.fixture
def asked(house: House) -> House:
    assert house.says("davi", "tarefa @helena assinar o convênio até quarta 12h") == (
        "Tarefa T-1 criada para Helena Duarte: assinar o convênio. Prazo: quarta-feira, 25/11, 12h.\n"
        "A Helena Duarte foi como pedido: aviso você da resposta."
    )
    return house


@pytest.mark.every_door
def test_it_is_accepted(asked: House) -> None:
    pushed = asked.pushed("helena")
    assert [each["text"] for each in pushed] == [
        "Davi Rocha pede a você a tarefa T-1: assinar o convênio. Prazo: quarta-feira, 25/11, 12h."
    ]
    assert [button["line"] for button in pushed[0]["buttons"]] == ["aceitar T-1", "recusar pedido T-1", "ver T-1"]
    assert "T-1" not in asked.says("helena", "minhas")
    assert asked.says("helena", "aceitar T-1") == "Tarefa T-1 aceita: agora está com você."
    assert asked.tray("davi") == ["Helena Duarte aceitou a tarefa T-1: assinar o convênio."]
    assert "T-1 assinar o convênio" in asked.says("helena", "minhas")
    assert asked.says("helena", "aceitar T-1") == "Não há pedido a você em T-1."


def test_it_is_declined(asked: House) -> None:
    said = asked.says("helena", "recusar pedido T-1 falta o parecer")
    assert said == "Pedido T-1 recusado. Quem pediu foi avisado."
    assert asked.tray("davi") == ["Helena Duarte não aceitou a tarefa T-1 (assinar o convênio): falta o parecer."]
    assert asked.says("davi", "reabrir T-1 já há parecer").startswith("A tarefa T-1 não foi aceita.")
    assert asked.says("helena", "decisões") == "Nada espera a sua decisão."


def test_it_waits_among_the_decisions_and_reminds_of_nothing_else(asked: House) -> None:
    assert asked.says("helena", "decisões") == (
        "Esperam a sua decisão (1):\n• T-1 Davi Rocha pede: assinar o convênio (desde hoje, decidir até 25/11 12h)"
    )
    assert asked.buttons("helena", "decisões") == ["aceitar T-1", "recusar pedido T-1"]
    asked.tray("helena")
    asked.passes(timedelta(days=3))
    assert not [text for text in asked.tray("helena") if "Lembrete" in text or "venceu" in text]
    assert [text for text in asked.tray("davi") if text.startswith("A data de T-1 passou sem decisão.")]


def test_before_it_is_accepted(asked: House) -> None:
    assert asked.says("helena", "concluir T-1") == "Antes, responda ao pedido T-1."
    assert asked.says("davi", "concluir T-1") == "A tarefa T-1 espera que Helena Duarte a aceite."
    assert asked.says("bruno", "aceitar T-1") == "Não há pedido a você em T-1."
    assert asked.says("davi", "cancelar T-1 já não é preciso") == "Tarefa T-1 cancelada."
    assert asked.says("helena", "aceitar T-1") == "Não há pedido a você em T-1."


def test_the_substitute_accepts(asked: House) -> None:
    asked.says("helena", "substituição @helena por @otavio de hoje a amanhã portaria 1/2026")
    assert asked.says("otavio", "aceitar T-1").startswith("Tarefa T-1 aceita")


def test_who_is_above_whom(house: House) -> None:
    for by, to, is_request in (
        ("sergio", "bruno", True),
        ("bruno", "ana", True),
        ("ana", "helena", False),
        ("ana", "bruno", False),
        ("davi", "bruno", False),
        ("bruno", "otavio", False),
        ("bruno", "sergio", False),
    ):
        said = house.says(by, f"tarefa @{to} conferir a folha")
        assert ("foi como pedido" in said) == is_request, (by, to)


def test_it_is_not_handed_over_upwards(house: House) -> None:
    house.says("ana", "tarefa @sergio conferir a folha")
    assert house.says("sergio", "repassar T-1 @bruno") == (
        "A Bruno Lima se pede, não se repassa. Peça assim: tarefa @bruno conferir a folha"
    )


def test_everybody_is_the_cabinets(house: House) -> None:
    assert house.says("sergio", "tarefa @todos reunião amanhã") == (
        "Tarefa a todos é do gabinete. Diga a quem, ou peça à chefia de gabinete."
    )
    assert house.says("davi", "tarefa @todos reunião amanhã").startswith("Tarefa T-1 criada para")


def test_the_card_offers_the_answer_to_whoever_was_asked(asked: House) -> None:
    assert asked.buttons("helena", "ver T-1")[:2] == ["aceitar T-1", "recusar pedido T-1"]
    assert "aceitar T-1" not in asked.buttons("ana", "ver T-1")
