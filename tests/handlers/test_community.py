"""The community: three doors, an answer that counts only when it is delivered, and what is nobody else's business."""

import pytest
from sqlalchemy import select

from handlers import papers
from models.expedientes import Expediente
from models.people import Person
from tests.conftest import House
from tests.handlers.test_budget import at
from tests.said import said

_ASKED = "demanda Associação do Jardim Novo: asfalto na Rua das Acácias, bairro Jardim Novo, tema asfalto"
_N = "DEM-1/2026-GP"


@pytest.fixture
def town(house: House) -> House:
    at(house, "2026-11-30T09:00")
    house.says(
        "davi",
        "entidade nova nome: Associação do Jardim Novo tipo: associação de moradores bairro: Jardim Novo representante: Maria contato: 11 98888-7777",
    )
    return house


@pytest.mark.every_door
def test_a_demand_until_its_answer_is_delivered(town: House) -> None:
    assert town.says("davi", _ASKED) == said("""
        Demanda DEM-1/2026-GP registrada: asfalto na Rua das Acácias.
        Protocolo para entregar: 1/2026. Prazo: segunda-feira, 21/12.
        """)
    assert town.says("davi", _ASKED) == said(
        "DEM-1/2026-GP já pede isso (protocolado): asfalto na Rua das Acácias. É o mesmo pedido?"
    )
    assert town.says("davi", f"tramitar {_N} @obras") == said("Expediente DEM-1/2026-GP enviado à Secretaria de Obras.")
    assert town.says("bruno", f"responder {_N} não sei") == said(
        "DEM-1/2026-GP é respondida por quem a tem. Veja: onde está DEM-1/2026-GP"
    )
    assert town.says("otavio", f"responder {_N} em estudo") == said(
        "Em estudo até quando? Exemplo: responder DEM-1/2026-GP em estudo até 15/01"
    )
    assert town.says("otavio", f"responder {_N} em estudo até 15/01") == said(
        "Resposta de DEM-1/2026-GP registrada: em estudo. Volta até sexta-feira, 15/01/2027."
    )
    assert town.says("otavio", f"responder {_N} entra em março de 2027") == said(
        "Resposta de DEM-1/2026-GP registrada: entra em março de 2027. Falta entregá-la a quem pediu."
    )
    assert town.tray("davi")[-1] == said("""
        Otávio Reis respondeu DEM-1/2026-GP (asfalto na Rua das Acácias): entra em março de 2027.
        Falta levar a resposta a quem pediu.
        """)
    assert town.says("ana", "demandas sem resposta") == said("""
        Demandas da comunidade abertas sem resposta entregue (1):
        DEM-1/2026-GP asfalto na Rua das Acácias — OBRAS, até 21/12
        """)
    assert town.says("ana", "demandas bairro jardim novo tema asfalto") == said(
        """
        Demandas da comunidade abertas do bairro Jardim Novo, sobre asfalto (1):
        DEM-1/2026-GP asfalto na Rua das Acácias — OBRAS, até 21/12
        """
    )
    assert town.says("davi", f"promessa {_N} a primeira quadra até 15/03/2027 @otavio") == said(
        "Promessa de Otávio Reis em DEM-1/2026-GP, até segunda-feira, 15/03/2027."
    )
    assert town.says("otavio", f"resposta entregue {_N} por telefone") == said(
        "A entrega da resposta de DEM-1/2026-GP é marcada pelo gabinete ou por quem a registrou."
    )
    assert town.says("ana", f"ver {_N}") == said("""
        DEM-1/2026-GP asfalto na Rua das Acácias
        Demanda recebida em 30/11, situação: em tramitação
        Pede: Associação do Jardim Novo
        Bairro: Jardim Novo
        Tema: asfalto
        Resposta (OBRAS): entra em março de 2027
        A resposta ainda não foi entregue a quem pediu
        Prometido por Otávio Reis: a primeira quadra
        Responder até segunda-feira, 21/12
        Promessa até sexta-feira, 15/01/2027
        Promessa até segunda-feira, 15/03/2027
        """)
    assert town.says("davi", f"resposta entregue {_N} por telefone, atendida em parte") == said(
        "DEM-1/2026-GP encerrada: resposta entregue por telefone, atendida em parte."
    )
    assert town.says("ana", "demandas sem resposta") == said(
        "Demandas da comunidade abertas sem resposta entregue: nenhuma."
    )
    assert town.says("ana", "bairro jardim novo") == said("""
        Bairro Jardim Novo
        Em aberto: 0. Respondidas: 1.
        Entidades: Associação do Jardim Novo
        """)
    assert town.says("bruno", f"promessa cumprida {_N}") == said("Você não tem promessa por cumprir em DEM-1/2026-GP.")
    assert town.says("otavio", f"promessa cumprida {_N} asfaltada em março") == said(
        "1 promessa cumprida em DEM-1/2026-GP."
    )
    assert town.says("davi", f"volta {_N} a rua continua igual") == said("DEM-1/2026-GP: 1ª volta de quem pediu.")
    assert town.says("davi", f"volta {_N}") == said(
        "DEM-1/2026-GP: 2ª volta de quem pediu. A chefia de gabinete foi avisada."
    )
    assert town.says("ana", "buscar acácias") == said("""
        Encontrei com acácias:
        DEM-1/2026-GP asfalto na Rua das Acácias (em tramitação)
        """)


