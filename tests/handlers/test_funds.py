"""Special funds: money and purpose are two questions, and neither is answered by the other."""

from pathlib import Path

import pytest
from sqlalchemy import select

from handlers import papers
from models.funds import Fundo
from models.people import Person
from tests.conftest import House
from tests.handlers.test_budget import at, imports
from tests.said import said

NEW = (
    "fundo novo sigla: FUSSOL nome: Fundo Social de Solidariedade lei de criação: Lei 2.104/1993 finalidades: assistência a famílias "
    "saldo: R$ 84.213,67"
)
PLAN = """fundo;exercicio;linha;descricao;finalidade_legal;valor_programado;empenhado;pago
FUSSOL;2026;1;Cestas básicas;Lei 2.104/1993 art. 2;70.000,00;61.380,00;55.930,00
FUSSOL;2026;2;Oficina de costura;Lei 2.104/1993 art. 2;45.000,00;33.400,00;28.500,00
FUSSOL;2026;3;Campanha do agasalho;Lei 2.104/1993 art. 2;20.000,00;14.000,00;12.000,00
"""


@pytest.fixture
def fund(house: House, tmp_path: Path) -> House:
    """A house with the Fundo Social, its revenue and its plan of 2026."""
    at(house, "2026-11-30T09:00")
    house.says("ana", NEW)
    for line in ("repasse R$ 52.480,00", "evento R$ 37.915,40", "rendimento R$ 3.102,88"):
        assert house.says("ana", f"receita FUSSOL {line}").startswith("FUSSOL: ")
    imports(house, PLAN.encode(), "fundo_plano_2026.csv", tmp_path, "importar fundo")
    return house


@pytest.mark.every_door
def test_the_position_of_a_fund(fund: House) -> None:
    assert fund.says("ana", "fundo FUSSOL") == said("""
        FUNDO-1 Fundo Social de Solidariedade
        FUSSOL, Lei 2.104/1993
        Finalidades: assistência a famílias
        Em conta R$ 81.281,95; a pagar R$ 12.350,00; livre R$ 68.931,95
        Plano R$ 135.000,00; saldo a executar R$ 26.220,00; sem programação R$ 42.711,95
        Nível de acesso: restrito
        """)
    assert fund.says("ana", "plano FUSSOL 2026") == said("""
        Plano de 2026 do FUSSOL: R$ 135.000,00, a executar R$ 26.220,00.
        1. Cestas básicas: programado R$ 70.000,00, empenhado R$ 61.380,00, sobra R$ 8.620,00
        2. Oficina de costura: programado R$ 45.000,00, empenhado R$ 33.400,00, sobra R$ 11.600,00
        3. Campanha do agasalho: programado R$ 20.000,00, empenhado R$ 14.000,00, sobra R$ 6.000,00
        """)
    assert fund.says("ana", "fundos") == said("""
        Fundos (1):
        FUNDO-1 FUSSOL Fundo Social de Solidariedade: em conta R$ 81.281,95, livre R$ 68.931,95 — GP
        """)
    assert (
        fund.says("bruno", "fundo FUSSOL")
        == fund.says("bruno", "fundo OUTRO")
        == said("De que fundo? Exemplo: fundo FUSSOL")
    )


def test_money_and_purpose(fund: House) -> None:
    assert fund.says("davi", "pedir FUSSOL linha 1 R$ 8.000,00 cestas") == said("""
        Pedido P-1/2026 registrado: R$ 8.000,00, cestas.
        Livre depois: R$ 620,00. Espera a autorização de Helena Duarte.
        Cabe: sobram R$ 620,00 na linha 1.
        """)
    assert fund.says("davi", "pedir FUSSOL linha 1 R$ 9.000,00 cestas") == said(
        "Não cabe em linha 1 do FUSSOL (Cestas básicas): faltam R$ 8.380,00. Disponível R$ 8.620,00, livre R$ 620,00. Já há pedidos: P-1/2026 (R$ 8.000,00, cestas)."
    )
    answer = fund.answer("davi", text="pedir FUSSOL R$ 15.000,00 palco do aniversário")
    assert answer["text"] == said("""
        Não há linha com essa finalidade no plano do FUSSOL (Lei 2.104/1993): palco do aniversário.
        Linhas: 1. Cestas básicas; 2. Oficina de costura; 3. Campanha do agasalho.
        O dinheiro do fundo só serve às finalidades da lei. Nada foi registrado. O que deseja fazer?
        """)
    assert [each["label"] for each in answer["buttons"]] == ["Levar ao conselho", "Levar à Procuradoria"]
    assert fund.says("ana", "pedidos") == said("""
        Pedidos de empenho abertos (1):
        P-1/2026 R$ 8.000,00, cestas — GP
        """)
    assert fund.buttons("davi", "pedir FUSSOL R$ 600,00 cestas de natal") == [
        "pedir FUSSOL linha 1 R$ 600,00 cestas de natal"
    ]


