"""Names without @: people by first or full name and cargo, órgãos by sigla and nickname, groups."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from handlers.reading import names
from handlers.understanding.words import Word, plain_words, set_of
from models.people import Function, directory
from models.people.tables import EVERYONE
from models.texts import fold

_LONGEST = 6  # words of a name
_MOST_ARTICLES = 3  # "para o secretário", "para a dona"
_FEWEST_LETTERS = 4  # of a word that may be a misspelt name
_SMALL = set_of("o a os as ao aos de do da dos das em no na nos nas para com pelo pela por e")
_ARTICLES = set_of("o a os as ao aos para com pelo pela do da de no na dona doutor doutora dr dra sr sra seu")
_OF_OFFICE = set_of("pessoal equipe turma galera time povo area setor pasta secretaria sec departamento dept")
_SOMEBODY = set_of("fulano fulana beltrano sicrano ciclano alguem ele ela eles elas ninguem cara")
_PLAIN = set_of("geral meio servicos urbana municipal municipio publica publico secretaria gabinete")
_ALSO_CALLED = {
    "juridico": "procuradoria",
    "pgm": "procuradoria",
    "financas": "fazenda",
    "fazenda": "financas",
    "rh": "administracao",
    "ubs": "saude",
    "transito": "seguranca",
    "guarda": "seguranca",
    "turismo": "cultura",
}
_GROUPS = {
    "todo mundo": EVERYONE,
    "todos": EVERYONE,
    "todos os secretarios": EVERYONE,
    "todas as secretarias": EVERYONE,
    "todos os titulares": EVERYONE,
    "secretarios": EVERYONE,
    "as secretarias": EVERYONE,
    "adjuntos": "adjuntos",
    "todos os adjuntos": "adjuntos",
    "titulares": "titulares",
}


class Named(NamedTuple):
    """The people and órgãos named in a stretch of text: the possible keys of each name, and the end of the stretch."""

    keys: tuple[tuple[str, ...], ...]
    end: int
    exact: bool = True  # nothing was misspelt
    unknown: bool = False  # somebody is named whom the house does not know, or not by this word

    @property
    def sure(self) -> bool:
        return self.exact and not self.unknown and all(len(each) == 1 for each in self.keys)

    @property
    def typed(self) -> str:
        """As it is typed; of each doubtful one the first."""
        return " ".join(f"@{each[0]}" for each in self.keys)


@dataclass(frozen=True, slots=True)
class Directory:
    """The names of people and órgãos: the words of a name -> the keys behind @ it may mean."""

    called: dict[tuple[str, ...], tuple[str, ...]]
    offices: dict[tuple[str, ...], tuple[str, ...]]  # only after "o pessoal de", "a equipe de"
    firsts: tuple[str, ...]
    heads: dict[str, str]  # órgão -> its titular
    orgaos: frozenset[str]
    groups: frozenset[str] = frozenset((*_GROUPS.values(),))

    def at(self, found: list[Word], i: int) -> Named | None:
        """The names from there on: `o Bruno e a Edna`, `pra Saúde, pra Educação e pra Assistência`."""
        keys: list[tuple[str, ...]] = []
        exact, unknown, end = True, False, i
        while (
            one := self._one(found, self._over_articles(found, end if not keys else self._joined(found, end)))
        ) is not None:
            keys += one.keys
            exact, unknown, end = exact and one.exact, unknown or one.unknown, one.end
            if self._joined(found, end) == end:
                break
        return Named(tuple(dict.fromkeys(keys)), end, exact, unknown) if keys or unknown else None

    def _joined(self, found: list[Word], i: int) -> int:
        """The place after a comma, an "e" or an "@" before another name."""
        start = i
        while i < len(found) and found[i].text in (",", "e", "/", "+", "mais") and not found[i].is_verb:
            i += 1
        return i if i < len(found) and (i > start or found[i].text == "@") else start

    def _over_articles(self, found: list[Word], i: int) -> int:
        stop = min(len(found), i + _MOST_ARTICLES)
        while i < stop and found[i].text in _ARTICLES and not self._known_at(found, i):
            i += 1
        return i

    def _known_at(self, found: list[Word], i: int) -> Named | None:
        return self._longest(self.called, found, i)

    def _one(self, found: list[Word], i: int) -> Named | None:
        if i >= len(found):
            return None
        if found[i].text == "@":
            return self._one(found, i + 1)
        word = found[i].text
        if word in _SOMEBODY:
            return Named((), self._over_office(found, i + 1), unknown=True)
        if known := self._known_at(found, i):
            return known
        if word in _OF_OFFICE:
            after = i + 1
            while after < len(found) and (found[after].text in _SMALL or found[after].text == "."):
                after += 1
            return self._longest(self.called, found, after) or self._longest(self.offices, found, after)
        return None

    def _over_office(self, found: list[Word], i: int) -> int:
        """The place after "da Saúde" in "alguém da Saúde"."""
        if i < len(found) and found[i].text in ("do", "da", "de"):
            known = self._longest(self.called, found, i + 1) or self._longest(self.offices, found, i + 1)
            return known.end if known else i + 2
        return i

    @staticmethod
    def _longest(table: dict[tuple[str, ...], tuple[str, ...]], found: list[Word], i: int) -> Named | None:
        here = [each.text for each in found[i : i + _LONGEST]]
        for count in range(len(here), 0, -1):
            if keys := table.get(tuple(here[:count])):
                return Named((keys,), i + count)
        return None

    def near(self, found: list[Word], i: int) -> Named | None:
        """A misspelt first name, where one must stand."""
        i = self._over_articles(found, i)
        word = found[i].text if i < len(found) else ""
        if len(word) < _FEWEST_LETTERS or found[i].mark or word.endswith(("ar", "er", "ir")):
            return None
        close = get_close_matches(word, self.firsts, n=2, cutoff=0.8)
        keys = tuple(dict.fromkeys(key for each in close for key in self.called[(each,)]))
        return Named((keys,), i + 1, exact=False) if keys else None

    def anywhere(self, found: list[Word]) -> list[Named]:
        """All names in a text, wherever they stand."""
        named, i = [], 0
        while i < len(found):
            known = self._known_at(found, i)
            named += [known] if known else []
            i = known.end if known else i + 1
        return named


def of(session: Session) -> Directory:
    """The directory of this house now."""
    return _made(directory.people(session), directory.orgaos(session))


@lru_cache(maxsize=4)
def _made(rows: tuple[Any, ...], orgaos: tuple[Any, ...]) -> Directory:
    people = [directory.Known(*row) for row in rows]
    called: dict[tuple[str, ...], list[str]] = {}
    weak: dict[tuple[str, ...], list[str]] = {}
    firsts: dict[str, None] = {}
    for key, name in orgaos:
        for words in _of_orgao(key, name):
            _add(called, words, key)
    official = {words: tuple(keys) for words, keys in called.items()}
    heads: dict[str, str] = {}
    for person in people:
        own = plain_words(person.name)
        first = own[0]
        firsts[first] = None
        for words in ((person.handle,), (first,), tuple(own), (first, own[-1])):
            if official.get(words) is None or words == (person.handle,):
                _add(called, words, person.handle)
        if person.function == Function.TITULAR and person.orgao:
            heads.setdefault(person.orgao, person.handle)
    for person in people:
        for words, is_weak in _of_cargo(person.cargo):
            if words in official:
                continue
            _add(weak if is_weak else called, words, person.handle)
    for phrase, group in _GROUPS.items():
        called[tuple(phrase.split())] = [group]
    return Directory(
        {words: tuple(dict.fromkeys(keys)) for words, keys in called.items()},
        {words: tuple(dict.fromkeys(keys)) for words, keys in weak.items() if words not in called},
        tuple(firsts),
        heads,
        frozenset(key for key, _ in orgaos),
    )


def _add(table: dict[tuple[str, ...], list[str]], words: Iterable[str], key: str) -> None:
    table.setdefault(tuple(words), []).append(key)


def _of_orgao(key: str, name: str) -> list[tuple[str, ...]]:
    """The ways an órgão is called: sigla, whole name, the name without "Secretaria de", its first word, a nickname."""
    whole = plain_words(name)
    bare = [each for each in whole if each not in names.SMALL]
    own = [each for each in bare if each not in ("secretaria", "municipal")]
    found = [tuple(plain_words(key)), tuple(whole), tuple(bare), tuple(own)]
    if own:
        rest = whole[whole.index(own[0]) :]
        found += [tuple(rest), (own[0],), *((each,) for each in own[1:] if each not in _PLAIN)]
        found += [(short,) for short, other in _ALSO_CALLED.items() if other in own]
        found += [tuple(rest[: i + 1]) for i in range(1, len(rest)) if rest[i] not in names.SMALL]
        plain_names = [each for each in found if each and each[0] not in ("secretaria", "gabinete")]
        found += [("secretaria", small, *each) for each in plain_names for small in ("de", "da", "do")]
        found += [("secretaria", *each) for each in plain_names]
    skipped = {(each,) for each in _PLAIN if each != "gabinete"}
    return [each for each in dict.fromkeys(found) if each and each not in skipped]


def _of_cargo(cargo: str) -> list[tuple[tuple[str, ...], bool]]:
    """The ways a cargo is said, each with whether it needs "o pessoal de" before it."""
    own = plain_words(cargo)
    if not own:
        return []
    both = [_other_gender(own)] if own[0] != "secretaria" or fold(cargo) != cargo.lower() else []
    found: list[tuple[tuple[str, ...], bool]] = []
    for words in (own, *both):
        short = [each for each in words if each not in names.SMALL]
        found += [(tuple(words), False), (tuple(short), False)]
        if short[0] in ("secretario", "secretaria"):
            if len(short) > 1 and short[1].startswith("adjunt"):
                found += [((short[1],), False), (tuple(words[1:]), False), (tuple(short[1:]), False)]
        elif len(short) > 2 and short[-1].startswith("adjunt"):
            found.append(((short[0], short[-1]), False))
        elif short[0] not in ("agente", "oficial", "guarda", "tecnico", "chefe"):
            found.append(((short[0],), False))
        if short[0] == "vice":
            found += [(("vice",), False), (("vice-prefeito",), False), (("vice-prefeita",), False)]
        if "-" in cargo:
            found.append(((fold(cargo).split()[0],), False))
        found += [((each,), True) for each in short[1:] if each not in _PLAIN]
    return found


def _other_gender(words: list[str]) -> list[str]:
    """`secretária adjunta de saúde` as `secretário adjunto de saúde`: people mix them up."""
    endings = (("eira", "eiro"), ("ora", "or"), ("aria", "ario"), ("junta", "junto"), ("eita", "eito"))
    other = list(words)
    for place, word in enumerate(words):
        for feminine, masculine in endings:
            if word.endswith(feminine):
                other[place] = word[: -len(feminine)] + masculine
                break
            if word.endswith(masculine) and masculine != "or":
                other[place] = word[: -len(masculine)] + feminine
                break
    return other
