"""A search for lines that cost too much, of every command: `python -m tests.faults.slow_lines`."""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handlers.base import commands
from tests import databases
from tests.conftest import MONDAY, House
from tests.fuzz.long_lines import heads, made

SLOWEST = 0.25  # seconds of work for one line
CODES = {"task": "T-1", "expediente": "PROC-1/2026-SAUDE", "directive": "R-1"}
_WHO = ("ana", "ana", "igor", "sergio")


@contextmanager
def furnished() -> Iterator[House]:
    """A house with one record of each kind."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(databases.furnished(Path(folder) / "house.db"), MONDAY, Path(folder))
        house.says("ana", "tarefa @bruno enviar o relatório até sexta 17h")
        house.says("sergio", 'expediente novo processo "obra da ponte" número 1/2026')
        house.says("ana", "ordem @bruno fazer tudo até sexta")
        yield house
        house.close()


def search(lines: int, seed: int) -> list[tuple[float, str]]:
    """So many lines of each command; those that cost too much, with the seconds."""
    found = []
    for command in {each.name: each for each in commands()}.values():
        chance = random.Random(f"{seed}:{command.name}")
        with furnished() as house:
            for _ in range(lines):
                line = made(chance, chance.choice(heads(command, CODES)))
                took = cost(house, chance.choice(_WHO), line)
                if took > SLOWEST:
                    found.append((took, line))
    return found


def cost(house: House, who: str, line: str) -> float:
    """Seconds of work until the answer; what seems too slow is asked again, for garbage may have been collected."""
    took = _seconds(house, who, line)
    return min(took, _seconds(house, who, line)) if took > SLOWEST else took


def _seconds(house: House, who: str, line: str) -> float:
    began = time.process_time()
    answer = house.says(who, line)
    took = time.process_time() - began
    assert answer, line
    return took


def main() -> int:
    """1 when something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=300, help="of each command")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    given = parser.parse_args()
    found = sorted(search(given.lines, given.seed), reverse=True)
    for took, line in found:
        sys.stdout.write(f"{took:.2f} s: {line[:60]!r}... {line[-30:]!r} ({len(line)} characters)\n")
    sys.stdout.write(f"{given.lines} lines of each command, {len(found)} above {SLOWEST} s; seed {given.seed}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
