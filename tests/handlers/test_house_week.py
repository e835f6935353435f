"""The lines of agenda, despachos, stays, community and servants on top of a pauta and in the report of a week."""

import pytest

from tests.conftest import House
from tests.handlers.test_events import at
from tests.said import said


@pytest.mark.every_door
def test_what_asks_for_attention_is_said_to_the_chefia(house: House) -> None:
    at(house, "2026-11-26T09:00")
    house.says("ana", "reunião @obras @saude terça 9h no Paço: obra da UBS")
    house.says("bruno", "confirmo REU-1")
    house.says("davi", "compromisso @helena entrevista terça 9h30")
    house.says("ana", "briefing AG-1 @edna até sexta 12h")
    house.says("sergio", "comunicar fato @otavio usou o carro oficial no domingo")
    house.says(
        "davi", "demanda Associação do Jardim Novo: asfalto na Rua das Acácias, bairro Jardim Novo, tema asfalto"
    )
    house.says("davi", "tramitar DEM-1 @obras")
    house.says("otavio", "responder DEM-1 entra em março de 2027")
    house.says("davi", 'expediente novo processo "Poda"')
    house.says("ana", "levar PROC-1 a despacho: autorizar?")
    house.says("ana", "elogio @davi organizou o mutirão")
    at(house, "2026-11-30T12:30")
    assert house.says("otavio", "item REU-1 cronograma, 10 min") == said(
        "A pauta de REU-1/2026 já fechou. Mandei o item 1 à chefia, que decide se entra."
    )
    assert house.says("ana", "pauta") == said("""
        Pauta de segunda-feira, 30/11.

        Convocações sem resposta (1):
        • REU-1/2026 obra da UBS, terça-feira, 01/12, 9h às 10h, Paço: 1 sem resposta
        Itens que chegaram depois de fechada a pauta (1):
        • REU-1/2026: cronograma (Otávio Reis)
        Preparo atrasado (1):
        • AG-1/2026 entrevista, terça-feira, 01/12, 9h30 às 10h30
        Conflitos na agenda da Prefeita (1):
        • REU-1/2026 obra da UBS e AG-1/2026 entrevista, terça-feira, 01/12, 9h
        Respondidas, por entregar a quem pediu (1):
        • DEM-1/2026-GP asfalto na Rua das Acácias
        Nada vence até quinta-feira, 03/12, e nada está atrasado ou à espera da sua ciência.

        A casa toda: 1 em atraso.
        • EDUCACAO: 1 em atraso
        """)
    assert "Conflitos" not in house.says("davi", "pauta")
    assert house.says("helena", "relatório da semana").split("\n\n")[0] == said("""
        A semana de 23/11 a 29/11:
        • Despachos: 1 entrou, 0 decididos, 1 na pilha
        • Comunidade: 1 pedido novo, 0 respostas entregues, 1 à espera; mais pedido: asfalto; a mais antiga DEM-1/2026-GP (asfalto na Rua das Acácias)
        • Servidores: 1 elogio
        """)
    assert house.says("bruno", "relatório da semana").split("\n\n")[0] == said(
        "A semana de 23/11 a 29/11: nada mudou nos assuntos acompanhados."
    )
    house.says("ana", "restringir AG-1 tem nomes")
    at(house, "2026-12-01T08:00")
    assert "Comunicações de fato sem quem apure há 2 dias úteis: 1." in house.says("ana", "pauta")
