"""Cutting a text into messages: at a paragraph, a line or a space, never inside a cluster of signs."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

_BREAKS = (("\n\n", 0.5), ("\n", 0.5), (" ", 0.0))  # the best first, and how full a piece must be to end there
_CLUSTER = re.compile(
    # seen as one sign: a letter with its marks, an emoji with its parts, a flag, the two signs of a line's end
    r"\r\n"
    r"|[\U0001F1E6-\U0001F1FF]{2}"
    r"|.(?:[\u0300-\u036F\u1AB0-\u1AFF\u20D0-\u20FF\uFE00-\uFE0F\U0001F3FB-\U0001F3FF\U000E0020-\U000E007F]|\u200D.)*",
    re.DOTALL,
)


def utf16_units(text: str) -> int:
    """The length of a text as Telegram counts it: two for a character beyond the first plane."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, limit: int, size: Callable[[str], int] = len) -> list[str]:
    """The pieces of a text, at most `limit` each by `size`; joined they are the text. At least one, maybe empty.

    `size` must not shrink as a text grows.
    """
    pieces = []
    while size(text) > limit:
        piece = _first_piece(text, limit, size)
        pieces.append(piece)
        text = text[len(piece) :]
    return [*pieces, text] if text or not pieces else pieces


def _first_piece(text: str, limit: int, size: Callable[[str], int]) -> str:
    room = _longest_fitting(text, limit, size)
    for mark, least in _BREAKS:
        at = text.rfind(mark, int(len(room) * least), len(room) + 1)
        end = at + len(mark)
        if at > 0 and end <= len(room):
            return text[:end]
        if at > 0 and at == len(room):  # the break is the next sign: it may open the next piece
            return room
    return room


def _longest_fitting(text: str, limit: int, size: Callable[[str], int]) -> str:
    """The longest beginning that fits, in whole clusters; of a cluster too long, at least one character."""
    ends: Sequence[int] = [found.end() for found in _CLUSTER.finditer(text, 0, limit + 64)]
    if size(text[: ends[0]]) > limit:
        ends = range(1, ends[0])
    count = bisect_right(ends, limit, key=lambda end: size(text[:end]))
    return text[: ends[count - 1] if count else 1]
