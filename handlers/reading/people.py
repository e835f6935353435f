"""@names as people and órgãos. Ambiguous or misspelt ones become a question, with buttons."""

import re
from dataclasses import dataclass
from itertools import islice

from handlers.base import Button, Refusal, Request
from handlers.reading import names, which_person
from handlers.reading.names import Spoken
from models.people import (
    Function,
    Orgao,
    Person,
    Role,
    by_handle,
    called,
    headed,
    orgao_by_sigla,
    orgaos,
    with_function,
    with_role,
)
from models.people.lists import members_of
from models.people.tables import EVERYONE, GROUPS
from models.texts import fold

_ROLES = {
    "assessoria": Role.ASSESSORIA,
    "assessores": Role.ASSESSORIA,
    "servidores": Role.SERVIDOR,
    "chefia": Role.CHEFIA,
}
_FUNCTIONS = {"adjuntos": Function.ADJUNTO, "titulares": Function.TITULAR, "secretarios": Function.TITULAR}
_MOST_CHOICES = 6
_BEFORE = re.compile(
    r"(?:[\s,;:]|(?:e|para|pra|p/|cc|a|ao|à|com\s+c[óo]pia(?:\s+(?:para|pra|ao?|à))?)(?=[\s\"'“‘«@])|[\"'“‘«](?=@)"
    r"|[/&+|]\s{0,3}(?=@))*",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"(?:\d\ufe0f?\u20e3|[^\w@])*")  # of a list, of joy: they may stand before the first name
