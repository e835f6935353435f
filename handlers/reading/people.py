"""@names -> people and órgãos. Ambiguous or misspelt ones are asked about, with buttons."""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy import select

from handlers.base import Ask, Button, Request
from models.people import (
    Function,
    Orgao,
    Person,
    Role,
    by_handle,
    holders,
    named,
    orgao_by_sigla,
    with_function,
    with_role,
)
from models.people.lists import members_of
from models.texts import fold

MENTION = re.compile(r"@([\w.-]*\w)")
EVERYONE = "todos"
_ROLES = {
    "assessoria": Role.ASSESSORIA,
    "assessores": Role.ASSESSORIA,
    "servidores": Role.SERVIDOR,
    "chefia": Role.CHEFIA,
}
_FUNCTIONS = {"adjuntos": Function.ADJUNTO, "titulares": Function.TITULAR, "secretarios": Function.TITULAR}
_MOST_CHOICES = 6


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Who a line names, in order, and the line without their names."""

    people: tuple[Person, ...]
    orgaos: tuple[Orgao, ...]
    rest: str

    @property
    def everyone(self) -> list[Person | Orgao]:
        return [*self.people, *self.orgaos]


def mentioned(request: Request, text: str) -> Mentioned:
    """Everyone named with @ in the text. Asks with buttons when a name is unknown or may be several people."""
    found: list[Person | Orgao] = []
    for name in dict.fromkeys(MENTION.findall(text)):
        found += _named(request, name)
    unique = list({(type(each), each.id): each for each in found}.values())
    people = tuple(each for each in unique if isinstance(each, Person))
    orgaos = tuple(each for each in unique if isinstance(each, Orgao))
    return Mentioned(people, orgaos, without_mentions(text))


def without_mentions(text: str) -> str:
    """The text without its @names, each line's blanks put in order."""
    lines = [" ".join(MENTION.sub(" ", line).split()) for line in text.splitlines()]
    return "\n".join(lines).strip()


def one(request: Request, name: str) -> Person | Orgao:
    """The person or órgão behind one name; asks when there is none or several."""
    session = request.session
    if exact := _exact(request, name):
        return exact
    alike = named(session, name.replace(".", " ").replace("-", " "), limit=_MOST_CHOICES)
    if len(alike) == 1 and set(fold(name).replace(".", " ").split()) <= set(alike[0].name_key.split()):
        return alike[0]
    if alike:
        raise Ask(
            f"Há mais de uma pessoa com o nome {name}. Quem?"
            if len(alike) > 1
            else f"Não conheço @{name}. Você quis dizer:",
            [_choice(request, name, p.handle, p.called) for p in alike],
        )
    close = _close(request, name)
    if close:
        buttons = [_choice(request, name, handle, f"@{handle}") for handle in close]
        raise Ask(f"Não conheço @{name}. Você quis dizer:", buttons)
    raise Ask(
        f"Não conheço @{name}. Veja quem está na casa:", [Button("Pessoas", "pessoas"), Button("Órgãos", "órgãos")]
    )


def _named(request: Request, name: str) -> list[Person | Orgao]:
    exact = _exact(request, name)
    return [exact] if exact else _several(request, name) or [one(request, name)]


def is_taken(request: Request, name: str) -> bool:
    """Whether the name means somebody or some group already (a saved list of that name apart)."""
    return _exact(request, name) is not None or fold(name) in {EVERYONE, *_ROLES, *_FUNCTIONS}


def _exact(request: Request, name: str) -> Person | Orgao | None:
    return by_handle(request.session, name) or orgao_by_sigla(request.session, name)


def _several(request: Request, name: str) -> list[Person | Orgao]:
    """The people behind @todos, a role or a saved list; nobody for any other name."""
    key, session = fold(name), request.session
    if key == EVERYONE:
        return [person.orgao or person for person in holders(session)]
    if key in _ROLES:
        return [*with_role(session, _ROLES[key])]
    if key in _FUNCTIONS:
        return [*with_function(session, _FUNCTIONS[key])]
    return members_of(session, key)


def _choice(request: Request, name: str, handle: str, label: str) -> Button:
    return Button(label, re.sub(rf"@{re.escape(name)}(?![\w.-])", f"@{handle}", request.line, count=1))


def _close(request: Request, name: str) -> list[str]:
    known = list(request.session.scalars(select(Person.handle).where(Person.active)))
    known += list(request.session.scalars(select(Orgao.key)))
    return get_close_matches(fold(name), known, n=4, cutoff=0.6)
