"""A week is lived without too many messages: none comes twice, and what is urgent comes at once."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from tests.week.adapted import adapted
from tests.week.replay import Pushed, busiest_median, read_twice, replay

pytestmark = pytest.mark.slow

START = datetime.fromisoformat("2026-11-23T08:00:00-03:00")
_OWN = Path(__file__).parent / "semana.jsonl"
_SHARED = Path(__file__).parents[3] / "shared" / "cases" / "week.jsonl"
_MOST_A_DAY = 6
_MOST_A_WEEK = 170
_MOST_WITH_ALL_ITS_ACTS = 170
_SERIES = re.compile(r"\b([A-Z]{1,5})-\d+")
_OF_THE_WEEK = {"T", "R", "OS", "DEC", "DIR", "OF", "REQ", "PROC", "PROT"}


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _of_the_week(lived: list[Pushed]) -> list[Pushed]:
    """Without the messages that are only about records of subjects which the demonstration has got since."""
    series = [set(_SERIES.findall(each.text)) for each in lived]
    return [each for each, found in zip(lived, series, strict=True) if not found or found & _OF_THE_WEEK]


@pytest.fixture(scope="module")
def week() -> list[Pushed]:
    return replay(_lines(_OWN), START)


def test_nobody_is_told_the_same_twice_on_one_day(week: list[Pushed]) -> None:
    assert read_twice(week) == []


def test_nobody_gets_more_than_six_on_a_median_day(week: list[Pushed]) -> None:
    assert busiest_median(week) <= _MOST_A_DAY


def test_what_is_urgent_comes_at_once(week: list[Pushed]) -> None:
    urgent = [each for each in week if "URGENTE — " in each.text]
    assert {f"{each.at.astimezone(START.tzinfo):%d/%m %H:%M}" for each in urgent} == {"24/11 10:00"}
    assert len(urgent) == 12  # all but the one who wrote it


def test_what_is_due_today_is_chased_by_the_hour(week: list[Pushed]) -> None:
    """A task given on Monday at 8h for 16h: half of the time, an hour before, the end, and the end to who gave it."""
    told = [
        (each.to, f"{each.at.astimezone(START.tzinfo):%d/%m %H:%M}") for each in week if "levar o ofício" in each.text
    ]
    chased = [("davi", "23/11 12:00"), ("davi", "23/11 15:00"), ("davi", "23/11 16:00"), ("ana", "23/11 16:00")]
    assert [each for each in told if each in chased] == chased


@pytest.mark.parametrize(("with_answers", "most"), [(False, _MOST_A_WEEK), (True, _MOST_WITH_ALL_ITS_ACTS)])
def test_the_week_of_the_trial(with_answers: bool, most: int) -> None:
    if not _SHARED.is_file():
        pytest.skip("a semana vivida (week.jsonl) não está ao lado do projeto")
    lines = _lines(_SHARED)
    lived = replay(adapted(lines) if with_answers else lines, START)
    assert read_twice(lived) == []
    assert busiest_median(lived) <= _MOST_A_DAY
    assert len(_of_the_week(lived)) <= most
