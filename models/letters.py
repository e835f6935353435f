"""Letters that the fonts of the documents have, and what is written for those they lack."""

import unicodedata
from collections.abc import Callable, Container
from functools import cache

_MOST_NAMED = 8
_BREAK = "\u200b"  # a line may end here, and nothing is seen
_INVISIBLE = ("Cf", "Mn", "Cc")  # where a font lacks these, nothing is lost to the reader
_loader: dict[str, Callable[[], Container[int]]] = {}


def configure(load: Callable[[], Container[int]]) -> None:
    """Set the function that reads the code points of the fonts, once, when the house is built."""
    _loader["load"] = load
    _known.cache_clear()


def lacking(text: str) -> list[str]:
    """The characters of a text that no font has, each once."""
    if text.isascii():
        return []
    found = dict.fromkeys(each for each in text if ord(each) > 126)
    return [each for each in found if ord(each) not in _known() and unicodedata.category(each) not in _INVISIBLE]


def printable(text: str, widest: int) -> str:
    """The text as a document prints it: a character that no font has by its code (`[U+1F6A7]`).

    A word longer than `widest` may be broken there.
    """
    signs = {each: f"[U+{ord(each):04X}]" for each in lacking(text)}
    kept = "".join(signs.get(each, each) for each in text if not _is_lost(each))
    return " ".join(_breakable(word, widest) for word in kept.split(" "))


def warning(*texts: str) -> str:
    """The warning about characters of these texts that no font has; empty where there are none."""
    found = lacking(" ".join(texts))
    more = " e outros" if len(found) > _MOST_NAMED else ""
    named = ", ".join(f"{each} [U+{ord(each):04X}]" for each in found[:_MOST_NAMED])
    return f"No PDF, o que a fonte não tem sai pelo código: {named}{more}." if found else ""


@cache
def _known() -> Container[int]:
    return _loader["load"]() if _loader else range(0x110000)


def _is_lost(sign: str) -> bool:
    """Whether an invisible character would stop the page: no font has it, and no reader misses it."""
    return ord(sign) > 126 and ord(sign) not in _known() and unicodedata.category(sign) in _INVISIBLE


def _breakable(word: str, widest: int) -> str:
    return _BREAK.join(word[start : start + widest] for start in range(0, len(word), widest))
