"""A week is lived without too many messages: none comes twice, and what is urgent comes at once."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.week.replay import Pushed, busiest_median, read_twice, replay

START = datetime.fromisoformat("2026-11-23T08:00:00-03:00")
_OWN = Path(__file__).parent / "semana.jsonl"
_SHARED = Path(__file__).parents[3] / "shared" / "cases" / "week.jsonl"
_MOST_A_DAY = 6


def _lived(path: Path) -> list[Pushed]:
    return replay(path.read_text(encoding="utf-8").splitlines(), START)


@pytest.fixture(scope="module")
def week() -> list[Pushed]:
    return _lived(_OWN)


def test_nobody_is_told_the_same_twice_on_one_day(week: list[Pushed]) -> None:
    assert read_twice(week) == []


def test_nobody_gets_more_than_six_on_a_median_day(week: list[Pushed]) -> None:
    assert busiest_median(week) <= _MOST_A_DAY


def test_what_is_urgent_comes_at_once(week: list[Pushed]) -> None:
    urgent = [each for each in week if "URGENTE — " in each.text]
    assert {f"{each.at.astimezone(START.tzinfo):%d/%m %H:%M}" for each in urgent} == {"24/11 10:00"}
    assert len(urgent) == 13


@pytest.mark.slow
def test_the_week_of_the_trial() -> None:
    if not _SHARED.is_file():
        pytest.skip("a semana vivida (week.jsonl) não está ao lado do projeto")
    week = _lived(_SHARED)
    assert read_twice(week) == []
    assert busiest_median(week) <= _MOST_A_DAY
