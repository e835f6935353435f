"""Convênios at their edges: diligências, odd files, the table out and in, access, search, calendar, paper, charts."""

import io
from pathlib import Path

import pytest

from models import convenios, sheets
from tests.conftest import House
from tests.handlers.test_convenios import ENDED, GOOD, TYPED, Sends, row, sends
from tests.handlers.test_documents import asks, words
from tests.said import said

__all__ = ["sends"]  # the fixture
SHARED = Path(__file__).parents[3] / "shared"
REAL = SHARED / "domain" / "samples" / "siconv_convenio.csv"
SIGNED = SHARED / "samples" / "samples_relations" / "siconv" / "siconv_convenio.csv"
pytestmark = pytest.mark.console  # their desk sits at the terminal only


def test_a_diligencia_asks_for_a_complement_of_the_accounts(house: House, sends: Sends) -> None:
    sends(*GOOD)
    house.passes("2026-11-27T10:00")
    house.says("celia", "contas enviadas 999002 recibo 7788")
    line = 'chegou diligência 55/2026 de @mcid sobre 999002 "notas 12 a 15" hoje'
    assert house.says("ana", line) == said("""
        Diligência DIL-55/2026 registrada: notas 12 a 15.
        Recebido: sexta-feira, 27/11, do Ministério das Cidades.
        Prazo de MCID: segunda-feira, 11/01/2027 (45 dias corridos).
        Por dentro: informações até segunda-feira, 04/01/2027; minuta até quarta-feira, 06/01/2027; assinatura até sexta-feira, 08/01/2027.
        Falta distribuir.
        """)
    assert house.says("celia", "convênio 999002") == said("""
        CV-999002/2024 sem objeto
        Convênio com União · Aguardando Prestação de Contas
        Fase: em complementação
        Valor: R$ 500.000,00 (repasse R$ 480.000,00, contrapartida R$ 20.000,00)
        Vigência: até sexta-feira, 30/10 (acabou há 28 dias)
        Executa: Secretaria de Planejamento; sem gestor
        Executado 48%, contrapartida 50%
        Processo 72031.007302/2024-38
        Vinculados: DIL-55/2026 notas 12 a 15
        """)
    assert "vinculado" in house.says("celia", "histórico 999002")


def test_a_vigencia_that_ends_on_a_sunday_and_accounts_that_do_too(house: House, sends: Sends) -> None:
    sends(*GOOD)
    assert house.says("celia", "prazo CV-999004/2024") == said(
        """
        CV-999004/2024 sem objeto
        Prazo (cláusula suspensiva) até terça-feira, 15/12.
        • Data da cláusula suspensiva.
        Prazo (último dia para pedir aditivo) até sexta-feira, 30/04/2027.
        • Regra: Pedir mais vigência para o convênio [convenio_vigencia_aditivo]: 60 dias corridos, contados para trás a partir do evento, fim em dia sem expediente volta ao dia útil anterior.
        • Fonte: Portaria Conjunta MGI/MF/CGU 33/2023 (a conferir no texto da lei).
        • Evento: 30/06/2027 (quarta-feira) — fim da vigência; o pedido chega antes.
        • Primeiro dia contado: 29/06/2027 (terça-feira).
        • Último dia da contagem: 01/05/2027 (sábado).
        • Não conta 01/05/2027 (sábado): feriado nacional: Dia do Trabalhador.
        • O prazo passa ao dia útil anterior: 30/04/2027 (sexta-feira).
        • Calendário: prefeitura (feriados nacionais e de SP), versão 0.
        Prazo (fim da vigência) até quarta-feira, 30/06/2027.
        • Fim da vigência.
        Prazo (prestação de contas) até domingo, 29/08/2027.
        • Regra: Prestar contas de convênio com a União [convenio_prestacao_contas_uniao]: 60 dias corridos, sem contar o dia do evento, o fim não muda de dia.
        • Fonte: Portaria Conjunta MGI/MF/CGU 33/2023; Decreto 11.531/2023.
        • Evento: 30/06/2027 (quarta-feira) — o que vier antes: fim da vigência, objeto concluído, denúncia ou rescisão.
        • Primeiro dia contado: 01/07/2027 (quinta-feira).
        • Último dia da contagem: 29/08/2027 (domingo).
        • Calendário: prefeitura (feriados nacionais e de SP), versão 0.
        • Vale a data importada: 30/08/2027 (segunda-feira). Os avisos seguem a da conta, que vem antes.
        """
    )
    house.skips("2027-08-25T08:00")
    house.passes("2027-08-27T09:30")
    house.passes("2027-08-28T12:00")
    assert [each for each in house.tray("celia") if "prestação" in each][-1:] == [
        said("""
            Bom dia, Célia. Pauta de sexta-feira, 27/08.

            Em atraso (5):
            • devolução do saldo de CV-999002/2024 sem objeto — desde 29/11/2026
            • prestação de contas de CV-999002/2024 sem objeto — desde 29/12/2026
            • devolução do saldo de CV-999001/2024 sem objeto — desde 02/03
            • prestação de contas de CV-999001/2024 sem objeto — desde 01/04
            • devolução do saldo de CV-999004/2024 sem objeto — desde 30/07

            Vence até quarta-feira, 01/09 (1):
            • prestação de contas de CV-999004/2024 sem objeto — até 29/08
            """)
    ]


