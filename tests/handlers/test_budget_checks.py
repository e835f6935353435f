"""The budget beside what others publish, the TCE-SP and the Siconfi; and the twelfths of a month that bind it."""

import json
from pathlib import Path

import pytest

from tests.conftest import House
from tests.handlers.test_budget import NOTES, at, imports, with_balancete
from tests.said import said


@pytest.fixture
def budget(house: House, tmp_path: Path) -> House:
    return with_balancete(house, tmp_path)


@pytest.fixture
def notes(budget: House, tmp_path: Path) -> House:
    """The same house, with four notas de empenho."""
    imports(budget, NOTES.encode(), "empenhos.csv", tmp_path, "importar empenhos")
    return budget


def published(*rows: tuple[str, str, str, str], kind: str = "CNPJ - PESSOA JURÍDICA - 11222333000181") -> bytes:
    """A month as the Tribunal de Contas publishes it: event, empenho, day, amount."""
    names = ("evento", "nr_empenho", "dt_emissao_despesa", "vl_despesa")
    same = {"orgao": "PREFEITURA", "mes": "Outubro", "id_fornecedor": kind, "nm_fornecedor": "LOJA  EXEMPLO"}
    return json.dumps([{**same, **dict(zip(names, row, strict=True))} for row in rows], ensure_ascii=False).encode()


OCTOBER = (
    ("Empenhado", "1873-2026", "05/10/2026", "18720,00"),
    ("Valor Liquidado", "1873-2026", "19/10/2026", "6.240,00"),
    ("Valor Pago", "1873-2026", "27/10/2026", "6.240,00"),
    ("Empenhado", "1901-2026", "07/10/2026", "5.294,16"),
    ("Anulação", "1901-2026", "22/10/2026", "1.294,16"),
    ("Valor Liquidado", "1901-2026", "23/10/2026", "4000,00"),
    ("Valor Pago", "1901-2026", "29/10/2026", "4000,00"),
    ("Valor Pago", "1901-2026", "30/10/2026", "-4000,00"),
    ("Valor Pago", "1901-2026", "30/10/2026", "4000,00"),
    ("Reforço", "302-2026", "14/10/2026", "3.600,00"),
    ("Valor Liquidado", "77-2026", "15/10/2026", "425,00"),
    ("Valor Liquidado", "77-2026", "15/10/2026", "425,00"),
    ("Valor Pago", "4410-2025", "08/10/2026", "2.150,00"),
    ("Empenhado", "1950-2026", "30/10/2026", "0,00"),
)


def test_what_the_tribunal_publishes(notes: House, tmp_path: Path) -> None:
    name = "tcesp_despesas_2026_10.json"
    assert imports(notes, published(*OCTOBER), name, tmp_path, "importar tce") == said("""
        Seriam importados 14 lançamentos do TCE de tcesp_despesas_2026_10.json.
        Atenção: outubro de 2026: 14 lançamentos (2 iguais, mantidos); empenhado líquido R$ 26.320,00; liquidado R$ 11.090,00; pago R$ 12.390,00, dos quais R$ 2.150,00 de restos a pagar.
        Nada mudou ainda.
        """)
    assert imports(notes, published(*OCTOBER), name, tmp_path, "importar tce") == said(
        "Tudo o que está em tcesp_despesas_2026_10.json já está registrado: nada mudaria."
    )
    assert notes.says("ana", "conferir TCE outubro") == said("""
        TCE-SP, outubro de 2026: 14 lançamentos (2 iguais, mantidos); empenhado líquido R$ 26.320,00; liquidado R$ 11.090,00; pago R$ 12.390,00, dos quais R$ 2.150,00 de restos a pagar.
        • NE-302/2026 difere (faltam meses do TCE): empenhado R$ 3.600,00 lá, R$ 24.600,00 aqui; liquidado R$ 0,00 lá, R$ 19.870,40 aqui; pago R$ 0,00 lá, R$ 19.870,40 aqui
        2 empenhos conferem.
        """)
    assert imports(notes, b"[]\n", "tcesp_despesas_2026_11.json", tmp_path, "importar tce") == said(
        "O arquivo não tem lançamentos: novembro ainda não publicado pelo TCE-SP."
    )
    assert notes.says("ana", "conferir TCE novembro") == said("Novembro de 2026 não foi importado. Mande: importar tce")
    fewer = published(*OCTOBER[:3])
    assert imports(notes, fewer, name, tmp_path, "importar tce") == said("""
        Seriam importados 0 lançamentos do TCE de tcesp_despesas_2026_10.json; 3 com mudança.
        • outubro tinha 14 lançamentos, e passa a 3
        Atenção: outubro de 2026: 3 lançamentos; empenhado líquido R$ 18.720,00; liquidado R$ 6.240,00; pago R$ 6.240,00.
        Nada mudou ainda.
        """)
    assert notes.says("ana", "conferir TCE outubro") == said("""
        TCE-SP, outubro de 2026: 3 lançamentos; empenhado líquido R$ 18.720,00; liquidado R$ 6.240,00; pago R$ 6.240,00.
        1 empenho confere.
        """)
    wrong = published(("Pagou", "1-2026", "1/10/2026", "1,00"), ("Valor Pago", "1", "1/10/2026", "1,00"))
    assert imports(notes, wrong, name, tmp_path, "importar tce") == said(
        """
        tcesp_despesas_2026_10.json tem 2 erros, e nada foi importado:
        • linha 1: não se entende: Pagou, 1-2026
        • linha 2: não se entende: Valor Pago, 1
        Todos estão na planilha que segue.
        """
    )


