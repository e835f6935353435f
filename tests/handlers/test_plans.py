"""The plan of the government: metas and compromissos in the chat, what stands in their way, and the board."""

from pathlib import Path

import pytest
from sqlalchemy import select

from handlers import papers
from models.base import insert_row
from models.people import Orgao, Person
from models.plans import PlanItem
from tests.conftest import House
from tests.handlers.test_budget import at, imports
from tests.said import said

METAS = """codigo;tipo;pai;titulo;orgao;parceiros;indicador;unidade;sentido;base;base_data;meta_2026;meta_2027;meta_2028;meta_2029;prazo
7;programa;;Cidade com Creche;EDUCACAO;;;;;;;;;;;
0007.2.031;ação;0007;Ampliação de vagas em creche;EDUCACAO;OBRAS;;;;;;;;;;
META-14;meta;0007.2.031;Criar 600 vagas em creche;EDUCACAO;OBRAS,FAZENDA;Vagas criadas;vagas;acumulado;0;31/12/2025;180;300;450;600;31/12/2029
META-15;meta;0007;Reduzir a fila de creche;EDUCACAO;;Crianças na fila;crianças;menor;742;31/12/2025;600;450;300;150;31/12/2029
COMP-3;compromisso;;Asfaltar todo o Jardim Novo;OBRAS;FAZENDA,AMBIENTE;Ruas pavimentadas;ruas;acumulado;4;01/01/2025;12;22;28;;30/06/2028
"""


@pytest.fixture
def plan(house: House, tmp_path: Path) -> House:
    """A house with the plan imported, on 30/11/2026."""
    at(house, "2026-11-30T09:00")
    with house.transaction() as session:
        insert_row(session, Orgao, sigla="AMBIENTE", key="ambiente", name="Secretaria do Meio Ambiente")
        place = session.scalars(select(Orgao.id).where(Orgao.key == "ambiente")).one()
        carla = session.scalars(select(Person).where(Person.handle == "carla")).one()
        carla.orgao_id, carla.function = place, "titular"
    assert imports(house, METAS.encode(), "metas_ppa.csv", tmp_path, "importar metas") == said("""
        Seriam importados 5 itens do plano de metas_ppa.csv.
        Atenção: o código 7 perdeu os zeros na planilha: lido como 0007.
        Nada mudou ainda.
        """)
    return house


@pytest.mark.every_door
def test_progress_is_measured_from_the_base(plan: House) -> None:
    assert plan.says("otavio", "andamento COMP-3 14 ruas, terminou a Rua das Acácias") == said(
        "COMP-3: 14 de 28 ruas; fez 10 das 24 que faltavam (42%). Meta de 2026: 12 — cumprida."
    )
    assert plan.says("edna", "andamento META-15 655") == said(
        "META-15: 655 crianças; caiu 87 de 142 até a meta de 2026 (61%)."
    )
    assert plan.says("otavio", "andamento COMP-3 13") == said("COMP-3 já tinha 14 ruas; 13 é menos. Por quê?")
    assert plan.says("otavio", "uma rua foi contada duas vezes") == said(
        "COMP-3: 13 de 28 ruas; fez 9 das 24 que faltavam (38%). Meta de 2026: 12 — cumprida. Antes: 14."
    )
    assert plan.says("otavio", "andamento COMP-3 14 km") == said("COMP-3 é medido em ruas, e não em km. São 14 ruas?")
    assert plan.buttons("otavio", "andamento COMP-3 14 km") == ["andamento COMP-3 14 ruas, km", "ver COMP-3"]
    assert plan.says("edna", "andamento META-15 755") == said("META-15: 755 crianças; piorou 13. Antes: 655.")
    assert plan.says("edna", "andamento META-14 200 vagas") == said(
        "META-14: 200 de 180 vagas; fez 200 das 180 até a meta de 2026 (111%, meta superada). Meta de 2026: 180 — cumprida."
    )
    assert plan.says("otavio", "andamento META-14 3") == said(
        "META-14 só pode ser mudado por quem responde por ele, pelo Planejamento ou pelo gabinete."
    )
    assert plan.says("edna", "andamento META-14") == said(
        "Qual é o número de hoje, e o que houve? Exemplo: andamento META-14 14 vagas, o que houve"
    )
    assert plan.says("ana", "ver META-14") == said(
        """
        META-14 Criar 600 vagas em creche
        meta, em andamento — Secretaria de Educação, com OBRAS e FAZENDA
        Indicador: Vagas criadas, em vagas; base 0 em 31/12/2025
        Metas: 180 em 2026, 300 em 2027, 450 em 2028, 600 em 2029
        Hoje: 200 de 180 vagas; fez 200 das 180 até a meta de 2026 (111%, meta superada), em 30/11
        Meta de 2026: 180 — cumprida.
        Prazo final: segunda-feira, 31/12/2029
        Vem de ACAO-1 Ampliação de vagas em creche
        """
    )


