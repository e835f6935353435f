"""The chart of an act: how its addressees took note, over time."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.base import Refusal
from handlers.charts import chart_of
from models import acts, moments
from models.acts import Act, Recipient
from models.charts import Chart, ChartRow
from models.people import Person

_MOST = 9  # points


@chart_of(acts.KIND)
def ciencias(session: Session, act: Act, _: Person, __: datetime) -> Chart:
    """The number of those who took note, as it grew."""
    query = select(Recipient.transmitted_at, Recipient.ciencia_at).where(Recipient.act_id == act.id)
    rows = session.execute(query).all()
    if not rows:
        raise Refusal(f"{act.code} ainda não foi transmitida a ninguém.")
    taken = sorted(row.ciencia_at for row in rows if row.ciencia_at is not None)
    points = [(min(row.transmitted_at for row in rows), 0), *((at, n) for n, at in enumerate(taken, 1))]
    if len(points) > _MOST:
        step = (len(points) - 1) / (_MOST - 1)
        points = [points[round(n * step)] for n in range(_MOST)]
    title = f"{len(taken)} de {len(rows)} já tomaram ciência de {act.code}"
    return Chart(title, "ciências, no total", tuple(ChartRow(_when(at), (n,)) for at, n in points), "line")


def _when(at: datetime) -> str:
    local = moments.local(at)
    return f"{local:%d/%m} {local.hour}h" + (f"{local:%M}" if local.minute else "")
