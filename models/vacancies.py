"""Órgãos that nobody leads: what is given to them reaches nobody until somebody answers."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import CompoundSelect, select, union, union_all
from sqlalchemy.orm import Session

from models.deadlines import Deadline, DeadlineState
from models.expedientes.tables import ACTIVE, Tramitacao
from models.people import Orgao, Person, Standing, holder, structure
from models.people.tables import Post
from models.records import Record, visible_to
from models.tasks.tables import OPEN_STATES, Assignment

_MOST = 50
_LEADERS: CompoundSelect[int | None] = union_all(
    select(Person.orgao_id).where(Person.active, Person.function != "", Person.orgao_id.is_not(None)),
    select(Post.orgao_id).join(Person, Person.id == Post.person_id).where(Person.active, Post.function != ""),
)
_LED = select(Orgao.id, Orgao.sigla, Orgao.id.in_(_LEADERS).label("is_led"))


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A record with an órgão that nobody leads."""

    code: str
    title: str
    sigla: str
    is_task: bool


def among(session: Session, who: Iterable[Person | Orgao]) -> list[Orgao]:
    """Those of them that nobody leads."""
    return [each for each in who if isinstance(each, Orgao) and holder(session, each) is None]


def unanswered(session: Session, viewer: Standing) -> list[Unanswered]:
    """What waits for somebody, as far as the viewer may see it, by órgão."""
    rows = session.connection().execute(_LED).all()
    led, known = {row.id for row in rows if row.is_led}, structure(session)
    vacant = {row.id: row.sigla for row in rows if known.now(row.id) not in led}
    if not vacant:
        return []
    given = union(
        select(Assignment.task_id.label("record_id"), Assignment.orgao_id.label("orgao_id")).where(
            Assignment.orgao_id.in_(vacant), Assignment.state.in_(OPEN_STATES)
        ),
        select(Deadline.record_id, Deadline.orgao_id).where(
            Deadline.orgao_id.in_(vacant), Deadline.state == DeadlineState.OPEN
        ),
        select(Tramitacao.expediente_id, Tramitacao.to_orgao_id)
        .join(Record, Record.id == Tramitacao.expediente_id)
        .where(Tramitacao.to_orgao_id.in_(vacant), Tramitacao.closed_at.is_(None), Record.status.in_(ACTIVE)),
    ).subquery()
    query = select(Record.code, Record.title, Record.kind, given.c.orgao_id).join(given, given.c.record_id == Record.id)
    found = session.execute(query.where(visible_to(viewer)).order_by(given.c.orgao_id, Record.id).limit(_MOST))
    return [Unanswered(row.code, row.title, vacant[row.orgao_id], row.kind == "task") for row in found]
