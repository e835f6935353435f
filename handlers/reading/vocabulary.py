"""The words for filters of a search, made from the declared subjects."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from models.subjects import Subject
from models.texts import fold

_ACCENTED = {"a": "[aáàâã]", "e": "[eéê]", "i": "[ií]", "o": "[oóôõ]", "u": "[uúü]", "c": "[cç]", " ": r"\s+"}
_ENDING = re.compile(r"[oa]s$")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The meanings of the words of a line, and the patterns that find them."""

    plurals: dict[str, dict[str, Any]]
    names: dict[str, dict[str, Any]]
    states: dict[str, tuple[str, ...]]
    first: re.Pattern[str]
    tipo: re.Pattern[str]
    state: re.Pattern[str]
    takes_any_tipo: Subject | None

    def of_tipo(self, name: str) -> dict[str, Any]:
        """The filters of `tipo ofício`; an unlisted tipo is of the subject that takes any."""
        other = self.takes_any_tipo
        if (known := self.names.get(_key(name))) or other is None or other.other_tipo is None:
            return known or {}
        return {"kind": other.kind, "subkind": other.other_tipo(fold(name))}

    def of_plural(self, name: str) -> dict[str, Any]:
        """The filters of `ofícios` as the first word."""
        return self.plurals[_key(name)]

    def statuses(self, name: str) -> tuple[str, ...]:
        """The states of `arquivados` or `arquivadas`."""
        return self.states[_either(name)]


@lru_cache(maxsize=2)
def vocabulary(subjects: tuple[Subject, ...]) -> Vocabulary:
    """The vocabulary of these subjects."""
    narrowing = [(each.one, each.many, {"kind": each.kind}) for each in subjects]
    narrowing += [
        (tipo.one, tipo.many, {"kind": each.kind, "subkind": str(tipo.value)})
        for each in subjects
        for tipo in each.tipos
    ]
    singulars = {fold(one): fields for one, _, fields in narrowing}
    plurals = {fold(many): fields for _, many, fields in narrowing}
    states: dict[str, tuple[str, ...]] = {}
    for word, values in (pair for each in subjects for pair in each.states.items()):
        states[_either(word)] = (*states.get(_either(word), ()), *map(str, values))
    return Vocabulary(
        plurals=plurals,
        names=plurals | singulars,
        states=states,
        first=re.compile(rf"\s*({any_of(plurals)})(?!\S)", re.IGNORECASE),
        tipo=re.compile(rf"(?<!\S)tipo:?\s+({any_of(singulars)}|[\w.]+)(?!\S)", re.IGNORECASE),
        state=re.compile(rf"(?<!\S)({any_of(states)}|{any_of(_in_the_feminine(states))})(?!\S)", re.IGNORECASE),
        takes_any_tipo=next((each for each in subjects if each.other_tipo), None),
    )


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the folded words, with or without their accents, the longest first."""
    return "|".join(map(_spelled, sorted(words, key=len, reverse=True))) or "(?!)"


def _in_the_feminine(states: Iterable[str]) -> list[str]:
    return [f"{word[:-2]}as" for word in states if word.endswith("os")]


def _spelled(word: str) -> str:
    return "".join(_ACCENTED.get(sign, re.escape(sign)) for sign in word)


def _key(name: str) -> str:
    return " ".join(fold(name).split())


def _either(name: str) -> str:
    """The key of a state, the same for both genders: `concluidas` is `concluidos`."""
    return _ENDING.sub("os", _key(name))
