"""Convênios from the files of the federal system: what is new, changed, wrong or gone; odd headers and real rows."""

import io
from pathlib import Path

import pytest

from models import convenios, sheets
from models.base import Refusal
from tests.conftest import House
from tests.handlers.test_convenios import BROKEN, COLUMNS, ENDED, FIRST, GOOD, SUSPENDED, UNSIGNED, Sends, row, sends
from tests.said import said

__all__ = ["sends"]  # the fixture
SHARED = Path(__file__).parents[3] / "shared"
REAL = SHARED / "domain" / "samples" / "siconv_convenio.csv"
SIGNED = SHARED / "samples" / "samples_relations" / "siconv" / "siconv_convenio.csv"
pytestmark = pytest.mark.console  # their desk sits at the terminal only


def test_the_federal_file(house: House, sends: Sends) -> None:
    assert sends(*GOOD)["text"] == said("""
        Seriam importados 4 convênios de siconv.csv.
        Nada mudou ainda.
        """)
    assert house.says("celia", "convênio 999001") == said("""
        CV-999001/2024 sem objeto
        Convênio com União · Em execução
        Fase: em execução
        Valor: R$ 500.000,00 (repasse R$ 480.000,00, contrapartida R$ 20.000,00)
        Vigência: até domingo, 31/01/2027 (faltam 69 dias)
        Pedir aditivo até quarta-feira, 02/12
        Contas até quinta-feira, 01/04/2027 (importada)
        Executa: Secretaria de Planejamento; sem gestor
        Executado 48%, contrapartida 50%
        Processo 72031.007301/2024-93
        """)
    assert house.says("celia", "convênios sem vigência") == said("""
        Convênios abertos sem vigência (1):
        CV-999003/2024 [proposta] sem objeto — R$ 480.000,00, sem vigência — PLAN, sem prazo
        """)
    assert house.says("celia", "999003") == said("""
        CV-999003/2024 sem objeto
        Convênio com União · Proposta/Plano de Trabalho Aprovado
        Fase: proposta
        Valor: R$ 500.000,00 (repasse R$ 480.000,00, contrapartida R$ 20.000,00)
        Sem vigência: ainda não assinado
        Executa: Secretaria de Planejamento; sem gestor
        Executado 48%, contrapartida 50%
        Processo 72031.007303/2024-82
        """)
    assert house.says("celia", "convênio 999004") == said("""
        CV-999004/2024 sem objeto
        Convênio com União · Em execução
        Fase: assinado
        Valor: R$ 500.000,00 (repasse R$ 480.000,00, contrapartida R$ 20.000,00)
        Vigência: até quarta-feira, 30/06/2027 (faltam 219 dias)
        Retirar a suspensiva até terça-feira, 15/12
        Pedir aditivo até sexta-feira, 30/04/2027
        Contas até segunda-feira, 30/08/2027 (importada; pela conta, domingo, 29/08/2027; os avisos seguem a conta)
        Executa: Secretaria de Planejamento; sem gestor
        Executado 48%, contrapartida 50%
        Processo 72031.007304/2024-27
        """)


def test_the_file_again(house: House, sends: Sends) -> None:
    sends(*GOOD)
    assert sends(*GOOD)["text"] == "Tudo o que está em siconv.csv já está registrado: nada mudaria."
    changed = row(
        1, DIA_FIM_VIGENC_CONV="31/07/2027", DIA_LIMITE_PREST_CONTAS="29/09/2027", VL_DESEMBOLSADO_CONV="300000,00"
    )
    assert sends(changed, ENDED, SUSPENDED)["text"] == said("""
        Seriam importados 0 convênios de siconv.csv; 2 com mudança e 2 já estavam registrados.
        • 999001 DIA_FIM_VIGENC_CONV: 31/01/2027 → 31/07/2027
        • 999001 DIA_LIMITE_PREST_CONTAS: 01/04/2027 → 29/09/2027
        • 999001 VL_DESEMBOLSADO_CONV: 240.000,00 → 300.000,00
        • 999003 sumiu do arquivo; fica como estava
        Nada mudou ainda.
        """)
    assert house.says("celia", "convênio 999001") == said("""
        CV-999001/2024 sem objeto
        Convênio com União · Em execução
        Fase: em execução
        Valor: R$ 500.000,00 (repasse R$ 480.000,00, contrapartida R$ 20.000,00)
        Vigência: até sábado, 31/07/2027 (faltam 250 dias)
        Pedir aditivo até terça-feira, 01/06/2027
        Contas até quarta-feira, 29/09/2027 (importada)
        Executa: Secretaria de Planejamento; sem gestor
        Executado 60%, contrapartida 50%
        Processo 72031.007301/2024-93
        """)
    assert house.says("celia", "convênio 999003") == said("""
        CV-999003/2024 sem objeto
        Convênio com União · Proposta/Plano de Trabalho Aprovado
        Fase: proposta
        Valor: R$ 500.000,00 (repasse R$ 480.000,00, contrapartida R$ 20.000,00)
        Sem vigência: ainda não assinado
        Executa: Secretaria de Planejamento; sem gestor
        Executado 48%, contrapartida 50%
        Processo 72031.007303/2024-82
        Sumiu do arquivo federal em 23/11/2026
        """)
    assert sends(changed, ENDED, UNSIGNED, SUSPENDED, to="")["text"] == said("""
        Seriam importados 0 convênios de siconv.csv; 1 com mudança e 3 já estavam registrados.
        • 999003 voltou ao arquivo
        Nada mudou ainda.
        """)


