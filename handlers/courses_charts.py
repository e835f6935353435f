"""The charts of the school: the attendance in a class, and the hours that each órgão has learned."""

from collections import Counter
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.base import Refusal
from handlers.charts import chart_called, chart_of
from models import moments
from models.charts import Chart, ChartRow
from models.courses import KIND, Certificate, CertificateStatus, Turma, catalogue, turmas
from models.people import Orgao, Person
from models.texts import plural


@chart_of(KIND)
def attendance(session: Session, turma: Turma, by: Person, now: datetime) -> Chart:
    """The hours of each pupil beside the hours held, for whoever gives the class and the desk."""
    found = turmas.results(session, turma, now)
    if not catalogue.is_desk(session, by, now) and turma.teacher_id != by.id:
        found = [each for each in found if each.enrolment.person_id == by.id]
    if not found:
        raise Refusal(f"Não há frequência de {turma.code} que você possa ver.")
    lost = sum(not each.may_pass for each in found)
    far = f"{plural(lost, 'já não alcança', 'já não alcançam')} {turma.course.minimum}%"
    title = f"{turma.code}: {far}" if lost else f"{turma.code}: todos ainda podem alcançar {turma.course.minimum}%"
    rows = [ChartRow(each.enrolment.person.name, (each.percent,)) for each in found]
    return Chart(title, "% das horas", tuple(sorted(rows, key=lambda row: -row.values[0])))


@chart_called("escola")
@chart_called("curso")
def hours(session: Session, _: Person, now: datetime) -> Chart:
    """The hours certified this year, by órgão."""
    year, counts = moments.today(now).year, Counter[str]()
    query = select(Orgao.sigla, Certificate.hours).join(Person, Person.orgao_id == Orgao.id)
    query = query.join(Certificate, Certificate.person_id == Person.id)
    of_year = Certificate.last_on.between(date(year, 1, 1), date(year, 12, 31))
    for row in session.execute(query.where(Certificate.status == CertificateStatus.EMITIDO.value, of_year)):
        counts[row.sigla] += row.hours
    if not counts:
        raise Refusal(f"Não há certificados de {year}.")
    first = counts.most_common(1)[0]
    title = f"{sum(counts.values())} h certificadas em {year}; {first[1]} em {first[0]}"
    return Chart(title, "horas", tuple(ChartRow(sigla, (n,)) for sigla, n in counts.most_common()))
