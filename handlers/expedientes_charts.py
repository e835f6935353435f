"""The chart of an expediente: the dias úteis in each órgão."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.charts import chart_of
from models import expedientes
from models.charts import Chart, ChartRow, short
from models.expedientes import Expediente
from models.people import Person
from models.texts import plural


@chart_of("expediente")
def days(session: Session, expediente: Expediente, _: Person, now: datetime) -> Chart:
    """Where its time went."""
    found = expedientes.itinerary(session, expediente, now).days_by_orgao()
    total = sum(found.values())
    longest = max(found, key=lambda name: found[name])
    title = f"{expediente.code}: {found[longest]} de {plural(total, 'dia útil', 'dias úteis')} com {short(longest)}"
    if not total:
        title = f"{expediente.code} ainda não passou um dia útil inteiro em nenhum órgão"
    return Chart(title, "dias úteis", tuple(ChartRow(short(name), (count,)) for name, count in found.items()))
