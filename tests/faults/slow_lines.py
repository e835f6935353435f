"""A search for lines that cost too much, of every command: `python -m tests.faults.slow_lines`."""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from handlers.base import Command, commands
from tests import databases
from tests.conftest import MONDAY, House
from tests.fuzz.long_lines import heads, made

SLOWEST = 0.25  # seconds of work for one line
CODES = {"task": "T-1", "expediente": "PROC-1/2026-SAUDE", "directive": "R-1"}
_IN_A_FORM = 7_000  # characters
_WHO = ("ana", "ana", "igor", "sergio")


@contextmanager
def furnished() -> Iterator[House]:
    """A house with one record of each kind."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(databases.furnished(Path(folder) / "house.db"), MONDAY, Path(folder))
        house.says("ana", "tarefa @bruno enviar o relatório até sexta 17h")
        house.says("sergio", 'expediente novo processo "obra da ponte" número 1/2026')
        house.says("ana", "ordem @bruno fazer tudo.\ncumprir até sexta")
        yield house
        house.close()


def search(lines: int, seed: int) -> list[tuple[float, str]]:
    """Say `lines` lines of each command; returns those that cost too much, with their seconds."""
    found = []
    for command in {each.name: each for each in commands()}.values():
        chance = random.Random(f"{seed}:{command.name}")
        with furnished() as house:
            for _ in range(lines):
                update = _update(chance, command)
                took = cost(house, chance.choice(_WHO), update)
                if took > SLOWEST:
                    found.append((took, str(update)))
    return found


def _update(chance: random.Random, command: Command) -> dict[str, Any]:
    """A random line, or a form whose fields are random lines."""
    if command.form is None or chance.random() < 0.5:
        return {"text": made(chance, chance.choice(heads(command, CODES)))}
    size = _IN_A_FORM // len(command.form.fields)
    filled = {field.name: made(chance, "")[:size] for field in command.form.fields}
    filled |= {field.name: chance.choice(field.choices) for field in command.form.fields if field.choices}
    return {"form": {"command": command.form.command, **filled}}


def cost(house: House, who: str, update: dict[str, Any]) -> float:
    """The seconds of work until the answer, the better of two if slow: garbage may have been collected."""
    took = _seconds(house, who, update)
    return min(took, _seconds(house, who, update)) if took > SLOWEST else took


def _seconds(house: House, who: str, update: dict[str, Any]) -> float:
    began = time.process_time()
    answer = house.answer(who, **update)
    took = time.process_time() - began
    assert answer["text"], update
    return took


def main() -> int:
    """Run the search; 1 when it found a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=300, help="of each command")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    given = parser.parse_args()
    found = sorted(search(given.lines, given.seed), reverse=True)
    for took, line in found:
        sys.stdout.write(f"{took:.2f} s: {line[:80]}... {line[-30:]} ({len(line)} characters)\n")
    sys.stdout.write(f"{given.lines} lines of each command, {len(found)} above {SLOWEST} s; seed {given.seed}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
