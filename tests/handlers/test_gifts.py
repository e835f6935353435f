"""Gifts: registered for transparency, given a destination, judged by nobody here."""

import pytest

from tests.conftest import House
from tests.said import said


@pytest.mark.every_door
def test_a_gift_is_registered_and_given_back(house: House) -> None:
    assert house.says("ana", "presente recebido de Construtora Alfa e Filhos livro de arte R$ 80,00") == said(
        "PRES-1/2026 registrado: livro de arte, de Construtora Alfa e Filhos, R$ 80,00, para Helena Duarte. Aqui só se registra: se pode ser aceito, quem diz é o controle interno."
    )
    assert house.says("ana", "presente recebido da Associação: vaso de flores") == said(
        "PRES-2/2026 registrado: vaso de flores, de Associação, para Helena Duarte. Aqui só se registra: se pode ser aceito, quem diz é o controle interno."
    )
    assert house.says("bruno", "presente recebido de Loja X: caneta R$ 10,00") == said(
        "O presente de Helena Duarte é registrado por quem o recebeu ou pela agenda do gabinete."
    )
    assert house.says("bruno", "presente recebido de Loja X: caneta R$ 10,00 @bruno") == said(
        "PRES-3/2026 registrado: caneta, de Loja X, R$ 10,00, para Bruno Lima. Aqui só se registra: se pode ser aceito, quem diz é o controle interno."
    )
    assert house.says("ana", "presente recebido de Loja X: caneta -10") == said(
        "-10: o valor tem de ser maior que zero. Exemplo: R$ 1.234,56"
    )
    assert house.says("ana", "presente recebido de Loja R$ 10,00") == said(
        "O que foi? Exemplo: presente recebido de Construtora Alfa: livro R$ 80,00"
    )
    house.says("ana", "cancelar")
    assert house.says("otavio", "destino do presente PRES-1 fica comigo") == said(
        "O presente PRES-1/2026 só pode ser destinado por quem o recebeu ou pela agenda do gabinete."
    )
    assert house.says("ana", "destino do presente PRES-1") == said(
        "Que destino? Exemplo: destino do presente PRES-1/2026 devolvido a quem deu"
    )
    assert house.says("ana", "devolvido a quem deu") == said("PRES-1/2026 livro de arte: devolvido a quem deu.")
    assert house.says("otavio", "ver PRES-1") == said("""
        PRES-1/2026 livro de arte
        Presente destinado, de Construtora Alfa e Filhos, R$ 80,00
        Para Helena Duarte, em segunda-feira, 23/11
        """)
    assert house.says("otavio", "que presentes a prefeita recebeu?") == said("""
        Presentes abertos (2):
        PRES-2/2026 vaso de flores, de Associação — Helena Duarte
        PRES-3/2026 caneta, de Loja X, R$ 10,00 — Bruno Lima
        """)
    assert house.says("otavio", "presentes destinados") == said("""
        Presentes destinados (1):
        PRES-1/2026 [destinado] livro de arte, de Construtora Alfa e Filhos, R$ 80,00 — Helena Duarte
        """)
    assert house.says("vera", "buscar construtora") == said("""
        Encontrei com construtora:
        PRES-1/2026 livro de arte (destinado)
        """)