def test_amounts_as_the_files_write_them(house: House, sends: Sends) -> None:
    read = sends(row(1, VL_GLOBAL_CONV=" R$ 1.234,5 ", VL_REPASSE_CONV=" 1.234,50 ", VL_CONTRAPARTIDA_CONV=" -   "))
    assert read["text"] == said("""
        Seria importado 1 convênio de siconv.csv.
        Nada mudou ainda.
        """)
    assert "Valor: R$ 1.234,50 (repasse R$ 1.234,50)" in house.says("celia", "convênio 999001")
    wrong = [row(n, VL_GLOBAL_CONV=text) for n, text in enumerate(("doze mil", "1,234.5x", "(100,00)"), 2)]
    assert sends(row(1), *wrong)["text"] == said("""
        siconv.csv tem 3 erros, e nada foi importado:
        • linha 3: VL_GLOBAL_CONV: 'doze mil' não é um valor em reais; escreva como 1.234,56
        • linha 4: VL_GLOBAL_CONV: '1,234.5x' não é um valor em reais; escreva como 1.234,56
        • linha 5: VL_GLOBAL_CONV: (100,00) é negativo
        Atenção: linha 5, 999004: as partes somam R$ 500.000,00, e o valor global é -R$ 100,00.
        Todos estão na planilha que segue.
        """)


def test_goods_are_no_money(house: House, sends: Sends) -> None:
    house.says("otavio", TYPED.format("10/03/2028").replace("repasse: 280", "bens: 10.000,00 repasse: 270"))
    house.says("otavio", "contrapartida 77/2026 R$ 10.000 em 12/06")
    assert "Executado 0%, contrapartida 50%, saldo R$ 10.000,00" in house.says("otavio", "convênio 77/2026")


def test_a_vigencia_that_starts_after_its_end_is_a_fault_of_its_row(house: House, sends: Sends) -> None:
    assert sends(row(1, DIA_INIC_VIGENC_CONV="15/03/2028"), ENDED)["text"] == said("""
        siconv.csv tem 1 erro, e nada foi importado:
        • linha 2: a vigência começa em 15/03/2028, depois do fim, 31/01/2027
        Todos estão na planilha que segue.
        """)
    assert house.says("celia", "convênios") == "Convênios abertos: nenhum."


def test_the_situations_of_the_past_go_into_the_history(house: House, sends: Sends) -> None:
    sends(*GOOD)
    header = "ID_PROPOSTA;NR_CONVENIO;DIA_HISTORICO_SIT;HISTORICO_SIT;DIAS_HISTORICO_SIT;COD_HISTORICO_SIT"
    line = "1999002;999002;31/10/2026;Aguardando Prestação de Contas;30;AGUARDANDO_PRESTACAO_CONTAS"
    assert sends(line, header=header, to="")["text"] == said("""
        Seriam importados 0 convênios de siconv.csv; 1 com mudança.
        • 999002: DIA_HISTORICO_SIT 31/10/2026, HISTORICO_SIT Aguardando Prestação de Contas
        Nada mudou ainda.
        """)
    assert sends(line, header=header, to="")["text"] == said(
        "Tudo o que está em siconv.csv já está registrado: nada mudaria."
    )
    assert house.says("celia", "histórico 999002") == said("""
        Histórico de CV-999002/2024 (sem objeto):
        23/11 9h sistema: convênio registrado: importado de siconv.csv, linha 3
        23/11 9h sistema: situação oficial: Aguardando Prestação de Contas, desde 31/10/2026
        """)