def test_what_stands_in_the_way(plan: House) -> None:
    assert plan.says("otavio", "entrave COMP-3 falta licença @ambiente até 18/12") == said(
        "Entrave 1 de COMP-3 aberto: falta licença, até sexta-feira, 18/12. COMP-3 aparece como bloqueado. Avisei Secretaria do Meio Ambiente e a chefia."
    )
    assert plan.tray("carla") == [
        said(
            "Otávio Reis: COMP-3 Asfaltar todo o Jardim Novo está bloqueado: falta licença. Remover até sexta-feira, 18/12"
        )
    ]
    assert plan.says("ana", "metas bloqueadas") == said("""
        Metas e compromissos bloqueados (1):
        COMP-3 Asfaltar todo o Jardim Novo ░░░░░░ 0% — bloqueado: falta licença — AMBIENTE e OBRAS, até 18/12
        """)
    assert plan.says("ana", "quadro") == said("""
        Quadro de metas e compromissos, por órgão:
        • EDUCACAO: 2 pedem atenção
        • OBRAS: 1 bloqueado
        COMP-3 Asfaltar todo o Jardim Novo ░░░░░░ 0% — bloqueado: falta licença
        """)
    assert plan.says("bruno", "resolvido entrave 1 COMP-3") == said(
        "COMP-3 só pode ser mudado por quem responde por ele, pelo Planejamento ou pelo gabinete."
    )
    at(plan, "2026-12-02T10:00")
    plan.tray("otavio")
    assert plan.says("carla", "resolvido entrave 1 COMP-3 licença 77") == said(
        "COMP-3: entrave 1 resolvido, falta licença. Ficou aberto 2 dias úteis."
    )
    assert plan.tray("otavio") == [
        said("Carla Dias: COMP-3 Asfaltar todo o Jardim Novo, entrave 1 resolvido: falta licença (licença 77)")
    ]
    assert plan.says("ana", "metas bloqueadas") == said("Metas e compromissos bloqueados: nenhum.")
    assert plan.says("carla", "resolvido entrave 1 COMP-3") == said("COMP-3 não tem o entrave 1 aberto.")
    assert plan.says("otavio", "marco COMP-3 licença emitida @ambiente até 18/12") == said(
        "COMP-3: marco 1, licença emitida, até sexta-feira, 18/12."
    )
    assert plan.says("otavio", "marco COMP-3 asfalto pronto até 18/07/2028 depois do marco 1") == said(
        "COMP-3: marco 2, asfalto pronto, até terça-feira, 18/07/2028. Atenção: vem depois do prazo final do item. Depende do marco 1, ainda por fazer."
    )
    assert plan.says("otavio", "feito marco 2 COMP-3 termo de entrega") == said(
        "COMP-3: marco 2 feito, asfalto pronto. Atenção: o marco 1, de que ele depende, ainda não foi feito."
    )
    assert plan.says("otavio", "marco feito 2 COMP-3") == said("O marco 2 de COMP-3 já foi feito em 02/12/2026.")
    assert plan.says("ana", "ver COMP-3") == said(
        """
        COMP-3 Asfaltar todo o Jardim Novo
        compromisso, planejado, atenção — Secretaria de Obras, com FAZENDA e AMBIENTE
        Indicador: Ruas pavimentadas, em ruas; base 4 em 01/01/2025
        Metas: 12 em 2026, 22 em 2027, 28 em 2028
        Marcos (2):
        • 1. licença emitida · AMBIENTE · até 18/12
        • 2. asfalto pronto · OBRAS · feito em 02/12
        Prazo final: sexta-feira, 30/06/2028
        """
    )
    at(plan, "2026-12-21T09:30")
    assert plan.says("ana", "metas atrasadas") == said("""
        Metas e compromissos atrasados (1):
        COMP-3 Asfaltar todo o Jardim Novo ░░░░░░ 0% — atrasado — AMBIENTE e OBRAS, atrasado desde 18/12
        """)