def test_the_three_doors(town: House) -> None:
    assert town.says("davi", "demanda reclamação de mau atendimento na UBS") == said(
        "Parece manifestação de ouvidoria, que tem prazo de lei e pode ser anônima. Nada foi registrado ainda."
    )
    assert town.says("davi", "manifestação reclamação de mau atendimento na UBS") == said("""
        Manifestação OUV-1/2026-GP registrada: reclamação de mau atendimento na UBS.
        Protocolo para entregar: 1/2026. Prazo: quarta-feira, 30/12.
        """)
    assert town.says("davi", "pedido de informação João Lima: gastos com eventos em 2025") == said("""
        Pedido de informação LAI-1/2026-GP registrado: gastos com eventos em 2025.
        Protocolo para entregar: 1/2026. Prazo: segunda-feira, 21/12.
        O nome de quem pediu fica reservado ao gabinete, à ouvidoria e a você.
        """)
    assert town.says("davi", "demanda poda na praça") == said(
        "Quem pede? Exemplo: demanda Associação do Jardim Novo: asfalto na rua 2. Sem nome, só na ouvidoria."
    )
    assert town.says("davi", "demanda mesmo assim: João Lima: reclamação da poda, bairro Centro") == said("""
        Demanda DEM-1/2026-GP registrada: reclamação da poda.
        Protocolo para entregar: 1/2026. Prazo: segunda-feira, 21/12.
        O nome de quem pediu fica reservado ao gabinete, à ouvidoria e a você.
        """)
    assert town.says("davi", "demandas da comunidade") == said("""
        Demandas da comunidade abertas (3):
        LAI-1/2026-GP gastos com eventos em 2025 — GP, até 21/12
        DEM-1/2026-GP reclamação da poda — GP, até 21/12
        OUV-1/2026-GP reclamação de mau atendimento na UBS — GP, até 30/12
        """)
    assert town.says("davi", "ver OUV-1/2026-GP") == said("""
        OUV-1/2026-GP reclamação de mau atendimento na UBS
        Manifestação recebida em 30/11, situação: protocolado
        Pede: anônimo
        Responder até quarta-feira, 30/12
        """)


