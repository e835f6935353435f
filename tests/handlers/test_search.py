"""Search of records by their words."""

from pathlib import Path

import pytest

from tests.conftest import House
from tests.work import calls

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
        ("ofício pavimentacao", ["PROT-1/2026-GP"]),
        ("100%", ["PROT-1/2026-GP"]),
        ("associacao_de", ["PROT-1/2026-GP"]),
    ],
)
@pytest.mark.every_door
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
    said: list[str] = []
    house.says("davi", "buscar ab")  # builds what is built once
    work = calls(lambda: said.append(house.says("davi", f"buscar {words}")))
    assert said[0].startswith(sentence)
    assert work < 20_000


@pytest.mark.every_door
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


# --- by number -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("PROC-1/2026-OBRAS", ["PROC-1/2026-OBRAS"]),
        ("1/2026", ["PROC-1/2026-OBRAS", "PROT-1/2026-GP"]),
        ("protocolo nº 1/2026", ["PROT-1/2026-GP"]),
        ("21000.015511/2019-14", ["21000.015511/2019-14"]),
        ("T-1", ["T-1"]),
    ],
)
def test_a_number_is_answered_with_what_has_it(house: House, line: str, codes: list[str]) -> None:
    said = house.answer("davi", text=f"buscar {line}")
    assert [found.split()[0] for found in said["text"].splitlines()[1:]] == codes
    assert said["buttons"][-1] == {"label": "Onde é citado", "line": f'buscar "{line}"'}


def test_where_a_number_is_mentioned(house: House) -> None:
    house.says("davi", "comentar T-1 ver o PROC-1/2026-OBRAS")
    assert house.says("davi", 'buscar "PROC-1/2026-OBRAS"') == (
        'Encontrei com "PROC-1/2026-OBRAS":\nT-1 visitar a UBS (aberta)\nPROC-1/2026-OBRAS Poda de árvores (protocolado)'
    )


# --- all that is written is found ----------------------------------------------------------------------------


def test_despachos_comments_acts_and_files_are_found(house: House, tmp_path: Path) -> None:
    house.says("davi", "tramitar PROT-1/2026-GP @obras para orçamento do calçamento")
    house.says("bruno", "comentar T-1 falta a chave do almoxarifado")
    house.says("davi", "ordem @saude Vacinar as equipes de rua")
    (tmp_path / "Planta_Baixa.pdf").write_bytes(b"%PDF-1.4 planta")
    house.answer("davi", text="anexar T-1", file=str(tmp_path / "Planta_Baixa.pdf"))
    for words, code in (
        ("calcamento", "PROT-1/2026-GP"),
        ("almoxarifado", "T-1"),
        ("planta baixa", "T-1"),
        ("vacinar", "R-1"),
    ):
        assert house.says("davi", f"buscar {words}").splitlines()[1].split()[0] == code
    house.says("davi", "corrigir R-1 Imunizar as equipes de rua")
    assert house.says("davi", "buscar vacinar") == NOTHING.format("vacinar")
    assert house.says("davi", "buscar imunizar").splitlines()[1] == "R-1 Imunizar as equipes de rua (minuta)"


# --- in other words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("refroma ubs", "reforma ubs"),
        ("joao slva", "joao silva"),
        ("João Sylva", "João silva"),
        ("refurma zelva", ""),
        ("pavimentasao", "pavimentacao"),
        ("ubz", ""),
    ],
)
def test_mistyped(house: House, typed: str, meant: str) -> None:
    said = house.says("davi", f"buscar {typed}").splitlines()
    nothing = f"Não encontrei nada com: {typed}."
    assert said[0] == (f"{nothing} Procurei {meant} e encontrei:" if meant else NOTHING.format(typed))


def test_what_is_hidden_is_not_suggested(house: House) -> None:
    house.says("davi", "expediente novo Compra do cofre interessado Zoraide Quixadá nível sigiloso")
    assert house.says("davi", "buscar zoraidi").splitlines() == [
        "Não encontrei nada com: zoraidi. Procurei zoraide e encontrei:",
        "PROC-1/2026-GP Compra do cofre (protocolado)",
    ]
    for words in ("zoraidi", "zoraide", "PROC-1/2026-GP", "cofre"):
        assert house.says("bruno", f"buscar {words}") == NOTHING.format(words)


# --- narrowed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "heading", "codes"),
    [
        ("ofícios", "Encontrei com ofícios:", ["PROT-1/2026-GP"]),
        ("tipo processo ubs", "Encontrei com tipo processo ubs:", ["21000.015511/2019-14"]),
        ("tarefas abertas", "Encontrei com tarefas abertas:", ["T-1"]),
        (
            "reforma de 2026",
            "Encontrei com reforma de 2026, recebidos de 01/01/2026 a 31/12/2026:",
            ["21000.015511/2019-14"],
        ),
        (
            "reforma desde março",
            "Encontrei com reforma desde março, recebidos desde 01/03/2026:",
            ["21000.015511/2019-14"],
        ),
        (
            "ubs entre 1/11 e 30/11",
            "Encontrei com ubs entre 1/11 e 30/11, recebidos de 01/11/2026 a 30/11/2026:",
            ["T-1", "21000.015511/2019-14"],
        ),
        ("poda sem prazo", "Encontrei com poda sem prazo:", ["PROC-1/2026-OBRAS"]),
        ('"poda de árvores" @obras abertos', 'Encontrei com "poda de árvores" @obras abertos:', ["PROC-1/2026-OBRAS"]),
    ],
)
def test_narrowed(house: House, line: str, heading: str, codes: list[str]) -> None:
    said = house.says("davi", f"buscar {line}").splitlines()
    assert said[0] == heading
    assert [found.split()[0] for found in said[1:]] == codes


def test_late_ended_and_out_of_the_period(house: House) -> None:
    house.says("davi", "expediente novo Laudo da ponte até amanhã")
    house.passes("2026-11-26T09:00:00")
    assert house.says("davi", "buscar ponte atrasados").splitlines()[1:] == [
        "PROC-1/2026-GP Laudo da ponte (protocolado)"
    ]
    assert house.says("davi", "buscar ponte arquivados") == NOTHING.format("ponte arquivados")
    assert house.says("davi", "buscar ponte de 2025") == (
        "Não encontrei nada com: ponte de 2025, recebidos de 01/01/2025 a 31/12/2025. "
        "Tente menos palavras, ou parte delas."
    )


def test_titles_come_before_the_rest(house: House) -> None:
    house.says("davi", "expediente novo Drenagem do lago")
    house.says("davi", "expediente novo Bueiros interessado Drenagem Ltda")
    assert [line.split()[0] for line in house.says("davi", "buscar drenagem").splitlines()[1:]] == [
        "PROC-1/2026-GP",
        "PROC-2/2026-GP",
    ]
