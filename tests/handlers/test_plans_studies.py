"""The cycles of the budget laws, and studies from the idea to what was measured."""

from pathlib import Path

import pytest
from sqlalchemy import select

from handlers import papers
from models.base import insert_row
from models.people import Orgao, Person
from models.plans import PlanItem
from tests.conftest import House
from tests.handlers.test_budget import at
from tests.handlers.test_plans import with_plan
from tests.said import said


@pytest.fixture
def plan(house: House, tmp_path: Path) -> House:
    return with_plan(house, tmp_path)


def test_the_dates_of_a_budget_law_walk_backwards(house: House) -> None:
    with house.transaction() as session:
        place = insert_row(session, Orgao, sigla="PLAN", key="plan", name="Secretaria de Planejamento")
        sergio = session.scalars(select(Person).where(Person.handle == "sergio")).one()
        sergio.orgao_id = place
    at(house, "2026-11-30T09:00")
    assert house.says("sergio", "calendário do orçamento") == said("""
        Calendário do orçamento:
        • RREO do 5º bimestre de 2026: vence hoje, segunda-feira, 30/11
        • RREO do 6º bimestre de 2026: sexta-feira, 29/01/2027
        • LDO 2028: quinta-feira, 15/04/2027 (ADCT, art. 35 §2º, II; Lei Orgânica do Município), ciclo por abrir
        • LOA 2028: terça-feira, 31/08/2027 (ADCT, art. 35 §2º, III; Lei Orgânica do Município (em SP é comum 30/09)), ciclo por abrir
        """)
    at(house, "2027-02-01T09:00")
    assert house.says("bruno", "abrir ciclo LDO 2028") == said(
        "O calendário das leis do orçamento é do Planejamento e do gabinete. Peça a eles."
    )
    assert house.says("sergio", "abrir ciclo PPA 2028") == said(
        "O PPA não começa em 2028. O próximo é o de 2030–2033, até 31/08/2029."
    )
    assert house.says("sergio", "abrir ciclo LDO 2027") == said(
        "A data da LDO de 2027 já passou: era quarta-feira, 15/04/2026."
    )
    assert house.says("sergio", "abrir ciclo LDO 2028") == said("""
        Ciclo da LDO 2028, em elaboração: na Câmara até quinta-feira, 15/04.
        1. pedido às secretarias · PLAN · feito em 01/02
        2. propostas das secretarias · PLAN · até 01/03
        3. consolidação e metas fiscais · PLAN · até 16/03
        4. audiência pública, ata e lista · PLAN · até 25/03
        5. minuta à Procuradoria · PLAN · até 02/04
        6. despacho da Prefeita · GP · até 08/04
        7. protocolo na Câmara · GP · até 15/04
        Faltam as propostas de 4 órgãos.
        Pedi propostas a 4 órgãos.
        Data: ADCT, art. 35 §2º, II; Lei Orgânica do Município. Se a Lei Orgânica diz outra: mudar prazo final LDO-2028 30/04 Lei Orgânica
        """)
    assert house.tray("edna") == [said("LDO-2028: mande as propostas do seu órgão até segunda-feira, 01/03.")]
    assert house.says("sergio", "abrir ciclo LDO 2028") == said("LDO-2028 já está aberto.")
    form = "proposta ciclo: LDO 2028 ação: Ampliar creches produto: vagas unidade: vagas meta: 120"
    assert house.says("edna", f"{form} valor: R$ 1,2 milhão fonte: tesouro por quê: fila de 655") == said(
        "Proposta 1 enviada para Ciclo da LDO 2028: Ampliar creches."
    )
    assert house.says("edna", "proposta LDO 2028") == said("""
        Que ação?
        (escreva cancelar para parar)
        """)
    house.says("edna", "cancelar")
    assert house.says("sergio", "faltam LDO 2028") == said("""
        Propostas da LDO 2028: faltam 3 órgãos, até segunda-feira, 01/03.
        FAZENDA, OBRAS, SAUDE
        """)
    assert house.says("sergio", "propostas LDO 2028") == said("""
        Propostas da LDO 2028 (1), R$ 1.200.000,00:
        1. EDUCACAO: Ampliar creches, 120 vagas, R$ 1.200.000,00
        """)
    assert house.says("sergio", "devolver proposta 1 LDO 2028 falta a fonte") == said(
        "Proposta 1 devolvida: falta a fonte."
    )
    assert house.says("sergio", "marco feito 1 LDO-2028") == said("O marco 1 de LDO-2028 já foi feito em 01/02/2027.")
    assert house.says("sergio", "mudar prazo final LDO-2028 30/04/2027 Lei Orgânica, art. 99") == said("""
        Ciclo da LDO 2028, em elaboração: na Câmara até sexta-feira, 30/04.
        1. pedido às secretarias · PLAN · feito em 01/02
        2. propostas das secretarias · PLAN · até 16/03
        3. consolidação e metas fiscais · PLAN · até 31/03
        4. audiência pública, ata e lista · PLAN · até 09/04
        5. minuta à Procuradoria · PLAN · até 16/04
        6. despacho da Prefeita · GP · até 23/04
        7. protocolo na Câmara · GP · até 30/04
        Faltam as propostas de 4 órgãos.
        Data: Lei Orgânica, art. 99; pela regra geral seria quinta-feira, 15/04.
        """)
    assert house.says("sergio", "protocolado LDO 2028 mensagem 12/2027") == said(
        "Ciclo da LDO 2028: protocolado na Câmara. A devolução para sanção fica acompanhada. Atenção: a audiência pública não tem ata registrada: marco feito 4 LDO-2028 ata"
    )
    assert house.says("sergio", "protocolado LDO 2028 mensagem 12/2027") == said(
        "LDO-2028 está enviado à Câmara: não há o que protocolar."
    )
    assert house.says("sergio", "calendário do orçamento") == said("""
        Calendário do orçamento:
        • RREO do 1º bimestre de 2027: terça-feira, 30/03
        • RREO do 2º bimestre de 2027: sexta-feira, 28/05
        • Ciclo da LDO 2028, enviado à Câmara: sexta-feira, 30/04
        • LOA 2028: terça-feira, 31/08 (ADCT, art. 35 §2º, III; Lei Orgânica do Município (em SP é comum 30/09)), ciclo por abrir
        """)
    assert house.says("ana", "plano anual do gabinete") == said("Plano anual do gabinete: nenhum.")