def test_a_citizen_is_not_named_to_everybody(town: House) -> None:
    assert town.says(
        "davi", "demanda João Lima: vaga na creche, CPF 529.982.247-25, bairro Centro, contato 11 97777-6666"
    ) == said("""
        Demanda DEM-1/2026-GP registrada: vaga na creche, CPF ***.***.***-**.
        Protocolo para entregar: 1/2026. Prazo: segunda-feira, 21/12.
        Tirei o CPF do texto: ele não fica nos registros.
        O nome de quem pediu fica reservado ao gabinete, à ouvidoria e a você.
        """)
    assert "João Lima, 11 97777-6666" in town.says("ana", f"ver {_N}")
    for line in (f"ver {_N}", "buscar creche", "demandas da comunidade", "entidade Associação do Jardim Novo"):
        assert [each for each in ("João", "7777") if each in town.says("otavio", line)] == []
    assert _N not in town.says("otavio", "buscar joão lima")
    assert town.says("otavio", f"ver {_N}") == said("""
        DEM-1/2026-GP vaga na creche, CPF ***.***.***-**
        Demanda recebida em 30/11, situação: protocolado
        Pede: munícipe (nome reservado)
        Bairro: Centro
        Responder até segunda-feira, 21/12
        """)
    assert town.says("ana", "entidade associação do jardim novo") == said("""
        Associação do Jardim Novo, associação de moradores, bairro Jardim Novo
        Representante: Maria
        Contato: 11 98888-7777
        Em aberto: 0. Respondidas: 0.
        """)


def test_the_same_from_another(town: House) -> None:
    town.says("davi", _ASKED)
    assert town.says("davi", "demanda Clube de Mães: asfalto na rua das Acácias, bairro jardim novo") == said("""
        Demanda DEM-2/2026-GP registrada: asfalto na rua das Acácias.
        Protocolo para entregar: 2/2026. Prazo: segunda-feira, 21/12.
        O nome de quem pediu fica reservado ao gabinete, à ouvidoria e a você.
        Parecidas, e já vinculadas: DEM-1/2026-GP.
        """)
    assert town.says("ana", f"promessa {_N} até sexta") == said(
        "Promessa de Ana Prado em DEM-1/2026-GP, até sexta-feira, 04/12."
    )
    assert town.says("ana", f"resposta entregue {_N} em mãos") == said(
        "DEM-1/2026-GP encerrada: resposta entregue em mãos. O órgão ainda não tinha respondido; ficou anotado."
    )
    assert town.says("bruno", "entidade nova nome: X tipo: movimento") == said(
        "Só o gabinete e a ouvidoria cadastram entidades. Peça a eles."
    )
    assert town.says("ana", "entidade nova nome: Loja Y tipo: empresa cnpj: 11.222.333/0001-82") == said(
        "O CNPJ 11.222.333/0001-82 não confere: os dígitos finais seriam 81. Confira, ou deixe em branco."
    )
    assert town.says("ana", "entidade associacao do jardim nov") == said(
        "Não conheço a entidade associacao do jardim nov. É uma destas?"
    )
    assert town.says("ana", "bairro jardim nvo") == said("Nada registrado no bairro jardim nvo. É um destes?")
    assert town.says("ana", "entidades jardim") == said("""
        Entidades (1):
        • Associação do Jardim Novo, associação de moradores (Jardim Novo)
        """)


