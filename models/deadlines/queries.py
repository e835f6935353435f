"""What is due, for whom. Every list loads the record, person and órgão with it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, func, or_, select, update
from sqlalchemy.orm import Session, joinedload

from models import moments
from models.deadlines.tables import IS_OPEN, Deadline, DeadlineState
from models.escalation import ADJUNTO, AUTHOR, CHEFIA
from models.people import Function, Orgao, Person, Role, Standing, leading, responsible, stand_ins, standing, with_role
from models.records import Record, readers

_DAY = timedelta(days=1)
_LOADED = (joinedload(Deadline.record), joinedload(Deadline.person), joinedload(Deadline.orgao))
_OPEN = select(Deadline).where(IS_OPEN).options(*_LOADED)
_OF_RECORD = _OPEN.where(Deadline.record_id == bindparam("record_id")).order_by(Deadline.due_at)
_TOTALS = (
    select(Deadline.record_id, Deadline.kind, func.count().label("total"))
    .where(Deadline.record_id.in_(bindparam("ids", expanding=True)), Deadline.state != DeadlineState.VOID)
    .group_by(Deadline.record_id, Deadline.kind)
)


def open_of(session: Session, record_id: int, *, item_id: int | None = None) -> list[Deadline]:
    """The open deadlines of a record, soonest first."""
    found = session.scalars(_OF_RECORD, {"record_id": record_id})
    return [each for each in found if item_id in (None, each.item_id)]


def owned_by(who: Standing) -> ColumnElement[bool]:
    """Deadlines a person answers for: the own, those of the holders substituted, those of the órgãos led."""
    return or_(Deadline.person_id.in_(who.person_ids), Deadline.orgao_id.in_(who.leads))


def in_charge(session: Session, deadline: Deadline, by: Person, now: datetime) -> bool:
    """Whether a person answers for it, registered the record, or commands."""
    who = standing(session, by, now)
    answers = deadline.person_id in who.person_ids or deadline.orgao_id in who.leads
    return answers or who.commands or deadline.record.author_id in who.person_ids


def due_for_reminder(session: Session, now: datetime, limit: int = 1000) -> list[int]:
    """The ids of deadlines whose next step has come."""
    query = select(Deadline.id).where(IS_OPEN, Deadline.next_at <= now)
    return list(session.scalars(query.order_by(Deadline.next_at, Deadline.id).limit(limit)))


def by_ids(session: Session, ids: Sequence[int]) -> list[Deadline]:
    """These deadlines, by their next step."""
    return list(session.scalars(_OPEN.where(Deadline.id.in_(ids)).order_by(Deadline.next_at, Deadline.id)))


def code_of(session: Session, deadline_id: int) -> str:
    """The number of the record whose deadline it is."""
    query = select(Record.code).join(Deadline, Deadline.record_id == Record.id).where(Deadline.id == deadline_id)
    return session.scalar(query) or f"nº {deadline_id}"


def put_off(session: Session, deadline_id: int, *, now: datetime) -> None:
    """Look at a deadline of which nothing can be said again in a day; the row is not read."""
    later = update(Deadline).where(Deadline.id == deadline_id).values(next_at=now + _DAY)
    session.execute(later.execution_options(synchronize_session=False))


def next_reminder_at(session: Session) -> datetime | None:
    """When the next step of any deadline falls due."""
    return session.scalar(select(func.min(Deadline.next_at)).where(IS_OPEN))


def totals(session: Session, record_ids: Iterable[int]) -> dict[tuple[int, str], int]:
    """How many deadlines each record has of each kind, met or not."""
    rows = session.connection().execute(_TOTALS, {"ids": list(set(record_ids))})
    return {(row.record_id, row.kind): row.total for row in rows}


class Audience:
    """The people told at a step, for many deadlines in a row: each question is asked of the database once."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session = session
        self._now, self._today = now, moments.today(now)
        self._known: dict[tuple[str, int], list[Person]] = {}

    def of(self, deadline: Deadline, audience: str) -> list[Person]:
        """Those who may see the record of the responsible, the adjuntos, the chefia, or its author.

        A deadline that nobody is left to answer for goes back to the author of the record.
        """
        found = self._readers(deadline, self._named(deadline, audience))
        if found or audience in (AUTHOR, CHEFIA, ADJUNTO):
            return found
        return self._readers(deadline, _author(deadline))

    def _named(self, deadline: Deadline, audience: str) -> list[Person]:
        if audience == AUTHOR:
            return _author(deadline)
        if audience == CHEFIA:
            return self._chefia()
        return self._adjuntos(deadline) if audience == ADJUNTO else self._owners(deadline)

    def _readers(self, deadline: Deadline, people: list[Person]) -> list[Person]:
        return readers(self._session, deadline.record, people, self._now)

    def _chefia(self) -> list[Person]:
        return self._once("chefia", 0, lambda: with_role(self._session, Role.CHEFIA))

    def is_unanswered(self, deadline: Deadline) -> bool:
        """Whether nobody is left to answer for it, so that the chefia is told instead."""
        return not self._answering(deadline)

    def _owners(self, deadline: Deadline) -> list[Person]:
        return self._answering(deadline) or self._chefia()

    def _answering(self, deadline: Deadline) -> list[Person]:
        """The person; for an órgão who leads it."""
        person = deadline.person
        if person is not None and person.active:
            return [person]
        orgao = deadline.orgao or (person.orgao if person else None)
        return self._leading(orgao) if orgao else []

    def _leading(self, orgao: Orgao) -> list[Person]:
        def ask() -> list[Person]:
            person = responsible(self._session, orgao, self._today)
            return [person] if person else []

        return self._once("leads", orgao.id, ask)

    def _adjuntos(self, deadline: Deadline) -> list[Person]:
        """Those of the órgão, but who already hears it in the place of the responsible."""
        orgao = deadline.orgao or _led_by(deadline.person)
        if orgao is None:
            return []
        adjuntos = self._once("adjuntos", orgao.id, lambda: leading(self._session, orgao, Function.ADJUNTO))
        away = stand_ins(self._session, self._today)
        owners = {away.get(person.id, person.id) for person in self._owners(deadline)}
        return [p for p in adjuntos if p.id not in owners]

    def _once(self, question: str, about: int, ask: Callable[[], list[Person]]) -> list[Person]:
        if (question, about) not in self._known:
            self._known[question, about] = ask()
        return self._known[question, about]


def _author(deadline: Deadline) -> list[Person]:
    return [deadline.record.author] if deadline.record.author else []


def _led_by(person: Person | None) -> Orgao | None:
    return person.orgao if person and person.function == Function.TITULAR else None