def test_room_in_the_plan_without_money(house: House, tmp_path: Path) -> None:
    at(house, "2026-11-30T09:00")
    house.says("ana", NEW.replace("84.213,67", "110.000,00"))
    imports(house, PLAN.encode(), "plano.csv", tmp_path, "importar fundo")
    assert house.says("ana", "pedir FUSSOL linha 2 R$ 5.000,00 tecidos") == said(
        "Cabe na linha 2 do FUSSOL (Oficina de costura), mas não há dinheiro em conta: faltam R$ 3.780,00."
    )


def test_cash_counts_when_all_who_counted_say_so(fund: House) -> None:
    assert fund.says("ana", "arrecadação FUSSOL bazar R$ 3.415,40 contado por @davi @sergio") == said(
        "FUSSOL: R$ 3.415,40 de bazar, por confirmar por Davi Rocha e Sérgio Pinto. Só então entra em conta."
    )
    assert fund.tray("davi") == [
        "Ana Prado registrou R$ 3.415,40 de bazar (FUSSOL), contados por você e mais. Confere?"
    ]
    assert fund.says("davi", "contei FUSSOL 1") == said("FUSSOL: R$ 3.415,40 de bazar. Falta a palavra de @sergio.")
    assert "R$ 81.281,95" in fund.says("ana", "fundo FUSSOL")
    assert fund.says("ana", "contei FUSSOL 1") == said("Só quem contou confirma a contagem.")
    assert fund.says("sergio", "contei FUSSOL 1") == said(
        "FUSSOL: R$ 3.415,40 de bazar. Todos confirmaram: está em conta."
    )
    assert "R$ 84.697,35" in fund.says("ana", "fundo FUSSOL")
    assert fund.says("ana", "arrecadação FUSSOL bazar R$ 10,00 contado por @davi @vera") == said(
        "Vera Campos só consulta, e não confirma contagens. Diga outra pessoa."
    )


def test_a_plan_changes_by_the_ata(fund: House) -> None:
    assert fund.says("ana", "mudar plano FUSSOL da linha 2 para a 1 R$ 12.000,00") == said(
        "A linha 2 só tem R$ 11.600,00 livres: faltam R$ 400,00."
    )
    assert fund.says("ana", "mudar plano FUSSOL da linha 2 para a 1 R$ 5.000,00") == said(
        "FUSSOL: R$ 5.000,00 da linha 2 para a 1, à espera da ata do conselho. Nada mudou ainda."
    )
    assert "sobra R$ 8.620,00" in fund.says("ana", "plano FUSSOL")
    assert fund.says("ana", "ata do conselho FUSSOL 1 ata 5/2026") == said(
        "FUSSOL: R$ 5.000,00 da linha 2 para a 1, ata 5/2026."
    )
    assert "sobra R$ 13.620,00" in fund.says("ana", "plano FUSSOL")


