"""Text as it enters the house and as it is compared: NFC, no hidden characters; folded for look-ups."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache

MAX_TEXT = 4000
_FEMININE = ("a", "cao", "sao", "dade", "gem")  # endings of Secretaria, Fundação, Divisão, Unidade
_MASCULINE = frozenset(("programa", "sistema", "orgao"))
_KEPT_CONTROLS = "\n\t"
_ACCENTS = re.compile("[\u0300-\u034e\u0350-\u036f]+")  # of our letters
_WIDE = {0xFEE0 + code: code for code in range(0x21, 0x7F)}  # the signs of ASCII in the width of the Far East
_USUAL: dict[int, int | str] = {**_WIDE, ord("º"): "o", ord("ª"): "a"}


def clean(text: str) -> str:
    """Normalise what a person typed: NFC, format and control characters removed, ends stripped."""
    if text.isascii() and text.isprintable():
        return text.strip()
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    if text.isprintable():
        return text.strip()
    return "".join(c for c in text if c in _KEPT_CONTROLS or unicodedata.category(c)[0] != "C").strip()


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case without accents, in the usual width: `Saúde` and `SAUDE` compare equal."""
    lowered = text.casefold()
    if lowered.isascii():
        return lowered
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", lowered.translate(_USUAL)))
    return bare if bare.isascii() else "".join(c for c in bare if not unicodedata.combining(c))


class Spellings:
    """Words of which those most alike to another are asked for, again and again."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = [(each, len(each), frozenset(each)) for each in words]

    def alike(self, word: str, cutoff: float) -> list[str]:
        """Those of at least that likeness, from 0 to 1, the most alike first."""
        # By their length and letters alone most are ruled out: the likeness itself costs many times as much.
        letters, size, share = frozenset(word), len(word), cutoff / 2
        shortest, longest = size * share / (1 - share), size * (1 - share) / share
        likely = [
            each
            for each, its, of_it in self._words
            if shortest <= its <= longest
            and size - len(letters - of_it) >= share * (size + its)
            and its - len(of_it - letters) >= share * (size + its)
        ]
        return get_close_matches(word, likely, len(likely), cutoff) if likely else []


def usual_figures(text: str) -> str:
    """A number with figures, letters and signs of other widths or alphabets replaced by the usual ones."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text.translate(_WIDE))


def clip(text: str, size: int = 80) -> str:
    """One line of at most `size` characters, for lists and titles."""
    line = " ".join(text.split())
    return line if len(line) <= size else line[: size - 1].rstrip() + "…"


def ended(text: str) -> str:
    """The text as a sentence: with a full stop, unless it ends with a mark of its own."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def listed(items: Sequence[str], last: str = "e") -> str:
    """`Ana, Bruno e Carla`; `last`: the word before the last."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""


def plural(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


def of(name: str) -> str:
    """The name of an órgão after `de`: `da Secretaria de Saúde`, `do Gabinete do Prefeito`."""
    return f"d{article(name)} {name}"


def to(name: str) -> str:
    """The name of an órgão after `a`: `à Secretaria de Saúde`, `ao Gabinete do Prefeito`."""
    return f"{'à' if article(name) == 'a' else 'ao'} {name}"


def at(name: str) -> str:
    """The name of an órgão after `em`: `na Secretaria de Saúde`, `no Gabinete do Prefeito`."""
    return f"n{article(name)} {name}"


def the(name: str) -> str:
    """The name of an órgão with its article: `a Secretaria de Saúde`, `o Gabinete do Prefeito`."""
    return f"{article(name)} {name}"


def article(name: str) -> str:
    """The gender of an órgão, by the first word of its name, as its article: `a` or `o`."""
    first = fold(name.split(" ", 1)[0].split("-", 1)[0])
    return "a" if first.endswith(_FEMININE) and first not in _MASCULINE else "o"
