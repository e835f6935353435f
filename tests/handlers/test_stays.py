"""Stays: the days an órgão has for an expediente, what stands still and with whom, and what is said of it."""

import pytest

from tests.conftest import House
from tests.handlers.test_budget import at
from tests.said import said

_N = "PROC-1/2026-GP"


@pytest.fixture
def obras(house: House) -> House:
    """A rule of ten days for OBRAS, and an expediente that came there on Monday, 16/11."""
    at(house, "2026-11-13T10:00")
    house.says("ana", "sla @obras 10 dias úteis")
    house.says("davi", 'expediente novo processo "Recape da Rua das Acácias"')
    house.says("davi", f"tramitar {_N} @obras para vistoria")
    at(house, "2026-11-16T09:00")
    house.says("otavio", f"receber {_N}")
    house.tray("otavio")
    return house


@pytest.mark.every_door
def test_ten_days_with_one_orgao(obras: House) -> None:
    assert obras.says("otavio", f"receber {_N}") == said("O expediente PROC-1/2026-GP já foi recebido por Otávio Reis.")
    at(obras, "2026-11-30T09:00")
    assert obras.says("ana", f"onde está {_N}") == said("""
        PROC-1/2026-GP Recape da Rua das Acácias
        Está com a Secretaria de Obras desde sexta-feira, 13/11, 10h, recebido por Otávio Reis em 16/11 9h, 9 de 10 dias úteis, vence terça-feira, 01/12. Despacho: vistoria
        Caminho:
        GP: no mesmo dia (13/11)
        OBRAS: 10 dias úteis (13/11 até hoje)
        """)
    assert obras.says("ana", "parados @obras") == said("Expedientes parados com a Secretaria de Obras: nenhum.")
    assert "permanência de PROC-1/2026-GP" in obras.says("otavio", "pauta")
    at(obras, "2026-12-02T09:05")
    obras.runs("reminders")
    late = f"Lembrete: permanência de {_N} (Recape da Rua das Acácias) venceu: terça-feira, 01/12"
    assert obras.tray("otavio")[-1] == f"{late}."
    assert obras.tray("paula") == [f"{late} — com Secretaria de Obras, sem resposta."]
    assert obras.says("ana", "parados @obras") == said("""
        Expedientes parados com a Secretaria de Obras (1):
        PROC-1/2026-GP Recape da Rua das Acácias — com OBRAS há 12 dias úteis, 1 dia útil de atraso, despacho: vistoria
        """)
    assert obras.says("ana", "o que está parado?") == obras.says("ana", "parados")
    assert obras.says("bruno", "parados") == said("Expedientes parados com a Secretaria de Saúde: nenhum.")
    assert obras.buttons("ana", "cobrar atrasados @obras") == [f"cobrar {_N}"]
    obras.says("ana", f"cobrar {_N}")
    assert obras.says("otavio", f"responder cobrança {_N} aguardo a medição, até sexta") == said(
        "Resposta sobre PROC-1/2026-GP enviada a Ana Prado. Não lembro você antes de sexta-feira, 04/12; o prazo é o mesmo."
    )
    assert obras.tray("ana")[-1] == said(
        "Otávio Reis responde sobre PROC-1/2026-GP, Recape da Rua das Acácias: aguardo a medição (até sexta-feira, 04/12)"
    )
    assert obras.says("paula", f"responder cobrança {_N} sim") == said("Ninguém cobrou PROC-1/2026-GP de você.")
    obras.passes("2026-12-04T12:00")
    assert [each for each in obras.tray("otavio") if each.startswith("Lembrete")] == []
    obras.says("otavio", f"tramitar {_N} @saude segue a medição")
    assert obras.says("ana", "cobrar atrasados @obras") == said("Nada está parado com OBRAS.")


@pytest.mark.console
def test_what_stands_still_is_drawn(obras: House) -> None:
    at(obras, "2026-12-02T09:05")
    assert obras.says("ana", "gráfico parados") == said("""
        Um só parado: Obras
        (em dia / parados)
        Obras  0
              ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 1
        """)


def test_a_pause_is_given_back(obras: House) -> None:
    at(obras, "2026-11-23T16:00")
    obras.says("otavio", f"sobrestar {_N} falta o documento do interessado")
    at(obras, "2026-11-30T09:00")
    assert obras.says("otavio", f"retomar {_N}") == said("""
        Expediente PROC-1/2026-GP retomado.
        A permanência ficou para terça-feira, 08/12, pelos dias em que esteve parado.
        """)
    assert obras.says("ana", f"caminho {_N}") == said("""
        PROC-1/2026-GP Recape da Rua das Acácias
        Está com a Secretaria de Obras desde sexta-feira, 13/11, 10h, recebido por Otávio Reis em 16/11 9h, 4 de 10 dias úteis, vence terça-feira, 08/12. Despacho: vistoria
        Caminho:
        GP: no mesmo dia (13/11)
        OBRAS: 10 dias úteis (13/11 até hoje)
        """)
    assert "suspenso por 5 dias úteis" in obras.says("ana", f"prazo {_N}")


