"""The cost of a line grows as its length does, and no faster. Counted in calls, by no clock."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from handlers.base import commands, walk
from tests import databases
from tests.conftest import MONDAY, House
from tests.faults.slow_lines import CODES
from tests.fuzz.long_lines import VOCABULARY, heads, repeated

SHORT, LONG = 1_000, 4_000
MOST_CALLS = 60_000
"""Of Python and of what is written in C, for one line of 4,000 characters: some 20 ms."""
GROWTH = 5
"""Times the work of a line four times shorter."""
SLACK = 3_000  # calls of any line, however short, that may come or not
PIECES = 2  # of the vocabulary that the suite tries at each command; the rest is searched by `make faults`

walk()
COMMANDS = sorted({command.name: command for command in commands()}.values(), key=lambda each: each.name)


def calls(work: Callable[[], Any]) -> int:
    count = 0

    def called(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.fixture
def busy(tmp_path: Path, new_database: Callable[[Path], str]) -> Iterator[House]:
    """A house with a task, an expediente and a draft."""
    url = new_database(tmp_path / "house.db")
    is_settled = databases.settle_again(url, busy)
    house = House(url, MONDAY, tmp_path, is_settled=is_settled)
    if not is_settled:
        house.says("ana", "tarefa @bruno enviar o relatório até sexta 17h")
        house.says("sergio", 'expediente novo processo "obra da ponte" número 1/2026')
        house.says("ana", "ordem @bruno fazer tudo.\ncumprir até sexta")
        house.app.engine.dispose()
        databases.keep(url, busy)
    yield house
    house.close()


def growth(house: House, head: str, piece: str) -> tuple[int, int]:
    return tuple(calls(lambda size=size: house.says("ana", repeated(head, piece, size))) for size in (SHORT, LONG))  # type: ignore[return-value,misc]


@pytest.mark.console
@pytest.mark.parametrize("place", range(len(COMMANDS)), ids=[command.name for command in COMMANDS])
@pytest.mark.slow
def test_work_grows_as_the_line_does(busy: House, place: int) -> None:
    command = COMMANDS[place]
    for head in heads(command, CODES):
        busy.says("ana", head)
        for n in range(PIECES):
            piece = VOCABULARY[(place * PIECES + n) % len(VOCABULARY)]
            short, long = growth(busy, head, piece)
            assert long < MOST_CALLS, (head, piece, short, long)
            assert long < GROWTH * short + SLACK, (head, piece, short, long)


@pytest.mark.console
@pytest.mark.parametrize("head", ["expediente novo ", "tarefa "])
@pytest.mark.slow
def test_what_reads_most_reads_a_line_once(house: House, head: str) -> None:
    house.says("ana", head + "x")
    work = {piece: calls(lambda piece=piece: house.says("ana", repeated(head, piece))) for piece in VOCABULARY}  # type: ignore[misc]
    assert {piece: count for piece, count in work.items() if count > MOST_CALLS} == {}


@pytest.mark.parametrize("piece", ["prazo ", "prazo nº até ", "prazo lai recebido ", "prazo: ", "número 1 prazo "])
def test_a_word_repeated_is_no_field(house: House, piece: str) -> None:
    """Each of them would be followed by all the rest, read again."""
    assert calls(lambda: house.says("sergio", repeated("expediente novo ", piece))) < MOST_CALLS
