"""The cost of a line grows as its length does, and no faster. Counted in calls, by no clock."""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from handlers.base import commands, walk
from tests.conftest import House
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


def furnish(house: House) -> None:
    house.says("ana", "tarefa @bruno enviar o relatório até sexta 17h")
    house.says("sergio", 'expediente novo processo "obra da ponte" número 1/2026')
    house.says("ana", "ordem @bruno fazer tudo.\ncumprir até sexta")


def growth(house: House, head: str, piece: str) -> tuple[int, int]:
    return tuple(calls(lambda size=size: house.says("ana", repeated(head, piece, size))) for size in (SHORT, LONG))  # type: ignore[return-value,misc]


@pytest.mark.console
@pytest.mark.parametrize("place", range(len(COMMANDS)), ids=[command.name for command in COMMANDS])
@pytest.mark.slow
def test_work_grows_as_the_line_does(house: House, place: int) -> None:
    furnish(house)
    command = COMMANDS[place]
    for head in heads(command, CODES):
        house.says("ana", head)
        for n in range(PIECES):
            piece = VOCABULARY[(place * PIECES + n) % len(VOCABULARY)]
            short, long = growth(house, head, piece)
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
