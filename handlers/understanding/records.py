"""The record meant in a line: by number, by words of its subject, by the last message, or as the only one waiting."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.reading import numbers
from handlers.reading.numbers import Number
from handlers.understanding.context import Scene
from handlers.understanding.frames import Described
from handlers.understanding.words import Word, set_of
from handlers.understanding.words import words as words_of
from models import mentions, moments, records, subjects
from models.mentions import PEDIDO, MentionedRecord
from models.texts import fold

_IDLE = set_of(
    "o a os as um uma de do da dos das em no na nos nas ao aos para por com e que meu minha meus minhas nosso nossa "
    "seu sua parte coisa assunto negocio questao historia caso tal aquele aquela esse essa este esta isso la ai ali "
    "eu novo nova novamente agora hoje ja tudo todos registro documento tarefa hein ne sobre isto"
)
_SUFFIXES = [
    "amentos",
    "amento",
    "imentos",
    "imento",
    "acoes",
    "acao",
    "icoes",
    "icao",
    "orias",
    "oria",
    "adas",
    "ados",
    "idas",
    "idos",
    "ada",
    "ado",
    "ida",
    "ido",
    "ando",
    "endo",
    "indo",
    "antes",
    "ante",
    "ares",
    "ar",
    "er",
    "ir",
    "os",
    "as",
    "es",
    "is",
    "a",
    "o",
    "e",
    "s",
]
_SHORTEST = 4
_MOST_LOOSE = 4  # words by which records are looked for one by one
_MOST, _MOST_OF_A_SUBJECT = 4, 12
_MOST_SIGLAS, _MOST_NEWEST = 16, 2
_FEWEST_SHARED = 2  # words of a title, where the line says more than it holds
_NUMBER = re.compile(r"-(?=\d)")
_BILLS = ("PL", "PLC", "AUT")  # one bill, before and after it is an autógrafo
_OF_BILLS = set_of("veto vetos projeto projetos sancao autografo pl")


@dataclass(frozen=True, slots=True)
class Meant:
    """The numbers of the records that may be meant; all of them (`every`), or one of them."""

    codes: tuple[str, ...]
    every: bool = False
    certain: bool = True  # said by its number, or by the message that was answered
    awaited: bool = False  # it waits for this person
    asked_by: tuple[str, ...] = ()
    by_text: bool = False  # only its text holds the words, and not its title


def kinds_of(code: str) -> set[str]:
    """The kinds of record a number may be of; empty where it does not say."""
    sigla = _NUMBER.split(code, maxsplit=1)[0]  # DEC-M-210/2026: a sigla may have a dash of its own
    return {each.kind for each in subjects.known() for of in each.series if of.sigla == sigla}


def meant(
    scene: Scene, described: Described | None, about: Sequence[str], wait: str, *, explicit: bool = True
) -> Meant | None:
    """The records of these kinds that a slot means; None where it means none.

    `explicit`: the line says what is done, so that the last message being about something else does not matter.
    """
    if described is not None and described.sigla:
        return _of_kind(scene, described.sigla, about)
    if described is not None and described.place is not None:
        return _placed(scene, described.place, about)
    if described is None or described.pronoun:
        return _unsaid(scene, about, wait, even_if_other=explicit)
    if described.numbers:
        return _numbered(scene, described.numbers, about, wait)
    if described.loose:
        return _loosely(scene, described, about, wait)
    return _by_subject(scene, described.words, about, wait)


def _fits(code: str, about: Sequence[str]) -> bool:
    kinds = kinds_of(code)
    return "*" in about or not kinds or not kinds.isdisjoint(about)


def _of_kind(scene: Scene, sigla: str, about: Sequence[str]) -> Meant | None:
    """The one record of a kind that the message answered, or the last that named some, is about: “essa reunião”."""
    kinds = kinds_of(f"{sigla}-0")
    for codes in ((scene.context.record,), *([] if scene.context.reply_to else scene.said)):
        of_kind = {_visible(scene, Number(each, len(each), (each,))) for each in codes if kinds_of(each) & kinds} - {""}
        if of_kind:
            found = of_kind.pop()
            return Meant((found,), awaited=True) if not of_kind and _fits(found, about) else None
    return None


def _placed(scene: Scene, place: int, about: Sequence[str]) -> Meant | None:
    """The record at a place of the list shown last."""
    codes = next((listed for listed in scene.listed if len(listed) > 1), ())
    code = codes[place] if place < len(codes) else ""
    found = _visible(scene, Number(code, len(code), (code,))) if code else ""
    return Meant((found,), certain=False, awaited=True) if found and _fits(found, about) else None


def _unsaid(scene: Scene, about: Sequence[str], wait: str, *, even_if_other: bool) -> Meant | None:
    code = scene.context.record
    if code:
        found = _visible(scene, Number(code, len(code), (code,)))
        is_its = even_if_other or not wait or scene.context.reply_to or awaits(scene, found, wait)
        if found and _fits(found, about) and is_its:
            return Meant((found,), awaited=True)
        if scene.context.reply_to or not even_if_other:
            return None
    if not wait:
        return None
    found_ = [each for each in scene.of(wait) if _fits(each.code, about)]
    if not found_:
        return None
    return Meant(tuple(each.code for each in found_[:_MOST]), certain=False, awaited=True, asked_by=_askers(found_))


def _askers(found: Sequence[MentionedRecord]) -> tuple[str, ...]:
    return tuple(each.asked_by for each in found)


def _numbered(scene: Scene, found: Sequence[Number], about: Sequence[str], wait: str) -> Meant | None:
    if not found[0].codes:  # a bare figure
        waiting = [each for each in scene.of(wait) if each.code.partition("/")[0].endswith(f"-{found[0].words}")]
        return Meant(tuple(each.code for each in waiting if _fits(each.code, about))) if waiting else None
    codes = tuple(code for each in found if _fits(code := _visible(scene, each) or each.codes[0], about))
    askers = {each.code: each.asked_by for each in scene.of(wait)} if wait == PEDIDO else {}
    asked_by = tuple(askers.get(code, "") for code in codes)
    return Meant(codes, every=True, asked_by=asked_by) if len(codes) == len(found) else None


def _visible(scene: Scene, number: Number) -> str:
    """The whole number of the record, where this person may see it."""
    if number.codes not in scene.codes:
        here = scene.request
        found = records.find(here.session, number.codes, by=here.person, now=here.now)
        scene.codes[number.codes] = found[0].code if found else ""
    return scene.codes[number.codes]


def _by_subject(scene: Scene, words: Sequence[Word], about: Sequence[str], wait: str) -> Meant | None:
    sigla, stems = _sought(words)
    if not stems and not sigla:
        return None
    waiting = [each for each in scene.of(wait) if _fits(each.code, about)] if wait else []
    waiting = _called(waiting, sigla)
    hits = [(sum(has(each.title, stem) for stem in stems), each) for each in waiting]
    best = max((count for count, _ in hits), default=0)
    close = [each for count, each in hits if count == best]
    if close and (best or not stems) and 2 * best >= len(stems):
        codes = tuple(each.code for each in close[:_MOST])
        return Meant(codes, certain=False, awaited=True, asked_by=_askers(close))
    if not stems:
        return None
    found = _called([each for each in scene.by_subject(stems) if _fits(each.code, about)], sigla)
    titled = [each for each in found if all(has(each.title, stem) for stem in stems)]
    if not titled and len(stems) > _FEWEST_SHARED and not any(each.text.isdecimal() for each in words):
        found = _sharing(scene, stems, about, sigla) or found
    open_ = [each for each in titled or found if not each.is_final] or titled or found
    codes = tuple(each.code for each in open_[:_MOST_OF_A_SUBJECT])
    return Meant(codes, certain=False, by_text=not titled) if codes else None


def _called(found: list[MentionedRecord], sigla: str) -> list[MentionedRecord]:
    """Those of the kind that is named; all of them where none is."""
    begins = tuple(f"{each}-" for each in (_BILLS if sigla in _BILLS else (sigla,)))
    return [each for each in found if each.code.startswith(begins)] if sigla else found


def _sharing(scene: Scene, stems: Sequence[str], about: Sequence[str], sigla: str) -> list[MentionedRecord]:
    """The records whose titles hold most of the words, where none holds them all: “o veto do cadastro de feirantes”."""
    among = {each.code: each for start in stems[:_MOST_LOOSE] for each in scene.by_subject((start,))}
    counted = {code: sum(has(each.title, start) for start in stems) for code, each in among.items()}
    best = max(_FEWEST_SHARED, (len(stems) + 1) // 2, *counted.values()) if counted else 0
    return _called([each for code, each in among.items() if counted[code] == best and _fits(code, about)], sigla)


def _loosely(scene: Scene, described: Described, about: Sequence[str], wait: str) -> Meant | None:
    """The records whose titles hold the most of these words; those that wait for this person before others."""
    sigla, stems = _sought(described.words)
    found: dict[str, int] = {}
    hits = [
        (start, each) for start in stems[:_MOST_LOOSE] if len(start) >= _SHORTEST for each in scene.by_subject((start,))
    ]
    titled = [(start, each) for start, each in hits if has(each.title, start)]
    for _, each in titled:
        if _fits(each.code, about) and not (described.is_open and each.is_final):
            worth = 3 - each.is_final + (sigla != "" and each.code.startswith(f"{sigla}-"))
            found[each.code] = found.get(each.code, 0) + worth
    if wait:
        found = {code: count + awaits(scene, code, wait) for code, count in found.items()}
    best = max(found.values(), default=0)
    codes = tuple(code for code, count in found.items() if count == best)[:_MOST]
    codes = codes or _under(scene, described, about) or _of_sigla(scene, sigla, about, described.is_open)
    return Meant(codes, certain=False) if codes else None


def _under(scene: Scene, described: Described, about: Sequence[str]) -> tuple[str, ...]:
    """The record of one of these kinds under a bare figure: “o veto do 64”."""
    figure = next((word.text for word in described.words if word.text.isdecimal()), "")
    if not figure or "*" in about:
        return ()
    here = scene.request
    year = moments.today(here.now).year
    siglas = [of.sigla for each in subjects.known() if each.kind in about for of in each.series][:_MOST_SIGLAS]
    read = [number for sigla in siglas if (number := numbers.read(f"{sigla}-{figure}", year)) is not None]
    codes = tuple(code for number in read for code in number.codes)
    found = records.find(here.session, codes, by=here.person, now=here.now)
    return tuple(each.code for each in found if _fits(each.code, about))[:_MOST]


def _of_sigla(scene: Scene, sigla: str, about: Sequence[str], is_open: bool) -> tuple[str, ...]:
    """The newest records of a kind that is named alone: “a ata da reunião”."""
    if not sigla or not _fits(f"{sigla}-0", about):
        return ()
    here = scene.request
    kinds = sorted(kinds_of(f"{sigla}-0"))
    found = mentions.newest(here.session, kinds, sigla, by=here.person, now=here.now)
    return tuple(each.code for each in found if not (is_open and each.is_final))[:_MOST_NEWEST]


def _sought(words: Sequence[Word]) -> tuple[str, tuple[str, ...]]:
    """The sigla of the kind that the words name first, and the beginnings of those that say something."""
    plain = [word.text for word in words if not word.mark]
    sigla = ""
    kept: list[str] = []
    for text in plain:
        if text in _IDLE:
            continue
        of_kind = _BILLS[0] if text in _OF_BILLS else subjects.SPELLINGS.get(text)
        if of_kind and not kept:
            sigla = sigla or of_kind
            continue
        kept.append(text)
    return sigla, tuple(dict.fromkeys(stem(each) for each in kept if len(each) > 1))[:5]


def stem(word: str) -> str:
    """The beginning that a word shares with the others of its family: `vistoria`, `vistoriar`."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST:
            return word[: -len(suffix)]
    return word


def has(title: str, start: str) -> bool:
    """True if some word of a title begins so."""
    return any(word.startswith(start) for word in fold(title).replace("-", " ").split())


def has_number(scene: Scene, text: str) -> bool:
    """True if the number of a record stands in the text behind its kind."""
    year = moments.today(scene.request.now).year
    found = (numbers.read(text[word.start :], year) for word in words_of(text) if word.text[0].isalpha())
    return any(each is not None and each.named for each in found)


def awaits(scene: Scene, code: str, wait: str) -> bool:
    """True if the record waits for this person in that way."""
    return any(each.code == code for each in scene.of(wait))
