"""The next moment at which a person may be reached."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import moments, quiet_hours
from models.calendar import Calendar

CALENDAR = Calendar("Prefeitura")
hours = st.times().map(lambda t: f"{t:%H:%M}")
preferences = st.fixed_dictionaries(
    {}, optional={"quiet": st.one_of(st.just(False), st.tuples(hours, hours).map(list))}
)
instants = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31))  # noqa: DTZ001 - made local below


@given(preferences, instants)
def test_the_moment_found_is_allowed_and_near(chosen: dict[str, object], naive: datetime) -> None:
    moment = naive.replace(tzinfo=moments.zone())
    preferences = quiet_hours.read(chosen)
    allowed = quiet_hours.next_allowed(preferences, moment, CALENDAR)
    assert moment <= allowed <= moment + timedelta(days=7)
    assert quiet_hours.next_allowed(preferences, allowed, CALENDAR) == allowed
    assert CALENDAR.is_business_day(moments.today(allowed))


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        ("2026-11-23 19:59", "2026-11-23 19:59"),
        ("2026-11-23 20:00", "2026-11-24 07:00"),
        ("2026-11-24 06:59", "2026-11-24 07:00"),
        ("2026-11-27 22:00", "2026-11-30 07:00"),
        ("2026-11-28 11:00", "2026-11-30 07:00"),
        ("2026-11-19 20:30", "2026-11-23 07:00"),  # 20/11 is a holiday
    ],
)
def test_by_default(at: str, allowed: str) -> None:
    here = datetime.fromisoformat(at).replace(tzinfo=moments.zone())
    found = quiet_hours.next_allowed(quiet_hours.DEFAULT_PREFERENCES, here, CALENDAR)
    assert f"{moments.local(found):%Y-%m-%d %H:%M}" == allowed


@pytest.mark.parametrize("broken", [{"quiet": "x"}, {"quiet": ["25:00", "07:00"]}, {"digest": 7}, {"digest": "7h"}])
def test_unreadable_preferences_are_the_default(broken: dict[str, object]) -> None:
    assert quiet_hours.read(broken) == quiet_hours.DEFAULT_PREFERENCES
