"""The selection of tests by the database and the door of a run. A new file needs no entry."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import pytest

from tests import databases, desks, steady

_ABOUT_TABLES = ("models", "jobs", "faults")  # folders; in others what is named so:
_NAMED = ("_machine", "_search", "_transactions", "_copies_postgres", "_schema", "_hub", "_scheduler", "_service")


def select(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave in `items` what this run holds; the rest is deselected."""
    samples = set(_samples(items))
    kept = [item for item in items if _holds(config, item, sample=item in samples)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def _holds(config: pytest.Config, item: pytest.Item, *, sample: bool) -> bool:
    uses = getattr(item, "fixturenames", ())
    if item.get_closest_marker("clock") and not steady.searches(config):
        return False
    whole = config.getoption("--whole")
    if databases.on_postgresql() and not ("new_database" in uses and (whole or sample or _about_tables(item.path))):
        return False
    if config.getoption("--door") == desks.CONSOLE:
        return True
    return "house" in uses and item.get_closest_marker("console") is None and (whole or sample)


def _about_tables(path: Path) -> bool:
    return path.parent.name in _ABOUT_TABLES or path.stem.endswith(_NAMED)


def _samples(items: Iterable[pytest.Item]) -> Iterable[pytest.Item]:
    """The conversations that speak for their file."""
    for _, of_file in groupby(items, key=lambda item: item.path):
        talks = [item for item in of_file if "house" in getattr(item, "fixturenames", ())]
        common = [item for item in talks if not item.get_closest_marker("console")]
        yield from [item for item in common if item.get_closest_marker("every_door")] or common[:1]
