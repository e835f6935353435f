"""Writes docs/quem-pode.md from the rows; `--measure` prints what the rules do now, beside what the rows say."""

import sys
import tempfile
from pathlib import Path

from models.people import Role
from tests import databases
from tests.conftest import MONDAY, House
from tests.permissions import RELATIONS, rows
from tests.permissions.page import PAGE, page


def measure() -> None:
    """Print every row whose expectation is not what happens."""
    from tests.permissions import world

    with tempfile.TemporaryDirectory() as folder:
        house = House(databases.furnished(Path(folder) / "house.db"), MONDAY, Path(folder))
        world.furnish(house)
        for (command, about), row in rows().items():
            for relation in RELATIONS:
                found = [role.value for role in Role if world.allows(house, row, relation, role)]
                if set(found) != row.expected(relation):
                    print(f"{command} {about} {relation}: {' '.join(found)}", flush=True)
        house.close()


if __name__ == "__main__":
    if "--measure" in sys.argv:
        measure()
    else:
        PAGE.write_text(page(), encoding="utf-8")
