"""Convênios and their money: movements, accounts, the suspensiva, rescission, instruments of other kinds."""

import pytest

from tests.conftest import House
from tests.handlers.test_convenios import GOOD, TYPED, Sends, sends
from tests.said import said

__all__ = ["sends"]  # the fixture
pytestmark = pytest.mark.console  # their desk sits at the terminal only


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
