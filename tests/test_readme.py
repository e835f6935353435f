"""The README shows what really happens, and the page for the Procuradoria the rules as they are."""

import pytest

from bot.settings import Settings
from tests import procuradoria, replay_readme


@pytest.mark.slow
@pytest.mark.parametrize("story", replay_readme.STORIES, ids=lambda story: story.name)
def test_a_story_is_as_the_readme_tells_it(story: replay_readme.Story) -> None:
    again = "python -m tests.replay_readme writes the stories again; look at what changed before keeping it"
    assert story.written() == story.told(), again


def test_the_page_for_the_procuradoria_is_that_of_the_rules() -> None:
    assert procuradoria.PAGE.read_text(encoding="utf-8") == procuradoria.page(), "Again: python -m tests.procuradoria"


def test_every_setting_is_explained() -> None:
    text = replay_readme.README.read_text(encoding="utf-8")
    explained = {name.upper() for name in Settings.model_fields} - {"FAIL_AT"}
    assert {name for name in explained if f"`{name}`" not in text} == set()
