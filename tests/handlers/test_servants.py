"""Servants: who may see is who must; praise reaches the file, a fact leaves the chat, and nobody is ranked."""

import pytest
from sqlalchemy import select

from models.people import Address, Orgao, Person
from tests.conftest import House
from tests.handlers.test_budget import at
from tests.said import said


@pytest.mark.every_door
def test_praise_reaches_the_file(house: House) -> None:
    at(house, "2026-11-30T09:00")
    assert house.says("bruno", "elogio @sergio liberou a ponte em 6 horas") == said(
        "ELO-1/2026-SAUDE registrado (restrito). Sérgio Pinto toma ciência, e o RH recebe para averbar."
    )
    n = "ELO-1/2026-SAUDE"
    assert house.tray("sergio")[-1] == said(
        "Bruno Lima registrou o expediente ELO-1/2026-SAUDE e indicou você: liberou a ponte em 6 horas."
    )
    for line in ("buscar ponte", "elogios", f"ver {n}", f"quem viu {n}", f"ciente {n}", "expedientes @saude"):
        assert "ponte" not in house.says("carla", line).replace("com: ponte", "")  # another head of the same órgão
    assert house.says("otavio", "buscar ponte") == said(
        "Não encontrei nada com: ponte. Tente menos palavras, ou parte delas."
    )
    assert house.says("otavio", f"ver {n}") == said(
        "Não encontrei ELO-1/2026-SAUDE. Confira o número, ou procure pelo assunto: buscar palavras"
    )
    assert house.says("sergio", f"ver {n}") == said("""
        ELO-1/2026-SAUDE liberou a ponte em 6 horas
        Elogio sobre Sérgio Pinto, de 30/11
        Ciência: à espera
        Nível de acesso: restrito
        Prazo: quinta-feira, 03/12
        """)
    assert house.says("sergio", f"ciente {n}") == said("Ciência de ELO-1/2026-SAUDE registrada.")
    assert house.says("bruno", f"ciente {n}") == said("Em ELO-1/2026-SAUDE, isso cabe só à pessoa de quem se fala.")
    assert house.says("sergio", f"averbado {n} portaria 140/2026") == said("Quem averba é o RH (a lista @rh).")
    assert house.says("ana", f"averbado {n} portaria 140/2026") == said(
        "ELO-1/2026-SAUDE averbado: portaria 140/2026. A pessoa e quem elogiou foram avisados."
    )
    assert house.says("sergio", f"quem viu {n}") == said("""
        ELO-1/2026-SAUDE está aberto a:
        • Ana Prado: 30/11 9h
        • Bruno Lima: 30/11 9h
        • Sérgio Pinto: 30/11 9h
        """)
    assert "Sérgio Pinto" in house.says("vera", f"quem viu {n}")
    assert house.says("bruno", "elogios") == said("""
        Elogios (1):
        ELO-1/2026-SAUDE Sérgio Pinto: liberou a ponte em 6 horas
        """)


def test_orientation_is_answered(house: House) -> None:
    assert house.says("bruno", "orientação @sergio três entregas fora do prazo em novembro") == said(
        "ORI-1/2026-SAUDE registrada (restrito). Sérgio Pinto recebe em particular e pode responder."
    )
    n = "ORI-1/2026-SAUDE"
    assert house.says("sergio", f"responder {n} houve duas faltas de energia") == said(
        "Resposta a ORI-1/2026-SAUDE registrada, ao lado do que foi escrito."
    )
    assert house.tray("bruno")[-1] == said("Sérgio Pinto respondeu ORI-1/2026-SAUDE.")
    assert house.says("bruno", f"ver {n}") == said("""
        ORI-1/2026-SAUDE três entregas fora do prazo em novembro
        Orientação sobre Sérgio Pinto, de 23/11
        Ciência: em segunda-feira, 23/11, 9h
        Resposta: houve duas faltas de energia
        Nível de acesso: restrito
        """)
    assert house.says("otavio", f"responder {n} sim") == said(
        "Não encontrei ORI-1/2026-SAUDE. Confira o número, ou procure pelo assunto: buscar palavras"
    )
    assert house.says("bruno", "orientação @sergio advertência por atraso") == said(
        "Penalidade é ato do RH depois de apuração. Posso registrar uma orientação ou comunicar o fato; escreva de novo sem ela."
    )
    assert house.says("bruno", "orientação @sergio está doente e falta muito") == said(
        "O texto fala da saúde de alguém, que não entra aqui. Escreva de novo sem isso."
    )
    assert house.says("bruno", "elogio @bruno grande gestor") == said("Ninguém escreve sobre si mesmo.")
    assert house.says("sergio", "elogio @bruno grande gestor") == said(
        "Elogio a Bruno Lima é da sua chefia. O que viu pode ser dito a ela."
    )
    assert house.says("bruno", "orientação @sergio") == said(
        "O que houve? Escreva numa frase, com o dia e os números dos registros."
    )


