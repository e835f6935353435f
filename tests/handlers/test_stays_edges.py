"""Stays at their edges: two órgãos at once, an órgão that is no more, half days, late decrees, the night."""

import pytest

from tests.conftest import House
from tests.handlers.test_budget import at
from tests.said import said

_N = "PROC-1/2026-GP"
pytestmark = pytest.mark.console


def _sent(house: House, to: str = "@obras") -> House:
    at(house, "2026-11-23T09:00")
    house.says("ana", "sla 10 dias úteis")
    house.says("davi", 'expediente novo processo "Recape da Rua das Acácias"')
    house.says("davi", f"tramitar {_N} {to} para vistoria")
    return house


def test_two_orgaos_at_once_have_a_stay_each(house: House) -> None:
    _sent(house, "@obras @saude")
    house.says("otavio", f"receber {_N} em 23/11")
    house.says("otavio", f"tramitar {_N} @fazenda segue")
    at(house, "2026-11-25T09:00")
    assert house.says("ana", f"caminho {_N}") == said("""
        PROC-1/2026-GP Recape da Rua das Acácias
        Está com a Secretaria de Saúde desde segunda-feira, 23/11, 9h, ainda não recebido, 1 de 10 dias úteis, vence terça-feira, 08/12. Despacho: vistoria
        Está com a Secretaria da Fazenda desde segunda-feira, 23/11, 9h, ainda não recebido, 1 de 10 dias úteis, vence terça-feira, 08/12. Despacho: segue
        Caminho:
        GP: no mesmo dia (23/11)
        OBRAS: no mesmo dia (23/11)
        SAUDE: 2 dias úteis (23/11 até hoje)
        FAZENDA: 2 dias úteis (23/11 até hoje)
        """)


def test_a_late_decree_moves_the_date_and_a_half_day_does_not(house: House) -> None:
    _sent(house)
    house.says("otavio", f"receber {_N}")
    house.tray("otavio")
    assert "vence segunda-feira, 07/12" in house.says("ana", f"onde está {_N}")
    house.says("igor", "calendário 04/12 ponto facultativo das 12h Decreto 200/2026")
    assert "vence segunda-feira, 07/12" in house.says("ana", f"onde está {_N}")
    house.says("igor", "calendário 03/12 ponto facultativo Decreto 201/2026")
    assert "vence terça-feira, 08/12" in house.says("ana", f"onde está {_N}")
    assert house.tray("otavio") == [
        said("""
            Um prazo seu mudou (Decreto 201/2026):
            • PROC-1/2026-GP Recape da Rua das Acácias: de segunda-feira, 07/12, para terça-feira, 08/12
            """)
    ]
    assert "07/12" in house.says("ana", f"histórico {_N}")


def test_what_is_asked_at_night_comes_at_eight(house: House) -> None:
    _sent(house)
    house.tray("otavio")
    at(house, "2026-11-23T22:10")
    assert house.says("ana", f"cobrar {_N}") == said(
        "Cobrei Otávio Reis (PROC-1/2026-GP). Chega na abertura do expediente, terça-feira, 24/11, 8h."
    )
    assert house.tray("otavio") == []
    house.passes("2026-11-24T08:30")
    assert [each for each in house.tray("otavio") if "notícia" in each] == [
        said("Ana Prado pede notícia de PROC-1/2026-GP, Recape da Rua das Acácias (vence na terça-feira, 08/12)")
    ]


def test_a_restricted_one_stands_still_for_those_who_may_see_it(house: House) -> None:
    at(house, "2026-11-23T09:00")
    house.says("davi", 'expediente novo processo "Desvio no pátio" nível: restrito')
    house.says("davi", f"tramitar {_N} @obras")
    at(house, "2026-12-15T09:00")
    assert "Desvio no pátio" in house.says("otavio", "parados")
    assert house.says("bruno", "parados @obras") == said("Expedientes parados com a Secretaria de Obras: nenhum.")