def test_revenue_may_bounce(fund: House) -> None:
    assert fund.says("ana", "receita FUSSOL empréstimo R$ 500,00") == said(
        "Que receita é? Doação, evento, rendimento, repasse ou transferência."
    )
    assert fund.says("ana", "receita FUSSOL doação R$ 1.500,00 Empresa X CNPJ 11.222.333/0001-81 recibo 88") == said(
        "FUSSOL: doação de R$ 1.500,00 registrada. Em conta R$ 82.781,95; livre R$ 70.431,95; sem programação R$ 44.211,95."
    )
    assert fund.says("ana", "estornar receita FUSSOL doação R$ 1.500,00 cheque devolvido") == said(
        "FUSSOL: doação de R$ 1.500,00 estornada. Em conta R$ 81.281,95; livre R$ 68.931,95; sem programação R$ 42.711,95."
    )
    assert fund.says("bruno", "receita FUSSOL doação R$ 1.500,00") == said(
        "De que fundo? Exemplo: receita FUSSOL doação R$ 1.500,00 de quem, recibo 88"
    )
    assert fund.says("davi", "receita FUSSOL doação R$ 1.500,00") == said(
        "O FUSSOL é movimentado pelo gestor, pela mesa do orçamento ou pela chefia. Peça a eles."
    )


def test_the_same_plan_again(fund: House, tmp_path: Path) -> None:
    again = imports(fund, PLAN.encode(), "outro.csv", tmp_path, "importar fundo")
    assert again == "Tudo o que está em outro.csv já está registrado: nada mudaria."
    assert fund.says("ana", NEW) == said("O fundo FUSSOL já está registrado.")


def test_a_year_is_opened_as_often_as_one_likes(fund: House) -> None:
    first = fund.says("ana", "abrir exercício FUSSOL 2027")
    assert first == said(
        "FUSSOL em 2027: saldo anterior R$ 81.281,95, do mesmo fundo. Mande o plano de 2027 com a legenda: importar fundo"
    )
    assert fund.says("ana", "abrir exercício FUSSOL 2027") == first
    with fund.transaction() as session:
        fundo, ana = (
            session.scalars(select(Fundo)).one(),
            session.scalars(select(Person).where(Person.handle == "ana")).one(),
        )
        facts = papers.about("fundo").compose(session, fundo, ana, fund.now).as_data("Nova Aurora")
    assert [each for each in ("R$ 81.281,95", "Cestas básicas", "rendimento") if each not in str(facts)] == []


def test_a_form_takes_a_name_that_begins_like_a_command_and_no_english_amount(house: House) -> None:
    for answer in ("fundo novo", "FUMIDO", "Fundo Municipal do Idoso", "Lei 9/2010", "amparo", *["pular"] * 3):
        house.says("ana", answer)
    assert house.says("ana", "1234.56") == "1234.56: escreva com vírgula nos centavos: 1.234,56"
    assert house.says("ana", "1.234,56").startswith("Fundo FUMIDO registrado: Fundo Municipal do Idoso, Lei 9/2010.")


def test_a_council_without_quorum(fund: House, tmp_path: Path) -> None:
    fund.says("ana", "lista conselho-fq @davi @fabio @edna")
    fund.says(
        "ana",
        "fundo novo sigla: FQ nome: Fundo Q lei de criação: Lei 1/2020 finalidades: x conselho: conselho-fq saldo: R$ 90,00",
    )
    plan = PLAN.splitlines()[0] + "\nFQ;2026;1;A;x;50,00;0;0\nFQ;2026;2;B;x;40,00;0;0\n"
    imports(fund, plan.encode(), "plano_fq.csv", tmp_path, "importar fundo")
    fund.says("ana", "reunião realizada @davi @fabio @edna sexta passada 9h às 10h: plano do FQ")
    fund.says("ana", "presença REU-1/2026 @davi; faltou @fabio @edna")
    assert fund.says("ana", "mudar plano FQ da linha 2 para a 1 R$ 5,00") == said(
        "FQ: R$ 5,00 da linha 2 para a 1, à espera da ata do conselho. Nada mudou ainda."
    )
    assert fund.says("ana", "ata do conselho FQ 1 ata 1/2026") == said(
        "Sem quórum na REU-1/2026: 1 de 3 do conselho presentes. A ata fica, mas a deliberação não vale; leve a mudança a outra reunião."
    )
    fund.says("ana", "presença REU-1/2026 @fabio")
    assert fund.says("ana", "ata do conselho FQ 1 ata 1/2026") == said("FQ: R$ 5,00 da linha 2 para a 1, ata 1/2026.")


