"""Convênios: imported and typed, their dates to the day, aditivos in time and too late, money, accounts."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models import authorities, sheets
from models.base import insert_row
from models.people import Orgao, Person
from tests.conftest import House
from tests.said import said

COLUMNS = (
    "NR_CONVENIO;ID_PROPOSTA;ANO;DIA_ASSIN_CONV;SIT_CONVENIO;NR_PROCESSO;DIA_PUBL_CONV;DIA_INIC_VIGENC_CONV;"
    "DIA_FIM_VIGENC_CONV;DIA_FIM_VIGENC_ORIGINAL_CONV;DIA_LIMITE_PREST_CONTAS;DATA_SUSPENSIVA;"
    "DATA_RETIRADA_SUSPENSIVA;VL_GLOBAL_CONV;VL_REPASSE_CONV;VL_CONTRAPARTIDA_CONV;VL_DESEMBOLSADO_CONV;"
    "VL_INGRESSO_CONTRAPARTIDA;VL_SALDO_CONTA"
)
NUPS = {1: "72031.007301/2024-93", 2: "72031.007302/2024-38", 3: "72031.007303/2024-82", 4: "72031.007304/2024-27"}
AUTHORITIES = """sigla,apelidos,nome,esfera,poder,perfil
MCID,cidades,Ministério das Cidades,federal,executivo,oficio
SGRI,estado,Secretaria de Governo do Estado,estadual,executivo,oficio
"""


def row(n: int, **own: str) -> str:
    """A row of the federal file; `own`: what is not as usual, by column."""
    usual = {
        "NR_CONVENIO": f"99900{n}",
        "ID_PROPOSTA": f"199900{n}",
        "ANO": "2024",
        "DIA_ASSIN_CONV": "15/03/2024",
        "SIT_CONVENIO": "Em execução",
        "NR_PROCESSO": NUPS.get(n, "72031.007305/2024-00"),
        "DIA_PUBL_CONV": "20/03/2024",
        "DIA_INIC_VIGENC_CONV": "15/03/2024",
        "DIA_FIM_VIGENC_CONV": "31/01/2027",
        "DIA_FIM_VIGENC_ORIGINAL_CONV": "31/01/2026",
        "DIA_LIMITE_PREST_CONTAS": "01/04/2027",
        "VL_GLOBAL_CONV": "500000,00",
        "VL_REPASSE_CONV": "480000,00",
        "VL_CONTRAPARTIDA_CONV": "20000,00",
        "VL_DESEMBOLSADO_CONV": "240000,00",
        "VL_INGRESSO_CONTRAPARTIDA": "10000,00",
        "VL_SALDO_CONTA": "98765,43",
    }
    values = usual | own
    return ";".join(values.get(name, "") for name in COLUMNS.split(";"))


FIRST = row(1)
ENDED = row(
    2,
    SIT_CONVENIO="Aguardando Prestação de Contas",
    DIA_FIM_VIGENC_CONV="30/10/2026",
    DIA_LIMITE_PREST_CONTAS="29/12/2026",
)
UNSIGNED = row(
    3,
    SIT_CONVENIO="Proposta/Plano de Trabalho Aprovado",
    DIA_ASSIN_CONV="",
    DIA_INIC_VIGENC_CONV="",
    DIA_FIM_VIGENC_CONV="",
    DIA_LIMITE_PREST_CONTAS="",
)
SUSPENDED = row(4, DIA_FIM_VIGENC_CONV="30/06/2027", DIA_LIMITE_PREST_CONTAS="30/08/2027", DATA_SUSPENSIVA="15/12/2026")
BROKEN = row(5, DIA_FIM_VIGENC_CONV="31/06/2027")
GOOD = (FIRST, ENDED, UNSIGNED, SUSPENDED)
Sends = Callable[..., dict[str, Any]]


@pytest.fixture
def sends(house: House, tmp_path: Path) -> Sends:
    """Sends rows (the header goes before them) as a file to the chat, and imports it unless told not to."""

    def send(*rows: str, header: str = COLUMNS, who: str = "ana", to: str = "PLAN", confirm: bool = True) -> Any:
        path = tmp_path / "siconv.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        answer = house.answer(who, text=f"importar convênios {to}".strip(), file=str(path))
        lines = [each["line"] for each in answer.get("buttons", ())]
        if confirm and lines and lines[0].startswith("importar "):
            house.says(who, lines[0])
        return answer

    with house.transaction() as session:
        plan = insert_row(session, Orgao, sigla="PLAN", key="plan", name="Secretaria de Planejamento")
        insert_row(session, Orgao, sigla="PGM", key="pgm", name="Procuradoria-Geral do Município")
        own = {"handle": "celia", "name": "Célia Antunes", "name_key": "celia antunes", "cargo": "Secretária"}
        insert_row(session, Person, **own, orgao_id=plan, role="secretario", function="titular")
        upload = sheets.Upload(io.BytesIO(AUTHORITIES.encode()), "a.csv", report=lambda fault: pytest.fail(str(fault)))
        sheets.load(session, authorities.CATALOGUE, upload, operator="Igor", now=house.now)
    house.settles("celia", console="celia")
    return send


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


def test_an_aditivo_asked_in_time(house: House, sends: Sends) -> None:
    sends(*GOOD)
    house.passes("2026-12-02T07:00")
    house.tray("celia")
    house.passes("2026-12-02T08:01")
    (digest,) = house.tray("celia")
    assert digest == said("""
        Bom dia, Célia. Pauta de quarta-feira, 02/12.

        Vence hoje (1):
        • último dia para pedir aditivo de CV-999001/2024 sem objeto

        Em atraso (1):
        • devolução do saldo de CV-999002/2024 sem objeto — desde 29/11

        Lembrete: fim da vigência de CV-999001/2024 (sem objeto) vence: domingo, 31/01/2027.
        """)
    assert house.says("celia", "aditivo pedido 999001 até 31/07/2027 em 02/12") == said(
        "Pedido de aditivo de CV-999001/2024 registrado, para até 31/07/2027. O concedente precisa assinar até domingo, 31/01/2027."
    )
    assert house.says("celia", "convênio 999001") == said("""
        CV-999001/2024 sem objeto
        Convênio com União · Em execução
        Fase: em execução
        Valor: R$ 500.000,00 (repasse R$ 480.000,00, contrapartida R$ 20.000,00)
        Vigência: até domingo, 31/01/2027 (faltam 60 dias)
        Concedente precisa assinar o aditivo até domingo, 31/01/2027
        Contas até quinta-feira, 01/04/2027 (importada)
        Executa: Secretaria de Planejamento; sem gestor
        Executado 48%, contrapartida 50%
        Processo 72031.007301/2024-93
        """)
    assert house.says("celia", "aditivo 999001 nº 2 assinado em 01/12 fim 31/07/2027") == said("""
        Aditivo de CV-999001/2024 registrado: vigência até sábado, 31/07/2027.
        Contas até quarta-feira, 29/09/2027.
        """)
    assert house.says("celia", "convênio 999001") == said("""
        CV-999001/2024 sem objeto
        Convênio com União · Em execução
        Fase: em execução
        Valor: R$ 500.000,00 (repasse R$ 480.000,00, contrapartida R$ 20.000,00)
        Vigência: até sábado, 31/07/2027 (faltam 241 dias)
        Pedir aditivo até terça-feira, 01/06/2027
        Contas até quarta-feira, 29/09/2027 (pela conta)
        Executa: Secretaria de Planejamento; sem gestor
        Executado 48%, contrapartida 50%
        Processo 72031.007301/2024-93
        Fim da vigência: 31/07/2027 digitado aqui, 31/01/2027 no arquivo federal
        """)
    assert house.says("celia", "histórico CV-999001/2024") == said("""
        Histórico de CV-999001/2024 (sem objeto):
        23/11 9h sistema: convênio registrado: importado de siconv.csv, linha 2
        02/12 8h01 Célia Antunes (terminal): aditivo pedido em 02/12/2026, para até 31/07/2027
        02/12 8h01 sistema: fim da vigência de CV-999001/2024: de domingo, 31/01/2027 para sábado, 31/07/2027
        02/12 8h01 sistema: prestação de contas de CV-999001/2024: de quinta-feira, 01/04/2027 para quarta-feira, 29/09/2027
        02/12 8h01 Célia Antunes (terminal): aditivo nº 2 assinado em 01/12/2026: fim da vigência de 31/01/2027 para 31/07/2027
        """)


def test_an_aditivo_signed_after_the_end_changes_nothing(house: House, sends: Sends) -> None:
    sends(*GOOD)
    assert house.says("celia", "aditivo 999002 nº 1 assinado em 03/11 fim 30/04/2027") == said("""
        O aditivo é de 03/11, depois do fim da vigência (30/10). Não altero a vigência; registro para a Procuradoria.
        Contas até terça-feira, 29/12.
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
    (told,) = house.tray("ana")
    assert told == said("""
        CV-999002/2024 sem objeto
        O aditivo é de 03/11, depois do fim da vigência (30/10). A vigência não mudou.
        """)


