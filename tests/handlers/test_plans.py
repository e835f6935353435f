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
    return with_plan(house, tmp_path)


def with_plan(house: House, tmp_path: Path) -> House:
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
def test_a_printed_law_wins_over_the_table(plan: House, tmp_path: Path) -> None:
    assert plan.says("ana", "mudar meta META-14 2027 para 320 Lei 5.012/2026") == said(
        "META-14: meta de 2027 é 320 vagas (antes, 300)."
    )
    again = METAS.replace("180;300;450", "190;300;450")
    assert imports(plan, again.encode(), "metas.csv", tmp_path, "importar metas") == said("""
        Seriam importados 0 itens do plano de metas.csv; 1 com mudança e 4 já estavam registrados.
        Atenção: META-14: a meta de 2027 é a da Lei 5.012/2026, e não a da tabela (300).
        Nada mudou ainda.
        """)
    assert "Metas: 190 em 2026, 320 em 2027, 450 em 2028" in plan.says("ana", "ver META-14")