def test_a_request_beside_another_is_asked_about(fund: House) -> None:
    fund.says("davi", "pedir FUSSOL linha 1 R$ 8.000,00 cestas")
    answer = fund.answer("davi", text="pedir FUSSOL linha 1 R$ 1.000,00 mais cestas")
    assert answer["text"] == said(
        "Cabe no disponível de linha 1 do FUSSOL (Cestas básicas), R$ 8.620,00, mas com os outros pedidos faltam R$ 380,00. Já há pedidos: P-1/2026 (R$ 8.000,00, cestas). Pedir mesmo assim?"
    )
    assert fund.says("davi", answer["buttons"][0]["line"]) == said("""
        Pedido P-2/2026 registrado: R$ 1.000,00, mais cestas.
        Livre depois: -R$ 380,00. Espera a autorização de Helena Duarte.
        """)


@pytest.mark.console
def test_what_a_fund_may_not_take_in(fund: House) -> None:
    assert fund.says("ana", "receita FUSSOL doação 40 casacos, Loja Y") == said(
        "FUSSOL: doação de bens registrada, 40 casacos, Loja Y. Não entra em conta."
    )
    assert fund.says("ana", "receita FUSSOL doação R$ 10,00 Loja Y CNPJ 11.222.333/0001-82 recibo 90") == said(
        "O CNPJ 11.222.333/0001-82 não confere: os dígitos finais são outros. Confira e escreva de novo."
    )
    assert fund.says("ana", "receita FUSSOL doação R$ 10,00 João da Silva, anônimo, recibo 91") == said(
        "FUSSOL: doação de R$ 10,00 registrada. Em conta R$ 81.291,95; livre R$ 68.941,95; sem programação R$ 42.721,95. O nome do doador não fica no registro: guarde o recibo."
    )
    fund.says("ana", NEW.replace("FUSSOL", "FUMID").replace("Solidariedade", "Idoso"))
    assert fund.says("ana", "receita FUSSOL transferência do FUMID R$ 1.000,00") == said(
        "O dinheiro do FUMID só serve às finalidades da sua lei (Lei 2.104/1993): não passa ao FUSSOL, nem emprestado. Nada foi registrado."
    )
    assert fund.says("ana", "receita FUSSOL repasse R$ 10,00") == said(
        "FUSSOL: repasse de R$ 10,00 registrado. Em conta R$ 81.301,95; livre R$ 68.951,95; sem programação R$ 42.731,95."
    )
    assert fund.says("ana", "fundos planilha") == said("Fundos (2): segue a planilha.")
    assert fund.says("ana", "gráfico FUNDO-1") == said("""
        FUSSOL: livres R$ 68.951,95 de R$ 81.301,95 em conta
        entrou                   ████████████████ 177731
        pago                     █████████ 96430
        em conta                 ███████ 81301
        a pagar                  █ 12350
        livre                    ██████ 68951
        sobra 1. Cestas básicas  █ 8620
        sobra 2. Oficina de cos… █ 11600
        sobra 3. Campanha do ag… █ 6000
        """)
    assert fund.says("ana", "gráfico fundos") == said("""
        R$ 153.165,62 livres nos fundos
        (em conta / livre)
        FUMID  ████████████████ 84213
               ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 84213
        FUSSOL ███████████████ 81301
               ▒▒▒▒▒▒▒▒▒▒▒▒▒ 68951
        """)
    assert fund.says("ana", "prestação de contas FUSSOL 2026") == said(
        "Estou fazendo o PDF da prestação de contas do FUSSOL; mando em seguida."
    )
    with fund.transaction() as session:
        fundo = session.scalars(select(Fundo).where(Fundo.sigla == "FUSSOL")).one()
        ana = session.scalars(select(Person).where(Person.handle == "ana")).one()
        facts = str(papers.about("fundo").compose(session, fundo, ana, fund.now).as_data("Nova Aurora"))
    assert "40 casacos" in facts
    assert "João" not in facts


