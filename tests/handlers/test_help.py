"""The help lists all commands that the person may use, and only these."""

import pytest

from handlers.base import commands, match
from handlers.help import examples, title
from tests.conftest import House


@pytest.mark.every_door
def test_the_overview_is_by_subject(house: House) -> None:
    answer = house.answer("ana", text="ajuda")
    lines = answer["text"].splitlines()
    assert lines[0] == "O que você pode pedir:"
    assert any(line.startswith("Tarefas: tarefa, minhas, tarefas, iniciar, concluir") for line in lines)
    assert any(line.startswith("Pessoas e órgãos: eu, pessoas, órgãos") for line in lines)
    assert lines[-1] == "Para saber mais, escreva ajuda e o pedido; por exemplo: ajuda tarefa"
    assert {"label": "Tarefas", "line": "ajuda tarefas"} in answer["buttons"]


def test_only_what_the_role_may_do(house: House) -> None:
    assert "substituição" in house.says("ana", "ajuda")
    assert "substituição" not in house.says("sergio", "ajuda")
    assert house.says("sergio", "ajuda substituição") == "Não conheço esse pedido. Veja a ajuda de:"


def test_one_request_with_examples(house: House) -> None:
    assert house.says("bruno", "ajuda tarefa") == (
        "Dá uma tarefa a uma ou mais pessoas ou órgãos.\n"
        "Escreva: tarefa @quem título até quando\n"
        "Também: nova tarefa, task\n"
        "Só com tarefa, pergunto o resto, uma coisa de cada vez.\n"
        "Exemplos:\n"
        "tarefa @bruno enviar o relatório até sexta 17h\n"
        "tarefa @saude @obras vistoriar a UBS Centro até dia 5 !alta #obras\n"
        "tarefa @ana fechar a folha todo 5º dia útil"
    )


def test_a_subject(house: House) -> None:
    said = house.says("bruno", "ajuda Tarefas")
    assert said.startswith("Tarefas:\ntarefa @quem título até quando — Dá uma tarefa")
    assert "concluir T-12 [nota] — Marca a tarefa como concluída." in said


def test_a_request_of_several_subjects_is_explained_for_each(house: House) -> None:
    said = house.says("bruno", "ajuda concluir")
    assert "Tarefas: Marca a tarefa como concluída.\nEscreva: concluir T-12 [nota]" in said


@pytest.mark.every_door
def test_a_misspelt_request_gets_the_nearest(house: House) -> None:
    answer = house.answer("bruno", text="ajuda tarfa")
    assert answer["text"] == "Não conheço esse pedido. Veja a ajuda de:"
    assert "ajuda tarefa" in [button["line"] for button in answer["buttons"]]


@pytest.mark.usefixtures("house")
def test_every_command_has_help_and_every_example_is_a_command() -> None:
    for entry in commands():
        assert entry.help.endswith("."), entry.name
        for line in examples(entry):
            assert entry in match(line)[0] or match(line)[0], line


def test_every_subject_has_a_portuguese_title(house: House) -> None:
    subjects = {entry.subject for entry in commands()}
    assert {name for name in subjects if title(name) == name.replace("_", " ").capitalize()} <= {"expedientes"}
    for line in house.says("ana", "ajuda").splitlines()[1:-1]:
        assert len(line) < 400
    assert len(house.says("ana", "ajuda")) < 4000
