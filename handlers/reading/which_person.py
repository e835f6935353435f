"""The question about an ambiguous or unknown name, with a button for each person or órgão it may mean."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from difflib import get_close_matches

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.base import Button, Refusal, Request
from handlers.reading import names
from handlers.reading.names import Spoken
from models.people import Orgao, Person, departed, named, orgaos
from models.texts import fold

_MOST_CHOICES = 6
Elsewhere = Callable[[Session, str, datetime], Refusal | None]
_outside: list[Elsewhere] = []  # who, not of the house, may be meant by a name that nobody in it has
WHO_IS_WHO = [Button("Pessoas", "pessoas"), Button("Órgãos", "órgãos")]


def outside(look: Elsewhere) -> Elsewhere:
    """Register a look-up of names outside the house: its refusal is said instead of `Não conheço`."""
    _outside.append(look)
    return look


def which(request: Request, line: str, name: Spoken, best: Sequence[Person | Orgao], agreed: int) -> Refusal:
    """The question. `best`: the matches of `agreed` of the words."""
    count = name.doubtful_end(agreed or 1)
    said = line[name.start + 1 : name.end_of(count)].strip(names.TRIMMED)
    typed = line[name.start : name.end_of(count)]
    if not best and (met := _elsewhere(request, said)):
        return met
    who = best or _alike(request, said)
    if not who:
        return _close(request, typed, said)
    return Refusal(_question(said, who), [_choice(request, typed, each) for each in who[:_MOST_CHOICES]])


def _elsewhere(request: Request, said: str) -> Refusal | None:
    found = (look(request.session, said, request.now) for look in _outside)
    return next((refusal for refusal in found if refusal), None)


def _question(said: str, who: Sequence[Person | Orgao]) -> str:
    if len(who) == 1:
        return f"Não conheço @{said}. Você quis dizer:"
    if all(isinstance(each, Orgao) for each in who):
        return f"Há mais de um órgão com o nome {said}. Qual?"
    kind = "uma pessoa" if all(isinstance(each, Person) for each in who) else "uma pessoa ou órgão"
    return f"Há mais de {kind} com o nome {said}. Quem?"


def _alike(request: Request, said: str) -> list[Person | Orgao]:
    """The people and órgãos with words that begin alike."""
    words = names.parts(said)[: names.MOST_WORDS]
    found: list[Person | Orgao] = [*named(request.session, " ".join(words), limit=_MOST_CHOICES)]
    for orgao in orgaos(request.session):
        own = [*names.parts(orgao.name), orgao.key]
        if all(any(each.startswith(word) for each in own) for word in words if word not in names.SMALL):
            found.append(orgao)
    return found


def _close(request: Request, typed: str, said: str) -> Refusal:
    known = {person: person for person in request.session.scalars(select(Person.handle).where(Person.active))}
    for orgao in orgaos(request.session):
        known |= {word: orgao.key for word in (*names.parts(orgao.name), orgao.key) if len(word) > 2}
    left = next((each for each in departed(request.session, said) if _is_called(each, said)), None)
    if left is not None:
        return Refusal(f"{left.name} já não está na casa. Diga outra pessoa, ou veja quem está:", WHO_IS_WHO)
    close = get_close_matches(fold(said), list(known), n=4, cutoff=0.6)
    keys = list(dict.fromkeys(known[word] for word in close))
    if not keys:
        return Refusal(f"Não conheço @{said}. Veja quem está na casa:", WHO_IS_WHO)
    buttons = [Button(f"@{key}", _replaced(request, typed, key)) for key in keys]
    return Refusal(f"Não conheço @{said}. Você quis dizer:", buttons)


def _is_called(person: Person, said: str) -> bool:
    """Whether it is somebody's name behind @, first name or whole name."""
    return fold(said) in (person.handle, fold(person.first_name), fold(person.name))


def other_surname(request: Request, line: str, name: Spoken, person: Person, agreed: int) -> Refusal:
    rest = name.typed[agreed]
    typed = line[name.start : name.end_of(agreed + 1)]
    return Refusal(
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
    """The whole line with another name in the place of this one."""
    place = re.compile(rf"(?<![\w.@]){re.escape(typed)}(?![\w-])")
    found = place.search(names.plain(request.line))
    return f"{request.line[: found.start()]}@{key}{request.line[found.end() :]}" if found else request.line