def reminded(house: House, who: str) -> list[str]:
    """The lines that remind somebody, in the pauta or beside it."""
    return [line for text in house.tray(who) for line in text.splitlines() if line.startswith("Lembrete")]


def test_the_signature_is_missing(house: House, sends: Sends) -> None:
    sends(*GOOD)
    house.says("celia", "aditivo pedido 999001 até 31/07/2027")
    house.skips("2026-12-31T08:00")
    house.passes("2027-01-04T06:00")
    house.tray("ana")
    house.passes("2027-01-04T09:30")
    (told,) = {line for line in reminded(house, "ana") if "aditivo" in line}  # the one of the holiday comes with it
    assert told == said(
        "Lembrete: assinatura do aditivo de CV-999001/2024 (sem objeto) vence: domingo, 31/01, corre para o concedente — com Secretaria de Planejamento, que acompanha."
    )
    house.passes("2027-01-05T09:30")
    assert reminded(house, "ana") == [told]  # every dia útil
    house.skips("2027-01-28T08:00")
    house.passes("2027-01-29T12:00")
    house.tray("ana")
    house.passes("2027-02-01T12:00")
    (told,) = [each for each in house.tray("ana") if "vigência" in each]
    assert told == said("CV-999001/2024 sem objeto: a vigência acabou em 31/01/2027. Agora, as contas.")
    assert house.says("celia", "convênio 999001") == said("""
        CV-999001/2024 sem objeto
        Convênio com União · Em execução
        Fase: contas
        Valor: R$ 500.000,00 (repasse R$ 480.000,00, contrapartida R$ 20.000,00)
        Vigência: até domingo, 31/01 (acabou há 1 dia)
        Devolver o saldo até terça-feira, 02/03
        Contas até quinta-feira, 01/04 (importada)
        Executa: Secretaria de Planejamento; sem gestor
        Executado 48%, contrapartida 50%
        Processo 72031.007301/2024-93
        """)


