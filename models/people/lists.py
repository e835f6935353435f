"""Saved lists of addressees, by name."""

from datetime import datetime

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, seals
from models.base import Base, Refusal, insert_rows, related
from models.people.substitution import Standing, standing
from models.people.tables import Orgao, Person
from models.texts import fold


class ListMember(Base):
    """One person or órgão of a saved list; a list without members does not exist."""

    __tablename__ = "list_members"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)  # folded, as typed behind @
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    orgao_id: Mapped[int | None] = mapped_column(ForeignKey("orgaos.id"))
    person: Mapped[Person | None] = related(lazy="joined")
    orgao: Mapped[Orgao | None] = related(lazy="joined")


seals.protect(ListMember, "o membro da lista", by="name")


def members_of(session: Session, name: str) -> list[Person | Orgao]:
    """The members of a list, without people who left; empty when there is no such list."""
    rows = session.scalars(select(ListMember).where(ListMember.name == fold(name)).order_by(ListMember.id))
    members = [row.orgao or row.person for row in rows]
    return [each for each in members if each is not None and (isinstance(each, Orgao) or each.active)]


def includes(session: Session, name: str, who: Standing) -> bool:
    """Whether a person, or somebody acted for, stands on a list, or is of an órgão that does."""
    members = members_of(session, name)
    return any(each.id in (who.orgao_ids if isinstance(each, Orgao) else who.person_ids) for each in members)


_conferring: set[str] = set()


def confer(*names: str) -> None:
    """Make it known that a list confers authority: it begins and changes with a second person only."""
    _conferring.update(names)


def confers(name: str) -> bool:
    """Whether a list confers authority."""
    return fold(name) in _conferring


def names(session: Session) -> list[str]:
    return list(session.scalars(select(ListMember.name).distinct().order_by(ListMember.name)))


def require_keeper(session: Session, by: Person, now: datetime) -> None:
    """Raises Refusal for a person who may not keep lists."""
    if not standing(session, by, now).is_cabinet:
        raise Refusal("Só o gabinete guarda listas de destinatários.")


def save(session: Session, name: str, members: list[Person | Orgao], *, by: Person, now: datetime) -> None:
    """Create or replace a list; without members it is deleted."""
    require_keeper(session, by, now)
    key = fold(name)
    session.execute(delete(ListMember).where(ListMember.name == key))
    rows = [
        {
            "name": key,
            "person_id": each.id if isinstance(each, Person) else None,
            "orgao_id": each.id if isinstance(each, Orgao) else None,
        }
        for each in members
    ]
    insert_rows(session, ListMember, rows)
    audit.write(session, "lista", by=by, now=now, text=f"lista {key}: {len(rows)} destinatários")
