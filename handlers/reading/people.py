"""@names -> people and órgãos. Ambiguous or misspelt ones are asked about, with buttons."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy import select

from handlers.base import Ask, Button, Request
from handlers.reading import names
from handlers.reading.names import Spoken
from models.people import (
    Function,
    Orgao,
    Person,
    Role,
    by_handle,
    called,
    headed,
    named,
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
    r"(?:[\s,;:]|[/&+](?=\s?@)|(?:e|para|pra|p/|cc|a|ao|à|com\s+c[óo]pia(?:\s+(?:para|pra|ao?|à))?)(?=[\s\"'“‘«@])|[\"'“‘«](?=@))*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"^(?:[\s,;]+|e\s+)+", re.IGNORECASE)
_AFTER = " \n\t:,;-"
_WHO_IS_WHO = [Button("Pessoas", "pessoas"), Button("Órgãos", "órgãos")]
_RELATED = re.compile(r"(?:^|\s)(?:com|a|ao|à|de|do|da|por|pel[oa]|para|pra|e|ou|em|no|na|sobre)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Who a line names, as often as it does, and the line without their names."""

    in_order: tuple[Person | Orgao, ...]
    rest: str

    @property
    def people(self) -> tuple[Person, ...]:
        return tuple(dict.fromkeys(each for each in self.in_order if isinstance(each, Person)))

    @property
    def orgaos(self) -> tuple[Orgao, ...]:
        return tuple(dict.fromkeys(each for each in self.in_order if isinstance(each, Orgao)))

    @property
    def everyone(self) -> list[Person | Orgao]:
        return [*self.people, *self.orgaos]


@dataclass(frozen=True, slots=True)
class _Found:
    """Who one name means, and where it ends in the text."""

    who: list[Person | Orgao]
    end: int


def mentioned(request: Request, text: str) -> Mentioned:
    """Everyone named with @ in the text. Asks with buttons when a name is unknown or may be several people."""
    line, who, kept, end = names.plain(text), [], [], 0
    for name in names.spoken(line):
        if name.start < end or (name.blank and not _is_known(request, line, name)):
            continue
        found = _found(request, line, name)
        who += found.who
        kept.append(text[end : name.start])
        end = found.end
    return Mentioned(tuple(who), _in_order(" ".join([*kept, text[end:]])))


def addressed(request: Request, text: str, *, own: bool = False) -> Mentioned:
    """Those named at the head of the text; the rest stays as typed. Asks where the only names stand further on.

    `own`: without a name it is for oneself, so that this is offered too.
    """
    line, who, end = names.plain(text), [], 0
    while (start := _next(line, end)) is not None:
        found = _found(request, line, names.at(line, start))
        who += found.who
        end = found.end + (line[found.end : found.end + 1] in names.CLOSING)
    if not who and (further := [name for name in names.spoken(line) if not name.blank]):
        raise _for_whom(request, text, line, further, own=own)
    return Mentioned(tuple(who), text[end:].lstrip(_AFTER).rstrip() if who else text)


def listed(request: Request, text: str) -> str:
    """The answer to "para quem?", each name in it behind an @; names may follow each other without one. Raises Ask."""
    if "@" in names.plain(text):
        mentioned(request, text)
        return text
    done, rest = "", text
    while rest := _BETWEEN.sub("", rest, count=1):
        request.line = f"{done}@{rest}"
        found = _found(request, f"@{rest}", names.at(f"@{rest}", 0))
        done, rest = f'{done}@"{rest[: found.end - 1].strip(names.TRIMMED)}" ', rest[found.end - 1 :]
    return done.strip()


def is_taken(request: Request, name: str) -> bool:
    """Whether the name means somebody or some group already (a saved list of that name apart)."""
    key = fold(name)
    return (
        key in GROUPS or by_handle(request.session, key) is not None or orgao_by_sigla(request.session, key) is not None
    )


def _next(line: str, end: int) -> int | None:
    """Where the next @ of the head stands."""
    opening = _BEFORE.match(line, end)
    start = opening.end() if opening else end
    return start if line.startswith("@", start) else None


def _found(request: Request, line: str, name: Spoken) -> _Found:
    """Those one name means. Raises Ask."""
    if not name.typed:
        raise Ask("Falta um nome depois do @. Veja quem está na casa:", _WHO_IS_WHO)
    if several := _group(request, name.key):
        return _Found(several, name.ends[0])
    matches = _matches(request, name)
    if not any(match.exact for match in matches) and (listed := members_of(request.session, name.key)):
        return _Found(listed, name.ends[0])
    best = _best(matches)
    agreed = best[0].agreed if best else 0
    if len(best) != 1 or (name.quoted and agreed < len(name.words)):
        raise _which(request, line, name, best)
    if name.quoted or not isinstance(best[0].who, Person) or not _has_other_surname(request, name, agreed):
        return _Found([best[0].who], name.end_of(agreed))
    raise _other_surname(request, line, name, best[0].who, agreed)


def _is_known(request: Request, line: str, name: Spoken) -> bool:
    """Whether `@ word` in the middle of a line means somebody: the sign may as well be that of a price."""
    try:
        return bool(name.typed) and bool(_found(request, line, name).who)
    except Ask:
        return False


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
    """How well one name fits somebody: how many words agree, and whether they are the usuario or sigla, or all."""

    who: Person | Orgao
    agreed: int
    exact: bool
    whole: bool


