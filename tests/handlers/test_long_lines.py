"""The cost of a line grows as its length does, and no faster. Counted in calls, by no clock."""

from collections.abc import Callable, Iterator
from pathlib import Path
from zlib import crc32

import pytest

from handlers.base import Command, commands, walk
from tests import databases
from tests.conftest import MONDAY, House
from tests.faults.slow_lines import CODES
from tests.fuzz.long_lines import VOCABULARY, heads, repeated
from tests.work import calls

SHORT, LONG = 1_000, 4_000
MOST_CALLS = 60_000
"""Of Python and of what is written in C, for one line of 4,000 characters: some 20 ms."""
GROWTH = 5
"""Times the work of a line four times shorter."""
CHEAP = MOST_CALLS // GROWTH
"""Calls of a line of 4,000 characters that would cost too little even if it had cost next to nothing when short."""
PIECES = 2  # of the vocabulary that the suite tries at each command; the rest is searched by `make faults`

walk()
COMMANDS = sorted({command.name: command for command in commands()}.values(), key=lambda each: each.name)


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


def cost(house: House, head: str, piece: str, size: int) -> int:
    """The calls of a line; of another like it, where the first may have read or compiled something for all."""
    first, second = (repeated(head, piece, each) for each in (size - 1, size))
    count = calls(lambda: house.says("ana", first))
    return count if count < CHEAP else calls(lambda: house.says("ana", second))


@pytest.mark.console
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
@pytest.mark.slow
def test_work_grows_as_the_line_does(busy: House, command: Command) -> None:
    first = crc32(command.name.encode())  # the same, whatever other commands there are
    for head in heads(command, CODES):
        for n in range(PIECES):
            piece = VOCABULARY[(first + n) % len(VOCABULARY)]
            if (long := cost(busy, head, piece, LONG)) > CHEAP:
                short = cost(busy, head, piece, SHORT)
                assert long < MOST_CALLS, (head, piece, short, long)
                assert long < GROWTH * short, (head, piece, short, long)


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
