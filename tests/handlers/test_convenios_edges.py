"""Convênios at their edges: diligências, odd files, the table out and in, access, search, calendar, paper, charts."""

from tests.conftest import House
from tests.handlers.test_convenios import GOOD, Sends, sends
from tests.said import said

__all__ = ["sends"]  # the fixture


def test_a_diligencia_asks_for_a_complement_of_the_accounts(house: House, sends: Sends) -> None:
    sends(*GOOD)
    house.passes("2026-11-27T10:00")
    house.says("celia", "contas enviadas 999002 recibo 7788")
    line = 'chegou diligência 55/2026 de @mcid sobre 999002 "notas 12 a 15" hoje'
    assert house.says("ana", line) == said("""
        Diligência DIL-55/2026 registrada: notas 12 a 15.
        Recebido: sexta-feira, 27/11, de Ministério das Cidades.
        Prazo de MCID: segunda-feira, 11/01/2027 (45 dias corridos).
        Por dentro: informações até segunda-feira, 04/01/2027; minuta até quarta-feira, 06/01/2027; assinatura até sexta-feira, 08/01/2027.
        Falta distribuir.
        """)
    assert house.says("celia", "convênio 999002") == said("""
        CV-999002/2024 (sem objeto)
        Convênio com União · Aguardando Prestação de Contas
        Fase: em complementação
        Valor: R$ 500.000,00 (repasse R$ 480.000,00, contrapartida R$ 20.000,00)
        Vigência: até sexta-feira, 30/10 (acabou há 28 dias)
        Executa: Secretaria de Planejamento; sem gestor
        Executado 48%, contrapartida 50%
        Processo 72031.007302/2024-38
        Vinculados: DIL-55/2026 notas 12 a 15
        """)
    assert "vinculado" in house.says("celia", "histórico 999002")
