"""Ways of saying, as they are declared beside a command, made ready to be compared with a line.

`repassar|passar {registro} {quem}`: words in a row, `a|b` either, `a_b` two words, `a?` may be missing, a verb for all
its forms, `$family` the words of one meaning, {slots}. Before it `?` reads only, `!` is always confirmed, `~` needs a
record that is certain from where it was said, `*` is known by its words in any order and only offered. After `=>` the
line, where it is not the name of the command and what the slots hold.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from handlers.base import Command
from handlers.understanding.lexicon import family, forms_of
from models.texts import Spellings, fold

_SLOT = re.compile(r"\{(?P<kind>\w+)(?::(?P<option>\w+))?(?P<optional>\?)?\}")
FEWEST_LETTERS = 4  # of a word that may be misspelt
_MOST_APART, _ALIKE = 3, 0.82
_SIGNS = {"?": "reads", "!": "confirmed", "~": "weak", "*": "free"}


@dataclass(frozen=True, slots=True)
class Said:
    """Words that must stand there: any of some phrases, each a row of words in any of their forms."""

    phrases: tuple[tuple[frozenset[str], ...], ...]
    optional: bool = False
    firsts: frozenset[str] = frozenset()  # the words with which some phrase begins


@dataclass(frozen=True, slots=True)
class Slot:
    """A gap in a way of saying: people, a record, a date or a text."""

    kind: str
    option: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """One way of saying one command."""

    command: Command
    parts: tuple[Said | Slot, ...]
    line: str
    pattern: str
    reads: bool = False
    confirmed: bool = False
    weak: bool = False
    free: bool = False
    place: int = 0  # among all ways
    begins: frozenset[str] = frozenset()  # words one of which must come first; empty where a slot may
    ends: frozenset[str] = frozenset()  # words one of which must come last; empty where a slot may

    @property
    def notes(self) -> bool:
        """True if any text may follow the number of a record."""
        slots = [part for part in self.parts if isinstance(part, Slot)]
        return not self.reads and [each.kind for each in slots] == ["registro", "texto"] and slots[0].option == "numero"

    @property
    def needs(self) -> list[frozenset[str]]:
        """Sets of words; one of each must stand in the line."""
        said = [part for part in self.parts if isinstance(part, Said) and not part.optional]
        return [each.firsts for each in said]

    @property
    def names(self) -> bool:
        """True if it is the name of a thing and nothing else: `{nome}`."""
        return all(isinstance(part, Slot) and part.kind == "nome" for part in self.parts)

    @property
    def anchors(self) -> frozenset[str]:
        """The first of the sets of words."""
        return self.needs[0]


def way(command: Command, pattern: str, place: int = 0) -> Way:
    """Read one way of saying, the one at this place. Raises ValueError where no word must stand in the line."""
    signs: dict[str, bool] = {}
    text = pattern
    while text[0] in _SIGNS:
        signs[_SIGNS[text[0]]] = True
        text = text[1:].lstrip()
    said, _, line = text.partition("=>")
    parts = tuple(_part(each) for each in said.split())
    slots = [part.kind for part in parts if isinstance(part, Slot)]
    template = line.strip() or " ".join([command.name, *(f"{{{kind}}}" for kind in _ORDER if kind in slots)])
    edges = [part if isinstance(part, Said) and not part.optional else Said(()) for part in (parts[0], parts[-1])]
    ends = frozenset().union(*(phrase[-1] for phrase in edges[1].phrases))
    made = Way(command, parts, template, pattern, place=place, begins=edges[0].firsts, ends=ends, **signs)
    if not made.needs and not made.names:
        raise ValueError(f"{pattern!r}: no word must stand in the line")
    return made


_ORDER = ("registro", "quem", "um", "outro", "quando", "texto")


@lru_cache(maxsize=2048)
def _part(text: str) -> Said | Slot:
    if slot := _SLOT.fullmatch(text):
        return Slot(slot["kind"], slot["option"] or "", slot["optional"] is not None)
    optional = text.endswith("?") and text != "?"
    written = (text.removesuffix("?") if optional else text).split("|")
    phrases = [each for one in written for each in (family(one[1:]) if one[0] == "$" else (one,))]
    phrases.sort(key=lambda each: -each.count("_"))  # "foi parar" before "foi"
    said = tuple(tuple(forms_of(fold(word)) for word in each.split("_")) for each in phrases)
    return Said(said, optional, frozenset().union(*(phrase[0] for phrase in said)))


_Index = dict[str, list[tuple[Way, tuple[frozenset[str], ...]]]]


def _by_rarest(known: list[Way]) -> _Index:
    """Ways by the words of the part that the fewest others share, each with its other needed words."""
    shared = Counter(word for each in known for need in each.needs for word in need)
    found: _Index = {}
    for each in known:
        needs = sorted(each.needs, key=lambda need: sum(shared[word] for word in need))
        for word in needs[0]:
            found.setdefault(word, []).append((each, tuple(needs[1:])))
    return found


def _needing(index: _Index, words: Iterable[str]) -> list[Way]:
    """The ways whose needed words are all among these."""
    said = frozenset(words)
    found: dict[int, Way] = {}
    for word in said:
        for each, others in index.get(word, ()):
            for need in others:
                if need.isdisjoint(said):
                    break
            else:
                found[each.place] = each
    return [found[place] for place in sorted(found)]


class Ways:
    """Every way of saying, by the words that must stand in a line."""

    def __init__(self, commands: Iterable[Command]) -> None:
        said = [(command, pattern) for command in commands for pattern in command.said]
        known = [way(command, pattern, place) for place, (command, pattern) in enumerate(said)]
        self.named = [each for each in known if each.names]
        self.all = [each for each in known if not each.free and not each.names]
        self.free = [each for each in known if each.free]
        self.reading = frozenset(each.command.name for each in known if each.reads)
        self.noting = [each for each in self.all if each.command.about == ("*",) and each.notes]
        self._by_word: dict[str, list[Way]] = {}
        for each in self.all:
            for word in each.anchors:
                self._by_word.setdefault(word, []).append(each)
        self._by_rarest = _by_rarest(self.all)
        self._free_by_rarest = _by_rarest(self.free)

    def among(self, words: Iterable[str]) -> list[Way]:
        """The ways of which the first needed word is among these."""
        found = {id(each): each for word in words for each in self._by_word.get(word, ())}
        return list(found.values())

    def for_line(self, words: Iterable[str]) -> list[Way]:
        """The ways whose needed words are all among these."""
        return _needing(self._by_rarest, words)

    def free_for(self, words: Iterable[str]) -> list[Way]:
        """The ways known by words in any order whose needed words are all among these."""
        return _needing(self._free_by_rarest, words)

    def knows(self, word: str) -> bool:
        """True if some way is found by this word."""
        return word in self._by_word

    def near(self, word: str) -> str | None:
        """The word most like this one, with the same first letter, by which some way is found; None without one."""
        known = self._by_letter.get(word[:1])
        close = known.alike(word, _ALIKE) if known is not None else []
        return next((each for each in close if abs(len(each) - len(word)) < _MOST_APART), None)

    @cached_property
    def _by_letter(self) -> dict[str, Spellings]:
        """The words by which some way is found, by their first letter."""
        known: dict[str, list[str]] = {}
        for word in self._by_word:
            if len(word) >= FEWEST_LETTERS:
                known.setdefault(word[0], []).append(word)
        return {letter: Spellings(words) for letter, words in known.items()}


@lru_cache(maxsize=1)
def of(commands: tuple[Command, ...]) -> Ways:
    """The ways of saying these commands."""
    return Ways(commands)
