"""Authorities named in a line: behind @, or in words after `da`, `de`, `à`, `para`."""

import re
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models import authorities
from models.authorities import Authority
from models.texts import fold

_MARK = re.compile(r"(?<![\w.@/+%-])@([\w.-]*\w)")
_BEFORE = re.compile(r"(?<!\w)(?:d[aoe]|ao|à|com(?:\s[ao])?|pel[ao]|para(?:\s[ao])?|pra|pro)\s+", re.IGNORECASE)
_BEFORE_MARK = re.compile(r"(?:^|\s)(?:d[aoe]|[aà]o?|para(?:\s[ao])?|pra|com)\s+$", re.IGNORECASE)
_BLANK = re.compile(r" +")
_WORD = re.compile(r"[\w.ªº/-]*\w[ªº]?")
_PIECE = re.compile(r"(?:(?<=^)|(?<=[,;–—-]))[^,;–—-]{3,60}(?=[,;–—-]|$)")
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Named:
    """An authority with the line left without its name, and where the name stood in the line."""

    authority: Authority
    rest: str
    start: int


def named(session: Session, line: str) -> Named | None:
    """The first authority of a line: one behind @ before one in words; None where there is none."""
    known = authorities.names(session)
    if not known:
        return None
    found = _marked(line, known) or _in_words(line, known) or _set_apart(line, known)
    if found is None:
        return None
    start, end, authority_id = found
    rest = _BLANK.sub(" ", f"{line[:start]} {line[end:]}").strip()
    return Named(session.get_one(Authority, authority_id), rest, start)


def _marked(line: str, known: dict[str, int]) -> tuple[int, int, int] | None:
    for mark in _MARK.finditer(line):
        if (authority_id := known.get(fold(mark[1]))) is not None:
            start = mark.start()
            before = _BEFORE_MARK.search(line[max(start - 8, 0) : start])
            return (max(start - 8, 0) + before.start() if before else start, mark.end(), authority_id)
    return None


def _in_words(line: str, known: dict[str, int]) -> tuple[int, int, int] | None:
    """The longest name behind the first preposition that has one."""
    for before in _BEFORE.finditer(line):
        words: list[str] = []
        best: tuple[int, int, int] | None = None
        place = before.end()
        while len(words) < _MOST_WORDS and (word := _WORD.match(line, place)):
            words.append(fold(word[0]))
            if (authority_id := known.get(" ".join(words))) is not None:
                best = (before.start(), word.end(), authority_id)
            blank = _BLANK.match(line, word.end())
            if blank is None:
                break
            place = blank.end()
        if best:
            return best
    return None


def _set_apart(line: str, known: dict[str, int]) -> tuple[int, int, int] | None:
    """A name alone between dashes or commas: `Requerimento nº 80/2026 - Câmara - "Asfalto"`."""
    for piece in _PIECE.finditer(line):
        if (authority_id := known.get(fold(piece[0].strip()))) is not None:
            return piece.start(), piece.end(), authority_id
    return None