def test_a_late_ask_is_accepted_with_its_risk(house: House, sends: Sends) -> None:
    sends(*GOOD)
    house.passes("2026-12-10T09:00")
    assert house.says("celia", "aditivo pedido 999001 até 31/07/2027") == said("""
        Pedido de aditivo de CV-999001/2024 registrado, para até 31/07/2027. O concedente precisa assinar até domingo, 31/01/2027.
        O pedido passou 8 dias da data (02/12/2026, 60 dias antes do fim): o concedente pode não analisar a tempo, e sem assinatura até o fim o convênio se extingue.
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


def test_the_money(house: House, sends: Sends) -> None:
    sends(*GOOD)
    assert house.says("celia", "desembolso 999001 R$ 240.000,00 em 10/06/2024 OB 2024OB800123") == said(
        "Desembolso de R$ 240.000,00 em 10/06/2024 em CV-999001/2024: executado 48%, contrapartida 50%, saldo R$ 240.000,00."
    )
    assert house.says("celia", "desembolso 999001 R$ 240.000,00 em 10/06/2024 OB 2024OB800123") == said(
        "Esse movimento de CV-999001/2024 já estava registrado; nada mudou."
    )
    assert house.says("fabio", "contrapartida 999001 R$ 10.000 em 12/06/2024") == said(
        "Contrapartida de R$ 10.000,00 em 12/06/2024 em CV-999001/2024: executado 48%, contrapartida 50%, saldo R$ 250.000,00."
    )
    assert house.says("celia", "rendimento 999001 1.234,56 em 30/06/2024") == said(
        "Rendimento de R$ 1.234,56 em 30/06/2024 em CV-999001/2024: executado 48%, contrapartida 50%, saldo R$ 251.234,56."
    )
    assert house.says("celia", "pagamento 999001 R$ 100 mil em 12/08/2024 NF 12") == said(
        "Pagamento de R$ 100.000,00 em 12/08/2024 em CV-999001/2024: executado 48%, contrapartida 50%, saldo R$ 151.234,56."
    )
    assert house.says("celia", "pagamento 999001 R$ -5 em 12/08/2024") == said(
        "O valor -R$ 5,00 não vale aqui: escreva um valor positivo, como R$ 1.234,56."
    )
    assert house.says("bruno", "pagamento 999001 R$ 5 em 12/08/2024") == said(
        "O convênio CV-999001/2024 só pode ser mantido por quem o executa, pelo Planejamento, pela Fazenda ou pelo gabinete."
    )
    assert house.says("celia", "pagamento 999001 R$ 5 em 12/08/2030") == said(
        "Segunda-feira, 12/08/2030, ainda não chegou. Diga o dia em que aconteceu."
    )
    assert house.says("celia", "pagamento 999001 em 12/08/2024") == said(
        "De quanto? Exemplo: pagamento CV-999001/2024 R$ 240.000,00 em 10/06/2024"
    )
    answer = house.answer("celia", text="extrato 999001")
    assert answer["text"] == said("""
        Extrato de CV-999001/2024 sem objeto:
        10/06/2024 desembolso (OB 2024OB800123) R$ 240.000,00 — saldo R$ 240.000,00
        12/06/2024 contrapartida R$ 10.000,00 — saldo R$ 250.000,00
        30/06/2024 rendimento R$ 1.234,56 — saldo R$ 251.234,56
        12/08/2024 pagamento (NF 12) -R$ 100.000,00 — saldo R$ 151.234,56
        """)
    assert [each["name"] for each in answer["files"]] == ["extrato CV-999001-2024.csv"]


def test_the_accounts(house: House, sends: Sends) -> None:
    sends(*GOOD)
    assert house.says("celia", "contas enviadas 999002 em 20/11 recibo 7788") == said(
        "Contas de CV-999002/2024 enviadas em 20/11/2026, recibo 7788."
    )
    assert house.says("celia", "convênio 999002") == said("""
        CV-999002/2024 sem objeto
        Convênio com União · Aguardando Prestação de Contas
        Fase: em análise
        Valor: R$ 500.000,00 (repasse R$ 480.000,00, contrapartida R$ 20.000,00)
        Vigência: até sexta-feira, 30/10 (acabou há 24 dias)
        Executa: Secretaria de Planejamento; sem gestor
        Executado 48%, contrapartida 50%
        Processo 72031.007302/2024-38
        """)
    assert house.says("celia", "contas em complementação 999002") == said(
        "Convênio CV-999002/2024 posto em complementação."
    )
    assert house.says("celia", "contas enviadas 999002") == said(
        "Contas de CV-999002/2024 enviadas em 23/11/2026. Quando tiver o recibo, comente-o aqui."
    )
    assert house.says("celia", "contas rejeitadas 999002") == said(
        "Por que rejeitar contas? Exemplo: rejeitar contas CV-999002/2024 faltou a nota 12"
    )
    assert house.says("celia", "contas rejeitadas 999002 faltou a nota 12") == said(
        "Convênio CV-999002/2024 marcado com as contas rejeitadas."
    )
    assert house.says("celia", "contas aprovadas 999002") == said(
        "Convênio CV-999002/2024 encerrado com as contas aprovadas."
    )
    assert house.says("celia", "convênios encerrados") == said("""
        Convênios encerrados (1):
        CV-999002/2024 [encerrado] sem objeto — R$ 480.000,00, vigência até 30/10/2026 — PLAN
        """)


def test_the_suspensiva(house: House, sends: Sends) -> None:
    sends(*GOOD)
    assert house.says("celia", "convênios com suspensiva") == said("""
        Convênios abertos com suspensiva (1):
        CV-999004/2024 [assinado] sem objeto — R$ 480.000,00, vigência até 30/06/2027 — PLAN, até 15/12
        """)
    assert house.says("celia", "suspensiva 999004 retirada em 10/12/2026") == said(
        "Quinta-feira, 10/12, ainda não chegou. Diga o dia em que aconteceu."
    )
    assert house.says("celia", "suspensiva 999004 retirada hoje") == said(
        "Suspensiva de CV-999004/2024 retirada em 23/11/2026: em execução."
    )
    assert house.says("celia", "suspensiva 999004 retirada hoje") == said(
        "A suspensiva de CV-999004/2024 já foi retirada em 23/11/2026."
    )


def test_lists_and_the_page_for_the_meeting(house: House, sends: Sends) -> None:
    sends(*GOOD)
    assert house.says("celia", "convênios vencendo 90 dias") == said("""
        Convênios abertos vencendo em 90 dias (1):
        CV-999001/2024 [em execução] sem objeto — R$ 480.000,00, vigência até 31/01/2027 — PLAN, até 02/12
        """)
    assert house.says("celia", "convênios união parados") == said("""
        Convênios abertos parados da união (2):
        CV-999001/2024 [em execução] sem objeto — R$ 480.000,00, vigência até 31/01/2027 — PLAN, até 02/12
        CV-999004/2024 [assinado] sem objeto — R$ 480.000,00, vigência até 30/06/2027 — PLAN, até 15/12
        """)
    assert house.says("celia", "convênios estado") == said("Convênios abertos do estado: nenhum.")
    assert house.says("celia", "convênios @plan contas") == said("""
        Convênios em contas da Secretaria de Planejamento (1):
        CV-999002/2024 [contas] sem objeto — R$ 480.000,00, vigência até 30/10/2026 — PLAN, até 29/11
        """)
    assert house.says("helena", "convênios da prefeita") == said("""
        Convênios em aberto, por concedente:
        União (4): prometido R$ 1.920.000,00, liberado R$ 960.000,00
        • CV-999001/2024 sem objeto: vigência acaba em 31/01/2027
        • CV-999003/2024 sem objeto: ainda sem assinatura
        • CV-999004/2024 sem objeto: suspensiva até 15/12/2026
        Em execução: R$ 960.000,00; liberado na semana: R$ 0,00.
        Em 90 dias, 1 convênio acaba: R$ 480.000,00.
        """)


TYPED = (
    'convênio novo "Ponte do Córrego Fundo" número: 77/2026 espécie: convênio concedente: sgri secretaria: @obras '
    "assinatura: 10/03/2026 início: 10/03/2026 fim: {} global: 300.000,00 repasse: 280.000,00 contrapartida: 20.000,00"
)


@pytest.mark.every_door
def test_one_typed(house: House, sends: Sends) -> None:
    assert house.says("otavio", TYPED.format("10/03/2028")) == said(
        "Convênio CV-77/2026 registrado: Ponte do Córrego Fundo."
    )
    assert house.says("otavio", "convênio 77/2026") == said("""
        CV-77/2026 Ponte do Córrego Fundo
        Convênio com Secretaria de Governo do Estado
        Fase: em execução
        Valor: R$ 300.000,00 (repasse R$ 280.000,00, contrapartida R$ 20.000,00)
        Vigência: até sexta-feira, 10/03/2028 (faltam 473 dias)
        Pedir aditivo até segunda-feira, 10/01/2028
        Executa: Secretaria de Obras; sem gestor
        Executado 0%, contrapartida 0%
        """)
    assert house.says("sergio", TYPED.format("10/03/2028")) == said(
        "Um convênio só pode ser mantido por quem o executa, pelo Planejamento ou pelo gabinete."
    )
    assert house.says("otavio", "gestor 77/2026 @paula") == said("Paula Nunes é gestor de CV-77/2026.")
    assert house.says("otavio", "convênio 77/2026") == said("""
        CV-77/2026 Ponte do Córrego Fundo
        Convênio com Secretaria de Governo do Estado
        Fase: em execução
        Valor: R$ 300.000,00 (repasse R$ 280.000,00, contrapartida R$ 20.000,00)
        Vigência: até sexta-feira, 10/03/2028 (faltam 473 dias)
        Pedir aditivo até segunda-feira, 10/01/2028
        Executa: Secretaria de Obras; gestor: Paula Nunes
        Executado 0%, contrapartida 0%
        """)


def test_dates_out_of_order_and_sums_that_do_not_add_up(house: House, sends: Sends) -> None:
    assert house.says("otavio", TYPED.format("10/03/2025")) == said(
        "A vigência começa em 10/03/2026, depois do fim, 10/03/2025. Confira as duas datas."
    )
    line = TYPED.format("10/03/2028").replace("280.000,00", "270.000,00") + " bens: 5.000,00"
    assert house.says("otavio", line) == said("""
        Convênio CV-77/2026 registrado: Ponte do Córrego Fundo.
        Atenção: as partes somam R$ 295.000,00, e o valor global é R$ 300.000,00.
        """)
    line = TYPED.format("10/03/2028").replace("280.000,00", "-280.000,00")
    assert house.says("otavio", line.replace("77/2026", "78/2026")) == said(
        "O valor -R$ 280.000,00 é negativo. Escreva como 1.234,56."
    )


def test_an_aditivo_that_shortens_is_asked_about(house: House, sends: Sends) -> None:
    sends(*GOOD)
    line = "aditivo 999001 nº 2 assinado em 20/11 fim 31/12/2026"
    assert house.says("celia", line) == said(
        "O aditivo encurta a vigência, de 31/01/2027 para 31/12/2026. É isso mesmo?"
    )
    assert house.buttons("celia", line)[0] == said(
        "aditivo CV-999001/2024 nº 2 assinado em 20/11/2026 fim 31/12/2026 encurta"
    )
    assert house.says("celia", house.buttons("celia", line)[0]) == said("""
        Aditivo de CV-999001/2024 registrado: vigência até quinta-feira, 31/12.
        Contas até segunda-feira, 01/03/2027.
        """)


def test_the_same_number_of_state_and_union(house: House, sends: Sends) -> None:
    house.says("otavio", TYPED.format("10/03/2028").replace("77/2026", "999001/2024"))
    sends(*GOOD)
    assert house.says("celia", "convênio 999001") == said("Há 2 registros com o número convênio 999001. Qual deles?")
    assert house.buttons("celia", "convênio 999001") == ["CV-999001/2024", "CV-999001/2024-UNIAO"]
    assert house.says("celia", "CV-999001/2024-UNIAO").startswith("CV-999001/2024-UNIAO sem objeto")


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


def test_a_transferencia_especial_has_only_reports(house: House, sends: Sends) -> None:
    line = TYPED.format("10/03/2028").replace("espécie: convênio", "espécie: transferência especial")
    house.says("otavio", line)
    assert house.says("otavio", "aditivo pedido 77/2026 até 31/12/2028") == said(
        "CV-77/2026 é transferência especial: não tem vigência nem aditivo, só relatórios."
    )
    house.says("otavio", "desembolso 77/2026 R$ 100.000,00 em 10/11/2026")
    assert house.says("otavio", "convênio 77/2026") == said("""
        CV-77/2026 Ponte do Córrego Fundo
        Transferência especial com Secretaria de Governo do Estado
        Fase: em execução
        Valor: R$ 300.000,00 (repasse R$ 280.000,00, contrapartida R$ 20.000,00)
        Sem vigência: só relatórios
        Registrar no Transferegov até segunda-feira, 11/01/2027
        Relatório de gestão até quarta-feira, 30/06/2027
        Executa: Secretaria de Obras; sem gestor
        Executado 33%, contrapartida 0%, saldo R$ 100.000,00
        """)


def test_an_acordo_without_money_has_no_accounts(house: House, sends: Sends) -> None:
    line = TYPED.format("10/03/2028").replace("espécie: convênio", "espécie: acordo sem repasse")
    house.says("otavio", line.partition(" global:")[0])
    assert house.says("otavio", "convênio 77/2026") == said("""
        CV-77/2026 Ponte do Córrego Fundo
        Acordo sem repasse com Secretaria de Governo do Estado
        Fase: em execução
        Vigência: até sexta-feira, 10/03/2028 (faltam 473 dias)
        Pedir aditivo até segunda-feira, 10/01/2028
        Executa: Secretaria de Obras; sem gestor
        """)
    assert house.says("otavio", "desembolso 77/2026 R$ 1,00") == said(
        "CV-77/2026 é acordo sem repasse: não tem movimento de dinheiro."
    )


def test_rescinded_before_the_end(house: House, sends: Sends) -> None:
    sends(*GOOD)
    assert house.says("celia", "rescindir convênio 999001 em 20/11 por falta de licença") == said("""
        Convênio CV-999001/2024 rescindido em 20/11/2026.
        Contas até terça-feira, 19/01/2027.
        """)
    assert house.says("celia", "convênio 999001") == said("""
        CV-999001/2024 sem objeto
        Convênio com União · Em execução
        Fase: contas
        Valor: R$ 500.000,00 (repasse R$ 480.000,00, contrapartida R$ 20.000,00)
        Vigência: até domingo, 31/01/2027 (faltam 69 dias)
        Encerrado antes, em sexta-feira, 20/11
        Devolver o saldo até domingo, 20/12
        Contas até terça-feira, 19/01/2027 (pela conta)
        Executa: Secretaria de Planejamento; sem gestor
        Executado 48%, contrapartida 50%
        Processo 72031.007301/2024-93
        """)


def test_the_gestor_left(house: House, sends: Sends) -> None:
    house.says("otavio", TYPED.format("10/03/2028") + " gestor: @paula")
    assert "gestor: Paula Nunes" in house.says("otavio", "convênio 77/2026")
    assert house.says("otavio", "convênios sem gestor") == "Convênios abertos sem gestor: nenhum."
    house.says("ana", "desligar @paula")
    house.says("ana", "desligar @paula confirmo")
    assert house.says("otavio", "convênios sem gestor") == said("""
        Convênios abertos sem gestor (1):
        CV-77/2026 [em execução] Ponte do Córrego Fundo — R$ 280.000,00, vigência até 10/03/2028 — Paula Nunes, até 10/01/2028
        """)


def test_a_proposal_is_signed(house: House, sends: Sends) -> None:
    sends(*GOOD)
    assert house.says("celia", "convênio assinado 999003 em 20/11 fim 20/11/2028") == said(
        "CV-999003/2024 assinado em 20/11/2026, até segunda-feira, 20/11/2028."
    )
    assert house.says("celia", "convênio 999003") == said("""
        CV-999003/2024 sem objeto
        Convênio com União · Proposta/Plano de Trabalho Aprovado
        Fase: em execução
        Valor: R$ 500.000,00 (repasse R$ 480.000,00, contrapartida R$ 20.000,00)
        Vigência: até segunda-feira, 20/11/2028 (faltam 728 dias)
        Pedir aditivo até quinta-feira, 21/09/2028
        Contas até sexta-feira, 19/01/2029 (pela conta)
        Executa: Secretaria de Planejamento; sem gestor
        Executado 48%, contrapartida 50%
        Processo 72031.007303/2024-82
        """)
    assert house.says("celia", "anular convênio 999003 perdeu o objeto") == said(
        "O convênio CV-999003/2024 só pode ser anulado por quem decide pelo gabinete."
    )
    assert house.says("ana", "anular convênio 999003 perdeu o objeto") == said("Convênio CV-999003/2024 anulado.")


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


def test_the_pauta_says_what_is_red_and_what_is_near(house: House, sends: Sends) -> None:
    sends(*GOOD)
    house.says("celia", "aditivo pedido 999001 até 31/07/2027")
    assert house.says("helena", "pauta").split("\n\n")[1] == said("""
        Convênios:
        • Em execução: R$ 960.000,00; liberado na semana: R$ 0,00.
        • Em 90 dias, 1 convênio acaba: R$ 480.000,00.
        Nada vence até quinta-feira, 26/11, e nada está atrasado ou à espera da sua ciência.
        """)
    assert house.says("celia", "pauta") == said("""
        Pauta de segunda-feira, 23/11.

        Convênios com data (2):
        • devolução do saldo de CV-999002/2024 sem objeto — 29/11
        • cláusula suspensiva de CV-999004/2024 sem objeto — 15/12
        Nada vence até quinta-feira, 26/11, e nada está atrasado ou à espera da sua ciência.
        """)
    house.skips("2027-01-04T09:00")
    house.passes("2027-01-05T09:00")
    assert house.says("ana", "pauta").split("\n\n")[1] == said("""
        Convênios em risco (3):
        • CV-999002/2024 sem objeto: saldo por devolver desde 29/11/2026
        • CV-999002/2024 sem objeto: contas atrasadas desde 29/12/2026
        • CV-999001/2024 sem objeto: aditivo pedido, falta o concedente assinar até 31/01
        Nada vence até sexta-feira, 08/01, e nada está atrasado ou à espera da sua ciência.
        """)
    assert house.says("otavio", "pauta") == said("""
        Pauta de terça-feira, 05/01.
        Nada vence até sexta-feira, 08/01, e nada está atrasado ou à espera da sua ciência.
        """)


def test_the_end_of_the_vigencia_is_told_when_the_offices_open(house: House, sends: Sends) -> None:
    sends(*GOOD)
    house.skips("2027-01-30T08:00")
    house.passes("2027-01-31T12:00")
    house.tray("ana")
    house.passes("2027-02-01T07:59")
    assert [each for each in house.tray("ana") if "acabou" in each] == []
    house.passes("2027-02-01T08:01")
    assert [each for each in house.tray("ana") if "acabou" in each] == [
        "CV-999001/2024 sem objeto: a vigência acabou em 31/01/2027. Agora, as contas."
    ]
    assert "01/02 0h01 sistema: vigência acabada em 31/01/2027: em contas" in house.says("celia", "histórico 999001")
