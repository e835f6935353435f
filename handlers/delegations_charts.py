"""The chart of delegations: the days without anybody of each matter, in the coming three months."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Refusal
from handlers.charts import chart_called
from handlers.wording import delegations as wording
from models import moments
from models.charts import Chart, ChartRow
from models.delegations import matters, powers
from models.people import Person
from models.texts import clip, plural

_DAYS = 90
_SERIES = ("com delegação", "só o Prefeito")


@chart_called("delegac")
def covered(session: Session, _by: Person, now: datetime) -> Chart:
    """Each matter that was ever delegated: the days on which somebody signs it besides the mayor, and the others."""
    today, rows = moments.today(now), []
    days = [moments.days_after(today, n) for n in range(_DAYS)]
    names = dict(wording.board(session, today))
    for matter in matters.known(session):
        if given := powers.about(session, matter):
            signed = sum(any(powers.state(each, day) == "vigente" for each in given) for day in days)
            who = clip(names[matter].partition(",")[0], 30) if names[matter] else "só o Prefeito hoje"
            rows.append(ChartRow(f"{matter}: {who}", (signed, _DAYS - signed)))
    if not rows:
        raise Refusal("Nenhuma delegação registrada.")
    rows.sort(key=lambda row: row.values[0])
    gaps = sum(row.values[1] > 0 for row in rows)
    every = plural(len(rows), "matéria delegada", "matérias delegadas")
    title = f"{every}: {gaps or 'nenhuma'} sem delegado em parte dos próximos {_DAYS} dias"
    return Chart(title, f"dias, nos próximos {_DAYS}", tuple(rows), series=_SERIES)
