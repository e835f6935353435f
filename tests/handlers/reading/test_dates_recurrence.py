"""Rules that repeat."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.reading.dates import Kind, Recurrence, WeekdaysOnly, find

NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("America/Sao_Paulo"))
CALENDAR = WeekdaysOnly()

RULES = {
    "toda segunda às 9h": ("weekly:0@09:00", "2026-11-30T09:00"),
    "às 9h toda segunda": ("weekly:0@09:00", "2026-11-30T09:00"),
    "toda segunda-feira": ("weekly:0", "2026-11-30T00:00"),
    "às segundas": ("weekly:0", "2026-11-30T00:00"),
    "segundas e quartas": ("weekly:0,2", "2026-11-25T00:00"),
    "todas as terças e quintas das 9h às 11h": ("weekly:1,3@09:00", "2026-11-24T09:00"),
    "toda quarta à tarde": ("weekly:2@13:00", "2026-11-25T13:00"),
    "aos sábados": ("weekly:5", "2026-11-28T00:00"),
    "quinzenalmente": ("weekly/2", "2026-12-07T00:00"),
    "semanalmente às segundas": ("weekly:0", "2026-11-30T00:00"),
    "todos os dias às 18h": ("daily@18:00", "2026-11-23T18:00"),
    "todo dia útil às 8h": ("business@08:00", "2026-11-24T08:00"),
    "a cada 15 dias": ("daily/15", "2026-12-08T00:00"),
    "a cada duas semanas": ("weekly/2", "2026-12-07T00:00"),
    "a cada 2 horas": ("hourly/2", "2026-11-23T11:00"),
    "todo dia 5": ("monthly:5", "2026-12-05T00:00"),
    "dia 10 de cada mês": ("monthly:10", "2026-12-10T00:00"),
    "dias 5 e 20 de cada mês": ("monthly:5,20", "2026-12-05T00:00"),
    "todo mês": ("monthly", "2026-12-23T00:00"),
    "mensalmente no dia 5": ("monthly:5", "2026-12-05T00:00"),
    "todo 5º dia útil": ("monthly:b5", "2026-12-07T00:00"),
    "no último dia útil de cada mês": ("monthly:b-1", "2026-11-30T00:00"),
    "toda última sexta do mês": ("monthly:4#-1", "2026-11-27T00:00"),
    "toda primeira segunda do mês": ("monthly:0#1", "2026-12-07T00:00"),
    "todo último dia do mês": ("monthly:last", "2026-11-30T00:00"),
    "todo fim de mês": ("monthly:last", "2026-11-30T00:00"),
    "trimestralmente": ("monthly/3", "2027-02-23T00:00"),
    "todo dia 10 de dezembro": ("yearly:12-10", "2026-12-10T00:00"),
    "anualmente": ("yearly", "2027-11-23T00:00"),
    "mensal": ("monthly", "2026-12-23T00:00"),
}


@pytest.mark.parametrize(("text", "expected"), RULES.items())
def test_rules(text: str, expected: tuple[str, str]) -> None:
    rule, first = expected
    reading = find(text, NOW)
    assert reading is not None
    assert reading.recurrence is not None
    assert (reading.kind, reading.words) == (Kind.RECURRENCE, text)
    assert reading.recurrence.text == rule
    assert reading.start == datetime.fromisoformat(first).replace(tzinfo=NOW.tzinfo)


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("weekly:0@09:00", "toda segunda-feira às 9h"),
        ("weekly:0,2@14:30", "toda segunda-feira e quarta-feira às 14h30"),
        ("weekly/2:0", "a cada 2 semanas, na segunda-feira"),
        ("daily", "todo dia"),
        ("business@08:00", "todo dia útil às 8h"),
        ("monthly:5,20", "todo dia 5 e 20"),
        ("monthly:b5", "todo 5º dia útil"),
        ("monthly:b-1", "todo último dia útil"),
        ("monthly:4#-1", "toda última sexta-feira do mês"),
        ("monthly:last", "todo último dia do mês"),
        ("monthly/3", "a cada 3 meses"),
        ("yearly:04-01", "todo dia 1º de abril"),
    ],
)
def test_describe(text: str, described: str) -> None:
    assert Recurrence.parse_text(text).describe() == described


@pytest.mark.parametrize(
    "text", ["", "weekly:9", "monthly:0", "monthly:40", "daily:5", "weekly@25:00", "yearly:02-30", "x"]
)
def test_a_text_that_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Recurrence.parse_text(text)


def test_a_month_without_the_day_uses_its_last() -> None:
    rule = Recurrence.parse_text("monthly:30")
    assert rule.next_after(datetime(2027, 2, 1, tzinfo=NOW.tzinfo), CALENDAR).date() == date(2027, 2, 28)


def test_every_two_weeks_is_counted_from_the_last_occurrence() -> None:
    rule = Recurrence.parse_text("weekly/2:0@09:00")
    first = rule.next_after(datetime(2026, 11, 24, tzinfo=NOW.tzinfo), CALENDAR)
    assert first.date() == date(2026, 11, 30)
    assert rule.next_after(first, CALENDAR).date() == date(2026, 12, 14)


CLOCKS = st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59))
WEEKDAYS = st.lists(st.integers(0, 6), max_size=7, unique=True).map(lambda days: tuple(sorted(days)))
MONTH_DAYS = st.lists(st.integers(1, 31), max_size=5, unique=True).map(lambda days: tuple(sorted(days)))
RECURRENCES = st.one_of(
    st.builds(Recurrence, st.sampled_from(["hourly", "daily"]), st.integers(1, 400)),
    st.builds(Recurrence, st.sampled_from(["daily", "business"]), clock=CLOCKS),
    st.builds(Recurrence, st.just("weekly"), st.integers(1, 60), WEEKDAYS, clock=CLOCKS),
    st.builds(Recurrence, st.just("monthly"), st.integers(1, 24), days=MONTH_DAYS, clock=CLOCKS),
    st.builds(Recurrence, st.just("monthly"), business=st.sampled_from([-2, -1, 1, 5, 10, 15]), clock=CLOCKS),
    st.builds(
        Recurrence,
        st.just("monthly"),
        weekdays=st.integers(0, 6).map(lambda day: (day,)),
        nth=st.sampled_from([-2, -1, 1, 2, 3, 4]),
        clock=CLOCKS,
    ),
    st.builds(
        Recurrence,
        st.just("yearly"),
        month=st.integers(1, 12),
        days=st.integers(1, 28).map(lambda day: (day,)),
        clock=CLOCKS,
    ),
)
MOMENTS = st.floats(0, 25_000).map(lambda days: NOW + timedelta(days=days))


@given(RECURRENCES)
def test_text_and_back(rule: Recurrence) -> None:
    assert rule.text.isascii()
    assert Recurrence.parse_text(rule.text) == rule
    assert rule.describe()


@given(RECURRENCES, MOMENTS)
def test_what_comes_next_is_later(rule: Recurrence, moment: datetime) -> None:
    assert rule.next_after(moment, CALENDAR) > moment


@given(RECURRENCES, MOMENTS)
def test_occurrences_follow_each_other_evenly(rule: Recurrence, moment: datetime) -> None:
    first = rule.next_after(moment, CALENDAR)
    second = rule.next_after(first, CALENDAR)
    assert second > first
    if rule.weekdays and not rule.nth:
        assert second.weekday() in rule.weekdays


@given(RECURRENCES)
def test_what_it_describes_is_read_back(rule: Recurrence) -> None:
    reading = find(rule.describe(), NOW)
    assert reading is not None
    assert reading.recurrence is not None
    if rule.interval == 1:
        assert reading.recurrence == rule