_LISTING = re.compile(r"\d\ufe0f?\u20e3|[\s,;:.•*>\"'“‘«(\[-]|[–—]")
_BETWEEN = re.compile(r"^(?:[\s,;]+|(?:e|por)\s+)+", re.IGNORECASE)
_AFTER = " \n\t:,;-"
_CLOSING = (*names.CLOSING, ")", "]")
_MOST_NAMES = 60
_RELATED = re.compile(r"(?:^|\s)(?:com|a|ao|à|de|do|da|por|pel[oa]|para|pra|e|ou|em|no|na|sobre)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mentioned:
    """The people and órgãos a line names, with repetitions, and the line without their names."""

    in_order: tuple[Person | Orgao, ...]
    rest: str

    @property
    def people(self) -> tuple[Person, ...]:
        return tuple(each for each in dict.fromkeys(self.in_order) if isinstance(each, Person))

    @property
    def orgaos(self) -> tuple[Orgao, ...]:
        return tuple(each for each in dict.fromkeys(self.in_order) if isinstance(each, Orgao))

    @property
    def everyone(self) -> list[Person | Orgao]:
        return [*self.people, *self.orgaos]


@dataclass(frozen=True, slots=True)
class _Found:
    """The meaning of one name, and its end in the text."""

    who: list[Person | Orgao]
    end: int


class _Names:
    """The names of one text, each distinct one looked up once."""

    def __init__(self, request: Request, line: str) -> None:
        self.request, self.line = request, line
        self._known: dict[tuple[tuple[str, ...], bool], tuple[list[Person | Orgao], int] | None] = {}

    def found(self, name: Spoken) -> _Found:
        """The meaning of a name. Raises Refusal."""
        key = (name.typed, name.quoted)
        if (known := self._known.get(key)) is None:
            if len(self._known) >= _MOST_NAMES:
                raise Refusal(f"São mais de {_MOST_NAMES} nomes de uma vez. Mande em partes, ou guarde uma lista.")
            known = self._known[key] = _sought(self.request, self.line, name)
        return _Found(known[0], name.end_of(known[1]))

    def has(self, name: Spoken) -> bool:
        """Whether `@ word` in the middle of a line is a name: the sign may as well be that of a price."""
        key = (name.typed, name.quoted)
        if name.typed and key not in self._known:
            try:
                self.found(name)
            except Refusal:
                if len(self._known) >= _MOST_NAMES:
                    raise
                self._known[key] = None
        return bool(self._known.get(key))


def mentioned(request: Request, text: str) -> Mentioned:
    """Everyone named with @ in the text. Raises Refusal, with buttons, for an unknown or ambiguous name."""
    line, who, kept, end = names.plain(text), [], [], 0
    known = _Names(request, line)
    for name in names.spoken(line):
        if name.start < end or (name.blank and not known.has(name)):
            continue
        found = known.found(name)
        who += found.who
        kept.append(text[end : name.start])
        end = found.end
    return Mentioned(tuple(who), _in_order(" ".join([*kept, text[end:]])))


def addressed(request: Request, text: str, *, own: bool = False) -> Mentioned:
    """Those named at the head of the text, and the rest as typed. Raises Refusal for names only further on.

    `own`: without a name it is for the person, so that this is offered too.
    """
    line, who, end, sign = names.plain(text), [], 0, ""
    known = _Names(request, line)
    while (start := _next(line, end)) is not None:
        if not end:
            sign = _LISTING.sub("", text[_opening(line) : start])
        found = known.found(names.at(line, start))
        who += found.who
        end = found.end + (line[found.end : found.end + 1] in _CLOSING)
    if who:
        return Mentioned(tuple(who), f"{sign} {text[end:].lstrip(_AFTER)}".strip())
    if further := [*islice((name for name in names.spoken(line) if not name.blank), _MOST_CHOICES)]:
        raise _for_whom(known, text, further, own=own)
    return Mentioned((), text)


def listed(request: Request, text: str) -> str:
    """The answer to "para quem?", each name in it behind an @, which names may lack. Raises Refusal."""
    if "@" in names.plain(text):
        mentioned(request, text)
        return text
    done, rest = "", text
    while rest := _BETWEEN.sub("", rest, count=1):
        request.line = f"{done}@{rest}"
        found = _Names(request, f"@{rest}").found(names.at(f"@{rest}", 0))
        said = rest[: found.end - 1].strip(names.TRIMMED)
        done, rest = f"{done}@{_key(found.who, said)} ", rest[found.end - 1 :]
    return done.strip()


def _key(who: list[Person | Orgao], said: str) -> str:
    """What stands behind the @ of one person or órgão; of several, what was said."""
    if len(who) != 1:
        return f'"{said}"'
    return who[0].handle if isinstance(who[0], Person) else who[0].key


def is_taken(request: Request, name: str) -> bool:
    """Whether the name already means a person, an órgão or a group (saved lists are not looked at)."""
    key = fold(name)
    return (
        key in GROUPS or by_handle(request.session, key) is not None or orgao_by_sigla(request.session, key) is not None
    )


def _next(line: str, end: int) -> int | None:
    """The place of the next @ of the head."""
    start = _over(_BEFORE, line, end)
    if not end and not line.startswith("@", start):
        start = _over(_SIGNS, line, start)
    return start if line.startswith("@", start) else None


def _opening(line: str) -> int:
    """The beginning of the signs before the first name."""
    return _over(_BEFORE, line, 0)


def _over(some: re.Pattern[str], line: str, start: int) -> int:
    found = some.match(line, start)
    return found.end() if found else start


def _sought(request: Request, line: str, name: Spoken) -> tuple[list[Person | Orgao], int]:
    """The people and órgãos of one name, and the number of its words. Raises Refusal."""
    if not name.typed:
        raise Refusal("Falta um nome depois do @. Veja quem está na casa:", which_person.WHO_IS_WHO)
    if several := _group(request, name.key):
        return several, 1
    matches = _matches(request, name)
    if not any(match.exact for match in matches) and (listed := members_of(request.session, name.key)):
        return listed, 1
    best = _best(matches)
    agreed = best[0].agreed if best else 0
    if len(best) != 1 or (name.quoted and agreed < len(name.words)):
        raise which_person.which(request, line, name, [match.who for match in best], agreed)
    if name.quoted or not isinstance(best[0].who, Person) or not _has_other_surname(request, name, agreed):
        return [best[0].who], agreed
    raise which_person.other_surname(request, line, name, best[0].who, agreed)


def _group(request: Request, key: str) -> list[Person | Orgao]:
    """The people behind @todos or a role; nobody for any other name."""
    session = request.session
    if key == EVERYONE:
        return [*headed(session)]
    if key in _ROLES:
        return [*with_role(session, _ROLES[key])]
    return [*with_function(session, _FUNCTIONS[key])] if key in _FUNCTIONS else []


# --- one name ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Match:
    """The fit of a name: how many words agree, and whether they are the usuario or sigla, or all of the name."""

    who: Person | Orgao
    agreed: int
    exact: bool
    whole: bool


def _matches(request: Request, name: Spoken) -> list[_Match]:
    """The matches of at least one word. Órgãos are left out when it is a usuario."""
    words = names.parts(name.key)
    people = called(request.session, name.key, words)
    found = [_match(name, each, each.name_key, exact=each.handle == name.key) for each in people]
    if not any(match.exact for match in found):
        found += _matching_orgaos(request, name)
    return [match for match in found if match.agreed]


def _matching_orgaos(request: Request, name: Spoken) -> list[_Match]:
    """The órgão with that sigla, where the name has no more words; else every match."""
    known = orgao_by_sigla(request.session, name.key)
    longer = len(name.typed) > 1 and (name.quoted or name.doubtful_end(1) > 1)
    some = [known] if known and not longer else orgaos(request.session)
    return [_match(name, each, each.name, exact=each is known) for each in some]


def _match(name: Spoken, who: Person | Orgao, called_: str, *, exact: bool) -> _Match:
    own = names.parts(called_)
    if name.quoted:
        words = names.parts(name.key)
        agreed = names.agreement(words, own)
        return _Match(who, len(name.words) if exact or agreed == len(words) else 0, exact, agreed == len(own))
    first = names.parts(name.key)
    agreed = names.agreement([*first, *name.words[1:]], own) - len(first) + 1
    if exact:
        agreed = max(agreed, 1 + names.agreement(name.words[1:], own))
    return _Match(who, max(agreed, 0), exact, agreed >= len(own))


def _best(matches: list[_Match]) -> list[_Match]:
    """The matches of the most words; of these a usuario or sigla before a word of a name, a whole one before a part."""
    most = max((match.agreed for match in matches), default=0)
    longest = [match for match in matches if match.agreed == most]
    sure = [match for match in longest if (match.exact if most == 1 else match.whole)]
    return sure or longest


def _has_other_surname(request: Request, name: Spoken, agreed: int) -> bool:
    """Whether the surname of somebody else follows: `@Bruno Prado`, where Bruno is Bruno Lima."""
    following = name.typed[agreed : agreed + 1]
    if not following or not (following[0].istitle() and name.typed[0].istitle()):
        return False
    word = fold(following[0])
    return any(word in names.parts(each.name_key)[1:] for each in called(request.session, "", [word]))


def _for_whom(known: _Names, text: str, further: list[Spoken], *, own: bool) -> Refusal:
    """The question whether names that stand only further on are the addressees."""
    request = known.request
    before = request.line.removesuffix(request.text)
    buttons = []
    for name in further:
        found = known.found(name)
        for each in found.who[:1]:
            key = each.key if isinstance(each, Orgao) else each.handle
            rest = _without(known.line, text, name.start, found.end)
            buttons.append(Button(each.name, f"{before}@{key} {rest}"))
    if own:
        buttons.append(Button("Para mim", f"{before}@{request.person.handle} {text}"))
    return Refusal("Para quem é? O nome de quem recebe vem no começo; no meio, faz parte do texto.", buttons)


def _without(line: str, text: str, start: int, end: int) -> str:
    """The text without that name, unless it belongs to the sentence: `falar com @caio`."""
    return text if _RELATED.search(line[max(start - 12, 0) : start]) else _in_order(f"{text[:start]} {text[end:]}")


def _in_order(text: str) -> str:
    """The text with single blanks in each line."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()
