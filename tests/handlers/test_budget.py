"""The budget: the balancete of the accounting, its balances, requests for empenhos, and what they may not do."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from handlers import papers
from models.people import Person
from tests.conftest import House
from tests.said import said

HEAD = (
    "Ficha;Funcional Programática;Natureza;Descrição;Fonte;Dotação Inicial;Suplementações;Anulações;Dotação Atual;"
    "Bloqueado;Reservado;Empenhado;Liquidado;Pago;Saldo"
)
ROWS = (
    "12;02.01.01 04.122.0002.2.003;3.3.90.39.00;Outros serviços de terceiros - PJ;01.110.0000;480.000,00;60.000,00;"
    "0,00;540.000,00; -   ;18.750,00;462.318,45;398.704,10;391.204,10;58.931,55",
    "15;02.01.01 04.122.0002.2.003;3.3.90.30.00;Material de consumo;01.110.0000;150.000,00;0,00;60.000,00;90.000,00;"
    "0,00;0,00;71.240,80;66.105,20;66.105,20;18.759,20",
    "18;02.01.01 04.122.0002.2.003;3.3.90.14.00;Diárias - civil;01.110.0000;40.000,00;0,00;0,00;40.000,00;0,00;0,00;"
    "37.850,00;36.200,00;36.200,00;2.150,00",
    "21;02.01.01 04.122.0002.1.004;4.4.90.52.00;Equipamentos e material permanente;01.110.0000;80.000,00;0,00;0,00;"
    "80.000,00;0,00;32.400,00;21.990,00;0,00;0,00;25.610,00",
)
TOTAL = "TOTAL;;;;;750.000,00;60.000,00;60.000,00;750.000,00;0,00;51.150,00;593.399,25;501.009,30;493.509,30;105.450,75"


def at(house: House, moment: str) -> None:
    """The clock goes to a local moment, and no job runs on the way."""
    house.clock.move_to(datetime.fromisoformat(f"{moment}-03:00"))


def table(*rows: str, total: str = TOTAL) -> bytes:
    """A balancete as the accounting prints it."""
    return ("\ufeff" + "\r\n".join((HEAD, *rows, total)) + "\r\n").encode()


def imports(house: House, content: bytes, name: str, folder: Path, line: str = "importar balancete") -> str:
    """A file sent in the chat, and its import confirmed; the first answer."""
    path = folder / name
    path.write_bytes(content)
    answer = house.answer("ana", text=line, file=str(path))
    for button in answer["buttons"]:
        if button["label"] == "Importar":
            house.says("ana", button["line"])
    return str(answer["text"])


def with_balancete(house: House, folder: Path) -> House:
    """A house with the balancete of 30/11/2026, imported at 7h40."""
    at(house, "2026-11-30T07:40")
    imports(house, table(*ROWS), "balancete_gabinete_2026-11-30.csv", folder)
    at(house, "2026-11-30T09:00")
    return house


@pytest.fixture
def budget(house: House, tmp_path: Path) -> House:
    return with_balancete(house, tmp_path)


@pytest.mark.every_door
def test_the_balance_of_the_cabinet(budget: House) -> None:
    assert budget.says("ana", "saldo") == said("""
        Gabinete do Prefeito, posição de 30/11/2026, importada às 7h40.
        Autorizado R$ 750.000,00; reservado R$ 51.150,00
        Empenhado R$ 593.399,25 (79,1%); liquidado R$ 501.009,30; pago R$ 493.509,30
        A liquidar R$ 92.389,95; a pagar R$ 7.500,00
        Disponível R$ 105.450,75
        • FICHA-12/2026 Outros serviços de terceiros - PJ: R$ 58.931,55
        • FICHA-15/2026 Material de consumo: R$ 18.759,20
        • FICHA-18/2026 Diárias - civil: R$ 2.150,00
        • FICHA-21/2026 Equipamentos e material permanente: R$ 25.610,00
        """)
    assert budget.says("ana", "saldo ficha 12") == said("""
        FICHA-12/2026 Outros serviços de terceiros - PJ
        Posição de 30/11/2026, importada às 7h40
        02.01.01 04.122.0002.2.003, 3.3.90.39.00, fonte 01.110.0000
        Autorizado R$ 540.000,00; reservado R$ 18.750,00
        Empenhado R$ 462.318,45 (85,6%); liquidado R$ 398.704,10; pago R$ 391.204,10
        A liquidar R$ 63.614,35; a pagar R$ 7.500,00
        Disponível R$ 58.931,55
        Nível de acesso: restrito
        """)


def test_a_request_is_asked_authorised_and_sent(budget: House) -> None:
    assert budget.says("davi", "pedir empenho ficha 12 R$ 62.000,00 terceira tiragem") == said(
        "Não cabe em ficha 12: faltam R$ 3.068,45. Disponível R$ 58.931,55, livre R$ 58.931,55."
    )
    assert budget.says("davi", "pedir empenho ficha 12 12.480 Gráfica Modelo, segunda tiragem") == said("""
        Pedido P-1/2026 registrado: R$ 12.480,00, Gráfica Modelo, segunda tiragem.
        Livre depois: R$ 46.451,55. Espera a autorização de Helena Duarte.
        """)
    assert budget.tray("helena") == [
        "Davi Rocha pede empenho de R$ 12.480,00 em ficha 12 (P-1/2026): Gráfica Modelo, segunda tiragem"
    ]
    assert budget.says("davi", "autorizar P-1") == said("Quem pede não autoriza: P-1/2026 espera Helena Duarte.")
    assert budget.says("ana", "autorizar P-1") == said(
        "O pedido de empenho P-1/2026 só pode ser autorizado por ordenador da despesa (a lista @ordenadores; sem ela, o prefeito)."
    )
    assert budget.says("ana", "saldo ficha 12") == said("""
        FICHA-12/2026 Outros serviços de terceiros - PJ
        Posição de 30/11/2026, importada às 7h40
        02.01.01 04.122.0002.2.003, 3.3.90.39.00, fonte 01.110.0000
        Autorizado R$ 540.000,00; reservado R$ 18.750,00
        Empenhado R$ 462.318,45 (85,6%); liquidado R$ 398.704,10; pago R$ 391.204,10
        A liquidar R$ 63.614,35; a pagar R$ 7.500,00
        Disponível R$ 58.931,55; livre, descontados os pedidos, R$ 46.451,55
        Nível de acesso: restrito
        """)
    assert budget.says("helena", "decisões") == said("""
        Esperam a sua decisão (1):
        • P-1/2026 autorizar empenho de R$ 12.480,00: Gráfica Modelo, segunda tiragem (desde hoje)
        """)
    assert budget.says("helena", "autorizar P-1") == said(
        "P-1/2026 autorizado: R$ 12.480,00, Gráfica Modelo, segunda tiragem."
    )
    assert budget.says("helena", "autorizar P-1") == said("O pedido de empenho P-1/2026 já está autorizado.")
    assert budget.says("davi", "enviar P-1") == said("P-1/2026 enviado à Fazenda.")
    assert budget.says("davi", "empenhado P-1 NE 1950/2026") == said("P-1/2026 empenhado.")
    assert "livre" not in budget.says("ana", "saldo ficha 12")


def test_other_requests_stand_before(budget: House) -> None:
    budget.says("davi", "pedir empenho ficha 12 R$ 50.000,00 primeira tiragem")
    answer = budget.answer("davi", text="pedir empenho 12 R$ 10 mil segunda tiragem")
    assert answer["text"] == said(
        "Cabe no disponível de ficha 12, R$ 58.931,55, mas com os outros pedidos faltam R$ 1.068,45. Já há pedidos: P-1/2026 (R$ 50.000,00, primeira tiragem). Pedir mesmo assim?"
    )
    assert budget.says("davi", answer["buttons"][0]["line"]) == said("""
        Pedido P-2/2026 registrado: R$ 10.000,00, segunda tiragem.
        Livre depois: -R$ 1.068,45. Espera a autorização de Helena Duarte.
        """)
    assert budget.says("davi", "cancelar P-1 não é mais preciso") == said("P-1/2026 cancelado.")
    assert budget.says("ana", "pedidos") == said("""
        Pedidos de empenho abertos (1):
        P-2/2026 R$ 10.000,00, segunda tiragem — GP
        """)


def test_who_sees_the_budget(budget: House) -> None:
    assert budget.says("bruno", "saldo") == budget.says("bruno", "saldo @gp").replace(
        "do Gabinete do Prefeito", "da Secretaria de Saúde"
    )
    assert budget.says("bruno", "saldo ficha 12") == budget.says("bruno", "saldo ficha 13").replace("13", "12")
    assert budget.says("vera", "saldo @gp").startswith("Gabinete do Prefeito, posição de 30/11/2026")


NOTES = """numero;ano;data;tipo;ficha;credor_documento;credor_nome;historico;valor;reforcado;anulado;liquidado;pago;entrega_prevista
1873;2026;05/10/2026;ordinário;12;11.222.333/0001-81;GRAFICA MODELO LTDA;Impressos da prestação de contas;18.720,00;0,00;0,00;6.240,00;6.240,00;30/11/2026
1901;2026;07/10/2026;ordinário;12;44.555.666/0001-81;BUFFET EXEMPLO EIRELI;Lanche da reunião regional;5.294,16;0,00;1.294,16;4.000,00;4.000,00;
302;2026;09/02/2026;estimativo;12;11.222.333/0001-81;GRAFICA MODELO LTDA;Cópias e encadernações do ano;21.000,00;3.600,00;0,00;19.870,40;19.870,40;
1640;2026;14/08/2026;global;21;77.888.999/0001-81;INFORMATICA FICTICIA LTDA;Notebooks do gabinete;21.990,00;0,00;0,00;0,00;0,00;15/12/2026
"""


@pytest.fixture
def notes(budget: House, tmp_path: Path) -> House:
    """The same house, with four notas de empenho."""
    imports(budget, NOTES.encode(), "empenhos.csv", tmp_path, "importar empenhos")
    return budget


@pytest.mark.every_door
def test_empenhos_not_liquidated(notes: House) -> None:
    assert notes.says("ana", "empenhos sem liquidação") == said(
        """
        Empenhos abertos sem liquidação (3):
        NE-1873/2026 Impressos da prestação de contas, GRAFICA MODELO LTDA: a liquidar R$ 12.480,00 — GP, até 30/11
        NE-1640/2026 Notebooks do gabinete, INFORMATICA FICTICIA LTDA: a liquidar R$ 21.990,00 — GP, até 15/12
        NE-302/2026 Cópias e encadernações do ano, GRAFICA MODELO LTDA: a liquidar R$ 4.729,60 — GP, sem prazo
        Total: a liquidar R$ 39.199,60; a pagar R$ 0,00.
        """
    )
    assert notes.says("ana", "empenho 1873") == said("""
        NE-1873/2026 Impressos da prestação de contas
        GRAFICA MODELO LTDA — ordinário, entrega parcial
        Valor R$ 18.720,00; liquidado R$ 6.240,00; pago R$ 6.240,00
        A liquidar R$ 12.480,00; a pagar R$ 0,00
        Nível de acesso: restrito
        Prazo: segunda-feira, 30/11
        """)
    assert notes.says("ana", "atestar 1873 R$ 6.240,00 NF 4522") == said(
        "Ateste registrado em NE-1873/2026: R$ 6.240,00, NF 4522. Por atestar: R$ 12.480,00. A liquidação é da Fazenda."
    )
    assert notes.says("ana", "atestar 1873 R$ 6.240,01 NF 4523") == said(
        "Ateste registrado em NE-1873/2026: R$ 6.240,01, NF 4523. Por atestar: R$ 6.239,99. A liquidação é da Fazenda."
    )


def test_the_same_file_again(notes: House, tmp_path: Path) -> None:
    name = "balancete_gabinete_2026-11-30.csv"
    assert (
        imports(notes, table(*ROWS), name, tmp_path) == f"Tudo o que está em {name} já está registrado: nada mudaria."
    )
    again = imports(notes, NOTES.encode(), "empenhos.csv", tmp_path, "importar empenhos")
    assert again == "Tudo o que está em empenhos.csv já está registrado: nada mudaria."


def test_a_balancete_that_does_not_add_up(house: House, tmp_path: Path) -> None:
    wrong = TOTAL.replace("593.399,25", "593.399,26")
    assert imports(house, table(*ROWS, total=wrong), "balancete 30-11-2026.csv", tmp_path) == said("""
        balancete 30-11-2026.csv tem 1 erro, e nada foi importado:
        • linha 6: empenhado: o total é R$ 593.399,26, e as linhas somam R$ 593.399,25
        Todos estão na planilha que segue.
        """)
    below = ROWS[1].replace("90.000,00;0,00;0,00;71", "70.000,00;0,00;0,00;71")
    assert imports(house, table(below, total="TOTAL;;;;;150.000,00"), "balancete 30-11-2026.csv", tmp_path) == said("""
        balancete 30-11-2026.csv tem 1 erro, e nada foi importado:
        • linha 2: o empenhado (R$ 71.240,80) passa do autorizado (R$ 70.000,00)
        Atenção: linha 2, ficha 15: o saldo impresso, R$ 18.759,20, não é o da conta, -R$ 1.240,80; vale o impresso.
        Todos estão na planilha que segue.
        """)
    printed = ROWS[0].replace("58.931,55", "58.931,50")
    assert imports(house, table(printed, total="TOTAL;;;;;480.000,00"), "b 30-11-2026.csv", tmp_path) == said("""
        Seria importada 1 dotação de b 30-11-2026.csv.
        Atenção: linha 2, ficha 12: o saldo impresso, R$ 58.931,50, não é o da conta, R$ 58.931,55; vale o impresso.
        Nada mudou ainda.
        """)
    assert house.says("ana", "saldo") == said("""
        FICHA-12/2026 Outros serviços de terceiros - PJ
        Posição de 30/11/2026, importada às 9h
        02.01.01 04.122.0002.2.003, 3.3.90.39.00, fonte 01.110.0000
        Autorizado R$ 540.000,00; reservado R$ 18.750,00
        Empenhado R$ 462.318,45 (85,6%); liquidado R$ 398.704,10; pago R$ 391.204,10
        A liquidar R$ 63.614,35; a pagar R$ 7.500,00
        Disponível R$ 58.931,50
        O saldo impresso no balancete não é o da conta, que dá R$ 58.931,55.
        Nível de acesso: restrito
        """)
    assert imports(house, table(ROWS[0], total=""), "b.csv", tmp_path) == said(
        "De que dia é a posição deste arquivo? Exemplo: importar balancete posição 30/11/2026"
    )
    assert imports(house, table(ROWS[0], total=""), "b.csv", tmp_path, "importar balancete posição 20/11/2026") == said("""
        Seriam importadas 0 dotações de b.csv; 1 com mudança.
        Atenção: a posição, 20/11/2026, é anterior à que já está aqui, 30/11/2026.
        Nada mudou ainda.
        """)


def test_credit_moves_by_a_decree_on_both_legs(budget: House, tmp_path: Path) -> None:
    line = "remanejamento decreto 4.512/2026 da ficha 15 para a 12"
    assert budget.says("ana", f"{line} R$ 60.000,00") == said(
        "A ficha 15 só tem R$ 18.759,20 disponíveis: faltam R$ 41.240,80. Nada mudou."
    )
    assert budget.says("ana", "remanejamento da ficha 15 para a 12 R$ 8.000,00") == said(
        "Que decreto ou lei o fez? Exemplo: remanejamento decreto 4.512/2026 da ficha 15 para a 12 R$ 60.000,00"
    )
    budget.says("ana", "cancelar")
    assert budget.says("ana", f"{line} R$ 8.000,00") == said(
        "Remanejamento de R$ 8.000,00, decreto 4.512/2026. Agora: ficha 15, disponível R$ 10.759,20; ficha 12, disponível R$ 66.931,55."
    )
    assert budget.says("ana", f"{line} R$ 8.000,00") == said(
        "Este remanejamento já está registrado: R$ 8.000,00 para a ficha 12, decreto 4.512/2026. Nada mudou."
    )
    assert budget.says("bruno", f"{line} R$ 1.000,00") == said(
        "Não encontrei ficha 15. Confira o número, ou procure pelo assunto: buscar palavras"
    )
    assert budget.says("davi", f"{line} R$ 1.000,00") == said(
        "Isso cabe à mesa do orçamento (lista @orcamento) ou à chefia. Peça a eles."
    )
    moved = [
        ROWS[0].replace("60.000,00;0,00;540", "68.000,00;0,00;548").replace("58.931,55", "66.931,55"),
        ROWS[1].replace("60.000,00;90", "68.000,00;82").replace("18.759,20", "10.759,20"),
    ]
    total = "TOTAL;;;;;630.000,00"
    assert imports(budget, table(*moved, total=total), "balancete 2026-12-01.csv", tmp_path) == said("""
        Seriam importadas 0 dotações de balancete 2026-12-01.csv; 2 com mudança.
        Nada mudou ainda.
        """)
    assert "Disponível R$ 66.931,55" in budget.says("ana", "saldo ficha 12")


def test_the_execution_is_drawn(budget: House) -> None:
    assert budget.says("ana", "execução") == said("""
        79,1% empenhado: restam R$ 105.450,75
        (autorizado / empenhado)
        12 Outros serviços de t… ████████████████ 540
                                 ▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 462
        15 Material de consumo   ███ 90
                                 ▒▒ 71
        21 Equipamentos e mater… ██ 80
                                 ▒ 21
        18 Diárias - civil       █ 40
                                 ▒ 37
        Posição de 30/11/2026, importada às 7h40.
        """)


def test_the_pauta_of_the_chefia_warns(budget: House) -> None:
    assert budget.says("ana", "pauta") == said("""
        Pauta de segunda-feira, 30/11.

        Orçamento:
        • menos de 10% livres: ficha 18 (R$ 2.150,00)
        Nada vence até quinta-feira, 03/12, e nada está atrasado ou à espera da sua ciência.

        A casa toda: nada em atraso, nada sem ciência, nada parado.
        """)
    at(budget, "2026-12-10T09:00")
    assert budget.says("ana", "saldo").splitlines()[0] == said(
        "Atenção: a posição tem mais de 5 dias úteis; peça outro balancete à Fazenda."
    )


def test_who_authorises_is_said_with_a_second_person(budget: House) -> None:
    assert budget.says("ana", "lista ordenadores @helena @ana") == said(
        "CF-1: a lista @ordenadores passa a ser: Helena Duarte, Ana Prado. Só vale com a confirmação de outra pessoa. Pedi a Helena Duarte e Davi Rocha; basta uma confirmação."
    )
    assert budget.says("helena", "confirmar CF-1").startswith("Confirmado")
    budget.says("ana", "pedir empenho ficha 12 R$ 10,00 clipes")
    assert budget.says("ana", "autorizar P-1") == said("Quem pede não autoriza: P-1/2026 espera Helena Duarte.")
    assert budget.says("helena", "autorizar P-1") == said("P-1/2026 autorizado: R$ 10,00, clipes.")


def test_what_is_left_at_the_end_of_the_year(notes: House) -> None:
    notes.says("davi", "pedir empenho ficha 15 R$ 200,00 papel")
    assert notes.says("ana", "fechamento") == said("""
        Por liquidar, anular ou inscrever em restos a pagar (3):
        • NE-1873/2026 Impressos da prestação de contas, GRAFICA MODELO LTDA: a liquidar R$ 12.480,00
        • NE-1640/2026 Notebooks do gabinete, INFORMATICA FICTICIA LTDA: a liquidar R$ 21.990,00
        • NE-302/2026 Cópias e encadernações do ano, GRAFICA MODELO LTDA: a liquidar R$ 4.729,60
        Pedidos por empenhar (1):
        • P-1/2026 R$ 200,00, papel
        A data do encerramento é a do decreto.
        """)
    assert notes.says("bruno", "fechamento") == said(
        "Nada por liquidar e nenhum pedido parado. A data do encerramento é a do decreto."
    )


def test_what_asks_for_attention(notes: House, tmp_path: Path) -> None:
    assert notes.says("ana", "alertas do orçamento") == said("""
        O que pede atenção no orçamento (3):
        • ficha 18: 94,6% empenhado
        • ficha 12: 85,6% empenhado
        • NE-1640/2026 Notebooks do gabinete: nada liquidado em 60 dias
        """)
    assert notes.says("bruno", "alertas do orçamento") == said("Nada pede atenção no orçamento que você pode ver.")
    notes.says("davi", "pedir empenho ficha 15 R$ 200,00 papel")
    assert notes.says("davi", "fechamento 11/12/2026 decreto 6.558/2026") == said(
        "Isso cabe à mesa do orçamento (lista @orcamento) ou à chefia. Peça a eles."
    )
    assert notes.says("ana", "fechamento 11/12/2026") == said("Que decreto o diz? Exemplo: decreto 6.558/2026")
    assert notes.says("ana", "fechamento 11/12/2026 decreto 6.558/2026") == said(
        "Encerramento de 2026: sexta-feira, 11/12, decreto 6.558/2026."
    )
    at(notes, "2026-12-10T09:00")
    assert notes.says("ana", "fechamento").splitlines()[-1] == said(
        "Encerramento: sexta-feira, 11/12, decreto 6.558/2026; 1 dia útil ainda."
    )
    assert notes.says("ana", "alertas do orçamento") == said("""
        Atenção: a posição tem mais de 5 dias úteis; peça outro balancete à Fazenda.
        O que pede atenção no orçamento (5):
        • ficha 18: 94,6% empenhado
        • ficha 12: 85,6% empenhado
        • NE-1873/2026 Impressos da prestação de contas: entrega vencida
        • NE-1640/2026 Notebooks do gabinete: nada liquidado em 60 dias
        • P-1/2026 R$ 200,00, papel: aberto há mais de 5 dias úteis
        """)
    assert notes.says("ana", "pauta").partition("\n\n")[2].partition("\n\n")[0] == said("""
        Orçamento:
        • menos de 10% livres: ficha 18 (R$ 2.150,00)
        • o balancete é de 30/11/2026: peça outro à Fazenda
        • entrega vencida: NE-1873/2026
        • pedidos parados: P-1/2026
        Nada vence até terça-feira, 15/12, e nada está atrasado ou à espera da sua ciência.
        """)
    assert notes.says("ana", "execução novembro") == said("""
        Execução de 2026, posição de 30/11/2026, importada em 30/11/2026:
        • novembro: empenhado R$ 593.399,25, liquidado R$ 501.009,30
        """)
    assert notes.says("ana", "execução 2026") == said("""
        Execução de 2026, posição de 30/11/2026, importada em 30/11/2026:
        • novembro: empenhado R$ 593.399,25, liquidado R$ 501.009,30
        """)
    assert notes.says("ana", "execução 2025") == said("Não há lançamentos de 2025 que você possa ver.")
    assert notes.says("ana", "execução em pdf") == said(
        "Estou fazendo o PDF da execução orçamentária; mando em seguida."
    )
    with notes.transaction() as session:
        ana = session.scalars(select(Person).where(Person.handle == "ana")).one()
        facts = str(papers.of("execução orçamentária").compose(session, None, ana, notes.now).as_data("Nova Aurora"))
    assert "462.318,45" in facts
    assert "P-1/2026" in facts
    revenue = json.dumps([{"orgao": "PREFEITURA", "mes": "Outubro", "vl_arrecadacao": "1,00"}]).encode()
    assert imports(notes, revenue, "receitas.json", tmp_path, "importar tce") == said(
        "Este é o arquivo das receitas. O que se confere aqui são as despesas: mande o das despesas."
    )


def test_the_desk_brings_the_notes_and_commits(budget: House, tmp_path: Path) -> None:
    budget.says("ana", "lista orcamento @edna")
    budget.says("helena", "confirmar CF-1")
    budget.says("davi", "pedir empenho ficha 12 R$ 10,00 clipes")
    assert budget.says("edna", "enviar P-1") == said("P-1/2026 ainda espera a autorização de Helena Duarte.")
    assert budget.says("edna", "empenhado P-1 NE 7/2026") == said(
        "P-1/2026 ainda espera a autorização de Helena Duarte."
    )
    budget.says("helena", "autorizar P-1")
    assert budget.says("edna", "empenhado P-1 NE 7/2026") == said("P-1/2026 empenhado.")
    (tmp_path / "n.csv").write_text(NOTES, encoding="utf-8")
    answer = budget.answer("edna", text="importar empenhos", file=str(tmp_path / "n.csv"))
    assert answer["text"] == said("""
        Seriam importados 4 empenhos de n.csv.
        Nada mudou ainda.
        """)
    assert budget.buttons("ana", "saldo ficha 15")[0] == "pedir empenho ficha 15"
    assert budget.says("ana", "quanto tem em serviços de terceiros?") == budget.says("ana", "saldo ficha 12")
    budget.says("ana", "fundo novo sigla: FM nome: Fundo M lei de criação: Lei 1/2 finalidades: x saldo: R$ 9,00")
    assert budget.says("ana", "saldo do FM").startswith("FUNDO-1 Fundo M")
