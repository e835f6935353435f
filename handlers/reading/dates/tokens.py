"""A line of text cut into words and figures, folded, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata

from handlers.reading.dates.figures import MAX_TOKENS, Value, pieces
from handlers.reading.dates.marks import around, blanked

PADDING = 8
_NO_WORDS = [""] * PADDING

_BIDI = re.compile("[\u061c\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u0300-\u036f]")


def _fold_table() -> dict[int, str]:
    table = {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFKD", chr(code))[0].lower()
        if base.isascii():
            table[code] = base
    table |= {code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}
    table[ord("°")] = "º"
    return table | {ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"}


_FOLD = _fold_table()
_FOLD_LATIN = bytes(range(256)).decode("latin-1").translate(_FOLD).encode("latin-1")
"""The same for the letters of Portuguese, ten times faster."""


def fold(text: str) -> str:
    """Lower case without accents, the same length as the text."""
    if text.isascii():
        return text.lower()
    try:
        return text.encode("latin-1").translate(_FOLD_LATIN).decode("latin-1")
    except UnicodeEncodeError:
        return text.translate(_FOLD)


class Tokens:
    """Parallel lists, padded at the end so that looking ahead needs no guard. A key selects the rules to try: the
    word, or the class of its value.
    """

    __slots__ = ("_origin", "count", "folded", "keys", "marked", "starts", "text", "twisted", "values", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self._origin: list[int] | None = None
        self.twisted = False
        if not text.isascii() and _INVISIBLE.search(text):
            self.twisted = _BIDI.search(text) is not None
            text = self._visible(text)
        self.folded = fold(text)
        self.marked = False
        figures = self._cut()
        if self.marked:
            self.folded = fold(blanked(text))
            figures = self._cut()
        self._set_values(figures)

    def _visible(self, text: str) -> str:
        """The characters a person sees, so that 1<zero width>5/11 is never read as 5/11."""
        composed, origin = [], []
        for index, char in enumerate(text):
            if not _INVISIBLE.match(char):
                composed.append(char)
                origin.append(index)
        self._origin = origin
        return "".join(composed)

    def _cut(self) -> list[tuple[int, Value]]:
        """Set the words, and return the figures among them."""
        # Between two spaces there is mostly one word of only letters, which needs no pattern.
        words: list[str] = []
        starts: list[int] = []
        self.words, self.starts, folded = words, starts, self.folded
        figures: list[tuple[int, Value]] = []
        at = 0
        for chunk in folded.split(" ", MAX_TOKENS):
            if chunk.isalpha():
                words.append(chunk)
                starts.append(at)
            elif chunk and len(words) < MAX_TOKENS:
                marked, found = pieces(chunk, folded.endswith("$ ", 0, at))
                if marked:
                    self.marked = True
                for word, value, start in found:
                    if value is not None:
                        figures.append((len(words), value))
                    words.append(word)
                    starts.append(at + start)
            at += len(chunk) + 1
        return figures

    def _set_values(self, figures: list[tuple[int, Value]]) -> None:
        self.count = min(len(self.words), MAX_TOKENS)
        self.words[MAX_TOKENS:] = _NO_WORDS
        self.keys: list[object] = [*self.words]
        self.values: list[Value] = [None] * len(self.words)
        for index, value in figures:
            if index < MAX_TOKENS:
                self.keys[index], self.values[index] = type(value), value

    def span(self, first: int, stop: int) -> tuple[int, int]:
        """The place of tokens first..stop-1 in the text as typed."""
        start, end = self.starts[first], self.starts[stop - 1] + len(self.words[stop - 1])
        if self._origin is not None:
            return self._origin[start], self._origin[end - 1] + 1
        return start, end

    def expression(self, first: int, stop: int) -> tuple[int, int]:
        """As `span`, with the marks around the words."""
        start, end = self.span(first, stop)
        return around(self.text, start, end) if self.marked else (start, end)

    def capitalised(self, index: int) -> bool:
        """Whether a word is written as names are; never in a line typed all in capitals."""
        start, end = self.span(index, index + 1)
        return self.text[start].isupper() and not (end - start > 1 and self.text[start:end].isupper())

    def glued(self, index: int) -> bool:
        """Whether this token follows the one before without a space."""
        return 0 < index < self.count and self.starts[index - 1] + len(self.words[index - 1]) == self.starts[index]