def test_the_rule_and_who_may_change_it(house: House) -> None:
    assert house.says("ana", "sla") == said("""
        Nenhum prazo de permanência: parado é o que passa de 10 dias úteis no mesmo órgão.
        A chefia muda assim: sla ofício @obras 5 dias úteis
        """)
    assert house.says("bruno", "sla @saude 3 dias úteis") == said(
        "Só a chefia de gabinete ou a Prefeita muda o prazo de permanência. Peça a elas."
    )
    assert (
        house.says("ana", "sla @saude 0 dias úteis")
        == house.says("ana", "sla @saude -2 dias")
        == said("O prazo começa em 1 dia útil. Exemplo: sla ofício @obras 5 dias úteis")
    )
    assert house.says("ana", "sla banana 5 dias úteis") == said(
        "Não conheço o tipo “banana”. Os de costume: processo, ofício, requerimento, memorando, protocolo, expediente."
    )
    assert house.says("ana", "sla ofício @saude") == said("Quantos dias úteis? Exemplo: sla ofício @obras 5 dias úteis")
    assert house.says("ana", "sla ofício @saude 2 dias úteis") == said(
        "Ofício, SAUDE: 2 dias úteis. Vale para o que chegar a partir de agora; o que já corre fica como está."
    )
    house.says("ana", "sla 4 dias úteis")
    assert house.says("bruno", "sla") == said("""
        Prazos de permanência:
        • Qualquer tipo, qualquer órgão: 4 dias úteis
        • Ofício, SAUDE: 2 dias úteis
        A chefia muda assim: sla ofício @obras 5 dias úteis
        """)
    house.says("bruno", 'expediente novo ofício "Vacinas" recebido: 19/11')
    assert "1 de 2 dias úteis, vence terça-feira, 24/11" in house.says("bruno", "onde está PROT-1/2026-SAUDE")
    house.says("ana", "sla sem prazo")
    assert house.says("bruno", "sla") == said("""
        Prazos de permanência:
        • Ofício, SAUDE: 2 dias úteis
        A chefia muda assim: sla ofício @obras 5 dias úteis
        """)


def test_a_paper_that_came_before_it_was_received_here(house: House) -> None:
    house.says("ana", "sla @obras 10 dias úteis")
    house.says("davi", 'expediente novo processo "Poda"')
    house.says("davi", f"tramitar {_N} @obras")
    at(house, "2026-11-26T09:00")
    assert "vence terça-feira, 08/12" in house.says("ana", f"onde está {_N}")  # supposed to be there on the day after
    assert house.says("otavio", f"receber {_N} em 20/11") == said(
        "PROC-1/2026-GP foi enviado em segunda-feira, 23/11: não pode ter chegado em sexta-feira, 20/11. Confira a data."
    )
    assert house.says("otavio", f"receber {_N} em 30/11") == said(
        "PROC-1/2026-GP foi enviado em segunda-feira, 23/11: não pode ter chegado em domingo, 30/11/2025. Confira a data."
    )
    house.says("otavio", f"receber {_N} em 23/11")
    assert house.says("ana", f"onde está {_N}") == said("""
        PROC-1/2026-GP Poda
        Está com a Secretaria de Obras desde segunda-feira, 23/11, 9h, recebido por Otávio Reis em 23/11 9h, 3 de 10 dias úteis, vence segunda-feira, 07/12
        Caminho:
        GP: no mesmo dia (23/11)
        OBRAS: 3 dias úteis (23/11 até hoje)
        """)


def test_the_usual_time(house: House) -> None:
    for n in range(1, 7):
        house.says("davi", f'expediente novo processo "Alvará {n}"')
    for n, day in enumerate((23, 24, 24, 25, 26, 30), 1):
        at(house, f"2026-11-{day}T10:00")
        house.says("davi", f"tramitar PROC-{n}/2026-GP @saude")
    assert house.says("ana", "tempo médio processo @gp 2026") == said(
        "Tempo de processo do Gabinete do Prefeito em 2026: mediana de 2 dias úteis em cada órgão, 9 em cada 10 até 5 dias úteis, 6 passagens."
    )
    assert house.says("ana", "tempo médio ofício 2026") == said(
        "Tempo de ofício em 2026: poucos casos (0) para dizer o de costume."
    )
    assert house.says("ana", "quanto tempo demora um processo?") == said(
        "Tempo de processo em 2026: mediana de 2 dias úteis em cada órgão, 9 em cada 10 até 5 dias úteis, 6 passagens."
    )
