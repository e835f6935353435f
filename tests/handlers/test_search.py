"""Looking up any record by its words."""

import time

import pytest

from tests.conftest import House

NOTHING = "Não encontrei nada com: {}. Tente menos palavras, ou parte delas."


@pytest.fixture(autouse=True)
def _some(house: House) -> None:
    house.says("davi", 'expediente novo "Reforma da UBS Centro" interessado João da Silva número 21000.015511/2019-14')
    house.says("davi", "novo ofício Pavimentação da Rua 100% interessado Associação_de_Moradores")
    house.says("otavio", "expediente novo Poda de árvores")
    house.says("ana", "tarefa @bruno visitar a UBS")


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("ubs centro", ["21000.015511/2019-14"]),
        ("UBS", ["T-1", "21000.015511/2019-14"]),
        ("JOAO reforma", ["21000.015511/2019-14"]),
        ("reforma de ubs", ["21000.015511/2019-14"]),
        ("21000-015511/2019-14", ["21000.015511/2019-14"]),
        ("015511", ["21000.015511/2019-14"]),
        ("arvore", ["PROC-1/2026-OBRAS"]),
        ("@obras", ["PROC-1/2026-OBRAS"]),
        ("processo @obras", ["PROC-1/2026-OBRAS"]),
        ("ofício pavimentacao", ["OF-1/2026-GP"]),
        ("100%", ["OF-1/2026-GP"]),
        ("associacao_de", ["OF-1/2026-GP"]),
    ],
)
def test_found(house: House, words: str, codes: list[str]) -> None:
    said = house.says("davi", f"buscar {words}").splitlines()
    assert [line.split()[0] for line in said[1:]] == codes


@pytest.mark.parametrize("words", ["%%%", "___", "\\\\\\", "10%%", "r_forma", "' OR 1=1 --", "ubs piscina"])
def test_taken_literally(house: House, words: str) -> None:
    assert house.says("davi", f"buscar {words}") == NOTHING.format(words)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "O que devo procurar? Exemplo: buscar reforma ubs"),
        ("ab", "Procure com pelo menos 3 letras ou números. Exemplo: buscar reforma ubs"),
        ("de da do", "Procure com pelo menos 3 letras ou números. Exemplo: buscar reforma ubs"),
        ("palavra " * 13, "São muitas palavras. Procure com até 12. Exemplo: buscar reforma ubs"),
        ("x" * 10_000, "O texto tem 10007 caracteres e o máximo é 4000."),
    ],
)
def test_what_cannot_be_looked_for(house: House, words: str, sentence: str) -> None:
    start = time.perf_counter()
    assert house.says("davi", f"buscar {words}").startswith(sentence)
    assert time.perf_counter() - start < 0.25


def test_pages(house: House) -> None:
    for n in range(12):
        house.says("otavio", f"expediente novo Ponte {n}")
    first = house.answer("davi", text="buscar ponte")
    assert len(first["text"].splitlines()) == 12
    assert first["text"].endswith("Há mais na página seguinte.")
    assert first["buttons"][-1] == {"label": "Mais", "line": "buscar ponte página 2"}
    second = house.says("davi", first["buttons"][-1]["line"]).splitlines()
    assert second[0] == "Encontrei com ponte (página 2):"
    assert len(second) == 3
    assert house.says("davi", "buscar ponte página 3").startswith("Não encontrei mais nada com: ponte.")
