"""What the school says of a week, and what its chefia reads first: people trained, consents refused, small classes."""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.wording import digests, weekly
from handlers.wording.weekly import WeekScope
from models import moments
from models.courses import KIND, Certificate, Enrolment, EnrolmentStatus, Turma, TurmaStatus, turmas
from models.people import Orgao, Person, Role, standing
from models.records import any_of
from models.texts import plural

_SOON = timedelta(days=7)
_MOST = 5
_REFUSED = (EnrolmentStatus.RECUSADA.value, EnrolmentStatus.VENCIDA.value)


@weekly.line(80, any_of(KIND))
def lines(session: Session, _person: Person, scope: WeekScope, _now: datetime) -> list[str]:
    """How many people were certified, for how many hours, and how many consents were refused by which órgão."""
    since, until = moments.start_of(scope.since), moments.start_of(scope.until + timedelta(days=1))
    of_week = Certificate.created_at.between(since, until)
    query = select(Certificate.person_id, Certificate.hours, Person.orgao_id).join(
        Person, Person.id == Certificate.person_id
    )
    made = [each for each in session.execute(query.where(of_week)) if scope.holds(each.orgao_id)]
    refused = _refused(session, scope, since, until)
    found = []
    if made:
        people = plural(len({each.person_id for each in made}), "pessoa formada", "pessoas formadas")
        found.append(f"Escola: {people}, {sum(each.hours for each in made)} h")
    if refused:
        found.append(f"Cursos sem a autorização da chefia: {', '.join(f'{sigla} {n}' for sigla, n in refused)}")
    return found


def _refused(session: Session, scope: WeekScope, since: datetime, until: datetime) -> list[tuple[str, int]]:
    when = func.coalesce(Enrolment.decided_at, Enrolment.until)
    query = select(Orgao.id, Orgao.sigla).join(Person, Person.orgao_id == Orgao.id)
    query = query.join(Enrolment, Enrolment.person_id == Person.id)
    rows = session.execute(query.where(Enrolment.status.in_(_REFUSED), when.between(since, until)))
    return sorted(Counter(each.sigla for each in rows if scope.holds(each.id)).items())


@digests.first(85, any_of(KIND, TurmaStatus.INSCRICOES))
def first(session: Session, person: Person, now: datetime) -> list[str]:
    """The classes that begin within a week with fewer pupils than they need."""
    if not standing(session, person, now).has(Role.CHEFIA):
        return []
    is_open = (Turma.status == TurmaStatus.INSCRICOES.value, Turma.minimum.is_not(None))
    rows = list[str]()
    for each in session.scalars(select(Turma).where(*is_open).order_by(Turma.id)):
        held, taken = turmas.aulas(session, each), turmas.taken(session, each)
        if held and now <= held[0].event.starts_at <= now + _SOON and taken < (each.minimum or 0):
            begins = moments.moment_text(held[0].event.starts_at)
            rows.append(f"• {each.code} {each.title}: {taken} de {each.minimum}, começa {begins}")
    return [f"Turmas abaixo do mínimo ({len(rows)}):", *rows[:_MOST]] if rows else []
