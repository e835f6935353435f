"""Which of the tests a run holds, by its database and its door. A new file needs to say nothing.

At a platform's door: the conversations marked `every_door`, or else the first of each file, for what a door can break is
the shape of a message. On PostgreSQL: these, and all that is about tables. `--whole` holds every one of them.
The quick part (`-m "not slow"`) holds of the conversations those that would be held at a platform's door, and the first
few examples of each test; it stays quick when there are twice as many.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from itertools import groupby
from pathlib import Path

import pytest

from tests import databases, desks, steady

_EXAMPLES = 8  # of one test with a database, in the quick part; the slow one holds the rest
_WAITING = ("faults", "emulators", "slack", "telegram")  # folders whose tests wait for processes and servers
_ABOUT_TABLES = ("models", "jobs", "faults")  # folders; in others what is named so:
_NAMED = ("_machine", "_search", "_transactions", "_copies_postgres", "_schema", "_hub", "_scheduler", "_service")


def select(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave in `items` what this run holds; the rest is deselected."""
    samples = set(_samples(items))
    at_home = config.getoption("--door") == desks.CONSOLE and not databases.on_postgresql()
    more_talks = [item for item in items if "house" in _uses(item) and item not in samples] if at_home else []
    for item in (*_more_examples(items), *more_talks):
        item.add_marker(pytest.mark.slow)
    kept = [item for item in items if _holds(config, item, sample=item in samples)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    # Whoever has these first waits for them while the others work.
    items[:] = sorted(kept, key=lambda item: item.path.parent.name not in _WAITING)


def _holds(config: pytest.Config, item: pytest.Item, *, sample: bool) -> bool:
    uses = _uses(item)
    if item.get_closest_marker("clock") and not steady.searches(config):
        return False
    whole = config.getoption("--whole")
    if databases.on_postgresql() and not ("new_database" in uses and (whole or sample or _about_tables(item.path))):
        return False
    if config.getoption("--door") == desks.CONSOLE:
        return True
    return "house" in uses and item.get_closest_marker("console") is None and (whole or sample)


def _more_examples(items: Iterable[pytest.Item]) -> Iterable[pytest.Item]:
    """Of a test that is held with many values, each in a database of its own, all but the first few."""
    held = Counter[tuple[Path, str]]()
    for item in items:
        held[here := (item.path, getattr(item, "originalname", item.name))] += 1
        if held[here] > _EXAMPLES and "new_database" in _uses(item):
            yield item


def _uses(item: pytest.Item) -> Collection[str]:
    """The names of its fixtures."""
    return getattr(item, "fixturenames", ())


def _about_tables(path: Path) -> bool:
    return path.parent.name in _ABOUT_TABLES or path.stem.endswith(_NAMED)


def _samples(items: Iterable[pytest.Item]) -> Iterable[pytest.Item]:
    """The conversations that speak for their file."""
    for _, of_file in groupby(items, key=lambda item: item.path):
        talks = [item for item in of_file if "house" in _uses(item)]
        common = [item for item in talks if not item.get_closest_marker("console")]
        yield from [item for item in common if item.get_closest_marker("every_door")] or common[:1]
