"""A hundred thousand texts."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.noise import check, text_of

EXAMPLES = 100_000
PARTS = 4


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@settings(max_examples=EXAMPLES // PARTS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**63 // PARTS - 1))
def test_noise(part: int, seed: int) -> None:
    check(text_of(seed * PARTS + part))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_characters(text: str) -> None:
    check(text)