def _matches(request: Request, name: Spoken) -> list[_Match]:
    """Whom at least one word fits. Órgãos are not looked for where a usuario is written."""
    words = names.parts(name.key)
    people = called(request.session, name.key, words)
    found = [_match(name, each, each.name_key, exact=each.handle == name.key) for each in people]
    if not any(match.exact for match in found):
        found += _matching_orgaos(request, name)
    return [match for match in found if match.agreed]


def _matching_orgaos(request: Request, name: Spoken) -> list[_Match]:
    """The one with that sigla, where no more of a name follows; else every one is compared."""
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
    """Those most words fit; among them a usuario or sigla before a word of a name, a whole name before a part."""
    most = max((match.agreed for match in matches), default=0)
    longest = [match for match in matches if match.agreed == most]
    sure = [match for match in longest if (match.exact if most == 1 else match.whole)]
    return sure or longest


def _has_other_surname(request: Request, name: Spoken, agreed: int) -> bool:
    """Whether a surname of somebody of the house is left behind a name: `@Bruno Prado`, where Bruno is Bruno Lima."""
    following = name.typed[agreed : agreed + 1]
    if not following or not (following[0].istitle() and name.typed[0].istitle()):
        return False
    word = fold(following[0])
    return any(word in names.parts(each.name_key)[1:] for each in called(request.session, "", [word]))


# --- questions -----------------------------------------------------------------------------------------------


def _which(request: Request, line: str, name: Spoken, best: list[_Match]) -> Ask:
    count = name.doubtful_end(best[0].agreed if best else 1)
    said = line[name.start + 1 : name.end_of(count)].strip(names.TRIMMED)
    typed = line[name.start : name.end_of(count)]
    who = [match.who for match in best] or _alike(request, said)
    if not who:
        return _close(request, typed, said)
    return Ask(_question(said, who), [_choice(request, typed, each) for each in who[:_MOST_CHOICES]])


def _question(said: str, who: Sequence[Person | Orgao]) -> str:
    if len(who) == 1:
        return f"Não conheço @{said}. Você quis dizer:"
    if all(isinstance(each, Orgao) for each in who):
        return f"Há mais de um órgão com o nome {said}. Qual?"
    kind = "uma pessoa" if all(isinstance(each, Person) for each in who) else "uma pessoa ou órgão"
    return f"Há mais de {kind} com o nome {said}. Quem?"


def _alike(request: Request, said: str) -> list[Person | Orgao]:
    """Those with words that begin so."""
    words = names.parts(said)[: names.MOST_WORDS]
    found: list[Person | Orgao] = [*named(request.session, " ".join(words), limit=_MOST_CHOICES)]
    for orgao in orgaos(request.session):
        own = [*names.parts(orgao.name), orgao.key]
        if all(any(each.startswith(word) for each in own) for word in words if word not in names.SMALL):
            found.append(orgao)
    return found


def _close(request: Request, typed: str, said: str) -> Ask:
    known = {person: person for person in request.session.scalars(select(Person.handle).where(Person.active))}
    for orgao in orgaos(request.session):
        known |= {word: orgao.key for word in (*names.parts(orgao.name), orgao.key) if len(word) > 2}
    close = get_close_matches(fold(said), list(known), n=4, cutoff=0.6)
    keys = list(dict.fromkeys(known[word] for word in close))
    if not keys:
        return Ask(f"Não conheço @{said}. Veja quem está na casa:", _WHO_IS_WHO)
    buttons = [Button(f"@{key}", _replaced(request, typed, key)) for key in keys]
    return Ask(f"Não conheço @{said}. Você quis dizer:", buttons)


def _other_surname(request: Request, line: str, name: Spoken, person: Person, agreed: int) -> Ask:
    rest = name.typed[agreed]
    typed = line[name.start : name.end_of(agreed + 1)]
    return Ask(
        f"{person.name} não tem {rest} no nome. Quem recebe, e o que faz parte do texto?",
        [
            Button(person.called, _replaced(request, typed, person.handle)),
            Button(f"{person.first_name}; “{rest}” é do texto", _replaced(request, typed, f"{person.handle}: {rest}")),
        ],
    )


def _choice(request: Request, typed: str, who: Person | Orgao) -> Button:
    key, label = (who.key, who.name) if isinstance(who, Orgao) else (who.handle, who.called)
    return Button(label, _replaced(request, typed, key))


def _replaced(request: Request, typed: str, key: str) -> str:
    """The whole line again, with another name where this one stands."""
    place = re.compile(rf"(?<![\w.@]){re.escape(typed)}(?![\w-])")
    found = place.search(names.plain(request.line))
    return f"{request.line[: found.start()]}@{key}{request.line[found.end() :]}" if found else request.line


def _for_whom(request: Request, text: str, line: str, further: list[Spoken], *, own: bool) -> Ask:
    """Names only further on: whether they are who it is for."""
    before = request.line.removesuffix(request.text)
    buttons = []
    for name in further[:_MOST_CHOICES]:
        for each in _found(request, line, name).who[:1]:
            key = each.key if isinstance(each, Orgao) else each.handle
            buttons.append(Button(each.name, f"{before}@{key} {_without(request, line, text, name)}"))
    if own:
        buttons.append(Button("Para mim", f"{before}@{request.person.handle} {text}"))
    return Ask("Para quem é? O nome de quem recebe vem no começo; no meio, faz parte do texto.", buttons)


def _without(request: Request, line: str, text: str, name: Spoken) -> str:
    """The text without that name, unless it belongs to the sentence: `falar com @caio`."""
    if _RELATED.search(line[max(name.start - 12, 0) : name.start]):
        return text
    return _in_order(f"{text[: name.start]} {text[_found(request, line, name).end :]}")


def _in_order(text: str) -> str:
    """The text with each line's blanks put in order."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()