def test_the_edges_of_a_demand(town: House) -> None:
    town.says("davi", _ASKED)
    assert town.says("davi", "demanda Clube de Mães: luz na praça, bairro Jardim Nvo") == said(
        "Não conheço o bairro Jardim Nvo. É um destes?"
    )
    assert town.buttons("davi", "demanda Clube de Mães: luz na praça, bairro Jardim Nvo") == [
        "demanda Clube de Mães: luz na praça, bairro Jardim Novo",
        "demanda mesmo assim: Clube de Mães: luz na praça, bairro Jardim Nvo",
    ]
    assert town.says("davi", "demanda mesmo assim: Clube de Mães: luz na praça, bairro Jardim Nobre") == said("""
        Demanda DEM-2/2026-GP registrada: luz na praça.
        Protocolo para entregar: 2/2026. Prazo: segunda-feira, 21/12.
        O nome de quem pediu fica reservado ao gabinete, à ouvidoria e a você.
        """)
    assert town.says("davi", "demanda vereador João Paiva: poda, bairro Centro") == said(
        "Pedido de vereador vem da Câmara como indicação ou requerimento, com número e prazo próprios. Exemplo: chegou indicação 590/2026 da câmara “poda da praça”. Nada foi registrado ainda; é mesmo uma demanda?"
    )
    assert town.says("ana", f"resposta entregue {_N} por e-mail, outra esfera") == said(
        "Que prova há do encaminhamento? Mande o ofício ou o comprovante com esta legenda: resposta entregue DEM-1/2026-GP por e-mail, outra esfera"
    )
    town.says("ana", "cancelar")
    town.says("ana", "ofício para o estado assunto Rua das Acácias")
    assert town.says("davi", "demanda") == said("""
        Demanda DEM-3/2026-GP registrada: poda.
        Protocolo para entregar: 3/2026. Prazo: segunda-feira, 21/12.
        O nome de quem pediu fica reservado ao gabinete, à ouvidoria e a você.
        """)
    town.says("ana", "cancelar")
    town.says(
        "davi", "entidade nova nome: Sindicato tipo: sindicato representante: Zé mandato: 10/12/2026 bairro: Centro"
    )
    at(town, "2026-12-11T09:00")
    assert town.says("davi", "entidade Sindicato") == said("""
        Sindicato, sindicato, bairro Centro
        Representante: Zé (o mandato já terminou: confira)
        Em aberto: 0. Respondidas: 0.
        """)


@pytest.mark.console
def test_a_receipt_and_the_electoral_period(house: House) -> None:
    at(house, "2026-11-30T09:00")
    house.says("davi", "demanda Clube de Mães: asfalto na rua 2, bairro Centro")
    n = "DEM-1/2026-GP"
    assert house.says("davi", f"recibo {n}") == said(
        "Estou fazendo o PDF do recibo de DEM-1/2026-GP; mando em seguida."
    )
    with house.transaction() as session:
        record = session.scalars(select(Expediente)).one()
        davi = session.scalars(select(Person).where(Person.handle == "davi")).one()
        facts = str(papers.of("recibo").compose(session, record, davi, house.now).as_data("Nova Aurora"))
    for words in (n, "asfalto na rua 2", "21/12", "Clube de Mães"):
        assert words in facts, words
    assert house.says("davi", "período eleitoral de 01/11/2026 a 31/12/2026 Lei 9.504/1997") == said(
        "O período eleitoral é dito pela chefia de gabinete. Peça a ela."
    )
    assert house.says("ana", "período eleitoral de 01/11/2026 a 31/12/2026 Lei 9.504/1997") == said(
        "Período eleitoral de 01/11/2026 a 31/12/2026, Lei 9.504/1997: promessas ficam marcadas."
    )
    assert house.says("ana", f"promessa {n} até 31/03/2027 @davi") == said(
        "Promessa de Davi Rocha em DEM-1/2026-GP, até quarta-feira, 31/03/2027. Atenção: período eleitoral até 31/12/2026 (Lei 9.504/1997); consulte a Procuradoria."
    )
    assert "período eleitoral até 31/12/2026" in house.says("ana", "compromisso inauguração da creche quinta 15h")
    assert house.says("davi", "período eleitoral") == said(
        "Período eleitoral: de 01/11/2026 a 31/12/2026, Lei 9.504/1997."
    )


def test_a_theme_is_shown_with_its_accents(town: House) -> None:
    """It is kept without them: however it is typed, it is one."""
    town.says("ana", "demanda Maria: trocar as lâmpadas, bairro Jardim Novo, tema iluminação pública")
    assert "Tema: iluminação pública" in town.says("ana", "ver DEM-1").splitlines()
    for theme in ("iluminação pública", "iluminacao publica"):
        assert "DEM-1/2026-GP" in town.says("ana", f"demandas da comunidade tema {theme}")