def test_a_fact_leaves_the_chat(house: House) -> None:
    assert house.says("sergio", "comunicar fato @otavio usou o carro oficial no domingo 22/11, há fotos") == said(
        "COM-1/2026-SAUDE registrada (restrito) e levada a quem pode apurar. Não avisei a pessoa."
    )
    n = "COM-1/2026-SAUDE"
    assert house.tray("otavio") == []
    assert (
        house.says("otavio", f"ver {n}")
        == house.says("bruno", f"ver {n}")
        == said("Não encontrei COM-1/2026-SAUDE. Confira o número, ou procure pelo assunto: buscar palavras")
    )
    assert house.tray("ana")[-1] == said(
        "Sérgio Pinto registrou o expediente COM-1/2026-SAUDE e indicou você: usou o carro oficial no domingo 22/11, há fotos."
    )
    assert house.says("sergio", f"recebi para apurar {n}") == said(
        "Quem recebe é a corregedoria, ou quem foi avisado do fato."
    )
    assert house.says("ana", f"recebi para apurar {n}") == said(
        "COM-1/2026-SAUDE recebida. A apuração corre fora daqui."
    )
    assert house.says("sergio", "comunicar fato @ana segurou um processo") == said(
        "COM-2/2026-SAUDE registrada (sigiloso) e levada a quem pode apurar. Não avisei a pessoa."
    )
    assert house.says("ana", "ver COM-2/2026-SAUDE") == said(
        "Não encontrei COM-2/2026-SAUDE. Confira o número, ou procure pelo assunto: buscar palavras"
    )
    assert "COM-2/2026-SAUDE" in house.says("helena", "ver COM-2/2026-SAUDE")
    assert house.says("sergio", "comunicar fato @helena nomeou um parente") == said(
        "COM-3/2026-SAUDE registrada (sigiloso) e levada a quem pode apurar. Não avisei a pessoa. Do que se diz da Prefeita, o caminho é a Câmara ou o Ministério Público: nada sai daqui."
    )
    assert house.says("helena", "ver COM-3/2026-SAUDE") == said(
        "Não encontrei COM-3/2026-SAUDE. Confira o número, ou procure pelo assunto: buscar palavras"
    )


def test_the_own_dates(house: House) -> None:
    for n in range(3):
        house.says("bruno", f"tarefa @sergio conferir a lista {n} até sexta")
        house.says("sergio", f"concluir T-{n + 1}")
    assert house.says("sergio", "meu desempenho") == said(
        "Sérgio Pinto: amostra pequena (3 prazos encerrados), e nada se diz dela."
    )
    for n in range(3, 6):
        house.says("bruno", f"tarefa @sergio conferir a lista {n} até sexta")
        house.says("sergio", f"concluir T-{n + 1}")
    assert house.says("sergio", "meu desempenho") == said(
        "Sérgio Pinto: 6 de 6 prazos cumpridos no prazo; nada em atraso. Férias e licenças sem substituição contam."
    )
    assert house.says("bruno", "desempenho @sergio") == said(
        "Sérgio Pinto: 6 de 6 prazos cumpridos no prazo; nada em atraso. Férias e licenças sem substituição contam. Consulta registrada."
    )
    assert house.says("bruno", "desempenho @sergio motivo: estágio probatório") == said(
        "Sérgio Pinto: 6 de 6 prazos cumpridos no prazo; nada em atraso. Férias e licenças sem substituição contam. Consulta registrada."
    )
    assert house.says("otavio", "desempenho @sergio motivo: curiosidade") == said(
        "O desempenho de uma pessoa é visto por ela e pela sua chefia."
    )


