"""Frames: a way of saying fitted to a line, each word in one of its slots. A word in none means no fit."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from handlers.reading import numbers
from handlers.reading.numbers import Number
from handlers.understanding.ways import Said, Slot, Way
from handlers.understanding.who import Directory, Named
from handlers.understanding.words import Word, courtesy_at, is_filling, set_of
from models import subjects
from models.texts import fold

_LEADING = set_of(
    "oi ola opa e ah ei olha entao bom boa dia tarde noite gabinete bot galera gente ok me pode poderia consegue voce "
    "por favor gentileza eu nos gente"
)
_WISHING = set_of("vou vamos preciso precisamos queria quero queremos gostaria gostariamos")  # not done yet: confirmed
_OF = set_of("de que")
_ASKING = set_of(
    "queria quero gostaria preciso precisava saber sabe sabem saberia de me diz diga dizer fala fale falar conta conte "
    "contar informa informe informar responde responder pode poderia podia consegue conseguiria da para se por acaso "
    "alguem sera que duvida pergunta uma um so rapidinho verifica verificar ve veja ver olha olhe la ai favor licenca "
    "desculpa ei escuta vem ca tem voce manda mande traz entender confirma mostra mostre mostrar lista liste"
)
_BEFORE = {True: _LEADING | _ASKING, False: _LEADING | _WISHING | _OF}  # a reading way, and another
_PRONOUNS = set_of("isso isto essa esse ela ele este esta aquilo elas eles aquela")
_ARTICLES = set_of("o a ao na no da do")
_PLACES = {
    **dict.fromkeys(("primeiro", "primeira"), 0),
    **dict.fromkeys(("segundo", "segunda"), 1),
    **dict.fromkeys(("terceiro", "terceira"), 2),
    **dict.fromkeys(("ultimo", "ultima"), -1),
}
_OF_ANY = set_of("pedido documento registro caso assunto")  # what may be said of a record of any kind
_ENDS = frozenset((",", ":", ";", ".", "!", "?", "\u2014", "porque", "pois"))
_DAYS = set_of("segunda terca quarta quinta sexta sabado domingo hoje amanha ate")
_IN_FIGURES = re.compile(r"\d{1,2}(?:[/:]\d|h)")  # a day or an hour
_KNOWN = frozenset(("autoridade", "outra", "pedinte"))  # slots that hold a name of the house, and no free text
NAMES = ("quem", "um", "outro", "orgao")
_MOST_DESCRIBING = 9  # words
_MOST_SKIPPED = 5
_MOST_AFTER = 12  # words that say nothing, at the end
_MOST_BETWEEN = 3  # filling words inside a phrase
_MOST_STEPS, _MOST_OF_A_WAY = 2500, 400
_MOST_NUMBERS = 8
_LONGEST_NUMBER = 200  # characters
_OTHER_TIPOS = frozenset(
    ("documento", "requisicao", "convite", "abaixo-assinado", "decisao judicial", "pedido", "denuncia", "autografo")
)
_DENYING = frozenset(("nao", "nem", "nunca", "ou", "se"))


@dataclass(frozen=True, slots=True)
class Described:
    """A record as it is named in a line: by numbers, a pronoun, its place in a list, or words of its subject."""

    numbers: tuple[Number, ...] = ()
    words: tuple[Word, ...] = ()
    pronoun: bool = False
    sigla: str = ""  # of its kind, said after the pronoun: “essa reunião”
    place: int | None = None  # in the list shown last; -1: the last of it
    loose: bool = False  # some of the words are enough
    is_open: bool = False  # only a record that is not over


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text."""

    start: int
    end: int


Value = Named | Described | Piece
Captures = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Frame:
    """A way that fits the line, and what is in its slots."""

    way: Way
    captures: Captures
    spoken: int  # words of the line that are of the way, or in a slot that is no free text
    is_wished: bool = False  # "quero", "preciso" before it

    @property
    def rank(self) -> tuple[int, int, int, bool]:
        """The order of preference, by how much of the line is explained; the highest is the best.

        A command of one subject comes before one of every record.
        """
        said = sum(1 for part in self.way.parts if isinstance(part, Said) and not part.optional)
        return self.spoken, -self.free, said, self.way.command.about != ("*",)

    @property
    def free(self) -> int:
        """Letters of free text."""
        pieces = (each for kind, each in self.captures.items() if kind not in _KNOWN and isinstance(each, Piece))
        return sum(each.end - each.start for each in pieces)


