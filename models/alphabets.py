"""Letters and figures of other alphabets that may look like ours: reported, never changed."""

import re
import unicodedata

_WORD = re.compile(r"\w+")
_LAST_LATIN = "\u024f"  # up to here every letter is ours
_ALSO_LATIN = re.compile("[\u1e00-\u1eff\u2126]")  # accented ones, and the sign of the ohm
_MOST_WORDS = 5


def foreign_words(text: str) -> list[str]:
    """The words with a letter or figure of another alphabet, or of the width of the Far East, each once."""
    if text.isascii() or max(text) <= _LAST_LATIN:
        return []
    return [word for word in dict.fromkeys(_WORD.findall(text)) if any(map(_is_foreign, word))]


def warning(*texts: str) -> str:
    """The warning about foreign letters or figures in these texts; empty where there are none."""
    found = foreign_words(" ".join(texts))
    more = " e outras" if len(found) > _MOST_WORDS else ""
    named = ", ".join(f"“{word}”" for word in found[:_MOST_WORDS])
    return f"Atenção: letras ou números de outro alfabeto em {named}{more}. Confira." if found else ""


def _is_foreign(sign: str) -> bool:
    if sign <= _LAST_LATIN or _ALSO_LATIN.fullmatch(sign):
        return False
    return unicodedata.category(sign)[0] == "L" or unicodedata.category(sign) == "Nd"
