"""Kills, as in kills.py, a few in every run."""

from pathlib import Path

import pytest

from tests.faults.kills import during_a_broadcast, with_updates_queued

pytestmark = pytest.mark.slow
SEED = 20261123


def test_killed_during_a_broadcast(tmp_path: Path) -> None:
    assert during_a_broadcast(tmp_path, recipients=600, kills=5, seed=SEED) == []


def test_killed_with_updates_queued(tmp_path: Path) -> None:
    assert with_updates_queued(tmp_path, updates=100, kills=4, seed=SEED) == []
