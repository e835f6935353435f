"""Vacant órgãos: without a head, nobody receives their items."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Select, select, union, union_all
from sqlalchemy.orm import Session

from models import subjects
from models.deadlines import Deadline, DeadlineState
from models.people import Orgao, Person, Standing, holder, structure
from models.people.tables import Post
from models.records import Record, visible_to

_MOST = 50
_LEADERS: CompoundSelect[int | None] = union_all(
    select(Person.orgao_id).where(Person.active, Person.function != "", Person.orgao_id.is_not(None)),
    select(Post.orgao_id).join(Person, Person.id == Post.person_id).where(Person.active, Post.function != ""),
)
_LED = select(Orgao.id, Orgao.sigla, Orgao.id.in_(_LEADERS).label("is_led"))


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A record with a vacant órgão."""

    code: str
    title: str
    sigla: str
    hand_over: str  # the line that gives it to another; empty where it is not given but sent


def among(session: Session, who: Iterable[Person | Orgao]) -> list[Orgao]:
    """The vacant órgãos among these."""
    return [each for each in who if isinstance(each, Orgao) and holder(session, each) is None]


def unanswered(session: Session, viewer: Standing) -> list[Unanswered]:
    """The records with vacant órgãos that the viewer may see, by órgão."""
    rows = session.connection().execute(_LED).all()
    led, known = {row.id for row in rows if row.is_led}, structure(session)
    vacant = {row.id: row.sigla for row in rows if known.now(row.id) not in led}
    if not vacant:
        return []
    given = union(
        select(Deadline.record_id.label("record_id"), Deadline.orgao_id.label("orgao_id")).where(
            Deadline.orgao_id.in_(vacant), Deadline.state == DeadlineState.OPEN
        ),
        *_given(vacant),
    ).subquery()
    query = select(Record.code, Record.title, Record.kind, given.c.orgao_id).join(given, given.c.record_id == Record.id)
    found = session.execute(query.where(visible_to(viewer)).order_by(given.c.orgao_id, Record.id).limit(_MOST))
    return [Unanswered(row.code, row.title, vacant[row.orgao_id], _hand_over(row.kind, row.code)) for row in found]


def _given(vacant: Collection[int]) -> Iterator[Select[Any]]:
    """Queries of the records that each subject has with these órgãos."""
    for subject in subjects.known():
        if (given := subject.given) is not None:
            yield select(given.record_id, given.orgao_id).where(given.orgao_id.in_(vacant), given.is_open)
        if (stays := subject.stays) is not None:
            here = select(stays.record_id, stays.orgao_id).join(Record, Record.id == stays.record_id)
            yield here.where(stays.orgao_id.in_(vacant), stays.is_open, Record.status.in_(stays.active))


def _hand_over(kind: str, code: str) -> str:
    subject = subjects.of_kind(kind)
    return subject.given.hand_over.format(code=code) if subject and subject.given else ""
