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