def test_found_listed_in_a_sheet_and_in_the_calendar(house: House, sends: Sends) -> None:
    house.says("otavio", TYPED.format("10/03/2028"))
    assert house.says("celia", "buscar córrego") == said("""
        Encontrei com córrego:
        CV-77/2026 Ponte do Córrego Fundo (em execução)
        """)
    assert house.says("celia", "planilha convênios") == said("Convênios abertos (1): segue a planilha.")
    assert house.says("celia", "prazo CV-77/2026") == said(
        """
        CV-77/2026 Ponte do Córrego Fundo
        Prazo (último dia para pedir aditivo) até segunda-feira, 10/01/2028.
        • Regra: Pedir mais vigência para o convênio [convenio_vigencia_aditivo]: 60 dias corridos, contados para trás a partir do evento, fim em dia sem expediente volta ao dia útil anterior.
        • Fonte: Portaria Conjunta MGI/MF/CGU 33/2023 (a conferir no texto da lei).
        • Evento: 10/03/2028 (sexta-feira) — fim da vigência; o pedido chega antes.
        • Primeiro dia contado: 09/03/2028 (quinta-feira).
        • Último dia da contagem: 10/01/2028 (segunda-feira).
        • Calendário: prefeitura (feriados nacionais e de SP), versão 0.
        Prazo (fim da vigência) até sexta-feira, 10/03/2028.
        • Fim da vigência.
        """
    )


def test_a_restricted_one_does_not_exist_for_others(house: House, sends: Sends) -> None:
    house.says("otavio", TYPED.format("10/03/2028"))
    house.says("ana", "restringir 77/2026 @obras")
    assert house.says("sergio", "convênio 77/2026") == house.says("sergio", "convênio 78/2026").replace("78", "77")
    assert house.says("sergio", "extrato 77/2026") == said(
        "Não encontrei 77/2026. Confira o número, ou procure pelo assunto: buscar palavras"
    )
    assert house.says("sergio", "convênios") == "Convênios abertos: nenhum."
    assert house.says("sergio", "convênios da prefeita") == "Nenhum convênio em aberto."
    assert house.says("otavio", "convênios").startswith("Convênios abertos (1):")


def test_the_charts(house: House, sends: Sends) -> None:
    assert house.says("ana", "gráfico convênios") == "Nenhum convênio em aberto."
    assert house.says("ana", "gráfico vigências") == "Nenhum convênio está em vigor."
    sends(*GOOD)
    assert house.says("ana", "gráfico convênios") == said("""
        De 1920 mil prometidos saíram 960 mil
        (liberado / por liberar)
        proposta    ████████████████ 240
                    ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 240
        assinado    ████████████████ 240
                    ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 240
        em execução ████████████████ 240
                    ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 240
        contas      ████████████████ 240
                    ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 240
        """)
    assert house.says("ana", "gráfico vigências") == said("""
        CV-999001/2024 é o primeiro a acabar: em 69 dias
        CV-999001/2024 █████ 69
        CV-999004/2024 ████████████████ 219
        """)
    assert house.says("ana", "gráfico 999001") == said("""
        CV-999001/2024: o que entrou e o que falta entrar
        (liberado / por liberar)
        repasse       ████████████████ 240
                      ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 240
        contrapartida █ 10
                      ▒ 10
        """)


def test_the_papers(house: House, sends: Sends) -> None:
    sends(*GOOD)
    house.says("celia", "aditivo 999001 nº 2 assinado em 20/11 fim 31/07/2027")
    house.says("celia", "desembolso 999001 R$ 240.000,00 em 10/06/2024 OB 2024OB800123")
    read = words(asks(house, "celia", "pdf 999001"))
    for part in (
        "Convênio com União",
        "até sábado, 31/07/2027",
        "Aditivo nº 2",
        "2024OB800123 R$ 240.000,00",
        "Comprovante da devolução do saldo",
    ):
        assert part in read
    read = words(asks(house, "helena", "convênios da prefeita em pdf"))
    for part in ("União (4)", "R$ 1.920.000,00", "suspensiva até 15/12/2026", "Em execução: R$ 960.000,00"):
        assert part in read


