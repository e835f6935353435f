"""Writes docs/quem-pode.md from the rows; `--measure` prints what the rules do now, beside what the rows say."""

import sys
import tempfile
from pathlib import Path

from tests import databases
from tests.conftest import MONDAY, House
from tests.permissions import RELATIONS
from tests.permissions.page import PAGE, page


def measure() -> None:
    """Print every row whose expectation is not what happens."""
    from tests.permissions import world

    with tempfile.TemporaryDirectory() as folder:
        house = House(databases.furnished(Path(folder) / "house.db"), MONDAY, Path(folder))
        world.furnish(house)
        for relation in RELATIONS:
            print(*world.astray(house, relation), sep="\n", flush=True)
        house.close()


if __name__ == "__main__":
    if "--measure" in sys.argv:
        measure()
    else:
        PAGE.write_text(page(), encoding="utf-8")
