"""Finding people and órgãos, and who answers for them on a given day."""

from datetime import date

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from models.people.substitution import stand_ins
from models.people.tables import Address, Function, Orgao, Person, Role
from models.texts import fold

_AT_ADDRESS = (
    select(Person)
    .join(Address, Address.person_id == Person.id)
    .where(Address.channel == bindparam("channel"), Address.address == bindparam("address"))
    .where(Address.active, Person.active)
)
_BY_HANDLE = select(Person).where(Person.handle == bindparam("handle"), Person.active)
_BY_SIGLA = select(Orgao).where(Orgao.key == bindparam("key"))
_MOST_WORDS = 12  # of a name that is looked for: a longer one is nobody's
_FUNCTION_FIRST = {Function.TITULAR: 0, Function.ADJUNTO: 1}


def at_address(session: Session, channel: str, address: str) -> Person | None:
    """The active person bound to that address, if any."""
    return session.scalar(_AT_ADDRESS, {"channel": channel, "address": address})


def by_handle(session: Session, handle: str) -> Person | None:
    return session.scalar(_BY_HANDLE, {"handle": fold(handle)})


def orgao_by_sigla(session: Session, sigla: str) -> Orgao | None:
    return session.scalar(_BY_SIGLA, {"key": fold(sigla)})


def named(session: Session, words: str, limit: int = 8) -> list[Person]:
    """Active people whose name or handle has a word that begins with each of these."""
    query = _active().order_by(Person.name).limit(limit)
    asked = fold(words).split()
    if len(asked) > _MOST_WORDS:
        return []
    for word in asked:
        query = query.where((" " + Person.name_key + " " + Person.handle).contains(f" {word}", autoescape=True))
    return list(session.scalars(query))


def members(session: Session, orgao: Orgao) -> list[Person]:
    """The active people of an órgão, titular first, then adjunto."""
    found = list(session.scalars(_active().where(Person.orgao_id == orgao.id).order_by(Person.name)))
    return sorted(found, key=lambda person: _FUNCTION_FIRST.get(Function(person.function), 2) if person.function else 2)


def holder(session: Session, orgao: Orgao) -> Person | None:
    """The titular of the órgão; where the post is vacant, the adjunto."""
    leading = [person for person in members(session, orgao) if person.function]
    return leading[0] if leading else None


def holders(session: Session) -> list[Person]:
    """Every titular but the mayor, in whose name it is: the addressees of @todos, by the sigla of the órgão."""
    titular = _active().where(Person.function == Function.TITULAR, Person.orgao_id.is_not(None))
    query = titular.where(Person.role != Role.PREFEITO)
    return sorted(session.scalars(query), key=lambda person: person.orgao.sigla if person.orgao else "")


def with_role(session: Session, *roles: Role) -> list[Person]:
    return list(session.scalars(_active().where(Person.role.in_(roles)).order_by(Person.id)))


def with_function(session: Session, function: Function) -> list[Person]:
    """Titulares or adjuntos of secretarias: the heads of the cabinet itself are not among them."""
    query = _active().where(Person.function == function, Person.role == Role.SECRETARIO).order_by(Person.id)
    return list(session.scalars(query))


def stand_in(session: Session, person: Person, on: date) -> Person:
    """Who answers for this person on that day: the person, or the substitute of the day."""
    substitute_id = stand_ins(session, on).get(person.id)
    return session.get_one(Person, substitute_id) if substitute_id else person


def responsible(session: Session, orgao: Orgao, on: date) -> Person | None:
    """Who answers for the órgão on that day."""
    person = holder(session, orgao)
    return stand_in(session, person, on) if person else None


def _active() -> Select[Person]:
    return select(Person).where(Person.active)
