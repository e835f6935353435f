"""Fixtures of every emulator."""

import pytest


@pytest.fixture(autouse=True)
def whatever_the_hour(no_jobs: None) -> None:
    """No jobs: the service runs by the wall clock, so their messages would depend on the hour of the test."""
