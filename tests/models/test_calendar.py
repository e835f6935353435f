"""Calendars: business days, special days, half days, recesses, names, bounds, speed of import."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import (
    RECESSO_FORENSE,
    Calendar,
    CalendarError,
    DayKind,
    Recess,
    RecessEffect,
    SpecialDay,
    easter,
    optional_days,
)
from models.calendar.from_json import calendar_from_json

PREFEITURA = Calendar("Prefeitura")
FEDERAL = Calendar("União", state="")
DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 3), None),
        (date(2026, 11, 7), "sábado"),
        (date(2026, 11, 8), "domingo"),
        (date(2026, 12, 25), "feriado nacional: Natal"),
        (date(2026, 4, 3), "feriado nacional: Sexta-feira Santa"),
        (date(2026, 7, 9), "feriado estadual: Revolução Constitucionalista"),
        (date(2024, 11, 20), "feriado nacional: Dia Nacional de Zumbi e da Consciência Negra"),
        (date(2023, 11, 20), None),
        (date(2026, 2, 17), None),
        (date(2026, 6, 4), None),
    ],
)
def test_why_not(day: date, why: str | None) -> None:
    assert PREFEITURA.why_not(day) == why
    assert PREFEITURA.is_business_day(day) is (why is None)


def test_the_state_day_is_not_national() -> None:
    assert FEDERAL.is_business_day(date(2026, 7, 9))


def test_a_decree_closes_a_day_and_says_which() -> None:
    closed = SpecialDay(date(2026, 2, 17), "Carnaval", DayKind.PONTO_FACULTATIVO, False, act="Decreto 12/2026")
    calendar = PREFEITURA.with_days([closed], version="2")
    assert calendar.why_not(closed.day) == "ponto facultativo: Carnaval (Decreto 12/2026)"
    assert calendar.version == "2"
    assert PREFEITURA.is_business_day(closed.day), "the first calendar is untouched"


def test_an_explicit_decision_beats_a_holiday() -> None:
    working = SpecialDay(date(2026, 7, 9), "expediente mantido", DayKind.MOVED, counts_as_business=True)
    assert PREFEITURA.with_days([working]).is_business_day(working.day)


def test_undecided_days_have_two_readings() -> None:
    doubtful = SpecialDay(date(2021, 12, 31), "véspera", DayKind.PONTO_FACULTATIVO)
    calendar = FEDERAL.with_days([doubtful])
    assert calendar.has_undecided_days
    assert calendar.is_business_day(doubtful.day)
    assert not calendar.reading(False).is_business_day(doubtful.day)
    assert calendar.reading(False) is calendar.reading(False)
    assert calendar.undecided_on(doubtful.day) == doubtful
    assert calendar.undecided_on(date(2022, 1, 1)) is None


def test_a_moved_day_replaces_the_first() -> None:
    first = SpecialDay(date(2025, 10, 28), "Dia do Servidor", DayKind.PONTO_FACULTATIVO, False)
    moved = SpecialDay(date(2025, 10, 27), "Dia do Servidor", DayKind.MOVED, False, moved_from=first.day)
    calendar = PREFEITURA.with_days([first, moved])
    assert calendar.is_business_day(first.day)
    assert not calendar.is_business_day(moved.day)


def test_half_days_are_business_days_with_other_hours() -> None:
    eve = SpecialDay(date(2026, 12, 24), "Véspera de Natal", DayKind.PONTO_FACULTATIVO, from_time=time(13))
    ashes = SpecialDay(date(2026, 2, 18), "Cinzas", DayKind.PONTO_FACULTATIVO, until_time=time(12))
    calendar = PREFEITURA.with_days([eve, ashes])
    assert calendar.is_business_day(eve.day)
    assert not calendar.has_undecided_days
    assert (calendar.work_day_start(eve.day), calendar.work_day_end(eve.day)) == (time(8), time(13))
    assert (calendar.work_day_start(ashes.day), calendar.work_day_end(ashes.day)) == (time(12), time(18))
    assert calendar.closes_early(eve.day)
    assert calendar.opens_late(ashes.day)


@pytest.mark.parametrize(
    ("effect", "business", "running"),
    [
        (RecessEffect.OPEN, True, True),
        (RecessEffect.CLOSED, False, True),
        (RecessEffect.SUSPENDS, False, False),
        (RecessEffect.INTERRUPTS, False, False),
    ],
)
def test_recesses(effect: RecessEffect, business: bool, running: bool) -> None:
    calendar = PREFEITURA.with_recesses([Recess(date(2026, 12, 21), date(2027, 1, 1), "recesso", effect)])
    assert calendar.is_business_day(date(2026, 12, 22)) is business
    assert calendar.is_running_day(date(2026, 12, 22)) is running


def test_the_court_recess_comes_every_year() -> None:
    calendar = PREFEITURA.with_recesses([RECESSO_FORENSE])
    for year in (1999, 2026, 2100):
        assert not calendar.is_running_day(date(year, 1, 20))
        assert calendar.is_running_day(date(year, 1, 21))
        assert not calendar.is_running_day(date(year, 12, 20))
    assert calendar.is_running_day(date(2026, 12, 19))
    assert calendar.without_suspensions().is_running_day(date(2026, 1, 20))


def test_lists_of_the_month() -> None:
    assert [each.name for each in PREFEITURA.holidays_in(2026, 11)] == [
        "Finados",
        "Proclamação da República",
        "Dia Nacional de Zumbi e da Consciência Negra",
    ]
    assert len(PREFEITURA.holidays_in(2026)) == 11
    assert {"Carnaval", "Corpus Christi"} <= {each.name for each in optional_days(2026)}


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Natal", date(2026, 12, 25)),
        ("PÁSCOA", date(2026, 4, 5)),
        ("pascoa", date(2026, 4, 5)),
        ("sexta-feira santa", date(2026, 4, 3)),
        ("Carnaval", date(2026, 2, 17)),
        ("corpus christi", date(2026, 6, 4)),
        ("Consciência Negra", date(2026, 11, 20)),
        ("revolução constitucionalista", date(2026, 7, 9)),
        ("dia do astronauta", None),
    ],
)
def test_holidays_by_name(name: str, day: date | None) -> None:
    assert PREFEITURA.holiday_named(name, 2026) == day


def test_own_days_answer_to_their_names() -> None:
    own = SpecialDay(date(2026, 8, 15), "Aniversário da Cidade")
    assert PREFEITURA.with_days([own]).holiday_named("aniversario da cidade", 2026) == own.day


@pytest.mark.parametrize(
    ("year", "day"), [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2027, (3, 28)), (2038, (4, 25))]
)
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


def test_months() -> None:
    assert PREFEITURA.nth_business_day(2026, 12, 5) == date(2026, 12, 7)
    assert PREFEITURA.last_business_day(2026, 12) == date(2026, 12, 31)
    with pytest.raises(CalendarError, match="não há o 30º"):
        PREFEITURA.nth_business_day(2026, 2, 30)


@pytest.mark.parametrize("year", [1, 1899, 2201, 9999])
def test_years_out_of_reach(year: int) -> None:
    with pytest.raises(CalendarError, match="vai de 1900 a 2200"):
        PREFEITURA.is_business_day(date(year, 1, 1))


def test_a_walk_out_of_reach_stops() -> None:
    with pytest.raises(CalendarError):
        PREFEITURA.add_business_days(date(2026, 1, 1), 10**9)
    with pytest.raises(CalendarError):
        PREFEITURA.add_running_days(date(2026, 1, 1), -(10**9))


@given(DAYS, st.integers(1, 400))
def test_there_and_back(day: date, n: int) -> None:
    end = PREFEITURA.add_business_days(day, n)
    assert PREFEITURA.is_business_day(end)
    assert PREFEITURA.business_days_between(day, end) == n
    assert PREFEITURA.add_business_days(end, -n) <= day


@given(DAYS, st.integers(0, 800))
def test_counting_agrees_with_walking(day: date, span: int) -> None:
    end = day + timedelta(span)
    walked = sum(PREFEITURA.is_business_day(day + timedelta(step)) for step in range(1, span + 1))
    assert PREFEITURA.business_days_between(day, end) == walked == -PREFEITURA.business_days_between(end, day)


@given(DAYS)
def test_neighbours(day: date) -> None:
    after, before = PREFEITURA.next_business_day(day), PREFEITURA.previous_business_day(day)
    assert before <= day <= after
    assert (before == after) is PREFEITURA.is_business_day(day)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ([], "deve ser um objeto"),
        ({"bse": "nacional"}, "Não conheço o campo “bse”"),
        ({"base": "marte"}, "Não conheço o estado"),
        ({"extra_non_business": "2026-11-03"}, "deveria ser uma lista"),
        ({"extra_non_business": ["31/12/2026"]}, "não é uma data"),
        ({"extra_non_business": ["2026-02-30"]}, "não existe"),
        ({"suspensions": [["2026-12-20"]]}, "par de datas"),
        ({"suspensions": [["2026-12-20", "2026-12-01"]]}, "termina antes de começar"),
        ({"suspensions": [["1950-01-01", "2100-01-01"]]}, "longo demais"),
        ({"recesso_cpc220": "sim"}, "true ou false"),
        ({"days": [{"day": "2026-01-02", "kind": "férias"}]}, "não conheço"),
        ({"days": [{"day": "2026-01-02", "from_time": "25:00"}]}, "não existe"),
        ({"work_hours": ["18:00", "08:00"]}, "comece antes de acabar"),
    ],
)
def test_refused_calendars(data: object, sentence: str) -> None:
    with pytest.raises(CalendarError, match=sentence):
        calendar_from_json(data)


def test_importing_does_not_load_the_holidays_package() -> None:
    code = "import sys, models.calendar; print('holidays' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