@dataclass(slots=True)
class Line:
    """A line to be understood: its text, its words, who may be named in it."""

    text: str
    words: list[Word]
    directory: Directory
    this_year: int
    steps_left: int = _MOST_STEPS  # of comparing it with ways of saying: noise is given up
    steps_of_way: int = 0
    _named: dict[int, Named | None] = field(default_factory=dict)
    _numbers: dict[int, tuple[Number, int] | None] = field(default_factory=dict)
    _near: dict[int, Named | None] = field(default_factory=dict)
    _idle: list[int] = field(default_factory=list)

    def idle_at(self, i: int) -> int:
        """The number of filling or courtesy words from here on."""
        if not self._idle:
            self._idle = [courtesy_at(self.words, n) or int(is_filling(word)) for n, word in enumerate(self.words)]
        return self._idle[i]

    def named_at(self, i: int) -> Named | None:
        if i not in self._named:
            self._named[i] = self.directory.at(self.words, i)
        return self._named[i]

    def near_at(self, i: int) -> Named | None:
        """Somebody whose name is misspelt there."""
        if i not in self._near:
            self._near[i] = self.directory.near(self.words, i)
        return self._near[i]

    def tipo_at(self, i: int) -> int:
        """The word after a tipo of record that is registered; 0 where there is none."""
        return next(
            (i + n for n in (2, 1) if " ".join(w.text for w in self.words[i : i + n]) in tipos() | _OTHER_TIPOS), 0
        )

    def number_at(self, i: int) -> tuple[Number, int] | None:
        """The number that begins with this word, where it begins with its kind; and the word after it."""
        if i not in self._numbers:
            self._numbers[i] = self._number_at(i)
        return self._numbers[i]

    def _number_at(self, i: int) -> tuple[Number, int] | None:
        word = self.words[i]
        if word.mark or not (word.text[0].isalpha() and self._has_figure(i)):
            return None
        found = numbers.read(self.text[word.start : word.start + _LONGEST_NUMBER], self.this_year)
        if found is None or not found.named:
            return None
        return found, self.after(word.start + found.end)

    def _has_figure(self, i: int) -> bool:
        return any(c.isdigit() for each in self.words[i : i + 6] for c in each.text)

    def after(self, place: int) -> int:
        """The first word that begins there or later."""
        return bisect_left(self.words, place, key=lambda word: word.start)


@cache
def tipos() -> frozenset[str]:
    """The names of what is registered with a number of its own, folded."""
    return frozenset(fold(tipo.one) for each in subjects.known() if each.other_tipo for tipo in each.tipos)


def frames(line: Line, ways: list[Way]) -> list[Frame]:
    """The ways that fit the whole line, the best first."""
    found = []
    starts = {reads: list(_starts(line, leading)) for reads, leading in _BEFORE.items()}
    heads = {reads: _head(line, known[-1]) for reads, known in starts.items()}
    tail = _tail(line)
    for way in ways:
        if (way.begins and way.begins.isdisjoint(heads[way.reads])) or (way.ends and way.ends.isdisjoint(tail)):
            continue
        line.steps_of_way = _MOST_OF_A_WAY
        for start in starts[way.reads]:
            fitted = next(_fit(line, way, 0, start, {}, 0), None)
            if fitted is not None:
                is_wished = not _WISHING.isdisjoint(word.text for word in line.words[:start])
                found.append(replace(fitted, is_wished=is_wished and not way.reads))
                break
    return sorted(found, key=lambda each: each.rank, reverse=True)


def _head(line: Line, last: int) -> frozenset[str]:
    """The words with which a wish may begin: those up to its last start, and the one behind words that say nothing."""
    end = max(_skipping(line, last)) if line.words else 0
    return frozenset(word.text for word in line.words[: end + 1])


def _tail(line: Line) -> frozenset[str]:
    """The words with which a wish may end: the last that says something, and those behind it."""
    count = len(line.words)
    after = next(i for i in range(max(0, count - _MOST_AFTER), count + 1) if _only_filling(line, i))
    return frozenset(word.text for word in line.words[max(0, after - 1) :])


def _starts(line: Line, leading: frozenset[str]) -> Iterator[int]:
    """The places at which the wish may begin: at once, or after a greeting; a question after "queria saber" too."""
    yield 0
    i = 0
    while i < len(line.words) and i < 8 and (line.words[i].text in leading or line.words[i].mark):
        i += 1
        yield i


def _fit(line: Line, way: Way, part: int, i: int, captures: Captures, spoken: int) -> Iterator[Frame]:
    line.steps_left -= 1
    line.steps_of_way -= 1
    if line.steps_left < 0 or line.steps_of_way < 0:
        return
    if part == len(way.parts):
        if _only_filling(line, i):
            yield Frame(way, captures, spoken)
        return
    wanted = way.parts[part]
    for start in _skipping(line, i):
        if isinstance(wanted, Said):
            if start >= len(line.words) or line.words[start].text not in wanted.firsts:
                continue
            for end in said_at(line, wanted, start):
                yield from _fit(line, way, part + 1, end, captures, spoken + end - start)
        else:
            for end, value, count in _filled(line, way, part, wanted, start, i):
                yield from _fit(line, way, part + 1, end, {**captures, wanted.kind: value}, spoken + count)
    if wanted.optional:
        yield from _fit(line, way, part + 1, i, captures, spoken)


