"""Trips and their accounts, the public agenda, and who learns of a time that changes."""

import pytest
from sqlalchemy import select

from handlers import papers
from models.events import Event
from tests.conftest import House
from tests.handlers.test_events import at
from tests.said import said


@pytest.fixture
def cabinet(house: House) -> House:
    """A house on Monday, 30/11/2026, at nine, whose mayor goes to São Paulo on Wednesday."""
    at(house, "2026-11-30T09:00")
    house.says("davi", "viagem @helena São Paulo quarta 02/12 6h-16h no Palácio dos Bandeirantes, com @davi")
    return house


@pytest.mark.every_door
def test_the_accounts_of_a_trip(cabinet: House) -> None:
    assert cabinet.says("davi", "adiantamento AG-1 R$ 800,00") == said(
        "AG-1/2026: adiantamento de Davi Rocha, R$ 800,00. Contas até quarta-feira, 09/12."
    )
    assert cabinet.says("davi", "adiantamento AG-1 R$ 100,00") == said(
        "Davi Rocha já tem adiantamento em AG-1/2026. Confira: ver AG-1/2026"
    )
    assert cabinet.says("ana", "diária AG-1 300 @helena") == said(
        "AG-1/2026: diária de Helena Duarte, R$ 300,00. Sem prestação de contas, salvo decreto local."
    )
    assert cabinet.says("ana", "diária AG-1") == said("Quanto? Exemplo: diária AG-1/2026 R$ 800,00")
    assert cabinet.says("ana", "cancelar") == said("Tudo bem, parei por aqui. Nada foi registrado.")
    assert cabinet.says("davi", "adiantamento AG-1 1234.56 @ana") == said(
        "1234.56: escreva com vírgula nos centavos: 1.234,56"
    )
    assert cabinet.says("otavio", "adiantamento AG-1 R$ 10,00") == said(
        "AG-1/2026 só pode ser mudado por quem o marcou, por Helena Duarte ou pela agenda do gabinete."
    )
    assert cabinet.says("davi", "viagem paga AG-1 por Associação Paulista de Municípios, R$ 2.000,00") == said(
        "AG-1/2026: paga por Associação Paulista de Municípios, R$ 2.000,00."
    )
    cabinet.says("davi", "completar AG-1 transporte carro oficial")
    assert cabinet.says("davi", "prestar contas AG-1 R$ 650,00 almoço") == said(
        "AG-1/2026 ainda não acabou: é quarta-feira, 02/12, 6h às 16h, Palácio dos Bandeirantes."
    )
    at(cabinet, "2026-12-02T17:00")
    cabinet.says("davi", "realizado AG-1 reunião com o secretário estadual")
    at(cabinet, "2026-12-08T09:00")
    assert "contas da viagem AG-1/2026 Viagem a São Paulo — até 09/12" in cabinet.says("davi", "pauta")
    assert cabinet.says("helena", "prestar contas AG-1 R$ 10,00") == said(
        "Helena Duarte não deve contas de AG-1/2026. Confira: ver AG-1/2026"
    )
    assert cabinet.says("davi", "prestar contas AG-1 R$ 850,50 passagens e almoço") == said(
        "Contas de Davi Rocha em AG-1/2026: gasto R$ 850,50, a receber R$ 50,50. Falta mandar os comprovantes."
    )
    assert cabinet.says("davi", "ver AG-1") == said("""
        AG-1/2026 Viagem a São Paulo
        Viagem realizada
        quarta-feira, 02/12, 6h às 16h, Palácio dos Bandeirantes
        Agenda de Helena Duarte
        1 chamado: 1 confirmou
        • Davi Rocha: confirmou
        Transporte: carro oficial
        Paga por Associação Paulista de Municípios, R$ 2.000,00
        Adiantamento de Davi Rocha: R$ 800,00, gasto R$ 850,50 (passagens e almoço), a receber R$ 50,50
        Diária de Helena Duarte: R$ 300,00
        Contas prestadas
        O que houve: reunião com o secretário estadual
        """)
    cabinet.says("davi", "compromisso @helena visita amanhã 9h")
    assert cabinet.says("davi", "diária AG-2 R$ 300,00") == said("AG-2/2026 é compromisso, não viagem.")