def test_the_council_meets_on_what_waits_for_it(fund: House) -> None:
    assert fund.says("ana", "reunião do conselho FUSSOL quinta 14h") == said(
        "Não há a lista do conselho do FUSSOL. Crie-a com as pessoas: lista conselho-fussol @quem @quem"
    )
    fund.says("ana", "lista conselho-fussol @davi @edna")
    fund.says("ana", "mudar plano FUSSOL da linha 2 para a 1 R$ 5.000,00")
    assert fund.says("ana", "reunião do conselho FUSSOL quinta 14h") == said(
        "REU-1/2026 convocada: quinta-feira, 03/12, 14h às 15h, com 3 pessoas. Na pauta: 1 mudança do plano."
    )
    assert fund.says("ana", "pauta REU-1/2026") == said("""
        Pauta de REU-1/2026 Conselho do FUSSOL, quinta-feira, 03/12, 14h às 15h:
        1. R$ 5.000,00 da linha 2 para a 1 · Ana Prado · 10 min
        Soma: 10 min.
        Fecha quarta-feira, 02/12, 12h.
        """)
    assert fund.says("davi", "reunião do conselho FUSSOL quinta 14h") == said(
        "O FUSSOL é movimentado pelo gestor, pela mesa do orçamento ou pela chefia. Peça a eles."
    )


@pytest.mark.console
def test_what_the_council_insists_on_is_marked_for_ever(fund: House, tmp_path: Path) -> None:
    line = "insistir FUSSOL R$ 1.000,00 palco do aniversário"
    assert fund.says("davi", f"{line}, ata 5/2026, parecer 12/2026") == said(
        "O FUSSOL é movimentado pelo gestor, pela mesa do orçamento ou pela chefia. Peça a eles."
    )
    assert fund.says("ana", line) == said(
        "Que ata do conselho, e que parecer da Procuradoria? Exemplo: insistir FUSSOL R$ 1.000,00 palco do aniversário, ata 5/2026, parecer 12/2026"
    )
    fund.says("ana", "cancelar")
    assert fund.says("ana", f"{line}, ata 5/2026, parecer 12/2026") == said(
        "Mande o parecer da Procuradoria com esta legenda: insistir FUSSOL R$ 1.000,00 palco do aniversário, ata 5/2026, parecer 12/2026"
    )
    opinion = tmp_path / "parecer.pdf"
    opinion.write_bytes(b"%PDF-1.4\n%%EOF\n")
    answer = fund.answer("ana", text=f"{line}, ata 5/2026, parecer 12/2026", file=str(opinion))
    assert answer["text"] == said("""
        Pedido P-1/2026 registrado: R$ 1.000,00, palco do aniversário.
        Livre depois: R$ 0,00. Espera a autorização de Helena Duarte.
        Fora das finalidades, e assim fica marcado. Guardei: parecer.pdf.
        """)
    assert "🔴 Fora das finalidades: palco do aniversário (ata 5/2026, parecer 12/2026)" in fund.says(
        "ana", "fundo FUSSOL"
    )


@pytest.mark.console
def test_restos_are_beside_the_plan_and_a_law_ends_a_fund(fund: House, tmp_path: Path) -> None:
    old = PLAN.splitlines()[0] + "\nFUSSOL;2025;1;Cestas;x;5.000,00;5.000,00;3.000,00\n"
    imports(fund, old.encode(), "fundo_plano_2025.csv", tmp_path, "importar fundo")
    shown = fund.says("ana", "fundo FUSSOL")
    assert "Restos a pagar de outros anos R$ 2.000,00, fora do plano deste" in shown
    assert "saldo a executar R$ 26.220,00" in shown
    assert fund.says("ana", "extinguir FUSSOL") == said(
        "Só uma lei extingue um fundo. Qual, e para onde vai o saldo? Exemplo: extinguir FUSSOL Lei 3.000/2027, saldo ao Tesouro"
    )
    assert fund.says("ana", "Lei 3.000/2026, saldo ao Tesouro") == said(
        "FUSSOL extinto: Lei 3.000/2026, saldo ao Tesouro. Em conta, R$ 78.281,95, que segue o que a lei diz."
    )
    assert fund.says("ana", "receita FUSSOL doação R$ 10,00 recibo 99") == said(
        "O FUSSOL foi extinto: nada mais entra nem sai por aqui."
    )
    assert fund.says("davi", "pedir FUSSOL linha 1 R$ 10,00 cestas") == said(
        "O FUSSOL foi extinto: nada mais se pede dele."
    )