def _only_filling(line: Line, i: int) -> bool:
    while i < len(line.words):
        step = line.idle_at(i)
        if not step:
            return False
        i += step
    return True


def _skipping(line: Line, i: int) -> Iterator[int]:
    """This place, and those after words that say nothing."""
    yield i
    skipped = 0
    while i < len(line.words) and skipped < _MOST_SKIPPED:
        step = line.idle_at(i)
        if not step:
            return
        i, skipped = i + step, skipped + 1
        yield i


def said_at(line: Line, wanted: Said, i: int) -> Iterator[int]:
    """The places after the words of a part, where they stand there."""
    for phrase in wanted.phrases:
        end = i
        for count, form in enumerate(phrase):
            if count:
                furthest = min(len(line.words), end + _MOST_BETWEEN)
                while end < furthest and line.words[end].text not in form and is_filling(line.words[end]):
                    end += 1
            if end >= len(line.words) or line.words[end].text not in form:
                break
            end += 1
        else:
            yield end


def _filled(line: Line, way: Way, part: int, slot: Slot, i: int, before: int) -> Iterator[tuple[int, Value, int]]:
    """The possible ends of a slot, each with its value and the number of its words that are no free text."""
    if i >= len(line.words):
        return
    if slot.kind in NAMES:
        if named := line.named_at(i):
            yield named.end, named, len(named.keys)
        elif not slot.optional and (near := line.near_at(i)):
            yield near.end, near, 0
    elif slot.kind == "tipo":
        if sort := line.tipo_at(i):
            yield sort, _piece(line, i, sort), sort - i
    elif slot.kind == "registro":
        yield from _records(line, way, part, slot, i, before)
    else:
        rest = way.parts[part + 1 :]
        last = all(isinstance(each, Slot) and each.optional for each in rest)
        furthest = len(line.words) + all(each.optional for each in rest)
        if line.words[i].mark and line.words[i].text not in "\"“'([#":
            return
        if slot.option == "mando":
            i = before - 1  # the verb is of the text too
        for end in (len(line.words),) if last else range(i + 1, min(furthest, i + 40)):
            yield end, _piece(line, i, end), 0


def _piece(line: Line, i: int, end: int) -> Piece:
    stop = len(line.text) if end >= len(line.words) else line.words[end - 1].end
    return Piece(line.words[i].start, stop)


def _records(line: Line, way: Way, part: int, slot: Slot, i: int, before: int) -> Iterator[tuple[int, Value, int]]:
    if found := _numbers(line, slot, i):
        numbered, end = found
        yield end, Described(numbers=numbered), end - i
        return
    yield from _pointed_at(line, i)
    if any(each.mark for each in line.words[before:i]) and part:
        return
    if slot.option == "numero":
        return
    end = i
    ends = (_ENDS if way.reads else _ENDS | _DAYS) | _DENYING
    while (
        end < len(line.words)
        and end - i < _MOST_DESCRIBING
        and not (line.words[end].text in ends or (not way.reads and _IN_FIGURES.match(line.words[end].text)))
    ):
        end += 1
    if any(line.number_at(n) for n in range(i, end)):
        return
    followed = part + 1 < len(way.parts)
    for stop in range(end, i, -1):
        yield stop, Described(words=tuple(line.words[i:stop])), 0
        if not followed:
            return


def _pointed_at(line: Line, i: int) -> Iterator[tuple[int, Value, int]]:
    """A pronoun, with the kind it stands before; or a place in a list, but not the weekday of the same name."""
    word, following = line.words[i], _text_at(line, i + 1)
    if word.text in _PRONOUNS and not word.is_verb:
        sigla = "" if following in _OF_ANY else subjects.SPELLINGS.get(following, "")
        count = 1 + (following in _OF_ANY or bool(sigla))
        yield i + count, Described(pronoun=True, sigla=sigla), count
    if word.text in _ARTICLES and following in _PLACES:
        is_day = following == "segunda" and (word.text != "a" or _text_at(line, i + 2) == "feira")
        if not is_day:
            yield i + 2, Described(place=_PLACES[following]), 2


def _text_at(line: Line, i: int) -> str:
    return line.words[i].text if i < len(line.words) else ""


def _numbers(line: Line, slot: Slot, i: int) -> tuple[tuple[Number, ...], int] | None:
    """One number, or several in a row: `T-7 e T-5`, `T-6, T-11`."""
    found: list[Number] = []
    end = i
    while end < len(line.words) and len(found) < _MOST_NUMBERS:
        start = end
        while found and start < len(line.words) and line.words[start].text in (",", "e", "a", "o", "da", "do", "na"):
            start += 1
        if start >= len(line.words):
            break
        if one := line.number_at(start):
            found.append(one[0])
            end = one[1]
        elif not found and slot.option and line.words[start].text.isdecimal() and len(line.words[start].text) < 5:
            bare = line.words[start].text
            return (Number(bare, len(bare), ()),), start + 1
        else:
            break
    return (tuple(found), end) if found else None