def test_what_the_public_reads_and_what_stays_out(cabinet: House) -> None:
    cabinet.says("davi", "viagem paga AG-1 por Associação Paulista de Municípios, R$ 2.000,00")
    cabinet.says("davi", "bloqueio @helena quarta 17h")
    cabinet.says("davi", "compromisso @helena conversa sobre a denúncia quarta 18h reservado")
    cabinet.says("davi", "pedir agenda @helena quarta 17h30, Sindicato, greve")
    assert cabinet.says("ana", "agenda pública quarta") == said("""
        Agenda pública de quarta-feira, 02/12:
        • 6h às 16h Viagem a São Paulo (paga por Associação Paulista de Municípios, R$ 2.000,00), Palácio dos Bandeirantes
        • 18h às 19h Compromisso reservado
        Fora dela, ou só com a hora:
        • AG-2/2026: tempo bloqueado
        • AG-4/2026: ainda é pedido
        • AG-3/2026: sai só a hora: compromisso reservado
        """)
    assert cabinet.says("otavio", "agenda pública quarta") == said("""
        Agenda pública de quarta-feira, 02/12:
        • 6h às 16h Viagem a São Paulo (paga por Associação Paulista de Municípios, R$ 2.000,00), Palácio dos Bandeirantes
        • 18h às 19h Compromisso reservado
        """)
    assert cabinet.says("otavio", "publicar agenda quarta") == said(
        "Só a agenda do gabinete e a comunicação (lista @comunicacao) publicam a agenda."
    )
    cabinet.says("ana", "lista comunicacao @sergio")
    assert cabinet.says("sergio", "publicar agenda quarta") == said(
        """
        Agenda pública publicada às 9h, 2 compromissos. Para copiar:
        Quarta-feira, 02/12:
        • 6h às 16h Viagem a São Paulo (paga por Associação Paulista de Municípios, R$ 2.000,00), Palácio dos Bandeirantes
        • 18h às 19h Compromisso reservado
        """
    )
    at(cabinet, "2026-12-02T19:30")
    cabinet.says("davi", "realizado AG-3 fica para o jurídico")
    cabinet.says("davi", "realizado AG-1 assinado o termo")
    assert "agenda pública com AG-1/2026" in cabinet.says("sergio", "pauta")
    cabinet.says("sergio", "publicar agenda hoje")
    assert "agenda pública com" not in cabinet.says("sergio", "pauta")


def test_who_knew_the_earlier_time_is_told_with_both(cabinet: House) -> None:
    cabinet.says("ana", "reunião @saude @obras quinta 9h no Paço: obra da UBS")
    cabinet.says("ana", "briefing REU-1 @edna até quarta 17h")
    cabinet.says("carla", "acompanhar REU-1")
    for who in ("bruno", "otavio", "edna", "carla"):
        cabinet.tray(who)
    assert cabinet.says("ana", "remarcar REU-1 quarta 17h30 a chuva") == said("""
        REU-1/2026: era quinta-feira, 03/12, 9h às 10h, Paço; agora quarta-feira, 02/12, 17h30 às 18h30, Paço.
        5 avisados.
        """)
    both = cabinet.tray("bruno")
    assert both == [
        said("""
        REU-1/2026 mudou: obra da UBS
        Era quinta-feira, 03/12, 9h às 10h, Paço.
        Agora quarta-feira, 02/12, 17h30 às 18h30, Paço. Motivo: a chuva.
        """)
    ]
    assert [cabinet.tray(who) for who in ("edna", "carla", "otavio")] == [both] * 3
    at(cabinet, "2026-11-30T09:20")
    assert "Preparo" not in cabinet.says("ana", "remarcar REU-1 quarta 10h")
    assert (
        cabinet.tray("carla")
        == cabinet.tray("edna")
        == [
            said("""
        REU-1/2026 mudou: obra da UBS
        Era quarta-feira, 02/12, 17h30 às 18h30, Paço.
        Agora quarta-feira, 02/12, 10h às 11h, Paço.
        """)
        ]
    )
    assert "preparo de REU-1/2026 obra da UBS — até 02/12 10h" in cabinet.says("edna", "pauta")
    at(cabinet, "2026-11-30T09:40")
    cabinet.says("ana", "cancelar REU-1 a obra parou")
    assert cabinet.tray("carla") == [
        said("""
        Ana Prado cancelou a reunião REU-1/2026: obra da UBS.
        Era quarta-feira, 02/12, 10h às 11h, Paço.
        Motivo: a obra parou
        """)
    ]
    cabinet.says("davi", "pedir agenda @helena sexta 15h, Associação do Jardim Novo, pavimentação")
    cabinet.tray("davi")
    cabinet.says("ana", "confirmar AG-2 16h30")
    assert cabinet.tray("davi") == [
        said("""
        AG-2/2026 confirmado: pavimentação.
        sexta-feira, 04/12, 16h30 às 17h
        O pedido era para sexta-feira, 04/12, 15h.
        """)
    ]


@pytest.mark.console
def test_the_report_of_a_trip(cabinet: House) -> None:
    house = cabinet
    house.says("davi", "adiantamento AG-1 R$ 800,00 @davi")
    assert house.says("davi", "relatório de viagem AG-1 assinado o convênio") == said(
        "AG-1/2026 ainda não acabou: é quarta-feira, 02/12, 6h às 16h, Palácio dos Bandeirantes."
    )
    at(house, "2026-12-03T09:00")
    assert house.says("davi", "relatório de viagem AG-1") == said(
        "O que houve? Exemplo: relatório de viagem AG-1/2026 assinado o convênio"
    )
    assert house.says("davi", "assinado o convênio da ponte") == said(
        "Estou fazendo o PDF do relatório da viagem AG-1/2026; mando em seguida."
    )
    house.says("davi", "prestar contas AG-1 R$ 650,00 passagens")
    with house.transaction() as session:
        event = session.scalars(select(Event)).one()
        facts = str(papers.of("relatório de viagem").compose(session, event, event.owner, house.now).as_data("X"))
    for words in ("assinado o convênio da ponte", "Palácio dos Bandeirantes", "R$ 650,00", "Davi Rocha"):
        assert words in facts, words