@pytest.mark.console
def test_a_proposal_beyond_the_ceiling(house: House) -> None:
    at(house, "2027-02-01T09:00")
    house.says("ana", "abrir ciclo LDO 2028")
    assert house.says("edna", "teto LDO 2028 @educacao R$ 1.000.000,00") == said(
        "O calendário das leis do orçamento é do Planejamento e do gabinete. Peça a eles."
    )
    assert house.says("ana", "teto LDO 2028 @educacao R$ 1.000.000,00") == said(
        "Ciclo da LDO 2028: teto de EDUCACAO, R$ 1.000.000,00."
    )
    for answer in ("proposta LDO 2028", "Ampliar creches", "vagas", "vagas", "120", "R$ 1,2 milhão", "tesouro"):
        house.says("edna", answer)
    assert house.says("edna", "fila de 655") == said(
        "Proposta 1 enviada para Ciclo da LDO 2028: Ampliar creches. Passa do teto, R$ 1.000.000,00, em R$ 200.000,00: fica marcada."
    )
    form = "proposta ciclo: LDO 2028 ação: Reformar escolas produto: obras unidade: obras"
    house.says("otavio", f"{form} valor: R$ 9.000,00 por quê: goteiras")
    assert house.says("ana", "propostas LDO 2028") == said("""
        Propostas da LDO 2028 (2), R$ 1.209.000,00:
        1. EDUCACAO: Ampliar creches, 120 vagas, R$ 1.200.000,00
        2. OBRAS: Reformar escolas, R$ 9.000,00
        Acima do teto: EDUCACAO pede R$ 1.200.000,00, e o teto é R$ 1.000.000,00.
        """)
    assert house.says("ana", "propostas LDO 2028 @obras") == said("""
        Propostas da LDO 2028 (1), R$ 9.000,00:
        2. OBRAS: Reformar escolas, R$ 9.000,00
        """)
    assert house.says("ana", "mudar prazo final LDO-2028 30/04/2027 Lei Orgânica, art. 99").splitlines()[-1] == said(
        "Data: Lei Orgânica, art. 99; pela regra geral seria quinta-feira, 15/04."
    )
    assert house.says("ana", "gráfico LDO-2028") == said("""
        LDO-2028: 1 de 7 marcos feitos; a seguir, propostas das secretarias, até 16/03
        feito: pedido às secret… ████████████████ 91
        16/03: propostas das se… ████████ 45
        31/03: consolidação e m… █████ 30
        09/04: audiência públic… ████ 21
        16/04: minuta à Procura… ██ 14
        23/04: despacho da Pref… █ 7
        30/04: protocolo na Câm…  0
        """)
    assert house.says("ana", "sancionado LDO-2028 Lei 5.000/2027") == said(
        "LDO-2028 está em elaboração: não há o que sancionar."
    )
    house.says("ana", "protocolado LDO 2028 mensagem 12/2027")
    assert house.says("ana", "sancionado LDO-2028") == said("Que lei? Exemplo: sancionado LDO-2028 Lei 5.000/2027")
    assert house.says("ana", "Lei 5.000/2027") == said("Ciclo da LDO 2028: sancionado, Lei 5.000/2027.")
    assert "Ciclo da LDO 2028" not in house.says("ana", "calendário do orçamento")


