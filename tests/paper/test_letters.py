"""The letters of the fonts, and what is written for those they lack."""

from pathlib import Path

import pytest

from bot.paper import fonts
from bot.paper.runner import FONTS
from models import letters


@pytest.fixture(autouse=True)
def _fonts() -> None:
    letters.configure(lambda: fonts.code_points([FONTS]))


def test_letters_that_people_have() -> None:
    assert letters.lacking("Ação Ñandú Škoda Łukasz Жанна Ελένη مريم שלום Nguyễn g̃uarani — “x” ² º €") == []


def test_letters_that_no_font_has() -> None:
    assert letters.printable("Rua 山田 🚒 🇧🇷", 50) == "Rua [U+5C71][U+7530] [U+1F692] [U+1F1E7][U+1F1F7]"
    assert letters.warning("plano 🚧") == "No PDF, o que a fonte não tem sai pelo código: 🚧 [U+1F6A7]."
    assert letters.warning("plano", "ação") == ""


def test_long_word_may_be_broken() -> None:
    assert letters.printable("a" * 25, 10).split("\u200b") == ["a" * 10, "a" * 10, "a" * 5]


def test_file_that_is_no_font(tmp_path: Path) -> None:
    for name, held in (("a.ttf", b""), ("b.ttf", b"\0" * 500), ("c.otf", b"\xff" * 500)):
        (tmp_path / name).write_bytes(held)
    assert fonts.code_points([tmp_path, tmp_path / "missing"]) == frozenset()
