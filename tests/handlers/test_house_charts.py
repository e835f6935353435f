"""The charts of the agenda, the meetings, the pile, the stays and the community."""

import pytest

from tests.conftest import House
from tests.handlers.test_events import at
from tests.said import said

pytestmark = pytest.mark.console


def test_what_the_house_draws(house: House) -> None:
    at(house, "2026-11-26T09:00")
    for line in ("agenda", "deliberações", "despachos", "bairros", "temas", "passagens"):
        assert house.says("ana", f"gráfico {line}").startswith(("Nad", "Nenhum"))
    house.says("ana", "local novo Paço")
    house.says("ana", "local novo UBS Jardim Novo, 20 min do Paço")
    house.says("davi", "compromisso @helena visita amanhã 15h às 16h30 na UBS Jardim Novo")
    house.says("ana", "reunião realizada @saude ontem 9h: obra da UBS")
    house.says("ana", "deliberação REU-1 @obras refazer o cronograma até 11/12")
    house.says("davi", 'expediente novo processo "Poda"')
    house.says("davi", "tramitar PROC-1 @obras para parecer")
    house.says("ana", "levar PROC-1 a despacho: autorizar?")
    house.says("helena", "deferir PROC-1")
    house.says("davi", "demanda Associação: asfalto na Rua das Acácias, bairro Jardim Novo, tema asfalto")
    house.says("davi", "demanda Clube de Mães: luz na praça, bairro Jardim Novo, tema iluminação")
    house.says("ana", "resposta entregue DEM-1 em mãos")
    assert house.says("davi", "gráfico da agenda") == said("""
        O dia mais cheio de Helena é sexta 27/11: 1h50
        (compromissos / deslocamento)
        segunda 23/11  0
                       0
        terça 24/11    0
                       0
        quarta 25/11  ███████████ 60
                       0
        quinta 26/11   0
                       0
        sexta 27/11   ████████████████ 90
                      ▒▒▒▒ 20
        sábado 28/11   0
                       0
        domingo 29/11  0
                       0
        """)
    assert house.says("bruno", "gráfico agenda") == said("""
        O dia mais cheio de Bruno é quarta 25/11: 1h
        (compromissos / deslocamento)
        segunda 23/11  0
                       0
        terça 24/11    0
                       0
        quarta 25/11  ████████████████ 60
                       0
        quinta 26/11   0
                       0
        sexta 27/11    0
                       0
        sábado 28/11   0
                       0
        domingo 29/11  0
                       0
        """)
    assert house.says("ana", "gráfico deliberações") == said("""
        De 1 deliberação, 1 em aberto, 0 com o prazo vencido
        (cumpridas / em aberto)
        REU-1 25/11  0
                    ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 1
        """)
    assert house.says("ana", "gráfico despachos").splitlines()[0] == said(
        "Em 8 semanas 1 despacho pedido, 1 decidido; 0 na pilha"
    )
    assert house.says("bruno", "gráfico despachos") == said("A pilha de despachos é desenhada para o gabinete.")
    assert house.says("ana", "gráfico bairros") == said("""
        Jardim Novo: 2 pedidos, 1 sem resposta entregue
        (respondidos / em aberto)
        Jardim Novo ████████████████ 1
                    ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 1
        """)
    assert house.says("ana", "gráfico temas") == said("""
        asfalto: 1 pedido, 0 sem resposta entregue
        (respondidos / em aberto)
        asfalto    ████████████████ 1
                    0
        iluminação  0
                   ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 1
        """)
    at(house, "2026-12-28T09:00")
    assert house.says("ana", "gráfico permanência") == said("""
        O mais antigo está há 21 dias úteis com Gabinete do Prefeito
        (até 10 dias úteis / mais de 10)
        Gabinete do Prefeito  0
                             ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 1
        Obras                 0
                             ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 1
        """)
    assert house.says("ana", "gráfico passagens").splitlines()[0] == said(
        "Em 8 semanas chegaram 4 e saíram 1 expedientes dos órgãos"
    )
