"""The chart of the open autógrafos: how long each still is with the mayor."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Refusal
from handlers.charts import chart_called
from models import moments, municipal_days
from models.charts import Chart, ChartRow
from models.materias import queries
from models.people import Person
from models.texts import plural


@chart_called("autografo")
def autografos(session: Session, by: Person, now: datetime) -> Chart:
    """The business days left of each open autógrafo, the shortest first."""
    found = [each for each in queries.autografos(session, by, now) if each.deadline is not None]
    if not found:
        raise Refusal("Nenhum autógrafo espera decisão.")
    calendar, today = municipal_days.current(session), moments.today(now)
    rows = []
    for each in found:
        assert each.deadline is not None
        last = moments.today(each.deadline.due_at)
        rows.append(ChartRow(each.materia.code, (max(calendar.business_days_between(today, last), 0),)))
    first = rows[0]
    left = plural(first.values[0], "dia útil", "dias úteis") if first.values[0] else "o último dia é hoje ou já passou"
    return Chart(f"{first.label} vem antes: {left}", "dias úteis para decidir", tuple(rows))
