"""Finding people and órgãos, and who answers for them on a given day."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, String, bindparam, or_, select
from sqlalchemy.orm import Session

from models.people.structure import present, structure
from models.people.substitution import stand_ins
from models.people.tables import Address, FormerSigla, Function, Orgao, Person, Role, Succession
from models.texts import fold

_AT_ADDRESS = (
    select(Person)
    .join(Address, Address.person_id == Person.id)
    .where(Address.channel == bindparam("channel"), Address.address == bindparam("address"))
    .where(Address.active, Person.active)
)
_BY_HANDLE = select(Person).where(Person.handle == bindparam("handle"), Person.active)
_BY_SIGLA = select(Orgao).where(Orgao.key == bindparam("key"))
_BY_FORMER_SIGLA = select(Orgao).join(FormerSigla).where(FormerSigla.key == bindparam("key"))
_PRESENT = select(Orgao).where(Orgao.id.not_in(select(Succession.orgao_id))).order_by(Orgao.sigla)
_LIKE = bindparam("like", type_=String) + ""  # SQLite plans a LIKE anew whenever a bare parameter of it is given
_CALLED = (
    select(Person)
    .where(Person.active, or_(Person.handle == bindparam("handle"), Person.name_key.like(_LIKE)))
    .order_by(Person.handle != bindparam("handle"), Person.name)
    .limit(60)
)
_LEADING = (
    select(Person)
    .where(Person.active, or_(Person.function != "", Person.id.in_(bindparam("further", expanding=True))))
    .order_by(Person.name)
)
_WITH_ROLE = (
    select(Person).where(Person.active, Person.role.in_(bindparam("roles", expanding=True))).order_by(Person.id)
)
_MOST_WORDS = 12  # of a name that is looked for: a longer one is nobody's
_FUNCTION_FIRST = {Function.TITULAR: 0, Function.ADJUNTO: 1}


def at_address(session: Session, channel: str, address: str) -> Person | None:
    """The active person bound to that address, if any."""
    return session.scalar(_AT_ADDRESS, {"channel": channel, "address": address})


def by_handle(session: Session, handle: str) -> Person | None:
    return session.scalar(_BY_HANDLE, {"handle": fold(handle)})


def orgao_by_sigla(session: Session, sigla: str) -> Orgao | None:
    """The órgão that has this sigla or had it; of a closed one, its successor."""
    key = {"key": fold(sigla)}
    found = session.scalar(_BY_SIGLA, key) or session.scalar(_BY_FORMER_SIGLA, key)
    return present(session, found) if found else None


def orgaos(session: Session) -> list[Orgao]:
    """The present órgãos, by sigla."""
    return list(session.scalars(_PRESENT))


def called(session: Session, handle: str, words: Sequence[str]) -> list[Person]:
    """Active people with this handle, or with the first of the words in the name."""
    like = f"%{words[0]}%" if words else handle
    return list(session.scalars(_CALLED, {"handle": handle, "like": like}))


def named(session: Session, words: str, limit: int = 8) -> list[Person]:
    """Active people whose name or handle has a word that begins with each of these."""
    query = _active().order_by(Person.name).limit(limit)
    asked = fold(words).split()
    if len(asked) > _MOST_WORDS:
        return []
    for word in asked:
        query = query.where((" " + Person.name_key + " " + Person.handle).contains(f" {word}", autoescape=True))
    return list(session.scalars(query))


def departed(session: Session, words: str = "", limit: int = 6) -> list[Person]:
    """People who left, by handle or by a part of the name; all of them without words."""
    key = fold(words).strip()
    query = select(Person).where(Person.active.is_(False)).order_by(Person.handle != key, Person.name).limit(limit)
    if not key:
        return list(session.scalars(query))
    query = query.where(or_(Person.handle == key, Person.name_key.contains(key, autoescape=True)))
    found = list(session.scalars(query))
    return [each for each in found if each.handle == key] or found


def members(session: Session, orgao: Orgao) -> list[Person]:
    """The active people of an órgão, titular first, then adjunto."""
    return [person for person, _ in with_functions(session, orgao)]


def with_functions(session: Session, orgao: Orgao) -> list[tuple[Person, str]]:
    """The same people, each with the function in that órgão."""
    known = structure(session)
    here = known.now(orgao.id)
    further = known.holding(here)
    query = _active().where(
        or_(Person.orgao_id == here, Person.id.in_(further)) if further else Person.orgao_id == here
    )
    found = [
        (person, person.function if person.orgao_id == here else further[person.id])
        for person in session.scalars(query.order_by(Person.name))
    ]
    return sorted(found, key=lambda pair: _FUNCTION_FIRST.get(Function(pair[1]), 2) if pair[1] else 2)


def leading(session: Session, orgao: Orgao, function: Function) -> list[Person]:
    """The titular, or the adjuntos, of an órgão."""
    return [person for person, held in with_functions(session, orgao) if held == function]


def holder(session: Session, orgao: Orgao) -> Person | None:
    """The titular of the órgão; where the post is vacant, the adjunto."""
    return next((person for person, function in with_functions(session, orgao) if function), None)


def heads(session: Session) -> dict[int, dict[str, Person]]:
    """The heads of each órgão: órgão id -> function -> person."""
    further = structure(session).posts
    found: dict[int, dict[str, Person]] = {}
    for person in session.scalars(_LEADING, {"further": list(further)}):
        for orgao_id, function in [(person.orgao_id, person.function), *further.get(person.id, ())]:
            if orgao_id and function:
                found.setdefault(orgao_id, {}).setdefault(function, person)
    return found


def holders(session: Session) -> list[Person]:
    """Every titular but the mayor, in whose name it is, by the sigla of the main órgão."""
    further = [i for i, posts in structure(session).posts.items() if any(f == Function.TITULAR for _, f in posts)]
    titular = _active().where(or_(Person.function == Function.TITULAR, Person.id.in_(further)))
    query = titular.where(Person.role != Role.PREFEITO, Person.orgao_id.is_not(None))
    return sorted(session.scalars(query), key=lambda person: person.orgao.sigla if person.orgao else "")


def headed(session: Session) -> list[Orgao]:
    """The órgãos of every titular but the mayor, by sigla: the addressees of @todos."""
    known = structure(session)
    ids: set[int] = set()
    for person in holders(session):
        main = [(person.orgao_id, person.function)]
        ids |= {i for i, function in [*main, *known.posts.get(person.id, ())] if i and function == Function.TITULAR}
    found = [session.get_one(Orgao, orgao_id) for orgao_id in ids]
    return sorted(found, key=lambda orgao: orgao.sigla)


def with_role(session: Session, *roles: Role) -> list[Person]:
    return list(session.scalars(_WITH_ROLE, {"roles": roles}))


def with_function(session: Session, function: Function) -> list[Person]:
    """Titulares or adjuntos of secretarias: the heads of the cabinet itself are not among them."""
    query = _active().where(Person.function == function, Person.role == Role.SECRETARIO).order_by(Person.id)
    return list(session.scalars(query))


def cabinet(session: Session) -> Orgao | None:
    """The órgão of the mayor, to which records without another órgão belong."""
    return next((person.orgao for person in with_role(session, Role.PREFEITO) if person.orgao), None)


def stand_in(session: Session, person: Person, on: date) -> Person:
    """The person who answers for this one on that day: the substitute of the day, or the person."""
    substitute_id = stand_ins(session, on).get(person.id)
    return session.get_one(Person, substitute_id) if substitute_id else person


def responsible(session: Session, orgao: Orgao, on: date) -> Person | None:
    """The person who answers for the órgão on that day; None where it is vacant."""
    person = holder(session, orgao)
    return stand_in(session, person, on) if person else None


def _active() -> Select[Person]:
    return select(Person).where(Person.active)
