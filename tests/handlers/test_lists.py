"""Lists of any subject: owners, filters, unknown words, pages, and few statements."""

import pytest

from tests.conftest import House
from tests.said import said
from tests.work import statements

MOST = 6  # statements of a page of 30


def open_tasks(house: House, count: int) -> None:
    for n in range(count):
        house.says("ana", f"tarefa {('@bruno', '@obras', '@bruno @carla')[n % 3]} vistoriar a escola {n} até 1/12")


@pytest.mark.every_door
def test_a_list_says_whose_each_thing_is(house: House) -> None:
    house.says("ana", "tarefa @bruno @obras comprar vacina até sexta 17h")
    house.says("ana", "tarefa @saude @obras @fazenda @edna pintar a UBS !alta")
    house.says("bruno", "tarefa arrumar a mesa até amanhã")
    assert house.says("ana", "tarefas") == said("""
        Tarefas abertas (3):
        T-3 arrumar a mesa — Bruno Lima, até 24/11
        T-1 comprar vacina — Bruno Lima e OBRAS, até 27/11 17h
        T-2 [alta] pintar a UBS — Edna Souza, SAUDE, OBRAS e mais 1, sem prazo
        """)
    assert house.says("bruno", "minhas") == said("""
        Suas tarefas (3):
        T-3 arrumar a mesa — até 24/11
        T-1 comprar vacina — Bruno Lima e OBRAS, até 27/11 17h
        T-2 [alta] pintar a UBS — Edna Souza, SAUDE, OBRAS e mais 1, sem prazo
        """)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("tarefas @bruno", "Tarefas abertas de Bruno Lima (1):\nT-1"),
        ("tarefas saude", "Tarefas abertas da Secretaria de Saúde (2):\nT-1"),
        ("tarefas com o texto rampa", "Tarefas abertas com “rampa” (1):\nT-2"),
        ('tarefas da @obras "escola nova"', "Tarefas abertas da Secretaria de Obras com “escola nova” (1):\nT-2"),
        ("tarefas até quinta", "Tarefas até quinta-feira, 26/11 (1):\nT-1"),
        ("tarefas concluídas", "Tarefas concluídas (1):\nT-3 [concluída] varrer a praça — Otávio Reis"),
        ("tarefas concluídas @otavio", "Tarefas concluídas de Otávio Reis (1):\nT-3 [concluída]"),
        ("tarefas abertas, atrasadas e concluídas", "Tarefas abertas atrasadas concluídas: nenhuma."),
        ("tarefas canceladas", "Tarefas canceladas: nenhuma."),
        ("tarefas dadas", "Tarefas abertas dadas por você: nenhuma."),
        ("minhas", "Suas tarefas (1):\nT-1"),
        ("tarefas minhas", "Suas tarefas (1):\nT-1"),
        ("tarefas página 2", "Tarefas abertas: não há página 2."),
    ],
)
def test_a_list_is_narrowed(house: House, line: str, found: str) -> None:
    house.says("ana", "tarefa @bruno comprar vacina até 25/11")
    house.says("ana", "tarefa @obras @carla fazer a rampa da escola nova até 1/12")
    house.says("ana", "tarefa @otavio varrer a praça")
    house.says("otavio", "concluir T-3")
    assert house.says("bruno", line).startswith(found)


def test_acts_are_listed_with_who_they_are_for(house: House) -> None:
    house.says("davi", "ordem @saude @obras Abrir o posto no sábado\ncumprir até 11/12")
    house.says("davi", "decisão @fazenda Fica adotado o portal.")
    house.says("helena", "aprovar R-1")
    assert house.says("ana", "atos") == said("""
        Atos abertos (2):
        OS-1/2026 [transmitida] Abrir o posto no sábado — Bruno Lima e Otávio Reis, até 24/11
        R-2 [minuta] Fica adotado o portal. — GP, sem prazo
        """)
    assert house.says("ana", "atos decisão em minuta") == said("""
        Decisões, em minuta (1):
        R-2 [minuta] Fica adotado o portal. — GP, sem prazo
        """)
    assert house.says("bruno", "atos ordens").startswith("Ordens (1):\nOS-1/2026")
    assert house.says("edna", "atos em minuta") == "Atos em minuta: nenhum."


def test_a_word_that_is_no_filter_is_refused(house: House) -> None:
    answer = house.answer("ana", text="tarefas @saude roxas")
    assert answer["text"] == said("""
        Não entendi “roxas”. Posso filtrar por @órgão, @pessoa, atrasadas, hoje, semana, concluídas, canceladas, anuladas, dadas, !alta, #etiqueta, até quando e "palavras do texto".
        """)
    lines = [button["line"] for button in answer["buttons"]]
    assert lines[:2] == ["tarefas @saude", "tarefas @saude atrasadas"]
    assert all("Não entendi" not in house.says("ana", line) for line in lines)
    assert house.says("ana", "expedientes arquivado").endswith("nenhum.")
    assert house.says("ana", "expedientes bonitos").startswith("Não entendi “bonitos”. Posso filtrar por")
    assert house.says("ana", "minhas e da Receita Federal").startswith("Não entendi “Receita Federal”.")


def test_each_page_follows_the_last_and_the_total_is_of_all(house: House) -> None:
    open_tasks(house, 65)
    first, second, third = (house.answer("ana", text=f"tarefas @bruno{end}") for end in ("", " página 2", " pág. 3"))
    assert first["text"].startswith("Tarefas abertas de Bruno Lima (43):")
    assert first["text"].endswith("… e mais 13.")
    assert first["buttons"][-1] == {"label": "Mais", "line": "tarefas @bruno página 2"}
    assert len(second["text"].splitlines()) == 14
    assert third["text"] == "Tarefas abertas de Bruno Lima: não há página 3."
    codes = {line.split()[0] for page in (first, second) for line in page["text"].splitlines()[1:]}
    assert len(codes - {"…"}) == 43


@pytest.mark.parametrize(
    "line", ["tarefas", "tarefas @bruno atrasadas", "expedientes todos", "expedientes arquivados todos"]
)
def test_a_page_of_thirty_takes_few_statements(house: House, line: str) -> None:
    # Besides the statements of every line, whatever its list.
    open_tasks(house, 50)
    for n in range(40):
        house.says(("davi", "otavio")[n % 2], f"expediente novo Poda {n}")
        if n % 4 == 0:
            house.says("davi", f"tramitar PROC-{n // 2 + 1}/2026-GP @saude parecer até 1/12")
    if "arquivados" in line:
        for n in range(1, 21):
            house.says("ana", f"arquivar PROC-{n}/2026-GP")
            house.says("ana", f"arquivar PROC-{n}/2026-OBRAS")
    house.passes("2026-12-03 10:00")
    with statements(house.app.engine) as plain:
        house.says("ana", "ajuda tarefas")
    with statements(house.app.engine) as listed:
        page = house.says("ana", line)
    assert len(page.splitlines()) >= 29, page
    assert len(listed) - len(plain) <= MOST, "\n".join(listed)


def test_a_list_is_counted_up_to_a_number(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("models.lists.MOST_COUNTED", "handlers.wording.lists.MOST_COUNTED"):
        monkeypatch.setattr(place, 35)
    open_tasks(house, 40)
    first = house.says("ana", "tarefas").splitlines()
    assert (first[0], first[-1]) == ("Tarefas abertas (mais de 35):", "… e muitos mais.")
    assert house.says("ana", "tarefas página 2").splitlines()[0] == "Tarefas abertas (mais de 35):"