def test_the_table_out_and_in_again(house: House, sends: Sends) -> None:
    sends(*GOOD)
    house.says("otavio", TYPED.format("10/03/2028") + " gestor: @paula")
    with house.transaction() as session:
        rows = list(sheets.rows(session, convenios.SUBJECT))
    header = [each.name for each in convenios.SUBJECT.sheet.columns]  # type: ignore[union-attr]
    out = io.StringIO()
    sheets.write(out, header, rows)
    assert ";".join(rows[-1]) == said(
        "77;2026;Ponte do Córrego Fundo;convênio;;;;2026-03-10;;2026-03-10;2028-03-10;2028-03-10;;;;300.000,00;280.000,00;20.000,00;;;estadual;SGRI;OBRAS;paula"
    )
    house.says("ana", "anular convênio 77/2026 erro")
    head, *lines = out.getvalue().splitlines()
    assert sends(*lines, header=head, to="")["text"] == said(
        "Tudo o que está em siconv.csv já está registrado: nada mudaria."
    )
    moved = [line.replace("77,2026", "79,2026") for line in lines]
    assert sends(*moved, header=head, to="")["text"] == said("""
        Seria importado 1 convênio de siconv.csv; 4 já estavam registrados.
        Nada mudou ainda.
        """)
    assert house.says("otavio", "convênio 79/2026") == said("""
        CV-79/2026 Ponte do Córrego Fundo
        Convênio com Secretaria de Governo do Estado
        Fase: em execução
        Valor: R$ 300.000,00 (repasse R$ 280.000,00, contrapartida R$ 20.000,00)
        Vigência: até sexta-feira, 10/03/2028 (faltam 473 dias)
        Pedir aditivo até segunda-feira, 10/01/2028
        Executa: Secretaria de Obras; gestor: Paula Nunes
        Executado 0%, contrapartida 0%
        """)


def test_an_oficio_to_the_concedente_is_one_button_away(house: House, sends: Sends) -> None:
    house.says("otavio", TYPED.format("10/03/2028"))
    line = house.buttons("otavio", "aditivo pedido 77/2026 até 10/03/2029")[1]
    assert line == said(
        "ofício para @sgri sobre CV-77/2026 assunto Prorrogação da vigência de CV-77/2026 até 10/03/2029"
    )
    assert house.says("otavio", line) == said("""
        Minuta R-1 de ofício
        Para: Secretaria de Governo do Estado
        Assunto: Prorrogação da vigência de CV-77/2026 até 10/03/2029

        (ainda sem texto)

        Conferência: d9220ca5

        Falta o texto. Escreva: corrigir R-1 e os parágrafos, um por linha.
        """)


def test_a_notice_to_put_right_or_pay_back(house: House, sends: Sends) -> None:
    sends(*GOOD)
    assert house.says("celia", "ressarcimento 999001 notificado em 31/11/2026") == said(
        "A data 31/11/2026 não existe. Escreva como 20/11/2026."
    )
    assert house.says("celia", "ressarcimento 999001 pago") == said("CV-999001/2024 não tem notificação em aberto.")
    assert house.says("celia", "ressarcimento 999001 notificado em 20/11 Ofício 33/2026") == said(
        "CV-999001/2024: sanar ou devolver até segunda-feira, 21/12."
    )
    assert "Sanar ou devolver até segunda-feira, 21/12" in house.says("celia", "convênio 999001")
    assert house.says("celia", "ressarcimento 999001 pago R$ 500,00 em 19/11 GRU 12") == said(
        "A notificação é de 20/11/2026, depois de 19/11/2026. Confira a data."
    )
    assert house.says("celia", "ressarcimento 999001 pago R$ 500,00 em 23/11 GRU 12") == said(
        "CV-999001/2024: notificação atendida em 23/11/2026."
    )
    assert "Sanar" not in house.says("celia", "convênio 999001")
    assert "23/11/2026 devolução (GRU 12) -R$ 500,00" in house.says("celia", "extrato 999001")
    house.says("ana", 'convênio novo "Praça" número: 77/2026 espécie: convênio concedente: sgri secretaria: @obras')
    assert house.says("celia", "ressarcimento 77/2026 notificado em 20/11") == said(
        "Até quando, diz a notificação? Exemplo: ressarcimento CV-77/2026 notificado em 20/11 até 30/12"
    )
    assert house.says("celia", "30/12") == said("CV-77/2026: sanar ou devolver até quarta-feira, 30/12.")
