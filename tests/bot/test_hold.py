"""A restored database starts in hold, and the person at the terminal is told so."""

from bot.console import HELD
from models import house_state
from tests.conftest import House


def test_while_the_house_is_held_people_are_told_and_nothing_goes_out(house: House) -> None:
    assert house.says("ana", "agora") != HELD  # also a process already running obeys it
    with house.transaction() as session:
        house_state.hold(session, house.now, "restaurado")
    house.passes("2026-11-23T09:01")
    assert house.says("ana", "tarefa @bruno conferir o estoque") == HELD
    assert house.tray("bruno") == []
    with house.transaction() as session:
        house_state.release(session, house.now)
    house.desk.deliver()
    assert house.tray("bruno") == ["Ana Prado passou a você a tarefa T-1: conferir o estoque."]