def test_what_is_to_be_reached_changes_by_decision(plan: House) -> None:
    assert plan.says("otavio", "mudar meta COMP-3 2027 para 20 corte de receita") == said(
        "Só o prefeito ou a chefia de gabinete muda a meta ou o prazo de COMP-3. Peça a eles."
    )
    assert plan.says("ana", "mudar meta COMP-3 2027 para 20") == said(
        "Por que mudar a meta de 2027? Exemplo: mudar meta COMP-3 2027 para 20 corte de receita"
    )
    assert plan.says("ana", "corte de receita") == said("COMP-3: meta de 2027 é 20 ruas (antes, 22).")
    assert plan.says("ana", "mudar meta COMP-3 2027 para 4 erro") == said(
        "A meta é igual à base (4): não há o que medir. Confira o número."
    )
    assert plan.says("ana", "mudar meta COMP-3 2030 para 30 mais") == said("COMP-3 acaba em 2028: não há meta de 2030.")
    assert plan.says("ana", "meta 0007.2.031 2027 300 vagas R$ 1,2 milhão") == said(
        "ACAO-1: meta de 2027 é 300 vagas, R$ 1.200.000,00."
    )
    assert plan.says("ana", "mudar prazo final COMP-3 30/09/2028 corte de receita") == said(
        "COMP-3: prazo final sábado, 30/09/2028 (antes, 30/06/2028)."
    )
    assert plan.says("ana", "compromisso de governo Reformar a praça @obras com @fazenda até 30/06/2028") == said(
        "COMP-1 registrado: Reformar a praça. Responde OBRAS, com FAZENDA, até sexta-feira, 30/06/2028."
    )
    assert plan.says("ana", "marco COMP-1 projeto pronto até 18/12") == said(
        "COMP-1: marco 1, projeto pronto, até sexta-feira, 18/12."
    )
    assert plan.says("ana", "suspender COMP-1 falta o convênio") == said("COMP-1 suspenso: Reformar a praça.")
    assert plan.says("otavio", "andamento COMP-1 projeto em revisão") == said(
        "COMP-1 está suspenso: não recebe andamento."
    )
    assert plan.says("ana", "retomar COMP-1") == said("COMP-1 retomado: Reformar a praça.")
    assert plan.says("otavio", "concluir COMP-1") == said("COMP-1 concluído: Reformar a praça.")
    assert plan.says("ana", "cancelar COMP-3 a obra passou ao Estado") == said(
        "COMP-3 cancelado: Asfaltar todo o Jardim Novo."
    )
    assert plan.says("ana", "metas") == said("""
        Metas e compromissos (2):
        META-14 Criar 600 vagas em creche ░░░░░░ 0% — atenção — EDUCACAO, até 31/12/2029
        META-15 Reduzir a fila de creche ░░░░░░ 0% — atenção — EDUCACAO, até 31/12/2029
        """)
    assert plan.says("ana", "metas programas") == said("""
        Programas (1):
        PROG-1 (0007) Cidade com Creche — EDUCACAO, sem prazo
        """)
    assert plan.says("ana", "metas @educacao sem notícia há 30 dias") == said(
        "Metas e compromissos da Secretaria de Educação sem notícia há 30 dias: nenhum."
    )
    assert plan.says("ana", "histórico COMP-3") == said("""
        Histórico de COMP-3 (Asfaltar todo o Jardim Novo):
        30/11 9h sistema: compromisso registrado: Asfaltar todo o Jardim Novo
        30/11 9h Ana Prado (terminal): meta de 2027: de 22 para 20: corte de receita
        30/11 9h Ana Prado (terminal): prazo: de 30/06/2028 para 30/09/2028: corte de receita
        30/11 9h Ana Prado (terminal): cancelado: a obra passou ao Estado
        """)
    form = "meta nova o que: Plantar 500 árvores órgão: @ambiente indicador: árvores plantadas unidade: árvores"
    assert plan.says("ana", f"{form} sentido: acumulado base: 500 alvo: 500 prazo: 31/12/2027") == said(
        "A meta é igual à base (500): não há o que medir. Confira o número."
    )
    assert plan.says("ana", f"{form} sentido: acumulado base: 0 alvo: 500 prazo: 31/12/2027") == said(
        "META-1 registrado: Plantar 500 árvores. Responde AMBIENTE, até sexta-feira, 31/12/2027."
    )


