"""Asterisks, quotes and brackets around a date: ignored by the readers, and removed with the date."""

from __future__ import annotations

import re

MARKS = frozenset("*_~`\"'“”„‘’«»[](){}")
_EMPHASIS = re.compile(r"(?<!\w)[*_~`']+(?=[\w(])|(?<=[\w.)])[*_~`']+(?!\w)|[\"“”„‘’«»]")
_ROUND = str.maketrans("[]{}", "()()")
_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "‘": "’", "«": "»"} | {mark: mark for mark in "*_~`\"'"}
_OPENERS = {closer: opener for opener, closer in _PAIRS.items()}
_EDGES = "".join({*_PAIRS, *_OPENERS}) + " "


def blanked(text: str) -> str:
    """The text, as long as it was, with blanks for the marks that only stand around words."""
    return _EMPHASIS.sub(lambda found: " " * len(found[0]), text).translate(_ROUND)


def bare(words: str) -> str:
    return words.strip(_EDGES)


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of an expression, with the marks around it, or at its beginning."""
    while True:
        opener, before = _run_before(text, start)
        closer, after = _run_after(text, end)
        if opener and _PAIRS.get(opener) == closer and _is_open(text[:start], opener):
            start, end = before, after
        elif closer in _OPENERS and _is_open(text[start:end], _OPENERS[closer]):
            end = after
        else:
            return start, end


def _is_open(text: str, opener: str) -> bool:
    """Whether a mark is open; a run of the same mark counts once."""
    closer = _PAIRS[opener]
    if closer == opener:
        return len(re.findall(re.escape(opener) + "+", text)) % 2 == 1
    return text.count(opener) > text.count(closer)


def _run_before(text: str, index: int) -> tuple[str, int]:
    """The mark before the index, over blanks, and the beginning of its run."""
    while index and text[index - 1] == " ":
        index -= 1
    mark = text[index - 1 : index]
    if mark not in _PAIRS:
        return "", index
    index -= 1
    while index and text[index - 1] == mark == _PAIRS[mark]:
        index -= 1
    return mark, index


def _run_after(text: str, index: int) -> tuple[str, int]:
    """The mark at the index, over blanks, and the end of its run."""
    while text[index : index + 1] == " ":
        index += 1
    mark = text[index : index + 1]
    if mark not in _OPENERS:
        return "", index
    index += 1
    while text[index : index + 1] == mark == _OPENERS[mark]:
        index += 1
    return mark, index


_FREE_END = re.compile(r"(?:\s+[-–—:;,|/•]+|[,;:]+)\s*$")
_DANGLING = re.compile(r"(?:^|\s+)(?:até a data(?: de)?|até|ate|às|para o dia|no dia|dia|prazo|p/)\s*$", re.IGNORECASE)
_FREE_START = re.compile(r"^(?:[,;:.|•]+|[-–—/]+(?=\s))\s*")


def cut(text: str, start: int, end: int) -> str:
    """The text without that span, its separators, and the preposition that only led to it."""
    left, right = text[:start].rstrip(), text[end:].lstrip()
    if not right.strip(". "):
        right = right if len(right) > 1 else ""
    if not right:
        return _FREE_END.sub("", _DANGLING.sub("", _FREE_END.sub("", left)))
    if not left:
        return _FREE_START.sub("", right)
    if right[0] in ".?!…:;)" or (right[0] in _OPENERS and _is_open(left, _OPENERS[right[0]])):
        return left.rstrip(" ,") + right
    if _FREE_START.match(right):
        left = _FREE_END.sub("", left)
    return f"{left.rstrip(' ,')} {right.lstrip(' ,')}"
