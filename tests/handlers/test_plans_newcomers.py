"""An órgão that gets its head in the middle of a cycle is asked for its proposals, too."""

import pytest

from tests.conftest import House
from tests.handlers.test_events import at
from tests.said import said


@pytest.mark.console
def test_an_orgao_that_came_later_is_asked(house: House) -> None:
    at(house, "2027-02-01T09:00")
    house.says("ana", "desligar @edna confirmo")
    house.says("ana", "abrir ciclo LDO 2028")
    assert house.says("ana", "faltam LDO 2028") == said("""
        Propostas da LDO 2028: faltam 3 órgãos, até segunda-feira, 01/03.
        FAZENDA, OBRAS, SAUDE
        """)
    house.says("igor", "religar @edna")
    house.says("igor", "religar @edna confirmo")
    assert house.says("ana", "faltam LDO 2028") == said("""
        Propostas da LDO 2028: faltam 3 órgãos, até segunda-feira, 01/03.
        FAZENDA, OBRAS, SAUDE
        Ainda sem pedido: EDUCACAO.
        """)
    assert house.says("edna", "pedir propostas LDO 2028") == said(
        "O calendário das leis do orçamento é do Planejamento e do gabinete. Peça a eles."
    )
    at(house, "2027-03-10T09:00")
    assert house.says("ana", "pedir propostas LDO 2028") == said("Pedi as propostas a EDUCACAO.")
    assert house.tray("edna")[-1:] == [said("LDO-2028: mande as propostas do seu órgão até quarta-feira, 24/03.")]
    assert house.says("ana", "pedir propostas LDO 2028") == said("LDO-2028: todos os órgãos já foram pedidos.")
