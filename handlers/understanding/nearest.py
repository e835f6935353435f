"""The commands nearest to a line that no way of saying explains whole, by the words they are known by in any order.

They are offered, never done: what is left over of the line is not looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from handlers.base import DESTRUCTIVE
from handlers.reading import dates
from handlers.understanding.context import Scene
from handlers.understanding.frames import NAMES, Captures, Described, Frame, Line, Piece, said_at
from handlers.understanding.lexicon import says_nothing
from handlers.understanding.lines import made
from handlers.understanding.records import has, stem
from handlers.understanding.slots import authority
from handlers.understanding.ways import Said, Slot, Way, Ways
from handlers.understanding.who import Named
from handlers.understanding.words import Word, is_filling, set_of
from models import mentions, moments, subjects

_DENYING = set_of("nao nunca nem quase")
_LIMITING = set_of("nao nunca nem sem menos exceto salvo fora quase")  # a list without them is another list
_ARTICLES = set_of("o a do da no na ao")
_REASONS = frozenset((",", ":", ";", "porque", "pois"))
_WHOLE = frozenset(
    ("mes", "regra", "conjunto", "dias", "contagem", "ciclo")
)  # their readers look through the whole line
_LONGEST = 40  # words
_LONGEST_NAME = 4  # words of a body outside
_FEWEST_SAID = 2  # words of a question that is answered at once
_NEAR = 2  # a command this much worse than the best is offered too
_MOST = 3
_STRICT = frozenset((mentions.MINUTA, mentions.CHEGADA, mentions.CIENCIA, mentions.PEDIDO))


@dataclass(slots=True)
class _Gathered:
    """What a way finds in a line: its slots, and the words that are explained."""

    captures: Captures = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    said: set[int] = field(default_factory=set)  # those that are of the way itself
    is_open: bool = False  # only a record that is not over
    beside: int = 0  # slots whose words are not known apart


@dataclass(frozen=True, slots=True)
class Near:
    """A line that may be meant. `worth`: how many words speak for it; `whole`: it explains them all."""

    line: str
    worth: int
    whole: bool = False


def nearest(scene: Scene, line: Line, known: Ways, *, reads: bool) -> list[Near]:
    """The lines that may be meant, the nearest first. `reads`: those that change nothing; else the others."""
    if len(line.words) > _LONGEST:
        return []
    found: dict[str, Near] = {}
    for way in known.free_for(word.text for word in line.words):
        if way.reads is not reads or way.command.name in DESTRUCTIVE or not way.command.allows(scene.request.standing):
            continue
        for each in _offered(scene, line, way):
            if each.line not in found or each.worth > found[each.line].worth:
                found[each.line] = each
    best = max((each.worth for each in found.values()), default=0)
    close = [each for each in found.values() if each.worth >= best - _NEAR]
    return sorted(close, key=lambda each: -each.worth)[:_MOST]


def _offered(scene: Scene, line: Line, way: Way) -> Iterator[Near]:
    gathered = _gather(scene, line, way)
    if gathered is None or (not way.reads and _is_denied(line, gathered)):
        return
    worth = sum(_worth(line.words[i]) for i in gathered.taken) + gathered.beside
    worth -= _left_over(line, gathered)
    result = made(scene, Frame(way, gathered.captures, worth))
    if result is not None and len(result.lines) == 1:
        titled = _titled(scene, line, gathered, result.lines[0])
        worth += sum(_worth(line.words[i]) for i in titled)
        gathered.taken.update(titled)
    if result is None and scene.context.record and "registro" in gathered.captures:
        result = made(scene, Frame(way, {**gathered.captures, "registro": Described(pronoun=True)}, worth))
    if result is None and _may_be_asked(way):
        result = made(
            scene, Frame(way, {kind: value for kind, value in gathered.captures.items() if kind != "registro"}, worth)
        )
        worth -= 1
    if result is None or not _awaits(scene, way, result.lines):
        return
    whole = len(result.lines) == 1 and not way.confirmed and _is_explained(line, gathered)
    for text in result.lines[:_MOST]:
        yield Near(text, worth, whole)


def _titled(scene: Scene, line: Line, gathered: _Gathered, made_line: str) -> set[int]:
    """The words left over that stand in the title of the record that a line is about."""
    described = gathered.captures.get("registro")
    title = next((title for code, title in scene.titles.items() if code in made_line), "")
    if not title or not isinstance(described, Described):
        return set()
    left = (i for i, word in enumerate(line.words) if i not in gathered.taken and word in described.words)
    return {i for i in left if has(title, stem(line.words[i].text))}


def _worth(word: Word) -> int:
    return 2 if _is_content(word) else int(not is_filling(word))


def _may_be_asked(way: Way) -> bool:
    """True if the way leaves its record to be asked for."""
    return any(isinstance(part, Slot) and part.kind == "registro" and part.optional for part in way.parts)


def _left_over(line: Line, gathered: _Gathered) -> int:
    """The names and numbers that a way does not take."""
    return sum(2 for last in _named(line) if last not in gathered.taken)


def _awaits(scene: Scene, way: Way, lines: list[str]) -> bool:
    """True if what a way does can be done: only a draft is signed, only what was sent is received."""
    wait = next((part.option for part in way.parts if isinstance(part, Slot) and part.kind == "registro"), "")
    return wait not in _STRICT or all(any(each.code in text for each in scene.of(wait)) for text in lines)


def _is_explained(line: Line, gathered: _Gathered) -> bool:
    """True if nothing is left over, and it was not one word that spoke for the way."""
    said = sum(_is_content(line.words[i]) for i in gathered.taken)
    return said >= _FEWEST_SAID and all(
        i in gathered.taken or not (_is_content(word) or word.text.isdecimal() or word.text in _LIMITING)
        for i, word in enumerate(line.words)
    )


def _named(line: Line) -> Iterator[int]:
    """The last words of the names and numbers of a line."""
    i = 0
    while i < len(line.words):
        named, number = line.named_at(i), line.number_at(i)
        end = number[1] if number else named.end if named is not None and not named.unknown else i
        if end > i:
            yield end - 1
        i = max(end, i + 1)


def _is_denied(line: Line, gathered: _Gathered) -> bool:
    """True if a word denies what is said; what is denied in a clause before it does not matter."""
    denied = [i for i, word in enumerate(line.words) if word.text in _DENYING and i not in gathered.taken]
    clause = max((i for i, word in enumerate(line.words) if word.text == ","), default=-1)
    return any(i > clause for i in denied) or bool(denied and min(gathered.said, default=0) < clause)


def _gather(scene: Scene, line: Line, way: Way) -> _Gathered | None:
    """The words of the way wherever they stand, then its slots; None where a part that must be there is missing."""
    found = _Gathered()
    if not _take_said(line, way, found):
        return None
    slots = [part for part in way.parts if isinstance(part, Slot)]
    found.is_open = not way.reads
    for slot in sorted(slots, key=lambda each: each.kind == "registro"):
        if not _take(scene, line, slot, found) and not slot.optional:
            return None
    return found


def _take_said(line: Line, way: Way, found: _Gathered) -> bool:
    """Take a word for each part, then all that are of any: “quem ainda não respondeu” holds three of one family.

    False where a part that must be there is missing.
    """
    stretches = [(part, list(_stretches(line, part))) for part in way.parts if isinstance(part, Said)]
    for part, places in sorted(stretches, key=lambda each: (each[0].optional, len(each[1]))):
        first = next((each for each in places if found.taken.isdisjoint(each)), None)
        if first is None and not part.optional:
            return False
        found.taken.update(first or ())
    for _, places in stretches:
        for each in places:
            if found.taken.isdisjoint(each):
                found.taken.update(each)
    found.said.update(found.taken)
    return True


def _stretches(line: Line, part: Said) -> Iterator[range]:
    """The words of a part, wherever they stand."""
    for i, word in enumerate(line.words):
        end = max(said_at(line, part, i), default=i) if word.text in part.firsts else i
        if end > i:
            yield range(i, end)


def _take(scene: Scene, line: Line, slot: Slot, found: _Gathered) -> bool:
    if slot.kind in NAMES:
        return _take_name(line, slot, found)
    if slot.kind == "registro":
        return _take_record(scene, line, found)
    if slot.kind == "quando":
        return _take_date(scene, line, found)
    if slot.kind == "dia":
        return _take_date(scene, line, found, slot.kind)
    if slot.kind == "autoridade":
        return _take_authority(scene, line, found)
    if slot.kind in _WHOLE:
        found.captures[slot.kind] = Piece(0, len(line.text))
        found.beside += 1
        return True
    return slot.kind == "texto" and _take_reason(line, found)


def _take_name(line: Line, slot: Slot, found: _Gathered) -> bool:
    for i in range(len(line.words)):
        named = line.named_at(i)
        if named is None or named.unknown or (slot.kind != "quem" and not _is_one(line, named)):
            continue
        if slot.kind == "orgao" and named.keys[0][0] not in line.directory.orgaos:
            continue
        if found.taken.isdisjoint(range(i, named.end)):
            found.captures[slot.kind] = named
            found.taken.update(range(i, named.end))
            return True
    return False


def _is_one(line: Line, named: Named) -> bool:
    return len(named.keys) == 1 and named.keys[0][0] not in line.directory.groups


def _take_record(scene: Scene, line: Line, found: _Gathered) -> bool:
    """The number; else what was quoted; else the words that are left."""
    for i in range(len(line.words)):
        if number := line.number_at(i):
            found.captures["registro"] = Described(numbers=(number[0],))
            found.taken.update(range(i, number[1]))
            return True
    left = [i for i, word in enumerate(line.words) if i not in found.taken and (_is_content(word) or _is_bare(line, i))]
    kinds = [word for i, word in enumerate(line.words) if i in found.said and word.text in subjects.SPELLINGS]
    if not left and scene.context.record:
        found.captures["registro"] = Described(pronoun=True)
        return True
    if not left and not kinds:
        return False
    described = (*kinds[:1], *(line.words[i] for i in left))
    found.captures["registro"] = Described(words=described, loose=True, is_open=found.is_open)
    found.taken.update(left[:1])
    return True


def _is_bare(line: Line, i: int) -> bool:
    """True if a figure stands alone behind an article: the number of a record without its kind, “o veto do 64”."""
    return i > 0 and line.words[i].text.isdecimal() and line.words[i - 1].text in _ARTICLES


def _is_content(word: Word) -> bool:
    return len(word.text) > 2 and _says_something(word)


def _says_something(word: Word) -> bool:
    return not word.mark and word.text not in says_nothing() and not word.text.isdecimal()


def _take_date(scene: Scene, line: Line, found: _Gathered, kind: str = "quando") -> bool:
    read = dates.find(line.text[:300], moments.local(scene.request.now), scene.request.calendar)
    if read is None:
        return False
    start, end = read.span
    found.captures[kind] = Piece(start, end)
    found.taken.update(i for i, word in enumerate(line.words) if start <= word.start < end)
    return True


def _take_authority(scene: Scene, line: Line, found: _Gathered) -> bool:
    """A body outside, by the most words of its name."""
    for i in range(len(line.words)):
        for end in range(min(len(line.words), i + _LONGEST_NAME), i, -1):
            piece = Piece(line.words[i].start, line.words[end - 1].end)
            is_free = found.taken.isdisjoint(range(i, end))
            if (
                is_free
                and _says_something(line.words[i])
                and _says_something(line.words[end - 1])
                and authority(scene, line.text[piece.start : piece.end])
            ):
                found.captures["autoridade"] = piece
                found.taken.update(range(i, end))
                return True
    return False


def _take_reason(line: Line, found: _Gathered) -> bool:
    """What stands after a comma or “porque”, past all that the way has taken."""
    last = max(found.taken, default=0)
    for i in range(last + 1, len(line.words) - 1):
        if line.words[i].text in _REASONS:
            found.captures["texto"] = Piece(line.words[i + 1].start, len(line.text))
            return True
    return False
