"""Names behind @ as people write them: in quotes of any kind, after a blank, in full width, with surnames."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.texts import fold

_QUOTES = "\"'`´“”„‟‘’‚‛«»‹›"
_FULL_WIDTH = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: 0x20, 0xFE6B: 0x40}
_MARK = re.compile(r"(?<![\w.@/+%-])@")  # not that of an e-mail, a path, a price
_QUOTED = re.compile(rf"[^\S\n]{{0,3}}[{_QUOTES}]([^{_QUOTES}\n@]{{1,80}})[{_QUOTES}]")
_WORD = re.compile(rf"[^\S\n]{{0,3}}[{_QUOTES}]?([\w.'’-]*\w)")
_NEXT = re.compile(r"[^\S\n]{1,3}([\w'’-]*\w)")
MOST_WORDS = 8
_LONGEST = 60  # letters: nobody has a longer usuario, sigla or word in the name
_LONGEST_ABBREVIATION = 5  # letters, with its point
_SAME = dict.fromkeys(("sec", "secr", "secretario"), "secretaria") | {"gab": "gabinete", "dept": "departamento"}
SMALL = frozenset(("de", "da", "do", "das", "dos", "e"))
_PARTS = re.compile(r"[.\s_-]+")
CLOSING = tuple(_QUOTES)
TRIMMED = f"{_QUOTES} "


@dataclass(frozen=True, slots=True)
class Spoken:
    """A name in a text: the words that may belong to it, as typed, and the end of each.

    `quoted`: all the words, and no others, are the name. `blank`: a blank stands behind the @.
    """

    start: int
    typed: tuple[str, ...]
    ends: tuple[int, ...]
    quoted: bool
    blank: bool

    @property
    def words(self) -> list[str]:
        """The words one by one, folded."""
        return [_SAME.get(fold(word), fold(word)) for word in self.typed]

    @property
    def key(self) -> str:
        """The usuario, the sigla or the group, where the name is one."""
        return fold(" ".join(self.typed)) if self.quoted else fold(self.typed[0]) if self.typed else ""

    def end_of(self, count: int) -> int:
        """The end of the first `count` words."""
        return self.ends[min(max(count, 1), len(self.ends)) - 1]

    def doubtful_end(self, count: int) -> int:
        """The number of words that an unknown name may have: it goes on over `de …` and over capitals."""
        while count < len(self.typed):
            step = 2 if fold(self.typed[count]) in SMALL else 1 if self.typed[count][0].isupper() else 0
            if not step or count + step > len(self.typed):
                break
            count += step
        return count


def plain(text: str) -> str:
    """The text with letters and signs of full width in the usual width, each at the same place."""
    return text if text.isascii() else text.translate(_FULL_WIDTH)


def spoken(text: str) -> Iterator[Spoken]:
    """Every @ of a plain text that is not part of an address or a price."""
    for mark in _MARK.finditer(text) if "@" in text else ():
        yield at(text, mark.start())


def at(text: str, start: int) -> Spoken:
    """The name at this @; without words when none can be read there."""
    blank = text[start + 1 : start + 2].isspace()
    if quoted := _QUOTED.match(text, start + 1):
        whole = tuple(quoted[1].split())
        return Spoken(start, whole, (quoted.end(),) * len(whole), True, blank)
    found = _WORD.match(text, start + 1)
    if found is None or len(found[1]) > _LONGEST:
        return Spoken(start, (), (), False, blank)
    words, ends = [found[1]], [found.end()]
    while len(words) < MOST_WORDS and (more := _NEXT.match(text, _after(text, ends[-1], words[-1]))):
        if more[1].islower() and text[more.end() : more.end() + 2].strip()[:1].isdigit():
            break  # "@carla dias 5 e 6": days, no surname
        words.append(more[1])
        ends.append(more.end())
    if text[ends[0] : ends[0] + 1] in CLOSING:
        ends[0] += 1
    return Spoken(start, tuple(words), tuple(ends), False, blank)


def _after(text: str, end: int, word: str) -> int:
    """The possible beginning of the next word: behind the point of an abbreviation."""
    return end + (len(word) < _LONGEST_ABBREVIATION and text.startswith(".", end))


def parts(name: str) -> list[str]:
    """The words of a name, folded."""
    return [_SAME.get(word, word) for word in _PARTS.split(fold(name)) if word]


def agreement(words: Sequence[str], name: Sequence[str]) -> int:
    """The number of words, from the first, that stand in the name in the same order; small ones only between."""
    place, agreed = 0, 0
    for count, word in enumerate(words, 1):
        if word in SMALL:
            continue
        if word not in name[place:]:
            break
        place, agreed = list(name).index(word, place) + 1, count
    return agreed
