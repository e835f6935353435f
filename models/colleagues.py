"""Those a person worked with last: whom they gave work to, and who gave work to them."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.deadlines import Deadline
from models.people import Orgao, Person
from models.records import Record

_RECORDS = 300  # the newest of the house: further back is not looked
_MOST = 20
_recent = select(Record.id, Record.author_id).order_by(Record.id.desc()).limit(_RECORDS).subquery()
_on_recent = select(Deadline.person_id, Deadline.orgao_id).join(_recent, _recent.c.id == Deadline.record_id)
_GIVEN = _on_recent.where(_recent.c.author_id == bindparam("by")).order_by(Deadline.id.desc()).limit(_MOST)
_GOT = (
    select(_recent.c.author_id)
    .join(Deadline, Deadline.record_id == _recent.c.id)
    .where(Deadline.person_id == bindparam("by"))
    .order_by(Deadline.id.desc())
    .limit(_MOST)
)


def worked_with(session: Session, by: Person) -> list[Person | Orgao]:
    """People and órgãos, those of the last work first, without the person."""
    given, got = session.execute(_GIVEN, {"by": by.id}).all(), session.scalars(_GOT, {"by": by.id}).all()
    found: list[Person | Orgao | None] = [
        session.get(Person, each.person_id) if each.person_id else session.get(Orgao, each.orgao_id) for each in given
    ]
    found += [session.get(Person, each) for each in got if each is not None]
    return [each for each in dict.fromkeys(found) if each is not None and each != by and _is_here(each)]


def _is_here(who: Person | Orgao) -> bool:
    return not isinstance(who, Person) or who.active