def test_what_was_typed_is_not_overwritten(house: House, sends: Sends) -> None:
    sends(*GOOD)
    house.says("celia", "aditivo 999001 nº 2 assinado em 20/11 fim 31/07/2027")
    assert sends(row(1, DIA_FIM_VIGENC_CONV="28/02/2027"), *GOOD[1:])["text"] == said("""
        Seriam importados 0 convênios de siconv.csv; 1 com mudança e 3 já estavam registrados.
        • 999001 DIA_FIM_VIGENC_CONV: 31/07/2027 digitado aqui, 28/02/2027 no arquivo, que antes dizia 31/01/2027; fica o digitado
        Nada mudou ainda.
        """)
    assert house.says("celia", "convênio 999001") == said("""
        CV-999001/2024 sem objeto
        Convênio com União · Em execução
        Fase: em execução
        Valor: R$ 500.000,00 (repasse R$ 480.000,00, contrapartida R$ 20.000,00)
        Vigência: até sábado, 31/07/2027 (faltam 250 dias)
        Pedir aditivo até terça-feira, 01/06/2027
        Contas até quarta-feira, 29/09/2027 (pela conta)
        Executa: Secretaria de Planejamento; sem gestor
        Executado 48%, contrapartida 50%
        Processo 72031.007301/2024-93
        Fim da vigência: 31/07/2027 digitado aqui, 28/02/2027 no arquivo federal
        """)


def test_the_other_federal_files(house: House, sends: Sends) -> None:
    sends(*GOOD)
    header = "NR_CONVENIO;NUMERO_TA;TIPO_TA;VL_GLOBAL_TA;DT_ASSINATURA_TA;DT_INICIO_TA;DT_FIM_TA;JUSTIFICATIVA_TA"
    first = "999001;1;Alteração da Vigência;;20/01/2026;01/02/2026;31/01/2027;Atraso"
    late = "999002;1;Alteração da Vigência;;03/11/2026;31/10/2026;30/04/2027;Depois do fim"
    assert sends(first, late, header=header, to="")["text"] == said("""
        Seriam importados 0 convênios de siconv.csv; 2 com mudança.
        • 999001: NUMERO_TA 1, DT_ASSINATURA_TA 20/01/2026, DT_FIM_TA 31/01/2027
        • 999002: NUMERO_TA 1, DT_ASSINATURA_TA 03/11/2026, DT_FIM_TA 30/04/2027
        Nada mudou ainda.
        """)
    assert sends(first, late, header=header, to="")["text"] == said(
        "Tudo o que está em siconv.csv já está registrado: nada mudaria."
    )
    header = "ID_DESEMBOLSO;NR_CONVENIO;DT_ULT_DESEMBOLSO;DATA_DESEMBOLSO;NR_SIAFI;VL_DESEMBOLSADO"
    assert sends("8;999001;10/06/2024;10/06/2024;2024OB8;240000,00", header=header, to="")["text"] == said("""
        Seriam importados 0 convênios de siconv.csv; 1 com mudança.
        • 999001: DATA_DESEMBOLSO 10/06/2024, VL_DESEMBOLSADO 240000,00, NR_SIAFI 2024OB8
        Nada mudou ainda.
        """)
    header = "NR_CONVENIO;DT_INGRESSO_CONTRAPARTIDA;VL_INGRESSO_CONTRAPARTIDA"
    assert sends("999001;12/06/2024;10000,00", "999077;12/06/2024;1,00", header=header, to="")["text"] == said("""
        Seriam importados 0 convênios de siconv.csv; 1 com mudança.
        • 999001: DT_INGRESSO_CONTRAPARTIDA 12/06/2024, VL_INGRESSO_CONTRAPARTIDA 10000,00
        Atenção: 1 convênio do arquivo não está aqui; fora da importação.
        Nada mudou ainda.
        """)
    header = "NR_CONVENIO;NR_PRORROGA;DT_INICIO_PRORROGA;DT_FIM_PRORROGA;DT_ASSINATURA_PRORROGA;SIT_PRORROGA"
    assert sends("999004;1;01/07/2027;31/12/2027;20/11/2026;Publicado", header=header, to="")["text"] == said("""
        Seriam importados 0 convênios de siconv.csv; 1 com mudança.
        • 999004: NR_PRORROGA 1, DT_ASSINATURA_PRORROGA 20/11/2026, DT_FIM_PRORROGA 31/12/2027
        Nada mudou ainda.
        """)
    assert house.says("celia", "extrato 999001") == said("""
        Extrato de CV-999001/2024 sem objeto:
        10/06/2024 desembolso (2024OB8) R$ 240.000,00 — saldo R$ 240.000,00
        12/06/2024 contrapartida R$ 10.000,00 — saldo R$ 250.000,00
        """)
    assert "até sexta-feira, 31/12/2027" in house.says("celia", "convênio 999004")
    assert "acabou há 24 dias" in house.says("celia", "convênio 999002")


