"""Ten thousand texts; in the search a hundred thousand, and against the clock."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.noise import check, check_quick, text_of
from tests.steady import more

PARTS = 4
MANY = settings(max_examples=more(10_000, 100_000) // PARTS, suppress_health_check=list(HealthCheck))
SEEDS = st.integers(0, 2**63 // PARTS - 1)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@MANY
@given(seed=SEEDS)
def test_noise(part: int, seed: int) -> None:
    check(text_of(seed * PARTS + part))


@pytest.mark.clock
@pytest.mark.parametrize("part", range(PARTS))
@MANY
@given(seed=SEEDS)
def test_noise_is_quick(part: int, seed: int) -> None:
    check_quick(text_of(seed * PARTS + part))


@settings(max_examples=200)
@given(st.text(max_size=300))
def test_any_characters(text: str) -> None:
    check(text)
