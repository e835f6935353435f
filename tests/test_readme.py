"""The README shows what really happens."""

import pytest

from bot.settings import Settings
from tests import replay_readme


@pytest.mark.slow
def test_the_day_of_a_chefe_de_gabinete_is_as_the_readme_tells_it() -> None:
    again = "python -m tests.replay_readme writes the day again; look at what changed before keeping it"
    assert replay_readme.written() == replay_readme.shown(replay_readme.day()), again


def test_every_setting_is_explained() -> None:
    text = replay_readme.README.read_text(encoding="utf-8")
    explained = {name.upper() for name in Settings.model_fields} - {"FAIL_AT"}
    assert {name for name in explained if f"`{name}`" not in text} == set()