def test_without_the_orgao_it_is_asked(house: House, sends: Sends) -> None:
    assert sends(*GOOD, to="")["text"] == said(
        "De que órgão são os convênios que ainda não estão aqui? Diga a sigla: importar convênios OBRAS, ou --orgao OBRAS na linha de comando."
    )
    assert house.says("ana", "PLAN") == said("""
        Seriam importados 4 convênios de siconv.csv.
        Nada mudou ainda.
        """)
    assert sends(row(1).replace("480000,00", "R$ 480.000,0 "), UNSIGNED.replace("20000,00", " - "))["text"] == said(
        """
        Seriam importados 2 convênios de siconv.csv.
        Atenção: linha 3, 999003: as partes somam R$ 480.000,00, e o valor global é R$ 500.000,00.
        Nada mudou ainda.
        """
    )
    assert sends(row(2).replace("480000,00", "-480000,00"))["text"] == said("""
        siconv.csv tem 1 erro, e nada foi importado:
        • linha 2: VL_REPASSE_CONV: -480000,00 é negativo
        Atenção: linha 2, 999002: as partes somam -R$ 460.000,00, e o valor global é R$ 500.000,00.
        Todos estão na planilha que segue.
        """)


def test_a_file_with_faults_imports_nothing(house: House, sends: Sends) -> None:
    told = sends(FIRST, ENDED, UNSIGNED, SUSPENDED, BROKEN, FIRST)
    assert told["text"] == said("""
        siconv.csv tem 2 erros, e nada foi importado:
        • linha 6: DIA_FIM_VIGENC_CONV: a data '31/06/2027' não existe ou não se entende; escreva como 20/11/2026 ou 2026-11-20
        • linha 7: NR_CONVENIO: 999001 repetido: já está na linha 2; deixe um só
        Atenção: linha 6, 999005: o processo 72031.007305/2024-00 não confere com os seus dígitos.
        Todos estão na planilha que segue.
        """)
    assert house.says("ana", "convênios") == said("Convênios abertos: nenhum.")


def test_an_unknown_official_situation(house: House, sends: Sends) -> None:
    assert sends(row(1, SIT_CONVENIO="Em pousio"))["text"] == said("""
        Seria importado 1 convênio de siconv.csv.
        Atenção: linha 2, 999001: situação Em pousio sem fase conhecida; ficou a classificar.
        Nada mudou ainda.
        """)
    assert house.says("celia", "convênio 999001") == said("""
        CV-999001/2024 sem objeto
        Convênio com União · Em pousio
        Fase: a classificar
        Valor: R$ 500.000,00 (repasse R$ 480.000,00, contrapartida R$ 20.000,00)
        Vigência: até domingo, 31/01/2027 (faltam 69 dias)
        Executa: Secretaria de Planejamento; sem gestor
        Executado 48%, contrapartida 50%
        Processo 72031.007301/2024-93
        """)


