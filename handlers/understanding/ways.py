"""Ways of saying, as they are declared beside a command, made ready to be compared with a line.

`repassar|passar {registro} {quem}`: words in a row, `a|b` either, `a_b` two words, `a?` may be missing, a verb for all
its forms, `$family` the words of one meaning, {slots}. Before it `?` reads only, `!` is always confirmed, `~` needs a
record that is certain from where it was said, `*` is known by its words in any order and only offered. After `=>` the
line, where it is not the name of the command and what the slots hold.
"""

import re
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

    @property
    def notes(self) -> bool:
        """True if any text may follow the number of a record."""
        slots = [part for part in self.parts if isinstance(part, Slot)]
        return not self.reads and [each.kind for each in slots] == ["registro", "texto"] and slots[0].option == "numero"

    @property
    def needs(self) -> list[frozenset[str]]:
        """Sets of words; one of each must stand in the line."""
        said = [part for part in self.parts if isinstance(part, Said) and not part.optional]
        return [frozenset().union(*(phrase[0] for phrase in each.phrases)) for each in said]

    @property
    def names(self) -> bool:
        """True if it is the name of a thing and nothing else: `{nome}`."""
        return all(isinstance(part, Slot) and part.kind == "nome" for part in self.parts)

    @property
    def anchors(self) -> frozenset[str]:
        """The first of the sets of words."""
        return self.needs[0]


def way(command: Command, pattern: str) -> Way:
    """Read one way of saying. Raises ValueError where it has no word that must stand in the line."""
    signs = {}
    text = pattern
    while text[0] in _SIGNS:
        signs[_SIGNS[text[0]]] = True
        text = text[1:].lstrip()
    said, _, line = text.partition("=>")
    parts = tuple(_part(each) for each in said.split())
    slots = [part.kind for part in parts if isinstance(part, Slot)]
    template = line.strip() or " ".join([command.name, *(f"{{{kind}}}" for kind in _ORDER if kind in slots)])
    made = Way(command, parts, template, pattern, **signs)
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
    return Said(tuple(tuple(forms_of(fold(word)) for word in each.split("_")) for each in phrases), optional)


class Ways:
    """Every way of saying, by the words that must stand in a line."""

    def __init__(self, commands: Iterable[Command]) -> None:
        known = [way(command, pattern) for command in commands for pattern in command.said]
        self.named = [each for each in known if each.names]
        self.all = [each for each in known if not each.free and not each.names]
        self.free = [each for each in known if each.free]
        self.reading = frozenset(each.command.name for each in known if each.reads)
        self.noting = [each for each in self.all if each.command.about == ("*",) and each.notes]
        self._by_word: dict[str, list[Way]] = {}
        for each in self.all:
            for word in each.anchors:
                self._by_word.setdefault(word, []).append(each)
        self._needs = {id(each): each.needs[1:] for each in self.all}
        self._needed_free = {id(each): each.needs for each in self.free}

    def among(self, words: Iterable[str]) -> list[Way]:
        """The ways of which the first needed word is among these."""
        found = {id(each): each for word in words for each in self._by_word.get(word, ())}
        return list(found.values())

    def for_line(self, words: Iterable[str]) -> list[Way]:
        """The ways whose needed words are all among these."""
        said = frozenset(words)
        known = self.among(words)
        return [each for each in known if not any(need.isdisjoint(said) for need in self._needs[id(each)])]

    def free_for(self, words: Iterable[str]) -> list[Way]:
        """The ways known by words in any order whose needed words are all among these."""
        said = frozenset(words)
        return [each for each in self.free if not any(need.isdisjoint(said) for need in self._needed_free[id(each)])]

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