def test_a_team_is_no_ranking(house: House) -> None:
    at(house, "2026-11-23T09:00")
    house.says("ana", "substituição @sergio por @carla de 26/11 a 27/11 portaria 9/2026")
    for n in range(6):
        house.says("bruno", f"tarefa @sergio conferir a lista {n} até {'27/11' if n > 4 else '25/11'}")
    at(house, "2026-11-28T09:00")
    for n in range(6):
        house.says("sergio", f"concluir T-{n + 1}")
    assert house.says("sergio", "meu desempenho") == said(
        "Sérgio Pinto: 0 de 5 prazos cumpridos no prazo; nada em atraso. Fora da conta: 1 prazo de dias em que outra pessoa respondia. Férias e licenças sem substituição contam."
    )
    assert house.says("sergio", "meu desempenho novembro") == said(
        "Sérgio Pinto: 0 de 5 prazos cumpridos no prazo; nada em atraso. Fora da conta: 1 prazo de dias em que outra pessoa respondia. Férias e licenças sem substituição contam."
    )
    assert house.says("sergio", "meu desempenho outubro") == said(
        "Sérgio Pinto: amostra pequena (0 prazos encerrados), e nada se diz dela."
    )
    assert house.says("bruno", "equipe") == said("""
        SAUDE: 0 de 5 prazos cumpridos no prazo; nada em atraso.
        • Carla Dias: amostra pequena
        • Sérgio Pinto: 0 de 5 prazos cumpridos no prazo; nada em atraso
        Em ordem de nome. A consulta fica registrada.
        """)
    assert house.says("ana", "equipe @saude") == said("""
        SAUDE: 0 de 5 prazos cumpridos no prazo; nada em atraso.
        A consulta fica registrada.
        """)
    assert house.says("otavio", "equipe @saude") == said(
        "Os números de SAUDE são vistos por quem a dirige, pela chefia e pelo controle."
    )
    assert house.says("sergio", "equipe") == said(
        "Os números de SAUDE são vistos por quem a dirige, pela chefia e pelo controle."
    )
    assert house.says("ana", "desempenho @sergio") == said(
        "Por que motivo? Exemplo: desempenho @sergio motivo: estágio probatório"
    )


@pytest.mark.console
def test_who_sees_what_is_reserved(house: House) -> None:
    house.says("bruno", "elogio @sergio liberou a ponte em 6 horas")
    assert house.says("ana", "elogio @ana sou ótima") == said("Ninguém escreve sobre si mesmo.")
    assert house.says("helena", "elogio @ana organizou a casa") == said(
        "ELO-1/2026-GP registrado (restrito). Ana Prado toma ciência, e o RH recebe para averbar."
    )
    assert house.says("sergio", "elogio @carla ajudou") == said(
        "Elogio a Carla Dias é da sua chefia. O que viu pode ser dito a ela."
    )
    assert house.says("otavio", "quem viu ELO-1/2026-SAUDE") == said(
        "Não encontrei ELO-1/2026-SAUDE. Confira o número, ou procure pelo assunto: buscar palavras"
    )
    assert house.says("vera", "ver ELO-1/2026-SAUDE").splitlines()[0] == said(
        "ELO-1/2026-SAUDE liberou a ponte em 6 horas"
    )
    assert house.says("vera", "quem viu ELO-1/2026-SAUDE") == said("""
        ELO-1/2026-SAUDE está aberto a:
        • Bruno Lima: 23/11 9h
        • Vera Campos: 23/11 9h
        • Sérgio Pinto: ainda não abriu
        """)
    assert house.says("bruno", "orientação @sergio suspensão por faltas") == said(
        "Penalidade é ato do RH depois de apuração. Posso registrar uma orientação ou comunicar o fato; escreva de novo sem ela."
    )
    assert house.says("sergio", "comunicar fato") == said(
        "De quem se fala? Exemplo: comunicação de fato @jonas o que houve"
    )