def test_other_headers_dates_and_letters(house: House, sends: Sends, tmp_path: Path) -> None:
    header = "NR_CONVENIO;SITUACAO;PROCESSO;MODALIDADE;OBJETO; VL_REPASSE_CONV;DIA_INIC_VIGENC_CONV;DIA_FIM_VIGENC_CONV"
    rows = (
        "882704;Em execução;21000.015482/2019-91;Convênio;AQUISIÇÃO DE INSUMOS AGRÍCOLAS; 237.600,00 ;1/8/2025;9/6/2027",
        '882705;Em execução;;Contrato de Repasse;"Praça; com ""coreto""";1.000,00;01/08/2025;09/06/2027',
    )
    path = tmp_path / "latin.csv"
    path.write_bytes("\r\n".join([header, *rows]).encode("latin-1"))
    answer = house.answer("ana", text="importar convênios OBRAS", file=str(path))
    assert answer["text"] == said("""
        Seriam importados 2 convênios de latin.csv.
        Nada mudou ainda.
        """)
    house.says("ana", answer["buttons"][0]["line"])
    assert house.says("celia", "convênios") == said("""
        Convênios abertos (2):
        CV-882704/2025 [em execução] AQUISIÇÃO DE INSUMOS AGRÍCOLAS — R$ 237.600,00, vigência até 09/06/2027 — OBRAS, até 09/04/2027
        CV-882705/2025 [em execução] Praça; com "coreto" — R$ 1.000,00, vigência até 09/06/2027 — OBRAS, até 09/04/2027
        """)


def test_a_table_of_something_else_is_refused(house: House, sends: Sends) -> None:
    sends(*GOOD)
    assert sends("999001;1;2", header="NR_CONVENIO;QTD_X;QTD_Y")["text"] == said("""
        siconv.csv tem 1 erro, e nada foi importado:
        • linha 1: não é uma tabela de convênios que eu conheça
        Todos estão na planilha que segue.
        """)
    assert sends("1;2", header="A;B")["text"] == said("""
        siconv.csv tem 1 erro, e nada foi importado:
        • linha 1: falta a coluna NR_CONVENIO
        Todos estão na planilha que segue.
        """)
    assert house.says("celia", "convênios sumidos") == said("Convênios abertos sumidos do arquivo: nenhum.")
    assert sends("x999;Em execução", header="NR_CONVENIO;SIT_CONVENIO")["text"] == said("""
        siconv.csv tem 1 erro, e nada foi importado:
        • linha 2: NR_CONVENIO: 'x999' não é um número; escreva só os algarismos
        Todos estão na planilha que segue.
        """)


@pytest.mark.skipif(not SIGNED.exists(), reason="the samples are not at hand")
def test_the_samples(house: House, sends: Sends, tmp_path: Path) -> None:
    """The acceptance of the sheet, with its own files: refused whole; without the two bad rows, all the others."""
    assert house.answer("ana", text="importar convênios PLAN", file=str(SIGNED))["text"] == said("""
        siconv_convenio.csv tem 2 erros, e nada foi importado:
        • linha 6: DIA_FIM_VIGENC_CONV: a data '31/06/2027' não existe ou não se entende; escreva como 20/11/2026 ou 2026-11-20
        • linha 7: NR_CONVENIO: 999001 repetido: já está na linha 2; deixe um só
        Atenção: linha 6, 999005: o processo 72031.007305/2024-00 não confere com os seus dígitos.
        Todos estão na planilha que segue.
        """)
    lines = SIGNED.read_text(encoding="utf-8").splitlines()
    assert sends(*lines[1:5], header=lines[0])["text"] == said("""
        Seriam importados 4 convênios de siconv.csv.
        Nada mudou ainda.
        """)
    for name in ("desembolso", "ingresso_contrapartida", "termo_aditivo", "historico_situacao", "prorroga_oficio"):
        answer = house.answer("ana", text="importar convênios", file=str(SIGNED.with_name(f"siconv_{name}.csv")))
        house.says("ana", answer["buttons"][0]["line"])
    assert house.says("celia", "convênio 999001") == said("""
        CV-999001/2024 sem objeto
        Convênio com União · Em execução
        Fase: em execução
        Valor: R$ 500.000,00 (repasse R$ 480.000,00, contrapartida R$ 20.000,00)
        Vigência: até domingo, 31/01/2027 (faltam 69 dias)
        Pedir aditivo até quarta-feira, 02/12
        Contas até quinta-feira, 01/04/2027 (importada)
        Executa: Secretaria de Planejamento; sem gestor
        Executado 48%, contrapartida 50%, saldo R$ 250.000,00
        Processo 72031.007301/2024-93
        """)
    assert house.says("celia", "convênio 999002") == said("""
        CV-999002/2024 sem objeto
        Convênio com União · Aguardando Prestação de Contas
        Fase: contas
        Valor: R$ 500.000,00 (repasse R$ 480.000,00, contrapartida R$ 20.000,00)
        Vigência: até sexta-feira, 30/10 (acabou há 24 dias)
        Devolver o saldo até domingo, 29/11
        Contas até terça-feira, 29/12 (importada)
        Executa: Secretaria de Planejamento; sem gestor
        Executado 48%, contrapartida 50%
        Processo 72031.007302/2024-38
        """)
    assert house.says("celia", "convênio 999004") == said("""
        CV-999004/2024 sem objeto
        Convênio com União · Em execução
        Fase: assinado
        Valor: R$ 500.000,00 (repasse R$ 480.000,00, contrapartida R$ 20.000,00)
        Vigência: até quarta-feira, 30/06/2027 (faltam 219 dias)
        Retirar a suspensiva até terça-feira, 15/12
        Pedir aditivo até sexta-feira, 30/04/2027
        Contas até segunda-feira, 30/08/2027 (importada; pela conta, domingo, 29/08/2027; os avisos seguem a conta)
        Executa: Secretaria de Planejamento; sem gestor
        Executado 48%, contrapartida 50%
        Processo 72031.007304/2024-27
        """)
    assert house.says("celia", "convênios sem vigência") == said("""
        Convênios abertos sem vigência (1):
        CV-999003/2024 [proposta] sem objeto — R$ 480.000,00, sem vigência — PLAN, sem prazo
        """)


