"""Órgãos that begin, and that are absorbed by another with their people."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import audit
from models.base import Refusal, insert_row
from models.deadlines import Deadline, DeadlineState
from models.people import lists
from models.people.query import members
from models.people.register import put, renames
from models.people.structure import forget
from models.people.tables import GROUPS, FormerSigla, Orgao, Person
from models.texts import clean, fold


@dataclass(frozen=True, slots=True)
class Going:
    """The number of people and of open deadlines that an órgão has."""

    people: int
    deadlines: int


def is_free(session: Session, name: str) -> bool:
    """Whether nobody and nothing is called so behind @."""
    key = fold(name)
    taken = (Person.handle == key, Orgao.key == key, FormerSigla.key == key)
    return (
        key not in GROUPS
        and key not in lists.names(session)
        and not any(session.scalar(select(func.count()).where(each)) for each in taken)
    )


def begin(session: Session, sigla: str, name: str, *, by: Person, now: datetime) -> Orgao:
    """Register a new órgão. Raises Refusal for a sigla that is taken or no single word."""
    sigla = clean(sigla)
    if not sigla or " " in sigla or len(sigla) > 20:
        raise Refusal("A sigla é uma palavra só. Exemplo: órgão novo CULTURA Secretaria de Cultura")
    if not is_free(session, sigla):
        raise Refusal(f"{sigla} já quer dizer outra coisa atrás do @. Escolha outra sigla.")
    orgao_id = insert_row(session, Orgao, sigla=sigla, key=fold(sigla), name=clean(name))
    forget(session)
    audit.write(session, "cadastro", by=by, now=now, text=f"órgão novo: {sigla} ({clean(name)})")
    return session.get_one(Orgao, orgao_id)


def what_goes(session: Session, orgao: Orgao) -> Going:
    waiting = (DeadlineState.OPEN, DeadlineState.PAUSED)
    query = select(func.count()).where(Deadline.orgao_id == orgao.id, Deadline.state.in_(waiting))
    return Going(len(members(session, orgao)), session.scalar(query) or 0)


def absorb(session: Session, orgao: Orgao, into: Orgao, *, by: Person, now: datetime) -> None:
    """Merge an órgão with its people into another, whose titular answers for all. Raises Refusal."""
    if orgao.id == into.id:
        raise Refusal(f"{orgao.sigla} já é {into.sigla}.")
    moved = {
        each.handle: {"orgao": into.sigla, "orgao_nome": into.name, "funcao": ""} for each in members(session, orgao)
    }
    if moved:
        put(session, moved, by=by, now=now)
    renames.merge(session, orgao, into, by=by, now=now)
