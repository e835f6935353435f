"""Who else is called to an event that is set."""

import pytest

from tests.conftest import House
from tests.said import said

pytestmark = pytest.mark.console


def test_somebody_more_is_called(house: House) -> None:
    house.says("ana", "reunião @bruno amanhã 10h: orçamento")
    house.says("fabio", "compromisso audiência na Câmara amanhã 10h")
    house.tray("fabio")
    assert house.says("ana", "chamar REU-1") == "Quem mais? Exemplo: chamar REU-1/2026 @quem"
    assert house.says("ana", "@fabio") == said("""
        Fábio Teles também: REU-1/2026, terça-feira, 24/11, 10h às 11h. Já avisei.
        Fábio Teles tem AG-1/2026 a essa hora.
        """)
    assert house.tray("fabio") == [
        said("""
        Ana Prado chama você também (REU-1/2026): orçamento.
        terça-feira, 24/11, 10h às 11h
        Pauta até segunda-feira, 23/11, 12h.
        """)
    ]
    assert house.says("ana", "chamar REU-1 @fabio") == "Ninguém a mais para chamar: veja quem já está em REU-1/2026."
    assert house.says("bruno", "chamar REU-1 @edna") == (
        "REU-1/2026 só pode ser mudado por quem o marcou, por Helena Duarte ou pela agenda do gabinete."
    )
    house.passes("2026-11-24T10:30")
    assert house.says("ana", "chamar REU-1 @edna") == "REU-1/2026 já começou: não se chama mais ninguém."


def test_in_the_words_of_a_chat(house: House) -> None:
    house.says("ana", "reunião @bruno amanhã 10h: orçamento")
    assert house.buttons("ana", "chama o fábio também") == ["chamar REU-1/2026 @fabio"]
    house.says("ana", "ver REU-1")
    assert house.buttons("ana", "muda pra 11h") == ["remarcar REU-1/2026 11h"]