@pytest.mark.skipif(not REAL.exists(), reason="the samples are not at hand")
def test_six_hundred_real_rows(house: House, sends: Sends) -> None:
    answer = house.answer("ana", text="importar convênios PLAN", file=str(REAL))
    assert answer["text"] == said("""
        Seriam importados 600 convênios de siconv_convenio.csv.
        Atenção: linha 326, 909815: as partes somam R$ 100.000,00, e o valor global é R$ 102.554,71.
        Nada mudou ainda.
        """)
    house.says("ana", answer["buttons"][0]["line"])
    assert house.answer("ana", text="importar convênios PLAN", file=str(REAL))["text"] == said(
        "Tudo o que está em siconv_convenio.csv já está registrado: nada mudaria."
    )
    assert house.says("celia", "convênio 882704") == said("""
        CV-882704/2019 AQUISIÇÃO DE INSUMOS AGRÍCOLAS
        Convênio com União · Prestação de Contas Concluída
        Fase: encerrado
        Valor: R$ 240.000,00 (repasse R$ 237.600,00, contrapartida R$ 2.400,00)
        Vigência: até segunda-feira, 18/10/2021 (acabou há 1862 dias)
        Executa: Secretaria de Planejamento; sem gestor
        Executado 0%, contrapartida 0%
        Processo 21000.015482/2019-91
        """)
    assert house.says("celia", "convênios da união vencendo em 400 dias").splitlines()[0] == said(
        "Convênios abertos vencendo da união em 400 dias: nenhum."
    )


def test_only_the_proposals_of_ours(house: House, sends: Sends, tmp_path: Path) -> None:
    proposals = tmp_path / "siconv_proposta.csv"
    head = "ID_PROPOSTA;IDENTIF_PROPONENTE;MUNIC_PROPONENTE;COD_MUNIC_IBGE"
    rows = ("1999001;12345678000190;EXEMPLO;3599999", "1999002;99.999.999/0001-99;OUTRA;3500000")
    proposals.write_text("\n".join([head, *rows]), encoding="utf-8")
    content = "\n".join([COLUMNS, *GOOD]).encode()
    faults: list[sheets.Fault] = []
    options = {"orgao": "PLAN", "propostas": str(proposals), "cnpj": "12.345.678/0001-90"}
    with house.transaction() as session:
        upload = sheets.Upload(io.BytesIO(content), "s.csv", faults.append, options=options)
        assert sheets.load(session, convenios.SUBJECT, upload, operator="Igor", now=house.now).new == 1
        upload = sheets.Upload(io.BytesIO(content), "s.csv", faults.append, options=options | {"cnpj": ""})
        with pytest.raises(Refusal, match="Diga também qual é o CNPJ"):
            sheets.load(session, convenios.SUBJECT, upload, operator="Igor", now=house.now)
    assert not faults
    assert house.says("celia", "convênios").startswith("Convênios abertos (1):")


def test_the_faults_of_a_file_come_before_the_question_of_its_orgao(house: House, sends: Sends) -> None:
    assert sends(FIRST, BROKEN, to="")["text"].startswith("siconv.csv tem 1 erro, e nada")
    assert sends(FIRST, to="")["text"].startswith("De que órgão são os convênios")
