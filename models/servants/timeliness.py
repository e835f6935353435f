"""How dates were kept: the own ones, those of a person one leads, and the sums of an órgão. Nobody is ranked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select
from sqlalchemy.orm import Session

from models import audit, deadlines, moments
from models.base import Answer, Question, Refusal
from models.deadlines import Deadline, DeadlineState
from models.people import Orgao, Person, Substitution, members, standing
from models.people.tables import Role

FEWEST = 5  # dates from which a number about a person says anything
CONSULTED = "consulta"


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Dates that are over: kept in time, kept late, still open and late; and those left out, of days away."""

    kept: int = 0
    late: int = 0
    open_late: int = 0
    away: int = 0

    @property
    def is_small(self) -> bool:
        return self.kept + self.late < FEWEST

    def __add__(self, other: "Timeliness") -> "Timeliness":
        mine = (self.kept, self.late, self.open_late, self.away)
        theirs = (other.kept, other.late, other.open_late, other.away)
        return Timeliness(*map(sum, zip(mine, theirs, strict=True)))


def of_person(
    session: Session,
    person: Person,
    month: tuple[date, date] | None = None,
    *,
    by: Person,
    reason: str,
    now: datetime,
) -> Timeliness:
    """How a person kept the own dates, in a month where one is named; what another asks is written down.

    The chefia of the person's own órgão needs no reason, everybody else a written one. Raises Refusal.
    """
    who = standing(session, by, now)
    if person.id != by.id:
        leads = person.orgao_id in who.leads
        if not leads and not who.commands and not who.has(Role.CONTROLE):
            raise Refusal("O desempenho de uma pessoa é visto por ela e pela sua chefia.")
        if not leads and not reason:
            raise Question(
                f"Por que motivo? Exemplo: desempenho @{person.handle} motivo: estágio probatório", Answer.TEXT
            )
        why = reason or "chefia do órgão"
        audit.write(session, CONSULTED, by=by, now=now, text=f"desempenho de {person.name}: {why}")
    return _counted(session, [person], Deadline.person_id == person.id, month, now)[person.id]


def of_orgao(
    session: Session, orgao: Orgao, *, by: Person, now: datetime
) -> tuple[Timeliness, list[tuple[Person, Timeliness]]]:
    """The sums of an órgão, and, for who leads it, those of its people by name. Raises Refusal."""
    who = standing(session, by, now)
    leads = orgao.id in who.leads
    if not leads and not who.commands and not who.has(Role.CONTROLE):
        raise Refusal(f"Os números de {orgao.sigla} são vistos por quem a dirige, pela chefia e pelo controle.")
    audit.write(session, CONSULTED, by=by, now=now, text=f"equipe de {orgao.sigla}")
    people = members(session, orgao)
    own = Deadline.person_id.in_([each.id for each in people])
    found = _counted(session, people, own, None, now) if people else {}
    of_all = _row(session, Deadline.orgao_id == orgao.id, now)
    total = sum(found.values(), start=of_all)
    named = [(each, found[each.id]) for each in people if each.id != by.id] if leads else []
    return total, sorted(named, key=lambda each: each[0].name)


def _counted(
    session: Session, people: Sequence[Person], own: ColumnElement[bool], month: tuple[date, date] | None, now: datetime
) -> dict[int, Timeliness]:
    """The dates of these people by person; what was due while somebody answered for them is left out."""
    away = _away(session, people)
    conditions = [own, Deadline.runs_for.is_(None), *_within(month)]
    query = select(Deadline.person_id, *_sums(now, away)).where(*conditions).group_by(Deadline.person_id)
    found = {row[0]: Timeliness(*(int(n or 0) for n in row[1:])) for row in session.execute(query)}
    return {each.id: found.get(each.id, Timeliness()) for each in people}


def _row(session: Session, condition: ColumnElement[bool], now: datetime) -> Timeliness:
    row = session.execute(select(*_sums(now, None)).where(condition, Deadline.runs_for.is_(None))).one()
    return Timeliness(*(int(n or 0) for n in row))


def _sums(now: datetime, away: ColumnElement[bool] | None) -> list[ColumnElement[int]]:
    over = [Deadline.state == DeadlineState.MET, Deadline.state == DeadlineState.MET_LATE, deadlines.is_late(now)]
    if away is None:
        return [_sum(each) for each in over]
    return [*(_sum(and_(each, not_(away))) for each in over), _sum(and_(or_(*over), away))]


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _away(session: Session, people: Sequence[Person]) -> ColumnElement[bool] | None:
    """The condition that a date fell while the person was away, by a registered substitution."""
    rows = session.scalars(select(Substitution).where(Substitution.holder_id.in_([each.id for each in people])))
    days = [
        and_(
            Deadline.person_id == row.holder_id,
            Deadline.due_at >= moments.start_of(row.starts),
            Deadline.due_at < moments.start_of(moments.days_after(row.ends, 1)),
        )
        for row in rows
    ]
    return or_(*days) if days else None


def _within(month: tuple[date, date] | None) -> list[ColumnElement[bool]]:
    if month is None:
        return []
    first, last = month
    until = moments.start_of(moments.days_after(last, 1))
    return [Deadline.due_at >= moments.start_of(first), Deadline.due_at < until]
