"""Tasks, as people talk about them."""

from tests.conftest import House


def test_give_and_complete(house: House) -> None:
    said = house.says("ana", "tarefa @bruno enviar o relatório")
    assert said == "Tarefa T-1 criada para Bruno Lima: enviar o relatório."
    assert house.tray("bruno") == ["Ana Prado passou a você a tarefa T-1: enviar o relatório."]
    assert house.says("bruno", "concluir T-1") == "Tarefa T-1 concluída."
    assert house.tray("ana") == ["Bruno Lima concluiu a tarefa T-1: enviar o relatório."]
