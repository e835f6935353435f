"""A run of the suite like the last: nothing of chance, of the machine or of whoever sits at it comes in.

The search (`python -m tests.search`) is the contrary: new seeds, other zones and masks, and seconds are counted.
"""

import os
import sys
import time

import pytest
from hypothesis import settings

from bot.settings import Settings

SUITE, SEARCH = "suite", "search"
_MACHINE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "COLUMNS": "80", "NO_COLOR": ""}
_PROXIES = ("http_proxy", "https_proxy", "all_proxy")

settings.register_profile(SUITE, derandomize=True, database=None, deadline=None)
settings.register_profile(SEARCH, derandomize=False, database=None, deadline=None, print_blob=True)
settings.load_profile(SUITE)


def more(suite: int, search: int) -> int:
    """The number of examples: a few in the suite, many in the search."""
    return search if settings.get_current_profile_name() == SEARCH else suite


def searches(config: pytest.Config) -> bool:
    """True in a run of the search."""
    return bool(config.getoption("--hypothesis-profile") == SEARCH)


def settle(config: pytest.Config) -> None:
    """The environment of the tests: no setting or proxy of somebody's own; except in the search, one zone and mask."""
    settings_read = {f"{name}{end}".upper() for name in Settings.model_fields for end in ("", "_file")}
    for name in [name for name in os.environ if name.upper() in settings_read or name.lower() in _PROXIES]:
        del os.environ[name]
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each of hundreds of processes compiles the whole program
    sys.dont_write_bytecode = False
    if not searches(config):
        os.environ.update(_MACHINE)
        os.umask(0o022)
    time.tzset()
