"""What holds for every emulator."""

import pytest


@pytest.fixture(autouse=True)
def whatever_the_hour(no_jobs: None) -> None:
    """The service runs by the clock on the wall."""