def test_the_rreo_is_read_as_a_check(budget: House, tmp_path: Path) -> None:
    rows = [("DOTAÇÃO ATUALIZADA (e)", "512300000.0"), ("DESPESAS EMPENHADAS ATÉ O BIMESTRE (f)", "447812905.61")]
    items = ",".join(
        f'{{"exercicio": 2026, "periodo": 5, "instituicao": "Prefeitura de Exemplo", "coluna": "{name}", '
        f'"cod_conta": "TotalDespesas", "valor": {amount}}}'
        for name, amount in rows
    )

    def sent(text: str) -> str:
        (tmp_path / "rreo.json").write_text(text, encoding="utf-8")
        return str(budget.answer("ana", text="conferir rreo", file=str(tmp_path / "rreo.json"))["text"])

    assert sent(f'{{"items": [{items}], "hasMore": true}}') == said("""
        RREO do 5º bimestre de 2026, Prefeitura de Exemplo: dotação atualizada R$ 512.300.000,00; empenhado R$ 447.812.905,61 (87,4%).
        É só uma das páginas do Siconfi; os totais são os desta.
        Aqui, R$ 750.000,00 (0,1% do município), 79,1% empenhado.
        """)
    assert sent(f'{{"items": [{items.replace("512300000.0", "600000.0")}], "hasMore": false}}') == said("""
        RREO do 5º bimestre de 2026, Prefeitura de Exemplo: dotação atualizada R$ 600.000,00; empenhado R$ 447.812.905,61 (74635,5%).
        Aqui, R$ 750.000,00 (125,0% do município), 79,1% empenhado. Atenção: o autorizado daqui passa do município; confira.
        """)
    assert sent("[]") == said("O arquivo não traz o total das despesas (RREO, Anexo 01). Confira o anexo e a página.")
    assert sent("{") == said("O arquivo não é o JSON do Siconfi. Baixe de novo e mande com a legenda: conferir rreo")
    assert sent(f'{{"items": [{items.replace("512300000.0", "NaN")}]}}') == said(
        "O valor nan não é um valor em reais. Baixe o arquivo de novo."
    )
    assert budget.says("ana", "conferir rreo") == said(
        "Mande o JSON do RREO, baixado do Siconfi, com esta legenda: conferir rreo"
    )
    assert budget.says("ana", "gráfico mensal") == said("""
        79,1% empenhado até novembro; no ritmo do ano seriam 91,5%
        (empenhado / liquidado)
        nov ████████████████ 593
            ▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 501
        """)


