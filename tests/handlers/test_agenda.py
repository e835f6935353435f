"""`pauta` and `status`."""

import pytest

from tests.conftest import House
from tests.jobs.times import replaces
from tests.said import said


def test_nothing_to_do(house: House) -> None:
    assert house.says("sergio", "pauta") == said("""
        Pauta de segunda-feira, 23/11.
        Nada vence até quinta-feira, 26/11, e nada está atrasado ou à espera da sua ciência.
        """)


@pytest.mark.every_door
def test_the_day_now(house: House) -> None:
    house.says("ana", "tarefa @bruno comprar vacina até hoje 18h")
    house.says("ana", "tarefa @saude enviar o relatório até quarta")
    assert house.says("bruno", "pauta") == said("""
        Pauta de segunda-feira, 23/11.

        Vence hoje (1):
        • T-1 comprar vacina — 18h

        Vence até quinta-feira, 26/11 (1):
        • T-2 enviar o relatório — até 25/11
        """)
    assert house.buttons("bruno", "pauta") == ["ver T-1", "ver T-2", "minhas"]
    assert "T-2" in house.says("carla", "pauta")  # the adjunto answers for the órgão too
    assert "T-1" not in house.says("carla", "pauta")


def test_the_substitute_sees_both(house: House) -> None:
    house.says("ana", "tarefa @bruno comprar vacina até hoje 18h")
    house.says("ana", "tarefa @otavio tapar buraco até hoje 17h")
    replaces(house, "bruno", "otavio", "2026-11-23", "2026-11-24")
    assert house.says("otavio", "pauta") == said("""
        Pauta de segunda-feira, 23/11.

        Vence hoje (1):
        • T-2 tapar buraco — 17h

        Por Bruno Lima, que você substitui:

        Vence hoje (1):
        • T-1 comprar vacina — 18h
        """)


@pytest.mark.every_door
def test_the_chefia_sees_the_house(house: House) -> None:
    house.says("ana", "tarefa @bruno comprar vacina até hoje 18h")
    assert house.says("ana", "pauta") == said("""
        Pauta de segunda-feira, 23/11.
        Nada vence até quinta-feira, 26/11, e nada está atrasado ou à espera da sua ciência.

        A casa toda: 1 para hoje.
        • SAUDE: 1 para hoje
        """)
    assert house.buttons("ana", "pauta") == ["tarefas atrasadas", "pendentes"]


def test_status_for_whoever_has_no_business_with_the_machine(house: House) -> None:
    assert house.says("sergio", "status") == said(
        "O sistema está no ar: segunda-feira, 23/11, 9h. Para ver o seu dia, escreva pauta."
    )


def test_status_of_a_healthy_house(house: House) -> None:
    house.passes("2026-11-24T09:05")
    house.runs("reminders")
    assert house.says("vera", "status") == said("""
        Situação na terça-feira, 24/11, 9h05.
        Nada parado e nada por conferir.

        Mensagens: nenhuma à espera.
        Histórico: 2 registros conferidos, em 24/11 9h05.
        Rotinas, última vez:
        • âncoras: 23/11 18h
        • auditor: 24/11 9h05
        • aulas em dia sem expediente: 24/11 8h30
        • resumos do dia: 24/11 7h30
        • normas que entram em vigor: 24/11 8h
        • limpeza da noite: 24/11 3h
        • fim e revisão de delegações: 24/11 0h10
        • acesso a registros de servidores: 24/11 0h20
        • lembretes: 24/11 9h05
        • fim de vigências: 24/11 0h01
        """)
