"""A long text in pieces that each fit: cut between paragraphs, lines or words, never inside a character."""

import unicodedata
from collections.abc import Callable

_JOINERS = "\u200d\ufe0f"  # what holds an emoji of several characters together
_LEAST = 0.5  # a piece is at least this full before it is cut at a better place


def split(text: str, limit: int, size: Callable[[str], int] = len) -> list[str]:
    """The pieces in their order; the blanks at which the text was cut are left out.

    `size` measures a piece, and that of a text is the sum of that of its characters.
    """
    pieces = []
    while size(text) > limit:
        at = _cut(text, _fits(text, limit, size))
        pieces.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [*pieces, text] if text or not pieces else pieces


def _fits(text: str, limit: int, size: Callable[[str], int]) -> int:
    """How many characters of the beginning fit."""
    total = 0
    for count, character in enumerate(text):
        total += size(character)
        if total > limit:
            return max(count, 1)
    return len(text)


def _cut(text: str, most: int) -> int:
    for gap in ("\n\n", "\n", " "):
        at = text.rfind(gap, int(most * _LEAST), most)
        if at > 0 and text[:at].strip():
            return at
    at = most
    while at > 1 and _holds_on(text[at - 1], text[at]):
        at -= 1
    return at if at > 1 else most


def _holds_on(before: str, after: str) -> bool:
    return bool(unicodedata.combining(after)) or after in _JOINERS or before == _JOINERS[0]