def test_a_table_that_does_not_add_up(plan: House, tmp_path: Path) -> None:
    head = METAS.splitlines()[0]
    rows = [
        "META-20;meta;0099;Sem pai;OBRAS;;Ruas;ruas;acumulado;4;;12;;;;",
        "META-21;meta;;Sem caminho;OBRAS;;Ruas;ruas;acumulado;12;;12;;;;",
        "META-22;meta;;Sem parceiro;OBRAS;MARTE;Ruas;ruas;acumulado;4;;12;;;;",
        "META-23;meta;;Sem número;OBRAS;;Ruas;ruas;acumulado;quatro;;12;;;;",
        "EST-9;estudo;;Estudo;OBRAS;;;;;;;;;;;",
    ]
    assert imports(plan, "\n".join([head, *rows]).encode(), "x.csv", tmp_path, "importar metas") == said("""
        x.csv tem 5 erros, e nada foi importado:
        • linha 2: pai: não há 0099; ponha a sua linha antes
        • linha 3: A meta é igual à base (12): não há o que medir. Confira o número.
        • linha 4: parceiros: um destes órgãos não está cadastrado: MARTE
        • linha 5: base: quatro não é um número; escreva como 1.234,5
        • linha 6: tipo: estudo não entra por tabela; use programa, ação, meta, compromisso
        Todos estão na planilha que segue.
        """)
    circle = "0007;programa;0007.2.031;Cidade com Creche;EDUCACAO;;;;;;;;;;;"
    assert imports(plan, f"{head}\n{circle}".encode(), "y.csv", tmp_path, "importar metas") == said("""
        y.csv tem 1 erro, e nada foi importado:
        • linha 2: PROG-1 não pode ficar sob ACAO-1, que já está sob ele.
        Todos estão na planilha que segue.
        """)
    changed = "COMP-3;compromisso;;Asfaltar todo o Jardim Novo;OBRAS;FAZENDA,AMBIENTE;;;;;;14;;;;"
    assert imports(plan, f"{head}\n{changed}".encode(), "z.csv", tmp_path, "importar metas") == said("""
        Seriam importados 0 itens do plano de z.csv; 1 com mudança.
        Nada mudou ainda.
        """)
    assert plan.says("ana", "ver COMP-3") == said(
        """
        COMP-3 Asfaltar todo o Jardim Novo
        compromisso, planejado, atenção — Secretaria de Obras, com FAZENDA e AMBIENTE
        Indicador: Ruas pavimentadas, em ruas; base 4 em 01/01/2025
        Metas: 14 em 2026, 22 em 2027, 28 em 2028
        Prazo final: sexta-feira, 30/06/2028
        """
    )


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


