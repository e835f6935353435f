"""Workload: of one person or órgão, of all órgãos, of the people of one, and of the week."""

import pytest

from handlers import conversation
from handlers.base import Request
from models.people import by_handle
from tests.conftest import House
from tests.work import statements


@pytest.fixture
def busy(house: House) -> House:
    house.says("ana", "tarefa @bruno conferir a frota até hoje 10h")
    house.says("ana", "tarefa @bruno pintar a sala")
    house.says("ana", "tarefa @saude contar as vacinas até sexta")
    house.says("ana", "tarefa @otavio vistoriar a ponte até quinta")
    house.passes("2026-11-23 12:00")
    return house


@pytest.mark.every_door
def test_what_one_owes(busy: House) -> None:
    assert busy.says("ana", "deve @bruno") == (
        "Bruno Lima tem em aberto (3):\n"
        "• T-1 conferir a frota — em atraso desde 23/11 10h\n"
        "• T-3 contar as vacinas — até 27/11, Secretaria de Saúde\n"
        "• T-2 pintar a sala — sem prazo"
    )
    assert busy.buttons("ana", "deve @bruno") == ["cobrar T-1 @bruno"]


def test_what_an_orgao_owes(busy: House) -> None:
    assert busy.says("ana", "deve saúde").startswith("Secretaria de Saúde tem em aberto (3):\n")
    assert busy.says("ana", "deve @otavio") == "Otávio Reis tem em aberto (1):\n• T-4 vistoriar a ponte — até 26/11"


@pytest.mark.parametrize("line", ["decisões", "deve @bruno", "carga", "carga @saude", "resumo da semana"])
def test_the_statements_are_as_many_however_much_there_is(busy: House, line: str) -> None:
    busy.says("ana", "tarefa @bruno conferir o lote até sexta")
    busy.says("bruno", "adiar T-5 até dia 30 falta um dado")
    few = _statements(busy, line)
    for n in range(12):
        busy.says("ana", f"tarefa @bruno conferir o lote {n} até sexta")
        busy.says("bruno", f"adiar T-{n + 6} até dia 30 falta um dado")
    assert _statements(busy, line) == few
    assert few <= 20


def _statements(house: House, line: str) -> int:
    """The queries of a line, without those of the inbox and of the answer."""
    with house.transaction() as session:
        ana = by_handle(session, "ana")
        assert ana is not None
        request = Request(session, ana, house.now, text=line, channel="console", address="ana")
        with statements(house.app.engine) as sent:
            conversation.answer(request)
    return len(sent)


def test_whom(busy: House) -> None:
    assert busy.says("ana", "deve") == "De quem? Exemplo: deve @saude"
    assert busy.says("ana", "otavio").startswith("Otávio Reis tem em aberto (1):")


def test_how_it_is_spread(busy: House) -> None:
    assert busy.says("ana", "carga") == (
        "Carga por órgão:\n"
        "• SAUDE: 3 em aberto, 1 em atraso, 1 para os próximos 7 dias\n"
        "• OBRAS: 1 em aberto, 1 para os próximos 7 dias"
    )
    assert busy.says("ana", "carga @saude") == (
        "Carga da Secretaria de Saúde:\n"
        "• Bruno Lima: 2 em aberto, 1 em atraso\n"
        "• Secretaria de Saúde: 1 em aberto, 1 para os próximos 7 dias"
    )


def test_the_week(busy: House) -> None:
    busy.says("otavio", "concluir T-4")
    busy.passes("2026-11-27 12:00")
    assert busy.says("ana", "resumo da semana") == (
        "Resumo da semana, desde segunda-feira, 23/11.\n"
        "\n"
        "Saiu: 1 prazo cumprido.\n"
        "• T-4 vistoriar a ponte — Otávio Reis\n"
        "\n"
        "Travou: 1 em atraso.\n"
        "• T-1 conferir a frota — em atraso desde 23/11 10h, Bruno Lima\n"
        "\n"
        "Entrou: 3 prazos novos."
    )
    assert busy.says("ana", "resumo da semana @obras").endswith("Travou: nada.\n\nEntrou: 1 prazo novo.")


def test_a_secret_counts_for_nobody_else(house: House) -> None:
    house.says("davi", 'expediente novo "Sindicância" número 77/2026 nível sigiloso @bruno prazo sexta')
    for line in ("deve @gp", "carga", "resumo da semana"):
        assert house.says("otavio", line) in (
            "Gabinete do Prefeito não tem nada em aberto.",
            "Carga por órgão: nada em aberto.",
            "Resumo da semana, desde segunda-feira, 16/11.\n\nSaiu: nada ainda.\n\nTravou: nada.\n\n"
            "Entrou: 0 prazos novos.",
        )
