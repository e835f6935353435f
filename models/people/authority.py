"""Authority: the roles that confer it, its holders of the day, and whether the house has an approver yet."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people.query import with_role
from models.people.substitution import standing
from models.people.tables import Address, Person, Role

APPROVES = (Role.PREFEITO, Role.CHEFIA)
CABINET = (*APPROVES, Role.ASSESSORIA)
CONFERS_AUTHORITY = (*APPROVES, Role.CONTROLE, Role.ADMINISTRADOR)


def has_authority(session: Session, person: Person, now: datetime) -> bool:
    """Whether a person may approve, oversee or administer today, in the own name or in another's place."""
    return standing(session, person, now).has(*CONFERS_AUTHORITY)


def approvers(session: Session) -> list[Person]:
    """Everyone whose role approves acts: the mayor and the chefia de gabinete."""
    return with_role(session, *APPROVES)


def is_being_set_up(session: Session) -> bool:
    """Whether no approver has ever entered: until then the administrator sets the house up alone."""
    return not _enrolled_approver(session)


def is_without_approvers(session: Session) -> bool:
    """Whether no approver has an address now: only the server can let one in again."""
    return not _enrolled_approver(session, Person.active, Address.active)


def approves_by_app(session: Session, but_not: str) -> bool:
    """Whether an approver has entered by another door than `but_not`."""
    return _enrolled_approver(session, Person.active, Address.active, Address.channel != but_not)


def _enrolled_approver(session: Session, *conditions: object) -> bool:
    query = (
        select(Person.id).join(Address, Address.person_id == Person.id).where(Person.role.in_(APPROVES), *conditions)  # type: ignore[arg-type]
    )
    return session.scalar(query.limit(1)) is not None
