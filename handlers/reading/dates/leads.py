"""The words before a date (até, a partir de, em, no prazo de), which belong to it and tell its purpose."""

from __future__ import annotations

from handlers.reading.dates.frame import Lead, Line

_INNER = {
    **dict.fromkeys(("o", "a", "os", "as", "ao", "aos"), Lead.NONE),
    **dict.fromkeys(("em", "no", "na", "nos", "nas", "pela", "pelas", "pelo", "pelos", "num", "numa"), Lead.ON),
    **dict.fromkeys(("de", "do", "da", "dos", "das", "deste", "desta"), Lead.OF),
}
_OUTER = {
    **dict.fromkeys(
        ("para", "pra", "pro", "p /", "ainda", "em", "logo", "la", "la para", "ja", "por volta", "cerca", "durante"),
        Lead.ON,
    ),
    **dict.fromkeys(("ate", "ateh", "no maximo", "prazo", "prazo :", "com prazo", "o mais tardar"), Lead.UNTIL),
    **dict.fromkeys(("prazo maximo", "prazo improrrogavel", "prazo legal", "prazo final"), Lead.UNTIL),
    **dict.fromkeys(
        ("prazo final :", "data limite", "data limite :", "impreterivelmente", "ate , no maximo ,"), Lead.UNTIL
    ),
    **dict.fromkeys(("antes",), Lead.BEFORE),
    **dict.fromkeys(("a partir", "desde", "depois", "apos", "a contar"), Lead.FROM),
    **dict.fromkeys(("entre",), Lead.BETWEEN),
    **dict.fromkeys(("dentro", "daqui", "no prazo", "num prazo", "nos proximos", "+"), Lead.WITHIN),
    **dict.fromkeys(("por",), Lead.LASTING),
    **dict.fromkeys(("ha", "faz"), Lead.BACK),
}
_ENDING_IN: dict[str, list[tuple[list[str], Lead]]] = {}
"""The outer ones by their last word, the longest first."""
for _phrase, _kind in sorted(_OUTER.items(), key=lambda pair: -len(pair[0].split())):
    _ENDING_IN.setdefault(_phrase.split()[-1], []).append((_phrase.split(), _kind))
_LAST = frozenset(_INNER) | frozenset(_ENDING_IN)
_PLAIN = (Lead.NONE, Lead.ON, Lead.OF)


def lead(line: Line, index: int) -> tuple[Lead, int]:
    """The lead of the expression that begins at this token, and its first word."""
    before, found, first = line.words[index - 1], Lead.NONE, index
    if before not in _LAST:
        return found, first
    if before in _INNER:
        found, first = _INNER[before], first - 1
    for _ in range(2):
        outer = _outer(line, first)
        if outer is None:
            break
        found = outer[0] if found in _PLAIN else found
        first = outer[1]
    return found, first


_TRAILERS = (
    ["mesmo"],
    ["ainda"],
    ["no", "maximo"],
    ["o", "mais", "tardar"],
    ["no", "mais", "tardar"],
    ["sem", "falta"],
)


def trailer(line: Line, stop: int) -> int:
    """The end of words that may follow a date and only press it: "sexta, no máximo", "até 30/11 sem falta"."""
    j = stop + (line.words[stop] == ",")
    if line.words[j] == "impreterivelmente":
        return j + 1
    words = next((words for words in _TRAILERS if line.words[j : j + len(words)] == words), [])
    return j + len(words) if words and line.ends_at(j + len(words)) else stop


def _outer(line: Line, index: int) -> tuple[Lead, int] | None:
    for phrase, kind in _ENDING_IN.get(line.words[index - 1], ()):
        first = index - len(phrase)
        if first >= 0 and line.words[first:index] == phrase:
            return kind, first
    return None
