"""Every command obeys the papéis that its row names, in each relation to what it is about, and nobody who left."""

from itertools import cycle

import pytest

from models.people import Role
from tests.conftest import House
from tests.permissions import RELATIONS, missing, page, rows, world

pytestmark = pytest.mark.console


def test_every_command_has_its_row() -> None:
    assert missing() == [], (
        "Say in tests/permissions/ who may use the command: a Row with a line, for each kind of record."
    )


def test_the_page_is_that_of_the_rows() -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.page(), "Write it anew: python -m tests.permissions"


@pytest.mark.slow
@pytest.mark.parametrize("relation", RELATIONS)
def test_the_papeis_are_obeyed_as_the_rows_say(house: House, relation: str) -> None:
    world.furnish(house)
    astray = world.astray(house, relation)
    told = f"These papéis are obeyed as {relation}: mend the rule, or write them in that place of the Row."
    assert astray == [], "\n  ".join([told, *astray])


@pytest.mark.slow
def test_whoever_left_may_nothing(house: House) -> None:
    gone = cycle([world.leaves(house, role) for role in Role])
    for row in rows().values():
        said = "Esse código não vale" if row.command == "entrar" else "Ainda não conheço você por aqui."
        assert house.says(next(gone), row.line).startswith(said), row.line
