"""Long texts in pieces: complete, short enough, and not torn."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.splitting import split, utf16_units

WORDS = st.text(st.sampled_from("abc áé\n.,😀👩‍👩‍👧🇧🇷e\u0301"), max_size=400)


@given(WORDS, st.integers(30, 120))
def test_the_pieces_are_the_text_and_fit(text: str, limit: int) -> None:
    pieces = split(text, limit, utf16_units)
    assert "".join(pieces) == text
    assert all(utf16_units(piece) <= limit for piece in pieces)
    assert all(pieces) or pieces == [""]


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=80), st.integers(30, 60))
def test_words_stay_whole(words: list[str], limit: int) -> None:
    pieces = split(" ".join(words), limit)
    assert " ".join(pieces).split() == words


@given(st.integers(1, 60).map(lambda n: "x" * n), st.integers(40, 50))
def test_a_grapheme_is_never_torn(before: str, limit: int) -> None:
    for whole in ("👩‍👩‍👧", "🇧🇷", "👍🏽", "e\u0301\u0323", "\r\n"):
        pieces = split(before + whole * 9, limit, utf16_units)
        assert "".join(piece.removeprefix("x" * len(piece.rstrip(whole))) for piece in pieces)
        assert all(piece.replace(whole, "").strip("x") == "" for piece in pieces)


def test_an_address_is_not_broken() -> None:
    address = "https://exemplo.sp.gov.br/" + "a" * 30
    pieces = split(f"Veja a íntegra do decreto em {address} ainda hoje.", 60)
    assert any(address in piece for piece in pieces)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", [""]),
        ("curto", ["curto"]),
        ("um dois três\n\nquatro cinco seis", ["um dois três\n\n", "quatro cinco seis"]),
        ("um dois três\nquatro cinco seis", ["um dois três\n", "quatro cinco seis"]),
        ("x" * 45, ["x" * 20, "x" * 20, "x" * 5]),
        ("😀" * 15, ["😀" * 10, "😀" * 5]),
    ],
)
def test_the_best_place_to_cut(text: str, pieces: list[str]) -> None:
    assert split(text, 20, utf16_units) == pieces


def test_a_long_text_is_cut_quickly() -> None:
    pieces = split("palavra " * 60_000, 4096, utf16_units)
    assert all(re.fullmatch(r"(palavra )+", piece) for piece in pieces)