@pytest.mark.console
def test_ciencia_on_paper_and_what_is_corrected(house: House) -> None:
    at(house, "2026-11-30T09:00")
    house.says("bruno", "orientação @sergio três entregas fora do prazo em novembro")
    n = "ORI-1/2026-SAUDE"
    assert house.says("bruno", f"ciência no papel {n} @carla") == said(
        "Sérgio Pinto usa o chat: a ciência de ORI-1/2026-SAUDE é da própria pessoa."
    )
    with house.transaction() as session:
        sergio = session.scalars(select(Person.id).where(Person.handle == "sergio")).one()
        for each in session.scalars(select(Address).where(Address.person_id == sergio)):
            each.active = False
    assert house.says("bruno", f"termo de ciência {n}") == said(
        "Estou fazendo o PDF do termo de ciência de ORI-1/2026-SAUDE; mando em seguida."
    )
    assert house.says("bruno", f"ciência no papel {n} @carla") == said(
        "Ciência de ORI-1/2026-SAUDE no papel registrada; entregou Carla Dias."
    )
    assert house.says("bruno", f"ciência no papel {n} @carla") == said("ORI-1/2026-SAUDE não espera ciência.")
    assert "ciência no papel, entregue e certificada por Carla Dias" in house.says("bruno", f"histórico {n}")
    with house.transaction() as session:
        for each in session.scalars(select(Address).where(Address.person_id == sergio)):
            each.active = True
    assert house.says("sergio", f"apagar {n}") == said(
        "ORI-1/2026-SAUDE não se apaga: fica pelo prazo da tabela de temporalidade, com o histórico. Se algo está errado, peça a retificação."
    )
    house.tray("bruno")
    assert house.says("sergio", f"retificar {n} foram duas entregas") == said(
        "ORI-1/2026-SAUDE: pedido de retificação enviado a quem escreveu."
    )
    assert house.tray("bruno") == [said("Sérgio Pinto pede a retificação de ORI-1/2026-SAUDE: foram duas entregas")]
    assert house.says("bruno", f"retificar {n} foram duas entregas, e não três") == said(
        "ORI-1/2026-SAUDE: retificado; o texto primeiro fica."
    )
    assert house.says("sergio", f"ver {n}") == said("""
        ORI-1/2026-SAUDE três entregas fora do prazo em novembro
        Orientação sobre Sérgio Pinto, de 30/11
        Ciência: em segunda-feira, 30/11, 9h
        Retificado: foram duas entregas, e não três
        Nível de acesso: restrito
        """)


@pytest.mark.console
def test_whoever_no_longer_leads_loses_sight(house: House) -> None:
    at(house, "2026-11-30T09:00")
    house.says("bruno", "orientação @sergio três entregas fora do prazo em novembro")
    n = "ORI-1/2026-SAUDE"
    with house.transaction() as session:
        bruno = session.scalars(select(Person).where(Person.handle == "bruno")).one()
        bruno.orgao_id = session.scalars(select(Orgao.id).where(Orgao.key == "educacao")).one()
    assert house.says("bruno", f"ver {n}") == said(
        "ORI-1/2026-SAUDE é seu, mas você já não chefia Sérgio Pinto: o texto fica com quem chefia hoje."
    )
    house.passes("2026-12-01T08:00")
    assert "três entregas" not in house.says("bruno", "buscar entregas")
    assert house.says("bruno", f"ver {n}") == said(
        "Não encontrei ORI-1/2026-SAUDE. Confira o número, ou procure pelo assunto: buscar palavras"
    )
    assert "Bruno Lima registrou" in house.says("sergio", f"histórico {n}") or n in house.says("sergio", f"ver {n}")