def test_an_open_obstacle_is_taken_to_a_meeting(plan: House) -> None:
    assert plan.says("ana", "encontro de coordenação segunda 8h sobre entraves") == said(
        "Não há entraves abertos para um encontro."
    )
    plan.says("otavio", "entrave COMP-3 falta licença @ambiente até 18/12")
    assert plan.says("ana", "encontro de coordenação segunda 8h sobre entraves") == said(
        "REU-1/2026 convocada: segunda-feira, 07/12, 8h, com 1 entrave na pauta."
    )
    assert plan.says("ana", "pauta REU-1/2026") == said("""
        Pauta de REU-1/2026 Coordenação: entraves abertos, segunda-feira, 07/12, 8h às 9h:
        1. COMP-3 falta licença · Ana Prado · 10 min
        Soma: 10 min.
        Fecha sexta-feira, 04/12, 12h.
        """)
    assert plan.says("ana", "avaliação 3º quadrimestre 2026") == said(
        "Avaliação do 3º quadrimestre 2026: pedi 3 números, até segunda-feira, 14/12."
    )
    assert plan.says("ana", "avaliação 3º quadrimestre 2026") == said(
        "Avaliação do 3º quadrimestre 2026: pedi 0 números, até segunda-feira, 14/12."
    )
    assert plan.says("edna", "andamento META-15 640") == said(
        "META-15: 640 crianças; caiu 102 de 142 até a meta de 2026 (72%)."
    )
    plan.says("otavio", "andamento COMP-3 14")
    assert plan.says("ana", "gráfico metas") == said("""
        0 metas cumpridas de 3; a mais distante é META-14, 0%
        META-14  0
        COMP-3  █████████ 42
        META-15 ████████████████ 72
        """)
    assert plan.says("ana", "gráfico entraves") == said("""
        1 entrave aberto; 1 por licença
        (entraves / dias)
        licença ████████████████ 1
                 0
        """)
    assert plan.says("ana", "gráfico COMP-3") == said("""
        COMP-3: 14 ruas; a meta de 2028 é 28
        30/11 ████████████████ 14
        """)
    plan.says("davi", "ideia trocar as lâmpadas da praça")
    at(plan, "2026-12-21T09:00")
    assert plan.says("ana", "pauta") == said(
        """
        Pauta de segunda-feira, 21/12.

        Entraves vencidos (1):
        • COMP-3 Asfaltar todo o Jardim Novo: falta licença · AMBIENTE · até 18/12
        Metas que pedem atenção (1):
        • META-15 Reduzir a fila de creche ▓▓▓▓░░ 72% — atenção
        Nada vence até quinta-feira, 24/12, e nada está atrasado ou à espera da sua ciência.

        A casa toda: 2 em atraso.
        • AMBIENTE: 1 em atraso
        • EDUCACAO: 1 em atraso
        """
    )
    at(plan, "2027-02-01T09:00")
    assert plan.says("ana", "pauta") == said(
        """
        Pauta de segunda-feira, 01/02.

        Entraves vencidos (1):
        • COMP-3 Asfaltar todo o Jardim Novo: falta licença · AMBIENTE · até 18/12/2026
        Estudos parados (1):
        • EST-1 trocar as lâmpadas da praça: proposto há 63 dias
        Metas que pedem atenção (1):
        • META-15 Reduzir a fila de creche ▓▓░░░░ 35% — atenção
        Nada vence até quinta-feira, 04/02, e nada está atrasado ou à espera da sua ciência.

        A casa toda: 2 em atraso.
        • AMBIENTE: 1 em atraso
        • EDUCACAO: 1 em atraso
        """
    )


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


def test_what_the_plan_does_not_take(plan: House) -> None:
    assert plan.says("ana", "mudar meta META-14 2040 para 900 mais") == said(
        "O plano plurianual vai de 2026 a 2033: não há meta de 2040."
    )
    assert plan.says("ana", "quadro em pdf") == said("Estou fazendo o PDF do quadro de metas; mando em seguida.")
    plan.says("otavio", "andamento COMP-3 14 ruas")
    plan.says("otavio", "andamento COMP-3 15 ruas")
    at(plan, "2028-07-03T09:00")
    assert plan.says("ana", "ver COMP-3") == said("""
        COMP-3 Asfaltar todo o Jardim Novo
        compromisso, em andamento, atrasado — Secretaria de Obras, com FAZENDA e AMBIENTE
        Indicador: Ruas pavimentadas, em ruas; base 4 em 01/01/2025
        Metas: 12 em 2026, 22 em 2027, 28 em 2028
        Hoje: 15 de 28 ruas; fez 11 das 24 que faltavam (46%), em 30/11/2026
        Meta de 2028: 28 — faltam 13.
        Prazo final: sexta-feira, 30/06 (venceu)
        """)
    with plan.transaction() as session:
        ana = session.scalars(select(Person).where(Person.handle == "ana")).one()
        item = session.scalars(select(PlanItem).where(PlanItem.code == "COMP-3")).one()
        board = str(papers.of("quadro de metas").compose(session, None, ana, plan.now).as_data("Nova Aurora"))
        one = str(papers.about("plan_item").compose(session, item, ana, plan.now).as_data("Nova Aurora"))
    assert "META-14" in board
    assert "EDUCACAO" in board
    assert "Andamento" in one


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
