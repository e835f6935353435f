"""What people and órgãos are called, read at once: names, cargos, siglas."""

from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people.tables import Orgao, Person, Succession


class Known(NamedTuple):
    """One active person, as others speak of them."""

    handle: str
    name: str
    cargo: str
    function: str
    orgao: str | None


_PEOPLE = (
    select(Person.handle, Person.name, Person.cargo, Person.function, Orgao.key)
    .outerjoin(Orgao, Orgao.id == Person.orgao_id)
    .where(Person.active)
    .order_by(Person.id)
)
_ORGAOS = select(Orgao.key, Orgao.name).where(Orgao.id.not_in(select(Succession.orgao_id))).order_by(Orgao.id)


def people(session: Session) -> tuple[Any, ...]:
    """Everybody active, with the fields of `Known`."""
    return tuple(session.connection().execute(_PEOPLE).all())


def orgaos(session: Session) -> tuple[Any, ...]:
    """The key and the name of every órgão there is now."""
    return tuple(session.connection().execute(_ORGAOS).all())