def test_an_idea_becomes_a_study_and_is_measured(plan: House) -> None:
    assert plan.says("sergio", "ideia assinar circulares no sistema, hoje leva 3 semanas") == said(
        "EST-1 proposta. Obrigado: a chefia a vê com as outras, na segunda-feira."
    )
    assert plan.says("igor", "ideia assinar as circulares no sistema, hoje leva 3 semanas") == said(
        "Já há uma ideia parecida. É a mesma?"
    )
    assert plan.says("igor", "ideia nova assinar as circulares no sistema, hoje leva 3 semanas") == said(
        "EST-2 proposta. Obrigado: a chefia a vê com as outras, na segunda-feira."
    )
    assert plan.says("ana", "estudo EST-1 @igor até 18/12: custo, economia, risco") == said(
        "EST-1 em estudo com Igor Alves, até sexta-feira, 18/12."
    )
    assert plan.tray("igor") == [
        said(
            "Ana Prado pediu a você o estudo EST-1: assinar circulares no sistema, hoje leva 3 semanas, até sexta-feira, 18/12"
        )
    ]
    assert plan.says("igor", "números EST-1 custo R$ 48.000,00 economia R$ 3.200,00 por mês") == said(
        "EST-1: custo R$ 48.000,00, economia R$ 3.200,00 por mês; paga-se em 15 meses."
    )
    assert plan.says("igor", "números EST-1 mensal R$ 3.500,00") == said(
        "EST-1: custo R$ 48.000,00, R$ 3.500,00 por mês, economia R$ 3.200,00 por mês; não se paga."
    )
    assert plan.says("igor", "números EST-1 mensal R$ 200,00, dados pessoais") == said(
        "EST-1: custo R$ 48.000,00, R$ 200,00 por mês, economia R$ 3.200,00 por mês; paga-se em 16 meses."
    )
    long = "de 04/01/2027 a 31/12/2027 medir dias por circular, hoje 15, meta 3"
    assert plan.says("igor", f"piloto EST-1 @fazenda {long}") == said(
        "EST-1 está em estudo: antes é preciso o despacho da Prefeita."
    )
    assert plan.says("igor", "implantado EST-1") == said(
        "EST-1 está em estudo: antes é preciso o despacho da Prefeita."
    )
    assert plan.says("davi", "levar EST-1 a despacho recomendo piloto na Fazenda") == said(
        "EST-1 na pilha de despachos, posição 1: Autorizar?"
    )
    assert plan.says("helena", "deferir EST-1 começar pela Fazenda") == said("""
        Despacho registrado: EST-1 deferido, “começar pela Fazenda”.
        É ordem de preparo: o ato sai com a assinatura, e o cartão diz “falta assinar” até o arquivo assinado chegar.
        """)
    assert plan.says("ana", "esteira") == said("""
        Esteira de ideias e estudos:
        • proposto (1): EST-2 assinar as circulares no sistema, hoje… (hoje)
        • decidido (1): EST-1 assinar circulares no sistema, hoje lev… (hoje)
        """)
    assert plan.says("igor", "piloto EST-1 @fazenda de 04/01/2027 a 31/03/2027") == said(
        "O que se mede, quanto é hoje e qual é a meta? Exemplo: piloto EST-1 @adm de 04/01/2027 a 31/03/2027 medir dias por circular, hoje 15, meta 3"
    )
    assert plan.says("igor", f"piloto EST-1 @fazenda {long}") == said(
        "EST-1: piloto em FAZENDA, de 04/01/2027 a 31/12/2027. Mede-se dias por circular: hoje 15, meta 3. Atenção: passa de 180 dias."
    )
    assert plan.says("igor", "medir EST-1 4 dias") == said("EST-1: 11 de 12 dias ganhos (92%).")
    assert plan.says("igor", "implantado EST-1") == said(
        "EST-1 usa dados pessoais e falta o parecer do encarregado. Depois dele, implanta-se."
    )
    assert plan.says("igor", "parecer do encarregado EST-1 sem óbices") == said(
        "EST-1: parecer do encarregado registrado."
    )
    assert plan.says("ana", "ver EST-1") == said(
        """
        EST-1 assinar circulares no sistema, hoje leva 3 semanas
        estudo, piloto — Secretaria de Saúde
        Indicador: dias por circular, em dias; base 15 em 04/01/2027
        Metas: 3 em 2027
        Hoje: 4 dias; caiu 11 de 12 (92%), em 30/11
        Números: custo R$ 48.000,00, R$ 200,00 por mês, economia R$ 3.200,00 por mês; paga-se em 16 meses
        Com Igor Alves
        Piloto em FAZENDA, até 31/12/2027
        Usa dados pessoais: com parecer do encarregado
        Prazo final: sexta-feira, 31/12/2027
        Despacho: deferido por Helena Duarte em 30/11 9h, “começar pela Fazenda”; falta assinar
        """
    )
    assert plan.says("igor", "implantado EST-1") == said("EST-1 implantado. Avaliar até segunda-feira, 01/03/2027.")
    assert plan.says("igor", "avaliar EST-1 a circular sai em 4 dias") == said(
        "EST-1 avaliado: assinar circulares no sistema, hoje leva 3 semanas."
    )
    assert plan.says("ana", "recusar EST-2") == said("Por que recusar? Exemplo: recusar EST-2 não há verba neste ano")
    assert plan.says("ana", "é a mesma ideia de EST-1") == said(
        "EST-2 recusado: assinar as circulares no sistema, hoje leva 3 semanas."
    )
    assert plan.says("davi", "ideia trocar as lâmpadas da praça") == said(
        "EST-3 proposta. Obrigado: a chefia a vê com as outras, na segunda-feira."
    )
    assert plan.says("ana", "guardar EST-3 até 31/05/2027") == said("EST-3 guardado até segunda-feira, 31/05/2027.")
    assert plan.says("ana", "esteira") == said("""
        Esteira de ideias e estudos:
        • avaliado (1): EST-1 assinar circulares no sistema, hoje lev… (hoje)
        • guardado (1): EST-3 trocar as lâmpadas da praça (hoje)
        """)
    assert plan.says("ana", "estudos") == said("""
        Estudos abertos (1):
        EST-3 [guardado] trocar as lâmpadas da praça — GP, até 31/05/2027
        """)