@pytest.mark.console
def test_the_table_of_the_year_leaves_the_months_that_came_alone(budget: House, tmp_path: Path) -> None:
    imports(budget, published(*OCTOBER), "tcesp_despesas_2026_10.json", tmp_path, "importar tce")
    names = "mes_referencia;tp_despesa;nr_empenho;identificador_despesa;ds_despesa;dt_emissao_despesa;vl_despesa"
    september = "9;Empenhado;{};CNPJ;LOJA;05/09/2026;100,00"
    rows = [names, "10;Empenhado;1873-2026;CNPJ;LOJA;05/10/2026;18720,00", september.format("5-2026")]
    assert imports(budget, "\n".join(rows).encode(), "ano.csv", tmp_path, "importar tce") == said("""
        Seria importado 1 lançamento do TCE de ano.csv.
        Atenção: outubro de 2026 já veio no arquivo do mês (14 lançamentos), e fica; o do ano traz 1.
        Atenção: setembro de 2026: 1 lançamento; empenhado líquido R$ 100,00; liquidado R$ 0,00; pago R$ 0,00.
        Nada mudou ainda.
        """)
    assert budget.says("ana", "conferir tce outubro").startswith("TCE-SP, outubro de 2026: 14 lançamentos")
    again = "\n".join([*rows, september.format("6-2026")])
    assert "setembro tinha 1 lançamento, e passa a 2" in imports(
        budget, again.encode(), "ano2.csv", tmp_path, "importar tce"
    )
    assert budget.says("ana", "conferir tce outubro").startswith("TCE-SP, outubro de 2026: 14 lançamentos")


@pytest.mark.console
def test_a_year_without_its_law_goes_by_twelfths(budget: House) -> None:
    assert budget.says("ana", "duodécimos") == said("Nenhum duodécimo vale agora: o orçamento do ano está aprovado.")
    assert budget.says("bruno", "duodécimos 2026 Lei 5.100/2025 art. 20") == said(
        "Isso cabe à mesa do orçamento (lista @orcamento) ou à chefia. Peça a eles."
    )
    assert budget.says("ana", "duodécimos 2026") == said(
        "Que artigo o diz? Exemplo: duodécimos 2026 Lei 5.100/2025 art. 20"
    )
    assert budget.says("ana", "Lei 5.100/2025 art. 20") == said(
        "2026 corre por duodécimos (Lei 5.100/2025 art. 20): um pedido que passe do mês é perguntado, e fica marcado."
    )
    assert budget.says("ana", "quanto cabe este mês") == said("""
        Duodécimos (Lei 5.100/2025 art. 20), até este mês:
        • ficha 12: cabem R$ 495.000,00, já foram R$ 462.318,45; restam R$ 32.681,55
        • ficha 15: cabem R$ 82.500,00, já foram R$ 71.240,80; restam R$ 11.259,20
        • ficha 18: cabem R$ 36.666,66, já foram R$ 37.850,00; passou R$ 1.183,34
        • ficha 21: cabem R$ 73.333,33, já foram R$ 21.990,00; restam R$ 51.343,33
        """)
    assert "• ficha 18: passou do duodécimo em R$ 1.183,34" in budget.says("ana", "alertas do orçamento")
    asked = budget.answer("davi", text="pedir empenho ficha 12 R$ 40.000,00 impressos")
    assert asked["text"] == said(
        "Passa do duodécimo da ficha 12 em R$ 7.318,45: até este mês cabem R$ 495.000,00, e R$ 462.318,45 já foram (Lei 5.100/2025 art. 20). Pedir mesmo assim?"
    )
    budget.tray("helena")
    assert budget.says("davi", asked["buttons"][0]["line"]).startswith("Pedido P-1/2026 registrado")
    assert budget.tray("helena") == [
        said(
            "Davi Rocha pede empenho de R$ 40.000,00 em ficha 12 (P-1/2026): impressos. Atenção: passa do duodécimo em R$ 7.318,45 (Lei 5.100/2025 art. 20)"
        )
    ]
    assert budget.says("ana", "orçamento aprovado 2026 Lei 5.200/2026") == said(
        "Orçamento de 2026 aprovado, Lei 5.200/2026: os duodécimos acabaram."
    )
    assert budget.says("ana", "orçamento aprovado 2026 Lei 5.200/2026") == said("2026 não corre por duodécimos.")


@pytest.mark.console
def test_the_last_month_of_a_term_commits_a_twelfth(house: House, tmp_path: Path) -> None:
    at(house, "2028-12-04T09:00")
    table = "ficha;natureza;descricao;dotacao_atual;empenhado;orgao\n1;3.3.90;Material;1.200,00;100;GP\n"
    imports(house, table.encode(), "balancete 2028-12-01.csv", tmp_path)
    refused = "Passa do duodécimo da ficha 1 em R$ 100,00: até este mês cabem R$ 100,00, e R$ 100,00 já foram (último mês do mandato, Lei 4.320 art. 59 § 1º). Pedir mesmo assim?"
    assert house.says("davi", "pedir empenho ficha 1 R$ 100,00 papel") == refused