@pytest.mark.console
def test_an_idea_whose_author_only_the_chefia_learns(house: House) -> None:
    at(house, "2026-11-30T09:00")
    assert house.says("sergio", "ideia anônima trocar o relógio de ponto") == said(
        "EST-1 proposta. Obrigado: a chefia a vê com as outras, na segunda-feira. Só a chefia fica sabendo que a ideia é sua."
    )
    assert house.says("igor", "ver EST-1") == said("""
        EST-1 trocar o relógio de ponto
        estudo, proposto
        """)
    assert house.says("igor", "histórico EST-1") == said("""
        Histórico de EST-1 (trocar o relógio de ponto):
        30/11 9h sistema: estudo registrado: trocar o relógio de ponto
        """)
    assert house.says("ana", "ver EST-1") == said("""
        EST-1 trocar o relógio de ponto
        estudo, proposto
        Proposta por Sérgio Pinto; só a chefia vê o nome
        """)
    assert [line.split(" ")[0] for line in house.buttons("ana", "ver EST-1")[:5]] == [
        "números",
        "estudo",
        "levar",
        "guardar",
        "recusar",
    ]
    assert house.says("ana", "números EST-1 custo R$ 900,00 economia R$ 100,00 por mês, poupa 40 h por mês") == said(
        "EST-1: custo R$ 900,00, economia R$ 100,00 por mês, poupa 40 h por mês; paga-se em 9 meses."
    )
    assert house.says("ana", "gráfico estudos") == said("""
        R$ 100,00 por mês em 1 estudo; o maior é EST-1
        EST-1 (9 meses) ████████████████ 100
        """)
    house.says("ana", "encarregado @vera")
    house.says("helena", "confirmar CF-1")
    assert house.says("ana", "parecer do encarregado EST-1 sem óbices") == said(
        "O parecer é de Vera Campos, que responde pela proteção de dados pessoais. Peça-o a essa pessoa."
    )
    house.says("ana", "recusar EST-1 não há verba")
    assert house.tray("sergio") == [
        said("""
        Ana Prado recusou o item do plano EST-1: trocar o relógio de ponto.
        Motivo: não há verba
        """)
    ]
    with house.transaction() as session:
        ana = session.scalars(select(Person).where(Person.handle == "ana")).one()
        item = session.scalars(select(PlanItem).where(PlanItem.code == "EST-1")).one()
        note = str(papers.about("plan_item").compose(session, item, ana, house.now).as_data("Nova Aurora"))
    assert "Nota técnica EST-1" in note
    assert "Sérgio" not in note


@pytest.mark.console
def test_a_study_whose_responsible_left_is_asked_about(house: House) -> None:
    at(house, "2026-11-30T09:00")
    house.says("davi", "ideia assinar circulares no sistema")
    house.says("ana", "estudo EST-1 @sergio até 18/12: custo")
    at(house, "2026-12-01T09:00")
    assert "Estudos sem responsável" not in house.says("ana", "pauta")
    with house.transaction() as session:
        session.scalars(select(Person).where(Person.handle == "sergio")).one().active = False
    assert said("""
        Estudos sem responsável (1):
        • EST-1 assinar circulares no sistema: Sérgio Pinto saiu. Quem estuda? estudo EST-1 @quem
        """) in house.says("ana", "pauta")
